"""Strict precision, recall and F1 of models: held out, cross-validated, by group, over growing data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.score.metrics import Counts
from nsez_extract.tagger.model import Model
from nsez_extract.training.crf import Settings
from nsez_extract.training.fit import fit
from nsez_extract.training.folds import groups_of, make_folds
from nsez_extract.training.marginals import Marginals, article_marginals
from nsez_extract.training.prepare import Key, Prepared, Progress, mentions, tag

ALL = "all"
"""str: name of the micro average over the labels."""

SIZES = (25, 50, 100, 200, 400, 800, 1600)
"""tuple[int, ...]: numbers of articles of the learning curve; all there are come last."""

Figures = dict[str, Counts]
"""Counts of each label and of :data:`ALL`."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """An article and what a model that never saw it says.

    Attributes:
        ready (Prepared): The article.
        found (set[Key]): The model's mentions.
        labels (list[str]): The model's label of each token.
        marginals (Marginals): How likely the model holds each label at each token.
    """

    ready: Prepared
    found: set[Key]
    labels: list[str]
    marginals: Marginals


def count(pairs: Iterable[tuple[set[Key], set[Key]]]) -> Figures:
    """Count mentions that agree in label, start and end.

    Args:
        pairs (Iterable[tuple[set[Key], set[Key]]]): Annotated and found mentions of each article.

    Returns:
        Figures: By label and over all.

    >>> count([({("PER", 0, 3), ("ORG", 5, 9)}, {("PER", 0, 3), ("ORG", 5, 8)})])["all"].f1
    0.5
    """
    totals: Figures = {label: Counts() for label in ENTITY_LABELS}
    for gold, found in pairs:
        for label in ENTITY_LABELS:
            right = {key for key in gold if key[0] == label}
            said = {key for key in found if key[0] == label}
            both = len(right & said)
            totals[label] += Counts(both, len(said) - both, len(right) - both)
    return {**totals, ALL: sum(totals.values(), Counts())}


def measure(model: Model, ready: Sequence[Prepared]) -> Figures:
    """Measure a model on articles.

    Args:
        model (Model): A trained model.
        ready (Sequence[Prepared]): Articles it did not learn from.

    Returns:
        Figures: By label and over all.
    """
    return count((x.gold, mentions(x, tag(model, x))) for x in ready)


def cross_validate(
    ready: Sequence[Prepared],
    folds: int,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
) -> list[Tagged]:
    """Tag every article with a model learnt from the other folds.

    Args:
        ready (Sequence[Prepared]): Articles in any order.
        folds (int): How many models to learn.
        settings (Settings | None): How to learn; None for the defaults.
        progress (Progress | None): Told how far the work is.

    Returns:
        list[Tagged]: One an article, sorted by id.

    Raises:
        UsageError: If there are too few articles, or python-crfsuite is not installed.
    """
    parts = make_folds(ready, folds)
    tagged = []
    for number, part in enumerate(parts, start=1):
        others = [x for other in parts if other is not part for x in other]
        model = fit(others, settings, progress=progress, name=f"fold {number} of {folds}")
        for x in part:
            labels = tag(model, x)
            tagged.append(Tagged(x, mentions(x, labels), labels, article_marginals(model, x)))
    return sorted(tagged, key=lambda x: x.ready.article.annotation.id)


def by_group(tagged: Sequence[Tagged]) -> dict[str, Figures]:
    """Divide the figures of articles by data set and section.

    Args:
        tagged (Sequence[Tagged]): Articles.

    Returns:
        dict[str, Figures]: By group; an article counts for each of its groups.
    """
    pairs: dict[str, list[tuple[set[Key], set[Key]]]] = defaultdict(list)
    for x in tagged:
        for group in groups_of(x.ready.article.annotation):
            pairs[group].append((x.ready.gold, x.found))
    return {group: count(pairs[group]) for group in sorted(pairs)}


def learning_curve(
    rest: Sequence[Prepared],
    aside: Sequence[Prepared],
    settings: Settings | None = None,
    *,
    sizes: Sequence[int] = SIZES,
    progress: Progress | None = None,
) -> list[tuple[int, Figures]]:
    """Measure models learnt from more and more articles on the same held-out ones.

    Args:
        rest (Sequence[Prepared]): Articles to learn from; each size takes the first ones.
        aside (Sequence[Prepared]): Held-out articles.
        settings (Settings | None): How to learn; None for the defaults.
        sizes (Sequence[int]): Numbers of articles; those not below ``len(rest)`` are left out.
        progress (Progress | None): Told how far the work is.

    Returns:
        list[tuple[int, Figures]]: Number of articles and figures, all of them last.
    """
    steps = [*(size for size in sizes if size < len(rest)), len(rest)]
    return [
        (size, measure(fit(rest[:size], settings, progress=progress, name="learning curve"), aside))
        for size in steps
    ]
