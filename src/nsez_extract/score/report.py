"""The result of scoring: figures, documents, errors; as JSON types and as terminal tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nsez_extract.score.cluster_scores import ClusterScore
from nsez_extract.score.clusters import Tally
from nsez_extract.score.errors import ScoreError
from nsez_extract.score.intervals import Interval
from nsez_extract.score.marks import SUBJECT_KEYS
from nsez_extract.score.metrics import MACRO, MICRO, Counts, Score, sum_counts
from nsez_extract.score.partial import Partial
from nsez_extract.score.subject_errors import SubjectError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_METRIC_NAMES = {
    "b3": "B³",
    "ceaf": "CEAF φ4",
    "b3_matched": "B³ matched",
    "ceaf_matched": "CEAF φ4 matched",
}
_QUANTITIES = ("MONEY", "PERCENT", "NUMBER", "DATE")


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """All figures of one scoring.

    Attributes:
        documents (Mapping[str, Mapping[str, Counts]]): Counts of each gold document, by id.
        scores (Mapping[str, Score]): Each key, then ``entities`` and ``entities-macro``.
        clusters (Mapping[str, ClusterScore]): Each metric of clusters.
        cluster_documents (Mapping[str, Mapping[str, Tally]]): Tallies of each document whose gold has
            subjects, by id.
        partial (Mapping[str, Partial]): Partial diagnostics by label and kind.
        bootstrap (int): Samples behind the intervals, 0 for none.
        missing (list[str]): Gold documents without output; they count as all missed.
        unscored (list[str]): Ids of records without gold; they count nowhere.
        without_text (list[str]): Documents whose raw text was not found: their errors have no context.
        errors (list[ScoreError]): Every miss and false hit, by document and place.
        subject_errors (list[SubjectError]): Every subject that came out wrong, by document and place.
    """

    documents: Mapping[str, Mapping[str, Counts]]
    scores: Mapping[str, Score]
    clusters: Mapping[str, ClusterScore]
    cluster_documents: Mapping[str, Mapping[str, Tally]]
    partial: Mapping[str, Partial]
    bootstrap: int
    missing: list[str] = field(default_factory=list)
    unscored: list[str] = field(default_factory=list)
    without_text: list[str] = field(default_factory=list)
    errors: list[ScoreError] = field(default_factory=list)
    subject_errors: list[SubjectError] = field(default_factory=list)

    def to_dict(self, errors: bool = False) -> dict[str, Any]:
        """Return the report as JSON types, keys in a fixed order.

        Args:
            errors (bool): Whether the error lists are wanted too.

        Returns:
            dict[str, Any]: ``documents`` (number), ``bootstrap``, ``missing``, ``unscored``,
            ``scores`` (key to ``p``, ``r``, ``f``, ``gold``, ``predicted``, ``tp``, ``fp``, ``fn``
            and ``ci``: ``p``, ``r``, ``f`` to [low, high] or null), ``subjects`` (``documents``: number
            of those whose gold has subjects; metric to ``p``, ``r``, ``f``, ``gold`` and ``predicted``,
            which are mentions for B³ and subjects for CEAF, and ``ci``; ``per_document``: id to metric
            to F1), ``partial``, ``per_document`` (id to key to F1 and counts), and if wanted ``errors``
            and ``subject_errors``.
        """
        result: dict[str, Any] = {
            "documents": len(self.documents),
            "bootstrap": self.bootstrap,
            "missing": self.missing,
            "unscored": self.unscored,
            "scores": {key: _score_dict(score) for key, score in self.scores.items()},
            "subjects": {
                "documents": len(self.cluster_documents),
                **{metric: _cluster_dict(score) for metric, score in self.clusters.items()},
                "per_document": {
                    doc_id: {metric: tally.f1 for metric, tally in tallies.items()}
                    for doc_id, tallies in sorted(self.cluster_documents.items())
                },
            },
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
            result["subject_errors"] = [error.to_dict() for error in self.subject_errors]
        return result


def _score_dict(score: Score) -> dict[str, Any]:
    """Return a score as JSON types."""
    counts = score.counts
    return {
        "p": score.p,
        "r": score.r,
        "f": score.f,
        "gold": counts.gold,
        "predicted": counts.tp + counts.fp,
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "ci": _interval_dict(score.intervals),
    }


def _cluster_dict(score: ClusterScore) -> dict[str, Any]:
    """Return a score of clusters as JSON types."""
    return {
        "p": score.p,
        "r": score.r,
        "f": score.f,
        "gold": score.tally.r_total,
        "predicted": score.tally.p_total,
        "ci": _interval_dict(score.intervals),
    }


def _interval_dict(intervals: tuple[Interval | None, ...] | None) -> dict[str, list[float] | None] | None:
    """Return the intervals of P, R and F1 as JSON types, None when there are none."""
    if intervals is None:
        return None
    ends = zip("prf", intervals, strict=True)
    return {name: list(interval) if interval else None for name, interval in ends}


def render_report(report: ScoreReport, console: Console, errors: bool) -> None:
    """Print a report as tables.

    Args:
        report (ScoreReport): What to print.
        console (rich.console.Console): Where to.
        errors (bool): Whether to list every miss and false hit with its context, and every subject that
            came out wrong.
    """
    from rich.text import Text

    console.print(_score_table(report))
    if report.cluster_documents:
        console.print(_cluster_table(report))
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
        for subject_error in report.subject_errors:
            console.print(_subject_text(subject_error), soft_wrap=True)


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
        if key in ("sentence", *SUBJECT_KEYS) and not score.counts.total:
            continue
        counts = score.counts
        cells = [key, f"{score.p:.3f}", f"{score.r:.3f}", f"{score.f:.3f}"]
        if report.bootstrap:
            cells.append(_interval(score.intervals[2] if score.intervals else None))
        cells += [str(counts.gold), str(counts.tp + counts.fp), str(counts.tp)]
        table.add_row(*cells, style="bold" if key in (MICRO, MACRO) else None)
    return table


def _cluster_table(report: ScoreReport) -> Table:
    """Return the table of clusters."""
    title = f"Subjects, {len(report.cluster_documents)} documents (matched: mentions that both sides have)"
    columns = ["", "P", "R", "F1", "95% of F1", "gold", "found", "counted"]
    if not report.bootstrap:
        columns.remove("95% of F1")
    table = _table(title, *columns)
    for metric, score in report.clusters.items():
        cells = [_METRIC_NAMES[metric], f"{score.p:.3f}", f"{score.r:.3f}", f"{score.f:.3f}"]
        if report.bootstrap:
            cells.append(_interval(score.intervals[2] if score.intervals else None))
        counted = "mentions" if metric.startswith("b3") else "subjects"
        table.add_row(*cells, str(score.tally.r_total), str(score.tally.p_total), counted)
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
    columns = ("document", "entities", "roles", "quantities", "B³", "missed", "spurious")
    table = _table("F1 by document", *columns)
    for doc_id in sorted(report.documents):
        totals = sum_counts([report.documents[doc_id]])
        quantities = sum((totals[kind] for kind in _QUANTITIES), Counts())
        groups = (totals[MICRO], totals["ROLE"], quantities)
        figures = [f"{counts.f1:.3f}" if counts.total else "–" for counts in groups]
        tallies = report.cluster_documents.get(doc_id)
        figures.append(f"{tallies['b3'].f1:.3f}" if tallies and tallies["b3"].r_total else "–")
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


def _subject_text(error: SubjectError) -> Text:
    """Return one subject that came out wrong as a line."""
    from rich.text import Text

    place, what = str(error).split(" ", 1)
    line = Text(f"{place} ")
    line.append("subject ", style="red")
    line.append(_one_line(what))
    return line


def _one_line(text: str) -> str:
    """Return a text without line breaks and control characters."""
    return "".join(c if c.isprintable() else " " for c in text)
