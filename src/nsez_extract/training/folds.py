"""Parts of the data that share no event: folds, a held-out part, growing samples."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from nsez_extract.errors import UsageError
from nsez_extract.training.annotations import Annotation
from nsez_extract.training.prepare import Prepared

_SHINGLE = 10
_COPIED = 0.1
_CLUSTER = re.compile(r"(?:^|/)(cluster[-_]?\w+)/")


def groups_of(annotation: Annotation) -> tuple[str, ...]:
    """Return the groups an article counts for in tables.

    Args:
        annotation (Annotation): The article.

    Returns:
        tuple[str, ...]: Its data set, which is the first word of the source, and its sections.

    >>> groups_of(Annotation("a", "vietnews data/1.txt", "", (), (), ("sport",)))
    ('vietnews', 'sport')
    """
    return ((annotation.source.split() or ["unknown"])[0], *annotation.sections)


def event_of(annotation: Annotation) -> str:
    """Return what articles on one event have in common.

    Args:
        annotation (Annotation): The article.

    Returns:
        str: The cluster that its source names as a folder (``cluster_12/``), else its own id.

    >>> event_of(Annotation("a", "Sets clusters/cluster_12/a.txt", "", (), ()))
    'cluster_12'
    """
    found = _CLUSTER.search(annotation.source)
    return found[1] if found else annotation.id


def make_folds(ready: Sequence[Prepared], number: int) -> list[list[Prepared]]:
    """Divide articles; those on one event stay together, and every group is spread over all folds.

    Articles are on one event when their sources name the same cluster, or one repeats a tenth or more of
    the other.

    Args:
        ready (Sequence[Prepared]): Articles in any order.
        number (int): How many folds, at least 2.

    Returns:
        list[list[Prepared]]: The folds, disjoint, together all articles; the same for the same articles.

    Raises:
        UsageError: If there are fewer events than folds.
    """
    events = _events(ready)
    if len(events) < number or number < 2:
        raise UsageError(f"{len(events)} articles on different events cannot make {number} folds; take fewer")
    folds: list[list[Prepared]] = [[] for _ in range(number)]
    by_group: dict[tuple[str, ...], list[list[Prepared]]] = defaultdict(list)
    for event in events:
        by_group[groups_of(event[0].article.annotation)].append(event)
    for group in sorted(by_group):
        for event in sorted(by_group[group], key=len, reverse=True):
            min(folds, key=len).extend(event)
    return [sorted(fold, key=lambda x: x.article.annotation.id) for fold in folds]


def hold_out(ready: Sequence[Prepared], fraction: float) -> tuple[list[Prepared], list[Prepared]]:
    """Set a part of the articles aside.

    Args:
        ready (Sequence[Prepared]): Articles in any order.
        fraction (float): Of the articles, between 0 and 1.

    Returns:
        tuple[list[Prepared], list[Prepared]]: The rest, in an order that mixes events, so that its
        beginning is a sample; and the part set aside. No event stands in both.

    Raises:
        UsageError: If one of the two would be empty.
    """
    wanted = fraction * len(ready)
    rest: list[Prepared] = []
    aside: list[Prepared] = []
    for event in _events(ready):
        (aside if len(aside) + len(event) / 2 <= wanted else rest).extend(event)
    if not rest or not aside:
        raise UsageError(f"{len(ready)} articles cannot be divided at {fraction}; annotate more")
    return rest, aside


def _events(ready: Sequence[Prepared]) -> list[list[Prepared]]:
    """Return the articles of each event, the events in an order that follows nothing but a digest."""
    ready = sorted(ready, key=lambda x: x.article.annotation.id)
    names = [event_of(x.article.annotation) for x in ready]
    for older, newer in _copies([x.article.text for x in ready]):
        kept, lost = names[older], names[newer]
        names = [kept if name == lost else name for name in names]
    groups: dict[str, list[Prepared]] = defaultdict(list)
    for x, name in zip(ready, names, strict=True):
        groups[name].append(x)
    order = sorted(groups, key=lambda name: hashlib.sha256(name.encode()).digest())
    return [groups[name] for name in order]


def _copies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of texts of which one repeats much of the other.

    Texts are compared by their sequences of ten words (shingles, Broder 1997).
    """
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes = []
    for k, text in enumerate(texts):
        words = text.split()
        shingles = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        sizes.append(len(shingles))
        for shingle in shingles:
            seen[shingle].append(k)
    shared: Counter[tuple[int, int]] = Counter()
    for articles in seen.values():
        shared.update(combinations(articles, 2))
    return sorted(pair for pair, number in shared.items() if number >= _COPIED * min(sizes[k] for k in pair))
