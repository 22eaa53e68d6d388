"""Does this stop end a sentence? The rules behind :func:`nsez_extract.text.sentences.split_sentences`."""

from __future__ import annotations

import re

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.text.letters import LOWER, UPPER
from nsez_extract.text.starters import ABBREVIATIONS, FINAL_ABBREVIATIONS, GLUED_STARTERS, STARTERS
from nsez_extract.text.syllables import is_syllable

CANDIDATE = re.compile(rf"(?<![.!?…])[.!?…]++(?:[\"']|[ ]?[”’»)\]}}])*+(?=[\s\"'“‘«(\[*•{UPPER}])|\n")
"""re.Pattern: a line break, or stops with the closing marks after them where a sentence may end."""

_NEXT = re.compile(rf"[^\S\n]*([\"'“‘«(\[*•+>–—-][\"'“‘«(\[*•+>–— -]*)?(\w[{LOWER}]*|\n|$|.)")
_BEFORE = re.compile(r"[^\W_]+(?:[./][^\W_]+)*$")
_PREVIOUS = re.compile(r"(\w+)[^\S\n]+$")
_WORD = re.compile(r"[^\W_]")
_RUN = re.compile(r"[^\W\d_]+")
_NUMBERING = re.compile(r"[\s\"'“‘«(\[*•+–—-]*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[^\W\d_])$")
_THREE_DIGITS = re.compile(r"[ ]\d{3}(?![\d])")
_LOWER_WORD = re.compile(rf"[ ]([{LOWER}]+)")
_NOT_FIRST = frozenset(",;:.!?…%/)]}”’»&=<")
_DOMAINS = frozenset(["Com", "Net", "Org", "Vn", "Gov", "Edu", "Info"])
_HOLDERS = frozenset(["ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "bác", "cụ", "tên"])
_LETTERED = frozenset(row[0].rpartition(" ")[2] for row in read_tsv("lettered_nouns.tsv", ("word",)))
_CHUNK_LEFT = re.compile(r"\S+$")
_CHUNK_RIGHT = re.compile(r"\S*")
_LONGEST_ADDRESS = 100
_LONGEST_LINE = 4000
_INITIALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"
_LETTERS = frozenset(_INITIALS)
_DASH = re.compile(r" [–—-] ")
_FAR = 24
"""How many code points before a stop are looked at."""


def has_word(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch holds a letter or digit.

    Args:
        text (str): The text.
        start (int): First code point.
        end (int): One past the last.

    Returns:
        bool: False for blanks and punctuation only.
    """
    return _WORD.search(text, start, end) is not None


def sentence_end(text: str, begin: int, start: int, end: int) -> int | None:
    """Decide whether a stop ends the sentence that begins at ``begin``.

    Args:
        text (str): Clean text.
        begin (int): First code point of the sentence.
        start (int): First code point of the stop.
        end (int): One past the stop and its closing marks.

    Returns:
        int | None: Where the sentence ends, or None if it goes on (or the line ends here anyway).
    """
    stop = text[start:end]
    follow = _NEXT.match(text, end)
    word = follow[2] if follow else ""
    if follow is None or not word or word == "\n":
        return None
    blank = follow.start(2) > end
    first = word[0]
    if start and text[start - 1] in "([":
        return None
    if stop == "." and _DASH.match(text, end) and _piece(text, start).rpartition(".")[2] in _LETTERS:
        return None  # ông Phạm Văn M. – Chủ tịch
    if first.islower():
        ends = blank and stop == "." and follow[1] is None and _plain_end(text, start)
    elif first.isdigit():
        ends = blank and _before_digit(text, begin, start, end, stop)
    elif first.isalpha():
        ends = _before_capital(text, begin, start, end, word)
    else:
        ends = blank and first not in _NOT_FIRST
    if not ends:
        return None
    if stop[-1] == '"' and not blank and _opens(text, end - 1):
        return end - 1
    if follow[1] is not None and follow[1].startswith('" ') and not _opens(text, follow.start(1)):
        return follow.start(1) + 1
    return end


def _opens(text: str, place: int) -> bool:
    """Tell whether a straight quote with text on both sides opens: an even number precedes it in its line."""
    far = max(0, place - _LONGEST_LINE)
    line = text.rfind("\n", far, place) + 1 or far
    return text.count('"', line, place) % 2 == 0


def _plain_end(text: str, start: int) -> bool:
    """Tell whether a full syllable in lower case stands before the stop (a capital was forgotten)."""
    piece = _piece(text, start)
    return len(piece) > 1 and piece.islower() and piece not in ABBREVIATIONS and is_syllable(piece)


def _piece(text: str, start: int) -> str:
    """Return the word before a stop with the dotted or slashed parts before it (``PGS.TS``)."""
    found = _BEFORE.search(text, max(0, start - _FAR), start)
    return found[0] if found else ""


def _before_digit(text: str, begin: int, start: int, end: int, stop: str) -> bool:
    """Decide on a stop followed by a blank and a digit."""
    if "…" in stop or ".." in stop:
        return False
    if stop[0] != ".":
        return True
    piece = _piece(text, start)
    if piece[-1:].isdigit() and _THREE_DIGITS.match(text, end):
        return False
    last = piece.rpartition(".")[2]
    if last in ABBREVIATIONS or piece in ABBREVIATIONS or (last and last in _INITIALS):
        return False
    return _NUMBERING.match(text, begin, start) is None


def _before_capital(text: str, begin: int, start: int, end: int, word: str) -> bool:
    """Decide on a stop followed, with or without a blank, by a capital."""
    piece = _piece(text, start)
    last = piece.rpartition(".")[2]
    blank = text[end].isspace() or not text[end].isalpha()
    if last in ABBREVIATIONS or piece in ABBREVIATIONS:
        return blank and word in STARTERS
    stop = text[start:end]
    if stop[0] != "." or len(stop) > 1 or not piece:
        return blank or not _in_address(text, start, end)
    if piece in FINAL_ABBREVIATIONS or last in FINAL_ABBREVIATIONS:
        return True
    if _NUMBERING.match(text, begin, start):
        return False
    if len(last) == 1 and last in _INITIALS:
        return _after_initial(text, start, piece, end, word)
    return blank or _glued(text, start, end, last)


def _after_initial(text: str, stop: int, piece: str, end: int, word: str) -> bool:
    """Decide on the stop after a single capital: an initial, a place's level, or a hidden name's end."""
    if word in STARTERS:
        return True
    start = stop - len(piece)
    found = _PREVIOUS.search(text, max(0, start - _FAR), start)
    previous = found[1] if found else ""
    if not text[end].isspace():
        return False
    if previous.lower() in _LETTERED or text[start - 1 : start] == "°":
        return True
    if previous not in _HOLDERS and not (previous[:1].isupper() and is_syllable(previous)):
        return False
    if "." in piece or len(word) < 2:
        return False
    after = text.find(word, end) + len(word)
    following = _LOWER_WORD.match(text, after)
    return following is not None and is_syllable(following[1]) and is_syllable(word)


def _glued(text: str, start: int, end: int, last: str) -> bool:
    """Decide on a stop with a capital directly after it (``Thanh Hóa.Đại hội``)."""
    run = _RUN.match(text, end)
    if run is None or _in_address(text, start, end):
        return False
    word = run[0]
    known = word in GLUED_STARTERS
    if last.isdigit():
        return known or (is_syllable(word) and len(word) > 1)
    if len(last) > 1 and is_syllable(last):
        return len(word) > 1 and word not in _DOMAINS
    return known or (not last.isupper() and is_syllable(word) and not word.isascii())


def _in_address(text: str, start: int, end: int) -> bool:
    """Tell whether the stop stands inside a web or mail address."""
    left = _CHUNK_LEFT.search(text, max(0, start - _LONGEST_ADDRESS), start)
    right = _CHUNK_RIGHT.match(text, end, end + _LONGEST_ADDRESS)
    chunk = (left[0] if left else "") + (right[0] if right else "")
    return "://" in chunk or "@" in chunk or "www." in chunk.lower()
