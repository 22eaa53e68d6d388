"""What a managing or steering body is about: ``Ban quản lý dự án …``, ``Ban chỉ đạo phòng, chống …``."""

from __future__ import annotations

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.org_parts import OrgParts
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CODE, LOWER, NAMELIKE, NUMBER, Syllables
from nsez_extract.entities.word_groups import words

_HEADS = words("managing_like")
_AFTER_LOWER = words("steering")  # take lower-case words even when written small themselves
_OVER_LOWER = words("managing")  # may end on lower-case words before any capital
_LONGEST = 14  # tokens of the whole tail
_LONGEST_LOWER = 6  # tokens of a tail without capitals
_LONGEST_NUMBER = 2  # characters of a number or code inside the name


class ManagedTail:
    """Reads the tail of managing bodies' names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        places (PlaceGrammar): Reader of place names of the same text.
        parts (OrgParts): Reader of the shared parts of bodies' names.
    """

    def __init__(
        self, syllables: Syllables, lexicons: Lexicons, places: PlaceGrammar, parts: OrgParts
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._places = places
        self._parts = parts

    def end(self, after: int, stop: int, name: str, *, capital: bool) -> int:
        """Return the end of what a managing or steering body is about, or 0.

        Args:
            after (int): Token index after the head noun; inside the sentence.
            stop (int): Index not to reach past.
            name (str): The head noun, folded.
            capital (bool): Whether the head noun has a capital.

        Returns:
            int: One past the last token, or 0 when the head has no such tail.
        """
        s = self._s
        if name not in _HEADS or (not capital and s.kinds[after] == LOWER and name not in _AFTER_LOWER):
            return 0
        place = self._places.headed(after, stop) or self._places.listed(after, stop)
        walk = _Walk(after)
        while walk.at < min(stop, after + _LONGEST) and self._step(walk, stop, name, capital):
            pass
        end = max(walk.end, place)
        if not walk.capital_end and (end == 0 or s.folds[after:end] == ["dự", "án"]):
            return 0
        return end

    def _step(self, walk: _Walk, stop: int, name: str, capital: bool) -> bool:
        """Take the next words; tell whether the tail may go on."""
        s, at = self._s, walk.at
        kind = s.kinds[at]
        if walk.closed and not (s.folds[at] == "-" and self._places.listed(at + 1, stop)):
            return False
        walk.closed = False
        if kind in NAMELIKE:
            if at > walk.first and self._parts.opens_body(at, stop):
                return False
            field = self._lex.org_fields.match(s.folds, at, stop)
            place = self._places.listed_level(at, stop)
            walk.take(place[0] if place else field[0] if field else at + 1)
            walk.capital_end = walk.at
            walk.placed = place is not None
            walk.closed = place is not None and place[1] == "country"
            return True
        if kind == LOWER:
            return self._lower(walk, stop, name, capital)
        if kind in (NUMBER, CODE) and len(s.words[at]) <= _LONGEST_NUMBER and at > walk.first:
            walk.take(at + 1)
            return True
        if s.folds[at] in ("-", "&") and at + 1 < stop and s.kinds[at + 1] in NAMELIKE and walk.end == at:
            walk.at += 1
            return True
        return False

    def _lower(self, walk: _Walk, stop: int, name: str, capital: bool) -> bool:
        s, lex, at = self._s, self._lex, walk.at
        word = s.folds[at]
        following = s.folds[at + 1] if at + 1 < stop else ""
        if word == "và" and following and (s.kinds[at + 1] in NAMELIKE or following == "các"):
            walk.at += 2 if following == "các" else 1
            return not self._parts.opens_body(at + 1, stop)
        if lex.stops.match(s.folds, at, stop) and not (at == walk.first and word == "các"):
            return False
        if walk.capital_end == at and word != "và" and (found := lex.business.match(s.folds, at, stop)):
            walk.take(found[0])
            return True
        if at > walk.first and lex.levels.match(s.folds, at, stop):
            if capital or walk.capital_end:
                walk.end = at
            return False
        if walk.end == at and not walk.placed and word in lex.pairs.get(s.folds[at - 1], ()):
            walk.take(at + 1)
            return True
        pair = following in lex.pairs.get(word, ())
        walk.at += 2 if pair and s.kinds[at + 1] == LOWER else 1
        if name in _OVER_LOWER and not walk.capital_end:
            if walk.at - walk.first <= _LONGEST_LOWER:
                walk.end = walk.at
        elif pair and walk.capital_end and not walk.placed and walk.at - walk.capital_end <= 2:
            walk.end = walk.at
        return True


class _Walk:
    """Where the reading of a tail stands.

    Attributes:
        first (int): Index of the tail's first token.
        at (int): Index of the next token.
        end (int): One past the last token that surely belongs to the name, or 0.
        capital_end (int): One past the last capitalised word or name, or 0.
        placed (bool): Whether that is the name of a place, which no word in lower case goes on.
        closed (bool): Whether it is that of a country, which only another place over a dash goes on.
    """

    __slots__ = ("at", "capital_end", "closed", "end", "first", "placed")

    def __init__(self, first: int) -> None:
        self.first = first
        self.at = first
        self.end = 0
        self.capital_end = 0
        self.placed = False
        self.closed = False

    def take(self, end: int) -> None:
        """Count everything up to a token as part of the name."""
        self.at = self.end = end
