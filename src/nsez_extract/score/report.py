"""The result of scoring: figures, documents, errors; as JSON types and as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nsez_extract.score.errors import ScoreError
from nsez_extract.score.metrics import MACRO, MICRO, Counts, Interval, Score, sum_counts
from nsez_extract.score.partial import Partial

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_QUANTITIES = ("MONEY", "PERCENT", "NUMBER", "DATE")


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """All figures of one scoring.

    Attributes:
        documents (Mapping[str, Mapping[str, Counts]]): Counts of each gold document, by id.
        scores (Mapping[str, Score]): Each key, then ``entities`` and ``entities-macro``.
        partial (Mapping[str, Partial]): Partial diagnostics by label and kind.
        bootstrap (int): Samples behind the intervals, 0 for none.
        missing (list[str]): Gold documents without output; they count as all missed.
        unscored (list[str]): Ids of records without gold; they count nowhere.
        without_text (list[str]): Documents whose raw text was not found: their errors have no context.
        errors (list[ScoreError]): Every miss and false hit, by document and place.
    """

    documents: Mapping[str, Mapping[str, Counts]]
    scores: Mapping[str, Score]
    partial: Mapping[str, Partial]
    bootstrap: int
    missing: list[str] = field(default_factory=list)
    unscored: list[str] = field(default_factory=list)
    without_text: list[str] = field(default_factory=list)
    errors: list[ScoreError] = field(default_factory=list)

    def to_dict(self, errors: bool = False) -> dict[str, Any]:
        """Return the report as JSON types, keys in a fixed order.

        Args:
            errors (bool): Whether the error list is wanted too.

        Returns:
            dict[str, Any]: ``documents`` (number), ``bootstrap``, ``missing``, ``unscored``,
            ``scores`` (key to ``p``, ``r``, ``f``, ``gold``, ``predicted``, ``tp``, ``fp``, ``fn``
            and ``ci``: ``p``, ``r``, ``f`` to [low, high] or null), ``partial``, ``per_document``
            (id to key to F1 and counts), and ``errors`` if wanted.
        """
        result: dict[str, Any] = {
            "documents": len(self.documents),
            "bootstrap": self.bootstrap,
            "missing": self.missing,
            "unscored": self.unscored,
            "scores": {key: _score_dict(score) for key, score in self.scores.items()},
            "partial": {
                label: {
                    "exact": part.exact,
                    "boundary": part.boundary,
                    "type": part.type,
                    "missed": part.missed,
                    "spurious": part.spurious,
                    "confused_with": part.confused_with,
                }
                for label, part in self.partial.items()
            },
            "per_document": {
                doc_id: {
                    key: {"f": c.f1, "tp": c.tp, "fp": c.fp, "fn": c.fn}
                    for key, c in sum_counts([self.documents[doc_id]]).items()
                    if c.total
                }
                for doc_id in sorted(self.documents)
            },
        }
        if errors:
            result["errors"] = [error.to_dict() for error in self.errors]
        return result


def _score_dict(score: Score) -> dict[str, Any]:
    """Return a score as JSON types."""
    counts = score.counts
    result: dict[str, Any] = {
        "p": score.p,
        "r": score.r,
        "f": score.f,
        "gold": counts.gold,
        "predicted": counts.tp + counts.fp,
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "ci": None,
    }
    if score.intervals is not None:
        ends = zip("prf", score.intervals, strict=True)
        result["ci"] = {name: list(interval) if interval else None for name, interval in ends}
    return result


def render_report(report: ScoreReport, console: Console, errors: bool) -> None:
    """Print a report as tables.

    Args:
        report (ScoreReport): What to print.
        console (rich.console.Console): Where to.
        errors (bool): Whether to list every miss and false hit with its context.
    """
    from rich.text import Text

    console.print(_score_table(report))
    console.print(_partial_table(report))
    console.print(_document_table(report))
    if report.missing:
        console.print(
            Text(f"No output, counted as all missed: {', '.join(report.missing)}", style="bold red")
        )
    if report.unscored:
        console.print(Text(f"No gold, not counted: {', '.join(report.unscored)}"))
    if errors:
        if report.without_text:
            console.print(Text(f"Raw text not found, no context: {', '.join(report.without_text)}"))
        for error in report.errors:
            console.print(_error_text(error), soft_wrap=True)


def _table(title: str, *columns: str) -> Table:
    """Return an empty table: first column to the left, figures to the right."""
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for i, column in enumerate(columns):
        table.add_column(column, justify="right" if i else "left", no_wrap=True)
    return table


def _score_table(report: ScoreReport) -> Table:
    """Return the table of strict scores."""
    title = f"Strict scores, {len(report.documents)} documents"
    columns = ["", "P", "R", "F1", "95% of F1", "gold", "found", "right"]
    if not report.bootstrap:
        columns.remove("95% of F1")
    table = _table(title, *columns)
    for key, score in report.scores.items():
        if key == "sentence" and not score.counts.total:
            continue
        counts = score.counts
        cells = [key, f"{score.p:.3f}", f"{score.r:.3f}", f"{score.f:.3f}"]
        if report.bootstrap:
            cells.append(_interval(score.intervals[2] if score.intervals else None))
        cells += [str(counts.gold), str(counts.tp + counts.fp), str(counts.tp)]
        table.add_row(*cells, style="bold" if key in (MICRO, MACRO) else None)
    return table


def _interval(interval: Interval | None) -> str:
    """Return an interval for a table cell."""
    return "" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


def _partial_table(report: ScoreReport) -> Table:
    """Return the table of partial diagnostics."""
    table = _table(
        "Partial matches, one to one", "", "exact", "boundary", "type", "missed", "spurious", "taken for"
    )
    for label, part in report.partial.items():
        taken = ", ".join(f"{other} {n}" for other, n in part.confused_with.items())
        numbers = (part.exact, part.boundary, part.type, part.missed, part.spurious)
        table.add_row(label, *map(str, numbers), taken)
    return table


def _document_table(report: ScoreReport) -> Table:
    """Return the table of documents: F1 by group, and wrong marks."""
    table = _table("F1 by document", "document", "entities", "roles", "quantities", "missed", "spurious")
    for doc_id in sorted(report.documents):
        totals = sum_counts([report.documents[doc_id]])
        quantities = sum((totals[kind] for kind in _QUANTITIES), Counts())
        groups = (totals[MICRO], totals["ROLE"], quantities)
        figures = [f"{counts.f1:.3f}" if counts.total else "–" for counts in groups]
        missed, spurious = sum(c.fn for c in groups), sum(c.fp for c in groups)
        table.add_row(doc_id, *figures, str(missed), str(spurious))
    return table


def _error_text(error: ScoreError) -> Text:
    """Return one error as a line: what, where, context, and what stands there instead."""
    from rich.text import Text

    mark = error.mark
    line = Text(f"{error.doc_id}:{mark.start} ")
    line.append(f"{error.kind} {mark.key} ", style="red" if error.kind == "missed" else "yellow")
    line.append(_one_line(f"…{error.before}"), style="dim")
    line.append(f"[{_one_line(mark.text)}]", style="bold")
    line.append(_one_line(f"{error.after}…"), style="dim")
    if mark.detail:
        line.append(f" = {_one_line(mark.detail)}")
    if error.instead:
        who = "predicted" if error.kind == "missed" else "gold"
        line.append(f"  {who}: {'; '.join(_one_line(str(shown)) for shown in error.instead)}")
    return line


def _one_line(text: str) -> str:
    """Return a text without line breaks and control characters."""
    return "".join(c if c.isprintable() else " " for c in text)
