"""``nsez-extract bench``: speed and memory beside underthesea on the same texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def bench(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Texts; corpus/ or a built-in text if left out."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, metavar="N", help="Time to spend on the comparison.")
    ] = 20.0,
) -> None:
    """Measure characters/s and peak memory of nsez-extract and underthesea on the same texts in one go."""
    from nsez_extract.bench import bench_texts, measure

    name, texts = bench_texts(paths or [])
    report = measure(texts, seconds=seconds)
    typer.echo(f"texts: {name}, {len(texts)} documents, {sum(map(len, texts)):,} characters")
    typer.echo(f"measured on {report.documents} of them in turn, {report.chars:,} characters a program")
    head = ("program", "characters/s", "times underthesea", "start, s", "peak memory, MB")
    rows = [head]
    for row in report.rows:
        if row.problem is not None:
            rows.append((row.name, row.problem, "", "", ""))
            continue
        ratio = f"{row.ratio:.1f}" if row.ratio is not None else ""
        memory = f"{row.peak_mb:,.0f}" if row.peak_mb is not None else ""
        start = f"{row.start_seconds:.1f}" if row.start_seconds is not None else ""
        rows.append((row.name, f"{row.chars_per_second:,.0f}", ratio, start, memory))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for cells in rows:
        first, *rest = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        typer.echo("  ".join([first, *rest]).rstrip())
