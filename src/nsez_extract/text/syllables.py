"""Is a run of letters a well-formed Vietnamese syllable?

Used where capitals alone do not decide: ``biểuÔng`` is two words, ``YouTube`` is one name. The
onsets and rimes are in ``lexicon/data/syllables.tsv``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from nsez_extract.lexicon.tables import read_tsv

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_FRONT = "eêiy"
_STOPS = ("p", "t", "c", "ch")


def _load() -> tuple[frozenset[str], frozenset[str]]:
    """Return (onsets, rimes) of the table.

    Raises:
        ValueError: On a kind that is neither ``onset`` nor ``rime``.
    """
    parts: dict[str, set[str]] = {"onset": {""}, "rime": set()}
    for part, kind in read_tsv("syllables.tsv", ("part", "kind")):
        if kind not in parts:
            raise ValueError(f"lexicon/data/syllables.tsv: {part!r} has the unknown kind {kind!r}")
        parts[kind].add(part)
    return frozenset(parts["onset"]), frozenset(parts["rime"])


_ONSETS, _RIMES = _load()


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word is spelled like one Vietnamese syllable, in any case.

    Args:
        word (str): NFC letters.

    Returns:
        bool: True for ``Đại``, ``khoẻ``, ``NGHỆ``; False for ``Tube``, ``Đắk``, ``mat`` (a stop final
        needs the acute or the dot below).

    >>> [is_syllable(word) for word in ("Nguyễn", "hoà", "Quỳnh", "giếng", "Vietin", "kat")]
    [True, True, True, True, False, False]
    """
    marks = [char for char in unicodedata.normalize("NFD", word) if char in _TONES]
    if len(marks) > 1:
        return False
    plain = unicodedata.normalize(
        "NFC", "".join(char for char in unicodedata.normalize("NFD", word.lower()) if char not in _TONES)
    )
    if plain.endswith(_STOPS) and (not marks or marks[0] not in "\u0301\u0323"):
        return False
    return any(plain[size:] in _RIMES and _fits(plain[:size], plain[size:]) for size in range(4))


def _fits(onset: str, rime: str) -> bool:
    """Tell whether the onset exists and may be written before the rime."""
    if onset not in _ONSETS or not rime:
        return False
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return rime[0] not in "eêy"
    return True
