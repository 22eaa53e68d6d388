"""Calendar arithmetic of partial dates: ISO 8601 text, and the year a date lacks."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

FIRST_YEAR, LAST_YEAR = 1000, 2100
"""int: the years a four-digit number can mean."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as the text is.

    Attributes:
        year: Calendar year or None.
        month: 1 to 12 or None.
        day: 1 to 31 or None.
        quarter: 1 to 4 or None.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    def valid(self) -> bool:
        """Return whether there is such a date in the calendar."""
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if self.month is None:
            return 1 <= self.day <= 31
        year = self.year if self.year is not None else 2000
        return 1 <= self.day <= calendar.monthrange(year, self.month)[1]

    def iso(self) -> str:
        """Return the date in ISO 8601, ``--`` in place of a missing year.

        >>> PartialDate(2020, 6, 17).iso(), PartialDate(month=6, day=17).iso(), PartialDate(quarter=3).iso()
        ('2020-06-17', '--06-17', '--Q3')
        >>> PartialDate(2020, 9).iso(), PartialDate(month=9).iso(), PartialDate(day=2).iso()
        ('2020-09', '--09', '---02')
        """
        year = f"{self.year:04d}" if self.year is not None else "-"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        if self.month is None:
            return year if self.day is None else f"---{self.day:02d}"
        month = f"{year}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"


def inherit(earlier: PartialDate, later: PartialDate) -> PartialDate:
    """Return ``earlier`` with the month and year it shares with the date after it.

    >>> inherit(PartialDate(day=2), PartialDate(month=11, day=10)).iso()
    '--11-02'
    """
    month = earlier.month if earlier.month is not None or earlier.quarter is not None else later.month
    if earlier.day is None:
        month = earlier.month
    return replace(earlier, month=month, year=earlier.year if earlier.year is not None else later.year)


_TURN_OF_YEAR = 45
"""int: days within which a date belongs to the year nearest to the article, not to the article's own."""


def _days_between(date: PartialDate, day: datetime.date) -> int:
    """Return how many days a dated day, month or quarter lies from ``day``, 0 when it is inside."""
    last = date.month or (date.quarter or 1) * 3
    first = date.month or last - 2
    year = date.year or day.year
    begin = datetime.date(year, first, date.day or 1)
    end = datetime.date(year, last, date.day or calendar.monthrange(year, last)[1])
    return max((begin - day).days, (day - end).days, 0)


def with_year(date: PartialDate, published: datetime.date | None) -> PartialDate:
    """Return ``date`` with the year of the article's own date, if it lacks one.

    At the turn of the year a date within 45 days on the other side belongs to that year.

    >>> with_year(PartialDate(month=4, day=5), datetime.date(2019, 11, 22)).iso()
    '2019-04-05'
    >>> with_year(PartialDate(month=12, day=30), datetime.date(2019, 1, 5)).iso()
    '2018-12-30'
    """
    if published is None or date.year is not None or (date.month is None and date.quarter is None):
        return date
    for year in (published.year, published.year - 1, published.year + 1):
        dated = replace(date, year=year)
        if dated.valid() and _days_between(dated, published) <= _TURN_OF_YEAR:
            return dated
    same = replace(date, year=published.year)
    return same if same.valid() else date
