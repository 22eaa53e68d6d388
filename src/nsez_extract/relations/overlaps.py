"""Which of many names one overlaps: the names it begins or ends, and those that begin or end it."""

from __future__ import annotations

from collections import defaultdict

from nsez_extract.relations.names import Tokens

_LONGEST = 40  # syllables of a name that is taken apart


def overlap(one: Tokens, other: Tokens) -> bool:
    """Tell whether two names are one, or one begins or, with two syllables or more, ends the other.

    Args:
        one (tuple[str, ...]): Folded syllables.
        other (tuple[str, ...]): Folded syllables.

    Returns:
        bool: True when they overlap.

    >>> overlap(("quận", "5"), ("quận", "5", "hồ", "chí", "minh")), overlap(("an",), ("nghệ", "an"))
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short or (len(short) > 1 and long[-len(short) :] == short)


class Overlaps:
    """Names to look up by what they overlap, in time that does not grow with their number."""

    def __init__(self) -> None:
        self._numbers: dict[Tokens, int] = {}
        self._by_affix: defaultdict[Tokens, set[Tokens]] = defaultdict(set)

    def add(self, name: Tokens) -> None:
        """Add a name; one that is there stays where it is.

        Args:
            name (tuple[str, ...]): Folded syllables, one or more.
        """
        if name in self._numbers:
            return
        self._numbers[name] = len(self._numbers)
        for affix in _affixes(name):
            self._by_affix[affix].add(name)

    def of(self, name: Tokens) -> list[Tokens]:
        """Return the names that one overlaps, in the order they were added.

        Args:
            name (tuple[str, ...]): Folded syllables, one or more.

        Returns:
            list[tuple[str, ...]]: Those for which :func:`overlap` holds.
        """
        found = self._by_affix.get(name, set()) | {
            affix for affix in _affixes(name) if affix in self._numbers
        }
        return sorted(found, key=self._numbers.__getitem__)


def _affixes(name: Tokens) -> set[Tokens]:
    """Return all beginnings of a name, and its ends of two syllables or more."""
    size = len(name)
    if size > _LONGEST:
        return {name}
    return {name[:cut] for cut in range(1, size + 1)} | {name[cut:] for cut in range(1, size - 1)}
