"""The result type of the quantity grammar, and how each kind is built: sign, modifier, exact value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from nsez_extract.quantities.dates import Dated
from nsez_extract.quantities.modifiers import modifier_of
from nsez_extract.quantities.numbers import plain
from nsez_extract.quantities.partial_dates import with_year


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """One quantity found in a text.

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
    """

    kind: str
    start: int
    end: int
    value: str | None
    low: str | None
    high: str | None
    currency: str | None
    unit: str | None
    modifier: str | None
    rule: str
    notes: tuple[tuple[str, str], ...] = ()


def _line_start(text: str, at: int) -> bool:
    """Return whether only spaces stand before ``at`` on its line."""
    head = text[max(0, at - 12) : at]
    return not head[head.rfind("\n") + 1 :].strip() and ("\n" in head or at <= 12)


def _signed(text: str, start: int) -> tuple[int, bool]:
    """Return where an amount begins with its sign, and whether the sign is negative."""
    sign = text[start - 1] if start else " "
    if sign in "-−+" and (start == 1 or text[start - 2] in " (\n[") and not _line_start(text, start - 1):
        return start - 1, sign != "+"
    if text[max(0, start - 3) : start].lower() == "âm " and not text[max(0, start - 4) : start - 3].isalpha():
        return start - 3, True
    return start, False


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
        note (str | None): Another possible reading of the digits.

    Returns:
        QuantityMatch: The quantity.
    """
    small = kind == "NUMBER" and high is None and abs(low) <= 20 and low == low.to_integral_value()
    start, negative = _signed(text, span[0])
    end = span[1]
    if negative:
        low, high = -low, None if high is None else -high
    notes = (("ambiguous-number", f"{text[start:end]!r}: {note}"),) if note else ()
    modifier = modifier_of(text, start, end, small=small)
    value, bounds = (plain(low), (None, None)) if high is None else (None, (plain(low), plain(high)))
    return QuantityMatch(kind, start, end, value, bounds[0], bounds[1], currency, unit, modifier, rule, notes)


def build_date(item: Dated, published: datetime.date | None) -> QuantityMatch:
    """Build a DATE, its missing year taken from the article's own date."""
    value = with_year(item.first, published).iso()
    if item.last is not None:
        value += "/" + with_year(item.last, published).iso()
    return QuantityMatch("DATE", item.start, item.end, value, None, None, None, None, None, item.rule)
