"""Quantities written in Vietnamese so that :func:`~nsez_extract.quantities.parse` reads them as they were."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Protocol

from nsez_extract.quantities.calendar_match import edtf
from nsez_extract.quantities.match import QuantityMatch, canonical
from nsez_extract.quantities.numbers import plain
from nsez_extract.quantities.partial_dates import PartialDate
from nsez_extract.quantities.vocabulary import CURRENCY_NAMES, MEASURES, NOUNS

_SCALES = ((Decimal(10**9), "tỷ"), (Decimal(10**6), "triệu"), (Decimal(10**3), "nghìn"))
_PERCENT_SIGNS = {"%": "%", "[ppth]": "‰", "%{point}": " điểm phần trăm"}
_MODIFIERS = {
    "approx": "khoảng", "over": "hơn", "under": "dưới", "at_least": "ít nhất", "at_most": "tối đa",
}  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
_PARTS = {"37~": "đầu", "38~": "giữa", "39~": "cuối", "40": "nửa đầu", "41": "nửa cuối"}
_SEASONS = {"21": "xuân", "22": "hè", "23": "thu", "24": "đông"}
_PRECISION = 60


class QuantityLike(Protocol):
    """What :func:`format_vi` reads of a quantity; a match and a record's quantity both have it."""

    @property
    def kind(self) -> str:
        """str: MONEY, PERCENT, NUMBER or DATE."""

    @property
    def value(self) -> str | None:
        """str | None: exact decimal or ISO 8601 date."""

    @property
    def low(self) -> str | None:
        """str | None: lower end of a range."""

    @property
    def high(self) -> str | None:
        """str | None: upper end of a range."""

    @property
    def currency(self) -> str | None:
        """str | None: ISO 4217 code."""

    @property
    def unit(self) -> str | None:
        """str | None: counted noun or measure."""

    @property
    def modifier(self) -> str | None:
        """str | None: modifier."""

    @property
    def rate(self) -> str | None:
        """str | None: what the amount is counted by."""

    @property
    def canonical_unit(self) -> str | None:
        """str | None: UCUM code."""

    @property
    def edtf(self) -> str | None:
        """str | None: EDTF form of a date."""


def quantity(
    kind: str,
    value: str | None = None,
    *,
    low: str | None = None,
    high: str | None = None,
    currency: str | None = None,
    unit: str | None = None,
    modifier: str | None = None,
    rate: str | None = None,
) -> QuantityMatch:
    """Return a quantity that stands in no text, with the fields that follow from the others filled in.

    Args:
        kind (str): MONEY, PERCENT, NUMBER or DATE.
        value (str | None): Exact decimal, or ISO 8601 date; None for a range.
        low (str | None): Lower end of a range.
        high (str | None): Upper end of a range.
        currency (str | None): ISO 4217 code.
        unit (str | None): Counted noun or measure.
        modifier (str | None): approx, over, under, at_least or at_most.
        rate (str | None): What the amount is counted by.

    Returns:
        QuantityMatch: Standing at 0:0, its rule ``given``.

    Raises:
        ValueError: If a DATE's value is none.

    >>> quantity("NUMBER", "2.5", unit="tạ").canonical_value, quantity("DATE", "--05-18").edtf
    ('250', 'XXXX-05-18')
    """
    numbers = [None if x is None or kind == "DATE" else Decimal(x) for x in (value, low, high)]
    measure = canonical(unit, *numbers)
    if kind == "PERCENT":
        one, lowest, highest = (None if x is None else plain(x) for x in numbers)
        measure = ("%", one, lowest, highest)
    form = "/".join(edtf(read_iso(part)) for part in (value or "").split("/")) if kind == "DATE" else None
    return QuantityMatch(
        kind, 0, 0, value, low, high, currency, unit, modifier, "given", (), rate, *measure, edtf=form
    )


def read_iso(value: str) -> PartialDate:
    """Read the value of a DATE.

    Raises:
        ValueError: If it is none.

    >>> read_iso("2020-Q3"), read_iso("--05-18").day
    (PartialDate(year=2020, month=None, day=None, quarter=3), 18)
    """
    try:
        if value.startswith("---"):
            return PartialDate(day=int(value[3:]))
        year = None if value.startswith("--") else int(value[:4])
        rest = value[2:] if year is None else value[5:]
        if rest.startswith("Q"):
            return PartialDate(year, quarter=int(rest[1:]))
        parts = [int(part) for part in rest.split("-")] if rest else []
        return PartialDate(year, *parts)
    except (ValueError, TypeError):
        raise ValueError(f"{value!r} is no date such as 2020-06-24, 2020-Q3 or --05-18") from None


def _digits(number: Decimal, *, whole: bool) -> str:
    """Return a number with dots between thousands and a decimal comma.

    ``whole`` says that three decimals would be read as thousands, so a zero is added to them.
    """
    integer, _, decimals = plain(number).partition(".")
    grouped = f"{int(integer):,}".replace(",", ".")
    if whole and len(decimals) == 3 and len(integer) <= 3 and integer != "0":
        decimals += "0"
    return f"{grouped},{decimals}" if decimals else grouped


def _scale_for(numbers: list[Decimal]) -> tuple[Decimal, str]:
    """Return the largest scale word in which all numbers are short and exact, or 1 and nothing."""
    for factor, word in _SCALES:
        scaled = [number / factor for number in numbers]
        if any(number < 1 for number in scaled):
            continue
        decimals = [len(plain(number).partition(".")[2]) for number in scaled]
        if all(n <= 2 or (n == 3 and number >= 1000) for n, number in zip(decimals, scaled, strict=True)):
            return factor, word
    return Decimal(1), ""


def _amount(item: QuantityLike) -> str:
    """Return the number or range of an amount with its scale word, without currency and unit."""
    ends = [Decimal(end) for end in (item.low, item.high) if end is not None]
    numbers = ends or [Decimal(item.value or "0")]
    signs = ["âm " if number < 0 else "" for number in numbers]
    if ends and numbers[0] >= numbers[-1]:
        raise ValueError(f"{item.low} to {item.high}: such a range cannot be written")
    numbers = [abs(number) for number in numbers]
    known = item.unit is not None and (item.unit in MEASURES or item.unit.lower() in NOUNS)
    scalable = item.kind == "MONEY" or (item.kind == "NUMBER" and known)
    spanned = bool(ends) and any(signs)  # a scale shared over a sign would be read of the last number alone
    factor, word = _scale_for(numbers) if scalable and not spanned else (Decimal(1), "")
    if item.kind == "NUMBER" and word == "nghìn":
        factor, word = Decimal(1), ""
    if item.kind == "PERCENT" and item.canonical_unit == "[ppth]":
        factor = Decimal("0.1")
    measured = item.kind == "PERCENT" or (item.unit in MEASURES and item.unit not in NOUNS)
    shown = [_digits(number / factor, whole=factor == 1 and not measured) for number in numbers]
    worded = any(signs) or (item.kind == "NUMBER" and item.unit is None)
    text = (" đến " if worded else " - ").join(map("".join, zip(signs, shown, strict=True)))
    return text + (f" {word}" if word else "")


def _dated(date: PartialDate) -> tuple[str, str]:
    """Return the word before a date and the date."""
    if date.quarter is not None:
        return "", f"quý {_ROMAN[date.quarter - 1]}" + (f"/{date.year}" if date.year else "")
    if date.month is None:
        return ("năm", str(date.year)) if date.day is None else ("ngày", str(date.day))
    tail = f"{date.month}" + (f"/{date.year}" if date.year else "")
    return ("tháng", tail) if date.day is None else ("ngày", f"{date.day}/{tail}")


def _date(item: QuantityLike) -> str:
    """Return a date with the word that introduces it."""
    parts = [_dated(read_iso(part)) for part in (item.value or "").split("/")]
    word, text = parts[0]
    if len(parts) == 2:
        word = "giai đoạn" if word == "năm" else word
        return f"{word} {text} - {parts[1][1]}".strip()
    whole = f"{word} {text}".strip()
    form = item.edtf or ""
    tail = form[5:]
    if form.endswith("/.."):
        return f"từ {whole} đến nay"
    if form.endswith("X") and not form.startswith("X"):
        return f"những năm {text}"
    if len(form) > 4 and word == "năm":
        if tail in _PARTS:
            return f"{_PARTS[tail]} năm {text}"
        if tail in _SEASONS:
            return f"mùa {_SEASONS[tail]} năm {text}"
    return f"khoảng {whole}" if form.endswith("~") else whole


def format_vi(item: QuantityLike) -> str:
    """Write a quantity in Vietnamese, with its modifier, so that parsing gives it back.

    Args:
        item (QuantityLike): A match of :func:`~nsez_extract.quantities.parse` or a record's quantity.

    Returns:
        str: ``hơn 61.724,485 tỷ đồng``, ``5 - 7 triệu USD``, ``41,5%``, ``2,5 tạ/ha``, ``quý III/2020`` …

    Raises:
        ValueError: If the value is no number or date, or the range runs backwards or over zero.

    >>> format_vi(quantity("MONEY", "61724485000000", currency="VND", modifier="over"))
    'hơn 61.724,485 tỷ đồng'
    >>> format_vi(quantity("NUMBER", low="68", high="70", unit="tạ", rate="ha"))
    '68 - 70 tạ/ha'
    >>> format_vi(quantity("DATE", "2020-Q3")), format_vi(quantity("PERCENT", "-0.13"))
    ('quý III/2020', 'âm 0,13%')
    """
    if item.kind == "DATE":
        return _date(item)
    with localcontext() as context:
        context.prec = _PRECISION
        text = _amount(item)
    if item.kind == "MONEY":
        text += " " + ("peso" if item.currency is None else CURRENCY_NAMES.get(item.currency, item.currency))
    elif item.kind == "PERCENT":
        text += _PERCENT_SIGNS.get(item.canonical_unit or "%", "%")
    elif item.unit is not None:
        text += f" {item.unit}"
    elif item.low is not None:
        text = f"từ {text}"
    if item.rate is not None:
        text += f"/{item.rate}"
    return f"{_MODIFIERS[item.modifier]} {text}" if item.modifier else text
