"""Quantities in Vietnamese text: money, percents, numbers and dates with exact values.

>>> [(match.kind, match.value) for match in parse("Năm 2020, xã có 263 hộ")]
[('DATE', '2020'), ('NUMBER', '263')]
"""

from __future__ import annotations

from nsez_extract.quantities.formatting import QuantityLike, format_vi, quantity
from nsez_extract.quantities.match import QuantityMatch
from nsez_extract.quantities.relative import RelativeDate, find_relative_dates
from nsez_extract.quantities.scan import find_quantities


def parse(text: str) -> list[QuantityMatch]:
    """Find the quantities of a text on its own, without names or a date of publication.

    Args:
        text (str): Clean text.

    Returns:
        list[QuantityMatch]: In text order, without overlaps.

    >>> parse("5 - 7 tỷ đồng")[0].high
    '7000000000'
    """
    return find_quantities(text)


__all__ = [
    "QuantityLike",
    "QuantityMatch",
    "RelativeDate",
    "find_quantities",
    "find_relative_dates",
    "format_vi",
    "parse",
    "quantity",
]
