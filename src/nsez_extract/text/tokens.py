"""Syllable tokens: the units every tagger and rule counts in.

A token is a run of letters, a number with its groups, or one other character. Letters and digits are
parted (``105ha`` is ``105``, ``ha``), save in names and units: capitals before digits stay one
(``U23``, ``PC46``, ``H5N1``), so do up to three digits and one capital that is not an hour sign
(``1A``, ``5G``, ``36A``) and measures with an exponent (``m2``, ``km3``). Abbreviations in capitals
keep an inner ``&`` or ``-`` (``LĐ-TB&XH``, ``ITAR-TASS``), transliterated names their hyphens
(``Mi-khai-lốp``). Full stops and slashes always stand alone (``TP``, ``.``, ``HCM``).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from nsez_extract.text.glue import find_glue
from nsez_extract.text.letters import LOWER, UPPER

_PLAIN = "A-ZĂÂĐÊÔƠƯ"
_MARK = "\u0300-\u036f"
_LETTER = rf"[^\W\d_{_MARK}]"
_TOKEN = re.compile(
    # a word in lower case, the bulk of any text; a measure with an exponent
    rf"[{LOWER}]++(?![\w{_MARK}])"
    r"|[kcdm]?m[23](?!\w)"
    # numbers; 1A and 5G stay whole
    rf"|\d{{1,3}}[A-GI-Z](?![\w{_MARK}])"
    r"|\d+(?:[.,]\d+)*"
    # capitals and digits: U23, PC46, H5N1
    rf"|(?<![{LOWER}])[A-Z]{{1,5}}\d{{1,4}}(?:[A-Z]\d{{0,2}})?(?![^\W_]|[.,]\d)"
    # abbreviations: LĐ-TB&XH
    rf"|[{_PLAIN}]+(?:[&-][{_PLAIN}]+)+(?![\w{_MARK}])"
    # transliterated names: Mi-khai-lốp
    rf"|[{UPPER}][{LOWER}]*(?:-[{LOWER}]+)+(?![\w{_MARK}])"
    rf"|{_LETTER}[{_MARK}]*(?:{_LETTER}+[{_MARK}]*)*"
    rf"|\S[{_MARK}\ufe00-\ufe0f]*"
)


def tokenize(text: str) -> list[tuple[int, int]]:
    """Cut a text into syllable tokens.

    Args:
        text (str): Clean text.

    Returns:
        list[tuple[int, int]]: Half-open spans in text order; every character that is not a blank lies in
        exactly one of them.

    >>> text = "105ha tại TP.HCM, Sở LĐ-TB&XH"
    >>> [text[start:end] for start, end in tokenize(text)]
    ['105', 'ha', 'tại', 'TP', '.', 'HCM', ',', 'Sở', 'LĐ-TB&XH']
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    glued = find_glue(text)
    if glued:
        _cut(spans, [glue.place for glue in glued])
    return spans


def _cut(spans: list[tuple[int, int]], places: list[int]) -> None:
    """Divide, in place, the spans that one of the places lies inside."""
    for place in reversed(places):
        index = bisect_right(spans, (place,)) - 1
        if index >= 0:
            start, end = spans[index]
            if start < place < end:
                spans[index : index + 1] = [(start, place), (place, end)]
