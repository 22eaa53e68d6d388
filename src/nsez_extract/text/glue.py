"""Places where scraping has stuck two texts together without any blank.

``lần thứ IIIToàn cảnh``, ``đại biểuÔng Nguyễn``, ``Thanh HóaĐại hội``, ``năm 2019Ảnh``: the spelling of
Vietnamese syllables tells them from names with an inner capital (``YouTube``, ``VietinBank``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nsez_extract.text.letters import LOWER, UPPER
from nsez_extract.text.starters import GLUED_STARTERS, OPENERS, WEAK_OPENERS
from nsez_extract.text.syllables import is_syllable

_RUN = rf"[{UPPER}](?:[{LOWER}]+(?![{UPPER}{LOWER}])|[{UPPER}]+(?![{LOWER}]))"
_CANDIDATE = re.compile(
    rf"(?<=[{LOWER}])(?=[{UPPER}])"
    rf"|(?<![{UPPER}{LOWER}])(?P<roman>[IVX]{{1,5}})(?=[{UPPER}][{UPPER}{LOWER}])"
    rf"|(?<=\d)(?=[{UPPER}][{LOWER}])"
)
_RIGHT = re.compile(rf"[{UPPER}][{LOWER}]*(?![{UPPER}])|[{UPPER}]+(?![{LOWER}])")
_LEFT = re.compile(rf"[{UPPER}]?[{LOWER}]*$")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ORDINAL = re.compile(r"(?:thứ|khóa|khoá|Khóa|Khoá|quý|Quý|hạng|cấp|đợt|kỳ|số|phần|Phần|loại|tập)[ ]$")
_YEAR_END = re.compile(r"(?<![\d.,])(?:19|20)\d\d$|/\d{1,4}$")
_LONGEST = 12


class Glue(NamedTuple):
    """One place where two texts touch."""

    place: int
    """Code point at which the second text begins."""
    breaks: bool
    """Whether a sentence ends here; False when only a blank was lost (``ôngNam``)."""


def find_glue(text: str) -> list[Glue]:
    """Find where two texts are stuck together letter to letter or digit to letter.

    Args:
        text (str): Clean text.

    Returns:
        list[Glue]: The places in text order; empty for nearly every text.

    >>> find_glue("lần thứ IIIToàn cảnh")
    [Glue(place=11, breaks=True)]
    >>> find_glue("YouTube, McDonald, iPhone, VietinBank")
    []
    """
    found = []
    for match in _CANDIDATE.finditer(text):
        place = match.end()
        right = _RIGHT.match(text, place)
        if right is None:
            continue
        word = right[0]
        if match["roman"] is not None:
            glued = _after_roman(text, match.start(), match["roman"], word)
            breaks = True
        elif text[place - 1].isdigit():
            glued = _after_digit(text, place, word)
            breaks = True
        else:
            left = _LEFT.search(text, max(0, place - _LONGEST), place)
            before = left[0] if left else ""
            glued = _after_letter(before, word)
            breaks = before not in OPENERS and (before not in WEAK_OPENERS or word in GLUED_STARTERS)
        if glued:
            found.append(Glue(place, breaks))
    return found


def _after_roman(text: str, start: int, roman: str, word: str) -> bool:
    """Decide on a Roman numeral followed by a capital; a single letter needs an ordinal before it."""
    if len(word) < 2 or (word.isupper() and word.isascii()) or _ROMAN.fullmatch(roman) is None:
        return False
    if not is_syllable(word) or is_syllable(roman + word):
        return False
    return (len(roman) > 1 and not word.isascii()) or _ORDINAL.search(
        text, max(0, start - 8), start
    ) is not None


def _after_digit(text: str, place: int, word: str) -> bool:
    """Decide on a year or date followed by a capitalised syllable."""
    if len(word) < 2 or not (word in GLUED_STARTERS or (is_syllable(word) and not word.isascii())):
        return False
    return _YEAR_END.search(text, max(0, place - 6), place) is not None


def _after_letter(before: str, word: str) -> bool:
    """Decide on a lower-case letter followed by a capital."""
    if len(before) < 2 or len(word) < 2 or not is_syllable(before):
        return False
    known = word in GLUED_STARTERS
    if before[0].isupper():
        return known and not (before.isascii() and word.isascii())
    if before.isascii() and word.isascii():
        return known
    return is_syllable(word) or not before.isascii()
