"""Abbreviations that a text explains itself: the letters in brackets and the words before them.

After Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text"
(2003), for Vietnamese: every syllable gives its first letter, joining words give none.
"""

from __future__ import annotations

import re

from nsez_extract.lexicon.phrases import fold

_BRACKET = re.compile(r"\(\s?([A-ZĐ][A-ZĐ&.-]{1,13}[A-ZĐ])\s?\)")
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = frozenset({"và", "của", "thuộc"})
_LONGEST = 130  # characters before a bracket in which the words are looked for


def find_expansions(text: str) -> dict[str, str]:
    """Return the abbreviations that a text puts in brackets behind the words they stand for.

    Args:
        text (str): Clean text.

    Returns:
        dict[str, str]: Letters as written to the words as written, blanks folded. The words begin with a
        capital and give all the letters in order; of two explanations the first counts.

    >>> find_expansions("Ban quản lý Khu Kinh tế Nghi Sơn và các Khu công nghiệp (KKTNS&CKCN) tỉnh họp.")
    {'KKTNS&CKCN': 'Khu Kinh tế Nghi Sơn và các Khu công nghiệp'}
    >>> find_expansions("Liên đoàn Bóng đá Việt Nam (VFF) họp.")
    {}
    """
    found: dict[str, str] = {}
    for bracket in _BRACKET.finditer(text):
        short = bracket[1]
        letters = [letter.lower() for letter in short if letter.isalpha()]
        begin = max(0, bracket.start() - _LONGEST)
        begin = max(begin, text.rfind("\n", begin, bracket.start()) + 1)
        start = _start_of(text, begin, bracket.start(), letters)
        if start is not None and short not in found:
            found[short] = " ".join(text[start : bracket.start()].split())
    return found


def _start_of(text: str, begin: int, end: int, letters: list[str]) -> int | None:
    """Return where the words begin whose initials, read backwards, are the letters, or None."""
    words = list(_WORD.finditer(text, begin, end))
    while words:
        word = words.pop()
        low = fold(word[0])
        if low in _JOINING:
            continue
        if not letters or low[0] != letters.pop():
            return None
        if not letters:
            return word.start() if word[0][0].isupper() else None
    return None
