"""What the name of a place can mean: the units so named that fit its level word and address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nsez_extract.lexicon.admin import BEFORE, AdminUnit, place_key, split_level, units_named
from nsez_extract.lexicon.tables import read_tsv

_PARTS = re.compile(r"\s*[,;(]\s*|\)")
_OTHER_KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("quận", "huyện", "thị xã", "thành phố"), frozenset({"quận", "huyện", "thị xã", "thành phố"})
    ),
    **dict.fromkeys(("xã", "phường", "thị trấn"), frozenset({"xã", "phường", "thị trấn"})),
}
_ISLANDS = frozenset({"phú quốc", "lý sơn", "côn đảo"})  # the unit is the whole of it


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a name may mean by itself.

    Attributes:
        key (str): Key of the name without level word.
        kind (str): Kind of unit its level word says, empty for a bare name.
        chain (tuple[str, ...]): What stands after a comma or in brackets inside it.
        units (tuple[AdminUnit, ...]): All units of the name, of any kind.
        fitting (tuple[AdminUnit, ...]): Those of its kind; all, for a bare name.
        above (frozenset[AdminUnit]): Provinces and districts among the fitting ones (with a level word of
            districts that none of them has: the districts of other kinds).
    """

    key: str
    kind: str
    chain: tuple[str, ...]
    units: tuple[AdminUnit, ...]
    fitting: tuple[AdminUnit, ...]
    above: frozenset[AdminUnit]


@lru_cache(maxsize=8192)
def read_place(name: str) -> Reading:
    """Return what a name may mean by itself.

    Args:
        name (str): A place with or without a level word, perhaps with larger ones after commas.

    Returns:
        Reading: Its parts and the units of that name.
    """
    first, *rest = [part for part in _PARTS.split(name) if part] or [""]
    kind, core = split_level(first)
    key = place_key(core)
    units: tuple[AdminUnit, ...] = ()
    if kind:
        if core[0].isupper() or core[0].isdecimal():
            units = units_named(key)
        if first[0].isupper() and all(unit.kind != kind for unit in units):
            whole = place_key(first)  # TT Huế, Phường Đúc
            if units_named(whole):
                kind, key, units = "", whole, units_named(whole)
    elif first[:1].isupper():
        units = units_named(key)
    fitting = tuple(unit for unit in units if unit.kind == kind) if kind else units
    above = frozenset(unit for unit in fitting or _of_other_kind(units, kind) if unit.level != "commune")
    return Reading(key, kind, tuple(rest), units, fitting, above)


def _of_other_kind(units: Iterable[AdminUnit], kind: str) -> list[AdminUnit]:
    """Return the units of the level that a level word is of, but of another kind."""
    kinds = _OTHER_KINDS.get(kind, frozenset())
    return [unit for unit in units if unit.kind in kinds and unit.kind != kind and unit.level != "province"]


@lru_cache(maxsize=1)
def elsewhere() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of names that are no units of Vietnam, or not only.

    Returns:
        tuple[frozenset[str], frozenset[str]]: Keys of regions, islands and places abroad; keys of countries
        other than Vietnam.
    """
    levels: defaultdict[str, set[str]] = defaultdict(set)
    for name, level in read_tsv("places.tsv", ("name", "level")):
        levels[place_key(name)].add(level)
    other = {key for key, found in levels.items() if found <= {"country", "city", "region"}}
    countries = {key for key, found in levels.items() if "country" in found}
    return frozenset(other) - _ISLANDS, frozenset(countries) - {"việt nam"}


class PlaceInAddress:
    """One name with its address, and the units they leave.

    Args:
        name (str): A place, with or without a level word.
        following (tuple[str, ...]): The places that follow it in an address, the nearest first.
        early (bool): Whether the article is known to be of before the merger of July 2025.
        late (bool): Whether it is known to be of after it.

    Attributes:
        reading (Reading): What the name may mean by itself.
        chain (list[Reading]): The parts of its address.
        units (Sequence[AdminUnit]): The units that fit the address.
        chained (bool): Whether the address holds some of them.
        matched (int): Most parts of the address that one of them lies in.
        other_kind (bool): Whether they have another level word in the list.
    """

    __slots__ = ("chain", "chained", "matched", "other_kind", "reading", "units")

    def __init__(self, name: str, following: tuple[str, ...], early: bool, late: bool) -> None:
        reading = self.reading = read_place(name)
        self.chain = [read_place(part) for part in (*reading.chain, *following)]
        self.chained = self.other_kind = False
        self.matched = 0
        self.units = self._possible(reading.fitting, early)
        if not reading.units:
            return
        if not self.chain:
            if not self.units and reading.kind:
                self.units = self._possible(_of_other_kind(reading.units, reading.kind), early)
                self.other_kind = True
            return
        if any(part.key in elsewhere()[1] and not part.kind for part in self.chain):
            self.units = ()
            return
        possible = self.units
        self.units = self._in_address(possible, late)
        if not self.units and reading.kind:
            others = self._possible(_of_other_kind(reading.units, reading.kind), early)
            self.units = self._in_address(others, late)
            self.other_kind = bool(self.units)
            if not self.units and not next((part.kind for part in self.chain if part.above), ""):
                self.units = [unit for unit in possible if unit.level == "district"]  # TP Vinh, Hà Tĩnh, ...

    @staticmethod
    def _possible(units: Sequence[AdminUnit], early: bool) -> Sequence[AdminUnit]:
        """Return the units that an article may mean; one of before the merger means none of after it."""
        return [unit for unit in units if unit.editions[0] in BEFORE] if early else units

    def _in_address(self, units: Sequence[AdminUnit], late: bool) -> Sequence[AdminUnit]:
        """Return the units that lie in the places of the address; a bare province beside them is kept."""
        inside, open_ones = [], []
        for unit in units:
            count = self._count(unit, late)
            if count > 0:
                inside.append(unit)
                self.matched = max(self.matched, count)
            elif count == 0:
                open_ones.append(unit)
        self.chained = bool(inside)
        if not inside:
            return open_ones
        if self.reading.kind:
            return inside
        return inside + [unit for unit in open_ones if unit.level == "province"]

    def _count(self, unit: AdminUnit, late: bool) -> int:
        """Return how many parts of the address a unit lies in; -1 if one of them speaks against it."""
        count = 0
        for part in self.chain:
            if not part.fitting and not part.above:
                continue
            if unit.level == "commune":
                above: Iterable[AdminUnit] = part.above
            else:
                above = [one for one in part.above if one.level == "province" and unit.level == "district"]
            if not above:
                break
            if not any(one in unit.parents or (late and _succeeds(one, unit)) for one in above):
                return -1
            count += 1
        return count


def _succeeds(province: AdminUnit, unit: AdminUnit) -> bool:
    """Tell whether a unit of before the merger lay in what became part of a province."""
    return (
        province.level == "province" and province.period != "before" and province.code in unit.province.became
    )
