"""Companies, clubs and media by their names proper, and the branches of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from nsez_extract.entities.word_groups import words
from nsez_extract.relations.join import Joined
from nsez_extract.relations.names import COUNTRY, BodyName, Tokens, body_name
from nsez_extract.relations.overlaps import Overlaps

_PARTS = frozenset(tuple(head.split()) for head in words("parts_of_bodies"))


class _Alike:
    """The companies with one name proper, by the places behind it.

    Attributes:
        by_place (dict[tuple[str, ...], int]): The first mention with each place.
    """

    def __init__(self) -> None:
        self.by_place: dict[Tokens, int] = {}
        self._places = Overlaps()

    def add(self, place: Tokens, at: int) -> None:
        """Add a mention; the first with a place counts."""
        self.by_place.setdefault(place, at)
        if place:
            self._places.add(place)

    def first_that_agrees(self, place: Tokens) -> int | None:
        """Return the first mention whose place is not another one."""
        if not place:
            return next(iter(self.by_place.values()), None)
        fitting = [self.by_place[known] for known in self._places.of(place)]
        if () in self.by_place:
            fitting.append(self.by_place[()])
        return min(fitting, default=None)


def join_proper_names(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join companies, clubs and media by their names proper.

    Args:
        joined (Joined): The mentions; they are joined in place.
        parts (Sequence[BodyName]): Their names in parts.
    """
    by_proper: defaultdict[Tokens, _Alike] = defaultdict(_Alike)
    headed: set[Tokens] = set()
    longs: dict[tuple[Tokens, bool, Tokens], list[int]] = {}
    by_syllable: defaultdict[str, list[tuple[Tokens, bool, Tokens]]] = defaultdict(list)
    for at, part in enumerate(parts):
        if not part.company or not part.proper or is_part(part) or _is_local(part):
            continue
        alike = by_proper[part.proper]
        first = alike.first_that_agrees(part.place)
        if first is not None:
            joined.join(at, first, "name-proper")
        alike.add(part.place, at)
        if part.headed:
            headed.add(part.proper)
        key = (_full(part), part.headed, part.proper)
        if key not in longs:
            for syllable in set(key[0]):
                by_syllable[syllable].append(key)
        longs.setdefault(key, []).append(at)
    for proper, alike in by_proper.items():
        if proper in headed:
            continue  # Tập đoàn Samjin stands in the text: Samjin is not Samjin Vina
        fitting = [
            longs[full, has_head, own]
            for full, has_head, own in min((by_syllable[syllable] for syllable in proper), key=len)
            if own != proper and len(full) > len(proper) and _extends(full, has_head, proper)
        ]
        for at in alike.by_place.values():
            joined.join_nearest(at, fitting, "name-proper")


def _full(part: BodyName) -> Tokens:
    """Return a name proper with the place behind it."""
    return part.proper + part.place


def _extends(full: Tokens, headed: bool, short: Tokens) -> bool:
    """Tell whether a company's name holds a shorter name proper; one without head noun must begin with it."""
    if not headed:
        return full[: len(short)] == short
    if _contains(full, short):
        return True
    rest = iter(full)
    return full[0] == short[0] and all(token in rest for token in short)


def join_branches(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join branches of the same name, if they are not those of two bodies.

    Args:
        joined (Joined): The mentions; they are joined in place.
        parts (Sequence[BodyName]): Their names in parts.
    """
    by_name: defaultdict[Tokens, list[tuple[int, Tokens]]] = defaultdict(list)
    for at, part in enumerate(parts):
        branch = _branch(part.tokens)
        if branch is not None:
            by_name[branch].append((at, _owner(part.tokens[: -len(branch)])))
    for branches in by_name.values():
        owners = {owner for _, owner in branches if owner}
        first: dict[Tokens, int] = {}
        for at, named in branches:
            owner = named or (next(iter(owners)) if len(owners) == 1 else ())
            if first.setdefault(owner, at) != at:
                joined.join(at, first[owner], "branch")


def _is_local(part: BodyName) -> bool:
    """Tell whether a name is that of a well-known body and a place: its branch there (``BIDV Vinh``)."""
    return bool(part.place) and part.place != COUNTRY and bool(body_name(" ".join(part.proper)).known)


def _owner(tokens: Tokens) -> Tokens:
    """Return whose branch it is by its name proper: ``Ngân hàng Agribank`` and ``Agribank`` are one."""
    return (body_name(" ".join(tokens)).proper or tokens) if tokens else ()


def _branch(tokens: Tokens) -> Tokens | None:
    """Return a branch's name from ``chi nhánh`` on, or None."""
    at = next((k for k in range(len(tokens) - 2) if tokens[k : k + 2] == ("chi", "nhánh")), None)
    return None if at is None else tokens[at:]


def is_part(part: BodyName) -> bool:
    """Tell whether a name is that of a part of a body: a branch, office, factory.

    Args:
        part (BodyName): A name in parts.

    Returns:
        bool: True for a part.
    """
    return _branch(part.tokens) is not None or any(part.core[: len(head)] == head for head in _PARTS)


def _contains(long: Tokens, short: Tokens) -> bool:
    """Tell whether some syllables stand in a name one after the other."""
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))
