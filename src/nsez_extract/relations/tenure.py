"""How a person holds an office (current, former, acting, elected, leaving), since and until when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities import QuantityMatch
from nsez_extract.quantities.vocabulary import alternation
from nsez_extract.relations.gaps import BETWEEN_TITLES, NAMELY, compile_pattern
from nsez_extract.relations.hierarchy import hierarchy_of
from nsez_extract.relations.roles import RoleLink
from nsez_extract.relations.tenure_dates import NONE, Span, date_before, dates_after

STATUSES = ("current", "former", "acting", "elected", "leaving")
"""tuple[str, ...]: how an office can be held; ``current`` unless the text says otherwise."""

_PLACES = ("verb", "title", "office", "after")
_FORMER_WORDS = words("former") - {"quyền"}
_ACTING_WORD = "quyền"
_NO_OFFICE = ("rank", "degree")
_CLAUSE_ENDS = re.compile(
    r"[;.!?\n]|:(?! (?:đồng chí|ông|bà|anh|chị) )|, (?=(?:đồng chí|ông|bà|anh|chị|còn) )"
)
_LOOK_BACK = 90  # characters before a person or title in which the words of a clause are looked for


def _cues(where: str) -> dict[str, str]:
    rows = read_tsv("tenure_cues.tsv", ("phrase", "where", "status"))
    for phrase, places, status in rows:
        if not set(_PLACES).issuperset(places.split("|")) or status not in STATUSES:
            raise ValueError(
                f"lexicon/data/tenure_cues.tsv: {phrase!r}: {places!r} or {status!r} is not allowed"
            )
    return {phrase: status for phrase, places, status in rows if where in places.split("|")}


_VERBS, _BEFORE_TITLE, _BEFORE_OFFICE, _AFTER = map(_cues, _PLACES)
_VERB = compile_pattern(rf"(?<!\w)(?:{alternation(list(_VERBS))})(?!\w)")
_TITLE = compile_pattern(
    rf"(?<!\w)({alternation(list(_BEFORE_TITLE))})(?: chức vụ| chức danh| chức| làm| giữ chức)?\s+\Z"
)
_OFFICE = compile_pattern(rf"(?<!\w)({alternation(list(_BEFORE_OFFICE))})(?: chức vụ| chức danh| chức)?\s+\Z")
_HOLDING = compile_pattern(rf"(?<!\w)(?:{any_of('holding')}|vào|thôi|chức)\s+\Z")
_AND_WITH = compile_pattern(r"\s*,?\s*kiêm(?: nhiệm)?\s+")
_AND_ALSO = compile_pattern(r"\s*,\s*|\s+và\s+|" + _AND_WITH.pattern)
_EARLIER = compile_pattern(r"(?:\A|[;.]\s)\s*trước (?:đó|đây|khi)(?!\w)[^;.]*\Z")
_STAYS = compile_pattern(r"(?<!\w)(?:vẫn|hiện|hiện đang|đang|tiếp tục)\s+(?:\w+\s+){1,2}\Z")
_NOT = compile_pattern(r"(?<!\w)(?:chưa|không|chẳng)(?: hề)?\s+\Z")
_LIST = compile_pattern(r"(?<!\w)(?:tất cả|mọi|hết|các) chức|kinh qua")
_IS = compile_pattern(r"(?<!\w)là\s+\Z")
_ELECTS = compile_pattern(r"(?<!\w)(?:bầu|công nhận|công bố)\s(?:[^,;]{0,12}\s)?\Z")
_TIME = compile_pattern(r"(?:\A|[;.,]\s)\s*(?:vào )?(?:thời điểm|thời|lúc|hồi|khi)\s(?:còn\s)?[^,;.]{0,12}\Z")
_GOES_ON = compile_pattern(r"(?<!\w)(?:làm|giữ chức|giữ chức vụ|vào chức vụ|giữ|kiêm|kiêm nhiệm)\s+\Z")
_THEN_TAKES = compile_pattern(r"\s*,?\s*(?:giữ chức vụ|giữ chức|giữ|làm|vào)\s")
_AFTERWARDS = compile_pattern(
    r"(?:\s*kh(?:óa|oá) \w+)?\s*[,)–-]?\s*(?:(?:hôm|ngày|sáng|chiều|tối) [\d/-]+\s+)?"
    r"(?:(?:đã|vừa|xin|được|chính thức|tuyên bố|nộp đơn|viết đơn|gửi đơn|sẽ)\s+)*"
    rf"({alternation(list(_AFTER))})(?!\w)"
)


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
    text: str,
    link: RoleLink,
    clause: int,
    dates: Sequence[QuantityMatch],
    before: tuple[RoleLink, Tenure] | None = None,
    published: datetime.date | None = None,
) -> Tenure:
    """Return how and how long a person holds a title.

    Args:
        text (str): Clean text.
        link (RoleLink): The role.
        clause (int): First code point of what belongs to this title: where its sentence begins or the last
            title of another person before it ends.
        dates (Sequence[QuantityMatch]): DATE quantities of the text in text order.
        before (tuple[RoleLink, Tenure] | None): The role before it in the same sentence, whose verb may
            govern this one too (``bầu ông A giữ chức Phó Bí thư; bà B làm Chủ nhiệm …``).
        published (datetime.date | None): The article's own day; an office whose time is over by then is
            former.

    Returns:
        Tenure: ``current`` without dates where the text says nothing; always so for ranks and degrees.
    """
    if hierarchy_of(link.title.position) in _NO_OFFICE:
        former = hierarchy_of(text[link.title.start : link.title.end].split(" ", 1)[-1]) in _NO_OFFICE
        first = fold(text[link.title.start : link.title.end].split(" ", 1)[0])
        was = former and first in _FORMER_WORDS
        return Tenure("former" if was else "current", None, None, first if was else "")
    status, said = _status(text, link, clause, before)
    span = dates_after(text, link.title.end, dates)
    goes_with = before is not None and span is NONE and _goes_with(text, before, link)
    if before is not None and goes_with and (not said or status == before[1].status):
        return before[1]
    if before is not None and not said and _in_list(text, before, link):
        status, said = before[1].status, before[1].words
    if span is NONE and link.person.start > link.title.start:
        span = dates_after(text, link.person.end, dates, name=True)
    alone = before is None or before[0].person is not link.person  # a later office is of a later time
    taken = status == "elected" and link.person.start < link.title.start
    if span is NONE and alone and (taken or _HOLDING.search(text[link.person.end : link.title.start])):
        span = date_before(text, clause, link.person.start, dates, taken=taken)
    until = None if status == "leaving" and span.term else span.until
    if status == "current" and _is_over(span, published):
        status = "former"
    return Tenure(status, span.since, until, ", ".join(filter(None, (said, span.words))))


def _goes_with(text: str, before: tuple[RoleLink, Tenure], link: RoleLink) -> bool:
    """Tell whether a title is held as the one right before it (``được bầu làm Bí thư, Chủ tịch``).

    ``nguyên A, B`` says it of the first alone if that has a body of its own, ``nguyên A kiêm B`` of both.
    """
    other, tenure = before
    if other.person is not link.person:
        return False
    if tenure.status == "acting" or (other.person.start > other.title.start and tenure.status != "former"):
        return False
    first = fold(text[other.title.start : other.title.end].split(" ", 1)[0])
    joint = _AND_WITH if first in _FORMER_WORDS and other.title.inner else _AND_ALSO
    said = tenure.status != "current"
    return said and joint.fullmatch(text, other.title.end, link.title.start) is not None


def _in_list(text: str, before: tuple[RoleLink, Tenure], link: RoleLink) -> bool:
    """Tell whether a title goes on a list of offices announced as such (``từng giữ các chức vụ A; B``)."""
    other, tenure = before
    if other.person is not link.person or _LIST.search(tenure.words) is None:
        return False
    return BETWEEN_TITLES.fullmatch(text, other.title.end, link.title.start) is not None


def _is_over(span: Span, published: datetime.date | None) -> bool:
    """Tell whether a tenure is over: by the article's day, or as told (``từ 2010 đến 2015``)."""
    if span.until is None:
        return False
    if published is None:
        return span.since is not None and not span.term
    return span.until < published.isoformat()[: len(span.until)]


def _status(
    text: str, link: RoleLink, clause: int, earlier: tuple[RoleLink, Tenure] | None
) -> tuple[str, str]:
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
        if office is not None and not _THEN_TAKES.match(text, person.end):
            return _BEFORE_OFFICE[office[1].lower()], office[1]
        between = _afterwards(text, title.end)
        return between if between[1] else _afterwards(text, person.end)
    gap = text[person.end : title.start]
    if _HOLDING.search(gap) or _ends_on_verb(gap) or NAMELY.fullmatch(gap):
        status = _by_verb(text, link, clause, gap, earlier)
        if status is not None:
            return status
    return _afterwards(text, title.end)


def _by_verb(
    text: str, link: RoleLink, clause: int, gap: str, earlier: tuple[RoleLink, Tenure] | None
) -> tuple[str, str] | None:
    """Return the status that the verb of a clause gives the title after it."""
    if _STAYS.search(gap):
        return "current", ""
    person, title = link.person, link.title
    begin = max(clause, person.start - _LOOK_BACK)
    for end in _CLAUSE_ENDS.finditer(text, begin, person.start):
        begin = end.end()
    if _IS.search(gap) and _ELECTS.search(text, begin, person.start) is None:
        begin = person.end
    same = earlier is not None and earlier[0].person is person
    if earlier is not None and same and earlier[1].status in ("elected", "leaving"):
        begin = max(begin, earlier[0].title.end)
    verbs = list(_VERB.finditer(text, begin, title.start))
    if verbs:
        verb = verbs[-1]
        denied = _NOT.search(text, max(begin, verb.start() - 12), verb.start()) is not None
        return ("current", "") if denied else (_VERBS[verb[0].lower()], verb[0])
    if earlier is not None and earlier[1].status in ("elected", "leaving") and _GOES_ON.search(gap):
        status = "elected" if same and earlier[1].status == "leaving" else earlier[1].status
        return status, earlier[1].words
    was = _EARLIER.search(text, clause, person.start) or _TIME.search(text, clause, person.start)
    if was is not None and _HOLDING.search(gap):
        return "former", was[0].strip(" ;.,").split(",", 1)[0]
    return None


def _ends_on_verb(gap: str) -> bool:
    """Tell whether the words before a title end on a verb of taking or leaving an office."""
    ends = [verb.end() for verb in _VERB.finditer(gap)]
    return bool(ends) and not gap[ends[-1] :].strip()


def _afterwards(text: str, end: int) -> tuple[str, str]:
    """Return the status that words right after a title or its holder give it (``… , từ chức``)."""
    after = _AFTERWARDS.match(text, end)
    return ("current", "") if after is None else (_AFTER[after[1].lower()], after[1])
