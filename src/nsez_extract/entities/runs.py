"""Runs of capitalised words in the first pass: settled at once where the words beside them say enough."""

from __future__ import annotations

import re

from nsez_extract.entities.findings import Findings, Run
from nsez_extract.entities.grammars import Grammars
from nsez_extract.entities.lexicons import LONGEST_NAME
from nsez_extract.entities.syllables import CAPS, CODE, LETTER, NAMELIKE, NUMBER
from nsez_extract.entities.word_groups import words

_PLACE_ABBREVIATIONS = tuple(words("place_abbreviations"))
_FUNCTION = words("function")  # words that open sentences with a capital and are no part of a name
_ADDRESS = words("address")  # forms of address only a person's name follows
_PERSONAL = words("personal_address")  # those after which even a listed place is a person's name
_DOCUMENT_CODES = words("document_codes")
_ROMAN = re.compile(r"[IVXLC]+")
_OPENING_SIGNS = frozenset("“\"'(-–:•*/")
_NATIVE, _FOREIGN = 5, 6  # most words of a person's name
_SHORTEST_PLACE_ABBREVIATION = 4
_LONGEST_GIVEN_IN_CAPITALS = 3


class RunReader:
    """Reads capital runs of one text.

    Args:
        grammars (Grammars): The text's readers.
        found (Findings): Where mentions and open runs go.
    """

    def __init__(self, grammars: Grammars, found: Findings) -> None:
        self._g = grammars
        self._s = grammars.s
        self._lex = grammars.lex
        self._found = found

    def read(self, first: int, start: int, stop: int, *, cue: bool) -> int:
        """Read a run of capitals.

        Args:
            first (int): Index of its first token.
            start (int): First token of the sentence.
            stop (int): One past its last token.
            cue (bool): Whether a form of address or a title stands before it.

        Returns:
            int: Index of the token to go on at.
        """
        s, lex = self._s, self._lex
        end = self._g.forms.run_end(first, stop)
        if self._abbreviates_place(first, end):
            self._found.add("LOC", first, end, "place-abbreviation")
            return end
        if self._no_name(first, end, stop) and not (cue and s.kinds[first] == LETTER):
            return end
        if cue:
            address = s.folds[first - 1] in _ADDRESS
            if not address and end == first + 1 and self._g.forms.opens_word(first, stop):
                return first + 2
            if address or lex.names.get(s.surface(first, end)) not in ("ORG", "MISC"):
                return self._after_cue(first, end, start, stop)
        elif end > first + 1 and self._opens_without_name(first):
            return first + 1
        return self._free(first, end, start, stop)

    def _abbreviates_place(self, first: int, end: int) -> bool:
        s = self._s
        return (
            s.kinds[first] == CAPS
            and end == first + 1
            and len(s.words[first]) >= _SHORTEST_PLACE_ABBREVIATION
            and s.folds[first].startswith(_PLACE_ABBREVIATIONS)
        )

    def _no_name(self, first: int, end: int, stop: int) -> bool:
        """Tell whether a run is an abbreviation, a Roman numeral or part of a document number."""
        s = self._s
        if end == first + 1:
            word = s.words[first]
            if word in self._lex.not_names or _ROMAN.fullmatch(word):
                return True
        if first >= 2 and s.words[first - 1] in "/-–":
            before = s.kinds[first - 2]
            if before in (NUMBER, CODE) or s.folds[first - 2] in _DOCUMENT_CODES:
                return s.glued(first - 1) or before == CAPS
        return end + 1 < stop and s.words[end] == "-" and s.words[end + 1] == "Index"

    def _opens_without_name(self, first: int) -> bool:
        """Tell whether the first word of a run is no part of a name (``Theo Hoa``, ``USD Mỹ``)."""
        s, lex = self._s, self._lex
        function = s.folds[first] in _FUNCTION and s.folds[first] not in lex.surnames
        return function or s.words[first] in lex.not_names

    # -- after a form of address or a title --------------------------------------------------------

    def _after_cue(self, first: int, end: int, start: int, stop: int) -> int:
        s, lex = self._s, self._lex
        end = self._person_end(first, end, stop)
        surface = s.surface(first, end)
        abbreviation = s.kinds[first] == CAPS and end == first + 1
        body = lex.org_heads.match(s.folds, first, stop)
        if body and body[0] > first + 1:
            return max(end, body[0])  # a body that lacks its level: Chủ tịch Liên hiệp các hội
        if abbreviation and (len(surface) > _LONGEST_GIVEN_IN_CAPITALS or surface in lex.names):
            self._found.runs.append(Run(first, end, first == start))
            return end
        place = self._g.places.listed(first, stop) == end and s.folds[first - 1] not in _PERSONAL
        if place and surface not in self._found.given and lex.names.get(surface) != "PER":
            self._found.add("LOC", first, end, "place-list")
        else:
            self._found.add_person(first, end, "after-honorific")
        return end

    def _person_end(self, first: int, end: int, stop: int) -> int:
        """Return where a person's name that begins at a token ends."""
        s, places = self._s, self._g.places
        native = s.folds[first] in self._lex.surnames
        end = min(end, first + (_NATIVE if native else _FOREIGN))
        if s.kinds[first] == LETTER or s.kinds[end - 1] == LETTER:
            while s.inner_stop(end, stop) and s.kinds[end + 1] in NAMELIKE:
                end += 2
        if native:
            return end
        for k in range(first + 2, end):
            if places.listed(k, stop) >= max(end, k + 2):
                return k
        return end

    # -- without one -------------------------------------------------------------------------------

    def _free(self, first: int, end: int, start: int, stop: int) -> int:
        s, lex = self._s, self._lex
        initial = first == start or (first - 1 == start and s.words[start] in _OPENING_SIGNS)
        if self._g.forms.opens_word(end - 1, stop):
            if end == first + 1 and (initial or not self._whole_before_word(first, end, stop)):
                return first + 2
            if not self._whole_before_word(first, end, stop):
                end -= 1
        common = s.folds[first] in lex.common
        surface = s.surface(first, min(end, first + LONGEST_NAME))
        kind = lex.names.get(surface)
        if initial and common and end > first + 1 and s.folds[first] not in lex.surnames:
            given = end - first <= 3 and all(folded in lex.given for folded in s.folds[first:end])
            if kind is None and not given:
                return first + 1
        if kind in (None, "PER") and self._g.forms.person_name(first, end):
            self._found.add_person(first, end, "surname")
            return end
        if kind and not (initial and common and end == first + 1):
            if kind != "MISC":
                self._found.note(surface, kind, 1)
        else:
            cut = self._part(first, end, stop)
            if cut:
                self._found.runs.append(Run(first, cut, first == start))
                return cut
        self._found.runs.append(Run(first, end, initial))
        return end

    def _whole_before_word(self, first: int, end: int, stop: int) -> bool:
        """Tell whether a run is a full name or a place, whatever word its last syllable could open."""
        full = end - first >= 3 and self._s.folds[first] in self._lex.surnames
        return full or self._g.places.listed(first, stop) == end

    def _part(self, first: int, end: int, stop: int) -> int:
        """Return where a person's full name or a known name begins inside a run, or 0."""
        s, lex = self._s, self._lex
        for k in range(max(first + 1, end - _NATIVE), end - 2):
            if lex.surnames.get(s.folds[k]) == "strong" and self._g.forms.person_name(k, end):
                return k
        for k in range(min(end - 1, first + LONGEST_NAME), first, -1):
            kind = lex.names.get(s.surface(first, k))
            stands = kind and (k - first >= 2 or self._stands_alone(first, kind))
            if stands and (s.surface(k, end) in lex.names or self._g.places.listed(k, stop) == end):
                return k
        return 0

    def _stands_alone(self, index: int, kind: str) -> bool:
        """Tell whether a known one-word name is surely one before another name."""
        s, lex = self._s, self._lex
        if s.kinds[index] == CAPS:
            return True
        return kind == "LOC" and s.folds[index] not in lex.common and s.folds[index] not in lex.given
