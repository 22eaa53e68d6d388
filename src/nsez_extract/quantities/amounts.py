"""Amounts: a number with its scale words, and the currency or percent sign after it, or a range of two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.context import counted
from nsez_extract.quantities.numbers import parse_digits
from nsez_extract.quantities.vocabulary import (
    CURRENCIES,
    CURRENCY,
    CURRENCY_BEFORE,
    NEEDS_SCALE,
    NOT_MONEY_DONG,
    SCALE,
    SCALES,
)

NUMBER = r"(?:[0-9]{1,3}(?: [0-9]{3}){1,5}(?![0-9]| [0-9]|[.,][0-9])|[0-9]+(?:[.,][0-9]+)*|[.,][0-9]{1,3})"
"""str: pattern of a token of digits with grouping."""

PERCENT = r"%o(?!\w)|%|‰|(?:điểm )?phần (?:trăm|nghìn|ngàn)(?! giây)(?!\w)|điểm %(?!\w)"
"""str: pattern of a percent, per mille or percentage point sign after a number."""

_SIDE = re.compile(
    rf"(?P<num>{NUMBER})(?P<scale>(?: {{0,2}}{SCALE})*)"
    rf"(?P<more>(?:(?<=[^\W\d_]) [0-9]+(?:,[0-9]+)? {SCALE})+)?"
    r"(?P<tail>(?<=[^\W\d_]) [1-9](?! ?[0-9%/–-]|[\w.,]*\d| (?:tháng|lần|phần)(?!\w))"
    rf"(?= (?:đồng|đ|mỗi|một)(?!\w)|[.,;:)!?\n]|\Z))?"
    rf"(?P<half> rưỡi)?(?: {{0,2}}(?:(?P<pct>{PERCENT})|(?P<cur>{CURRENCY})))?",
    re.IGNORECASE,
)
_MORE = re.compile(rf"([0-9]+(?:,[0-9]+)?) ({SCALE})", re.IGNORECASE)
_SCALE_WORD = re.compile(r"[^\W\d_]+")
_RANGE = re.compile(r" {0,2}[-–—~] {0,2}(?=[0-9$€£])| (?:đến|tới) (?=[0-9])")
_WORDED_RANGE = re.compile(r" (?:đến|tới) (?:dưới|hơn|gần|trên|khoảng) (?=[0-9])")
_NEGATIVE = re.compile(r" +[-–—]")
_PREFIX = re.compile(rf"(?:{CURRENCY_BEFORE}) ?\Z", re.IGNORECASE)
_DONG_TAIL = re.compile(r" ([^\W\d_]+)")


_SPACED_KINDS = frozenset({"length", "area", "weight", "volume", "power"})


class Side(NamedTuple):
    """One number with what belongs to it.

    Attributes:
        start, end: Its span, currency or percent sign included.
        value: The number times its scale.
        raw: The number before the scale.
        factor: The product of the scale words, 1 if there are none.
        currency: ISO 4217 code or None.
        percent: The percent sign that follows, or None.
        token: The digits as written.
        note: Another possible reading, or None.
    """

    start: int
    end: int
    value: Decimal
    raw: Decimal
    factor: Decimal
    currency: str | None
    percent: str | None
    token: str
    note: str | None


def _dong(text: str, match: re.Match[str]) -> bool:
    """Return whether the word ``đồng`` after a number is the currency."""
    tail = _DONG_TAIL.match(text, match.end("cur"))
    if tail is None:
        return True
    if match["cur"][0].isupper() and tail[1][0].isupper() and not tail[1].isupper():
        return False
    word = tail[1].lower()
    if word == "bào":
        return False
    if match["scale"] or len(match["num"]) > 3:
        return True
    return word not in NOT_MONEY_DONG


def percent_of(sign: str) -> tuple[Decimal, str]:
    """Return what a percent sign multiplies by to give percent, and its UCUM unit.

    >>> percent_of("‰"), percent_of("phần trăm"), percent_of("điểm %")
    ((Decimal('0.1'), '[ppth]'), (Decimal('1'), '%'), (Decimal('1'), '%{point}'))
    """
    mille = sign.lower() in ("‰", "%o") or sign.lower().endswith(("nghìn", "ngàn"))
    if mille:
        return Decimal("0.1"), "[ppth]"
    return Decimal(1), "%{point}" if sign.lower().startswith("điểm") else "%"


def read_side(text: str, at: int, *, english: bool = False) -> Side | None:
    """Read one number with its scale words, currency or percent sign.

    ``english`` says that the article groups with commas and writes decimal points.

    >>> side = read_side("3 tỷ 500 triệu đồng", 0)
    >>> str(side.value), side.currency, side.end
    ('3500000000', 'VND', 19)
    """
    match = _SIDE.match(text, at)
    if match is None:
        return None
    token, end = match["num"], match.end()
    factor = Decimal(1)
    for word in _SCALE_WORD.findall(match["scale"]):
        factor *= SCALES[word.lower()]
    currency = match["cur"]
    code: str | None = None
    if currency is not None:
        low = currency.lower()
        code = CURRENCIES[low]
        if (low == "đồng" and not _dong(text, match)) or (low in NEEDS_SCALE and factor == 1):
            code = None
            end = max(match.end("half"), match.end("scale"), match.end("more"), match.end("tail"))
    spaced = " " in token and factor == 1 and code is None and not match["pct"] and not _grouped(token)
    if spaced and counted(text, at + len(token)).kind not in _SPACED_KINDS:
        token = token.split(" ", 1)[0]
        end = at + len(token)
        return _bare(token, at, end)
    parsed = parse_digits(token, whole=code is not None and factor == 1, english=english)
    if parsed is None:
        return None
    raw, note = parsed
    if match["pct"]:
        raw *= percent_of(match["pct"])[0]
    value = raw * factor
    for number, word in _MORE.findall(match["more"] or ""):
        value += Decimal(number.replace(",", ".")) * SCALES[word.lower()]
    if match["half"]:
        if factor == 1:
            return None
        value += factor / 2
    if match["tail"] and factor > 1:
        value += int(match["tail"]) * factor / 10
    return Side(at, end, value, raw, factor, code, match["pct"], token, note)


def _bare(token: str, at: int, end: int) -> Side | None:
    """Return a plain number without anything after it."""
    parsed = parse_digits(token)
    return (
        None
        if parsed is None
        else Side(at, end, parsed[0], parsed[0], Decimal(1), None, None, token, parsed[1])
    )


def _grouped(token: str) -> bool:
    """Return whether digits set apart by spaces are one number even without a currency."""
    return token.count(" ") > 1 or token.endswith(" 000")


def currency_before(text: str, at: int) -> tuple[int, str] | None:
    """Return where a currency symbol or code directly before ``at`` begins, and its code.

    >>> currency_before("lãi US$ 5 triệu", 8)
    (4, 'USD')
    """
    piece = text[max(0, at - 6) : at]
    last = piece.rstrip()[-1:]
    if not last or (last.isalpha() and not last.isupper()) or last.isdigit() or last in ",.;:()-/":
        return None
    match = _PREFIX.search(piece)
    if match is None:
        return None
    start = at - len(piece) + match.start()
    form = match[0].rstrip()
    if form[:1].isalpha() and (form.upper() != form or text[start - 1 : start].isalnum()):
        return None
    return start, CURRENCIES[form.lower()]


class Amount(NamedTuple):
    """A single amount or a range with shared scale and currency."""

    start: int
    """int: first code point."""
    end: int
    """int: one past the last, currency or percent sign included."""
    low: Decimal
    """Decimal: the value, or the lower end of a range."""
    high: Decimal | None
    """Decimal | None: the upper end of a range."""
    currency: str | None
    """str | None: ISO 4217 code, empty when the word names the money of several countries."""
    percent: str | None
    """str | None: the percent sign that follows."""
    factor: Decimal
    """Decimal: the product of the last number's scale words."""
    first: Side
    """Side: the first number."""
    last: Side
    """Side: the last number, the first itself when there is no range."""


def read_amount(text: str, at: int, *, english: bool = False) -> Amount | None:
    """Read the amount at ``at``: one number, or two joined by a dash, ``đến`` or ``tới``.

    The first number of a range takes scale, currency and percent sign from the second. ``english`` is
    the habit of the article, as for :func:`~nsez_extract.quantities.numbers.parse_digits`.

    >>> amount = read_amount("5 - 7 tỷ đồng", 0)
    >>> str(amount.low), str(amount.high), amount.currency
    ('5000000000', '7000000000', 'VND')
    """
    first = read_side(text, at, english=english)
    if first is None:
        return None
    join = _RANGE.match(text, first.end)
    if join is None and text[max(0, at - 3) : at].lower() == "từ ":
        join = _WORDED_RANGE.match(text, first.end)
    second = None
    if join is not None:
        begin = join.end()
        if text[begin] in "$€£":
            begin += 1
        second = read_side(text, begin, english=english)
    if join is not None and _NEGATIVE.fullmatch(join[0]) and not first.token.isdigit():
        second = None
    if second is None or not _fits(first, second):
        return Amount(
            at, first.end, first.value, None, first.currency, first.percent, first.factor, first, first
        )
    low = first.value
    if first.factor == 1 and second.factor > 1 and first.raw < second.raw and first.currency is None:
        low = first.raw * second.factor
    thousands = (
        second.token.endswith(".000") and second.factor == first.factor == 1 and second.currency == "VND"
    )
    if thousands and first.token.isdigit() and first.currency is None and first.raw * 1000 < second.value:
        low = first.raw * 1000
        first = first._replace(note="read as thousands, like the other end of the range")
    if second.percent and not first.percent:
        low = first.raw * percent_of(second.percent)[0]
    if low >= second.value:
        return Amount(
            at, first.end, first.value, None, first.currency, first.percent, first.factor, first, first
        )
    currency = second.currency or first.currency
    percent = first.percent or second.percent
    return Amount(at, second.end, low, second.value, currency, percent, second.factor, first, second)


def _fits(first: Side, second: Side) -> bool:
    """Return whether two numbers can be the ends of one range."""
    if first.percent != second.percent and first.percent:
        return False
    if first.currency and second.currency and first.currency != second.currency:
        return False
    return not (first.currency and not second.currency)
