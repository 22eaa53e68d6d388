"""Quarters: ``quý III/2020``, ``quý I, II và III năm 2020``, ``Q3/2018``."""

from __future__ import annotations

import re

from nsez_extract.quantities.date_atoms import Dated, counts
from nsez_extract.quantities.partial_dates import PartialDate

_QUARTER = re.compile(
    r"[Qq](?:uý|uí|UÝ) ?(I{1,3}|IV|[1-4])(?![\w])"
    r"(?:(?: ?[/.–-] ?| (?:năm|NĂM) | )([0-9]{4})(?![0-9A-Za-zĐ]))?"
)
_ONE_QUARTER = re.compile(r"(?:, | và |, và )((?:[Qq]u[ýí] )?)(III|II|IV|I)(?!\w)")
_QUARTER_LIST = re.compile(
    r"(?P<items>(?:(?:, | và |, và )(?:[Qq]u[ýí] )?(?:III|II|IV|I)(?!\w))+)"
    r"(?:(?:/| năm |-)(?P<year>[0-9]{4})(?![0-9A-Za-zĐ]))?"
)
_Q_YEAR = re.compile(r"Q([1-4])[/-]([0-9]{4})(?![0-9A-Za-zĐ])")
_SAME_YEAR = re.compile(r"(?: và|,| hoặc|/) ?[0-9]{1,2} tháng(?: đầu)?(?: năm)? ([0-9]{4})(?![0-9])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def read_quarter(text: str, at: int) -> list[Dated]:
    """Read ``quý III/2020``, ``quý 3``, ``quý I năm 2018`` at ``at``."""
    match = _Q_YEAR.match(text, at)
    if match is not None and 1900 <= int(match[2]) <= 2100:
        return [Dated(at, match.end(), PartialDate(int(match[2]), quarter=int(match[1])), None, "quarter")]
    match = _QUARTER.match(text, at)
    if match is None or (match[1].isdigit() and not match[2] and counts(text, match.end())):
        return []
    quarter = _ROMAN.get(match[1]) or int(match[1])
    if match[2] is None and (more := _QUARTER_LIST.match(text, match.end())) is not None:
        return _listed_quarters(text, at, match, more)
    same = None if match[2] else _SAME_YEAR.match(text, match.end())
    year = int(match[2]) if match[2] else int(same[1]) if same else None
    if year is not None and not 1900 <= year <= 2100:
        return []
    return [Dated(at, match.end(), PartialDate(year, quarter=quarter), None, "quarter")]


def _listed_quarters(text: str, at: int, first: re.Match[str], more: re.Match[str]) -> list[Dated]:
    """Read ``quý I, II và III/2020``: quarters that share the year of the last."""
    spans = [(at, first.end(1), first[1])]
    spans += [
        (more.start() + item.start(1), more.start() + item.end(2), item[2])
        for item in _ONE_QUARTER.finditer(more["items"])
    ]
    year = int(more["year"]) if more["year"] else None
    if year is not None and not 1900 <= year <= 2100:
        return []
    found = [
        Dated(start, end, PartialDate(year, quarter=_ROMAN.get(name) or int(name)), None, "quarter")
        for start, end, name in spans
    ]
    return [*found[:-1], found[-1]._replace(end=more.end())]
