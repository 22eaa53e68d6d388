"""Lines that are nothing but a date of publication: the date, with weekday, time and label round it."""

from __future__ import annotations

import datetime

import regex

_LABEL = (
    r"(?:(?P<update>cập nhật)"
    r"|ngày đăng|đăng|ngày xuất bản|xuất bản|thời gian|ngày phát hành|published|posted)"
    r"(?:[ ](?:lần cuối|lúc|ngày|on|bài|vào))*"
)
_WEEKDAY = (
    r"(?:thứ[ ](?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ[ ]nhật|cn|t[2-7]"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day)"
)
_TIME = (
    r"(?:\d{1,2}[:h]\d{2}['’′]?(?::\d{2})?(?:[ ]?(?:am|pm|sa|ch|a\.m\.|p\.m\.))?(?![\d/])"
    r"|\d{1,2}[ ]?giờ(?:[ ]?\d{1,2})?(?:[ ]phút)?)"
)
_DATE = (
    r"(?:(?P<d>\d{1,2})[ ]?(?P<sep>[/.-])[ ]?(?P<m>\d{1,2})[ ]?(?P=sep)[ ]?(?P<y>(?:19|20)\d\d)"
    r"|(?P<iy>(?:19|20)\d\d)[-/](?P<im>\d{1,2})[-/](?P<id>\d{1,2})"
    r"|(?:ngày[ ])?(?P<wd>\d{1,2})[ ]tháng[ ](?P<wm>\d{1,2})(?:[ ]năm[ ]|,[ ]?)(?P<wy>(?:19|20)\d\d))"
)
_ZONE = r"(?:\(?(?:gmt|utc)[ ]?(?:[+-][ ]?\d{1,2}(?::\d{2})?)?\)?)"
_GAP = r"[ ,|•·:–—-]*"
_AUTHOR = (
    r"(?:[^\d:;.!?()]{2,40}?[ ]?(?:[,|•·]|[ ][–—-])[ ]?"
    r"|(?:theo |nguồn:? )?(?:báo|tạp chí|thời báo|đài|trang|cổng)[ ](?-i:(?=\p{Lu}))[^\d:;.!?()]{2,40}?,?[ ]"
    r"(?=ngày[ ]))?"
)
_LINE = regex.compile(
    rf"[ (\[]*(?:{_LABEL}{_GAP}|{_AUTHOR})(?:{_WEEKDAY}{_GAP})?(?:{_TIME}{_GAP})?(?:{_WEEKDAY}{_GAP})?"
    rf"(?:ngày[ :]*)?{_DATE}(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?{_GAP}(?:lúc[ ])?"
    rf"(?:{_TIME}{_GAP})?{_ZONE}?[ )\].]*",
    regex.IGNORECASE,
)
_OPENING = regex.compile(
    r"[ (]*(?!(?:Ngày|Hôm|Sáng|Trưa|Chiều|Tối|Đêm|Rạng|Từ|Đến|Trước|Sau)[ ])"
    r"(?:(?:TP|Tp|TX)\.[ ]?)?(?:\p{Lu}\p{L}*[ -]?){1,5}(?:[ ]?\([^()\d]{2,30}\)[ ]?)?"
    rf",?[ ]?(?:ngày[ ])?{_DATE}[ ]?\)?[ ]?(?:\([^()\d]{{2,30}}\)[ ]?)?[–—:-][ ]"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_LONGEST = 90


def read_dateline(line: str) -> tuple[str, bool] | None:
    """Read a line that holds a full date of publication and nothing else of weight.

    Args:
        line (str): One line of clean text.

    Returns:
        tuple[str, bool] | None: The date (ISO 8601) and whether the line calls itself an update; None for
        running text, a date without a year, or a day that does not exist.

    >>> read_dateline("Thứ Tư - 24/06/2020 09:50 SA")
    ('2020-06-24', False)
    >>> read_dateline("Cập nhật: 08:15, 12/3/2019")
    ('2019-03-12', True)
    >>> read_dateline("Hội nghị diễn ra ngày 24/06/2020") is None
    True
    """
    if len(line) > _LONGEST or _YEAR.search(line) is None:
        return None
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    date = _date_of(found)
    return None if date is None else (date, found["update"] is not None)


def read_opening(line: str) -> str | None:
    """Read the place and full date that an agency's report opens with.

    Args:
        line (str): One line of clean text.

    Returns:
        str | None: The date (ISO 8601); None where the line opens otherwise.

    >>> read_opening("TP. Quy Nhơn, 16/3/2019 - Hội nghị vừa khép lại tối nay.")
    '2019-03-16'
    >>> read_opening("Ngày 16/3/2019 - hội nghị") is None
    True
    """
    found = _OPENING.match(line)
    return None if found is None else _date_of(found)


def _date_of(found: regex.Match[str]) -> str | None:
    """Return the date of a match in ISO 8601, or None when there is no such day."""
    year, month, day = (
        next(int(found[name]) for name in names if found[name])
        for names in (("y", "iy", "wy"), ("m", "im", "wm"), ("d", "id", "wd"))
    )
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
