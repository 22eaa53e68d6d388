"""Lines that are noise of scraping: what is left of pictures, players and advertisements.

The words are in ``lexicon/data/placeholders.tsv``. A caption (``Ảnh minh họa``) is text, not noise.
"""

from __future__ import annotations

import regex

from nsez_extract.lexicon.tables import read_tsv


def _compile() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return the pattern of a whole noise line and the cheap test for any of its words."""
    forms = [regex.escape(row[0]) for row in read_tsv("placeholders.tsv", ("form", "note"))]
    words = "|".join(sorted(forms, key=len, reverse=True))
    files = r"[\w%()./:-]{1,120}\.(?:jpe?g|png|gif|webp|bmp)"
    line = regex.compile(
        rf"^[ ]*((?:{words}|{files})(?:[ ]+(?:{words}|{files}))*)[ ]*$", regex.MULTILINE | regex.IGNORECASE
    )
    hint = regex.compile(
        rf"^[ ]*(?:{words})|\.(?:jpe?g|png|gif|webp|bmp)[ ]*$", regex.MULTILINE | regex.IGNORECASE
    )
    return line, hint


_LINE, _HINT = _compile()


def find_placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Find the lines that hold nothing but scraping noise.

    Args:
        text (str): Clean text.

    Returns:
        tuple[tuple[int, int], ...]: Half-open spans without outer blanks, in text order.

    >>> find_placeholders("Toàn cảnh hội nghị\\n emoticon \\nẢnh minh họa")
    ((20, 28),)
    """
    if _HINT.search(text) is None:
        return ()
    return tuple(match.span(1) for match in _LINE.finditer(text))
