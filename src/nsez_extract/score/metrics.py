"""Set-based scores: precision, recall, F1, their confidence intervals, one row a document.

Counts are sums of set intersections, so the order of marks and of documents changes no figure.
``entities`` is the micro average over PER, ORG, LOC, TITLE (one pot of marks);
``entities-macro`` is the plain mean of the P, R and F1 of those labels that occur in gold or output.

Intervals are percentile bootstrap intervals (Efron 1979) over documents: the documents are drawn
with replacement as often as there are documents, the score is taken of each such sample, and the
interval is the middle 95% of the scores. Samples in which a key does not occur at all have no score
and are left out. The draw is seeded: equal input gives equal intervals.

>>> Counts(tp=3, fp=1, fn=2).f1      # P = 3/4, R = 3/5, F1 = 6/9
0.6666666666666666
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.score.intervals import SEED, Interval, middle
from nsez_extract.score.marks import KEYS, Annotation, marks_of_both

MICRO = "entities"
"""str: name of the micro average over the entity labels."""

MACRO = "entities-macro"
"""str: name of the macro average over the entity labels."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, spurious and missed marks.

    Attributes:
        tp (int): Marks in both.
        fp (int): Predicted marks not in gold.
        fn (int): Gold marks not predicted.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def total(self) -> int:
        """int: Marks in gold or output."""
        return self.tp + self.fp + self.fn

    @property
    def gold(self) -> int:
        """int: Marks in gold."""
        return self.tp + self.fn

    @property
    def precision(self) -> float:
        """float: tp / (tp + fp), 0 when nothing was predicted."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """float: tp / (tp + fn), 0 when gold has nothing."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """float: 2 tp / (2 tp + fp + fn), 0 when there is nothing at all."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one key, with what they were counted from.

    Attributes:
        p (float): Precision.
        r (float): Recall.
        f (float): F1.
        counts (Counts): Of all documents (for the macro average: the sums).
        intervals (tuple[Interval | None, Interval | None, Interval | None] | None): 95% intervals of
            P, R and F1; None without bootstrap, or where no sample had a score.
    """

    p: float
    r: float
    f: float
    counts: Counts
    intervals: tuple[Interval | None, Interval | None, Interval | None] | None = None


def document_counts(gold: Annotation, predicted: Annotation) -> dict[str, Counts]:
    """Count one document.

    Args:
        gold (Annotation): Gold.
        predicted (Annotation): Output; an empty annotation for a document without output.

    Returns:
        dict[str, Counts]: For each of :data:`~nsez_extract.score.marks.KEYS`; what gold does not
        annotate (sentences, subjects) is not counted.
    """
    right, found = marks_of_both(gold, predicted)
    counts = {}
    for key in KEYS:
        both = len(right[key] & found[key])
        counts[key] = Counts(both, len(found[key]) - both, len(right[key]) - both)
    return counts


def sum_counts(documents: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Add up the counts of documents, and the entity labels into the micro average.

    Args:
        documents (Iterable[Mapping[str, Counts]]): Counts of each document.

    Returns:
        dict[str, Counts]: For each key and for :data:`MICRO`.
    """
    totals = {key: Counts() for key in KEYS}
    for counts in documents:
        for key in KEYS:
            totals[key] += counts[key]
    totals[MICRO] = sum((totals[label] for label in ENTITY_LABELS), Counts())
    return totals


def _figures(totals: Mapping[str, Counts]) -> dict[str, tuple[float, float, float] | None]:
    """Return P, R, F1 of every key and average; None where there are no marks at all."""
    figures: dict[str, tuple[float, float, float] | None] = {
        key: (c.precision, c.recall, c.f1) if c.total else None for key, c in totals.items()
    }
    present = [f for label in ENTITY_LABELS if (f := figures[label]) is not None]
    figures[MACRO] = (
        (
            sum(f[0] for f in present) / len(present),
            sum(f[1] for f in present) / len(present),
            sum(f[2] for f in present) / len(present),
        )
        if present
        else None
    )
    return figures


def scores(
    documents: Mapping[str, Mapping[str, Counts]], *, bootstrap: int = 1000, seed: int = SEED
) -> dict[str, Score]:
    """Score a collection.

    Args:
        documents (Mapping[str, Mapping[str, Counts]]): ``doc_id`` to the document's counts.
        bootstrap (int): Number of samples for the intervals; 0 for none.
        seed (int): Seed of the draw.

    Returns:
        dict[str, Score]: For each key, then :data:`MICRO` and :data:`MACRO`.
    """
    ordered = [documents[doc_id] for doc_id in sorted(documents)]
    totals = sum_counts(ordered)
    intervals = _intervals(ordered, bootstrap, seed) if bootstrap > 0 and ordered else {}
    result = {}
    for key, figure in _figures(totals).items():
        p, r, f = figure or (0.0, 0.0, 0.0)
        result[key] = Score(p, r, f, totals[MICRO] if key == MACRO else totals[key], intervals.get(key))
    return result


def _intervals(
    documents: Sequence[Mapping[str, Counts]], bootstrap: int, seed: int
) -> dict[str, tuple[Interval | None, Interval | None, Interval | None]]:
    """Return bootstrap intervals of every figure.

    All counts of a document are packed into one integer, a field each, so that a sample is one
    sum of integers.
    """
    largest = max(max(c.tp, c.fp, c.fn) for counts in documents for c in counts.values())
    width = (largest * len(documents)).bit_length() + 1
    mask = (1 << width) - 1
    packed = []
    for counts in documents:
        fields = [n for key in KEYS for n in (counts[key].tp, counts[key].fp, counts[key].fn)]
        packed.append(sum(n << (width * i) for i, n in enumerate(fields)))
    generator = random.Random(seed)
    samples: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(bootstrap):
        total = sum(generator.choices(packed, k=len(packed)))
        fields = [(total >> (width * i)) & mask for i in range(3 * len(KEYS))]
        counts = {key: Counts(*fields[3 * i : 3 * i + 3]) for i, key in enumerate(KEYS)}
        for key, figure in _figures(sum_counts([counts])).items():
            if figure is not None:
                samples.setdefault(key, []).append(figure)
    return {
        key: (middle([f[0] for f in found]), middle([f[1] for f in found]), middle([f[2] for f in found]))
        for key, found in samples.items()
    }
