"""Scores of subjects: B³ and CEAF of documents, and of a collection with confidence intervals.

They are taken over the PER, ORG and LOC mentions of the documents whose gold has subjects; a mention is
its label and span. ``b3`` and ``ceaf`` are over all mentions of either side, so they hold the errors of
finding mentions, too. ``b3_matched`` and ``ceaf_matched`` are the same metrics over the mentions that both
sides have, which leaves the errors of joining them alone. Sums go over all documents (micro average).

Intervals are bootstrap intervals over these documents, drawn as in :mod:`nsez_extract.score.metrics`.

>>> from nsez_extract.score.marks import EntityMark
>>> marks = (EntityMark(0, 3, "PER", "Ký"), EntityMark(5, 7, "PER", "Ký"), EntityMark(9, 11, "LOC", "Na"))
>>> [(subject.canonical, subject.mentions) for subject in subject_marks(Annotation("a", entities=marks))]
[('Ký', ((0, 3), (5, 7))), ('Na', ((9, 11),))]
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nsez_extract.score.clusters import Clusters, Tally, b_cubed, ceaf_e, harmonic_mean
from nsez_extract.score.gold import SUBJECT_LABELS, Span
from nsez_extract.score.intervals import SEED, Interval, middle
from nsez_extract.score.marks import Annotation, SubjectMark

METRICS: tuple[str, ...] = ("b3", "ceaf", "b3_matched", "ceaf_matched")
"""tuple[str, ...]: the metrics in the order reports print them."""


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """Precision, recall and F1 of one metric.

    Attributes:
        p (float): Precision.
        r (float): Recall.
        f (float): F1.
        tally (Tally): Of all documents.
        intervals (tuple[Interval, Interval, Interval] | None): 95% intervals of P, R and F1; None
            without bootstrap, or where no sample had a score.
    """

    p: float
    r: float
    f: float
    tally: Tally
    intervals: tuple[Interval, Interval, Interval] | None = None


def subject_marks(annotation: Annotation) -> list[SubjectMark]:
    """Return the subjects of an annotation as a partition of its PER, ORG and LOC entities.

    Args:
        annotation (Annotation): Gold or output. Without subjects of its own, entities of one label and
            canonical form are one subject.

    Returns:
        list[SubjectMark]: Every entity in exactly one: an entity that no subject mentions, or whose
        canonical form is not known, is one of its own; one that several mention stays with the first.
    """
    free: dict[tuple[str, Span], str | None] = {}
    for entity in sorted(annotation.entities, key=lambda e: (e.start, e.end, e.label, e.canonical or "")):
        if entity.label in SUBJECT_LABELS:
            free.setdefault((entity.label, (entity.start, entity.end)), entity.canonical)
    subjects = []
    for subject in annotation.subjects or ():
        mentions = sorted({span for span in subject.mentions if (subject.label, span) in free})
        for span in mentions:
            del free[subject.label, span]
        if mentions:
            subjects.append(SubjectMark(subject.label, subject.canonical, tuple(mentions)))
    together: dict[tuple[str, str], list[Span]] = {}
    for (label, span), canonical in free.items():
        if canonical is None or annotation.subjects is not None:
            subjects.append(SubjectMark(label, canonical, (span,)))
        else:
            together.setdefault((label, canonical), []).append(span)
    subjects += (
        SubjectMark(label, canonical, tuple(sorted(spans))) for (label, canonical), spans in together.items()
    )
    return sorted(subjects, key=lambda subject: (subject.mentions[0], subject.label))


def document_tallies(gold: Annotation, predicted: Annotation) -> dict[str, Tally]:
    """Count one document.

    Args:
        gold (Annotation): Gold that has subjects.
        predicted (Annotation): Output; an empty annotation for a document without output.

    Returns:
        dict[str, Tally]: For each of :data:`METRICS`.
    """
    right, found = clusters_of(subject_marks(gold)), clusters_of(subject_marks(predicted))
    both = frozenset().union(*right) & frozenset().union(*found)
    matched = _within(right, both), _within(found, both)
    return dict(
        zip(
            METRICS,
            (b_cubed(right, found), ceaf_e(right, found), b_cubed(*matched), ceaf_e(*matched)),
            strict=True,
        )
    )


def clusters_of(subjects: Iterable[SubjectMark]) -> list[frozenset[Hashable]]:
    """Return the clusters of subjects.

    Args:
        subjects (Iterable[SubjectMark]): Subjects.

    Returns:
        list[frozenset[Hashable]]: (label, span) of the mentions of each.
    """
    return [frozenset((subject.label, span) for span in subject.mentions) for subject in subjects]


def _within(clusters: Clusters, mentions: frozenset[Hashable]) -> list[frozenset[Hashable]]:
    """Return clusters without the mentions that are not among some, without empty clusters."""
    return [kept for cluster in clusters if (kept := cluster & mentions)]


def cluster_scores(
    documents: Mapping[str, Mapping[str, Tally]], *, bootstrap: int = 1000, seed: int = SEED
) -> dict[str, ClusterScore]:
    """Score a collection.

    Args:
        documents (Mapping[str, Mapping[str, Tally]]): ``doc_id`` to the document's tallies; only
            documents whose gold has subjects.
        bootstrap (int): Number of samples for the intervals; 0 for none.
        seed (int): Seed of the draw.

    Returns:
        dict[str, ClusterScore]: For each of :data:`METRICS`.
    """
    ordered = [documents[doc_id] for doc_id in sorted(documents)]
    totals = {metric: sum((tallies[metric] for tallies in ordered), Tally()) for metric in METRICS}
    intervals = _intervals(ordered, bootstrap, seed) if bootstrap > 0 and ordered else {}
    return {
        metric: ClusterScore(t.precision, t.recall, t.f1, t, intervals.get(metric))
        for metric, t in totals.items()
    }


def _intervals(
    documents: Sequence[Mapping[str, Tally]], bootstrap: int, seed: int
) -> dict[str, tuple[Interval, Interval, Interval]]:
    """Return bootstrap intervals of every figure; samples without any mention are left out."""
    rows = [
        tuple(float(n) for m in METRICS for n in (t[m].p_sum, t[m].p_total, t[m].r_sum, t[m].r_total))
        for t in documents
    ]
    generator = random.Random(seed)
    samples: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(bootstrap):
        sums = [sum(column) for column in zip(*generator.choices(rows, k=len(rows)), strict=True)]
        for i, metric in enumerate(METRICS):
            p_sum, p_total, r_sum, r_total = sums[4 * i : 4 * i + 4]
            if p_total or r_total:
                p = p_sum / p_total if p_total else 0.0
                r = r_sum / r_total if r_total else 0.0
                samples.setdefault(metric, []).append((p, r, harmonic_mean(p, r)))
    return {
        metric: (middle(f[0] for f in found), middle(f[1] for f in found), middle(f[2] for f in found))
        for metric, found in samples.items()
    }
