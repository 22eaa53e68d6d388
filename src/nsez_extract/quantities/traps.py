"""Digits that count nothing: labels, scores, list numbers, names; and bare scale words that mean money."""

from __future__ import annotations

import re

import regex

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities.codes import is_plate_head
from nsez_extract.quantities.context import WINDOW, Counted, Left, counted
from nsez_extract.quantities.vocabulary import LABELS, MONEY_CUE, NOT_COUNTED, SCALE, any_of, words

_SCORE = re.compile(r"[0-9]{1,2}(?: ?[-–] ?[0-9]{1,2})+(?![0-9%])")
_SLASHED_SCORE = re.compile(r"[0-9]{1,2}/([0-9]{1,2})(?![0-9/%])")
_LIST_END = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:[.)/](?![0-9])|\) ?-| ?-(?= )(?! [0-9])) *(?=\S)")
_LIST_MARK = re.compile(r"[0-9]{1,2}[.)] ")
_LIST_CAPITAL = regex.compile(r"([0-9]{1,2})[.)] +\p{Lu}")
_SPORT = re.compile(rf"(?:{any_of('sport_left')})(?: (?:là|với|thành|đậm|sít sao|ngược|trước))?\Z")


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
    item = _LIST_CAPITAL.match(text, at) if _LIST_MARK.match(text, at) else None
    if item is None:
        return False
    return stripped[-1:] in (".", ";", ":", "!", "?", "/") or int(item[1]) == previous + 1 > 1


def is_score(text: str, at: int, left: Left) -> int:
    """Return where a sports score at ``at`` ends, or ``at`` when there is none."""
    match = _SCORE.match(text, at)
    if match is not None and _SPORT.search(left.phrase(3)):
        return match.end()
    return at


def is_slashed_score(text: str, at: int, left: Left, *, near: bool) -> int:
    """Return where a score such as ``6/1`` or ``2/0`` at ``at`` ends, or ``at`` when there is none.

    ``near`` says that another such score stands shortly before.
    """
    match = _SLASHED_SCORE.match(text, at)
    if match is not None and counted(text, match.end()).known:
        return at  # kết quả 35/40 phiếu
    if match is not None and (near or match[1] == "0" or _SPORT.search(left.phrase(3))):
        return match.end()
    return at


def looks_like_score(text: str, at: int) -> int:
    """Return where two small numbers joined by a dash end, or ``at``."""
    match = _SCORE.match(text, at)
    return match.end() if match else at


def is_label(left: Left, after: Counted, *, big: bool, of_year: bool = False) -> bool:
    """Return whether the words before a number make it a label (``số 19``, ``giai đoạn 2``).

    Args:
        left (Left): The words before the number.
        after (Counted): What follows it.
        big (bool): Whether it is grouped, has decimals or a scale word, so it cannot be a label.
        of_year (bool): Whether ``năm`` and a year follow (``đợt 4 năm 1997``), which count nothing.
    """
    if not left.words or big:
        return False
    word = left.word().rstrip(".")
    if left.words[-1][-1:] in ",;:!?)”" or "(" in left.gap:
        return False
    if word in "-–" and is_plate_head(left.words[-2] if len(left.words) > 1 else ""):
        return True
    if is_plate_head(left.words[-1].rstrip("-–")):
        return True
    if word == "cấp":
        if left.word(2) in _GIVING or (after.known and left.word(2) not in _GRADED):
            return False
        return not _WIND.search(left.phrase(7))
    for count in (3, 2, 1):
        strength = LABELS.get(left.phrase(count).rstrip("."))
        if strength is None or (count > 1 and len(left.words) < count):
            continue
        if strength == "firm":
            return not after.kind or of_year
        if strength == "hard":
            if word == "điểm" and (after.known or left.word(2) in ("được", "đạt", "ghi", "mất")):
                return False
            return not (word in ("kỳ", "km", "mẫu") and after.known)
        if word == "số":
            return left.word(2) not in _SO_LEFT
        if word == "năm" and after.kind == "time":
            return False
        opens_name = not after.kind and (after.unit or "")[:1].isupper()  # Điều 251 Bộ luật Hình sự
        return not after.known or of_year or opens_name
    return False


_GIVING = words("giving_cap")
_GRADED = words("graded_cap")
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
    if not text[max(0, at - WINDOW) : at].strip() and text[end : end + 1] in ("", "\n"):
        return False
    return after.unit is None or (token.endswith(".0") and not after.known)


def is_address(text: str, end: int) -> bool:
    """Return whether two capitalised words follow, as after a house number (``73 Nguyễn Trãi``)."""
    return text[end + 1 : end + 2].isupper() and _CAPITALS.match(text, end) is not None


def is_house_number(text: str, end: int, left: Left) -> bool:
    """Return whether a street follows after a word of place (``tại 196 đường Lê Lợi``)."""
    return left.word() in _AT_HOUSE and _STREET.match(text, end) is not None


_AT_HOUSE = words("before_house")
_STREET = regex.compile(r" (?:đường|phố|ngõ|ngách|hẻm|đại lộ) \p{Lu}")
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
        return inside or not (word in _OPENING or word.lower() in _COMMON)
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
_COMMON = frozenset(row[0] for row in read_tsv("common_syllables.tsv", ("syllable",)))
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
