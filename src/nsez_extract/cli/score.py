"""``nsez-extract score``: figures against hand-annotated gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nsez_extract.errors import UsageError


def score(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of gold .json files.")],
    pred: Annotated[Path, typer.Option("--pred", metavar="OUT.jsonl", help="Output of run.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every miss, false hit and wrong subject.")
    ] = False,
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="Only this split of DIR/manifest.toml.")
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus", metavar="DIR", help="Raw texts, for --errors; corpus/ beside DIR if left out."
        ),
    ] = None,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", min=0, metavar="N", help="Resamples for the intervals; 0 for none.")
    ] = 1000,
) -> None:
    """Score an output of run against gold: strict P/R/F1 with intervals; roles, values, subjects."""
    if not gold.exists():
        raise UsageError(f"{gold}: no such folder; give the folder of gold files with --gold")
    if not pred.is_file():
        raise UsageError(f"{pred}: no such file; write it first: nsez-extract run CORPUS --out {pred}")
    from nsez_extract.score import render_report, score_files

    ids = split_ids(gold / "manifest.toml", split) if split is not None else None
    report = score_files(gold, pred, ids=ids, bootstrap=bootstrap, corpus_dir=corpus)
    if as_json:
        typer.echo(json.dumps(report.to_dict(errors=errors), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    render_report(report, Console(highlight=False), errors)


def split_ids(manifest: Path, split: str) -> set[str]:
    """Return the ids of the documents of one split.

    Args:
        manifest (Path): The manifest of a gold folder.
        split (str): ``dev`` or ``test``.

    Returns:
        set[str]: Document ids.

    Raises:
        UsageError: If the manifest is missing or broken, or has no such split.
    """
    from nsez_extract.score import load_manifest

    if not manifest.is_file():
        raise UsageError(f"{manifest}: no such file; --split needs the manifest of the gold folder")
    ids = load_manifest(manifest).ids(split)
    if not ids:
        raise UsageError(f'{manifest}: no documents in the split "{split}"; the splits are dev and test')
    return ids
