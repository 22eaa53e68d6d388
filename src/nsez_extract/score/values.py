"""Are the values of an annotated quantity well-formed?

Amounts are exact decimals in base units; dates are ISO 8601, as precise as the text is, with
``--`` for an unknown year, ``-Q3`` for a quarter and ``/`` between the ends of a period.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import get_args

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.schema import Modifier
from nsez_extract.score.gold import GoldQuantity

_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_DATE = re.compile(
    r"(?P<year>\d{4}|-)(?:-(?:Q[1-4]|(?P<month>\d\d)(?:-(?P<day>\d\d))?|-(?P<lone>\d\d)))?", re.ASCII
)
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_MODIFIERS = frozenset(get_args(Modifier))


@cache
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes, those withdrawn since 2010 included.

    Returns:
        frozenset[str]: Three-letter codes.
    """
    return frozenset(code for code, _ in read_tsv("iso4217.tsv", ("code", "name")))


def is_decimal(value: str) -> bool:
    """Tell whether a string is an exact decimal without exponent, grouping or leading zeros.

    Args:
        value (str): Any string.

    Returns:
        bool: True when it is.

    >>> [is_decimal(v) for v in ("61724485000000", "-0.13", "1e3", "1.000.000", "007", "")]
    [True, True, False, False, False, False]
    """
    return _DECIMAL.fullmatch(value) is not None


def is_iso_date(value: str) -> bool:
    """Tell whether a string is a date or period as annotated: real days, periods that go forward.

    Args:
        value (str): Any string.

    Returns:
        bool: True when it is.

    >>> [is_iso_date(v) for v in ("2020-06-24", "2020-Q3", "2016/2020", "--05-18", "--09", "--Q3", "---15")]
    [True, True, True, True, True, True, True]
    >>> [is_iso_date(v) for v in ("2019-02-29", "24/06/2020", "2020/2016", "2020-13", "--", "2020/")]
    [False, False, False, False, False, False]
    """
    parts = value.split("/")
    if not all(map(_is_single_date, parts)) or len(parts) > 2:
        return False
    if len(parts) == 2 and all(part[0] != "-" for part in parts):
        return is_period(parts[0], parts[1])
    return True


def is_plain_date(value: str) -> bool:
    """Tell whether a string is a year, a month of a year or a day, as ISO 8601 writes them.

    Args:
        value (str): Any string.

    Returns:
        bool: True when it is, and such a day exists.

    >>> [is_plain_date(v) for v in ("2015", "2021-08", "2021-08-10")]
    [True, True, True]
    >>> [is_plain_date(v) for v in ("2021-Q3", "--08-10", "2016/2020", "2021-02-29", "10/8/2021", "")]
    [False, False, False, False, False, False]
    """
    return _PLAIN_DATE.fullmatch(value) is not None and _is_single_date(value)


def is_period(since: str, until: str) -> bool:
    """Tell whether two plain dates go forward, as far as both are told.

    Args:
        since (str): Year, month or day.
        until (str): Year, month or day.

    Returns:
        bool: True when the second is not before the first.

    >>> is_period("2011", "2016"), is_period("2021-08", "2021"), is_period("2021-08", "2021-07-31")
    (True, True, False)
    """
    shared = min(len(since), len(until))
    return since[:shared] <= until[:shared]


def _is_single_date(value: str) -> bool:
    """Tell whether a string is one date: its shape, and that such a day exists."""
    match = _DATE.fullmatch(value)
    if match is None or value == "-":
        return False
    if match["year"] == "-":
        if match["lone"]:
            return 1 <= int(match["lone"]) <= 31
        year = 2000  # a leap year: --02-29 exists
    elif match["lone"]:
        return False
    else:
        year = int(match["year"])
    try:
        datetime.date(year, int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def value_problems(quantity: GoldQuantity) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a quantity's values.

    Args:
        quantity (GoldQuantity): Kind, values and attributes; its span is not looked at.

    Yields:
        tuple[str, str]: A problem's code and message.
    """
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None and low is None and high is None:
        yield "no-value", "neither a value nor a range"
    elif value is not None and (low is not None or high is not None):
        yield "value-and-range", "a range has low and high and no value"
    elif value is None and (low is None or high is None):
        yield "half-range", "a range has both low and high"
    if quantity.kind == "DATE":
        yield from _date_problems(quantity)
    else:
        yield from _amount_problems(quantity)
    if quantity.kind == "MONEY":
        if quantity.currency is None:
            yield "no-currency", "MONEY has a currency"
        elif quantity.currency not in currency_codes():
            yield "unknown-currency", f"{quantity.currency!r} is not an ISO 4217 code"
    elif quantity.currency is not None:
        yield "stray-currency", "only MONEY has a currency"
    if quantity.unit is not None:
        if quantity.kind != "NUMBER":
            yield "stray-unit", "only NUMBER has a unit"
        if not quantity.unit.strip() or quantity.unit != quantity.unit.strip():
            yield "bad-unit", f"unit {quantity.unit!r} is empty or padded"
        if not unicodedata.is_normalized("NFC", quantity.unit):
            yield "bad-unit", f"unit {quantity.unit!r} is not in NFC"
    if quantity.modifier is not None and quantity.modifier not in _MODIFIERS:
        yield "unknown-modifier", f"{quantity.modifier!r} is none of {', '.join(get_args(Modifier))}"


def _date_problems(quantity: GoldQuantity) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a DATE's value."""
    if quantity.low is not None or quantity.high is not None:
        yield "date-range", "a period is written in the value (2016/2020), not as low and high"
    if quantity.value is not None and not is_iso_date(quantity.value):
        yield (
            "not-iso-date",
            f"value {quantity.value!r} is no date like 2020-06-24, 2020-Q3, 2016/2020, --05-18",
        )


def _amount_problems(quantity: GoldQuantity) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the decimals of an amount."""
    ends: list[Decimal] = []
    for name in ("value", "low", "high"):
        text = getattr(quantity, name)
        if text is None:
            continue
        if is_decimal(text):
            ends.append(Decimal(text))
        else:
            yield "not-decimal", f"{name} {text!r} is not an exact decimal without exponent or grouping"
    if quantity.value is None and len(ends) == 2 and ends[0] > ends[1]:
        yield "range-order", f"low {quantity.low} is above high {quantity.high}"
