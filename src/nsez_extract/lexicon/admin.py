"""The administrative units of Vietnam, before and after the merger of 1 July 2025.

The table ``admin_units.tsv`` holds five editions of the official list; it is read and checked when a
unit is first asked for, not on import. Names are compared without regard to case, the place of tone
marks, hyphens, apostrophes and the commonest variant spellings (:func:`place_key`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from nsez_extract.lexicon.phrases import split_phrase
from nsez_extract.lexicon.tables import read_tsv

Level = Literal["province", "district", "commune"]
Period = Literal["before", "after", "both"]

MERGER = datetime.date(2025, 7, 1)
"""datetime.date: the day from which there are 34 provinces, their communes, and no districts."""

EDITIONS: Mapping[str, datetime.date] = {
    "a": datetime.date.min,
    "b": datetime.date(2020, 1, 1),
    "c": datetime.date(2025, 1, 1),
    "d": MERGER,
    "e": datetime.date(2026, 9, 1),
}
"""Mapping[str, datetime.date]: the editions of the list, and from which day each fits best."""

BEFORE, AFTER = frozenset("abc"), frozenset("de")

KINDS: Mapping[str, str] = {
    "T": "tỉnh",
    "TP": "thành phố",
    "TX": "thị xã",
    "Q": "quận",
    "H": "huyện",
    "TT": "thị trấn",
    "P": "phường",
    "X": "xã",
    "ĐK": "đặc khu",
}
"""Mapping[str, str]: the kinds of units: as the table writes them, and the words."""

_LEVELS: dict[int, tuple[Level, frozenset[str]]] = {
    2: ("province", frozenset({"tỉnh", "thành phố"})),
    3: ("district", frozenset({"thành phố", "thị xã", "quận", "huyện"})),
    5: ("commune", frozenset({"thị trấn", "phường", "xã", "đặc khu"})),
}
_UNIT = re.compile(r"(\d{2}|\d{3}|\d{5})(a?b?c?d?e?)")
_COLUMNS = ("unit", "kind", "name", "became", "also")

_VARIANTS = {"đăk": "đắk", "đak": "đắk", "đắc": "đắk", "qui": "quy"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_MARKS = frozenset("-'’.")
_GLUE = re.compile(r"\s*['’]\s*")

_WORDS = {
    "thủ đô": "thành phố",
    "huyện đảo": "huyện",
    "xã đảo": "xã",
    **{kind: kind for kind in KINDS.values()},
}
_SHORT = {"TP": "TP", "TX": "TX", "TT": "TT", "Q": "Q", "P": "P", "H": "H", "X": "X"}
_LEVEL_WORD = re.compile(
    rf"(?P<word>(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))\s+(?=\S)"
    r"|(?P<town>TP|Tp|tp|TX|Tx|tx|TT|Tt|tt)(?:\.\s*|\s+|(?=[A-ZÀ-ỸĐ][^A-ZÀ-ỸĐ\d\W]))(?=[A-ZÀ-ỸĐ])"
    r"|(?P<number>[QPqp])\s*\.?\s*(?=\d)"
    r"|(?P<short>[QPHX])\.\s*(?=[A-ZÀ-ỸĐ])"
)


@dataclass(frozen=True, slots=True, eq=False)
class AdminUnit:
    """One administrative unit under one name, with the units it belongs to.

    Attributes:
        code (str): Code of the General Statistics Office: 2 digits for a province, 3 for a district, 5
            for a commune. The list of July 2025 gave many codes of communes to their successors.
        level (Level): ``province``, ``district`` or ``commune``; the special zones (``đặc khu``) of
            2025 are communes.
        kind (str): Its level word, such as ``thị xã``.
        name (str): Its name without that word, such as ``Kỳ Anh``.
        parents (tuple[AdminUnit, ...]): District and province, or the province alone.
        period (Period): Whether it is a unit of before the merger, after it, or (some provinces) both.
        editions (str): Letters of :data:`EDITIONS` in which it stands so.
        became (tuple[str, ...]): Codes of the units of July 2025 that took its place; empty when
            unknown, and for units of after the merger.
    """

    code: str
    level: Level
    kind: str
    name: str
    parents: tuple[AdminUnit, ...]
    period: Period
    editions: str
    became: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """str: the official name with its level word, such as ``Thị xã Kỳ Anh``."""
        return f"{self.kind[0].upper()}{self.kind[1:]} {self.name}"

    @property
    def province(self) -> AdminUnit:
        """AdminUnit: the province it lies in; a province itself."""
        return self.parents[-1] if self.parents else self


class _Index(NamedTuple):
    """The units in the order of the table, and by the keys of their names."""

    units: tuple[AdminUnit, ...]
    by_key: dict[str, tuple[AdminUnit, ...]]


def place_key(name: str) -> str:
    """Return the form in which names of places are compared.

    Args:
        name (str): A name without level word, NFC.

    Returns:
        str: Folded syllables; hyphens and stops dropped, apostrophes closed up, numbers without
        leading zeros, and one spelling of ``Đắk``/``Đăk``/``Đắc`` and ``Quy``/``Qui``.

    >>> place_key("Thừa Thiên - Huế"), place_key("Hoà Bình"), place_key("Ia H' Drai"), place_key("07")
    ('thừa thiên huế', 'hòa bình', 'ia hdrai', '7')
    """
    if "'" in name or "’" in name:
        name = _GLUE.sub("", name)
    words = [_VARIANTS.get(word, word) for word in split_phrase(name) if word not in _MARKS]
    if words:
        last = words[-1]
        if last.isdecimal():
            words[-1] = last.lstrip("0") or "0"
        elif last in _ROMAN and len(words) > 1:
            words[-1] = _ROMAN[last]
    return " ".join(words)


def split_level(name: str) -> tuple[str, str]:
    """Cut the level word, written out or shortened, off a name.

    Args:
        name (str): The name of a place as written.

    Returns:
        tuple[str, str]: The kind (a value of :data:`KINDS`), empty if no level word is written, and
        the rest.

    >>> split_level("thị xã Kỳ Anh"), split_level("TP. Vinh"), split_level("Q.1"), split_level("Huế")
    (('thị xã', 'Kỳ Anh'), ('thành phố', 'Vinh'), ('quận', '1'), ('', 'Huế'))
    """
    found = _LEVEL_WORD.match(name)
    if found is None:
        return "", name
    word = found["word"]
    kind = _WORDS[word.lower()] if word else KINDS[_SHORT[found[0].rstrip(". ").upper()]]
    return kind, name[found.end() :]


def units_named(key: str) -> tuple[AdminUnit, ...]:
    """Return every unit of a name, of all levels and editions.

    Args:
        key (str): The :func:`place_key` of a name without level word, or of one of the other names the
            table gives (``TPHCM``, ``Sapa``).

    Returns:
        tuple[AdminUnit, ...]: In the order of the table: by province, district, code.

    Raises:
        ValueError: If the table is damaged (on the first use).

    >>> sorted({unit.full_name for unit in units_named("kỳ anh") if unit.level == "district"})
    ['Huyện Kỳ Anh', 'Thị xã Kỳ Anh']
    """
    return _index().by_key.get(key, ())


def all_units() -> tuple[AdminUnit, ...]:
    """Return all units of all editions.

    Returns:
        tuple[AdminUnit, ...]: In the order of the table: each province, then its districts, each
        followed by its communes.

    Raises:
        ValueError: If the table is damaged (on the first use).

    >>> sum(unit.level == "province" and "d" in unit.editions for unit in all_units())
    34
    """
    return _index().units


def edition_of(day: datetime.date) -> str:
    """Return the letter of the edition that fits a day best.

    Args:
        day (datetime.date): Such as the day an article appeared.

    Returns:
        str: A key of :data:`EDITIONS`.

    >>> edition_of(datetime.date(2016, 5, 22)), edition_of(datetime.date(2025, 7, 1))
    ('a', 'd')
    """
    return max(letter for letter, start in EDITIONS.items() if start <= day)


@lru_cache(maxsize=1)
def _index() -> _Index:
    """Return the units of the package's table."""
    return build_index(read_tsv("admin_units.tsv", _COLUMNS))


def build_index(rows: list[tuple[str, ...]]) -> _Index:
    """Check the rows of the table and build the units.

    Args:
        rows (list[tuple[str, ...]]): Unit (code and editions), kind, name, what it became, other names.

    Returns:
        _Index: The units, in order and by name.

    Raises:
        ValueError: On a row that is no unit, has no parent, repeats a code within an edition, or
            became something that is not in the list of July 2025.

    >>> index = build_index([("38abcde", "T", "Thanh Hóa", "=", ""), ("380abc", "TP", "Thanh Hóa", "", "")])
    >>> [unit.full_name for unit in index.by_key["thanh hóa"]], index.units[1].province.code
    (['Tỉnh Thanh Hóa', 'Thành phố Thanh Hóa'], '38')
    >>> build_index([("380abc", "TP", "Thanh Hóa", "", "")])
    Traceback (most recent call last):
    ValueError: lexicon/data/admin_units.tsv: '380abc' stands below no province or district of its editions
    """
    units: list[AdminUnit] = []
    by_key: dict[str, list[AdminUnit]] = {}
    keys: dict[str, str] = {}
    above: dict[int, AdminUnit] = {}
    seen: dict[str, str] = {}
    for mark, kind, name, became, also in rows:
        made = _unit(mark, KINDS.get(kind, ""), name, became, above)
        above[len(made.code)] = made
        letters = seen.get(made.code, "")
        if letters and not set(letters).isdisjoint(made.editions):
            raise _damaged(mark, "is given twice in some edition")
        seen[made.code] = letters + made.editions
        units.append(made)
        key = keys.get(name)
        if key is None:
            key = keys[name] = place_key(name)
        by_key.setdefault(key, []).append(made)
        for other in also.split("|") if also else ():
            by_key.setdefault(place_key(other), []).append(made)
    for made in units:
        if any("d" not in seen.get(code, "") for code in made.became):
            raise _damaged(made.code + made.editions, "became something that is not in edition d")
    return _Index(tuple(units), {key: tuple(named) for key, named in by_key.items()})


def _unit(mark: str, kind: str, name: str, became: str, above: dict[int, AdminUnit]) -> AdminUnit:
    """Return the unit of one row; ``above`` holds the last unit of each length of code."""
    found = _UNIT.fullmatch(mark)
    if found is None or not found[2]:
        raise _damaged(mark, "is not a code with its editions")
    code, editions = found[1], found[2]
    level, kinds = _LEVELS[len(code)]
    if kind not in kinds or not name:
        raise _damaged(mark, "has no name or a kind that its level does not have")
    period: Period = "after" if editions[0] in AFTER else "before" if editions[-1] in BEFORE else "both"
    parents: tuple[AdminUnit, ...] = ()
    if level != "province":
        size = 3 if level == "commune" and period == "before" else 2
        parent = above.get(size)
        if parent is None or not (editions in parent.editions or set(editions) <= set(parent.editions)):
            raise _damaged(mark, "stands below no province or district of its editions")
        parents = (parent, *parent.parents)
    new = (code,) if became == "=" else tuple(became.split())
    return AdminUnit(code, level, kind, name, parents, period, editions, new)


def _damaged(mark: str, what: str) -> ValueError:
    return ValueError(f"lexicon/data/admin_units.tsv: {mark!r} {what}")
