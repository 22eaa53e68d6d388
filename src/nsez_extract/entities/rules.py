"""The rule witness: grammars, name lists and what the text says elsewhere of a name.

A first pass walks each sentence from left to right and reads, at every token, a title, an
organisation, a place or a run of capitals. Runs it cannot settle are kept aside; the second pass
(:mod:`~nsez_extract.entities.settle`) settles them by what the rest of the text calls them, else by
form and context.
"""

from __future__ import annotations

from nsez_extract.entities.credits import Credits
from nsez_extract.entities.findings import WITNESS, Findings
from nsez_extract.entities.grammars import make_grammars
from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.lists import PluralLists
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.runs import RunReader
from nsez_extract.entities.settle import settle
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LETTER, LOWER, NAMELIKE, Syllables
from nsez_extract.entities.typing_model import kind_of
from nsez_extract.entities.word_groups import words

__all__ = ["WITNESS", "find_names"]

_ADDRESS_BEFORE_NAME = words("address_before_name")
_ONE_WORD_OFFICES = words("one_word_offices")
_COMMON_COUNTRIES = words("common_countries")  # may open a sentence though they are common syllables
_QUOTES = frozenset("“\"'")
_BEFORE_COUNTRY = frozenset('“":')
_HEADLINE = 0.75  # share of all-capital words above which a line is a headline in capitals
_HEADLINE_WORDS = 4  # fewest words of such a line
_LONGEST_PLACE, _LONGEST_BODY = 5, 6  # tokens of names read in headlines in capitals
_GIVEN = 15  # how often a syllable is a given name in full names
_COUNTRY = 0.5  # least probability at which "Anh" is the country


def find_names(s: Syllables) -> list[Mention]:
    """Return the mentions the rules propose.

    Args:
        s (Syllables): The text.

    Returns:
        list[Mention]: In text order; a TITLE carries its nested ORG and LOC in ``inner``.
    """
    return _Reader(s).read()


class _Reader:
    """State of one text's first pass."""

    def __init__(self, s: Syllables) -> None:
        self._s = s
        self._lex = lex = lexicons()
        self._g = grammars = make_grammars(s, lex)
        self._found = Findings(s, lex)
        self._runs = RunReader(grammars, self._found)
        self._lists = PluralLists(grammars, self._found)
        self._credits = Credits(s, lex, grammars.places)

    def read(self) -> list[Mention]:
        """Run both passes."""
        for start, stop in self._s.bounds:
            if self._in_capitals(start, stop):
                self._headline(start, stop)
            else:
                self._sentence(start, stop)
        settle(self._g, self._found, self._credits)
        return sorted(self._found.mentions, key=lambda m: (m.start, -m.end))

    # -- sentences -------------------------------------------------------------------------------

    def _sentence(self, start: int, stop: int) -> None:
        """Walk a sentence; ``cue`` says that a form of address or a title stands before the token."""
        kinds, folds, openers, honorifics = (
            self._s.kinds,
            self._s.folds,
            self._lex.openers,
            self._lex.honorifics,
        )
        at, cue = start, False
        while at < stop:
            kind = kinds[at]
            if kind == LOWER:
                if folds[at] in openers:
                    after, title = self._structured(at, start, stop)
                    if after:
                        at, cue = after, title
                        continue
                address = honorifics.match(folds, at, stop)
                cue = address is not None
                at = self._after_address(address[0], stop) if address else at + 1
            elif kind in NAMELIKE:
                at, cue = self._capital(at, start, stop, cue)
            elif kind == CODE:
                at, cue = self._team(at, stop) or at + 1, False
            else:
                cue = cue and self._s.words[at] in _QUOTES
                at += 1

    def _capital(self, at: int, start: int, stop: int, cue: bool) -> tuple[int, bool]:
        """Read what a capitalised word opens; return where to go on, and whether a name is due there."""
        s = self._s
        if not cue and s.kinds[at] != LETTER:
            address = self._lex.honorifics.match(s.folds, at, stop)
            if address and self._addresses(at, address[0], start, stop):
                after = address[0]
                return after + (s.words[after] == "."), True
        if s.kinds[at] != LETTER and self._credits.follows(at, ":"):
            end = self._g.forms.run_end(at, stop)
            label = self._credits.kind(at, end)
            if label:
                self._found.add(label, at, end, "credit")
                return end, False
        if s.folds[at] in self._lex.openers and not (cue and self._named_after_cue(at, stop)):
            after, title = self._structured(at, start, stop)
            if after:
                return after, title
        return self._runs.read(at, start, stop, cue=cue), False

    def _after_address(self, after: int, stop: int) -> int:
        """Step over the full stop of an abbreviated form of address (``Mr. A``)."""
        s = self._s
        return after + (after + 1 < stop and s.words[after] == "." and s.glued(after))

    def _addresses(self, at: int, after: int, start: int, stop: int) -> bool:
        """Tell whether a capitalised form of address stands before a name (``Ông Thăng``)."""
        s = self._s
        name = after + (after + 1 < stop and s.words[after] == ".")
        if name >= stop or s.kinds[name] not in (CAP, LETTER):
            return False
        if CAP in s.kinds[at + 1 : after] or self._lex.positions.match(s.folds, name, stop):
            return False  # Cầu Thủ Thiêm is no player called Thiêm
        inside = at > start and s.kinds[at - 1] == LOWER and name == at + 1
        if inside and s.folds[at] not in _ADDRESS_BEFORE_NAME:
            return False
        return name > after or s.surface(at, self._g.forms.run_end(at, stop)) not in self._lex.names

    def _named_after_cue(self, at: int, stop: int) -> bool:
        """Tell whether a capitalised word after ``ông`` or an office is a name, not a head noun."""
        s, lex = self._s, self._lex
        if s.kinds[at] == CAPS:
            return False
        position = lex.positions.match(s.folds, at, stop)
        if position and (position[0] > at + 1 or s.folds[at] in _ONE_WORD_OFFICES):
            return False
        head = lex.org_heads.match(s.folds, at, stop)
        if not head:
            return True
        return head[0] == at + 1 and (s.folds[at] in lex.surnames or not self._g.orgs.read(at, stop))

    def _structured(self, at: int, start: int, stop: int) -> tuple[int, bool]:
        """Read a title, organisation or place at a token; return where to go on, or 0, and if a title."""
        s, g = self._s, self._g
        title = None if g.forms.inside_word(at) else g.titles.read(at, start, stop)
        head = self._lex.org_heads.match(s.folds, at, stop) if title is not None else None
        if title is not None and head and head[0] > title.end:
            title = None  # Đại sứ quán
        if title is not None and not self._rather_surname(at, title.end, stop):
            self._found.add_title(title)
            return title.end, True
        plural = self._lists.plural_before(at, start)
        if plural and s.folds[at] in ("bộ", "sở") and (after := self._lists.fields(at, stop)):
            return after, False
        body = self._body(at, stop, plural=plural)
        place = g.places.headed(at, stop)
        if body and body >= place:
            self._found.add("ORG", at, body, f"org:{s.folds[at]}")
            return body, False
        if place:
            if plural and s.kinds[at] == LOWER:
                return self._lists.places(at, place, stop), False
            self._found.add("LOC", at, place, f"place-head:{s.folds[at]}")
            return place, False
        listed = g.places.listed_level(at, stop)
        if listed and self._listed_stands(at, listed[0], start, stop):
            self._found.add("LOC", at, listed[0], f"place-list:{listed[1]}")
            return listed[0], False
        return 0, False

    def _body(self, at: int, stop: int, *, plural: bool) -> int:
        """Return the end of an organisation's name, or 0; not of a class of bodies, nor of a place's name."""
        s, places = self._s, self._g.places
        end = self._g.orgs.read(at, stop)
        if not end:
            return 0
        if plural and s.kinds[at] == LOWER and places.listed(end - 1, end):
            return 0
        place = end > at + 1 and s.kinds[at] == CAP and places.listed(at, stop) >= end
        return 0 if place else end

    def _rather_surname(self, at: int, end: int, stop: int) -> bool:
        """Tell whether a one-word opener in capitals is rather a surname (``Tổng``, ``Phó``)."""
        s = self._s
        single = end == at + 1 and s.kinds[at] == CAP
        return single and end < stop and s.kinds[end] == CAP and s.folds[at] in self._lex.surnames

    def _listed_stands(self, at: int, end: int, start: int, stop: int) -> bool:
        """Tell whether a listed place name is one here, not part of a longer name."""
        s, g = self._s, self._g
        if end < stop and s.kinds[end] in NAMELIKE and s.words[end - 1] != "-":
            run = g.forms.run_end(at, stop)
            if run > end:
                return self._stands_in_run(at, end, run, stop)
        return end > at + 1 or self._single_stands(at, start, stop)

    def _stands_in_run(self, at: int, end: int, run: int, stop: int) -> bool:
        """Tell whether a listed place name that opens a longer run is a place by itself."""
        s, names, forms = self._s, self._lex.names, self._g.forms
        if s.surface(at, run) in names or forms.person_name(at, run):
            return False
        rest_is_name = forms.person_name(end, run) or s.surface(end, run) in names
        return rest_is_name or self._g.places.listed(end, stop) > 0 or end > at + 1

    def _single_stands(self, at: int, start: int, stop: int) -> bool:
        """Tell whether a listed place name of one word is a place, not a person or an ordinary word."""
        s, lex = self._s, self._lex
        word, end = s.folds[at], at + 1
        if at == start and self._g.forms.opens_word(at, stop):
            return False  # Mỹ phẩm, Pháp luật
        followed = end < stop and s.kinds[end] == CAP and not self._g.places.listed(end, stop)
        if followed and min(lex.given.get(folded, 0) for folded in s.folds[at : end + 1]) >= _GIVEN:
            return False
        if at == start:
            common = word in lex.common and word not in _COMMON_COUNTRIES
            if s.kinds[at] == CAP and (common or word == "anh"):
                return False
        elif s.kinds[at - 1] in NAMELIKE and (word in lex.surnames or word == "anh"):
            return False
        if word != "anh" or (at > start and s.words[at - 1] not in _BEFORE_COUNTRY):
            return True
        kind, sure = kind_of(s, lex, [(at, end)])
        return kind == "LOC" and sure > _COUNTRY

    def _team(self, at: int, stop: int) -> int:
        """Read a team such as ``U23 Việt Nam``; return its end, or 0."""
        s = self._s
        word = s.words[at]
        if word[0] != "U" or not word[1:].isdigit() or at + 1 >= stop or s.kinds[at + 1] not in NAMELIKE:
            return 0
        end = self._g.forms.run_end(at + 1, stop)
        self._found.add("ORG", at, end, "team")
        return end

    # -- headlines in capitals -------------------------------------------------------------------

    def _in_capitals(self, start: int, stop: int) -> bool:
        kinds = self._s.kinds[start:stop]
        capitals = kinds.count(CAPS) + kinds.count(LETTER)
        size = capitals + kinds.count(CAP) + kinds.count(LOWER)
        return size >= _HEADLINE_WORDS and capitals >= _HEADLINE * size

    def _headline(self, start: int, stop: int) -> None:
        """Read a line in capitals: only listed names and bodies with a head noun are told apart there."""
        s, g, at = self._s, self._g, start
        while at < stop:
            after = 0
            if s.kinds[at] in NAMELIKE:
                body = g.orgs.read(at, stop)
                place = g.places.headed(at, stop) or g.places.listed(at, stop)
                if at + 1 < place <= at + _LONGEST_PLACE:
                    after = place
                    self._found.add("LOC", at, after, "place-list")
                elif 0 < body <= at + _LONGEST_BODY:
                    after = body
                    self._found.add("ORG", at, after, "org-in-capitals")
            at = after or at + 1
