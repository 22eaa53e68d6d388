"""Figures as tables and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nsez_extract.score.metrics import Counts

Cells = tuple[str, ...]
"""The cells of one line of a table."""


def table(rows: Sequence[Cells]) -> str:
    """Return lines of aligned columns, the first to the left, the others to the right.

    Args:
        rows (Sequence[Cells]): All of the same length, the heading first.

    Returns:
        str: Lines of text without a line end after the last.

    >>> print(table([("label", "F1"), ("PER", "0.912")]))
    label     F1
    PER    0.912
    """
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(x.rjust(w) for x, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def label_table(figures: Mapping[str, Counts]) -> str:
    """Return precision, recall and F1 of each label.

    Args:
        figures (Mapping[str, Counts]): By label.

    Returns:
        str: Lines of text.
    """
    rows: list[Cells] = [("label", "P", "R", "F1", "annotated", "found")]
    for label, c in figures.items():
        scores = (f"{value:.3f}" for value in (c.precision, c.recall, c.f1))
        rows.append((label, *scores, f"{c.gold:,}", f"{c.tp + c.fp:,}"))
    return table(rows)


def f1_table(heading: str, lines: Sequence[tuple[str, Mapping[str, Counts]]]) -> str:
    """Return F1 of each label, a line for each of several measurements.

    Args:
        heading (str): What the lines are.
        lines (Sequence[tuple[str, Mapping[str, Counts]]]): Name and figures of each.

    Returns:
        str: Lines of text.
    """
    rows: list[Cells] = [(heading, *lines[0][1])]
    rows += [(name, *(f"{c.f1:.3f}" for c in figures.values())) for name, figures in lines]
    return table(rows)


def as_json(figures: Mapping[str, Counts]) -> dict[str, Any]:
    """Return figures for a JSON report.

    Args:
        figures (Mapping[str, Counts]): By label.

    Returns:
        dict[str, Any]: For each label p, r, f1 (rounded to 4 decimals), tp, fp and fn.
    """
    return {
        label: {
            "p": round(c.precision, 4),
            "r": round(c.recall, 4),
            "f1": round(c.f1, 4),
            "tp": c.tp,
            "fp": c.fp,
            "fn": c.fn,
        }
        for label, c in figures.items()
    }
