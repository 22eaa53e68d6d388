"""Dates, months, quarters, years, terms and periods."""

from __future__ import annotations

import re

from nsez_extract.quantities.context import Left
from nsez_extract.quantities.date_atoms import AMOUNT_AHEAD, DAY_MONTH, Atom, Dated, counts, read_atom
from nsez_extract.quantities.partial_dates import PartialDate, inherit
from nsez_extract.quantities.vocabulary import any_of, words

DAY_WORDS = words("day_words")
"""frozenset[str]: words before a day."""

WEEKDAYS = words("weekdays")
"""frozenset[str]: last words of the weekdays' names."""

_EVENT_DAY = re.compile(rf"(?<!\w)ngày (?:{any_of('event_days')})\Z")
_TERMS = words("date_terms")
_STEMS, _BRANCHES = words("year_stems"), words("year_branches")
_PERIOD = re.compile(
    r"([0-9]{4})(?: ?[/–—-] ?| (?:đến|tới) )([0-9]{4})(?![0-9A-Za-zĐ])(?![.,][0-9])(?!-[0-9])(?!/[A-ZĐ0-9])"
)
_SPLIT_YEAR = re.compile(r"([0-9]{4})[/–-]([0-9]{2})(?![0-9A-Za-zĐ])(?![.,/-][0-9])")
_DATE_TAIL = re.compile(rf" (?:{any_of('date_tail')})(?!\w)")
_MONTH_WORDS = re.compile(
    r"mười(?: (một|hai)(?!\w)(?! (?:ngày|tháng|người)| năm(?! [0-9]{4})))?(?: năm ([0-9]{4})(?![0-9]))?",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"(?P<range> ?[-–—] ?| (?:đến|tới) (?=[0-9]))"
    r"|(?P<far>,? (?:đến|tới|và|hoặc|cho đến)(?: hết| cuối| đầu| giữa)? (?P<word>ngày|tháng|năm|quý) )"
    r"|(?P<list>,? rạng (?:sáng )?(?:ngày )?|, ?(?:và )?| và | hoặc | hay |; )"
)


_DECADE = re.compile(r"[2-9]0(?![\w%])(?![.,/-][0-9])")


def scope_of(left: Left) -> str:
    """Return what the words before a number introduce: day, month, year, term or nothing."""
    word = left.word()
    if word in DAY_WORDS or (word[-1:] == "," and word[:-1] in ("nay", "qua", "hôm", "mai")):
        return "day"
    if word == "tháng" or word.endswith("tháng"):
        return "month"
    if word == "năm":
        return "day" if left.word(2) == "thứ" else "year"
    if "ngày" in left.low and _EVENT_DAY.search(left.phrase(5)):
        return "day"
    if "(" in left.gap and (word in WEEKDAYS or word in DAY_WORDS):
        return "day"
    if word in WEEKDAYS and left.word(2) in ("thứ", "chủ"):
        return "day"
    if word in _BRANCHES and left.word(2) in _STEMS:
        return "year"
    if word in _TERMS or left.phrase(2) in _TERMS or left.phrase(3) in _TERMS:
        return "term"
    return ""


def read_month_words(text: str, at: int) -> list[Dated]:
    """Read the spelled-out month ``mười``, ``mười một`` or ``mười hai`` after ``tháng``.

    >>> [item.first.iso() for item in read_month_words("tháng mười hai", 6)]
    ['--12']
    """
    match = _MONTH_WORDS.match(text, at)
    if match is None or text[max(0, at - 6) : at].lower() != "tháng ":
        return []
    month = 10 + {None: 0, "một": 1, "hai": 2}[match[1].lower() if match[1] else None]
    date = PartialDate(int(match[2]) if match[2] else None, month)
    return [Dated(at, match.end(), date, None, "month-words")]


def _first(text: str, at: int, scope: str, left: Left) -> list[Dated] | Atom | None:
    """Read the first date of an expression, or a whole period of years."""
    match = _PERIOD.match(text, at)
    if match and 1000 <= int(match[1]) < int(match[2]) <= 2100 and not AMOUNT_AHEAD.match(text, match.end()):
        first, last = PartialDate(int(match[1])), PartialDate(int(match[2]))
        if scope or int(match[1]) >= 1900:
            return [Dated(at, match.end(), first, last, "period-years")]
    match = _SPLIT_YEAR.match(text, at)
    if match and scope in ("year", "term") and int(match[2]) == (int(match[1]) + 1) % 100:
        year = int(match[1])
        return [Dated(at, match.end(), PartialDate(year), PartialDate(year + 1), "period-season")]
    if scope == "term":
        return read_atom(text, at, "") or None
    return read_atom(text, at, scope)


def _bare_ok(text: str, atom: Atom, scope: str, left: Left) -> bool:
    """Decide whether a date nothing introduces is one."""
    if atom.rule == "year":
        year = atom.date.year or 0
        if scope == "year":
            return True
        if not 1900 <= year <= 2100 or counts(text, atom.end):
            return False
        if scope == "term":
            return left.word() in ("sn", "sinh") or not left.named_before()
        if "(" in left.gap:
            return text.startswith(")", atom.end)
        return False
    if atom.rule == "day-only":
        return scope == "day"
    if atom.rule == "day-month" and scope != "day":
        if _DATE_TAIL.match(text, atom.end):
            return True
        if left.word() in ("ở", "tại", "trú") and text[atom.end + 1 : atom.end + 2].isupper():
            return False
        return not left.words or not _RATIO_LEFT.search(left.phrase(2))
    return True


_RATIO_LEFT = re.compile(rf"(?:{any_of('not_date_left')})\Z")


def read_dates(text: str, at: int, left: Left, styles: frozenset[str] = frozenset()) -> list[Dated]:
    """Read the date expression at ``at``: one date, a period, or a list of dates.

    Args:
        text (str): Clean text.
        at (int): Position of its first digit.
        left (Left): The words before it.
        styles (frozenset[str]): Separators (``-``, ``.``) the article is known to write dates with.

    Returns:
        list[Dated]: In text order; empty when there is no date here.
    """
    scope = scope_of(left)
    if not scope and _COUNTED.match(text, at):
        return []
    decade = _DECADE.match(text, at)
    if decade and left.phrase(2) in ("thập niên", "thập kỷ", "những năm"):
        return [Dated(at, decade.end(), PartialDate(1900 + int(decade[0])), None, "decade")]
    if scope in ("", "term"):
        days = _days(text, at, styles)
        if days:
            return days
        if styles and (left.word() in _EDGES or "(" in left.gap):
            match = DAY_MONTH.match(text, at)
            if match and match[2] in styles and not counts(text, match.end(), years=True):
                scope = "day"
    first = _first(text, at, scope, left)
    if isinstance(first, list):
        return _continue_years(text, first) if scope in ("year", "term") else first
    if first is None or not _bare_ok(text, first, scope, left):
        return []
    found = [Dated(at, first.end, first.date, None, first.rule)]
    scope = ("" if scope == "term" else scope) or {
        "date-full": "full",
        "day-month": "date",
        "month-year": "month",
    }.get(first.rule, "")
    if first.rule == "year":
        scope = "year"
    while True:
        last = found[-1]
        join = _JOIN.match(text, last.end)
        if join is None:
            break
        kind = join.lastgroup if join.lastgroup != "word" else "far"
        next_scope = scope
        if kind == "far":
            next_scope = {"ngày": "day", "tháng": "month", "năm": "year", "quý": "quarter"}[join["word"]]
        atom = _joined_atom(text, join.end(), next_scope, kind or "")
        if atom is None:
            break
        if kind == "range" and last.last is None and found[-1].rule != "list-range":
            first_date = inherit(last.first, atom.date)
            if not first_date.valid() or _backwards(first_date, atom.date):
                break
            found[-1] = Dated(last.start, atom.end, first_date, atom.date, "period")
        elif kind == "range":
            break
        else:
            found.append(Dated(join.end(), atom.end, atom.date, None, atom.rule))
            if kind == "far":
                scope = next_scope
    found = _share(found)
    if found[0].rule == "day-only" and left.word() != "ngày" and found[0].first.month is None:
        return []
    return found


_COUNTED = re.compile(
    r"(?:[0-9]{1,3}|[0-9]{1,3}(?:[.,][0-9]{1,3})+) (?!tháng|đến|tới|năm|và |hoặc |hay |rạng)[^\W\d_A-ZĐ]"
)
_EDGES = words("edges")
_DAYS = re.compile(
    r"([0-9]{1,2})(?: ?[-–] ?| đến | tới )([0-9]{1,2})([/.-])([0-9]{1,2})(?:\3([0-9]{4}))?"
    r"(?![0-9A-Za-zĐ%])(?![/.,-][0-9])"
)
_STYLE = re.compile(r"[0-9]{1,2}([.-])[0-9]{1,2}(?![0-9A-Za-z%])(?![.,][0-9])")
_STYLE_LEFT = tuple(
    f"{word} " for word in ("ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "nay", "qua")
)


def date_styles(text: str) -> frozenset[str]:
    """Return the separators other than ``/`` that the article writes days and months with.

    >>> sorted(date_styles("Ngày 5.6, tỉnh họp; chiều 7.6 bế mạc")), sorted(date_styles("chiều 7/6"))
    (['.'], [])
    """
    return frozenset(
        match[1]
        for match in _STYLE.finditer(text, 0, 20000)
        if text[max(0, match.start() - 6) : match.start()].lower().endswith(_STYLE_LEFT)
    )


def _days(text: str, at: int, styles: frozenset[str]) -> list[Dated]:
    """Read ``16-22/5/2017`` or ``22 đến 26/5`` as one period."""
    match = _DAYS.match(text, at)
    if match is None or (match[3] != "/" and not match[5] and match[3] not in styles):
        return []
    month, year = int(match[4]), int(match[5]) if match[5] else None
    if match[3] == "-" and text[match.end(1) : match.start(2)] == "-":
        return []
    first, last = PartialDate(year, month, int(match[1])), PartialDate(year, month, int(match[2]))
    if not (first.valid() and last.valid()) or int(match[1]) >= int(match[2]):
        return []
    return [Dated(at, match.end(), first, last, "period-days")]


def _joined_atom(text: str, at: int, scope: str, kind: str) -> Atom | None:
    """Read the next date of a list or range, refusing plain numbers."""
    if scope in ("full", "date"):
        atom = read_atom(text, at, "day" if scope == "date" else "")
        if atom is None or atom.rule not in ("date-full", "day-month", "date-words"):
            return None
        return None if counts(text, atom.end) else atom
    if scope == "quarter" or scope == "":
        return None
    atom = read_atom(text, at, scope)
    if atom is None:
        return None
    bare = atom.rule in ("day-only", "month-only", "year")
    if bare and kind != "far" and counts(text, atom.end, years=kind == "range" and atom.rule != "year"):
        return None
    if atom.rule in ("day-only", "month-only") and _GLUED_ON.match(text, atom.end):
        return None
    if atom.rule in ("day-only", "month-only") and kind != "far" and _WORD_AHEAD.match(text, atom.end):
        return None
    return atom


_GLUED_ON = re.compile(r"[-–.][0-9]")
_WORD_AHEAD = re.compile(r" (?:tháng|năm|ngày|giờ|tuần)(?= (?:đầu|cuối|qua|sau|tới|trước|liền|tuổi))")


def _backwards(first: PartialDate, last: PartialDate) -> bool:
    """Return whether the range runs backwards in what both ends state."""
    one = (first.year or 0, first.month or 0, first.day or 0)
    two = (last.year or 0, last.month or 0, last.day or 0)
    return (one >= two and first.year is not None) or (
        one[0] == two[0] and one[1] == two[1] and one[2] >= two[2]
    )


def _continue_years(text: str, found: list[Dated]) -> list[Dated]:
    """Add the further periods and years of a list: ``2016-2017 và 2017-2018``."""
    while True:
        join = _JOIN.match(text, found[-1].end)
        if join is None or join.lastgroup not in ("list", "range"):
            return found
        match = _PERIOD.match(text, join.end())
        if join.lastgroup == "range":
            whole = found[-1]
            if match is None or whole.last is None or whole.rule == "period-joined":
                return found
            if not whole.last.year or whole.last.year > int(match[2]):
                return found
            last = PartialDate(int(match[2]))
            found[-1] = whole._replace(end=match.end(), last=last, rule="period-joined")
            continue
        if match and int(match[1]) < int(match[2]) <= 2100:
            first, last = PartialDate(int(match[1])), PartialDate(int(match[2]))
            found.append(Dated(join.end(), match.end(), first, last, "period-years"))
            continue
        return found


def _share(found: list[Dated]) -> list[Dated]:
    """Let dates that lack a month or year take it from the next one of the expression."""
    for index in range(len(found) - 2, -1, -1):
        item, after = found[index], found[index + 1]
        shared = inherit(item.first, after.first)
        if shared != item.first and shared.valid():
            found[index] = item._replace(first=shared)
            if item.last is not None:
                found[index] = found[index]._replace(last=inherit(item.last, after.first))
    return found
