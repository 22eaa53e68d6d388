"""What an amount is counted by, outside its span: ``/kg``, ``/người/năm``, ``một tháng``, ``mỗi hộ``."""

from __future__ import annotations

import re

from nsez_extract.quantities.context import counted
from nsez_extract.quantities.vocabulary import any_of

_SLASH = re.compile(r" ?/ ?(?=[^\W\d_])")
_EACH = re.compile(r" (?:mỗi|một) ")
_PERIOD = re.compile(r" (?:hàng|hằng) (ngày|tuần|tháng|quý|năm)(?!\w)")
_NOT_EACH = re.compile(rf"(?:{any_of('not_each')})(?!\w)")
_MAX_PARTS = 3
RATE_HEADS = ("/", " /", " mỗi ", " một ", " hàng ", " hằng ")
"""tuple[str, ...]: what a rate begins with."""


def read_rate(text: str, at: int, *, worded: bool) -> tuple[str, int] | None:
    """Read what the amount that ends at ``at`` is counted by.

    Args:
        text (str): Clean text.
        at (int): One past the amount's last code point.
        worded (bool): Whether ``mỗi hộ``, ``một tháng`` count as well as ``/hộ`` (they do after money).

    Returns:
        tuple[str, int] | None: The units as written, joined by ``/``, and where they end.

    >>> read_rate("4.500 đồng/kg", 10, worded=True), read_rate("5 triệu đồng/người/năm", 12, worded=True)
    (('kg', 13), ('người/năm', 22))
    >>> read_rate("2 triệu đồng một tháng", 12, worded=True), read_rate("9 tỷ đồng một cách", 9, worded=True)
    (('tháng', 22), None)
    """
    parts: list[str] = []
    end = at
    while len(parts) < _MAX_PARTS:
        match = _SLASH.match(text, end) or (_EACH.match(text, end) if worded else None)
        if match is None:
            period = _PERIOD.match(text, end) if worded else None
            if period is not None:
                parts.append(period[1])
                end = period.end()
            break
        spaced = match[0].strip() != "/"
        if spaced and _NOT_EACH.match(text, match.end()):
            break
        after = counted(text, match.end() - 1 if spaced else match.end(), denominator=True)
        if after.unit is None or (spaced and not after.known):
            break
        parts.append(after.unit)
        end = after.end
    return ("/".join(parts), end) if parts else None
