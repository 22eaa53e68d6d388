"""Credits: who wrote an article and which source signs it, read from lines that are credits and no more."""

from __future__ import annotations

from typing import NamedTuple

import regex

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.text.starters import STARTERS
from nsez_extract.text.syllables import is_syllable

PUBLISHERS = frozenset(row[0] for row in read_tsv("publishers.tsv", ("form", "name")))
"""frozenset[str]: short names of news sources, as printed."""

_WHOLE_PLACES = ("province", "town", "city", "country")
_NOT_NAMES = frozenset(row[0].lower() for row in read_tsv("not_bylines.tsv", ("form",))) | frozenset(
    name.lower() for name, level in read_tsv("places.tsv", ("name", "level")) if level in _WHOLE_PLACES
)
_SURNAMES = frozenset(row[0].lower() for row in read_tsv("surnames.tsv", ("surname", "strength")))
_NOT_FIRST = frozenset(["ông", "bà", "theo", "ảnh", "nguồn", "clip", "video", "báo", "bộ", "sở", "ban"])

_SYLLABLE = r"\p{Lu}[\p{L}\p{M}]*"
_NAME = rf"(?:\p{{Lu}}\p{{Ll}}?\.[ ]?){{0,3}}{_SYLLABLE}(?:[ ]{_SYLLABLE}){{0,3}}"
_INITIALS = r"(?:\p{Lu}\p{Ll}?\.[ ]?){1,3}(?:\p{Lu}(?!\p{L})\.?)"
_NAMES = rf"(?:{_INITIALS}|{_NAME})(?:(?:,|[ ]?[-–&])[ ]?(?:{_INITIALS}|{_NAME})){{0,2}}"
_LABEL = (
    r"(?:(?:bài|tin|ảnh(?=.{1,4}(?:bài|tin))|tác giả|thực hiện|phóng viên|pv|ctv|nhóm pv|người viết)"
    r"(?:(?:,|[ ]?[-–&/]|[ ]và)[ ]?(?:bài|tin|ảnh|clip|video))*)"
)
_SOURCE = r"(?:\p{L}[\p{L}\p{N}&.+/-]*(?:[ ](?!Theo[ ])\p{L}[\p{L}\p{N}&.+/-]*){0,4})"
_FULL = regex.compile(
    rf"(?:(?P<label>(?i:{_LABEL})):[ ]*)?(?P<names>{_NAMES})"
    rf"(?:[ ]?\((?:(?i:(?P<by>theo)[ ]|nguồn:?[ ]))?(?P<bracket>{_SOURCE})\)"
    rf"|\.[ ](?P<dot>[A-ZĐ&]{{2,8}})|[ ]?/[ ]?(?P<slash>{_SOURCE})|[ ][-–|][ ](?P<dash>{_SOURCE})"
    rf"|,?[ ][Tt]heo:?[ ](?P<theo>{_SOURCE}))?\.?"
)
_ONLY = regex.compile(rf"\(?(?i:(?P<by>theo)|nguồn)(?:[ ]tin)?:?[ ](?P<source>{_SOURCE})\)?\.?")
_MEDIUM = regex.compile(r"(?:Báo|Tạp chí|Đài|Cổng|Trang)[ ]\p{Lu}.*|[\w-]+(?:\.[\w-]+)+")
_BRACKET = regex.compile(rf"\((?P<source>{_SOURCE})\)[ ]*[-–—:]+[ ]*(?=[\"“]?[\p{{Lu}}\d])")
_PLACED = regex.compile(rf"{_SYLLABLE}(?:[ ,]+[\p{{L}}\d/-]+){{0,5}}[ ]\((?P<source>{_SOURCE})\)[ ]*[-–—:]")
_BARE = regex.compile(rf"(?P<source>{_SOURCE})[ ]*[-–—][ ]*(?P<word>\p{{Lu}}\p{{Ll}}*)")
_CODE = regex.compile(r"[A-ZĐ][A-ZĐ&]{1,7}(?:[ ](?:[Oo]nline|[Pp]orta[lr]|[Nn]ews|điện tử))?")
_NO_SOURCE = frozenset(
    ["tổng hợp", "ghi", "thực hiện", "biên dịch", "lược dịch", "dịch", "st", "sưu tầm", "t/h", "th", "t.h"]
)


class Credit(NamedTuple):
    """What one credit line says."""

    byline: str | None
    """Author's name or names as printed."""
    publisher: str | None
    """Source as printed."""


def read_credit(line: str) -> Credit | None:
    """Read a line that is a credit and nothing else.

    Args:
        line (str): One line or one sentence of clean text, without outer blanks.

    Returns:
        Credit | None: Author and source, each None when not named; None when the line is no credit.

    >>> read_credit("Lê Hà. NSEZ")
    Credit(byline='Lê Hà', publisher='NSEZ')
    >>> read_credit("Bài, ảnh: Trần Vân")
    Credit(byline='Trần Vân', publisher=None)
    >>> read_credit("Theo TTXVN")
    Credit(byline=None, publisher='TTXVN')
    >>> read_credit("Khu kinh tế ven biển") is None
    True
    """
    if len(line) > 80:
        return None
    if line in PUBLISHERS:
        return Credit(None, line)
    found = _ONLY.fullmatch(line)
    if found:
        source = found["source"].rstrip(".")
        return Credit(None, source) if _is_source(source, found["by"] is not None) else None
    found = _FULL.fullmatch(line)
    if found is None:
        return None
    names = found["names"]
    source = next((found[key] for key in ("bracket", "dot", "slash", "dash", "theo") if found[key]), None)
    if source is not None and source.lower() in _NO_SOURCE:
        source = None
    elif source is not None and found["dash"] and source not in PUBLISHERS and not _CODE.fullmatch(source):
        return None
    if not all(_is_name(name, found["label"] is not None) for name in _parts(names)):
        return None
    return Credit(names, source)


def read_dateline_source(line: str) -> str | None:
    """Read the source named at the very beginning of an article's first paragraph.

    Args:
        line (str): One line of clean text, without outer blanks.

    Returns:
        str | None: The source as printed, or None.

    >>> read_dateline_source("(BTH) - Sáng 5/6, hội nghị đã khai mạc.")
    'BTH'
    >>> read_dateline_source("NSEZ portal - Ngày 3 – 4, đoàn công tác đến thăm.")
    'NSEZ portal'
    >>> read_dateline_source("Hà Nội - Hải Phòng là tuyến đường dài 105 km.") is None
    True
    """
    head = line[:90]
    found = _BRACKET.match(head)
    if found:
        return str(found["source"])
    found = _PLACED.match(head)
    if found and found["source"] in PUBLISHERS:
        return str(found["source"])
    found = _BARE.match(head)
    if found is None:
        return None
    source = str(found["source"])
    if source in PUBLISHERS or (_CODE.fullmatch(source) and found["word"] in STARTERS):
        return source
    return None


def _parts(names: str) -> list[str]:
    """Return the single names of a credit."""
    return [part.strip() for part in regex.split(r"[,–&-]", names) if part.strip()]


def _is_source(source: str, by: bool) -> bool:
    """Tell whether what follows ``Theo`` or ``Nguồn`` names a source: no clause, no owner of a picture."""
    if source in PUBLISHERS or _MEDIUM.fullmatch(source):
        return True
    return by and all(word[0].isupper() for word in source.split())


def _is_name(name: str, labelled: bool) -> bool:
    """Tell whether capitalised words can be an author's name or initials."""
    if name.lower() in _NOT_NAMES or name in PUBLISHERS:
        return False
    words = [word for word in regex.split(r"[ .]+", name) if word]
    if words[0].lower() in _NOT_FIRST:
        return False
    if labelled:
        return True
    if len(words) < 2 or len(words) > 4:
        return False
    if len(words) > 2 and words[0].lower() not in _SURNAMES and len(words[0]) > 2:
        return False
    return all(len(word) == 1 or is_syllable(word) or "." in name for word in words)
