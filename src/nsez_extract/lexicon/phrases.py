"""Folding of syllables and matching of phrases over tokens.

Vietnamese news writes the same syllable in two ways (``hoà``/``hòa``, ``uỷ``/``ủy``, ``quí``/``quý``
are orthographic variants); phrases are therefore compared in a folded form: lower case, tone mark on
the older place. Whether a word is capitalised is the token's own matter and is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

_T = TypeVar("_T")

_MOVED = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_END = re.compile("(?<!q)(?:" + "|".join(_MOVED) + ")$")
_CAPITAL = "A-ZĂÂĐÊÔƠƯ"
_WORDS = re.compile(
    rf"[{_CAPITAL}]+(?:[&-][{_CAPITAL}]+)+(?![^\W\d_])"
    r"|[^\W\d_]+(?:-[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]+(?![^\W\d_]))*"
    r"|\d+|[^\w\s]"
)
_SPELLED = {"kí": "ký", "lí": "lý", "mĩ": "mỹ", "tỉ": "tỷ", "sỹ": "sĩ", "quí": "quý", "hy": "hi"}
_CACHE: dict[str, str] = {}
_CACHE_LIMIT = 200_000


def fold(word: str) -> str:
    """Return the folded form of one token.

    Args:
        word (str): A token, NFC.

    Returns:
        str: Lower case, with the tone mark of ``oa``, ``oe`` and ``uy`` at the older place and one
        spelling of ``ký``/``kí``, ``lý``/``lí`` and the like; a dash becomes a hyphen.

    >>> fold("Uỷ"), fold("HOÀ"), fold("Quý"), fold("hoàng")
    ('ủy', 'hòa', 'quý', 'hoàng')
    """
    known = _CACHE.get(word)
    if known is None:
        low = "-" if word == "–" else word.lower()
        known = _SPELLED.get(low) or _END.sub(lambda m: _MOVED[m[0]], low)
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        _CACHE[word] = known
    return known


def split_phrase(phrase: str) -> tuple[str, ...]:
    """Return the folded tokens of a phrase as it stands in a table, cut as the tokenizer cuts text.

    Args:
        phrase (str): A phrase of a table, NFC.

    Returns:
        tuple[str, ...]: Its folded tokens.

    An abbreviation that keeps an inner ``&`` or ``-`` has to be written in capitals (``LĐ-TB&XH``).

    >>> split_phrase("Uỷ ban Nhân dân"), split_phrase("PGS.TS")
    (('ủy', 'ban', 'nhân', 'dân'), ('pgs', '.', 'ts'))
    """
    return tuple(fold(word) for word in _WORDS.findall(phrase))


class PhraseTable(Generic[_T]):
    """Phrases with a value each, found at a position of a token sequence, longest first.

    Args:
        entries (Iterable[tuple[str, _T]]): Phrases as written in a table and their values; of two
            phrases that fold alike the first wins.

    >>> table = PhraseTable([("sở", "body"), ("sở y tế", "named body")])
    >>> table.match(["sở", "y", "tế", "huế"], 0, 4), table.match(["sở", "y"], 0, 2)
    ((3, 'named body'), (1, 'body'))
    """

    def __init__(self, entries: Iterable[tuple[str, _T]]) -> None:
        by_size: dict[str, dict[int, dict[tuple[str, ...], _T]]] = {}
        for phrase, value in entries:
            words = split_phrase(phrase)
            if words:
                rests = by_size.setdefault(words[0], {}).setdefault(len(words) - 1, {})
                rests.setdefault(words[1:], value)
        self._by_first = {first: sorted(sizes.items(), reverse=True) for first, sizes in by_size.items()}

    def __contains__(self, first: str) -> bool:
        """Tell whether some phrase begins with this folded token."""
        return first in self._by_first

    @property
    def firsts(self) -> frozenset[str]:
        """frozenset[str]: the folded first tokens of all phrases."""
        return frozenset(self._by_first)

    def match(self, folds: Sequence[str], start: int, stop: int) -> tuple[int, _T] | None:
        """Return the end and value of the longest phrase at a position, or None.

        Args:
            folds (Sequence[str]): Folded tokens.
            start (int): Index the phrase must begin at; it lies inside ``folds``.
            stop (int): Index it must not reach past.

        Returns:
            tuple[int, _T] | None: Index one past the phrase's last token, and its value.
        """
        return next(self.matches(folds, start, stop), None) if folds[start] in self._by_first else None

    def matches(self, folds: Sequence[str], start: int, stop: int) -> Iterator[tuple[int, _T]]:
        """Yield the end and value of every phrase at a position, longest first.

        Args:
            folds (Sequence[str]): Folded tokens.
            start (int): Index the phrases must begin at; it lies inside ``folds``.
            stop (int): Index they must not reach past.

        Yields:
            tuple[int, _T]: Index one past the phrase's last token, and its value.
        """
        after = start + 1
        for size, rests in self._by_first.get(folds[start], ()):
            end = after + size
            if end <= stop:
                rest = tuple(folds[after:end])
                if rest in rests:
                    yield end, rests[rest]
