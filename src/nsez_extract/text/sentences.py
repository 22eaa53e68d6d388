"""Sentences: split at final punctuation, line breaks and glued texts, never after abbreviations.

One pass looks at the candidates only (stops, line breaks, glued places) and asks, for a stop, what
stands before and after it (:mod:`nsez_extract.text.stops`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from nsez_extract.text.glue import find_glue
from nsez_extract.text.stops import CANDIDATE, has_word, sentence_end


def split_sentences(text: str, placeholders: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Split a text into sentences.

    Args:
        text (str): Clean text.
        placeholders (Iterable[tuple[int, int]]): Spans of noise lines, which give no sentence.

    Returns:
        list[tuple[int, int]]: Half-open spans in text order without outer blanks. Together they cover
        every character that is neither a blank nor in a placeholder line.

    >>> text = "TP. HCM họp ngày 5.3.2021. PGS.TS. Lê Văn Mẫu dự.Kết quả tốt!"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['TP. HCM họp ngày 5.3.2021.', 'PGS.TS. Lê Văn Mẫu dự.', 'Kết quả tốt!']
    """
    spans: list[tuple[int, int]] = []
    glued = [glue.place for glue in find_glue(text) if glue.breaks]
    glued.append(len(text))
    upcoming = 0
    begin = 0
    for match in CANDIDATE.finditer(text):
        start, end = match.span()
        while glued[upcoming] <= start:
            _add(text, begin, glued[upcoming], spans)
            begin = glued[upcoming]
            upcoming += 1
        if text[start] == "\n":
            _add(text, begin, start, spans)
            begin = end
            continue
        cut = sentence_end(text, begin, start, end)
        if cut is not None and has_word(text, begin, cut):
            _add(text, begin, cut, spans)
            begin = cut
    for place in glued[upcoming:]:
        _add(text, begin, place, spans)
        begin = place
    noise = tuple(placeholders)
    return _without(spans, noise) if noise else spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append the stretch without its outer blanks, if anything is left of it."""
    piece = text[start:end]
    size = len(piece)
    left = size - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        spans.append((start + left, start + right))


def _without(spans: list[tuple[int, int]], noise: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that lie in none of the noise lines (given in text order)."""
    kept = []
    starts = [start for start, _ in noise]
    for span in spans:
        index = bisect_right(starts, span[0]) - 1
        if index < 0 or span[0] >= noise[index][1]:
            kept.append(span)
    return kept
