"""Clock times, which are no quantities, and spans of time that look like them, which are."""

from __future__ import annotations

import re
from typing import NamedTuple

from nsez_extract.quantities.context import Left, counted
from nsez_extract.quantities.vocabulary import any_of, words

_HOURS = r"(?:[01]?[0-9]|2[0-4])"
_PART_OF_DAY = rf"(?:{any_of('hour_of_day')})(?!\w)"
_SECONDS = r"(?: [0-5]?[0-9] ?giây(?!\w))?"
_CLOCK = re.compile(
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:AM|PM|SA|CH|am|pm)(?!\w))?"
    rf"|{_HOURS} ?[hHg] ?(?:[0-5]?[0-9](?![0-9]|[.,/][0-9])|(?![\w]))(?:'|p(?!\w)| ?phút(?!\w){_SECONDS})?"
    rf"|{_HOURS} giờ (?:[0-5]?[0-9](?![0-9]|[.,/][0-9])"
    rf"(?: ?phút(?!\w){_SECONDS}|(?! ?[^\W\d_])|(?= {_PART_OF_DAY}))))"
)
_HOUR = re.compile(rf"{_HOURS}(?:[hH]| giờ)(?= {_PART_OF_DAY})")
_HOUR_PLAIN = re.compile(rf"{_HOURS}(?: ?[-–] ?[0-9]{{1,2}})? giờ(?! (?:{any_of('hour_duration')}))(?!\w)")
_HOUR_RANGE = re.compile(
    rf"[0-9]{{1,2}} ?[-–] ?[0-9]{{1,2}}(?:[hH](?![a-z])|g(?!\w)| giờ(?= {_PART_OF_DAY}))(?:[0-5][0-9])?"
)
_HOUR_MINUTE = re.compile(rf"{_HOURS} giờ [0-5][0-9](?![0-9]|[.,/][0-9])")
_HOUR_LEFT = words("hour_left")
_LONG_TIME = words("duration_left")
_DURATION_H = re.compile(r"(?:[0-9]{1,3})[hH](?!\w)")
_HOURS_MINUTES = re.compile(r"[0-9]{1,2} giờ [0-9]{1,2} ?phút(?!\w)")
_DAYTIME = re.compile(rf" (?:{any_of('hour_of_day')}|cùng ngày|ngày)(?!\w)")
_LONG_SAID = re.compile(r"[Tt]hời (?:gian|lượng)[^.;\n]* (?:là|còn|khoảng|chỉ|hơn|gần|xuống|lên) \Z")
_SURELY_LONG = words("surely_long")
_DOING = re.compile(rf" (?:{any_of('takes_time')})(?!\w)")


class Clock(NamedTuple):
    """A clock time, or what looks like one."""

    end: int
    """int: where it ends; the place asked about when there is none."""
    duration: bool = False
    """bool: whether it is a span of time instead (``sau 3 giờ 20 phút thi đấu``)."""
    worded: bool = False
    """bool: whether hours and minutes are both written as words."""


def skip_clock(text: str, at: int, left: Left) -> Clock:
    """Return where the clock time at ``at`` ends, or that it is a span of time.

    >>> skip_clock("lúc 9h30 sáng", 4, Left(["lúc"], " ")).end
    8
    >>> skip_clock("mất 2 giờ 30 phút", 4, Left(["mất"], " ")).duration
    True
    """
    match = _CLOCK.match(text, at) or _HOUR.match(text, at) or _HOUR_RANGE.match(text, at)
    if match:
        if _DURATION_H.fullmatch(match[0]) and left.word() in _LONG_TIME and not _HOUR.match(text, at):
            return Clock(at)
        worded = _HOURS_MINUTES.match(text, at)
        if worded and not _DAYTIME.match(text, worded.end()):
            long = left.word() in _SURELY_LONG or _LONG_SAID.search(text, max(0, at - 64), at)
            if long or _DOING.match(text, worded.end()):
                return Clock(at, duration=True)
        return Clock(match.end(), worded=worded is not None)
    match = _HOUR_MINUTE.match(text, at) if left.word() in _HOUR_LEFT else None
    if match and not counted(text, match.end()).known:
        return Clock(match.end())
    match = _HOUR_PLAIN.match(text, at)
    if match and left.word() in _HOUR_LEFT and left.word(2) != "kể":
        return Clock(match.end())
    return Clock(at)
