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
MAX_DIGITS = 30
"""int: longest digit token read as a number, in characters; longer ones are codes or noise."""


def parse_digits(token: str, *, whole: bool = False) -> tuple[Decimal, str | None] | None:
    """Read a token of digits, dots, commas and grouping spaces.

    Args:
        token (str): ``48.315,275``, ``2,000,000``, ``2 000 000``, ``0.125`` …
        whole (bool): What is counted cannot be split (persons, đồng), so one comma before three
            digits groups thousands.

    Returns:
        tuple[Decimal, str | None] | None: The exact value and a note when another reading is
        possible, or None when the token is no number (``1.1.1.1``).

    >>> parse_digits("48.315,275")
    (Decimal('48315.275'), None)
    >>> parse_digits("0.125"), parse_digits("2.5"), parse_digits("2,000,000")
    ((Decimal('0.125'), None), (Decimal('2.5'), None), (Decimal('2000000'), None))
    >>> parse_digits("1.2.3") is None
    True
    """
    if len(token) > MAX_DIGITS:
        return None
    if _INTEGER.match(token):
        return Decimal(token), None
    if _DOT_GROUPS.match(token):
        return Decimal(token.replace(".", "").replace(",", ".")), None
    if _COMMA_GROUPS.match(token) or _ENGLISH.match(token):
        return Decimal(token.replace(",", "")), None
    if _ONE_COMMA.match(token) and (whole or token.endswith("000")):
        return Decimal(token.replace(",", "")), "the comma is read as grouping thousands"
    if _DECIMAL.match(token):
        note = "the comma is read as the decimal mark" if _ONE_COMMA.match(token) else None
        return Decimal(token.replace(",", ".")), note
    if _SPACED.match(token) and not token.startswith("0"):
        return Decimal(token.replace(" ", "")), None
    return None


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


def _part(word: str) -> str:
    """Return the part a number word plays, or the empty string."""
    return _WORDS[word][1] if word in _WORDS else ""


def _below_thousand(words: list[str], at: int) -> tuple[Decimal, int] | None:
    """Read ``một trăm linh năm``, ``hai mươi lăm``, ``mười hai``, ``bảy`` from ``at`` on."""
    total, start = Decimal(0), at

    def part(index: int) -> str:
        return _part(words[index]) if index < len(words) else ""

    if part(at) in ("digit", "zero") and part(at + 1) == "hundred":
        total += _WORDS[words[at]][0] * 100
        at += 2
        if part(at) in ("link", "zero"):
            if part(at + 1) not in ("digit", "final"):
                return None
            return total + _WORDS[words[at + 1]][0], at + 2
        if part(at) == "half":
            return total + 50, at + 1
    if part(at) == "ten":
        total += 10
        at += 1
        if part(at) in ("digit", "final") and part(at + 1) not in ("tens", "hundred"):
            total += _WORDS[words[at]][0]
            at += 1
    elif part(at) == "digit" and part(at + 1) == "tens":
        total += _WORDS[words[at]][0] * 10
        at += 2
        if (
            part(at) in ("digit", "final")
            and words[at - 1] != "chục"
            and part(at + 1) not in ("tens", "hundred")
        ):
            total += _WORDS[words[at]][0]
            at += 1
    elif at == start and part(at) == "digit":
        total += _WORDS[words[at]][0]
        at += 1
    return (total, at) if at > start else None


def parse_words(words: list[str]) -> tuple[Decimal, int] | None:
    """Read the longest spelled-out number at the head of a list of lower-case syllables.

    Returns:
        tuple[Decimal, int] | None: The exact value and the number of syllables it takes.

    >>> parse_words("hai mươi lăm hộ".split()), parse_words("ba trăm nghìn đồng".split())
    ((Decimal('25'), 3), (Decimal('300000'), 3))
    >>> parse_words("một tỷ rưỡi".split()), parse_words("hai nghìn không trăm linh năm".split())
    ((Decimal('1500000000'), 3), (Decimal('2005'), 6))
    """
    total, at, limit = Decimal(0), 0, None
    while at < len(words):
        head = _below_thousand(words, at)
        if head is None:
            break
        value, after = head
        factor = Decimal(1)
        while after < len(words) and words[after] in _SCALES and _part(words[after]) == "":
            factor *= _SCALES[words[after]]
            after += 1
        if limit is not None and factor * value >= limit:
            break
        if factor > 1 and after < len(words) and words[after] == "rưỡi":
            return total + value * factor + factor / 2, after + 1
        total += value * factor
        at, limit = after, factor
        if factor == 1:
            break
    return (total, at) if at else None
