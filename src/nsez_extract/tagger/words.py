"""What the tagger knows of a syllable by itself: hashes kept once a word."""

from __future__ import annotations

import numpy as np

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.syllables import Syllables
from nsez_extract.lexicon.phrases import fold
from nsez_extract.tagger.hashing import Hashes, string_hash

COLUMNS = ("word", "shape", "prefix", "suffix", "lists", "trigger")
"""tuple[str, ...]: what each column of :func:`word_rows` holds: the folded word, its shape, its first two
and last three letters, the lists it stands in, what it opens."""

_CACHE: dict[str, tuple[int, ...]] = {}
_CACHE_LIMIT = 50_000


def _shape(word: str) -> str:
    if word.isalpha():
        if word.islower():
            return "x"
        if len(word) == 1:
            return "X"
        if word.isupper():
            return "XX" if len(word) < 4 else "XXX"
        return "Xx" if word[1:].islower() else "XxX"
    if word.isdigit():
        return "0" if len(word) != 4 else "0000"
    if word[0].isdigit():
        return "0x" if word[-1].isalpha() else "0.0"
    if word[0].isalpha():
        return "x-" if word.islower() else "X-" if word.isupper() else "Xx-"
    return word[:3]


def _row(word: str) -> tuple[int, ...]:
    lex = lexicons()
    folded = fold(word)
    lists = []
    if folded in lex.surnames:
        lists.append(lex.surnames[folded])
    if folded in lex.given:
        lists.append("given" if lex.given[folded] >= 40 else "rare")
    if folded in lex.common:
        lists.append("common")
    if word in lex.not_names:
        lists.append("no")
    if word in lex.foreign_org_words:
        lists.append("org")
    if word in lex.names:
        lists.append(lex.names[word])
    opens = [
        name
        for name, table in (
            ("h", lex.honorifics),
            ("t", lex.positions),
            ("r", lex.ranks),
            ("o", lex.org_heads),
            ("l", lex.place_heads),
            ("v", lex.levels),
        )
        if folded in table
    ]
    return tuple(
        string_hash(text)
        for text in (
            folded,
            _shape(word),
            folded[:2],
            folded[-3:],
            "|".join(lists),
            "".join(opens),
        )
    )


def word_rows(s: Syllables) -> Hashes:
    """Return the hashes of every token's own traits.

    Args:
        s (Syllables): The text.

    Returns:
        Hashes: Shape (tokens, len(COLUMNS)).
    """
    if len(_CACHE) > _CACHE_LIMIT:
        _CACHE.clear()
    rows = []
    for word in s.words:
        row = _CACHE.get(word)
        if row is None:
            row = _CACHE[word] = _row(word)
        rows.append(row)
    return np.array(rows, dtype=np.uint64).reshape(len(rows), len(COLUMNS))
