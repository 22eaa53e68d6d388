"""The syllables of a text with what every rule asks of them, computed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nsez_extract.lexicon.phrases import fold

PUNCT = 0
"""int: kind of a token that is neither letters nor digits."""
LOWER = 1
"""int: a word in lower case."""
CAP = 2
"""int: a word with a capital first letter, also mixed case (``VietinBank``)."""
CAPS = 3
"""int: two or more capitals (``UBND``, ``KKTNS&CKCN``)."""
LETTER = 4
"""int: one capital letter."""
NUMBER = 5
"""int: a number with its groups."""
CODE = 6
"""int: letters and digits in one token (``U23``, ``1A``, ``m2``)."""

NAMELIKE = frozenset({CAP, CAPS, LETTER})
"""frozenset[int]: kinds that can be part of a capital run."""


def _kind(word: str) -> int:
    first = word[0]
    if first.isdigit():
        return NUMBER if not word[-1].isalpha() else CODE
    if not first.isalpha():
        return PUNCT
    if not first.isupper():
        return LOWER if word.isalpha() or "-" in word else CODE
    if len(word) == 1:
        return LETTER
    if word.isupper():
        return CAPS if not word[-1].isdigit() else CODE
    return CAP


class _Traits(dict[str, tuple[str, int]]):
    """Folded form and kind of every token seen, computed when first asked for."""

    _LIMIT = 200_000

    def __missing__(self, word: str) -> tuple[str, int]:
        if len(self) >= self._LIMIT:
            self.clear()
        traits = self[word] = (fold(word), _kind(word))
        return traits


_TRAITS = _Traits()


class Syllables:
    """Tokens of a clean text as parallel lists.

    Args:
        text (str): Clean text.
        tokens (Sequence[tuple[int, int]]): Token spans in text order.
        sentences (Sequence[tuple[int, int]]): Sentence spans in text order; tokens outside all of
            them (placeholder lines) belong to none.

    Attributes:
        text (str): The clean text.
        starts, ends (list[int]): Code points of each token.
        words (list[str]): Surface of each token.
        folds (list[str]): Folded form (see :func:`nsez_extract.lexicon.phrases.fold`).
        kinds (list[int]): ``PUNCT`` … ``CODE``.
        sentence_spans (Sequence[tuple[int, int]]): The sentences, in code points.
        bounds (list[tuple[int, int]]): Token index range of each sentence.
    """

    __slots__ = ("bounds", "ends", "folds", "kinds", "sentence_spans", "starts", "text", "words")

    def __init__(
        self, text: str, tokens: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.starts = [start for start, _ in tokens]
        self.ends = [end for _, end in tokens]
        self.words = [text[start:end] for start, end in tokens]
        traits = [_TRAITS[word] for word in self.words]
        self.folds = [folded for folded, _ in traits]
        self.kinds = [kind for _, kind in traits]
        self.sentence_spans = sentences
        self.bounds = self._bounds(sentences)

    def _bounds(self, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        bounds: list[tuple[int, int]] = []
        index = 0
        for start, end in sentences:
            first = bisect_left(self.starts, start, index)
            index = bisect_right(self.ends, end, first)
            bounds.append((first, index))
        return bounds

    def glued(self, index: int) -> bool:
        """Tell whether a token follows the one before it without a blank.

        Args:
            index (int): Token index, at least 1.

        Returns:
            bool: True when no character lies between.
        """
        return self.starts[index] == self.ends[index - 1]

    def inner_stop(self, index: int, stop: int) -> bool:
        """Tell whether a token is a full stop with no blank on either side (``TP.HCM``).

        Args:
            index (int): Token index, at least 1.
            stop (int): Index not to reach past.

        Returns:
            bool: True for a full stop between two tokens it touches.
        """
        return index + 1 < stop and self.words[index] == "." and self.glued(index) and self.glued(index + 1)

    def surface(self, first: int, stop: int) -> str:
        """Return the text from token ``first`` to before token ``stop``, blanks folded to one.

        Args:
            first (int): First token index.
            stop (int): One past the last token index.

        Returns:
            str: The words as written.
        """
        return " ".join(self.text[self.starts[first] : self.ends[stop - 1]].split())
