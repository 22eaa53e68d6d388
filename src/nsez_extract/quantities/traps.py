"""Digits that are no quantity: clock times, codes, labels, scores, list numbers, names."""

from __future__ import annotations

import re

import regex

from nsez_extract.quantities.context import Counted, Left
from nsez_extract.quantities.vocabulary import (
    CURRENCY,
    GLUED,
    LABELS,
    MONEY_CUE,
    NOT_COUNTED,
    SCALE,
    alternation,
    any_of,
    words,
)

_HOURS = r"(?:[01]?[0-9]|2[0-4])"
_PART_OF_DAY = rf"(?:{any_of('hour_of_day')})(?!\w)"
_CLOCK = re.compile(
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:AM|PM|SA|CH|am|pm)(?!\w))?"
    rf"|{_HOURS} ?[hHg] ?(?:[0-5]?[0-9](?![0-9.,/])|(?![\w]))(?:'|p(?!\w)| ?phút(?!\w))?"
    rf"|{_HOURS} giờ (?:[0-5]?[0-9](?![0-9.,/])(?: ?phút(?!\w)|(?! ?[^\W\d_])|(?= {_PART_OF_DAY}))))"
)
_HOUR = re.compile(rf"{_HOURS}(?:[hH]| giờ)(?= {_PART_OF_DAY})")
_HOUR_PLAIN = re.compile(rf"{_HOURS}(?: ?[-–] ?[0-9]{{1,2}})? giờ(?! (?:{any_of('hour_duration')}))(?!\w)")
_HOUR_RANGE = re.compile(
    rf"[0-9]{{1,2}} ?[-–] ?[0-9]{{1,2}}(?:[hH](?![a-z])|g(?!\w)| giờ(?= {_PART_OF_DAY}))(?:[0-5][0-9])?"
)
_HOUR_LEFT = words("hour_left")
_LONG_TIME = words("duration_left")
_DURATION_H = re.compile(r"(?:[0-9]{1,3})[hH](?!\w)")

_CODE = re.compile(
    r"[0-9]+(?:[-/.][0-9]+)*"
    r"(?:[-/](?=[A-ZĐƯ])(?!(?:CP|USD|VND|TEU|ha|kg)(?!\w))[\w&.-]*(?:/[\w&.-]+)*|[A-ZĐ][\w]*(?:[-/.][\w-]+)*)"
)
_PLATE = re.compile(
    r"[0-9]{2} ?[A-ZĐ][A-Z0-9]?(?: ?[-–] ?| )(?:[0-9]{3}\.[0-9]{2}|[0-9]{4,5})(?![0-9])(?![.,][0-9])"
)
_TOKEN_TAIL = re.compile(r"[\w]*(?:[-/.:,+][\w]+)*")
_IRREGULAR = re.compile(r"[0-9]+(?:[./,:-][0-9]+)*")
_PHONE = re.compile(
    r"0[0-9]{1,3}\) ?[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){1,4}(?![0-9])"
    r"|0[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){2,3}(?![0-9])"
)
_SCORE = re.compile(r"[0-9]{1,2}(?: ?[-–] ?[0-9]{1,2})+(?![0-9%])")
_LIST_END = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:[.)/]|\) ?-| ?-(?= )) *(?=\S)")
_LIST_CAPITAL = regex.compile(r"([0-9]{1,2})[.)] +\p{Lu}")
_SPORT = re.compile(rf"(?:{any_of('sport_left')})(?: (?:là|với|thành|đậm|sít sao|ngược|trước))?\Z")


def skip_clock(text: str, at: int, left: Left) -> int:
    """Return where the clock time at ``at`` ends, or ``at`` when there is none.

    >>> skip_clock("lúc 9h30 sáng", 4, Left(["lúc"], " "))
    8
    """
    match = _CLOCK.match(text, at) or _HOUR.match(text, at) or _HOUR_RANGE.match(text, at)
    if match:
        if _DURATION_H.fullmatch(match[0]) and left.word() in _LONG_TIME and not _HOUR.match(text, at):
            return at
        return match.end()
    match = _HOUR_PLAIN.match(text, at)
    if match and left.word() in _HOUR_LEFT and left.word(2) != "kể":
        return match.end()
    return at


def skip_code(text: str, at: int) -> int:
    """Return where a document number, plate, phone or other code at ``at`` ends, or ``at``.

    >>> skip_code("07-CT/TU của", 0), skip_code("29A-123.45 chạy", 0), skip_code("263 đoàn", 0)
    (8, 10, 0)
    """
    match = _PHONE.match(text, at)
    if match:
        return match.end()
    match = _PLATE.match(text, at)
    if match:
        return match.end()
    match = _CODE.match(text, at)
    if match and not _UNIT_GLUED.match(text, at):
        return match.end()
    return at


_UPPER_UNITS = alternation([unit for unit in GLUED if unit[0].isupper()])
_UNIT_GLUED = re.compile(rf"[0-9]+(?:[.,][0-9]+)*(?:{_UPPER_UNITS}|{CURRENCY}|TR|TỶ)(?!\w)", re.IGNORECASE)


def glued_code(text: str, at: int) -> int:
    """Return where a token ends whose letters stand directly before the digits, or ``at`` if none do.

    ``VN30-Index``, ``C-130``, ``Covid-19``, ``ĐT605B``, ``#5``, ``1:500``.
    """
    before = text[at - 1] if at else " "
    if before in " \n(\"“‘'[" or before in "$€£¥₫₩~≈<>=«":
        return at
    if before.isalpha() or before in "_#@":
        word = re.search(r"[^\W\d_]+\Z", text[max(0, at - 8) : at])
        if word and word[0].lower() in _GLUED_WORDS and word[0][1:].islower():
            return at
        if word and _CURRENCY_GLUED.search(text[max(0, at - 5) : at]):
            return at
    elif before in "-/–":
        head = text[max(0, at - 8) : at - 2]
        if text[at - 2 : at - 1] == " " and _CODE_HEAD.search(head) and _CODE_DIGITS.match(text, at):
            return skip_irregular(text, at)
        if before == "–" or not (at > 1 and text[at - 2].isalnum()):
            return at
    elif before in ".,":
        initials = re.search(r"(?<!\w)(?:[A-ZĐ][A-ZĐ]{0,2}|[Vv]ol|[Nn]o|Op)\.\Z", text[max(0, at - 5) : at])
        if initials is None and not (at > 1 and text[at - 2].isdigit()):
            return at
    elif before in ":+":
        if not (at > 1 and text[at - 2].isdigit()):
            return at
    else:
        return at
    match = _TOKEN_TAIL.match(text, at)
    return match.end() if match else at


_CODE_HEAD = re.compile(r"(?<!\w)[0-9]*[A-ZĐ]{1,4}[0-9]?\Z")
_CODE_DIGITS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{2})?(?![0-9%])(?!,[0-9])(?! ?(?:%|điểm|đồng))")
_PLATE_HEAD = re.compile(r"[0-9]{2}[A-ZĐ][A-Z0-9]?")
_GLUED_WORDS = words("glued_words")
_CURRENCY_GLUED = re.compile(r"(?<!\w)(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|NDT|AUD|SGD|US)\Z")


def skip_irregular(text: str, at: int) -> int:
    """Return the end of a token of digits that is no number, such as ``1.1.1.1``."""
    match = _IRREGULAR.match(text, at)
    return match.end() if match else at + 1


def is_list_number(text: str, at: int, previous: int = 0) -> bool:
    """Return whether the digits at ``at`` number a list item (``1.``, ``2)``, ``3/``).

    ``previous`` is the number of the list item before it in the text, 0 if there is none: a list run
    together in one line goes on with the next number.

    >>> is_list_number("1. Kết quả", 0), is_list_number("có 1. Kết quả", 3)
    (True, False)
    """
    line = text.rfind("\n", max(0, at - 8), at) + 1
    head = text[line:at] if line or at <= 8 else text[max(0, at - 8) : at]
    if (line or at <= 8) and not head.strip(' -–•*+("“'):
        return _LIST_END.match(text, at) is not None
    stripped = text[max(0, at - 4) : at].rstrip(" (")
    item = _LIST_CAPITAL.match(text, at)
    if item is None:
        return False
    return stripped[-1:] in (".", ";", ":", "!", "?", "/") or int(item[1]) == previous + 1 > 1


def is_score(text: str, at: int, left: Left) -> int:
    """Return where a sports score at ``at`` ends, or ``at`` when there is none."""
    match = _SCORE.match(text, at)
    if match is None:
        return at
    if _SPORT.search(left.phrase(3)):
        return match.end()
    return at


def looks_like_score(text: str, at: int) -> int:
    """Return where two small numbers joined by a dash end, or ``at``."""
    match = _SCORE.match(text, at)
    return match.end() if match else at


def is_label(left: Left, after: Counted, *, big: bool) -> bool:
    """Return whether the words before a number make it a label (``số 19``, ``giai đoạn 2``).

    Args:
        left (Left): The words before the number.
        after (Counted): What follows it.
        big (bool): Whether it is grouped, has decimals or a scale word, so it cannot be a label.
    """
    if not left.words or big:
        return False
    word = left.word().rstrip(".")
    if left.words[-1][-1:] in ",;:!?)”" or "(" in left.gap:
        return False
    if word in "-–" and _PLATE_HEAD.fullmatch(left.words[-2] if len(left.words) > 1 else ""):
        return True
    if _PLATE_HEAD.fullmatch(left.words[-1].rstrip("-–")):
        return True
    if word == "cấp":
        return not _WIND.search(left.phrase(7))
    for count in (3, 2, 1):
        strength = LABELS.get(left.phrase(count).rstrip("."))
        if strength is None or (count > 1 and len(left.words) < count):
            continue
        if strength == "firm":
            return not after.kind
        if strength == "hard":
            if word == "điểm" and (after.known or left.word(2) in ("được", "đạt", "ghi", "mất")):
                return False
            return not (word in ("kỳ", "km", "mẫu") and after.known)
        if word == "số":
            return left.word(2) not in _SO_LEFT
        if word == "năm" and after.kind == "time":
            return False
        return not after.known
    return False


_SO_LEFT = words("number_so")
_VERSION = re.compile(r"[0-9]\.[0-9]")


def is_noise(text: str, at: int, end: int, token: str, after: Counted) -> bool:
    """Return whether the digits are a version, footnote, age mark, ``1 số`` (some) or a lunar day."""
    if text[at - 1 : at] == "[" and text.startswith("]", end):
        return True
    if text.startswith(("+", " tết", " Tết"), end) or (token == "1" and text.startswith(" số ", end)):
        return True
    if _VERSION.fullmatch(token) is None:
        return False
    return after.unit is None or (token.endswith(".0") and not after.known)


def is_address(text: str, end: int) -> bool:
    """Return whether two capitalised words follow, as after a house number (``73 Nguyễn Trãi``)."""
    match = _CAPITALS.match(text, end)
    return match is not None


_CAPITALS = regex.compile(r" \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+")


def closes_name(text: str, at: int, left: Left, after: Counted, token: str) -> bool:
    """Return whether a bare whole number closes a name (``Hòa Phú 2``, ``Boeing 787``)."""
    if not left.words or not _PLAIN.fullmatch(token):
        return False
    if after.known and not (_YEAR.fullmatch(token) and " " not in (after.unit or "")):
        return False
    if after.unit is None and token.isdigit() and len(token) < 5 and is_address(text, at + len(token)):
        return True
    word = left.words[-1]
    if word in ("-", "–") and len(left.words) > 2 and left.words[-2][:1].isupper():
        return left.words[-2].isalpha()
    if left.gap.strip() or not word[:1].isalpha() or word[-1:] in '.,;:!?)”"':
        return False
    if word[:1].isupper() or (word[1:2].isupper() and word[:1].islower()):
        inside = len(left.words) > 1 and left.words[-2][-1:] not in (".", "!", "?", ":")
        return inside or word not in _OPENING
    before = left.words[-2] if len(left.words) > 2 else ""
    return (
        after.unit is None
        and before[:1].isupper()
        and before.isalpha()
        and left.words[-3][-1:].isalnum()
        and word.lower() not in NOT_COUNTED
    )


_PLAIN = re.compile(r"[0-9]+|[0-9]{1,2}\.[0-9]{1,2}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WIND = re.compile(rf"(?<!\w)(?:{any_of('wind')}|cấp [0-9]+[,-]?)(?!\w)")
_OPENING = words("opening_words")
_SENTENCE = re.compile(r"[.;!?\n]")
_RATE = re.compile(r" ?/| (?:mỗi|một|hàng|hằng)(?!\w)")


def bare_money(text: str, start: int, end: int, word: str, after: Counted, *, near: bool) -> bool:
    """Return whether a number with a scale word and no currency means money.

    Args:
        text (str): Clean text.
        start, end (int): The number's span.
        word (str): Its last scale word, lower case.
        after (Counted): What follows it.
        near (bool): Whether money was found shortly before in the text.
    """
    if after.known or after.code:
        return False
    if word in ("tỷ", "tỉ"):
        return after.unit is None or after.unit.islower()
    window = text[max(0, start - 60) : start]
    for mark in _SENTENCE.finditer(window):
        window = window[mark.end() :] if mark.end() == len(window) else window
    cue = MONEY_CUE.search(window) is not None
    if _RATE.match(text, end):
        return True if word in ("triệu", "tr") else cue
    if text.startswith(" tiền ", end):
        return True
    if after.unit is not None:
        money = near or (cue and _MONEY_VERB.match(text, end) is not None)
        return money and word in ("triệu", "tr")
    if word in ("triệu", "tr"):
        return cue or near or _COUNT_CUE.search(window) is None
    return cue


_COUNT_CUE = re.compile(rf"(?<!\w)(?:{any_of('count_cues')})(?!\w)", re.IGNORECASE)
_MONEY_VERB = re.compile(rf" (?:{any_of('money_after')}|{SCALE})(?!\w)")
