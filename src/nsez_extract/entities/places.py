"""Names of places: a head noun with its name, or a name of the official and world lists."""

from __future__ import annotations

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons, PlaceHead
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LETTER, LOWER, NAMELIKE, NUMBER, Syllables
from nsez_extract.entities.word_groups import words

_LONGEST = 5  # capitalised syllables in the proper part of a place name
_DOTTED = words("dotted_place_heads")  # heads that may stand before a full stop: TP. Huế
_NUMBERED = words("numbered_roads")  # last words of road heads that a plain number may follow
_BEFORE_PERSON = words("head_before_person")  # heads that may stand before a full name: lãnh đạo tỉnh A
_SHORT = words("short_in_capitals")  # short listed names that are themselves when in capitals
_SHORT_SIZE = 3
_LONGEST_CODE = 4  # characters of a road code or a district's number
_LONGEST_SUFFIX = 2  # digits of a number that closes a name: Thủ Thiêm 2


class PlaceGrammar:
    """Reads place names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        forms (NameForms): Judge of the form of names of the same text.
    """

    def __init__(self, syllables: Syllables, lexicons: Lexicons, forms: NameForms) -> None:
        self._s = syllables
        self._lex = lexicons
        self._forms = forms

    def listed(self, index: int, stop: int) -> int:
        """Return the end of the longest listed place name at a token, or 0.

        Args:
            index (int): Token index.
            stop (int): Index not to reach past.

        Returns:
            int: One past the last token, or 0 when no listed name begins here with its capitals.
        """
        found = self.listed_level(index, stop)
        return found[0] if found else 0

    def listed_level(self, index: int, stop: int) -> tuple[int, str] | None:
        """Return the end and level of the longest listed place name at a token, or None.

        Args:
            index (int): Token index.
            stop (int): Index not to reach past.

        Returns:
            tuple[int, str] | None: One past the last token, and the level in ``places.tsv``.
        """
        s = self._s
        for end, place in self._lex.places.matches(s.folds, index, stop):
            if any(s.kinds[index + k] == LOWER for k in place.capitals):
                continue
            abbreviation = end == index + 1 and s.kinds[index] == CAPS and len(s.words[index]) <= _SHORT_SIZE
            if abbreviation and place.level in ("province", "country") and s.folds[index] not in _SHORT:
                continue
            return end, place.level
        return None

    def headed(self, index: int, stop: int) -> int:
        """Return the end of a place name opened by a head noun at a token, or 0.

        Args:
            index (int): Token index of the head noun.
            stop (int): Index not to reach past.

        Returns:
            int: One past the last token of the name, or 0.
        """
        s = self._s
        if s.folds[index] not in self._lex.place_heads or self._forms.inside_word(index):
            return 0
        listed = 0
        for after, head in self._lex.place_heads.matches(s.folds, index, stop):
            listed = listed or self.listed(index, stop)
            if listed > index + 1:
                return listed
            if after == index + 1 and self._rather_name(index, stop):
                return 0
            if after < stop and s.words[after] == "." and s.folds[after - 1] in _DOTTED:
                after += 1
            end = self._tail(after, stop, head)
            if end:
                return end
        return 0

    def _rather_name(self, index: int, stop: int) -> bool:
        """Tell whether a one-word head is a given name (``chị Hồ``) or opens a channel's (``kênh VTV``)."""
        s = self._s
        if s.folds[index] == "kênh" and index + 1 < stop and s.kinds[index + 1] == CAPS:
            return True
        capital_inside = s.kinds[index] == CAP and index > 0 and s.kinds[index - 1] == LOWER
        return capital_inside and s.folds[index] in self._lex.given

    def _tail(self, at: int, stop: int, head: PlaceHead) -> int:
        """Return the end of what names a place after its head noun, or 0."""
        s = self._s
        if at >= stop:
            return 0
        kind = s.kinds[at]
        if kind in (NUMBER, CODE):
            return self._number(at, head)
        if s.folds[at] == "số" and head.tail == "code" and at + 1 < stop and s.kinds[at + 1] == NUMBER:
            return self._named(at + 2, stop, head.cls) or at + 2
        if kind != LOWER:
            return self._named(at, stop, head.cls)
        if (head.cls != "site" and s.folds[at - 1] != "vùng") or self._forms.inside_word(at):
            return 0
        return self.headed(at, stop) or self.listed(at, stop)

    def _number(self, at: int, head: PlaceHead) -> int:
        """Return the end of a number or code that names a road or district, or 0."""
        s = self._s
        word = s.words[at]
        if head.tail == "name" or len(word) > _LONGEST_CODE or not word[0].isdigit():
            return 0
        plain = s.kinds[at] == NUMBER
        if plain and (not word.isdigit() or (head.tail == "code" and s.folds[at - 1] not in _NUMBERED)):
            return 0
        return at + 1

    def _named(self, at: int, stop: int, cls: str) -> int:
        """Return the end of the proper part of a name, or 0."""
        s, kinds = self._s, self._s.kinds
        if at >= stop or kinds[at] not in NAMELIKE:
            return 0
        run = self._forms.run_end(at, stop)
        listed = self.listed(at, stop)
        if not listed and s.folds[at - 1] in _BEFORE_PERSON and self._forms.full_name(at, run):
            return 0
        end = min(run, at + _LONGEST)
        if listed and (listed >= run or cls == "admin" or self._person_follows(listed, run)):
            end = listed
        if end == at + 1 and kinds[at] == LETTER and cls != "admin":
            return 0
        if cls in ("site", "road", "admin"):
            end = self._numbered(end, stop, cls)
        if cls == "road":
            return self._joined(end, stop)
        return self._paired(end, stop) if cls == "site" else end

    def _numbered(self, end: int, stop: int, cls: str) -> int:
        """Extend a name over a number that closes it (``Thủ Thiêm 2``, of sites also ``1, 2, 3``)."""
        s, kinds = self._s, self._s.kinds
        if end >= stop or kinds[end] != NUMBER or len(s.words[end]) > _LONGEST_SUFFIX:
            return end
        if self._forms.counts_next(end, stop):
            return end
        end += 1
        while cls == "site" and end + 1 < stop and s.words[end] == "," and kinds[end + 1] == NUMBER:
            if len(s.words[end + 1]) > 1:
                break
            end += 2
        return end

    def _joined(self, end: int, stop: int) -> int:
        """Extend ``A`` to ``A - B - C`` for roads and lines."""
        s = self._s
        while end + 1 < stop and s.folds[end] == "-" and s.kinds[end + 1] in NAMELIKE:
            end = self._forms.run_end(end + 1, stop)
        return end

    def _paired(self, end: int, stop: int) -> int:
        """Extend ``A`` to ``A - B`` for sites, unless a body's name, an office or a rank follows the dash."""
        s = self._s
        if end + 1 >= stop or s.folds[end] != "-" or s.kinds[end + 1] != CAP:
            return end
        openers = (self._lex.org_heads, self._lex.ranks, self._lex.positions)
        if any(table.match(s.folds, end + 1, stop) for table in openers):
            return end
        return self._forms.run_end(end + 1, stop)

    def _person_follows(self, at: int, run: int) -> bool:
        """Tell whether a surname and at least one more capitalised word fill the rest of a run."""
        return run - at >= 2 and self._s.folds[at] in self._lex.surnames
