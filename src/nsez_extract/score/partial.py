"""Partial-match diagnostics: how a miss missed. They explain the strict scores, never replace them.

Gold and predicted marks of a document are paired one to one. Marks with equal span and label are
paired first (*exact*). Of the rest, a pair must overlap; the pairing is the one that has, in this
order, the most pairs of the same label (*boundary* errors), the most pairs in all (the others are
*type* errors), and the most shared characters. What is left over is *missed* or *spurious*. The
optimum is found by maximum-weight bipartite matching (Kuhn 1955, Munkres 1957) in canonical order,
so the order of the marks changes nothing.

>>> gold = [LabelledSpan(0, 10, "ORG"), LabelledSpan(20, 25, "LOC"), LabelledSpan(30, 33, "PER")]
>>> found = [LabelledSpan(2, 10, "ORG"), LabelledSpan(20, 25, "ORG"), LabelledSpan(40, 44, "PER")]
>>> pairing = pair_spans(gold, found)
>>> [(g and g.label, p and p.label, kind) for g, p, kind in pairing]  # doctest: +NORMALIZE_WHITESPACE
[('ORG', 'ORG', 'boundary'), ('LOC', 'ORG', 'type'), ('PER', None, 'missed'), (None, 'PER', 'spurious')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS
from nsez_extract.score.assignment import best_assignment
from nsez_extract.score.marks import Annotation

Outcome = Literal["exact", "boundary", "type", "missed", "spurious"]
"""What became of a mark."""


class LabelledSpan(NamedTuple):
    """A span with its label or kind.

    Attributes:
        start (int): First code point.
        end (int): One past the last code point.
        label (str): Label or kind.
    """

    start: int
    end: int
    label: str


Pair = tuple[LabelledSpan | None, LabelledSpan | None, Outcome]
"""(gold mark, predicted mark, outcome)."""


@dataclass(slots=True)
class Partial:
    """Outcomes of one label, counted under the gold label; spurious ones under the predicted label.

    Attributes:
        exact (int): Same span, same label.
        boundary (int): Overlapping, same label.
        type (int): Overlapping, another label.
        missed (int): Nothing overlapping was left.
        spurious (int): Predicted, nothing overlapping was left.
        confused_with (dict[str, int]): Predicted labels of the type errors.
    """

    exact: int = 0
    boundary: int = 0
    type: int = 0
    missed: int = 0
    spurious: int = 0
    confused_with: dict[str, int] = field(default_factory=dict)


def pair_spans(gold: Iterable[LabelledSpan], predicted: Iterable[LabelledSpan]) -> list[Pair]:
    """Pair the marks of one document one to one.

    Args:
        gold (Iterable[LabelledSpan]): Gold marks in any order; equal ones count once.
        predicted (Iterable[LabelledSpan]): Predicted marks in any order; equal ones count once.

    Returns:
        list[Pair]: Gold marks in text order with their partners, then the spurious ones.
    """
    right, found = set(gold), set(predicted)
    partners: dict[LabelledSpan, LabelledSpan] = {span: span for span in right & found}
    for golds, others in _groups(sorted(right - found), sorted(found - right)):
        partners.update(_best_pairs(golds, others))
    pairs: list[Pair] = []
    for span in sorted(right):
        partner = partners.get(span)
        if partner is None:
            pairs.append((span, None, "missed"))
        elif partner == span:
            pairs.append((span, partner, "exact"))
        else:
            pairs.append((span, partner, "boundary" if partner.label == span.label else "type"))
    pairs += ((None, span, "spurious") for span in sorted(found - set(partners.values())))
    return pairs


def _groups(
    golds: Sequence[LabelledSpan], others: Sequence[LabelledSpan]
) -> Iterable[tuple[list[LabelledSpan], list[LabelledSpan]]]:
    """Cut the text where no mark goes across: pairs lie within a group."""
    members = sorted([(s, 0) for s in golds] + [(s, 1) for s in others])
    group: tuple[list[LabelledSpan], list[LabelledSpan]] = ([], [])
    reach = -1
    for span, side in members:
        if span.start >= reach and (group[0] or group[1]):
            yield group
            group = ([], [])
        group[side].append(span)
        reach = max(reach, span.end)
    yield group


def _best_pairs(
    golds: Sequence[LabelledSpan], others: Sequence[LabelledSpan]
) -> dict[LabelledSpan, LabelledSpan]:
    """Return the best pairing of one group, gold to predicted."""
    if not golds or not others:
        return {}
    swap = len(golds) > len(others)
    rows, columns = (others, golds) if swap else (golds, others)
    longest = max(s.end - s.start for s in rows) * len(rows) + 1  # above all shared characters together
    most = len(rows) + 1
    weights = [[_weight(row, column, longest, most) for column in columns] for row in rows]
    chosen = best_assignment(weights)
    pairs = {rows[i]: columns[j] for i, j in enumerate(chosen) if weights[i][j] > 0}
    return {column: row for row, column in pairs.items()} if swap else pairs


def _weight(one: LabelledSpan, other: LabelledSpan, longest: int, most: int) -> int:
    """Return what a pair is worth: same label above any pair above shared characters; 0 for none."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0
    return shared + longest * (1 + (most if one.label == other.label else 0))


def partial_of(documents: Iterable[tuple[Annotation, Annotation]]) -> dict[str, Partial]:
    """Count the outcomes of a collection; entities and quantities are paired among themselves.

    Args:
        documents (Iterable[tuple[Annotation, Annotation]]): (gold, predicted) of each document.

    Returns:
        dict[str, Partial]: For each entity label and quantity kind.
    """
    result: dict[str, Partial] = {label: Partial() for label in (*ENTITY_LABELS, *QUANTITY_KINDS)}
    for gold, predicted in documents:
        for pairs in (
            pair_spans(_entities(gold), _entities(predicted)),
            pair_spans(_quantities(gold), _quantities(predicted)),
        ):
            for mark, other, outcome in pairs:
                label = (mark or other or LabelledSpan(0, 0, "")).label
                partial = result[label]
                setattr(partial, outcome, getattr(partial, outcome) + 1)
                if outcome == "type" and other is not None:
                    partial.confused_with[other.label] = partial.confused_with.get(other.label, 0) + 1
    for partial in result.values():
        partial.confused_with = dict(sorted(partial.confused_with.items()))
    return result


def _entities(annotation: Annotation) -> list[LabelledSpan]:
    """Return the entities of known label."""
    return [LabelledSpan(e.start, e.end, e.label) for e in annotation.entities if e.label in ENTITY_LABELS]


def _quantities(annotation: Annotation) -> list[LabelledSpan]:
    """Return the quantities of known kind."""
    return [LabelledSpan(q.start, q.end, q.kind) for q in annotation.quantities if q.kind in QUANTITY_KINDS]
