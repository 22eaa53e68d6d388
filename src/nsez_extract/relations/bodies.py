"""Which mentions of organisations are one body."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.join import Joined, nearest
from nsez_extract.relations.names import BodyName, Tokens, body_name, initials_of, letters_of
from nsez_extract.relations.overlaps import Overlaps, overlap

_OPEN, _CLOSE = re.compile(r"\s*\(\s*[\"“']?"), re.compile(r"[\"”']?\s*[),;]")
_SHORT_FOR = compile_pattern(rf"\s*\(?,?\s*(?:{any_of('in_short')})\s*[:“\"'(]*\s*")
_PARTS = frozenset(tuple(head.split()) for head in words("parts_of_bodies"))
_LINE_END = re.compile("\n")
_LOOK_BACK = 30  # bodies before one on its line among which another place is looked for
_WHOLE = "fixed"  # class of names that are complete as they stand
_LONGEST_BRAND = 4  # words
_MINISTRIES = frozenset({"bộ", "sở"})


def join_bodies(text: str, joined: Joined) -> None:
    """Join the mentions of organisations.

    * ``same-body``: the same name, common abbreviations written out;
    * ``place``: the same body named with and without its place or level (``UBND tỉnh``): the nearest such
      body on the same line, else before it, else after it; a body of another place in between keeps it apart;
    * ``bracket``, ``in-short``: a short form put in brackets or introduced by ``gọi tắt là``;
    * ``initials``: an abbreviation of a longer name;
    * ``name-proper``: companies, clubs and media with the same name proper (``Formosa``, ``Công ty
      Formosa``), or one whose name proper is part of the other's, if it fits only one;
    * ``well-known``: two names of a body that everybody knows (``known_bodies.tsv``);
    * ``parent``: a part of a body named with and without the body; ``branch``: the same for branches;
    * ``field``: a ministry's or department's field after a plural head (``các bộ Tài chính, Công Thương``).

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
    """
    parts = [body_name(name.form) for name in joined.names]
    _Places(text, joined, parts).join()
    _shortened(text, joined, parts)
    _abbreviated(joined, parts)
    joined.join_equal([part.known or None for part in parts], "well-known")
    _branches(joined, parts)
    _proper_names(joined, parts)
    _parents(joined, parts)
    _fields(joined, parts)


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
            if whole is not None:
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
    return found is not None and found[1].level == "country" and placed.place != ("việt", "nam")


def _levels_agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _shortened(text: str, joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join short forms in brackets or after ``gọi tắt là``, and their later mentions."""
    names = joined.names
    for before, after in pairwise(range(len(names))):
        start, end = names[before].mention.end, names[after].mention.start
        bracketed = _OPEN.fullmatch(text, start, end) and _CLOSE.match(text, names[after].mention.end)
        if bracketed and (
            _can_shorten(parts[after], parts[before]) or _can_shorten(parts[before], parts[after])
        ):
            joined.join(after, before, "bracket")
        elif _SHORT_FOR.fullmatch(text, start, end):
            joined.join(after, before, "in-short")


def _can_shorten(short: BodyName, long: BodyName) -> bool:
    """Tell whether a bracketed name can be a short form of the name before it, not its parent body."""
    another = bool(short.known) and short.known not in (long.known, long.tokens)
    if short.short:
        return not (another and _is_part(long))
    if len(short.tokens) >= len(long.tokens):
        return False
    if set(short.tokens) <= set(long.tokens) or (len(short.tokens) == 1 and not short.headed):
        return True
    return long.company and long.headed and not _is_part(long) and _is_brand(short)


def _is_brand(short: BodyName) -> bool:
    """Tell whether a name is a brand: a few words without head noun, or one that the table lists whole."""
    found = lexicons().org_heads.match(short.tokens, 0, len(short.tokens)) if short.headed else None
    whole = found == (len(short.tokens), _WHOLE)
    return len(short.tokens) <= _LONGEST_BRAND and (whole or not short.headed)


def _abbreviated(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join abbreviations to the longer name whose initials they are."""
    shorts = [at for at, part in enumerate(parts) if part.short and joined.root(at) == at]
    if not shorts:
        return
    longs: dict[Tokens, list[int]] = {}
    by_initials: defaultdict[str, list[list[int]]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.short:
            continue
        same = longs.setdefault(part.tokens, [])
        if not same:
            for letters in initials_of(part.core) | initials_of(part.tokens):
                by_initials[letters].append(same)
        same.append(at)
    for at in shorts:
        _join_nearest(joined, at, by_initials.get(letters_of(parts[at].short), ()), "initials")


def _join_nearest(joined: Joined, at: int, fitting: Sequence[Sequence[int]], rule: str) -> None:
    """Join a mention to the nearest of those that fit, if they are all one subject."""
    if len({joined.root(places[0]) for places in fitting}) == 1:
        whole = nearest(sorted(place for places in fitting for place in places), at)
        if whole is not None:
            joined.join(at, whole, rule)


def _proper_names(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join companies, clubs and media by their names proper."""
    by_proper: defaultdict[Tokens, dict[Tokens, int]] = defaultdict(dict)
    headed: set[Tokens] = set()
    longs: dict[tuple[Tokens, bool, Tokens], list[int]] = {}
    by_syllable: defaultdict[str, list[tuple[Tokens, bool, Tokens]]] = defaultdict(list)
    for at, part in enumerate(parts):
        if not part.company or not part.proper or _is_part(part):
            continue
        alike = by_proper[part.proper]
        first = next((x for place, x in alike.items() if _places_agree(part.place, place)), None)
        if first is not None:
            joined.join(at, first, "name-proper")
        alike.setdefault(part.place, at)
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
            for full, has_head, own in by_syllable[proper[0]]
            if own != proper and len(full) > len(proper) and _extends(full, has_head, proper)
        ]
        for at in alike.values():
            _join_nearest(joined, at, fitting, "name-proper")


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


def _parents(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join a part of a body named with and without the body (``Phòng CSGT``, ``Phòng CSGT Công an tỉnh``)."""
    heads = lexicons().org_heads
    wholes: dict[Tokens, list[int]] = {}
    for at, part in enumerate(parts):
        if len(part.core) > 2 and not _is_part(part):
            wholes.setdefault(part.core, []).append(at)
    for at, part in enumerate(parts):
        size = len(part.core)
        if joined.root(at) != at or part.place or not size or (part.company and not part.short):
            continue
        fitting = [
            places
            for core, places in wholes.items()
            if len(core) > size
            and core[:size] == part.core
            and heads.match(core, size, len(core)) is not None
        ]
        _join_nearest(joined, at, fitting, "parent")


def _branches(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join branches of the same name, if they are not those of two bodies."""
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


def _owner(tokens: Tokens) -> Tokens:
    """Return whose branch it is by its name proper: ``Ngân hàng Agribank`` and ``Agribank`` are one."""
    return (body_name(" ".join(tokens)).proper or tokens) if tokens else ()


def _branch(tokens: Tokens) -> Tokens | None:
    """Return a branch's name from ``chi nhánh`` on, or None."""
    at = next((k for k in range(len(tokens) - 2) if tokens[k : k + 2] == ("chi", "nhánh")), None)
    return None if at is None else tokens[at:]


def _is_part(part: BodyName) -> bool:
    """Tell whether a name is that of a part of a body: a branch, office, factory."""
    return _branch(part.tokens) is not None or any(part.core[: len(head)] == head for head in _PARTS)


def _places_agree(one: Tokens, other: Tokens) -> bool:
    return not one or not other or overlap(one, other)


def _contains(long: Tokens, short: Tokens) -> bool:
    """Tell whether some syllables stand in a name one after the other."""
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _fields(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join a field of work without head noun to the ministry or department of that field."""
    by_field: defaultdict[Tokens, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.core and part.core[0] in _MINISTRIES:
            by_field[part.core[1:]].append(at)
    for at, part in enumerate(parts):
        if not part.headed and part.core in by_field:
            whole = nearest(by_field[part.core], at)
            if whole is not None:
                joined.join(at, whole, "field")
