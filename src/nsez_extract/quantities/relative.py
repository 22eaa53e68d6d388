"""Dates said from the article's own date: ``hôm qua``, ``sáng nay``, ``tuần trước``, ``cùng kỳ năm trước``.

They hold no numeral, so they are no quantities; this module finds them on their own and says which day, week,
month, quarter or year is meant once the article's date is known. Without it nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities.vocabulary import alternation, any_of

_ROWS = read_tsv("relative_dates.tsv", ("phrase", "unit", "away"))
_TABLE = {phrase: (unit, int(away)) for phrase, unit, away in _ROWS}
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}
_COUNTS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_PATTERN = re.compile(
    rf"(?<!\w)(?:(?P<phrase>{alternation(list(_TABLE))})"
    r"|(?:thứ (?P<day>hai|ba|tư|năm|sáu|bảy)|(?P<sunday>chủ nhật)) (?P<week>tuần (?:trước|qua|này|sau|tới))"
    rf"|(?P<count>[0-9]{{1,3}}|{alternation(list(_COUNTS))})"
    r" (?P<unit>ngày|tuần|tháng|năm) (?P<way>trước|qua|tới|nữa|sau))"
    r"(?!\w)(?! (?:đó|khi|thời điểm|ngày [0-9]))",
    re.IGNORECASE,
)
_MANY = re.compile(rf"(?<!\w)(?:{any_of('how_many')}) \Z", re.IGNORECASE)
_WEEKS = {"tuần trước": -1, "tuần qua": -1, "tuần này": 0, "tuần sau": 1, "tuần tới": 1}
_UNITS = {"ngày": "day", "tuần": "week", "tháng": "month", "năm": "year"}


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """One expression whose meaning hangs on the article's date.

    Attributes:
        start: First code point in the text given.
        end: One past the last.
        resolved: ISO 8601: a day, a week (``2020-W21``), a month, a quarter (``2020-Q2``), a year or a
            period; None when the article's date is not known.
    """

    start: int
    end: int
    resolved: str | None


def _months_away(date: datetime.date, months: int) -> tuple[int, int]:
    """Return the year and month so many months away."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return year, month + 1


def _point(date: datetime.date, unit: str, away: int) -> str:
    """Return the day, week, month, quarter or year so many units away from a date."""
    if unit == "day":
        return (date + datetime.timedelta(days=away)).isoformat()
    if unit == "week":
        year, week, _ = (date + datetime.timedelta(weeks=away)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "month":
        year, month = _months_away(date, away)
        return f"{year:04d}-{month:02d}"
    if unit == "quarter":
        year, month = _months_away(date, 3 * away)
        return f"{year:04d}-Q{(month + 2) // 3}"
    if unit == "since-year":
        return f"{date.year:04d}-01-01/{date.isoformat()}"
    if unit == "until":
        return f"../{date.isoformat()}"
    if date.year + away < 1:
        raise ValueError("before the year 1")
    return f"{date.year + away:04d}"


def _resolve(match: re.Match[str], published: datetime.date) -> str | None:
    """Return what one expression means on the day the article was published."""
    try:
        if match["phrase"]:
            unit, away = _TABLE[match["phrase"].lower()]
            return _point(published, unit, away)
        if match["count"]:
            away = (_COUNTS.get(match["count"].lower()) or int(match["count"])) * (
                -1 if match["way"].lower() in ("trước", "qua") else 1
            )
            unit = _UNITS[match["unit"].lower()]
            if match["way"].lower() == "qua":
                begin = _point(published, unit, away)
                return f"{begin}/{_point(published, unit, 0)}"
            return _point(published, unit, away)
        day = 6 if match["sunday"] else _WEEKDAYS[match["day"].lower()]
        monday = published - datetime.timedelta(days=published.weekday())
        weeks = _WEEKS[match["week"].lower()]
        return (monday + datetime.timedelta(days=day, weeks=weeks)).isoformat()
    except (ValueError, OverflowError):
        return None


def find_relative_dates(text: str, *, published: datetime.date | None = None) -> list[RelativeDate]:
    """Find the expressions of a text that name a date from the article's own.

    Args:
        text (str): Clean text.
        published (datetime.date | None): The article's own date.

    Returns:
        list[RelativeDate]: In text order, without overlaps.

    >>> day = datetime.date(2020, 5, 20)
    >>> [found.resolved for found in find_relative_dates("Hôm qua và tuần trước", published=day)]
    ['2020-05-19', '2020-W20']
    >>> find_relative_dates("những năm trước, một năm sau đó", published=day)
    []
    >>> find_relative_dates("tăng so với cùng kỳ năm trước")[0].resolved is None
    True
    """
    found = []
    for match in _PATTERN.finditer(text):
        if match["phrase"] and _MANY.search(text, max(0, match.start() - 9), match.start()):
            continue
        resolved = None if published is None else _resolve(match, published)
        found.append(RelativeDate(match.start(), match.end(), resolved))
    return found
