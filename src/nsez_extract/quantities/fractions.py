"""Two whole numbers joined by a slash: a fraction, or so many out of so many."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.context import Left, counted
from nsez_extract.quantities.match import QuantityMatch, build_amount
from nsez_extract.quantities.vocabulary import CURRENCY, SCALE, any_of, words

_FRACTION = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,4})(?![0-9A-Za-zĐ])(?![.,/-][0-9A-ZĐ])")
_OF = re.compile(rf" (?:{any_of('fraction_of')})(?!\w)")
_LEFT = words("fraction_left")
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
    """list[QuantityMatch]: one fraction, two numbers, or nothing."""
    end: int
    """int: where the scan goes on."""


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
    top, bottom, end = int(match[1]), int(match[2]), match.end()
    word = left.word()
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
        or (not dated and top < bottom)
    ):
        return None
    if word == "thứ":
        return Fraction([], end)
    if known and not part and not plain and dated and top > bottom:
        return None
    pair = known and not plain
    pair = pair or (not dated and top > 1 and bottom not in _ROUND and (word not in _LEFT or top > 10))
    if not part and pair:
        middle = match.end(1)
        first = build_amount("NUMBER", text, (at, middle), Decimal(top), rule="out-of", unit=unit)
        second = build_amount("NUMBER", text, (middle + 1, end), Decimal(bottom), rule="out-of", unit=unit)
        return Fraction([first, second], end)
    value = (Decimal(top) / Decimal(bottom)).quantize(_PLACES)
    return Fraction([build_amount("NUMBER", text, (at, end), value, rule="fraction", unit=unit)], end)
