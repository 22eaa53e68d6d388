"""Numbers joined by a slash or a multiplication sign: a fraction, so many out of so many, a size."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.amounts import Side, read_side
from nsez_extract.quantities.context import Counted, Left, counted
from nsez_extract.quantities.match import QuantityMatch, build_amount
from nsez_extract.quantities.numbers import parse_digits
from nsez_extract.quantities.traps import bare_money
from nsez_extract.quantities.vocabulary import CURRENCY, SCALE, any_of, words

_FRACTION = re.compile(
    r"([1-9][0-9]{0,3})/([1-9][0-9]{0,2}\.000|[1-9][0-9]{0,4})(?![0-9A-Za-zĐ])(?![.,/-][0-9A-ZĐ])"
)
_TOKEN = r"[0-9]{1,9}(?:[.,][0-9]{1,3}){0,3}"
_JOINED = re.compile(
    rf"{_TOKEN}(?:(?: ?/ ?{_TOKEN}){{1,3}}|(?: ?[x×X] ?{_TOKEN}){{1,3}})(?![0-9]|[.,/][0-9])"
)
_PART = re.compile(_TOKEN)
_OF = re.compile(rf" (?:{any_of('fraction_of')})(?!\w)")
_LEFT = words("fraction_left")
_NOT_YET = ("chưa đến", "chưa tới")
_DATE_LEFT = words("day_words") | {"tháng", "năm", "số", "từ", "định", "quyết"}
_SCALE_LEFT = words("plan_scale_left")
_DATE_TAIL = re.compile(rf" (?:{any_of('date_tail')})(?!\w)")
_SCALED = re.compile(rf" ?(?:%|{SCALE}|{CURRENCY})", re.IGNORECASE)
_PLAIN = {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10)}
_ROUND = {100, 1000, 10000}
_PLACES = Decimal("1e-10")


class Fraction(NamedTuple):
    """What was read: the quantities (none for a skipped pair such as ``24/7``) and where it ends."""

    found: list[QuantityMatch]
    """list[QuantityMatch]: one fraction, two or more numbers, or nothing."""
    end: int
    """int: where the scan goes on."""


def ratio(top: Decimal, bottom: Decimal) -> Decimal:
    """Return a fraction rounded to ten decimals.

    >>> ratio(Decimal(2), Decimal(3))
    Decimal('0.6666666667')
    """
    return (top / bottom).quantize(_PLACES)


def read_fraction(text: str, at: int, left: Left) -> Fraction | None:
    """Read ``1/3 dân số`` as one number, ``46/49 đại biểu`` as two; None when it is a date or nothing.

    >>> [q.value for q in read_fraction("được 1/3 dân số", 5, Left(["được"], " ")).found]
    ['0.3333333333']
    >>> [q.value for q in read_fraction("có 46/49 đại biểu", 3, Left(["có"], " ")).found]
    ['46', '49']
    """
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    top, bottom, end = int(match[1]), int(match[2].replace(".", "")), match.end()
    word = left.word()
    if left.phrase(2) in _NOT_YET and left.word(3) in _LEFT:
        word = left.word(3)
    if "." in match[2] and word not in _SCALE_LEFT:
        return None
    if top == 24 and bottom in (7, 24) and word not in _DATE_LEFT:
        return Fraction([], end)
    if word in _DATE_LEFT or (
        word not in _SCALE_LEFT and 1900 <= bottom <= 2100 and (top <= 12 or top >= 1900)
    ):
        return None
    if _DATE_TAIL.match(text, end) or _SCALED.match(text, end):
        return None
    after = counted(text, end)
    unit = after.unit if after.known else None
    known = after.known and after.kind in ("", "other")
    dated = top <= 31 and bottom <= 12
    part = top < bottom and bool(_OF.match(text, end))
    plain = (top, bottom) in _PLAIN
    if not (
        part
        or known
        or (plain and after.unit is not None)
        or (word in _LEFT and top < bottom)
        or (word in _SCALE_LEFT and top == 1)
        or (not dated and top <= bottom)
    ):
        return None
    if word == "thứ":
        return Fraction([], end)
    if known and not part and not plain and dated and top > bottom:
        return None
    if word in _SCALE_LEFT and top == 1:  # tỷ lệ 1/2000 phường A: the scale of a plan
        known, unit = False, None
    pair = known and not plain
    pair = pair or (not dated and top > 1 and bottom not in _ROUND and (word not in _LEFT or top > 10))
    if not part and pair:
        unit = unit or (after.unit if not after.code else None)
        middle = match.end(1)
        first = build_amount("NUMBER", text, (at, middle), Decimal(top), rule="out-of", unit=unit)
        second = build_amount("NUMBER", text, (middle + 1, end), Decimal(bottom), rule="out-of", unit=unit)
        return Fraction([first, second], end)
    if unit is None and word not in _SCALE_LEFT and not after.code:
        unit = after.unit
    value = ratio(Decimal(top), Decimal(bottom))
    return Fraction([build_amount("NUMBER", text, (at, end), value, rule="fraction", unit=unit)], end)


def read_joined(text: str, at: int, left: Left) -> Fraction | None:
    """Read numbers that share what follows: ``118,6/301 ha``, ``16/32 GB``, ``12/40 tỷ đồng``, ``3,5x4 m``.

    >>> [(q.value, q.unit) for q in read_joined("trả 118,6/301 ha", 4, Left(["trả"], " ")).found]
    [('118.6', 'ha'), ('301', 'ha')]
    >>> [(q.value, q.unit) for q in read_joined("khổ 3,5x4 m", 4, Left(["khổ"], " ")).found]
    [('3.5', 'm'), ('4', 'm')]
    """
    match = _JOINED.match(text, at)
    if match is None or left.word() in _DATE_LEFT or "-" in text[max(0, at - 1) : at]:
        return None
    spans = [part.span() for part in _PART.finditer(text, at, match.end())]
    slashed = "/" in match[0]
    last = read_side(text, spans[-1][0])
    values = [parse_digits(text[a:b]) for a, b in spans]
    if last is None or any(value is None for value in values):
        return None
    numbers = [value[0] for value in values if value is not None]
    if last.currency or last.percent or last.factor > 1:
        return _priced_pair(text, spans, numbers, last) if slashed and not last.percent else None
    after = counted(text, match.end())
    if not _sized(text, spans, numbers, after, slashed=slashed):
        return None
    unit = after.unit
    rule = "out-of" if slashed else "size"
    several = not slashed and after.kind == "power"  # 2x600 MW: two units of 600 MW each
    found = [
        build_amount(
            "NUMBER", text, span, number, rule=rule, unit=None if several and span != spans[-1] else unit
        )
        for span, number in zip(spans, numbers, strict=True)
    ]
    return Fraction(found, after.end if after.known else match.end())


def _sized(
    text: str, spans: list[tuple[int, int]], numbers: list[Decimal], after: Counted, *, slashed: bool
) -> bool:
    """Return whether numbers joined by slashes or multiplication signs are quantities."""
    written = [text[a:b] for a, b in spans]
    if not slashed:
        return after.kind in ("length", "area", "data", "power") or all(len(token) > 2 for token in written)
    glued = after.end > spans[-1][1] and after.kind != "" and not text[spans[-1][1]].isspace()
    grouped = any(not token.isdigit() or len(token) > 4 for token in written)
    if numbers[0] == 1 and "." in written[-1]:
        return False
    if len(numbers) > 2:
        return glued and not grouped
    if 1900 <= numbers[-1] <= 2100 and after.unit is None:
        return False
    if glued:
        return after.kind not in ("time",)
    return grouped and numbers[0] <= numbers[-1] and after.unit is not None


def _priced_pair(
    text: str, spans: list[tuple[int, int]], numbers: list[Decimal], last: Side
) -> Fraction | None:
    """Read ``12/40 tỷ đồng``, ``210/365 triệu``: two amounts that share scale and currency."""
    if len(spans) != 2 or numbers[0] > last.raw:
        return None
    currency = last.currency
    if currency is None:
        word = text[spans[1][1] : last.end].strip().lower().rsplit(" ", 1)[-1]
        if not bare_money(text, spans[0][0], last.end, word, counted(text, last.end), near=False):
            return None
        currency = "VND"
    found = []
    for (start, end), number in ((spans[0], numbers[0]), ((last.start, last.end), last.raw)):
        found.append(
            build_amount(
                "MONEY",
                text,
                (start, end),
                number * last.factor,
                rule="out-of",
                currency=currency or None,
            )
        )
    return Fraction(found, last.end)
