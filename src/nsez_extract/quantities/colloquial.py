"""Amounts as they are spoken and typed: ``3tr5``, ``1tỷ2``, ``1 triệu 250``, ``15k``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.vocabulary import CURRENCY, SCALES

_GLUED = re.compile(r"([0-9]{1,4})([Tt](?:r|R|riệu|ỷ|ỉ))([0-9]{1,3})(?![\w])(?![.,/:-][0-9])")
_METRES = re.compile(r"([0-9]{1,2})m([0-9]{2}|[014-9])(?!\w)(?![.,/:-][0-9])")
_CURRENCY = re.compile(rf" ?({CURRENCY})", re.IGNORECASE)


class Colloquial(NamedTuple):
    """One colloquial amount."""

    end: int
    """int: one past its last code point."""
    value: Decimal
    """Decimal: its value."""


def read_metres(text: str, at: int) -> Colloquial | None:
    """Read a height or length such as ``1m71`` or ``2m5`` at ``at``, in metres.

    ``2m2`` and ``2m3`` are areas and volumes.

    >>> read_metres("1m71", 0), read_metres("2m3", 0)
    (Colloquial(end=4, value=Decimal('1.71')), None)
    """
    match = _METRES.match(text, at)
    return None if match is None else Colloquial(match.end(), Decimal(f"{match[1]}.{match[2]}"))


def read_colloquial(text: str, at: int) -> Colloquial | None:
    """Read ``3tr5`` (3.5 million) or ``1tr250`` (1.25 million) at ``at``.

    The digits after the scale word are its tenths, hundredths or thousandths.

    >>> read_colloquial("3tr5", 0), read_colloquial("1tỷ25 một lô", 0)
    (Colloquial(end=4, value=Decimal('3500000.0')), Colloquial(end=5, value=Decimal('1250000000.00')))
    """
    match = _GLUED.match(text, at)
    if match is None:
        return None
    value = Decimal(f"{match[1]}.{match[3]}") * SCALES[match[2].lower()]
    currency = _CURRENCY.match(text, match.end())
    end = currency.end() if currency and currency[1].lower() in ("đồng", "đ", "vnd", "vnđ") else match.end()
    return Colloquial(end, value)
