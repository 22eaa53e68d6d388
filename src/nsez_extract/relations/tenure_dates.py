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
_TERM = compile_pattern(rf"[\s(,]{{0,3}}(?:khóa \w+,? ?)?(?:{any_of('terms_of_office')})\s+\Z")
_BRACKET = compile_pattern(r"\s?\(\Z")
_FROM = compile_pattern(rf"[\s(]{{0,2}}(?:nhà trường |này )?(?:kể )?từ {_UNIT}\Z")
_TO = compile_pattern(rf"\s*(?:đến|tới|-|–)\s*(?:hết )?{_UNIT}\Z")
_UNTIL = compile_pattern(rf"[\s(]{{0,2}}(?:cho )?(?:đến|tới) (?:hết |khi hết )?{_UNIT}\Z")
_LEAVES = compile_pattern(rf",? sẽ (?:mãn nhiệm|hết nhiệm kỳ|nghỉ hưu|thôi chức)(?: vào| từ)? {_UNIT}\Z")
_SINCE_BEFORE = compile_pattern(rf"(?:\A|[\s(])(?:kể )?từ {_UNIT}\Z")
_OF_ANOTHER = compile_pattern(r"\s+(?:là|làm|giữ)\s")  # (giai đoạn 2016-2020 là trưởng khoa)
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


def dates_after(text: str, end: int, dates: Sequence[QuantityMatch]) -> Span:
    """Return the dates right after a title or name: ``nhiệm kỳ 2020-2025``, ``từ năm 2015``.

    A date after a comma is of what follows, unless it is a term or says when the holder leaves.

    Args:
        text (str): Clean text.
        end (int): One past the title's last code point.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.

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
        return Span(_iso(first), _iso(last), True, written)
    if _FROM.fullmatch(between):
        after = dates[at + 1] if at + 1 < len(dates) else None
        if not last and after is not None and _TO.fullmatch(text, date.end, after.start):
            return Span(_iso(first), _iso(after.value or ""), False, text[end : after.end].strip(" ,("))
        return Span(_iso(first), _iso(last) if last else None, False, written)
    if not last and (_UNTIL.fullmatch(between) or _LEAVES.fullmatch(between)):
        return Span(None, _iso(first), False, written)
    return NONE


def date_before(text: str, begin: int, person: int, dates: Sequence[QuantityMatch]) -> Span:
    """Return since when by a date that opens the clause of a person: ``Từ năm 2016, ông A là …``.

    Args:
        text (str): Clean text.
        begin (int): Where the clause begins.
        person (int): Where the person's name begins.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.

    Returns:
        Span: :data:`NONE` where nothing is said.
    """
    at = bisect_left(dates, person, key=lambda date: date.start) - 1
    if at < 0 or dates[at].start < begin or dates[at].value is None:
        return NONE
    date = dates[at]
    opens = _SINCE_BEFORE.search(text, begin, date.start)
    if opens is None or text[begin : opens.start()].strip():
        return NONE
    if not _TO_PERSON.fullmatch(text, date.end, person):
        return NONE
    first, _, last = (date.value or "").partition("/")
    return Span(_iso(first), _iso(last) if last else None, False, text[opens.start() : date.end].strip())


def _iso(value: str) -> str | None:
    """Return a date that names its year; None for an open or missing one."""
    return value if value[:4].isdigit() else None
