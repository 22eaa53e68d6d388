"""What a spelled-out number is: money, percent, a measured or counted number, or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from nsez_extract.quantities.amounts import PERCENT, percent_of
from nsez_extract.quantities.context import counted, left_of
from nsez_extract.quantities.fractions import ratio
from nsez_extract.quantities.match import QuantityMatch, build_amount
from nsez_extract.quantities.traps import bare_money
from nsez_extract.quantities.vocabulary import CURRENCIES, CURRENCY, NEEDS_SCALE, SCALES, any_of, words
from nsez_extract.quantities.words import Spelled, read_neighbours, read_part, read_words

HALF_AFTER = re.compile(rf" ({any_of('half_units')}) rưỡi(?!\w)")
"""re.Pattern[str]: a measure followed by ``rưỡi`` (and a half)."""

_RATIO_LEFT = words("ratio_left")
_WEAK_MEASURES = words("weak_measures")
_JOIN = re.compile(r" ?[-–] ?| (?:đến|tới) ")
_INDEFINITE = re.compile(
    rf"[Mm]ột (?:ngày|năm|tháng|tuần|đêm|giờ|phút|giây) (?:{any_of('indefinite_after')})(?!\w)"
    r"|[Mm]ột năm (?:19|20)[0-9]{2}(?![0-9.,])"
)
_MONEY_TAIL = re.compile(rf" (?:(?P<pct>{PERCENT})|(?P<cur>{CURRENCY}))", re.IGNORECASE)
_EACH_BEFORE = re.compile(r"(?:đồng|USD|triệu|nghìn|ngàn|tỷ|tỉ) mỗi [^\W\d_]+(?: [^\W\d_]+)? \Z")
_SAYING = re.compile(rf"(?<!\w)(?:{any_of('sayings')})(?!\w)", re.IGNORECASE)
_SOUND = re.compile(rf"[^\W\d_]+ tiếng (?:{any_of('sounds')})(?!\w)", re.IGNORECASE)
_CLOCK = re.compile(rf"\w+ giờ (?:rưỡi )?(?:{any_of('hour_of_day')})(?!\w)")
_CLOSED = re.compile(r"(?=[.,;:)/!?\n]|\Z)")


def _pair(text: str, first: Spelled) -> tuple[Spelled, Decimal, Decimal | None]:
    """Return the number with its partner in a range, and both values (the second may be None)."""
    join = _JOIN.match(text, first.end)
    second = read_words(text, join.end()) if join else None
    if second is None or second.value <= first.value:
        return first, first.value, None
    low = first.value
    if not first.scale and second.scale and second.value / SCALES[second.scale] > low:
        low *= SCALES[second.scale]
    whole = Spelled(second.end, low, min(second.syllables, 2), second.scale)
    return whole, low, second.value


def read_spelled(text: str, at: int) -> tuple[QuantityMatch | None, int]:
    """Read the spelled-out number at ``at``.

    Returns:
        tuple[QuantityMatch | None, int]: The quantity, if it is one, and where the scan goes on.

    >>> read_spelled("hai mươi triệu đồng", 0)[0].value, read_spelled("hai bên", 0)[0] is None
    ('20000000', True)
    """
    saying = _SAYING.search(text, max(0, at - 16), at + 24)
    if saying is not None and saying.start() <= at < saying.end():
        return None, saying.end()
    spelled = read_words(text, at)
    neighbours = read_neighbours(text, at)
    if spelled is None and neighbours is None:
        return None, at
    part = read_part(text, spelled) if spelled is not None else None
    if part is not None:
        of = counted(text, part[2])
        value = ratio(part[0], part[1])
        span = (at, part[2])
        return build_amount("NUMBER", text, span, value, rule="fraction-words", unit=of.unit), span[1]
    low: Decimal
    high: Decimal | None
    if neighbours is not None:
        (low, spelled), high = neighbours, neighbours[1].value
    elif spelled is not None:
        spelled, low, high = _pair(text, spelled)
    else:
        return None, at
    end = spelled.end
    bare = spelled.syllables == 1 and not spelled.scale
    tail = _MONEY_TAIL.match(text, end)
    if tail and tail["pct"]:
        factor, code = percent_of(tail["pct"])
        low, high = low * factor, None if high is None else high * factor
        span = (at, tail.end())
        percent = build_amount("PERCENT", text, span, low, high, rule="percent-words", percent_unit=code)
        return percent, span[1]
    if tail and not (bare and not _CLOSED.match(text, tail.end())):
        form = tail["cur"].lower()
        if spelled.scale or form not in NEEDS_SCALE:
            span, currency = (at, tail.end()), CURRENCIES[form] or None
            money = build_amount("MONEY", text, span, low, high, rule="money-words", currency=currency)
            return money, span[1]
    half = HALF_AFTER.match(text, end)
    if half and high is None:
        span, value = (at, half.end()), low + Decimal("0.5")
        return build_amount("NUMBER", text, span, value, rule="number-half", unit=half[1]), span[1]
    after = counted(text, end)
    large = spelled.scale in ("triệu", "tỷ", "tỉ")
    if large and bare_money(text, at, end, spelled.scale, after, near=False):
        return build_amount("MONEY", text, (at, end), low, high, rule="money-words", currency="VND"), end
    bare = bare or (neighbours is not None and not spelled.scale)
    if bare and low < 10 and not _measured(text, at, after.unit, after.kind):
        return None, at
    number = build_amount("NUMBER", text, (at, end), low, high, rule="number-words", unit=after.unit)
    return number, max(end, after.end if after.known else 0)


def _measured(text: str, at: int, unit: str | None, kind: str) -> bool:
    """Return whether a spelled number below ten measures something."""
    if unit is None or not kind or unit.lower() in _WEAK_MEASURES:
        return False
    if _CLOCK.match(text, at) or _SOUND.match(text, at):
        return False
    if unit.lower() == "lần":
        return left_of(text, at).word() in _RATIO_LEFT
    return not (_INDEFINITE.match(text, at) or _EACH_BEFORE.search(text, max(0, at - 28), at))
