"""Digits and spelled-out numbers to exact decimals.

In Vietnamese ``.`` groups thousands and ``,`` is the decimal mark; foreign habits occur in the same
text, so the shape of the digits decides, and what stays open is reported as a note.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nsez_extract.lexicon.tables import read_tsv

_INTEGER = re.compile(r"[0-9]+\Z")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+\Z")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?\Z")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}\.[0-9]+\Z")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+\Z")
_ONE_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}\Z")
_ONE_DOT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}\Z")
_POINT_FIRST = re.compile(r"[.,][0-9]{1,3}\Z")
MAX_DIGITS = 30
"""int: longest digit token read as a number, in characters; longer ones are codes or noise."""


def parse_digits(
    token: str, *, whole: bool = False, english: bool = False
) -> tuple[Decimal, str | None] | None:
    """Read a token of digits, dots, commas and grouping spaces.

    The form decides where it can; then what is counted; then the habit of the rest of the article.

    Args:
        token (str): ``48.315,275``, ``2,000,000``, ``2 000 000``, ``0.125``, ``.5`` …
        whole (bool): What is counted cannot be split (persons, đồng), so one comma before three
            digits groups thousands.
        english (bool): The article's other numbers group with commas or write a decimal point.

    Returns:
        tuple[Decimal, str | None] | None: The exact value and a note when another reading is
        possible, or None when the token is no number (``1.1.1.1``).

    >>> parse_digits("48.315,275")
    (Decimal('48315.275'), None)
    >>> parse_digits("0.125"), parse_digits("2.5"), parse_digits("2,000,000")
    ((Decimal('0.125'), None), (Decimal('2.5'), None), (Decimal('2000000'), None))
    >>> parse_digits("3,200")[0], parse_digits("3,250")[0], parse_digits("3,250", english=True)[0]
    (Decimal('3.200'), Decimal('3.250'), Decimal('3250'))
    >>> parse_digits("1.2.3") is None
    True
    """
    if len(token) > MAX_DIGITS:
        return None
    if _INTEGER.match(token):
        return Decimal(token), None
    if _DOT_GROUPS.match(token):
        note = None
        if english and _ONE_DOT.match(token):
            note = "the point is read as grouping thousands, though the article writes decimal points"
        return Decimal(token.replace(".", "").replace(",", ".")), note
    if _COMMA_GROUPS.match(token) or _ENGLISH.match(token):
        return Decimal(token.replace(",", "")), None
    if _ONE_COMMA.match(token):
        if whole or token.endswith("000"):
            return Decimal(token.replace(",", "")), "the comma is read as grouping thousands"
        if english:
            note = "the comma is read as grouping thousands, as elsewhere in the article"
            return Decimal(token.replace(",", "")), note
        return Decimal(token.replace(",", ".")), "the comma is read as the decimal mark"
    if _DECIMAL.match(token):
        return Decimal(token.replace(",", ".")), None
    if _SPACED.match(token) and not token.startswith("0"):
        return Decimal(token.replace(" ", "")), None
    if _POINT_FIRST.match(token):
        return Decimal("0" + token.replace(",", ".")), "nothing before the decimal mark is read as zero"
    return None


_ENGLISH_HABIT = re.compile(
    r"(?<![0-9.,/-])(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|[1-9][0-9]{0,2},[0-9]{3}\.[0-9]+"
    r"|[0-9]+\.[0-9]{1,2}(?= ?(?:%|triệu|tỷ|tỉ|nghìn|ngàn|USD|điểm)))(?![0-9]|[.,/-][0-9])"
)
_VIETNAMESE_HABIT = re.compile(
    r"(?<![0-9.,/-])(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}\.[0-9]{3},[0-9]+"
    r"|[0-9]+,[0-9]{1,2})(?![0-9]|[.,/-][0-9])"
)


def english_habit(text: str) -> bool:
    """Return whether the unambiguous numbers of an article all group and point the English way.

    >>> english_habit("lãi 2,400,000 đồng, tăng 2.5%"), english_habit("lãi 2.400.000 đồng, tăng 2.5%")
    (True, False)
    """
    return _VIETNAMESE_HABIT.search(text) is None and _ENGLISH_HABIT.search(text) is not None


def plain(value: Decimal) -> str:
    """Return a decimal as a string without exponent, grouping or useless zeros.

    >>> plain(Decimal("48315.275") * 10**9), plain(Decimal("32.50")), plain(Decimal("-0.0"))
    ('48315275000000', '32.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


_WORDS = {
    word: (Decimal(value), part)
    for word, value, part in read_tsv("number_words.tsv", ("word", "value", "part"))
}
_SCALES = {
    row[0]: Decimal(row[1]) for row in read_tsv("scales.tsv", ("word", "factor", "alone", "not_before"))
}


_THOUSAND = Decimal(1000)


def _part(word: str) -> str:
    """Return the part a number word plays, or the empty string."""
    return _WORDS[word][1] if word in _WORDS else ""


def _below_thousand(words: list[str], at: int) -> tuple[Decimal, int] | None:
    """Read ``một trăm linh năm``, ``hai mươi lăm``, ``hai tư``, ``mười hai``, ``bảy`` from ``at`` on."""
    total, start = Decimal(0), at

    def part(index: int) -> str:
        return _part(words[index]) if index < len(words) else ""

    def worth(index: int) -> Decimal:
        return _WORDS[words[index]][0]

    if part(at) in ("digit", "zero") and part(at + 1) == "hundred":
        total += worth(at) * 100
        at += 2
        if part(at) in ("link", "zero"):
            if part(at + 1) not in ("digit", "final"):
                return None
            return total + worth(at + 1), at + 2
        if part(at) == "half":
            return total + 50, at + 1
        scaled = at + 1 < len(words) and words[at + 1] in _SCALES and not part(at + 1)
        if part(at) in ("digit", "final") and scaled:
            return total + worth(at) * 10, at + 1
    first, second = part(at), part(at + 1)
    if first in ("ten", "twenty") or (first == "digit" and second == "tens"):
        total += worth(at) * 10 if first == "digit" else worth(at)
        at += 2 if first == "digit" else 1
        units = part(at) in ("digit", "final") and part(at + 1) not in ("tens", "hundred")
        if units and words[at - 1] != "chục":
            total += worth(at)
            at += 1
    elif first == "digit" and second == "final" and worth(at) > 1:
        total += worth(at) * 10 + worth(at + 1)
        at += 2
    elif at == start and first == "digit":
        total += worth(at)
        at += 1
    return (total, at) if at > start else None


def _after_scale(words: list[str], at: int, factor: Decimal) -> tuple[Decimal, int] | None:
    """Read what may close a number after a scale word: ``rưỡi``, ``linh năm``, ``hai`` (two tenths)."""
    if factor == 1 or at >= len(words):
        return None
    part = _part(words[at])
    if part == "half":
        return factor / 2, at + 1
    closes = at + 2 == len(words) or (at + 2 < len(words) and words[at + 2] == "năm")
    if part == "link" and closes and _part(words[at + 1]) in ("digit", "final"):
        return _WORDS[words[at + 1]][0], at + 2
    if part in ("digit", "final") and at + 1 == len(words) and words[at] != "năm":
        return _WORDS[words[at]][0] * factor / 10, at + 1
    return None


def parse_words(words: list[str]) -> tuple[Decimal, int] | None:
    """Read the longest spelled-out number at the head of a list of lower-case syllables.

    Returns:
        tuple[Decimal, int] | None: The exact value and the number of syllables it takes.

    >>> parse_words("hai mươi lăm hộ".split()), parse_words("ba trăm nghìn đồng".split())
    ((Decimal('25'), 3), (Decimal('300000'), 3))
    >>> parse_words("một tỷ rưỡi".split()), parse_words("hai nghìn không trăm linh năm".split())
    ((Decimal('1500000000'), 3), (Decimal('2005'), 6))
    >>> parse_words("một triệu hai".split()), parse_words("hai nghìn lẻ một".split())
    ((Decimal('1200000'), 3), (Decimal('2001'), 4))
    >>> parse_words("hai nghìn ba trăm tỷ".split())
    (Decimal('2300000000000'), 5)
    """
    if len(words) > 1 and words[1] == "rưỡi" and words[0] in _SCALES:
        value, at = _SCALES[words[0]] * 3 / 2, 2
        while at < len(words) and words[at] in _SCALES and not _part(words[at]):
            value, at = value * _SCALES[words[at]], at + 1
        return value, at
    total, at, limit = Decimal(0), 0, None
    thousands = Decimal(0)  # read so far and waiting for a scale word: "hai nghìn" of "hai nghìn ba trăm tỷ"
    while at < len(words):
        head = _below_thousand(words, at)
        if head is None:
            break
        value, after = head
        factor = Decimal(1)
        while after < len(words) and words[after] in _SCALES and _part(words[after]) == "":
            factor *= _SCALES[words[after]]
            after += 1
        if thousands and factor > _THOUSAND and _part(words[after - 2]):
            total += thousands * (factor - 1)
            limit = None
        if limit is not None and factor * value >= limit:
            break
        thousands = value * factor if at == 0 and factor == _THOUSAND else Decimal(0)
        total += value * factor
        at, limit = after, factor
        close = _after_scale(words, after, factor)
        if close is not None:
            return total + close[0], close[1]
        if factor == 1:
            break
    return (total, at) if at else None
