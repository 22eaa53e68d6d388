"""Names after a company-like head noun: ``Công ty TNHH Thương mại A``, ``Trường THPT B``, ``Hội C``."""

from __future__ import annotations

from dataclasses import dataclass

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.org_parts import OrgParts
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LOWER, NAMELIKE, NUMBER, Syllables
from nsez_extract.entities.word_groups import words

_NOT_IN_NAME = words("not_in_company")  # words that end a name even with a capital
_INSIDE = words("inside_names")  # head nouns that also stand inside a longer name
_LONGEST_LOWER = 5  # lower-case syllables a name may run over before the next capital
_LONGEST_NUMBER = 2  # digits of a number inside a name
_GO_ON, _BREAK = -1, 0


@dataclass(slots=True)
class _Walk:
    """Where the reading of a name stands.

    Attributes:
        first (int): Index of the first token after the head noun.
        stop (int): Index not to reach past.
        cls (str): Class of the head noun, ``comp`` or ``named``.
        depth (int): How many bodies stand before it in the same name.
        at (int): Index of the next token.
        end (int): One past the last token that surely belongs to the name, or 0.
        capitals (int): Capitalised words and names taken.
        lowers (int): Lower-case syllables since the last of them.
        proper (bool): Whether one of them was more than a word of business or a field of work.
    """

    first: int
    stop: int
    cls: str
    depth: int
    at: int
    end: int = 0
    capitals: int = 0
    lowers: int = 0
    proper: bool = False


class CompanyTail:
    """Reads the proper part of company-like names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        forms (NameForms): Judge of the form of names of the same text.
        places (PlaceGrammar): Reader of place names of the same text.
        parts (OrgParts): Reader of the shared parts of bodies' names.
    """

    def __init__(
        self,
        syllables: Syllables,
        lexicons: Lexicons,
        forms: NameForms,
        places: PlaceGrammar,
        parts: OrgParts,
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._forms = forms
        self._places = places
        self._parts = parts

    def end(self, after: int, stop: int, cls: str, depth: int) -> int:
        """Return the end of a company-like name after its head noun, or 0.

        Args:
            after (int): Token index after the head noun.
            stop (int): Index not to reach past.
            cls (str): ``comp``: words of business come before the name; ``named``: any words may.
            depth (int): How many bodies stand before it in the same name.

        Returns:
            int: One past the last token, or 0 when no capitalised word names the body.
        """
        walk = _Walk(after, stop, cls, depth, after)
        kinds = self._s.kinds
        while walk.at < stop:
            kind = kinds[walk.at]
            if kind in NAMELIKE or kind == CODE:
                step = self._capital(walk)
            elif kind == LOWER:
                step = self._lower(walk)
            elif kind == NUMBER:
                step = self._number(walk)
            else:
                step = self._sign(walk)
            if step > 0:
                return step
            if step == _BREAK:
                break
        return walk.end if walk.capitals else 0

    # Each step takes words and returns _GO_ON, _BREAK, or the end of the whole name.

    def _capital(self, walk: _Walk) -> int:
        s, lex, at, stop = self._s, self._lex, walk.at, walk.stop
        kind, folded = s.kinds[at], s.folds[at]
        if (kind == CAP and folded in _NOT_IN_NAME) or (kind == CODE and s.words[at][0].isdigit()):
            return _BREAK
        if walk.capitals and self._splits(at, stop):
            return _BREAK
        if kind == CAP and walk.cls == "comp" and not walk.capitals and at > walk.first:
            parent = self._parts.parent(at, stop, walk.depth)
            if parent:
                return parent
        field, business = lex.org_fields.match(s.folds, at, stop), lex.business.match(s.folds, at, stop)
        words_end = max(field[0] if field else 0, business[0] if business else 0)
        name_end = self._places.listed(at, stop)
        if not name_end and kind == CAP and words_end > at + 1:
            name_end = words_end
        elif not words_end:
            walk.proper = True
        walk.at = walk.end = name_end or at + 1
        walk.capitals += 1
        walk.lowers = 0
        if not name_end and self._second_syllable(walk.at, stop, opens=at == walk.first):
            walk.at += 1
            walk.end += 1
        return _GO_ON

    def _second_syllable(self, at: int, stop: int, *, opens: bool) -> bool:
        """Tell whether a word in lower case ends the word the capital before it opens (``Thương mại``).

        Right after the head noun (``opens``) that word may be one that else ends names (``Bầu cử``).
        """
        s, lex = self._s, self._lex
        if at >= stop or s.kinds[at] != LOWER or s.folds[at] not in lex.pairs.get(s.folds[at - 1], ()):
            return False
        if opens or not lex.stops.match(s.folds, at, stop):
            return True
        return lex.business.match(s.folds, at - 1, stop) is not None

    def _lower(self, walk: _Walk) -> int:
        s, lex, at, stop = self._s, self._lex, walk.at, walk.stop
        folded = s.folds[at]
        numbered = self._parts.number(at, stop)
        if numbered > at and walk.end in (at, 0) and (walk.capitals or walk.cls == "named"):
            walk.at = walk.end = numbered
            walk.capitals += 1
            return _GO_ON
        place = self._places.listed(at, stop) if walk.capitals else 0
        if place > at + 2:
            walk.at = walk.end = place
            return _GO_ON
        business = lex.business.match(s.folds, at, stop)
        if business and (business[0] > at + 1 or folded != "và"):
            if walk.capitals and not walk.proper and walk.cls == "comp" and walk.end == at:
                walk.end = business[0]
            walk.lowers += business[0] - at
            walk.at = business[0]
            return _GO_ON
        if folded == "và" and at + 1 < stop and (walk.capitals or walk.lowers):
            return self._and(walk)
        if (walk.capitals or walk.cls == "named") and lex.levels.match(s.folds, at, stop):
            bare = walk.cls == "named" and walk.capitals > 0
            reached = self._parts.levels(at, stop, walk.depth, bare=bare)
            return reached if reached > at else _BREAK
        if walk.cls == "named" and walk.capitals and walk.lowers < _LONGEST_LOWER and self._plain(at, stop):
            walk.at += 1
            walk.lowers += 1
            return _GO_ON
        parent = self._parts.parent(at, stop, walk.depth) if walk.capitals else 0
        if not parent and walk.cls == "comp" and walk.lowers:
            return self._national(at, stop)
        return parent

    def _and(self, walk: _Walk) -> int:
        """Go over ``và`` when an ordinary word of the name follows (``… và Xây dựng``)."""
        s, after = self._s, walk.at + 1
        common = s.kinds[after] == CAP and self._parts.common_word(after, walk.stop)
        if common and not self._parts.opens_body(after, walk.stop):
            walk.at = after
            return _GO_ON
        business = self._lex.business.match(s.folds, after, walk.stop)
        if business and s.kinds[after] == LOWER:
            walk.at = business[0]
            return _GO_ON
        return _BREAK

    def _plain(self, at: int, stop: int) -> bool:
        """Tell whether a word in lower case ends no name and opens neither an office nor an address."""
        lex, folds = self._lex, self._s.folds
        return not any(table.match(folds, at, stop) for table in (lex.stops, lex.honorifics, lex.positions))

    def _number(self, walk: _Walk) -> int:
        """Take a short number that counts nothing (``Nhà máy Nhiệt điện A 2``)."""
        short = len(self._s.words[walk.at]) <= _LONGEST_NUMBER
        if not (walk.capitals and walk.end == walk.at and short):
            return _BREAK
        if self._forms.counts_next(walk.at, walk.stop):
            return _BREAK
        walk.at = walk.end = walk.at + 1
        return _GO_ON

    def _sign(self, walk: _Walk) -> int:
        """Go over a sign inside a name: ``&``, a dash, a full stop without blanks, a comma of fields."""
        s, at, stop = self._s, walk.at, walk.stop
        after = at + 1
        if after >= stop or walk.end != at:
            return _BREAK
        sign, kind = s.folds[at], s.kinds[after]
        if sign == "-" and self._lex.ranks.match(s.folds, after, stop):
            return _BREAK  # Công ty Sao Mai - Tiến sĩ Lê Văn An
        if sign in ("&", "-") and kind in (CAP, CAPS):
            joined = sign == "&" or s.glued(at) or self._places.listed(after, stop)
            if not (joined or self._parts.common_word(after, stop)) or self._parts.opens_body(after, stop):
                return _BREAK
            walk.at = after
            return _GO_ON
        if s.inner_stop(at, stop) and kind in NAMELIKE:
            walk.at = after
            return _GO_ON
        if sign == "," and walk.cls == "named" and kind == CAP:
            field = self._lex.org_fields.match(s.folds, after, stop)
            if field and not self._parts.opens_body(after, stop):
                walk.at = walk.end = field[0]
                return _GO_ON
        return _BREAK

    def _national(self, at: int, stop: int) -> int:
        """Return the end of ``… Việt Nam`` after a few lower-case words of a company's field, or 0."""
        s = self._s
        for k in range(at, min(at + 6, stop - 1)):
            if s.folds[k : k + 2] == ["việt", "nam"] and s.kinds[k] != LOWER:
                return k + 2
            if s.kinds[k] != LOWER or (s.folds[k] != "và" and self._lex.stops.match(s.folds, k, stop)):
                return 0
        return 0

    def _splits(self, at: int, stop: int) -> bool:
        """Tell whether a person's name or another body begins inside a run of capitals."""
        s = self._s
        if s.kinds[at] in (CAP, CAPS) and s.folds[at] not in _INSIDE and self._parts.opens_body(at, stop):
            return True
        if s.kinds[at - 1] not in (CAP, CAPS):
            return False
        run = self._forms.run_end(at, stop)
        return run - at <= 4 and self._forms.full_name(at, run)
