"""``nsez-extract gold``: check hand-annotated gold files, and build them from inline markup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nsez_extract.cli.common import complain, one_line
from nsez_extract.errors import UsageError

gold_app = typer.Typer(help="Check and build hand-annotated gold files.", rich_markup_mode=None)
"""typer.Typer: the command ``gold`` with its sub-commands."""


@gold_app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold .json files.")] = Path(
        "gold"
    ),
    corpus: Annotated[Path, typer.Option("--corpus", metavar="DIR", help="Folder of the raw texts.")] = Path(
        "corpus"
    ),
) -> int:
    """Check gold files against their texts: offsets, values, overlaps, roles; exit 1 on any error."""
    from nsez_extract.score import check_gold_dir

    for path, name in ((folder, "GOLD_DIR"), (corpus, "--corpus")):
        if not path.is_dir():
            raise UsageError(f"{path}: no such folder; give {name}")
    problems = check_gold_dir(folder, corpus)
    for problem in problems:
        typer.echo(one_line(str(problem)))
    errors = sum(problem.level == "error" for problem in problems)
    complain(f"{folder}: errors: {errors}, warnings: {len(problems) - errors}")
    return 1 if errors else 0


@gold_app.command()
def build(
    marked: Annotated[Path, typer.Argument(metavar="MARKED.xml", help="The text with inline markup.")],
    text: Annotated[Path, typer.Option("--text", metavar="RAW.txt", help="The raw text.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="G.json", help="The gold file to write.")],
) -> None:
    """Build a gold file from inline markup, proving that the text under the tags is the raw text."""
    from nsez_extract.score import build_gold, write_gold

    for path in (marked, text):
        if not path.is_file():
            raise UsageError(f"{path}: no such file; check the path")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: the folder {out.parent} does not exist; create it: mkdir -p '{out.parent}'")
    write_gold(build_gold(marked, text), out)
