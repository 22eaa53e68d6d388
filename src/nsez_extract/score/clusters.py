"""B³ and CEAF: do the mentions of one person, body or place come out as one?

A *cluster* is the set of mentions of one of them, a single mention included.

* B³ (Bagga and Baldwin 1998): each predicted mention's precision is the share of its predicted cluster
  that is in its gold cluster too, each gold mention's recall the share of its gold cluster that is in its
  predicted cluster too; both are averaged over the mentions of all documents.
* CEAF with φ4 (Luo 2005; entity-based, CEAF-e): gold and predicted clusters are aligned one to one so
  that the sum of φ4(G, P) = 2 |G ∩ P| / (|G| + |P|) is greatest; divided by the number of predicted
  clusters it is the precision, by that of gold clusters the recall.

Gold and predicted mentions differ. As in the reference implementation of Pradhan et al. (2014, "Scoring
Coreference Partitions of Predicted Mentions"), no mention is added or removed to make them equal: one
that is on one side only has a precision or recall of 0, and it counts in the size of its cluster. So these
figures hold the errors of finding mentions, too. (B³_all of Stoyanov et al. 2009 and B³_sys of Cai and Strube
2010 treat such mentions otherwise.)

Sums are exact fractions, so the order of mentions, clusters and documents changes no figure.

>>> b_cubed([frozenset("ab"), frozenset("c")], [frozenset("abc")]).precision  # (2 · 2/3 + 1/3) / 3
0.5555555555555556
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from nsez_extract.score.assignment import best_assignment

Clusters = Sequence[frozenset[Hashable]]
"""Disjoint sets of mentions, none of them empty."""

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Tally:
    """What precision and recall of one metric are made of.

    Attributes:
        p_sum (Fraction): Sum of the predicted side's shares.
        p_total (int): Predicted mentions (B³) or clusters (CEAF).
        r_sum (Fraction): Sum of gold's shares.
        r_total (int): Gold mentions (B³) or clusters (CEAF).
    """

    p_sum: Fraction = _NOTHING
    p_total: int = 0
    r_sum: Fraction = _NOTHING
    r_total: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the sums."""
        return Tally(
            self.p_sum + other.p_sum,
            self.p_total + other.p_total,
            self.r_sum + other.r_sum,
            self.r_total + other.r_total,
        )

    @property
    def precision(self) -> float:
        """float: p_sum / p_total, 0 when nothing was predicted."""
        return float(self.p_sum / self.p_total) if self.p_total else 0.0

    @property
    def recall(self) -> float:
        """float: r_sum / r_total, 0 when gold has nothing."""
        return float(self.r_sum / self.r_total) if self.r_total else 0.0

    @property
    def f1(self) -> float:
        """float: harmonic mean of precision and recall, 0 when there is nothing right."""
        return harmonic_mean(self.precision, self.recall)


def b_cubed(gold: Clusters, predicted: Clusters) -> Tally:
    """Count B³ of one document.

    Args:
        gold (Clusters): Gold clusters.
        predicted (Clusters): Predicted clusters.

    Returns:
        Tally: Sums over mentions.
    """
    p_sum = r_sum = _NOTHING
    for (g, p), shared in _shared(gold, predicted).items():
        p_sum += Fraction(shared * shared, len(predicted[p]))
        r_sum += Fraction(shared * shared, len(gold[g]))
    return Tally(p_sum, sum(map(len, predicted)), r_sum, sum(map(len, gold)))


def ceaf_e(gold: Clusters, predicted: Clusters) -> Tally:
    """Count CEAF with φ4 of one document.

    Only clusters that share a mention can be worth aligning, so the best alignment is sought within
    each group of clusters that such pairs hold together.

    Args:
        gold (Clusters): Gold clusters.
        predicted (Clusters): Predicted clusters.

    Returns:
        Tally: Sums over clusters.

    >>> tally = ceaf_e([frozenset("ab"), frozenset("cd")], [frozenset("abc"), frozenset("d")])
    >>> tally.p_sum == Fraction(4, 5) + Fraction(2, 3)
    True
    """
    shared = _shared(gold, predicted)
    total = sum((_best_sum(group, gold, predicted) for group in _groups(shared)), _NOTHING)
    return Tally(total, len(predicted), total, len(gold))


def _shared(gold: Clusters, predicted: Clusters) -> Counter[tuple[int, int]]:
    """Count the mentions that a gold and a predicted cluster share, by their indexes."""
    owner = {mention: p for p, cluster in enumerate(predicted) for mention in cluster}
    return Counter(
        (g, owner[mention]) for g, cluster in enumerate(gold) for mention in cluster if mention in owner
    )


def _groups(shared: Mapping[tuple[int, int], int]) -> Iterator[dict[tuple[int, int], int]]:
    """Part the pairs of clusters into groups that have no cluster in common."""
    by_gold: dict[int, list[int]] = {}
    by_predicted: dict[int, list[int]] = {}
    for g, p in shared:
        by_gold.setdefault(g, []).append(p)
        by_predicted.setdefault(p, []).append(g)
    while by_gold:
        waiting = [next(iter(by_gold))]
        group = {}
        while waiting:
            g = waiting.pop()
            for p in by_gold.pop(g, ()):
                group[g, p] = shared[g, p]
                waiting += by_predicted.pop(p, ())
        yield group


def _best_sum(group: Mapping[tuple[int, int], int], gold: Clusters, predicted: Clusters) -> Fraction:
    """Return the greatest sum of φ4 that an alignment of one group of clusters has."""
    sizes = {(g, p): len(gold[g]) + len(predicted[p]) for g, p in group}
    scale = lcm(*sizes.values())
    worth = {pair: 2 * shared * (scale // sizes[pair]) for pair, shared in group.items()}
    if len(worth) == 1:
        return Fraction(sum(worth.values()), scale)
    rows, columns = sorted({g for g, _ in worth}), sorted({p for _, p in worth})
    weights = [[worth.get((g, p), 0) for p in columns] for g in rows]
    if len(rows) > len(columns):
        weights = [list(column) for column in zip(*weights, strict=True)]
    return Fraction(sum(row[j] for row, j in zip(weights, best_assignment(weights), strict=True)), scale)


def harmonic_mean(p: float, r: float) -> float:
    """Return the harmonic mean of two figures.

    Args:
        p (float): Precision.
        r (float): Recall.

    Returns:
        float: F1, 0 when both are 0.
    """
    return 2 * p * r / (p + r) if p + r else 0.0
