"""Parts of organisations' names that every class of body shares: levels, places, blocs, parent bodies."""

from __future__ import annotations

from collections.abc import Callable

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, LOWER, NAMELIKE, NUMBER, PUNCT, Syllables
from nsez_extract.entities.word_groups import words

ReadBody = Callable[[int, int, int], int]
"""Reads a body's name: token index, index not to reach past, bodies before it; its end or 0."""

_LEVELS_IN_CAPITALS = words("levels_in_capitals")  # place heads that may follow a body in capitals
_BLOC_WORDS = words("bloc_words")
_DEEPEST = 3  # bodies one name may hold
_LONGEST_NUMBER = 3  # digits of a body's number


class OrgParts:
    """Reads what follows the head of an organisation's name, and tells where another body begins.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        forms (NameForms): Judge of the form of names of the same text.
        places (PlaceGrammar): Reader of place names of the same text.
        read (ReadBody): Reader of whole names of bodies.
    """

    def __init__(
        self, syllables: Syllables, lexicons: Lexicons, forms: NameForms, places: PlaceGrammar, read: ReadBody
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._forms = forms
        self._places = places
        self._read = read

    def levels(self, at: int, stop: int, depth: int, *, bare: bool = True) -> int:
        """Return the end of levels, places and parent bodies after a name.

        Args:
            at (int): Token index after the name.
            stop (int): Index not to reach past.
            depth (int): How many bodies stand before it in the same name.
            bare (bool): Whether a level without a place counts (``UBND huyện``).

        Returns:
            int: One past the last token of what follows; ``at`` when nothing does.
        """
        end = at
        while end < stop:
            after = self._level(end, stop, bare=bare) or self._place(end, stop) or self._bloc(end, stop)
            if not after:
                break
            end = after
        if end < stop and depth < _DEEPEST:
            return self.parent(end, stop, depth) or end
        return end

    def number(self, at: int, stop: int) -> int:
        """Return the end of the number of a body after its name (``Đội CSGT số 3``).

        Args:
            at (int): Token index after the name.
            stop (int): Index not to reach past.

        Returns:
            int: One past the number; ``at`` when none follows.
        """
        s = self._s
        if at + 1 >= stop or s.folds[at] != "số" or s.kinds[at + 1] != NUMBER:
            return at
        return at + 2 if s.words[at + 1].isdecimal() and len(s.words[at + 1]) <= _LONGEST_NUMBER else at

    def _level(self, at: int, stop: int, *, bare: bool) -> int:
        """Return the end of one level word with the place it names, or 0."""
        s, lex = self._s, self._lex
        if s.inner_stop(at, stop):  # UBND.TP Huế
            at += 1
        found = lex.levels.match(s.folds, at, stop)
        if not found:
            return 0
        head = lex.org_heads.match(s.folds, at, stop)
        if head and head[0] > found[0]:
            return 0
        named = self._places.headed(at, stop)
        if named or not bare:
            return named
        end = found[0]
        if end + 1 < stop and s.words[end] == "." and s.folds[end - 1] in ("tp", "tx"):
            return end + 1 if s.kinds[end + 1] in NAMELIKE else end
        return end

    def _place(self, at: int, stop: int) -> int:
        """Return the end of a place in capitals, or of a ``khối phố``, that follows a body directly, or 0."""
        s = self._s
        if s.kinds[at] not in NAMELIKE:
            return self._places.headed(at, stop) if s.folds[at] == "khối" else 0
        if s.folds[at] in _LEVELS_IN_CAPITALS and (headed := self._places.headed(at, stop)):
            return headed
        listed = self._places.listed(at, stop)
        if (
            listed == at + 1
            and s.folds[at] in self._lex.surnames
            and listed < stop
            and s.kinds[listed] == CAP
        ):
            return 0
        return listed

    def _bloc(self, at: int, stop: int) -> int:
        """Return the end of ``Khối Cơ quan và Doanh nghiệp``, or 0."""
        s = self._s
        if s.folds[at] != "khối" or at + 1 >= stop or s.kinds[at + 1] not in NAMELIKE:
            return 0
        end = at + 2
        while end < stop:
            pairs = self._lex.pairs.get(s.folds[end - 1], ())
            if s.kinds[end] == LOWER and (s.folds[end] in pairs or s.folds[end] in _BLOC_WORDS):
                end += 1
            elif (
                s.folds[end] in ("và", "-", "các", ",")
                and end + 1 < stop
                and (s.kinds[end + 1] == CAP or s.folds[end + 1] == "các")
            ):
                end += 2
            else:
                break
        return end

    def parent(self, at: int, stop: int, depth: int) -> int:
        """Return the end of a parent body written side by side, or 0.

        Args:
            at (int): Token index.
            stop (int): Index not to reach past.
            depth (int): How many bodies stand before it in the same name.

        Returns:
            int: One past the last token of the parent's name, or 0.
        """
        s = self._s
        if at >= stop or s.kinds[at] in (PUNCT, NUMBER):
            return 0
        head = self._lex.org_heads.match(s.folds, at, stop)
        if not head or (s.kinds[at] == LOWER and head[1] in ("comp", "named", "fixed")):
            return 0
        return self._read(at, stop, depth + 1)

    def opens_body(self, at: int, stop: int) -> bool:
        """Tell whether another organisation or an office opens at a token.

        Args:
            at (int): Token index.
            stop (int): Index not to reach past.

        Returns:
            bool: True when what stands here is not part of the name before it.
        """
        s = self._s
        position = self._lex.positions.match(s.folds, at, stop)
        if position and position[0] > at + 1:
            return True
        head = self._lex.org_heads.match(s.folds, at, stop)
        if not head:
            return False
        after, cls = head
        if cls == "fixed" or after > at + 1:
            return True
        return cls != "named" and self._read(at, stop, 2) > 0

    def common_word(self, at: int, stop: int) -> bool:
        """Tell whether a capitalised word is an ordinary word of one or two syllables, not a name.

        Args:
            at (int): Token index.
            stop (int): Index not to reach past.

        Returns:
            bool: True for ``Thương`` before ``mại``, or a syllable that is mostly in lower case.
        """
        s, folded = self._s, self._s.folds[at]
        if at + 1 < stop and s.kinds[at + 1] == LOWER:
            in_word = s.folds[at + 1] in self._lex.pairs.get(folded, ())
            return in_word or self._lex.business.match(s.folds, at, stop) is not None
        return folded in self._lex.common and folded not in self._lex.surnames
