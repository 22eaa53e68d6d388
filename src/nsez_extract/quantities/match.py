"""The result type of the quantity grammar, and how an amount is built: sign, modifier, exact value, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from nsez_extract.quantities.modifiers import modifier_of
from nsez_extract.quantities.numbers import plain
from nsez_extract.quantities.vocabulary import UCUM


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """One quantity found in a text.

    Two matches are equal when they mean the same: where they stand, which rule found them, what was
    warned about and what follows from the article around them do not count.

    Attributes:
        kind: MONEY, PERCENT, NUMBER or DATE.
        start: First code point in the text given.
        end: One past the last.
        value: Exact decimal without exponent or grouping, ISO 8601 for a DATE, None for a range.
        low: Lower end of a range.
        high: Upper end of a range.
        currency: ISO 4217 code of MONEY.
        unit: Counted noun or measure as written, of a NUMBER.
        modifier: approx, over, under, at_least, at_most or None.
        rule: Name of the grammar rule that fired.
        notes: Warnings, each a code and a message.
        rate: What the amount is counted by, as written (``kg`` in ``4.500 đồng/kg``, ``người/năm``), or None.
        canonical_unit: UCUM code of a measure or percent sign (``har``, ``%``, ``[ppth]`` for per mille,
            ``%{point}`` for percentage points), or None.
        canonical_value: The value in that unit, or None.
        canonical_low: The lower end of a range in that unit, or None.
        canonical_high: The upper end of a range in that unit, or None.
        edtf: A DATE in the Extended Date/Time Format (ISO 8601-2), ``XXXX-05-18`` where the year is open.
        resolved: ISO 8601 date or period by the article's own date, where the value alone leaves it open
            (``9 tháng đầu năm`` -> ``2020-01/2020-09``), or None.
        equivalent_of: Where the amount begins that this one restates (``1 tỷ USD (23.000 tỷ đồng)``).
    """

    kind: str
    start: int = field(compare=False)
    end: int = field(compare=False)
    value: str | None
    low: str | None
    high: str | None
    currency: str | None
    unit: str | None
    modifier: str | None
    rule: str = field(compare=False)
    notes: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    rate: str | None = None
    canonical_unit: str | None = None
    canonical_value: str | None = None
    canonical_low: str | None = None
    canonical_high: str | None = None
    edtf: str | None = None
    resolved: str | None = field(default=None, compare=False)
    equivalent_of: int | None = field(default=None, compare=False)


_WORDED_JOIN = re.compile(r" (?:đến|tới) ")


def _line_start(text: str, at: int) -> bool:
    """Return whether only spaces stand before ``at`` on its line."""
    head = text[max(0, at - 12) : at]
    return not head[head.rfind("\n") + 1 :].strip() and ("\n" in head or at <= 12)


def _signed(text: str, start: int) -> tuple[int, bool]:
    """Return where an amount begins with its sign, and whether the sign is negative."""
    sign = text[start - 1] if start else " "
    alone = sign in "-−+" and (start == 1 or text[start - 2] in " (\n[;")
    if alone and ((start == 1 and "\n" not in text) or not _line_start(text, start - 1)):
        return start - 1, sign != "+"
    if text[max(0, start - 3) : start].lower() == "âm " and not text[max(0, start - 4) : start - 3].isalpha():
        return start - 3, True
    return start, False


def _negative(low: Decimal, high: Decimal | None, *, worded: bool) -> tuple[Decimal, Decimal | None]:
    """Return an amount or range after a minus sign, which governs both ends over a dash, else the first."""
    if high is None:
        return -low, None
    return (-low, high) if worded else (-high, -low)


def canonical(
    unit: str | None, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return the UCUM code of a measure and the value, low and high in it; four None for other units.

    >>> canonical("tạ", Decimal("2.5"), None, None)
    ('kg', '250', None, None)
    """
    known = None if unit is None else UCUM.get(unit) or UCUM.get(unit.lower())
    if known is None:
        return None, None, None, None
    code, factor = known

    def times(number: Decimal | None) -> str | None:
        return None if number is None else plain(number * factor)

    return code, times(value), times(low), times(high)


def build_amount(
    kind: str,
    text: str,
    span: tuple[int, int],
    low: Decimal,
    high: Decimal | None = None,
    *,
    rule: str,
    currency: str | None = None,
    unit: str | None = None,
    rate: str | None = None,
    percent_unit: str | None = None,
    note: str | None = None,
) -> QuantityMatch:
    """Build a MONEY, PERCENT or NUMBER with its sign and modifier.

    Args:
        kind (str): MONEY, PERCENT or NUMBER.
        text (str): Clean text.
        span (tuple[int, int]): Where it stands, without its sign.
        low (Decimal): Its value, or the lower end of a range.
        high (Decimal | None): The upper end of a range.
        rule (str): Name of the grammar rule.
        currency (str | None): ISO 4217 code.
        unit (str | None): Counted noun or measure.
        rate (str | None): What it is counted by.
        percent_unit (str | None): UCUM code of a PERCENT.
        note (str | None): Another possible reading of the digits.

    Returns:
        QuantityMatch: The quantity.
    """
    small = kind == "NUMBER" and high is None and abs(low) <= 20 and low == low.to_integral_value()
    start, negative = _signed(text, span[0])
    end = span[1]
    if negative:
        low, high = _negative(low, high, worded=_WORDED_JOIN.search(text, start, end) is not None)
    notes = (("ambiguous-number", f"{text[start:end]!r}: {note}"),) if note else ()
    modifier = modifier_of(text, start, end, small=small)
    one = low if high is None else None
    ends = (None, None) if high is None else (low, high)
    value, lowest, highest = (None if x is None else plain(x) for x in (one, *ends))
    measure: tuple[str | None, str | None, str | None, str | None]
    if percent_unit is not None:
        scale = Decimal(10 if percent_unit.startswith("[") else 1)
        marks = [None if x is None else plain(x * scale) for x in (one, *ends)]
        measure = (percent_unit, marks[0], marks[1], marks[2])
    else:
        measure = canonical(unit, one, ends[0], ends[1])
    return QuantityMatch(
        kind, start, end, value, lowest, highest, currency, unit, modifier, rule, notes, rate, *measure
    )
