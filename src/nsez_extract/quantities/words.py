"""Numbers written in words, and how far they reach in the text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nsez_extract.quantities.numbers import parse_words
from nsez_extract.quantities.vocabulary import MEASURES, SCALES, alternation, words

_TIME_AND_MEASURE = alternation([form for form in MEASURES if form.isalpha() or " " in form])
_NEXT = (
    "một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ|linh|lẻ"
    "|rưỡi|không"
)
_HEAD = "[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Bb]ẩy|[Tt]ám|[Cc]hín"
WORDS = (
    rf"(?<![\w-])(?:(?:{_HEAD})"
    rf"(?= (?:{_NEXT}|phần trăm|đồng|đô|đến|tới|{_TIME_AND_MEASURE})(?!\w)| ?[-–] ?(?:{_NEXT})(?!\w))"
    rf"|[Mm]ười(?!\w)|[Nn]ửa (?=(?:triệu|tỷ|tỉ)(?!\w)))"
)
"""str: pattern of the first word of a candidate."""

_RUN = re.compile(rf"(?:{_HEAD}|[Mm]ười)(?: (?:{_NEXT})(?!\w)){{0,14}}", re.IGNORECASE)
_HALF = re.compile(r"[Nn]ửa (triệu|tỷ|tỉ)(?! (?:lệ|số|phú|phu))")
_TRAP_LEFT = words("trap_left")
_YEAR_LEFT = words("year_left")
_NOT_SCALE = re.compile(r" (?:lệ|số|phú|trọng|giá(?! trị)|suất|mỉ|chứng|tập)(?!\w)")


class Spelled(NamedTuple):
    """A spelled-out number: its end, value, number of syllables and last scale word (or empty)."""

    end: int
    value: Decimal
    syllables: int
    scale: str


def read_words(text: str, at: int) -> Spelled | None:
    """Read the spelled-out number at ``at``; None when the words are part of something else.

    >>> spelled = read_words("hai mươi lăm hộ", 0)
    >>> str(spelled.value), spelled.end
    ('25', 12)
    >>> read_words("thứ năm tuần trước", 4) is None
    True
    """
    half = _HALF.match(text, at)
    if half:
        return Spelled(half.end(), SCALES[half[1]] / 2, 2, half[1])
    run = _RUN.match(text, at)
    if run is None:
        return None
    if text.startswith(" mấy", run.end()):
        return None
    parts = run[0].lower().split(" ")
    before = text[max(0, at - 12) : at]
    before = before[before.rfind("\n") + 1 :].rstrip(" ")
    left = before[before.rfind(" ") + 1 :]
    if left.lower() in _TRAP_LEFT:
        return None
    if text[at].isupper() and left and left[-1] not in '.!?:"“”…)-–;':
        return None
    if text[at].isupper() and len(parts) == 1 and text[run.end() + 1 : run.end() + 2].isupper():
        return None
    scaled = parts[1:2] == ["mươi"] or (len(parts) > 1 and parts[1] in SCALES)
    if parts[0] == "năm" and not scaled and (left.lower() in _YEAR_LEFT or left[-1:].isdigit()):
        return None
    if parts[0] == "năm" and len(parts) == 1 and text.startswith((" tháng", " ngày", " qua"), run.end()):
        return None
    if _NOT_SCALE.match(text, run.end()) and parts[-1] in ("tỷ", "tỉ", "triệu"):
        parts = parts[:-1]
    while parts and parts[-1] == "năm" and len(parts) > 1:
        parts = parts[:-1]
    parsed = parse_words(parts)
    if parsed is None:
        return None
    value, count = parsed
    if count < len(parts):
        return None
    end = at + len(" ".join(parts[:count]))
    scale = next((word for word in reversed(parts[:count]) if word in SCALES), "")
    return Spelled(end, value, count, scale)
