"""What amounts that stand together share (scale, currency, unit), and which of them restates which."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nsez_extract.quantities.amounts import read_side
from nsez_extract.quantities.match import QuantityMatch, canonical
from nsez_extract.quantities.numbers import plain
from nsez_extract.quantities.vocabulary import any_of, words

_LINKED = frozenset(f" {word} " for word in words("linked_amounts"))
_SHARED = frozenset(word if word == "/" else f" {word} " for word in words("shared_unit"))
_AND_VERB = re.compile(r" (?:và|hoặc|hay) [^\W\d_]+ \Z")
_COMMAS = frozenset({", ", "; ", ","})
_RESPECTIVELY = re.compile(r"(?:lần lượt|tương ứng)[^.;\n]{0,40}\Z")
_RESTATED = re.compile(
    rf"(?P<open>,? ?\(| ?[-–] |, | )(?P<cue>(?:{any_of('restated')})[^\W\d_ ]*(?: [^\W\d_]+){{0,2}})?"
    r" ?(?P<sign>[~≈=])? ?"
    rf"(?:(?:{any_of('restated_modifier')}) )*\Z"
)
_LONGEST_LIST = 12
_SMALLEST_PRICE = 10_000  # đồng; a smaller number beside a scaled amount shares its scale: 1.200 và 850 tỷ
_UNIT_RANGE = re.compile(rf" ?[-–—] ?| (?:đến|tới) (?:(?:{any_of('range_modifier')}) )?")
_RATE_RANGE = re.compile(r"(?: ?/ ?[^\W\d_]+(?: [^\W\d_]+)?){1,3}(?: ?[-–—] ?| (?:đến|tới) )")
_FROM = re.compile(r"(?<!\w)[tT]ừ (?:\w+ )?\Z")
_SIGNED_RANGE = re.compile(r" ?[-–—] ?| (?:đến|tới) ")


def share_back(text: str, found: list[QuantityMatch], item: QuantityMatch) -> None:
    """Let the amounts of a list take what they lack from the last one.

    Args:
        text (str): Clean text.
        found (list[QuantityMatch]): The quantities before ``item``; members of the list are replaced.
        item (QuantityMatch): The last of the list.
    """
    if item.kind == "NUMBER" and item.unit is None:
        return
    after = item
    joined = False
    for back in range(1, min(len(found), _LONGEST_LIST) + 1):
        before = found[-back]
        if after.start - before.end > 16 or before.value is None or before.kind not in ("NUMBER", "MONEY"):
            return
        between = text[before.end : after.start]
        if between in _COMMAS:
            if not joined and not (_listed(text, found, back) or _respectively(text, before.start)):
                return
            between = " và "
        joined = True
        new = _shared(text, before, item, between)
        if new is before:
            return
        found[-back] = after = new


def _respectively(text: str, at: int) -> bool:
    """Return whether ``lần lượt`` or ``tương ứng`` announces the list that begins at ``at``."""
    return _RESPECTIVELY.search(text, max(0, at - 60), at) is not None


def _listed(text: str, found: list[QuantityMatch], back: int) -> bool:
    """Return whether two bare numbers parted by a comma stand before the last amount (``3, 5, 6 triệu``)."""
    if len(found) <= back:
        return False
    first, second = found[-back - 1], found[-back]
    bare = all(x.kind == "NUMBER" and x.unit is None and x.rule == "number" for x in (first, second))
    return bare and text[first.end : second.start] == ", "


def _shared(text: str, before: QuantityMatch, item: QuantityMatch, between: str) -> QuantityMatch:
    """Return the quantity before ``item`` with what it shares with it, or itself."""
    if before.kind == "MONEY":
        if before.rule == "money-bare" and item.kind == "NUMBER" and item.unit and between in _LINKED:
            return replace(before, kind="NUMBER", currency=None, unit=item.unit, rule="linked")
        return before
    if before.unit is not None or before.value is None:
        return before
    if between == " (" and item.kind == "MONEY" and item.value == before.value:
        return replace(before, kind="MONEY", currency=item.currency, rule="linked")
    money = item.kind in ("MONEY", "PERCENT") and item.value is not None
    if money and (between in _LINKED or between in (" trên ", " trên tổng số ")):
        return _priced(text, before, item, between)
    if item.kind == "NUMBER" and (between in _SHARED or _AND_VERB.fullmatch(between)):
        code, value, _, _ = canonical(item.unit, Decimal(before.value), None, None)
        return replace(before, unit=item.unit, canonical_unit=code, canonical_value=value)
    return before


def _priced(text: str, before: QuantityMatch, item: QuantityMatch, between: str) -> QuantityMatch:
    """Return a bare number as the MONEY or PERCENT it is beside ``item`` (``3 và 5 tỷ đồng``)."""
    value = Decimal(before.value or "0")
    side = read_side(text, item.start)
    if side is not None and side.factor > 1 and before.rule == "number":
        if value <= side.raw or value < _SMALLEST_PRICE:
            value *= side.factor
        elif between.startswith(" trên"):
            return before
    shared = replace(
        before, kind=item.kind, currency=item.currency, value=plain(value), rule="linked", rate=item.rate
    )
    if item.kind == "PERCENT":
        return replace(shared, canonical_unit=item.canonical_unit, canonical_value=plain(value))
    return shared


def joined_negative(text: str, before: QuantityMatch, item: QuantityMatch) -> QuantityMatch | None:
    """Return the range that a negative amount and the one after it make, or None.

    ``-5 đến -2 độ C``, ``từ âm 3 tới 0 độ``, ``-0,5% - 0,2%``: a sign stands between the numbers, so neither
    is read as the end of the other at first. A unit, currency or percent sign that the first lacks is the
    second's.

    Args:
        text (str): Clean text.
        before (QuantityMatch): The amount before.
        item (QuantityMatch): The amount after.

    Returns:
        QuantityMatch | None: One quantity over both.
    """
    if before.value is None or item.value is None or not before.value.startswith("-"):
        return None
    bare = before.kind == "NUMBER" and before.unit is None
    if item.kind == "DATE" or (before.kind != item.kind and not bare):
        return None
    if not bare and (before.unit, before.currency) != (item.unit, item.currency):
        return None
    if _SIGNED_RANGE.fullmatch(text, before.end, item.start) is None:
        return None
    value, last = Decimal(before.value), Decimal(item.value)
    side = read_side(text, item.end - len(text[item.start : item.end].lstrip("-−+ âmÂM")))
    if bare and item.kind == "MONEY" and side is not None and abs(value) < _SMALLEST_PRICE:
        value *= side.factor
    low, high = sorted((value, last))
    if low == high:
        return None
    code, _, lowest, highest = canonical(item.unit, None, low, high)
    if item.kind == "PERCENT":
        code, lowest, highest = item.canonical_unit, plain(low), plain(high)
    return replace(
        item, start=before.start, value=None, low=plain(low), high=plain(high), modifier=before.modifier,
        rule="signed-range", canonical_unit=code, canonical_value=None, canonical_low=lowest,
        canonical_high=highest,
    )  # fmt: skip


def measured_range(text: str, before: QuantityMatch, item: QuantityMatch) -> QuantityMatch | None:
    """Return the range that two numbers with the same unit make, or None.

    ``từ 5 km đến 10 km``, ``15 m3 - 20 m3``, ``từ 3 năm đến dưới 7 năm``: the first unit lies inside it.
    What is counted rather than measured makes one only after ``từ``. Prices with the same rate make one too
    (``từ 30 triệu đồng/người/năm đến 45 triệu đồng/người/năm``).

    Args:
        text (str): Clean text.
        before (QuantityMatch): The number before.
        item (QuantityMatch): The number after.

    Returns:
        QuantityMatch | None: One quantity over both.
    """
    if before.kind == item.kind == "MONEY" and before.rate is not None:
        return _priced_range(text, before, item)
    if before.kind != "NUMBER" or item.kind != "NUMBER" or before.unit is None or item.unit is None:
        return None
    if not (item.unit + " ").startswith(before.unit + " "):  # năm, năm tù
        return None
    if before.value is None or item.value is None or before.rate is not None:
        return None
    low, high = Decimal(before.value), Decimal(item.value)
    between = text[before.end : item.start].lstrip(" ").removeprefix(before.unit)
    if low >= high or _UNIT_RANGE.fullmatch(between) is None:
        return None
    if before.canonical_unit is None and _FROM.search(text, max(0, before.start - 12), before.start) is None:
        return None
    code, _, lowest, highest = canonical(item.unit, None, low, high)
    return replace(
        item, start=before.start, value=None, low=plain(low), high=plain(high), modifier=before.modifier,
        rule="unit-range", canonical_unit=code, canonical_value=None, canonical_low=lowest,
        canonical_high=highest,
    )  # fmt: skip


def restated(text: str, before: QuantityMatch, item: QuantityMatch) -> int | None:
    """Return where the amount begins that ``item`` says again in another currency or measure, or None.

    ``1 tỷ USD (tương đương 23.000 tỷ đồng)``, ``50 triệu USD, tức gần 1.200 tỷ đồng``, ``3 tạ (300 kg)``.
    """
    if before.kind != item.kind or item.start - before.end > 40:
        return None
    if item.kind != "MONEY" and (item.kind != "NUMBER" or item.canonical_unit is None):
        return None
    start = before.end
    if before.unit and text.startswith(before.unit, start + text.startswith(" ", start)):
        start += len(before.unit) + text.startswith(" ", start)
    match = _RESTATED.fullmatch(text, start, item.start)
    if match is None:
        return None
    if item.kind == "MONEY":
        other = before.currency != item.currency and "(" in match["open"]
    else:
        other = item.kind == "NUMBER" and item.canonical_unit is not None and "(" in match["open"]
        other = other and before.canonical_unit is not None and before.unit != item.unit
    return before.start if match["cue"] or match["sign"] or other else None


def _priced_range(text: str, before: QuantityMatch, item: QuantityMatch) -> QuantityMatch | None:
    """Return the range of two amounts of one currency and rate, the first of which lies inside it."""
    if (before.currency, before.rate) != (item.currency, item.rate) or None in (before.value, item.value):
        return None
    low, high = Decimal(before.value or 0), Decimal(item.value or 0)
    if low >= high or _RATE_RANGE.fullmatch(text, before.end, item.start) is None:
        return None
    return replace(
        item, start=before.start, value=None, low=plain(low), high=plain(high), modifier=before.modifier
    )
