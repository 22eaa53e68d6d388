"""Which official administrative unit of Vietnam each place of a document is.

The names of one document are read together, from the largest units down. A name is linked by

1. the level word written with it (``huyện Kỳ Anh`` is not ``thị xã Kỳ Anh``),
2. the larger units named right after it in an address (``xã Hải Yến, huyện Tĩnh Gia, tỉnh Thanh Hóa``),
3. the districts and provinces that the document names otherwise, when one of them alone has such a unit,
4. being the only such unit of the country;

a bare name that is a province's is the province unless something speaks against it, and a bare name takes
after the same name with a level word elsewhere in the document. What then still has two readings has no
link, and neither has what is no unit: rivers, streets, zones, regions, places abroad.

The day of the article decides between the lists of before and after 1 July 2025. An article of before
means a unit of before; one of after means a unit of after if there is one so named, else one of before.
Without a day, the editions of the list in which most of the names with a level word exist are meant (a
district speaks for before); if that leaves both sides open, a province or district is that of before, and
a commune that both sides have gets no link.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nsez_extract.lexicon.admin import (
    AFTER,
    BEFORE,
    MERGER,
    AdminUnit,
    Level,
    Period,
    edition_of,
)
from nsez_extract.relations.place_readings import PlaceInAddress, elsewhere

_ALL = BEFORE | AFTER
_NATURE = ("sông ", "suối ", "hồ ", "đảo ", "biển ")  # Sông Mã may be the river, at the head of a sentence
_PERSONS = frozenset(
    {"lê chân", "ngô quyền", "hai bà trưng"}
)  # districts, but more often persons and streets
_ALSO_CHINA = frozenset({"hà nam"})


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The administrative unit that a place is.

    Attributes:
        code (str): Code of the General Statistics Office.
        name (str): Official name with its level word, such as ``Thị xã Kỳ Anh``.
        level (Level): ``province``, ``district`` or ``commune``.
        period (Period): Whether the unit is one of before the merger of July 2025, after it, or both.
        parents (tuple[tuple[str, str, Level], ...]): Code, name and level of its district (if any) and
            province, the nearest first; empty for a province.
        rule (str): What decided: ``level``, ``address``, ``document``, ``unique``, ``province`` (a bare
            name that is a province's) or ``same-name``; with ``-other-kind`` when the level word is not
            the one of the list (a town that has become a city).
    """

    code: str
    name: str
    level: Level
    period: Period
    parents: tuple[tuple[str, str, Level], ...]
    rule: str


def link_places(
    names: Sequence[str],
    following: Sequence[Sequence[str]] = (),
    published: datetime.date | None = None,
) -> list[PlaceLink | None]:
    """Link the places of one document to administrative units.

    Args:
        names (Sequence[str]): The places, each in its fullest form, with or without a level word.
        following (Sequence[Sequence[str]]): For each of them the places that directly follow it in an
            address, the nearest first; may be shorter than ``names``. What stands after a comma or in
            brackets inside a name is taken for such a place too.
        published (datetime.date | None): Day of the article.

    Returns:
        list[PlaceLink | None]: For each name the unit, or None for what is no unit or stays open. The
        order of the names makes no difference.

    Raises:
        ValueError: If the table of units is damaged (on the first use).

    >>> chains = [["huyện Tĩnh Gia", "tỉnh Thanh Hóa"], [], []]
    >>> for link in link_places(["xã Hải Yến", "Thanh Hóa", "sông Mã"], chains):
    ...     print(link and (link.code, link.name, link.rule, [name for _, name, _ in link.parents]))
    ('16651', 'Xã Hải Yến', 'address', ['Huyện Tĩnh Gia', 'Tỉnh Thanh Hóa'])
    ('38', 'Tỉnh Thanh Hóa', 'province', [])
    None
    """
    chains = [tuple(chain) for chain in following] + [()] * (len(names) - len(following))
    document = _Document(list(zip(names, chains, strict=True)), published)
    return [document.link(name, chain) for name, chain in zip(names, chains, strict=True)]


def _by_code(units: Iterable[AdminUnit]) -> list[AdminUnit]:
    """Return one row of the list, the latest, for each unit and for those that followed it under its name."""
    by_code: dict[tuple[str, bool], AdminUnit] = {}
    for unit in units:
        code = (unit.code, unit.editions[0] in AFTER)
        if code not in by_code or by_code[code].editions[-1] < unit.editions[-1]:
            by_code[code] = unit
    if len(by_code) == 1:
        return list(by_code.values())
    by_name: dict[tuple[str, str, bool], AdminUnit] = {}
    for (_, side), unit in by_code.items():
        name = (unit.kind, unit.parents[0].code if unit.parents else "", side)
        if name not in by_name or by_name[name].editions[-1] < unit.editions[-1]:
            by_name[name] = unit
    return list(by_name.values())


@lru_cache(maxsize=8192)
def _link(unit: AdminUnit, rule: str) -> PlaceLink:
    """Return the link to a unit."""
    parents = tuple((parent.code, parent.full_name, parent.level) for parent in unit.parents)
    return PlaceLink(unit.code, unit.full_name, unit.level, unit.period, parents, rule)


class _Document:
    """The names of a document, linked together.

    Args:
        pairs (list[tuple[str, tuple[str, ...]]]): Each name with what follows it in an address.
        published (datetime.date | None): Day of the article.
    """

    def __init__(self, pairs: list[tuple[str, tuple[str, ...]]], published: datetime.date | None) -> None:
        early = published is not None and published < MERGER
        self._late = published is not None and not early
        subjects: dict[tuple[str, tuple[str, ...]], PlaceInAddress] = {}
        for name, chain in pairs:
            for at, part in enumerate((name, *chain)):
                key = (part, chain[at:])
                if key not in subjects:
                    subjects[key] = PlaceInAddress(*key, early, self._late)
        self._subjects = {key: subject for key, subject in subjects.items() if subject.units}
        self._keys = {subject.reading.key for subject in subjects.values()}
        self._set_editions(published)
        self._written: defaultdict[str, list[PlaceInAddress]] = defaultdict(list)
        for subject in self._subjects.values():
            if subject.reading.kind:
                self._written[subject.reading.key].append(subject)
        self._found: dict[int, tuple[AdminUnit, str] | None] = {}
        self._provinces: set[str] = set()
        self._districts: set[str] = set()
        self._name_provinces()
        self._name_districts()

    def link(self, name: str, chain: tuple[str, ...]) -> PlaceLink | None:
        """Return the link of one name of the document."""
        subject = self._subjects.get((name, chain))
        found = subject and self._resolve(subject)
        return _link(*found) if found else None

    def _set_editions(self, published: datetime.date | None) -> None:
        """Settle which editions of the list count, best first, and whether both sides stay open."""
        self._both_open = False
        if published is not None:
            best = edition_of(published)
            side = AFTER if best in AFTER else BEFORE
            self._tiers = [frozenset(best), side, *([BEFORE] if self._late else [])]
            return
        votes = Counter(_ALL)
        for subject in self._subjects.values():
            if subject.reading.kind:
                votes.update({letter for unit in subject.units for letter in unit.editions})
        most = max(votes.values())
        best_ones = frozenset(letter for letter in _ALL if votes[letter] == most)
        self._both_open = bool(best_ones & BEFORE and best_ones & AFTER)
        first = best_ones & {"a", "b"} or best_ones & BEFORE or best_ones
        self._tiers = [first, BEFORE, AFTER] if first <= BEFORE else [first, AFTER, BEFORE]

    def _dated(self, units: Sequence[AdminUnit]) -> list[AdminUnit]:
        """Return the units of the best editions that have any, one row each."""
        if len(units) == 1:
            return list(units)
        for letters in self._tiers:
            found = [unit for unit in units if not letters.isdisjoint(unit.editions)]
            if found:
                return _by_code(found) if len(found) > 1 else found
        return []

    def _name_provinces(self) -> None:
        """Collect the provinces that the document names, with a level word or without."""
        for subject in self._subjects.values():
            units = self._dated([unit for unit in subject.units if unit.level != "commune"])
            provinces = [unit for unit in units if unit.level == "province"]
            if len(provinces) == 1 and (subject.reading.kind or not self._objection(subject, provinces[0])):
                if subject.reading.kind and len(units) > 1:
                    continue
                sides = {"before": "b", "after": "a", "both": "ba"}[provinces[0].period]
                self._provinces.update(provinces[0].code + side for side in sides)

    def _name_districts(self) -> None:
        """Collect the districts that the document names; only these stay resolved, by the provinces alone."""
        for subject in self._subjects.values():
            if any(unit.level == "district" for unit in subject.units):
                self._resolve(subject)
        self._found = {key: one for key, one in self._found.items() if one and one[0].level == "district"}
        for unit, _ in filter(None, self._found.values()):
            self._districts.add(unit.code)
            self._provinces.add(unit.province.code + "b")

    def _in_named(self, unit: AdminUnit) -> bool:
        """Tell whether a unit lies in one of the provinces that the document names."""
        province = unit.province
        if unit.editions[0] in AFTER:
            return province.code + "a" in self._provinces
        if province.code + "b" in self._provinces:
            return True
        return self._late and any(code + "a" in self._provinces for code in province.became)

    def _resolve(self, subject: PlaceInAddress) -> tuple[AdminUnit, str] | None:
        """Return the unit of a name and the rule that found it."""
        known = id(subject)
        if known not in self._found:
            reading = subject.reading
            if reading.key in _ALSO_CHINA and "trung quốc" in self._keys and not subject.chained:
                found = None
            elif reading.kind:
                found = self._with_level(subject)
            else:
                found = self._bare(subject)
            self._found[known] = found
        return self._found[known]

    def _with_level(self, subject: PlaceInAddress) -> tuple[AdminUnit, str] | None:
        """Return the unit of a name with a level word."""
        units = self._dated(subject.units)
        ending = "-other-kind" if subject.other_kind else ""
        commune = units[0].level == "commune"
        if commune and self._two_sided(subject.units):
            return None
        if subject.chained:
            return (units[0], "address" + ending) if len(units) == 1 else self._named(units, ending)
        if len(units) > 1:
            return self._named(units, ending)
        if commune and (self._provinces or ending) and not self._in_named(units[0]):
            return None
        if commune and ending and units[0].parents[0].code not in self._districts:
            return None
        if ending:
            return units[0], "unique" + ending
        return units[0], "level" if len(self._dated_all(subject.reading.units)) > 1 else "unique"

    def _two_sided(self, units: Sequence[AdminUnit]) -> bool:
        """Tell whether units are of both sides of the merger and nothing says which side is meant."""
        return self._both_open and len({unit.editions[0] in AFTER for unit in units}) > 1

    def _dated_all(self, units: Sequence[AdminUnit]) -> list[AdminUnit]:
        """Return the units of the side of the merger that counts, one row each."""
        return _by_code(unit for unit in units if not self._tiers[1].isdisjoint(unit.editions))

    def _named(self, units: Sequence[AdminUnit], ending: str = "") -> tuple[AdminUnit, str] | None:
        """Return the one of several units that lies in a district or else a province the document names."""
        inside = [
            unit for unit in units if unit.level == "commune" and unit.parents[0].code in self._districts
        ]
        if not inside and not (ending and units[0].level == "commune"):
            inside = [unit for unit in units if unit.level != "province" and self._in_named(unit)]
        return (inside[0], "document" + ending) if len(inside) == 1 else None

    def _bare(self, subject: PlaceInAddress) -> tuple[AdminUnit, str] | None:
        """Return the unit of a name without level word."""
        large = self._dated([u for u in subject.units if u.level != "commune" or u.kind == "đặc khu"])
        provinces = [unit for unit in large if unit.level == "province"]
        if len(provinces) == 1:
            return self._bare_province(subject, provinces[0])
        if subject.chained:
            return self._addressed(subject.units)
        same = self._same_name(subject.reading.key)
        if same is not None:
            return same[0]
        return self._bare_district(subject, large)

    def _bare_province(self, subject: PlaceInAddress, province: AdminUnit) -> tuple[AdminUnit, str] | None:
        """Return the province of a bare name, unless something speaks against it."""
        if not self._objection(subject, province):
            outside = [u for u in subject.units if u.level == "district" and u.province.code != province.code]
            return None if any(map(self._in_named, outside)) else (province, "province")
        if self._trusted(subject):
            return self._addressed([unit for unit in subject.units if unit.level != "province"])
        return None

    def _objection(self, subject: PlaceInAddress, province: AdminUnit) -> bool:
        """Tell whether an address or a level word speaks against a bare name's being the province."""
        if subject.chained:
            smaller = [unit for unit in subject.units if unit.level != "province"]
            if any(unit.level == "district" for unit in smaller) or self._trusted(subject):
                return True
        others = self._written.get(subject.reading.key, ())
        if any(other.reading.kind == province.kind and province in other.units for other in others):
            return False
        return any(unit.province.code != province.code for one in others for unit in self._dated(one.units))

    @staticmethod
    def _trusted(subject: PlaceInAddress) -> bool:
        """Tell whether an address is no mere list of places: it has a level word, or two parts that fit."""
        return subject.chained and (subject.matched > 1 or any(part.kind for part in subject.chain))

    def _addressed(self, units: Sequence[AdminUnit]) -> tuple[AdminUnit, str] | None:
        """Return the unit that an address says a bare name is: the only one, or the only district."""
        found = self._dated(units)
        if len(found) > 1:
            found = [unit for unit in found if unit.level == "district"]
        if len(found) != 1 or (found[0].level == "commune" and self._two_sided(units)):
            return None
        return found[0], "address"

    def _same_name(self, key: str) -> list[tuple[AdminUnit, str] | None] | None:
        """Return what the same name with a level word is in the document; None if there is no such name."""
        others = self._written.get(key)
        if not others:
            return None
        found = [self._resolve(other) for other in others]
        units = {id(one[0]) for one in found if one}
        if None in found or len(units) > 1 or found[0] is None:
            return [None]
        return [(found[0][0], "same-name")]

    def _bare_district(
        self, subject: PlaceInAddress, large: Sequence[AdminUnit]
    ) -> tuple[AdminUnit, str] | None:
        """Return the district of a bare name without address."""
        key = subject.reading.key
        if not large or key.startswith(_NATURE) or key in elsewhere()[0]:
            return None
        rivals = list(large)
        if self._late:
            rivals += [u for u in subject.units if u.period == "after" and u not in large]
        inside = [unit for unit in rivals if self._in_named(unit)]
        if inside:
            only = len(inside) == 1 and inside[0] in large
            return (inside[0], "document") if only else None
        if len(rivals) > 1 or key in _PERSONS:
            return None
        side = self._tiers[1]
        communes = (
            unit
            for unit in subject.units
            if unit.level == "commune" and large[0] not in unit.parents and unit.editions[0] in side
        )
        return None if any(map(self._in_named, communes)) else (large[0], "unique")
