"""How a DATE is built: the year it lacks, its EDTF form, what it means beside the article's own date."""

from __future__ import annotations

import datetime
import re

from nsez_extract.quantities.date_atoms import Dated
from nsez_extract.quantities.match import QuantityMatch
from nsez_extract.quantities.partial_dates import PartialDate, with_year
from nsez_extract.quantities.vocabulary import any_of

_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4,
    "bảy": 5, "bẩy": 5, "7": 5, "nhật": 6, "cn": 6,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:(?:thứ|Thứ|THỨ) (\w{1,3})|(?:chủ|Chủ|CHỦ) (nhật|Nhật|NHẬT)|(?<!\w)(CN))"
    r"[ ,(-]{1,3}(?:ngày |Ngày )?\(?\Z"
)
_DAY_NAMES = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_ABOUT = re.compile(r"(?:khoảng|chừng|tầm|độ) (?:(?:ngày|tháng|năm) )?\Z")
_ABOUT_WORDS = ("khoảng ", "chừng ", "tầm ", "độ ")
_DECADE = re.compile(r"(?:những năm|thập niên|thập kỷ) \Z")
_PART_ENDS = ("đầu năm ", "giữa năm ", "cuối năm ", "sau năm ")
_PART = re.compile(r"(?<!tháng )(?P<part>đầu|giữa|cuối|nửa đầu|nửa cuối|nửa sau) năm \Z")
_PARTS = {"đầu": "37~", "giữa": "38~", "cuối": "39~", "nửa đầu": "40", "nửa cuối": "41", "nửa sau": "41"}
_SEASON = re.compile(r"(?:mùa )?(xuân|hè|hạ|thu|đông) (?:năm )?\Z")
_SEASONS = {"xuân": "21", "hè": "22", "hạ": "22", "thu": "23", "đông": "24"}
_LUNAR = re.compile(r" ?\(?(?:âm lịch|ÂL|al)(?!\w)")
_OPEN = re.compile(r" (?:đến|tới|cho đến|cho tới) (?:nay|giờ|bây giờ|hiện tại|hiện nay)(?!\w)")
_ONWARD = re.compile(r" (?:trở đi|trở lại đây|lại đây|đến nay|tới nay)(?!\w)")
_OF_YEAR = re.compile(rf" ({any_of('relative_years')})(?!\w)")
_MONTHS_OF = re.compile(
    r" tháng (?P<part>đầu|cuối)(?: của)? năm"
    r"(?: (?P<year>(?:19|20)[0-9]{2})| (?P<away>nay|ngoái|trước|qua))?(?![\w])"
)
_YEARS_AWAY = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "qua": -1, "tới": 1, "sau": 1}


def edtf(date: PartialDate) -> str:
    """Return a date in the Extended Date/Time Format (ISO 8601-2:2019, level 2 for quarters).

    >>> edtf(PartialDate(2020, 6, 24)), edtf(PartialDate(month=5, day=18)), edtf(PartialDate(day=2))
    ('2020-06-24', 'XXXX-05-18', 'XXXX-XX-02')
    >>> edtf(PartialDate(2020, quarter=3)), edtf(PartialDate(month=9))
    ('2020-35', 'XXXX-09')
    """
    year = "XXXX" if date.year is None else f"{date.year:04d}"
    if date.quarter is not None:
        return f"{year}-{32 + date.quarter}"
    month = "" if date.month is None else f"-{date.month:02d}"
    if date.day is None:
        return year + month
    return f"{year}{month or '-XX'}-{date.day:02d}"


def _of_named_year(text: str, item: Dated, published: datetime.date | None) -> Dated:
    """Return the date with the year that ``năm ngoái`` or ``năm sau`` after it names."""
    tail = _OF_YEAR.match(text, item.end)
    if tail is None or published is None or item.first.year is not None or item.last is not None:
        return item
    if item.first.month is None and item.first.quarter is None:
        return item
    away = _YEARS_AWAY[tail[1].split(" ")[-1]]
    first = PartialDate(published.year + away, item.first.month, item.first.day, item.first.quarter)
    return item._replace(first=first) if first.valid() else item


def _weekday_note(text: str, item: Dated, date: PartialDate) -> tuple[tuple[str, str], ...]:
    """Return a warning when the weekday written before a full date is not that day's."""
    if date.day is None or date.month is None or date.year is None:
        return ()
    left = text[max(0, item.start - 26) : item.start]
    if "hứ " not in left and "hật" not in left and "CN" not in left and "HỨ" not in left:
        return ()
    match = _WEEKDAY.search(text, max(0, item.start - 26), item.start)
    if match is None:
        return ()
    said = _WEEKDAYS.get((match[1] or match[2] or match[3]).lower())
    true = datetime.date(date.year, date.month, date.day).weekday()
    if said is None or said == true:
        return ()
    message = (
        f"{text[match.start() : item.end]!r}: {date.iso()} is a {_DAY_NAMES[true]}, not {_DAY_NAMES[said]}"
    )
    return (("weekday-mismatch", message),)


def _lunar_note(text: str, item: Dated) -> tuple[tuple[str, str], ...]:
    """Return a warning when the date is said to be one of the lunar calendar."""
    named = text[item.start : item.end].lower().endswith(("giêng", "chạp"))
    if item.first.day is None or not (named or _LUNAR.match(text, item.end)):
        return ()
    return (
        ("lunar-date", f"{text[item.start : item.end]!r}: a date of the lunar calendar, given as written"),
    )


def _edtf(text: str, item: Dated, first: PartialDate, last: PartialDate | None) -> str:
    """Return the EDTF form with what the words around the date add to it."""
    form = edtf(first)
    if last is not None:
        return f"{form}/{edtf(last)}"
    left = text[max(0, item.start - 24) : item.start].lower()
    if item.rule == "decade" or (form.endswith("0") and len(form) == 4 and _DECADE.search(left)):
        return form[:3] + "X"
    if first.month is None and first.day is None and first.quarter is None:
        part = _PART.search(left) if left.endswith(_PART_ENDS) else None
        if part:
            return f"{form}-{_PARTS[part['part']]}"
        season = _SEASON.search(left)
        if season:
            return f"{form}-{_SEASONS[season[1]]}"
    if left.endswith(("từ ", "từ ngày ", "từ tháng ", "từ năm ")) and (
        _OPEN.match(text, item.end) or _ONWARD.match(text, item.end)
    ):
        return f"{form}/.."
    about = any(word in left for word in _ABOUT_WORDS) and _ABOUT.search(left)
    return form + ("~" if about else "")


def build_date(text: str, item: Dated, published: datetime.date | None) -> QuantityMatch:
    """Build a DATE, its missing year taken from the article's own date.

    Args:
        text (str): Clean text.
        item (Dated): The date expression.
        published (datetime.date | None): The article's own date.

    Returns:
        QuantityMatch: With ``edtf``, with ``resolved`` where the value leaves open what the article's date
        settles, and with a warning when the weekday before it is wrong.
    """
    item = _of_named_year(text, item, published)
    first = with_year(item.first, published)
    last = None if item.last is None else with_year(item.last, published)
    value = first.iso() if last is None else f"{first.iso()}/{last.iso()}"
    form = _edtf(text, item, first, last)
    resolved = None
    if published is not None:
        if form.endswith("/..") and _OPEN.match(text, item.end):
            resolved = f"{value}/{published.isoformat()}"
        elif first.month is None and first.day is not None and last is None:
            resolved = _nearest(first.day, published)
    notes = _weekday_note(text, item, first) + _lunar_note(text, item)
    return QuantityMatch(
        "DATE", item.start, item.end, value, None, None, None, None, None, item.rule, notes,
        edtf=form, resolved=resolved,
    )  # fmt: skip


def _nearest(day: int, published: datetime.date) -> str | None:
    """Return the date nearest to the article's own that falls on a day of the month."""
    near = []
    for months in (-1, 0, 1):
        year, month = divmod(published.year * 12 + published.month - 1 + months, 12)
        date = PartialDate(year, month + 1, day)
        if date.valid():
            near.append(datetime.date(year, month + 1, day))
    return min(near, key=lambda date: abs((date - published).days)).isoformat() if near else None


def resolve_months(text: str, end: int, months: int, published: datetime.date | None) -> str | None:
    """Return the period that ``9 tháng đầu năm 2020`` or ``6 tháng cuối năm nay`` means.

    Args:
        text (str): Clean text.
        end (int): One past the number of months.
        months (int): The number of months.
        published (datetime.date | None): The article's own date, for a year that is not written.

    Returns:
        str | None: ``2020-01/2020-09``; None when the year is not known.

    >>> resolve_months("9 tháng đầu năm 2020", 1, 9, None)
    '2020-01/2020-09'
    """
    match = _MONTHS_OF.match(text, end)
    if match is None or not 1 <= months <= 11:
        return None
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        year = published.year + (_YEARS_AWAY[match["away"]] if match["away"] else 0)
    first, last = (1, months) if match["part"] == "đầu" else (13 - months, 12)
    return f"{year}-{first:02d}/{year}-{last:02d}"
