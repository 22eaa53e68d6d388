"""Single dates, months and years, before they are joined into periods and lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from nsez_extract.quantities.context import counted
from nsez_extract.quantities.partial_dates import FIRST_YEAR, PartialDate
from nsez_extract.quantities.vocabulary import CURRENCY, SCALE

_FULL = re.compile(
    r"([0-9]{1,2}) ?([/.–-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})(?![0-9A-Za-zĐ])(?![/-][0-9A-ZĐ])"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_WORDED = re.compile(
    r"([0-9]{1,2}) ?(?:tháng|THÁNG|Tháng) ([0-9]{1,2}|[Gg]iêng|[Cc]hạp)(?!\w)"
    r"(?:(?:,? (?:năm|NĂM|Năm) |[/–-])([0-9]{4})(?![0-9]))?"
)
_LUNAR = {"giêng": 1, "chạp": 12}
_MONTH_YEAR = re.compile(
    r"([0-9]{1,2})( ?[/.–-] ?| (?:năm|NĂM) )([0-9]{4})(?![0-9A-Za-zĐ])"
    r"(?![.,/][0-9A-ZĐ])(?!-(?![0-9]{1,2}/[0-9]{4})[0-9A-ZĐ])"
)
DAY_MONTH = re.compile(
    r"([0-9]{1,2})( ?[/.–-] ?)([0-9]{1,2})(?![0-9A-Za-zĐ%])(?![/–-][0-9A-ZĐ])(?![.,:][0-9])"
)
"""re.Pattern[str]: day, separator and month."""

_DAY_YEAR = re.compile(
    r"(?:,? năm ((?:19|20)[0-9]{2})(?![0-9A-Za-z])|, ((?:19|20)[0-9]{2})(?=[.;:)]|\s*(?:\n|\Z)))(?![.,][0-9])"
)
_YEAR = re.compile(r"([0-9]{4})(?![0-9A-Za-z])(?![.,:][0-9])(?!/[A-ZĐ0-9])", re.ASCII)
_SHORT = re.compile(r"([0-9]{1,2})(?![0-9A-Za-zĐ%])(?![.,:][0-9])(?!/[0-9])")
_CALENDAR_TAIL = re.compile(r" (?:năm (?:[0-9]{4}|nay|ngoái|sau|tới)|hàng năm|hằng năm|tháng này)")
AMOUNT_AHEAD = re.compile(rf" ?(?:%|phần trăm|{SCALE}|{CURRENCY})", re.IGNORECASE)
"""re.Pattern[str]: a percent sign, scale word or currency directly after a number."""


class Atom(NamedTuple):
    """One date, without a range."""

    date: PartialDate
    """PartialDate: as precise as the text is."""
    end: int
    """int: one past its last code point."""
    rule: str
    """str: name of the grammar rule."""


class Dated(NamedTuple):
    """One date expression."""

    start: int
    """int: first code point."""
    end: int
    """int: one past the last."""
    first: PartialDate
    """PartialDate: the date, or the first of a period."""
    last: PartialDate | None
    """PartialDate | None: the last date of a period."""
    rule: str
    """str: name of the grammar rule."""


_AT_A_TIME = re.compile(
    r"(?<!\w)(?:[đĐ]ến|[tT]ới|[tT]ừ|[vV]ào|[hH]ồi|[đĐ]ầu|[gG]iữa|[cC]uối|[tT]rong) (?:tháng|ngày) \Z"
)
_PAST_MONTH = re.compile(r"(?<!\w)[hH]ồi tháng \Z")
_ACTOR = re.compile(r" (?:ông|bà|anh|chị|cô|công ty)(?= (?:mới|đã|cũng|lại|còn|vẫn|sẽ|tôi|này|ta|ấy|[A-ZĐ]))")


def counts(text: str, end: int, *, years: bool = False) -> bool:
    """Return whether a bare number ending at ``end`` counts or measures something.

    ``years`` says that a following ``năm`` or ``tháng`` may be what is counted.
    """
    if AMOUNT_AHEAD.match(text, end):
        return True
    after = counted(text, end)
    if years and after.kind == "time":
        return not _CALENDAR_TAIL.match(text, end)
    return after.known and not text.startswith((" năm", " tháng", " ngày"), end)


def _year(token: str) -> int:
    """Return the year two or four digits mean."""
    return int(token) if len(token) == 4 else (2000 if int(token) < 50 else 1900) + int(token)


def times(text: str, end: int) -> bool:
    """Return whether the two numbers before ``end`` count units of time (``sau 4-5 năm``)."""
    return counted(text, end).kind == "time" and not _CALENDAR_TAIL.match(text, end)


def _acts_then(text: str, at: int, end: int) -> bool:
    """Tell whether somebody acts at a time rather than is counted (``đến tháng 6 ông mới nhận việc``)."""
    before = max(0, at - 14)
    if _PAST_MONTH.search(text, before, at):
        return True
    return _AT_A_TIME.search(text, before, at) is not None and _ACTOR.match(text, end) is not None


def read_atom(text: str, at: int, scope: str) -> Atom | None:
    """Read one date at ``at``; ``scope`` is day, month, year, or empty when nothing introduces it."""
    match = _FULL.match(text, at)
    if match and (len(match[4]) == 4 or scope == "day"):
        date = PartialDate(_year(match[4]), int(match[3]), int(match[1]))
        return Atom(date, match.end(), "date-full") if date.valid() else None
    match = _ISO.match(text, at)
    if match:
        date = PartialDate(int(match[1]), int(match[2]), int(match[3]))
        return Atom(date, match.end(), "date-iso") if date.valid() else None
    if scope != "month":
        match = _WORDED.match(text, at)
        if match and (scope == "day" or match[3] or match[2] in ("Giêng", "Chạp")):
            month = _LUNAR.get(match[2].lower()) or int(match[2])
            date = PartialDate(int(match[3]) if match[3] else None, month, int(match[1]))
            if date.valid():
                return Atom(date, match.end(), "date-words")
    match = _MONTH_YEAR.match(text, at)
    if match and (scope == "month" or not (match[2] == "." or match[2].strip().lower() == "năm")):
        date = PartialDate(int(match[3]), int(match[1]))
        if date.valid() and date.year is not None and (date.year >= 1900 or scope == "month"):
            return Atom(date, match.end(), "month-year")
    if scope in ("day", ""):
        match = DAY_MONTH.match(text, at)
        if match:
            separator = match[2].strip()
            date = PartialDate(None, int(match[3]), int(match[1]))
            plain = separator == "/" or not times(text, match.end())
            if date.valid() and plain and (scope == "day" or separator == "/"):
                tail = _DAY_YEAR.match(text, match.end()) if scope == "day" else None
                dated = None if tail is None else replace(date, year=int(tail[1] or tail[2]))
                if tail is not None and dated is not None and dated.valid():
                    return Atom(dated, tail.end(), "date-full")
                return Atom(date, match.end(), "day-month")
    if scope in ("year", "month", ""):
        match = _YEAR.match(text, at)
        if (
            match
            and (FIRST_YEAR if scope != "month" else 1900) <= int(match[1]) <= 2100
            and not AMOUNT_AHEAD.match(text, match.end())
        ):
            return Atom(PartialDate(int(match[1])), match.end(), "year")
    if scope in ("day", "month"):
        match = _SHORT.match(text, at)
        if match and (not counts(text, match.end()) or _acts_then(text, at, match.end())):
            number = int(match[1])
            date = PartialDate(day=number) if scope == "day" else PartialDate(month=number)
            if date.valid():
                return Atom(date, match.end(), f"{scope}-only")
    return None
