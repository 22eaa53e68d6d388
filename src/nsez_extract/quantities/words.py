"""Numbers written in words, and how far they reach in the text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.context import counted
from nsez_extract.quantities.numbers import parse_words
from nsez_extract.quantities.vocabulary import MEASURES, SCALES, any_of, trie, words

_DIGITS = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_NEXT = (
    f"{_DIGITS}|mốt|tư|lăm|nhăm|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ|rưỡi|không"
    rf"|(?:phẩy|chấm)(?= (?:{_DIGITS}|không|mười)(?!\w))"
)
_HEAD = "[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Bb]ẩy|[Tt]ám|[Cc]hín"
_HALVES = "triệu|tỷ|tỉ|vạn"
_HALF_MEASURES = any_of("halved")
_MEASURED = trie([form for form in MEASURES if form.isalpha() or " " in form])
_THEN = (
    rf"(?= (?:{_NEXT}|phần|đồng|đô|đến|tới|{_MEASURED})(?!\w)"
    rf"| ?[-–] ?(?:{_NEXT})(?!\w))"
)
_AND_HALF = r" (?=rưỡi(?!\w))"
FIRST_LETTERS = "BbCcHhKkMmNnSsTt"
"""str: the letters a candidate may begin with."""

WORDS = (
    rf"(?:(?<=[Mm])(?:ột{_THEN}|ười(?!\w))|(?<=[Hh])(?:ai{_THEN}|ăm (?=(?:mốt|{_DIGITS}|tư|lăm|nhăm)(?!\w)))"
    rf"|(?<=[Bb])(?:a|ốn|ảy|ẩy){_THEN}|(?<=[Ss])áu{_THEN}|(?<=[Cc])hín{_THEN}"
    rf"|(?<=[Tt])(?:ám{_THEN}|(?:răm|riệu|ỷ|ỉ){_AND_HALF})|(?<=[Kk])hông(?= phẩy (?:{_DIGITS}|không))"
    rf"|(?<=[Nn])(?:ăm{_THEN}|(?:ghìn|gàn){_AND_HALF}|ửa (?=(?:{_HALVES}|{_HALF_MEASURES})(?!\w))))"
)
"""str: pattern of the rest of a candidate's first word, after its first letter."""

_RUN = re.compile(
    rf"(?:{_HEAD}|mười|hăm|không|trăm|nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:{_NEXT})(?!\w)){{0,14}}", re.IGNORECASE
)
_NEIGHBOURS = re.compile(
    rf"(?P<low>{_DIGITS}) (?P<high>{_DIGITS})"
    r"(?P<scale>(?: (?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w)){0,3})"
    r"(?! (?:mươi|trăm|chục|linh|lẻ|tháng|phần|giờ)(?!\w))(?!\w)",
    re.IGNORECASE,
)
_POINT = re.compile(r" (?:phẩy|chấm) ")
_HALF = re.compile(rf"[Nn]ửa ({_HALVES})(?! (?:lệ|số|phú|phu)(?!\w))")
_HALF_OF = re.compile(rf"[Nn]ửa(?= (?:{_HALF_MEASURES})(?!\w)(?! (?:{any_of('half_of_period')})(?!\w)))")
_TRAP_LEFT = words("trap_left")
_NO_TRAPS = ("trong vòng", "ít nhất", "nhiều nhất")
_WEAK_TRAPS = words("weak_traps")
_LASTING = words("surely_long") | {"sau", "khoảng", "hơn", "gần", "chỉ", "đủ"}
_CALENDAR_DAY = re.compile(r" ngày (?:[0-9]|càng|một)")
_YEAR_LEFT = words("year_left")
_NOT_SCALE = re.compile(r" (?:lệ|số|phú|trọng|giá(?! trị)|suất|mỉ|chứng|tập)(?!\w)")
_NOT_FOUR = re.compile(rf" (?:{any_of('not_a_part')})(?!\w)")
_PART = re.compile(
    r" phần (?P<of>hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
    rf"(?! (?:{any_of('not_a_part')})(?!\w)| [0-9])"
)


class Spelled(NamedTuple):
    """A spelled-out number: its end, value, number of syllables and last scale word (or empty)."""

    end: int
    value: Decimal
    syllables: int
    scale: str


def _decimals(text: str, at: int) -> tuple[Decimal, int] | None:
    """Read the digits after ``phẩy``: one by one (``không năm``) or as one number (``hai mươi lăm``)."""
    run = _RUN.match(text, at)
    if run is None:
        return None
    parts = run[0].lower().split(" ")
    digits, used = "", 0
    for word in parts:
        single = parse_words([word]) if word != "không" else (Decimal(0), 1)
        if single is None or single[0] > 9:
            break
        digits += str(single[0])
        used += 1
    whole = parse_words(parts)
    if whole is not None and whole[1] > used and whole[0] < 1000:
        digits, used = str(whole[0]), whole[1]
    if not digits:
        return None
    if used > 1 and parts[used - 1] == "năm":
        digits, used = digits[:-1], used - 1
    return Decimal(f"0.{digits}"), at + len(" ".join(parts[:used]))


def _trapped(text: str, at: int, end: int, parts: list[str]) -> bool:
    """Return whether what stands before or in the words shows them to be no number."""
    before = text[max(0, at - 12) : at]
    before = before[before.rfind("\n") + 1 :].rstrip(" ")
    left = before[before.rfind(" ") + 1 :].lower()
    scaled = len(parts) > 1 and (parts[1] == "mươi" or parts[1] in SCALES)
    if left in _TRAP_LEFT and not (scaled and left in _WEAK_TRAPS) and not before.lower().endswith(_NO_TRAPS):
        return True
    if text[at].isupper():
        if left and left[-1] not in '.!?:"“”…)-–;':
            return True
        if len(parts) == 1 and text[end + 1 : end + 2].isupper():
            return True
    written = text[at + 1 : end]
    if written != written.lower() and not text[at:end].isupper():
        return True
    if parts[0] == "năm" and not scaled and (left in _YEAR_LEFT or left[-1:].isdigit()):
        return True
    if len(parts) > 1 or parts[0] != "năm":
        return False
    if text.startswith(" ngày", end) and left in _LASTING and not _CALENDAR_DAY.match(text, end):
        return False
    return text.startswith((" tháng", " ngày", " qua"), end)


def read_words(text: str, at: int) -> Spelled | None:
    """Read the spelled-out number at ``at``; None when the words are part of something else.

    >>> spelled = read_words("hai mươi lăm hộ", 0)
    >>> str(spelled.value), spelled.end
    ('25', 12)
    >>> str(read_words("ba phẩy bảy lăm", 0).value), str(read_words("nửa triệu", 0).value)
    ('3.75', '500000')
    >>> read_words("thứ năm tuần trước", 4) is None
    True
    """
    half = _HALF.match(text, at)
    if half:
        return Spelled(half.end(), SCALES[half[1]] / 2, 2, half[1])
    half = _HALF_OF.match(text, at)
    if half:
        return Spelled(half.end(), Decimal("0.5"), 1, "")
    run = _RUN.match(text, at)
    if run is None or text.startswith(" mấy", run.end()):
        return None
    point = _POINT.search(text, at, run.end())
    end = point.start() if point else run.end()
    parts = text[at:end].lower().split(" ")
    if _trapped(text, at, end, parts):
        return None
    if point:
        whole = parse_words(parts) if parts != ["không"] else (Decimal(0), 1)
        decimals = _decimals(text, point.end())
        if whole is None or decimals is None or whole[1] < len(parts):
            return None
        return Spelled(decimals[1], whole[0] + decimals[0], 2, "")
    if parts[-1] == "tư" and len(parts) > 1 and _NOT_FOUR.match(text, end):
        parts = parts[:-1]
    if _NOT_SCALE.match(text, end) and parts[-1] in ("tỷ", "tỉ", "triệu"):
        parts = parts[:-1]
    while len(parts) > 1 and parts[-1] == "năm" and parts[-2] not in ("linh", "lẻ"):
        parts = parts[:-1]
    if len(parts) > 2 and parts[-2:] == ["năm", "rưỡi"]:
        parts = parts[:-2]
    tenths = len(parts) > 2 and parts[-2] in SCALES and parts[-1] not in SCALES and parts[-1] != "rưỡi"
    if tenths and counted(text, at + len(" ".join(parts))).known:
        parts = parts[:-1]
    parsed = parse_words(parts)
    if parsed is None or parsed[1] < len(parts):
        return None
    value, count = parsed
    end = at + len(" ".join(parts[:count]))
    scale = next((word for word in reversed(parts[:count]) if word in SCALES), "")
    return Spelled(end, value, count, scale)


def read_neighbours(text: str, at: int) -> tuple[Decimal, Spelled] | None:
    """Read two neighbouring digits that stand for a range (``ba bốn triệu``, ``năm bảy ngày``).

    Returns:
        tuple[Decimal, Spelled] | None: The lower end, and the upper with where both end.

    >>> low, high = read_neighbours("ba bốn triệu đồng", 0)
    >>> str(low), str(high.value), high.end
    ('3000000', '4000000', 12)
    """
    match = _NEIGHBOURS.match(text, at)
    if match is None or _trapped(text, at, match.end(), match[0].lower().split(" ")[:1]):
        return None
    low, high = (parse_words([match[name].lower()]) for name in ("low", "high"))
    if (
        low is None
        or high is None
        or high[0] - low[0] not in (1, 2)
        or (high[0] - low[0] == 2 and low[0] != 5)
    ):
        return None
    scales = match["scale"].split()
    if match["high"].lower() == "năm" and not scales:
        return None
    factor = Decimal(1)
    for word in scales:
        factor *= SCALES[word.lower()]
    return low[0] * factor, Spelled(match.end(), high[0] * factor, 2, scales[-1].lower() if scales else "")


def read_part(text: str, top: Spelled) -> tuple[Decimal, Decimal, int] | None:
    """Read ``phần ba`` after a spelled-out number: the two numbers of the fraction and its end.

    >>> read_part("hai phần ba dân số", read_words("hai phần ba dân số", 0))
    (Decimal('2'), Decimal('3'), 11)
    """
    match = _PART.match(text, top.end)
    if match is None:
        return None
    word = match["of"]
    parsed = (Decimal(4), 1) if word == "tư" else parse_words([word])
    return None if parsed is None or top.value >= parsed[0] else (top.value, parsed[0], match.end())
