"""Lists after a plural head noun that stays outside: ``các sở Tài chính, Xây dựng``, ``các huyện A, B``."""

from __future__ import annotations

from nsez_extract.entities.findings import Findings
from nsez_extract.entities.grammars import Grammars
from nsez_extract.entities.syllables import LOWER, NAMELIKE, NUMBER
from nsez_extract.entities.word_groups import words

_PLURAL = words("plural")
_NUMBERED = words("before_house_number")  # words whose number counts nothing: số 12 đường A
_BETWEEN = words("between_fields")  # what may stand between the head and the first field: các sở, ngành


class PluralLists:
    """Reads lists of one text.

    Args:
        grammars (Grammars): The text's readers.
        found (Findings): Where mentions go.
    """

    def __init__(self, grammars: Grammars, found: Findings) -> None:
        self._g = grammars
        self._found = found

    def plural_before(self, index: int, start: int) -> bool:
        """Tell whether the word before a token makes it plural: ``các``, ``hai``, ``39``.

        Args:
            index (int): Token index.
            start (int): First token of the sentence.

        Returns:
            bool: True after a plural word or a number of the same sentence, not after a house number.
        """
        s = self._g.s
        if index == start or s.kinds[index - 1] != NUMBER:
            return index > start and s.folds[index - 1] in _PLURAL
        return index - 2 < start or s.folds[index - 2] not in _NUMBERED

    def fields(self, index: int, stop: int) -> int:
        """Read the bodies of ``các sở Tài chính, Xây dựng``.

        Args:
            index (int): Index of the shared head noun.
            stop (int): Index not to reach past.

        Returns:
            int: One past the last body, or 0 when no list begins here.
        """
        s, fields = self._g.s, self._g.lex.org_fields
        at = index + 1
        while at < stop and s.folds[at] in _BETWEEN:
            at += 1
        last = 0
        while at < stop and s.kinds[at] != LOWER and (found := fields.match(s.folds, at, stop)):
            last = found[0]
            self._found.add("ORG", at, last, "org-list:plural")
            if last >= stop or s.folds[last] not in (",", ";", "và"):
                break
            at = last + 1
        return last

    def places(self, index: int, end: int, stop: int) -> int:
        """Read the places of ``các huyện A, B và C``.

        Args:
            index (int): Index of the shared head noun.
            end (int): One past the first place, which the head noun was read with.
            stop (int): Index not to reach past.

        Returns:
            int: One past the last place.
        """
        g, s = self._g, self._g.s
        first = index + 1
        while first < end and s.kinds[first] == LOWER and not g.places.listed(first, stop):
            first += 1
        if first == end:
            return end
        if s.words[first] == "." or s.kinds[first] == NUMBER:
            self._found.add("LOC", index, end, "place-head")
            return end
        while True:
            self._found.add("LOC", first, end, "place-list:plural")
            first = end + 1
            if first >= stop or s.folds[end] not in (",", "và", ";") or s.kinds[first] not in NAMELIKE:
                return end
            after = g.places.listed(first, stop) or g.forms.run_end(first, stop)
            if g.lex.org_heads.match(s.folds, first, stop) or g.lex.positions.match(s.folds, first, stop):
                return end
            if g.forms.person_name(first, after):
                return end
            end = after
