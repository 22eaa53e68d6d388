"""Names of authors and sources outside the running text: photo credits, bylines, the last line."""

from __future__ import annotations

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, Syllables
from nsez_extract.entities.word_groups import words

_CREDITS = words("credits")
_BEFORE_LAST = frozenset('.…/-–"”)?!')
_AFTER_LAST = frozenset("/-–.*(")
_TAIL = 0.8  # share of the text after which a name before a sign may be the author's
_END = 0.6  # share of the text after which a name that closes it may be the author's
_SECOND_HALF = 0.5
_LONGEST = 4  # words of an author's name


class Credits:
    """Judges names outside the running text of one article.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.
        places (PlaceGrammar): Reader of place names of the same text.
    """

    def __init__(self, s: Syllables, lex: Lexicons, places: PlaceGrammar) -> None:
        self._s = s
        self._lex = lex
        self._places = places

    def follows(self, first: int, signs: str = ":-") -> bool:
        """Tell whether a token stands after ``Ảnh:``, ``Tin:`` or the like.

        Args:
            first (int): Token index.
            signs (str): Signs that may part the two.

        Returns:
            bool: True directly after a word of credit and one of the signs.
        """
        s = self._s
        return first >= 2 and s.words[first - 1] in signs and s.folds[first - 2] in _CREDITS

    def kind(self, first: int, end: int) -> str:
        """Return the kind of a name after ``Ảnh:`` or at the very end of the text.

        Args:
            first (int): Index of the name's first token.
            end (int): One past its last token.

        Returns:
            str: ``PER`` or ``ORG``; empty when the name is no credit.
        """
        s = self._s
        native = all(self._syllable_of_name(folded) for folded in s.folds[first:end])
        person = "PER" if native and 2 <= end - first <= _LONGEST else ""
        single = end == first + 1 and s.kinds[first] == CAPS
        if self.follows(first):
            return person or ("ORG" if single else "")
        if not (s.starts[first] > _END * len(s.text) and self._opens(first) and self._closes(first, end)):
            return ""
        return person or ("ORG" if single and end == len(s.words) else "")

    def byline(self, first: int, end: int) -> bool:
        """Tell whether a line that is nothing but capitals is a byline.

        Args:
            first (int): Index of the line's first token.
            end (int): One past its last word.

        Returns:
            bool: True in the second half of the text for two to four words that are no place.
        """
        s = self._s
        if not 2 <= end - first <= _LONGEST or s.starts[first] < _SECOND_HALF * len(s.text):
            return False
        return all(kind in (CAP, CAPS) for kind in s.kinds[first:end]) and not self._places.listed(first, end)

    def _syllable_of_name(self, folded: str) -> bool:
        return folded in self._lex.given or folded in self._lex.surnames

    def _opens(self, first: int) -> bool:
        """Tell whether nothing of the same sentence stands before a token."""
        s = self._s
        if first == 0 or s.words[first - 1] in _BEFORE_LAST:
            return True
        return "\n" in s.text[s.ends[first - 1] : s.starts[first]]

    def _closes(self, first: int, end: int) -> bool:
        """Tell whether a name ends the text, or stands near the end before a sign."""
        s = self._s
        return end == len(s.words) or (s.words[end] in _AFTER_LAST and s.starts[first] > _TAIL * len(s.text))
