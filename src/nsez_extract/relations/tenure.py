"""How a person holds an office (current, former, acting, elected, leaving), since and until when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities import QuantityMatch
from nsez_extract.quantities.vocabulary import alternation
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.roles import RoleLink

STATUSES = ("current", "former", "acting", "elected", "leaving")
"""tuple[str, ...]: how an office can be held; ``current`` unless the text says otherwise."""

_FORMER_WORDS = words("former") - {"quyền"}
_ACTING_WORD = "quyền"
_CLAUSE_ENDS = re.compile(r"[;:.!?\n]|, (?=(?:đồng chí|ông|bà|anh|chị) )")
_LOOK_BACK = 90  # characters before a person in which the verb of a clause is looked for
_REACH = 70  # characters between a title and the dates of its tenure
_TERM = compile_pattern(rf"[\s(,]{{0,3}}(?:khóa \w+,? ?)?(?:{any_of('terms_of_office')})\s+\Z")
_FROM = compile_pattern(
    r"[\s(,]{0,3}(?:nhà trường |này )?(?:kể )?từ (?:ngày |tháng |năm |đầu năm |cuối năm )?\Z"
)
_TO = compile_pattern(r"\s*(?:đến|tới|-|–)\s*(?:hết )?(?:ngày |tháng |năm )?\Z")
_GOES_ON = compile_pattern(r"(?<!\w)(?:làm|giữ chức|giữ chức vụ|vào chức vụ|giữ)\s+\Z")
_BRACKET = re.compile(r"\s?\(\Z")


def _cues(where: str) -> dict[str, str]:
    rows = read_tsv("tenure_cues.tsv", ("phrase", "where", "status"))
    for phrase, places, status in rows:
        if not {"verb", "title", "office"}.issuperset(places.split("|")) or status not in STATUSES:
            raise ValueError(
                f"lexicon/data/tenure_cues.tsv: {phrase!r}: {places!r} or {status!r} is not allowed"
            )
    return {phrase: status for phrase, places, status in rows if where in places.split("|")}


_VERBS, _BEFORE_TITLE, _BEFORE_OFFICE = _cues("verb"), _cues("title"), _cues("office")
_VERB = compile_pattern(rf"(?<!\w)(?:{alternation(list(_VERBS))})(?!\w)")
_TITLE = compile_pattern(rf"(?<!\w)({alternation(list(_BEFORE_TITLE))})(?: chức| chức vụ| chức danh)?\s+\Z")
_OFFICE = compile_pattern(rf"(?<!\w)({alternation(list(_BEFORE_OFFICE))})\s+\Z")
_HOLDING = compile_pattern(rf"(?<!\w)(?:{any_of('holding')}|vào|thôi|chức)\s+\Z")


@dataclass(frozen=True, slots=True)
class Tenure:
    """How and how long a title is held.

    Attributes:
        status (str): One of :data:`STATUSES`.
        since (str | None): ISO 8601 year, month or day since when, where the text says it.
        until (str | None): The same, until when.
        words (str): The words that say so; empty for a plain current office.
    """

    status: str
    since: str | None
    until: str | None
    words: str


def tenure_of(
    text: str, link: RoleLink, clause: int, dates: Sequence[QuantityMatch], before: Tenure | None = None
) -> Tenure:
    """Return how and how long a person holds a title.

    Args:
        text (str): Clean text.
        link (RoleLink): The role.
        clause (int): First code point of what belongs to this title: where its sentence begins or the last
            title of another person before it ends.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.
        before (Tenure | None): Of the role before it in the same sentence, whose verb may govern this one too
            (``bầu ông A giữ chức Phó Bí thư; bà B làm Chủ nhiệm …``).

    Returns:
        Tenure: ``current`` without dates where the text says nothing.
    """
    status, said = _status(text, link, clause, before)
    since, until, span = _dates(text, link.title.end, dates)
    return Tenure(status, since, until, ", ".join(filter(None, (said, span))))


def _status(text: str, link: RoleLink, clause: int, earlier: Tenure | None) -> tuple[str, str]:
    """Return the status and the words that say it."""
    title, person = link.title, link.person
    first = fold(text[title.start : title.end].split(" ", 1)[0])
    if first in _FORMER_WORDS:
        return "former", first
    before = text[max(clause, title.start - _LOOK_BACK) : title.start]
    direct = _TITLE.search(before)
    if direct is not None:
        return _BEFORE_TITLE[direct[1].lower()], direct[1]
    if first == _ACTING_WORD:
        return "acting", first
    if person.start > title.start:
        office = _OFFICE.search(before)
        return (_BEFORE_OFFICE[office[1].lower()], office[1]) if office else ("current", "")
    gap = text[person.end : title.start]
    if not _HOLDING.search(gap):
        return "current", ""
    begin = max(clause, person.start - _LOOK_BACK)
    for end in _CLAUSE_ENDS.finditer(text, begin, person.start):
        begin = end.end()
    verbs = _VERB.findall(text, begin, title.start)
    if verbs:
        return _VERBS[verbs[-1].lower()], verbs[-1]
    if earlier is not None and earlier.status in ("elected", "leaving") and _GOES_ON.search(gap):
        return earlier.status, earlier.words
    return "current", ""


def _dates(text: str, end: int, dates: Sequence[QuantityMatch]) -> tuple[str | None, str | None, str]:
    """Return since and until when by the dates right after a title, and the words that say it."""
    for at in range(bisect_left(dates, end, key=lambda date: date.start), len(dates)):
        date = dates[at]
        if date.start - end > _REACH or date.value is None:
            break
        between = text[end : date.start]
        written = text[end : date.end].strip()
        first, _, last = date.value.partition("/")
        if last and (_TERM.fullmatch(between) or _BRACKET.fullmatch(between)):
            return _iso(first), _iso(last), written
        if _FROM.fullmatch(between):
            after = dates[at + 1] if at + 1 < len(dates) else None
            if not last and after is not None and _TO.fullmatch(text, date.end, after.start):
                return _iso(first), _iso(after.value or ""), text[end : after.end].strip()
            return _iso(first), _iso(last) if last else None, written
        break
    return None, None, ""


def _iso(value: str) -> str | None:
    """Return a date that names its year; None for an open or missing one."""
    return value if value[:4].isdigit() else None
