"""``nsez-extract train``: learn the tagger's model from annotated articles, and measure it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from nsez_extract.cli.common import complain, visible
from nsez_extract.errors import UsageError

_PROGRESS_SECONDS = 0.2
_NAMED_MISFITS = 5


class _Progress:
    """Rewrites one line on stderr when it is a terminal."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = False
        self._next = 0.0

    def __call__(self, line: str) -> None:
        """Show how far the work is, a few times a second."""
        if self._terminal and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PROGRESS_SECONDS
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            self._shown = False


def train(
    gold: Annotated[
        Path,
        typer.Option("--gold", metavar="DIR|FILE", help="Annotations .jsonl, or a folder of gold .json."),
    ],
    texts: Annotated[
        Path,
        typer.Option(
            "--texts", metavar="DIR|FILE", help="The articles: .jsonl, .jsonl.xz or a folder of .txt."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MODEL.npz", help="The model to write.")],
    folds: Annotated[
        int,
        typer.Option("--folds", min=0, metavar="K", help="Cross-validate with K folds first; 0 does not."),
    ] = 0,
    curve: Annotated[
        bool, typer.Option("--curve", help="Measure models of 25, 50, 100 … articles on held-out ones.")
    ] = False,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Measure a model that does not know what the rules propose.")
    ] = False,
    held_out: Annotated[
        float,
        typer.Option(
            "--held-out",
            min=0.0,
            max=0.9,
            metavar="FRACTION",
            help="Keep this part out of training; measure it.",
        ),
    ] = 0.0,
    second: Annotated[
        Path | None,
        typer.Option("--second", metavar="DIR|FILE", help="A second annotation: print how far both agree."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="OUT.json", help="Write card and figures as JSON.")
    ] = None,
    disagreements: Annotated[
        Path | None,
        typer.Option(
            "--disagreements",
            metavar="OUT.jsonl",
            help="With --folds: list where model and annotation differ, the surest first.",
        ),
    ] = None,
    iterations: Annotated[
        int, typer.Option("--iterations", min=1, metavar="N", help="Steps of the optimiser at most.")
    ] = 60,
    c1: Annotated[float, typer.Option("--c1", min=0.0, metavar="X", help="L1 penalty.")] = 0.1,
    c2: Annotated[float, typer.Option("--c2", min=0.0, metavar="X", help="L2 penalty.")] = 0.05,
) -> None:
    """Learn a model of the tagger from annotated articles; use it with run --model MODEL.npz."""
    from nsez_extract.score.gold import write_text
    from nsez_extract.training.crf import Settings
    from nsez_extract.training.run import Request
    from nsez_extract.training.run import train as run_training

    if report is not None and not report.absolute().parent.is_dir():
        raise UsageError(f"{report}: there is no folder {report.parent}; make it, or choose another --report")
    request = Request(
        gold=gold,
        texts=texts,
        out=out,
        settings=Settings(c1=c1, c2=c2, iterations=iterations),
        folds=folds,
        held_out=held_out,
        curve=curve,
        ablation=ablation,
        second=second,
        disagreements=disagreements,
    )
    progress = _Progress()
    try:
        results = run_training(request, progress)
    finally:
        progress.clear()
    for heading, lines in results.tables():
        typer.echo(visible(f"{heading}\n{lines}\n"))
    for misfit in results.misfits[:_NAMED_MISFITS]:
        complain(f"cannot be learnt: {misfit}")
    if len(results.misfits) > _NAMED_MISFITS:
        complain(
            f"{len(results.misfits) - _NAMED_MISFITS:,} more mentions do not fit the tokens; see --report"
        )
    if report is not None:
        data = {"card": results.card, "misfits": results.misfits}
        write_text(report, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    if results.disagreements is not None:
        complain(f"{results.disagreements:,} places to review -> {disagreements}")
    data_of = results.card["data"]
    complain(f"learnt from {data_of['articles']:,} articles -> {out}")
