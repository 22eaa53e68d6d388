"""Since and until when an office is held, by the dates that stand with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nsez_extract.entities.word_groups import any_of
from nsez_extract.quantities import QuantityMatch
from nsez_extract.relations.gaps import ADDRESS, compile_pattern

_REACH = 70  # characters between a title and the dates of its tenure
_UNIT = r"(?:ngày |tháng |năm |đầu năm |cuối năm |quý )?"
_KHOA = r"kh(?:óa|oá)"
_TERM = compile_pattern(
    rf"[\s(,]{{0,3}}(?:{_KHOA} \w+,? ?)?(?:(?:{any_of('terms_of_office')})|{_KHOA})"
    r"(?:\s+[IVX\d]{1,5}\s?\(|\s+)\Z"
)
_BRACKET = compile_pattern(r"\s?\(\Z")
_FROM = compile_pattern(rf"[\s(]{{0,2}}(?:nhà trường |này )?(?:kể )?từ {_UNIT}\Z")
_TO = compile_pattern(rf"\s*(?:đến|tới|-|–)\s*(?:hết )?{_UNIT}\Z")
_UNTIL = compile_pattern(rf"[\s(]{{0,2}}(?:cho )?(?:đến|tới) (?:hết |khi hết )?{_UNIT}\Z")
_LEAVES = compile_pattern(rf",? sẽ (?:mãn nhiệm|hết nhiệm kỳ|nghỉ hưu|thôi chức)(?: vào| từ)? {_UNIT}\Z")
_SINCE_BEFORE = compile_pattern(rf"(?:\A|[\s(])(?:kể )?từ {_UNIT}\Z")
_ON = compile_pattern(rf"(?:\A|\s)(?:(?:vào|đến|tới|và|rồi) )?(?:(?:sáng|chiều|tối) )?{_UNIT}\Z")
_OF_ANOTHER = compile_pattern(r"\s+(?:là|làm|giữ)\s")  # (giai đoạn 2016-2020 là trưởng khoa)
_CLAUSE_END = compile_pattern(r"\s*(?:[,.;:)\n]|\Z)")
_LONGEST_TERM = 20  # years; more are those of a life
_TO_PERSON = compile_pattern(rf",?\s*(?:{ADDRESS}\s+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of a tenure.

    Attributes:
        since (str | None): ISO 8601 year, month or day.
        until (str | None): The same.
        term (bool): Whether they are those of a term of office, which one may leave before its end.
        words (str): The words that say them; empty without dates.
    """

    since: str | None
    until: str | None
    term: bool
    words: str


NONE = Span(None, None, False, "")
"""Span: no dates."""


def dates_after(text: str, end: int, dates: Sequence[QuantityMatch], *, name: bool = False) -> Span:
    """Return the dates right after a title or name: ``nhiệm kỳ 2020-2025``, ``từ năm 2015``.

    A date after a comma is of what follows, unless it is a term or says when the holder leaves; so is one
    after the holder's name that does not end its clause (``Giám đốc A từ năm 2015 đã …``).

    Args:
        text (str): Clean text.
        end (int): One past the last code point of the title, or of the holder's name behind it.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.
        name (bool): Whether the holder's name ends there.

    Returns:
        Span: :data:`NONE` where nothing is said.
    """
    at = bisect_left(dates, end, key=lambda date: date.start)
    if at == len(dates) or dates[at].start - end > _REACH or dates[at].value is None:
        return NONE
    date = dates[at]
    between = text[end : date.start]
    first, _, last = (date.value or "").partition("/")
    written = text[end : date.end].strip(" ,(")
    if _OF_ANOTHER.match(text, date.end):
        return NONE
    if last and (_TERM.fullmatch(between) or _BRACKET.fullmatch(between)):
        if _years(first, last) > _LONGEST_TERM:
            return NONE
        return Span(_iso(first), _iso(last), True, written)
    if _FROM.fullmatch(between):
        after = dates[at + 1] if at + 1 < len(dates) else None
        if not last and after is not None and _TO.fullmatch(text, date.end, after.start):
            if name and not _CLAUSE_END.match(text, after.end):
                return NONE
            return Span(_iso(first), _iso(after.value or ""), False, text[end : after.end].strip(" ,("))
        if name and not _CLAUSE_END.match(text, date.end):
            return NONE
        return Span(_iso(first), _iso(last) if last else None, False, written)
    if name and not _CLAUSE_END.match(text, date.end):
        return NONE
    if not last and (_UNTIL.fullmatch(between) or _LEAVES.fullmatch(between)):
        return Span(None, _iso(first), False, written)
    return NONE


def date_before(
    text: str, begin: int, person: int, dates: Sequence[QuantityMatch], *, taken: bool = False
) -> Span:
    """Return since when by a date that opens the clause of a person.

    ``Từ năm 2016, ông A là …``; of an office that is taken also ``Năm 2016, ông A được bầu làm …``.

    Args:
        text (str): Clean text.
        begin (int): Where the clause begins.
        person (int): Where the person's name begins.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.
        taken (bool): Whether the clause says that the office is taken, on that date.

    Returns:
        Span: :data:`NONE` where nothing is said.
    """
    at = bisect_left(dates, person, key=lambda date: date.start) - 1
    if at < 0 or dates[at].start < begin or dates[at].value is None:
        return NONE
    date, until = dates[at], None
    if at and dates[at - 1].start >= begin and _TO.fullmatch(text, dates[at - 1].end, date.start):
        date, until = dates[at - 1], date
    opens = _SINCE_BEFORE.search(text, begin, date.start)
    if opens is None and taken and "/" not in (date.value or ""):
        opens = _ON.search(text, begin, date.start)
    if opens is None or text[begin : opens.start()].strip():
        return NONE
    end = date.end if until is None else until.end
    if not _TO_PERSON.fullmatch(text, end, person):
        return NONE
    first, _, last = (date.value or "").partition("/")
    if until is not None and not last:
        last = until.value or ""
    return Span(_iso(first), _iso(last) if last else None, False, text[opens.start() : end].strip())


def _years(first: str, last: str) -> int:
    """Return how many years lie between two dates; 0 when one does not name its year."""
    return int(last[:4]) - int(first[:4]) if first[:4].isdigit() and last[:4].isdigit() else 0


def _iso(value: str) -> str | None:
    """Return a date that names its year, of a quarter the year; None for an open or missing one."""
    return value.partition("-Q")[0] if value[:4].isdigit() else None
