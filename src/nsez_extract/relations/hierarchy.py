"""Where an office stands (head, deputy, member …), and at which level of the state a body works."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nsez_extract.entities.lexicons import COMPANY, lexicons
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import PhraseTable, split_phrase
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.relations.names import CENTRAL_CITIES

_BEFORE_OFFICE = words("former")
_LEVELS = ("central", "province", "district", "commune")
_CENTRAL = _LEVELS[0]
_LONGEST_CITY = 3  # syllables
_CITY = "city"
_NO_LEVEL = "none"  # words that begin or end like a word of level and are none (``xã hội``)
_PLAIN_CLASSES = frozenset({COMPANY, "named"})  # companies, schools, clubs: no body of the state


@lru_cache(maxsize=20_000)
def hierarchy_of(position: str) -> str | None:
    """Return the place of an office in the hierarchy.

    Args:
        position (str): The title without the body it is held in, or a rank or degree.

    Returns:
        str | None: ``head``, ``deputy``, ``member``, ``staff``, ``rank`` or ``degree``; None when the tables
        (``positions.tsv``, ``ranks.tsv``) do not tell.

    >>> hierarchy_of("nguyên Phó Bí thư Thường trực"), hierarchy_of("Ủy viên"), hierarchy_of("Đại tá")
    ('deputy', 'member', 'rank')
    >>> hierarchy_of("Phó Giáo sư"), hierarchy_of("Nguyên soái"), hierarchy_of("cựu Đại tá")
    ('degree', 'rank', 'rank')
    >>> hierarchy_of("Chủ tịch kiêm Tổng Giám đốc"), hierarchy_of("Hiệp sĩ") is None
    ('head', True)
    """
    folds = split_phrase(position)
    lex, size = lexicons(), len(folds)
    at = 0
    while at < size and folds[at] in _BEFORE_OFFICE and lex.ranks.match(folds, at, size) is None:
        at += 1
    if at == size:
        return None
    if folds[at : at + 2] == ("trợ", "lý"):
        return "staff"
    office, rank = lex.positions.match(folds, at, size), lex.ranks.match(folds, at, size)
    if rank is not None and (office is None or rank[0] > office[0]):
        return rank[1]
    if office is not None:
        return office[1].kind
    if folds[at] in ("phó", "thứ"):
        return "deputy"
    if folds[-1] == "phó":
        return "deputy"
    if folds[at : at + 2] == ("ủy", "viên") or folds[-2:] == ("ủy", "viên"):
        return "member"
    return "head" if "trưởng" in (folds[at], folds[-1]) else None


def _level_words() -> PhraseTable[str]:
    rows = read_tsv("body_levels.tsv", ("phrase", "level"))
    allowed = {*_LEVELS, _CITY, _NO_LEVEL}
    for phrase, level in rows:
        if level not in allowed:
            known = ", ".join(sorted(allowed))
            raise ValueError(f"lexicon/data/body_levels.tsv: {phrase!r} has {level!r}; allowed are {known}")
    return PhraseTable((phrase, level) for phrase, level in rows)


_LEVEL_WORDS = _level_words()


@lru_cache(maxsize=20_000)
def level_of(name: str) -> str | None:
    """Return the level of the state at which a body works.

    The first word of level decides (``UBND xã Hải Yến, huyện Tĩnh Gia`` is a commune's), but one of a lower
    level behind a body of the whole country (``Kho bạc Nhà nước tỉnh``). A city is a province when the
    central government runs it, else a district; without its name it stays open.

    Args:
        name (str): The body's name, the fuller the better.

    Returns:
        str | None: ``central``, ``province``, ``district`` or ``commune``; None for companies, schools and
        the like, and where the name does not tell.

    >>> level_of("UBND huyện Tĩnh Gia"), level_of("Sở Y tế"), level_of("Bộ Tài chính"), level_of("Đảng ủy xã")
    ('district', 'province', 'central', 'commune')
    >>> level_of("UBND TP Hà Nội"), level_of("UBND TP Vinh"), level_of("UBND TP"), level_of("Công ty Hoa Mai")
    ('province', 'district', None, None)
    """
    folds = split_phrase(name)
    head = lexicons().org_heads.match(folds, 0, len(folds)) if folds else None
    if head is not None and head[1] in _PLAIN_CLASSES:
        return None
    country, at = None, 0
    while at < len(folds):
        end, level = _LEVEL_WORDS.match(folds, at, len(folds)) or (at + 1, _NO_LEVEL)
        if level == _CENTRAL:
            country = level
        elif level != _NO_LEVEL:
            return _city_level(folds[end:]) if level == _CITY else level
        at = end
    return country


def _city_level(rest: Sequence[str]) -> str | None:
    """Return the level of a city from what follows its level word; None when no name does."""
    named = tuple(word for word in rest if word != ".")
    if not named:
        return None
    if named[0] in ("hcm", "tphcm"):
        return "province"
    central = any(named[:size] in CENTRAL_CITIES for size in range(1, _LONGEST_CITY + 1))
    return "province" if central else "district"
