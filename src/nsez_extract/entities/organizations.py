"""Names of organisations: a head noun, a field of work or proper name, a level and place, a parent."""

from __future__ import annotations

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.org_companies import CompanyTail
from nsez_extract.entities.org_managed import ManagedTail
from nsez_extract.entities.org_parts import OrgParts
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, LOWER, NAMELIKE, PUNCT, Syllables
from nsez_extract.entities.word_groups import words

_WITHIN_TITLE = words("within_title")  # count alone after a position: Chủ tịch HĐQT
_LOWER_FIXED = words("lower_fixed")  # first words of complete names that count in lower case with a place
_MANAGING = words("managing")  # heads that take no field of work
_LOWER_NAMED = words("lower_named")  # government heads that take a proper name even in lower case
_NEEDS_FIELD = words("needs_field")  # government heads that take no proper name
_NEEDS_LEVEL = words("needs_level")  # heads that take nothing but a level or place
_NEVER_LOWER = words("never_lower")
_OFFICES_OF = words("offices_of")  # heads that take the body they belong to
_OFFICES_AT_LEVEL = words("offices_at_level")  # heads that a level alone completes
_NATIONAL = words("national_heads")  # in lower case with a country they are a class: báo Mỹ, công ty Nhật
_NUMBERED = words("numbered_bodies")  # government heads that a number names
_LONGEST_NUMBER = 3  # digits of it
_DEEPEST = 3  # bodies one name may hold


class OrgGrammar:
    """Reads organisation names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        forms (NameForms): Judge of the form of names of the same text.
        places (PlaceGrammar): Reader of place names of the same text.
    """

    def __init__(
        self, syllables: Syllables, lexicons: Lexicons, forms: NameForms, places: PlaceGrammar
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._forms = forms
        self._places = places
        self._parts = OrgParts(syllables, lexicons, forms, places, self._read_at)
        self._managed = ManagedTail(syllables, lexicons, places, self._parts)
        self._companies = CompanyTail(syllables, lexicons, forms, places, self._parts)
        self._memo: dict[tuple[int, bool, int], int] = {}

    def read(self, index: int, stop: int, *, in_title: bool = False, depth: int = 0) -> int:
        """Return the end of the organisation name that begins at a token, or 0.

        Args:
            index (int): Token index of a head noun or full name.
            stop (int): Index not to reach past (the sentence's end).
            in_title (bool): Whether the name follows a position, where a few bodies count alone.
            depth (int): How many bodies stand before it in the same name.

        Returns:
            int: One past the last token of the name, or 0 when none begins here.
        """
        key = (index, in_title, depth)
        end = self._memo.get(key)
        if end is None:
            end = self._memo[key] = self._read(index, stop, in_title, depth)
        return end

    def _read_at(self, index: int, stop: int, depth: int) -> int:
        return self.read(index, stop, depth=depth)

    def _read(self, index: int, stop: int, in_title: bool, depth: int) -> int:
        s = self._s
        if s.folds[index] not in self._lex.org_heads or depth > _DEEPEST:
            return 0
        if not in_title and self._forms.inside_word(index):
            return 0
        if s.kinds[index] == CAP and self._forms.full_name(index, self._forms.run_end(index, stop)):
            return 0
        for after, cls in self._lex.org_heads.matches(s.folds, index, stop):
            dotted = s.kinds[index] == CAPS and after + 1 < stop and s.words[after] == "."
            tail = after + 1 if dotted and s.glued(after + 1) else after
            end = self._tail(index, tail, cls, stop, in_title, depth)
            if end:
                return self._branch(end, stop) if cls in ("fixed", "comp") else end
            if cls in ("level", "party", "fixed") and after > index + 1:
                return 0
        return 0

    def _branch(self, end: int, stop: int) -> int:
        """Extend a bank or company over ``chi nhánh X``."""
        if self._s.folds[end : end + 2] != ["chi", "nhánh"]:
            return end
        return self._companies.end(end + 2, stop, "comp", 2) or end

    def _tail(self, index: int, after: int, cls: str, stop: int, in_title: bool, depth: int) -> int:
        """Return the end of a name by the class of its head, or 0."""
        s = self._s
        capital = s.kinds[index] != LOWER
        if after + 1 < stop and s.words[after] == "-" and s.folds[after + 1] == "index":
            return 0
        if cls in ("fixed", "party"):
            end = self._parts.levels(after, stop, depth)
            named = s.folds[index] == "sàn" or (s.folds[index] == "đảng" and s.kinds[index + 1] == CAP)
            if capital or named:
                return end
            lower = cls == "party" or in_title or s.folds[index] in _LOWER_FIXED
            return end if lower and (end > after or (cls == "party" and in_title)) else 0
        name = " ".join(s.folds[index:after])
        if cls == "level":
            return self._at_level(after, stop, name, capital, in_title, depth)
        if cls == "mission":
            return self._mission(after, stop)
        if cls == "gov":
            return self._government(after, stop, name, capital, in_title, depth)
        return self._named(after, stop, cls, name, capital, depth)

    # -- classes of heads ------------------------------------------------------------------------

    def _named(self, after: int, stop: int, cls: str, name: str, capital: bool, depth: int) -> int:
        """Read a company, school, club …; in lower case it needs a name of its own."""
        s = self._s
        if name == "kênh" and (after >= stop or s.kinds[after] != CAPS):
            return 0
        end = self._companies.end(after, stop, cls, depth)
        if not end:
            return 0
        place = self._places.listed_level(after, stop) if name in _NATIONAL else None
        if place and place[0] == end and place[1] == "country" and name == "báo":
            return 0  # Báo Trung Quốc: its papers
        if capital:
            return end
        if cls == "named" and s.kinds[after] == LOWER:
            return 0
        return 0 if place and place[0] == end and place[1] in ("country", "province", "region") else end

    def _at_level(self, after: int, stop: int, name: str, capital: bool, in_title: bool, depth: int) -> int:
        """Read a body that a level or place completes (``UBND tỉnh``)."""
        s = self._s
        end = self._parts.levels(after, stop, depth)
        if end == after:
            if in_title and name in _WITHIN_TITLE:
                return after
            if name in _NEEDS_LEVEL or after >= stop or s.kinds[after] not in NAMELIKE:
                return 0
            return self._companies.end(after, stop, "named", depth)
        if capital:
            return end
        named = any(kind not in (LOWER, PUNCT) for kind in s.kinds[after:end])
        return end if named and name not in _NEVER_LOWER else 0

    def _mission(self, after: int, stop: int) -> int:
        """Read whose embassy or consulate it is, and where (``Đại sứ quán Úc tại Hà Nội``)."""
        s = self._s
        end = self._places.listed(after, stop) if after < stop else 0
        if end + 1 < stop and end and s.folds[end] in ("tại", "ở"):
            return self._places.headed(end + 1, stop) or self._places.listed(end + 1, stop) or end
        return end

    def _government(self, after: int, stop: int, name: str, capital: bool, in_title: bool, depth: int) -> int:
        """Read a ministry, department, office or board: a field of work, a task, a name or a parent."""
        s = self._s
        if in_title and name in _WITHIN_TITLE:
            return self._board(after, stop, depth)
        if after >= stop:
            return 0
        if name in _NUMBERED and s.words[after].isdecimal() and len(s.words[after]) <= _LONGEST_NUMBER:
            return self._parts.levels(after + 1, stop, depth)
        namelike = s.kinds[after] in NAMELIKE
        if namelike and name in _OFFICES_OF and (capital or in_title or depth):
            parent = self._parts.parent(after, stop, depth)
            if parent:
                return parent
        end = 0 if name in _MANAGING else self._field(after, stop, lower=capital or in_title)
        end = end or self._managed.end(after, stop, name, capital=capital)
        if end:
            return self._parts.levels(self._parts.number(end, stop), stop, depth)
        if namelike and (name in _LOWER_NAMED or (capital and name not in _NEEDS_FIELD)):
            return self._companies.end(after, stop, "named", depth)
        if capital and name in _OFFICES_AT_LEVEL:
            level = self._parts.levels(after, stop, depth)
            if level > after:
                return level
        if name in _OFFICES_OF and (capital or depth):
            return self._parts.parent(after, stop, depth)
        return 0

    def _board(self, after: int, stop: int, depth: int) -> int:
        """Read what follows a board after a position: its body, a known name in capitals, or nothing."""
        s = self._s
        if after >= stop:
            return after
        body = self._parts.parent(after, stop, depth) or self.read(after, stop, depth=depth + 1)
        if body or s.kinds[after] not in (CAP, CAPS):
            return body or after
        run = self._forms.run_end(after, stop)
        kind = self._lex.names.get(s.surface(after, run))
        return run if kind == "ORG" or (kind is None and s.kinds[after] == CAPS) else after

    def _field(self, after: int, stop: int, *, lower: bool) -> int:
        """Return the end of fields of work after a government head, or 0.

        A field in lower case needs two words and ``lower``.
        """
        s, fields = self._s, self._lex.org_fields
        found = fields.match(s.folds, after, stop)
        if not found or (s.kinds[after] == LOWER and (not lower or found[0] - after < 2)):
            return 0
        end = found[0]
        while end + 1 < stop and s.folds[end] in (",", "và", "-", "&"):
            more = fields.match(s.folds, end + 1, stop)
            if not more or s.kinds[end + 1] == LOWER:
                break
            if s.folds[end] != "-" and self._lex.org_heads.match(s.folds, end + 1, stop):
                break
            end = more[0]
        return end
