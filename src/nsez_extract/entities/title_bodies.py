"""What an office is held in: the body, place or field after the position words of a title."""

from __future__ import annotations

from dataclasses import dataclass, field

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import LONGEST_NAME, Lexicons
from nsez_extract.entities.organizations import OrgGrammar
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, LOWER, Syllables
from nsez_extract.entities.word_groups import words

_MINISTERS = words("ministers")  # offices a bare field of work may follow: Bộ trưởng Ngoại giao
_PLACE_OFFICES = words("place_offices")  # offices held in a place: Tổng thống Mỹ
_LEVEL_OFFICES = words("level_offices")  # offices held at a bare level: Chủ tịch tỉnh
_OFFICE_LEVELS = words("office_levels")
_UNITS = words("units")  # first words of bodies that a parent follows after a comma: Phòng A, Sở B
_UNIT_ENDS = words("unit_ends")  # last words of positions that may open the body: Trưởng công an
_UNIT_HEADS = words("unit_heads")
_LONGEST_ABBREVIATION = 8  # letters of a company's name in capitals


@dataclass(slots=True)
class Title:
    """A title read at a place.

    Attributes:
        first (int): Index of its first token.
        end (int): One past its last token.
        position_end (int): One past the last position word.
        rule (str): Rule that read it.
        needs_person (bool): Only stands beside a person's name.
        inner (list[tuple[str, int, int]]): Label and token range of ORG and LOC inside.
    """

    first: int
    end: int
    position_end: int
    rule: str
    needs_person: bool = False
    inner: list[tuple[str, int, int]] = field(default_factory=list)

    def nest(self, label: str, first: int, end: int) -> None:
        """Add a body or place and end the title on it.

        Args:
            label (str): ``ORG`` or ``LOC``.
            first (int): Index of its first token.
            end (int): One past its last token.
        """
        self.inner.append((label, first, end))
        self.end = end

    def widen(self, end: int) -> None:
        """Count everything up to a token as position words."""
        self.end = self.position_end = end


class TitleBodies:
    """Reads what titles of one text are held in.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        forms (NameForms): Judge of the form of names of the same text.
        places (PlaceGrammar): Reader of place names of the same text.
        organizations (OrgGrammar): Reader of organisation names of the same text.
    """

    def __init__(
        self,
        syllables: Syllables,
        lexicons: Lexicons,
        forms: NameForms,
        places: PlaceGrammar,
        organizations: OrgGrammar,
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._forms = forms
        self._places = places
        self._orgs = organizations

    def attach(self, title: Title, at: int, stop: int) -> None:
        """Extend a title over the body, place or field after its position words.

        Args:
            title (Title): A title that ends after its position words.
            at (int): Index of the first position word.
            stop (int): Index not to reach past.
        """
        if self._opened_by_position(title, at, stop):
            return
        s, body = self._s, title.position_end
        if body + 1 < stop and s.words[body] == "," and s.folds[body + 1] == s.folds[body - 1]:
            body += 1  # Phó Trưởng ban, Ban …
        if body < stop and s.folds[body] == "của":
            body += 1
        if body < stop:
            name = " ".join(s.folds[at : title.position_end])
            _ = (
                self._ministry(title, name, body, stop)
                or self._organization(title, body, stop)
                or self._unnamed_government(title, name, body)
                or self._place(title, name, body, stop)
                or self._site(title, body, stop)
                or self._generic(title, body, stop)
            )

    def attach_shared(self, title: Title, stop: int) -> bool:
        """Extend a title over the body its last word opens (``Trưởng Ban …``).

        Args:
            title (Title): A title that ends after its position words.
            stop (int): Index not to reach past.

        Returns:
            bool: False when no body follows.
        """
        first = title.position_end
        end = self._orgs.read(first, stop, in_title=True) if first < stop else 0
        if end:
            title.nest("ORG", first, end)
            self._second_body(title, stop)
        return end > 0

    def _opened_by_position(self, title: Title, at: int, stop: int) -> bool:
        """Read a body that the position's own last words open (``Trưởng phòng Nội vụ``)."""
        folds, after = self._s.folds, title.position_end
        if after - at < 2 or folds[after - 1] not in _UNIT_ENDS:
            return False
        for first in (after - 2, after - 1):
            if first > at and folds[first] in _UNIT_HEADS:
                end = self._orgs.read(first, stop, in_title=True)
                if end > after:
                    title.nest("ORG", first, end)
                    title.position_end = first
                    self._second_body(title, stop)
                    return True
        return False

    def _second_body(self, title: Title, stop: int) -> None:
        """Add the parent body after ``của``, ``thuộc`` or a comma: ``Trưởng phòng X, Sở Y``."""
        s, lex = self._s, self._lex
        _, first, end = title.inner[-1]
        parent = end + 1
        if parent >= stop or s.folds[first] not in _UNITS or s.folds[end] not in ("của", "thuộc", ","):
            return
        other = s.folds[parent] == s.folds[first] or lex.positions.match(s.folds, parent, stop)
        if s.folds[end] == "," and other:
            return
        after = self._orgs.read(parent, stop)
        if after:
            title.nest("ORG", parent, after)

    def _ministry(self, title: Title, name: str, body: int, stop: int) -> bool:
        """Read a field of work in place of the ministry (``Bộ trưởng Ngoại giao Nga``)."""
        s = self._s
        if name not in _MINISTERS or s.kinds[body] == LOWER:
            return False
        found = self._lex.org_fields.match(s.folds, body, stop)
        if not found or (found[0] == body + 1 and self._orgs.read(body, stop)):
            return False
        title.widen(found[0])
        place = self._places.listed(title.end, stop) if title.end < stop else 0
        if place:
            title.nest("LOC", title.end, place)
        return True

    def _organization(self, title: Title, body: int, stop: int) -> bool:
        """Read a body with its head noun, or a known name without one."""
        end = self._orgs.read(body, stop, in_title=True)
        if end:
            title.nest("ORG", body, end)
            self._second_body(title, stop)
            return True
        end = self._bare_name(body, stop, owned=body > title.position_end)
        if end:
            title.nest("ORG", body, end)
        return end > 0

    def _bare_name(self, body: int, stop: int, *, owned: bool) -> int:
        """Return the end of an organisation's name without head noun (``CEO BIDV``), or 0.

        ``owned`` says that ``của`` or a comma stands before it, so that an unknown name is one.
        """
        s, lex = self._s, self._lex
        if s.kinds[body] not in (CAP, CAPS):
            return 0
        end = self._forms.run_end(body, stop)
        kind = lex.names.get(s.surface(body, end))
        while kind is None and end > body + 1 and s.kinds[body] == CAPS:
            end = min(end - 1, body + LONGEST_NAME)
            kind = lex.names.get(s.surface(body, end))
        if any(word in lex.foreign_org_words for word in s.words[body:end]):
            return end
        first = s.words[body]
        if kind in ("PER", "LOC") or first in lex.not_names or self._places.listed(body, stop):
            return 0
        abbreviation = s.kinds[body] == CAPS and len(first) <= _LONGEST_ABBREVIATION
        inner_capital = s.kinds[body] == CAP and not first[1:].islower()
        if not (kind == "ORG" or abbreviation or inner_capital or (owned and kind is None)):
            return 0
        if owned and lex.surnames.get(s.folds[body]) == "strong":
            return 0
        if end + 1 < stop and s.folds[end : end + 2] == ["chi", "nhánh"]:
            return self._orgs.read(end, stop) or end
        return end

    def _unnamed_government(self, title: Title, name: str, body: int) -> bool:
        """Read a government or council without its level, which stays part of the position."""
        folds = self._s.folds
        if name.endswith("thủ tướng") and folds[body : body + 2] == ["chính", "phủ"]:
            title.widen(body + 2)
        elif folds[body] in ("ubnd", "hđnd"):
            title.widen(body + 1)
        elif folds[body : body + 4] == ["ủy", "ban", "nhân", "dân"]:
            title.widen(body + 4)
        else:
            return False
        return True

    def _place(self, title: Title, name: str, body: int, stop: int) -> bool:
        """Read the place an office is held in, or its bare level (``Chủ tịch tỉnh``)."""
        if name not in _PLACE_OFFICES and name.removeprefix("phó ") not in _PLACE_OFFICES:
            return False
        s, envoy = self._s, "sứ" in name
        if envoy and s.folds[body] == "tại" and body + 1 < stop:
            body += 1
        place = self._place_end(body, stop)
        if place:
            title.nest("LOC", body, place)
            if envoy and place + 1 < stop and s.folds[place] == "tại":
                host = self._place_end(place + 1, stop)
                if host:
                    title.nest("LOC", place + 1, host)
            return True
        if name not in _LEVEL_OFFICES or s.kinds[body] != LOWER or s.folds[body] not in _OFFICE_LEVELS:
            return False
        level = self._lex.levels.match(s.folds, body, stop)
        if level:
            title.widen(level[0])
        return level is not None

    def _place_end(self, at: int, stop: int) -> int:
        """Return the end of a place name that is no person's surname, or 0."""
        s = self._s
        end = self._places.headed(at, stop) or self._places.listed(at, stop)
        surname = end == at + 1 and s.folds[at] in self._lex.surnames
        return 0 if surname and end < stop and s.kinds[end] == CAP else end

    def _site(self, title: Title, body: int, stop: int) -> bool:
        """Read a site that somebody runs (``Giám đốc cảng Cái Mép``): there it is a body."""
        head = self._lex.place_heads.match(self._s.folds, body, stop)
        end = self._places.headed(body, stop) if head and head[1].cls == "site" else 0
        if end:
            title.nest("ORG", body, end)
        return end > 0

    def _generic(self, title: Title, body: int, stop: int) -> bool:
        """Extend a title over a body without a name of its own: ``Chủ tịch hội đồng``."""
        s, lex = self._s, self._lex
        generic = lex.generic_bodies.match(s.folds, body, stop)
        if generic and body == title.position_end:
            title.widen(generic[0])
            return True
        found = lex.business.match(s.folds, body, stop) or lex.org_fields.match(s.folds, body, stop)
        if not found or found[0] >= stop or s.kinds[found[0]] != CAP:
            return False
        name = found[0]
        run = self._forms.run_end(name, stop)
        if self._forms.full_name(name, run) or lex.names.get(s.surface(name, run)) == "PER":
            title.widen(name)
        return True
