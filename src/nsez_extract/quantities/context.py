"""What stands around a number: the words before it and the thing it counts after it."""

from __future__ import annotations

import re
from typing import NamedTuple

from nsez_extract.quantities.vocabulary import GLUED, MEASURES, NOT_COUNTED, NOUNS
from nsez_extract.quantities.vocabulary import words as word_list

WINDOW = 48
"""int: how many characters to the left are looked at."""

_OPENERS = " (\"'“‘[«"


class Left:
    """The words before a position, on the same line.

    Attributes:
        words (list[str]): Up to seven last words, original case, closing punctuation included, nearest last.
        low (list[str]): The same in lower case.
        gap (str): What stands between the last word and the position (spaces, opening brackets).
    """

    __slots__ = ("gap", "low", "words")

    def __init__(self, words: list[str], gap: str) -> None:
        self.words = words
        self.gap = gap
        self.low = [word.lower() for word in words]

    def __repr__(self) -> str:
        return f"Left(words={self.words!r}, gap={self.gap!r})"

    def word(self, back: int = 1) -> str:
        """Return the ``back``-th word from the right in lower case, or the empty string."""
        return self.low[-back] if len(self.low) >= back else ""

    def phrase(self, count: int) -> str:
        """Return the last ``count`` words joined by spaces, lower case."""
        return " ".join(self.low[-count:])

    def named_before(self) -> bool:
        """Return whether a capitalised word that opens no sentence stands just before the last word.

        >>> Left(["giải", "Sao", "Mai", "mùa"], " ").named_before()
        True
        >>> Left(["Nếu", "bình", "quân"], " ").named_before()
        False
        """
        for back in (2, 3):
            word, before = self.word_at(back), self.word_at(back + 1)
            if word[:1].isupper() and word[-1:].isalnum() and before[-1:] not in (".", "!", "?", ":", ""):
                return True
        return False

    def word_at(self, back: int) -> str:
        """Return the ``back``-th word from the right as written, or the empty string."""
        return self.words[-back] if len(self.words) >= back else ""

    def names_end(self) -> bool:
        """Return whether a capitalised word stands before, with no punctuation after it.

        One that merely opens the sentence counts only among the last three words.

        >>> Left(["giải", "AFF", "Cup"], " ").names_end(), Left(["Theo", "báo,"], " ").names_end()
        (True, False)
        """
        for back, word in enumerate(reversed(self.words), start=1):
            if word[-1:] in '.,;:!?)”"…-–':
                return False
            if word[:1].isupper():
                before = self.words[-back - 1] if back < len(self.words) else ""
                return back <= 3 or before[-1:] not in (".", "!", "?", ":", "")
        return False


def left_of(text: str, at: int) -> Left:
    """Return the words before ``at`` on its line.

    >>> left_of("Sáng nay (22/10)", 10)
    Left(words=['Sáng', 'nay'], gap=' (')
    """
    piece = text[max(0, at - WINDOW) : at]
    piece = piece[piece.rfind("\n") + 1 :]
    stripped = piece.rstrip(_OPENERS)
    last = stripped.rsplit(" ", 7)[-7:] if stripped else []
    words = [word if word[:1].isalnum() else word.lstrip(_OPENERS) for word in last]
    return Left(words, piece[len(stripped) :])


class Counted(NamedTuple):
    """What follows a number.

    Attributes:
        unit: The counted noun or measure as written, or None.
        end: Where it ends (the number's own end when there is none).
        known: Whether the word is in the tables of measures or counted nouns.
        kind: The kind of measure, or the empty string.
        code: Whether letters stand against the digits and are no unit, so the token is a code.
    """

    unit: str | None
    end: int
    known: bool
    kind: str
    code: bool


_RIGHT = re.compile(
    r" {0,2}((?:[^\W\d_]|°)[^\W\d_]*(?:-[^\W\d_]+)*[23²³]?)(/(?:h|giờ|s|giây|l|m3|m³)(?!\w))?"
    r"(?: ([^\W\d_]+[23]?))?(?: ([^\W\d_]+[23]?))?"
)


_FORMER = word_list("former")
_NOT_FORMER = word_list("not_former")


def counted(text: str, at: int, *, denominator: bool = False) -> Counted:
    """Return the counted noun or measure that follows ``at``.

    ``denominator`` says that it stands after a slash, against which any unit may be written.

    >>> counted("263 đoàn nhà đầu tư", 3).unit, counted("118ha đất", 3).unit, counted("5 dự án mới", 1).unit
    ('đoàn', 'ha', 'dự án')
    >>> counted("8 của", 1).unit is None, counted("30a", 2).code
    (True, True)
    """
    match = _RIGHT.match(text, at)
    if match is None:
        return Counted(None, at, False, "", False)
    first, tail, second, third = match.groups()
    start = match.start(1)
    if tail is not None:
        whole = first + tail
        if whole in MEASURES or whole.lower() in MEASURES:
            return Counted(whole, match.end(2), True, MEASURES.get(whole) or MEASURES[whole.lower()], False)
        second = third = None
    glued = start == at and not denominator
    low = first.lower()
    if second and not glued and low in _FORMER and second.lower() not in _NOT_FORMER:
        first, second, third, start = second, third, None, match.start(3)
        low = first.lower()
    if glued:
        if first in GLUED or low in GLUED:
            form = first if first in GLUED else low
            return Counted(first, match.end(1), True, MEASURES[form], False)
        known = low == first and len(first) > 2 and (low in NOUNS or low in MEASURES)
        return Counted(first if known else None, match.end(1), known, MEASURES.get(low, ""), not known)
    shift = 1 if start > match.start(1) else 0
    one = match.end(1 + 2 * shift)
    for count, last in ((4 + shift, third), (3 + shift, second)):
        if last:
            end = match.end(count)
            phrase = text[start:end]
            lowered = phrase.lower()
            if phrase in MEASURES or lowered in MEASURES:
                return Counted(phrase, end, True, MEASURES.get(phrase) or MEASURES[lowered], False)
            if lowered in NOUNS:
                return Counted(phrase, end, True, "", False)
    if low == "điểm" and text.startswith(" %", one):
        return Counted(text[start : one + 2], one + 2, True, "other", False)
    if first in MEASURES or low in MEASURES:
        return Counted(first, one, True, MEASURES.get(first) or MEASURES[low], False)
    two = match.end(3 + shift)
    if low in NOT_COUNTED or (low in NOUNS and text[start : max(start, two)].lower() in NOT_COUNTED):
        return Counted(None, at, False, "", False)
    if low in NOUNS:
        return Counted(first, one, True, "", False)
    if first != low and not first.isupper():
        return Counted(None, at, False, "", False)
    return Counted(first, one, False, "", False)
