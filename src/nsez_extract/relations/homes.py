"""The same body named with and without its place: ``UBND tỉnh Nghệ An``, ``UBND tỉnh``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.relations.join import Joined, nearest
from nsez_extract.relations.names import COUNTRY, BodyName, Tokens
from nsez_extract.relations.overlaps import Overlaps

_LINE_END = re.compile("\n")
_LOOK_BACK = 30  # bodies before one on its line among which another place is looked for


def join_by_place(text: str, joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join the mentions of bodies of one kind and place, and those without a place to the one they mean.

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
        parts (Sequence[BodyName]): Their names in parts.
    """
    _Places(text, joined, parts).join()


class _Placed(NamedTuple):
    """Level and place of a body."""

    level: str
    place: Tokens


class _Homes:
    """The bodies of one kind that name their place, by level and place."""

    def __init__(self) -> None:
        self.bodies: dict[_Placed, list[int]] = {}
        self._places = Overlaps()
        self._levels: defaultdict[Tokens, list[str]] = defaultdict(list)

    def add(self, at: int, placed: _Placed) -> None:
        """Add a body; one of a place that begins or ends a known one is that one's: ``quận 5 TP HCM``."""
        if placed not in self.bodies:
            known = (x for x in self._overlapping(placed.place) if _levels_agree(x.level, placed.level))
            placed = next(known, placed)
        if placed not in self.bodies:
            self._places.add(placed.place)
            self._levels[placed.place].append(placed.level)
        self.bodies.setdefault(placed, []).append(at)

    def leave_out_abroad(self, first: int) -> None:
        """Leave out bodies of foreign countries named only after a body named without its country."""
        for placed in [x for x, same in self.bodies.items() if same[0] > first and _abroad(x)]:
            del self.bodies[placed]

    def candidates(self, level: str, place: Tokens) -> list[int]:
        """Return the bodies that one of a level can be, by its place where that is known."""
        chosen = self._overlapping(place) if place else self.bodies
        return sorted(at for x in chosen if _levels_agree(x.level, level) for at in self.bodies.get(x, ()))

    def _overlapping(self, place: Tokens) -> list[_Placed]:
        return [_Placed(level, known) for known in self._places.of(place) for level in self._levels[known]]


class _Places:
    """Joins the same body named with and without its place.

    Args:
        text (str): Clean text.
        joined (Joined): The mentions.
        parts (Sequence[BodyName]): Their names in parts.
    """

    def __init__(self, text: str, joined: Joined, parts: Sequence[BodyName]) -> None:
        self._joined = joined
        self._parts = parts
        ends = [match.start() for match in _LINE_END.finditer(text)]
        self._lines = [bisect_left(ends, name.mention.start) for name in joined.names]
        self._level = [_level(part) for part in parts]
        places: defaultdict[str, set[Tokens]] = defaultdict(set)
        for part, level in zip(parts, self._level, strict=True):
            if part.place:
                places[level].add(part.place)
        self._several = {level for level, named in places.items() if level and len(named) > 1}

    def join(self) -> None:
        """Join the mentions of each kind of body."""
        by_core: defaultdict[Tokens, list[int]] = defaultdict(list)
        for at, part in enumerate(self._parts):
            by_core[part.core].append(at)
        for members in by_core.values():
            self._kind(members)

    def _kind(self, members: Sequence[int]) -> None:
        """Join bodies of one kind: those of one place, and those without a place to the one they mean."""
        parts, joined = self._parts, self._joined
        homes = _Homes()
        for at in sorted(members, key=lambda at: not self._level[at]):  # those with a level word first
            if parts[at].place:
                homes.add(at, _Placed(self._level[at], parts[at].place))
        for same in homes.bodies.values():
            same.sort()
            for at in same[1:]:
                joined.join(at, same[0], "same-body")
        bare_first = next((at for at in members if not parts[at].place), None)
        if bare_first is not None:
            homes.leave_out_abroad(bare_first)
        candidates: dict[tuple[str, Tokens], list[int]] = {}
        bare: dict[tuple[str, Tokens], int] = {}
        for at in members:
            part = parts[at]
            if part.place:
                continue
            elsewhere = self._place_on_line(at)
            level = self._level[at]
            for place in ((), elsewhere):
                if (level, place) not in candidates:
                    candidates[level, place] = homes.candidates(level, place)
            whole = self._nearest(candidates[level, elsewhere], at)
            if whole is not None and not part.known:  # Vietcombank is not Vietcombank Vinh
                joined.join(at, whole, "place")
                continue
            apart = elsewhere if candidates[level, ()] or level in self._several else ()
            first = bare.setdefault((level, apart), at)
            if first != at:
                joined.join(at, first, "same-body")
        self._levels(list(bare.values()))

    def _nearest(self, candidates: Sequence[int], at: int) -> int | None:
        """Return the nearest candidate: on the same line before or after, else before, else after."""
        whole = nearest(candidates, at)
        after = bisect_right(candidates, at)
        if whole is not None and self._lines[whole] != self._lines[at] and after < len(candidates):
            following = candidates[after]
            return following if self._lines[following] == self._lines[at] else whole
        return whole

    def _place_on_line(self, at: int) -> Tokens:
        """Return the place of the nearest body of the same level before a mention on its line, or nothing."""
        level = self._level[at]
        for other in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1):
            if not level or self._lines[other] != self._lines[at]:
                break
            if self._parts[other].place and self._level[other] == level:
                return self._parts[other].place
        return ()

    def _levels(self, firsts: Sequence[int]) -> None:
        """Join bodies without place of which only some have a level word (``Công an tỉnh``, ``Công an``)."""
        levelled = [at for at in firsts if self._parts[at].level]
        if len(levelled) == 1:
            for at in firsts:
                if not self._parts[at].level:
                    self._joined.join(at, levelled[0], "place")


def _level(part: BodyName) -> str:
    """Return the level of a body; a department's is one, be it of a province or of a city."""
    return "tỉnh" if part.core[:1] == ("sở",) and part.level == "thành phố" else part.level


def _abroad(placed: _Placed) -> bool:
    """Tell whether the place of a body is a foreign country."""
    found = lexicons().places.match(placed.place, 0, len(placed.place)) if not placed.level else None
    return found is not None and found[1].level == "country" and placed.place != COUNTRY


def _levels_agree(one: str, other: str) -> bool:
    return not one or not other or one == other
