"""The form of capitalised words: how far a run of them reaches, and which runs look like a person's name."""

from __future__ import annotations

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.syllables import CAP, LETTER, LOWER, NAMELIKE, Syllables
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.quantities.vocabulary import MEASURES, NOUNS, SCALES

_BEFORE_PLACE = words("before_place")  # words that never make one word with a place's head noun
_ALWAYS_HEAD = words("always_head")
_PARTICLES = words("foreign_particles")
_ARTICLES = words("arabic_articles")
_BODIES = words("body_abbreviations")
_MIDDLE_NAMES = words("middle_names")
_COUNTED = frozenset(" ".join(map(fold, form.split())) for form in {*NOUNS, *MEASURES, *SCALES})
_LONGEST_COUNTED = 3  # syllables of a counted noun
_JOINTS = frozenset("-'’&.")


class NameForms:
    """Judges the form of names in one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
    """

    def __init__(self, syllables: Syllables, lexicons: Lexicons) -> None:
        self._s = syllables
        self._lex = lexicons
        self._run = (0, 0, 0)  # the last run: first token, end, and the index it could not reach past

    def run_end(self, at: int, stop: int) -> int:
        """Return the end of the run of capitalised words at a token.

        Args:
            at (int): Token index of a capitalised word.
            stop (int): Index not to reach past.

        Returns:
            int: One past the run; hyphens and apostrophes without blanks belong to it, a word that
            opens an organisation's name or an office does not.
        """
        first, end, last_stop = self._run
        if first <= at < end and stop == last_stop:
            return end
        kinds = self._s.kinds
        j = at + 1
        while j < stop:
            if kinds[j] in NAMELIKE:
                if self._opens_other(j, stop):
                    break
                j += 1
            elif self._joins(j, stop):
                j += 2
            elif size := self._particle(j, stop):
                j += size
            else:
                break
        self._run = at, j, stop
        return j

    def _joins(self, j: int, stop: int) -> bool:
        """Tell whether a sign ties two capitalised words (``Jean-Marc``, ``O'Neil``, ``J.K``)."""
        s = self._s
        return (
            s.words[j] in _JOINTS
            and j + 1 < stop
            and s.kinds[j + 1] in NAMELIKE
            and s.glued(j)
            and s.glued(j + 1)
            and (s.words[j] != "." or s.kinds[j - 1] == LETTER)
        )

    def _particle(self, j: int, stop: int) -> int:
        """Return how many tokens a particle of a foreign name and the word after it take, or 0."""
        s = self._s
        if s.kinds[j] != LOWER or j + 1 >= stop:
            return 0
        if s.words[j + 1] == "-" and s.folds[j] in _ARTICLES and j + 2 < stop and s.kinds[j + 2] == CAP:
            return 3 if s.glued(j + 1) else 0
        named = s.folds[j] in _PARTICLES and s.kinds[j + 1] == CAP
        return 2 if named and s.folds[j + 1] not in self._lex.surnames else 0

    def _opens_other(self, j: int, stop: int) -> bool:
        """Tell whether an office or an organisation's name opens at a capitalised word."""
        folds, lex = self._s.folds, self._lex
        if self._s.kinds[j] != CAP:
            return folds[j] in _BODIES
        position = lex.positions.match(folds, j, stop)
        if position and position[0] > j + 1:
            return True
        head = lex.org_heads.match(folds, j, stop)
        if not head:
            return False
        after, cls = head
        if after > j + 1:
            return True
        return (
            cls in ("gov", "comp") and after < stop and lex.org_fields.match(folds, after, stop) is not None
        )

    def inside_word(self, index: int) -> bool:
        """Tell whether a word in lower case is the second syllable of the word before (``yêu cầu``).

        Args:
            index (int): Token index.

        Returns:
            bool: True when it opens nothing by itself.
        """
        s = self._s
        return (
            index > 0
            and s.kinds[index] == LOWER
            and s.kinds[index - 1] in (LOWER, CAP)
            and s.folds[index] in self._lex.pairs.get(s.folds[index - 1], ())
            and s.folds[index - 1] not in _BEFORE_PLACE
            and s.folds[index] not in _ALWAYS_HEAD
        )

    def opens_word(self, index: int, stop: int) -> bool:
        """Tell whether a token makes one word with the lower-case token after it (``Mỹ phẩm``).

        Args:
            index (int): Token index.
            stop (int): Index not to reach past.

        Returns:
            bool: True when its capital is a sentence's, not a name's.
        """
        s, after = self._s, index + 1
        pairs = self._lex.pairs.get(s.folds[index], ())
        return after < stop and s.kinds[after] == LOWER and s.folds[after] in pairs

    def counts_next(self, index: int, stop: int) -> bool:
        """Tell whether a number counts the word after it (``2 nhà máy``), instead of closing a name.

        Args:
            index (int): Token index of a number.
            stop (int): Index not to reach past.

        Returns:
            bool: True before a measure unit, a scale word or a noun that numbers count.
        """
        s, after = self._s, index + 1
        if after >= stop or s.kinds[after] != LOWER:
            return False
        ends = range(after + 1, min(after + _LONGEST_COUNTED, stop) + 1)
        return any(" ".join(s.folds[after:end]) in _COUNTED for end in ends)

    def full_name(self, first: int, end: int) -> bool:
        """Tell whether a range of tokens is surely a Vietnamese person's full name by its form.

        Args:
            first (int): First token index.
            end (int): One past the last.

        Returns:
            bool: True for three to five capitalised words, the first a plain surname.
        """
        return (
            3 <= end - first <= 5
            and self._lex.surnames.get(self._s.folds[first]) == "strong"
            and all(kind == CAP for kind in self._s.kinds[first:end])
        )

    def person_name(self, first: int, end: int) -> bool:
        """Tell whether a range of tokens has the form of a Vietnamese person's name.

        Args:
            first (int): First token index.
            end (int): One past the last.

        Returns:
            bool: True for two to five capitalised words or initials, the first a surname. A surname
            that is also an ordinary word needs a common middle name, two words must not be known as
            something else.
        """
        s, size = self._s, end - first
        if not 2 <= size <= 5 or any(kind not in (CAP, LETTER) for kind in s.kinds[first:end]):
            return False
        strength = self._lex.surnames.get(s.folds[first])
        if strength == "strong":
            return size >= 3 or self._lex.names.get(s.surface(first, end), "PER") == "PER"
        return strength == "weak" and size >= 3 and s.folds[first + 1] in _MIDDLE_NAMES
