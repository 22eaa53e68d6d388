"""Mentions of one kind that are joined to subjects, with the reason for every join."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nsez_extract.entities.mention import Mention
from nsez_extract.relations.names import Tokens


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and its name.

    Attributes:
        mention (Mention): The mention.
        surface (str): Its text, blanks folded.
        form (str): The same with abbreviations that the text itself explains written out.
        tokens (tuple[str, ...]): The folded syllables of that, abbreviations of common use written out too.
    """

    mention: Mention
    surface: str
    form: str
    tokens: Tokens


class Joined:
    """A partition of mentions of one kind (union-find).

    Args:
        names (Sequence[Named]): Mentions of one label in text order.

    Attributes:
        names (Sequence[Named]): The same.
    """

    def __init__(self, names: Sequence[Named]) -> None:
        self.names = names
        self._parent = list(range(len(names)))
        self._index = {id(name.mention): at for at, name in enumerate(names)}
        self._reasons: dict[int, str] = {}

    def root(self, at: int) -> int:
        """Return the first mention of the subject that the ``at``-th belongs to, by its place."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, at: int, other: int, rule: str) -> None:
        """Make two mentions one subject.

        Args:
            at (int): Place of the mention that is found to be the same.
            other (int): Place of the mention it is the same as.
            rule (str): Name of the rule that says so.
        """
        first, second = sorted((self.root(at), self.root(other)))
        if first != second:
            self._parent[second] = first
        if at != other:
            self._reasons.setdefault(at, f"{rule}: {self.names[other].surface}")

    def same(self, at: int, other: int) -> bool:
        """Tell whether two mentions are one subject so far."""
        return self.root(at) == self.root(other)

    def reason(self, name: Named) -> str:
        """Return the rule and words that joined a mention, or an empty string."""
        return self._reasons.get(self._index[id(name.mention)], "")

    def groups(self) -> Iterator[list[Named]]:
        """Yield the mentions of each subject, in text order."""
        members: dict[int, list[Named]] = {}
        for at, name in enumerate(self.names):
            members.setdefault(self.root(at), []).append(name)
        yield from members.values()

    def join_equal(self, keys: Sequence[object], rule: str) -> None:
        """Join all mentions with equal keys.

        Args:
            keys (Sequence[object]): One key a mention; None joins nothing.
            rule (str): Name of the rule.
        """
        first: dict[object, int] = {}
        for at, key in enumerate(keys):
            if key is not None:
                other = first.setdefault(key, at)
                if other != at:
                    self.join(at, other, rule)

    def join_nearest(self, at: int, fitting: Sequence[Sequence[int]], rule: str) -> None:
        """Join a mention to the nearest of those that fit, if they are all one subject so far.

        Args:
            at (int): Place of the mention.
            fitting (Sequence[Sequence[int]]): Places of the mentions that fit, those of one name together.
            rule (str): Name of the rule.
        """
        if len({self.root(places[0]) for places in fitting}) == 1:
            whole = nearest(sorted(place for places in fitting for place in places), at)
            if whole is not None:
                self.join(at, whole, rule)


def nearest(places: Sequence[int], at: int) -> int | None:
    """Return the last of some places before ``at``, else the first after it.

    Args:
        places (Sequence[int]): Places in ascending order; ``at`` itself does not count.
        at (int): A place.

    Returns:
        int | None: None when there are none.

    >>> nearest([1, 4, 9], 6), nearest([8, 9], 6), nearest([], 6)
    (4, 8, None)
    """
    where = bisect_left(places, at)
    if where:
        return places[where - 1]
    if where < len(places) and places[where] == at:
        where += 1
    return places[where] if where < len(places) else None
