"""Titles: position words, then the body or area they are held in; ranks and degrees before names."""

from __future__ import annotations

from nsez_extract.entities.forms import NameForms
from nsez_extract.entities.lexicons import Lexicons, Position
from nsez_extract.entities.organizations import OrgGrammar
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import LOWER, NAMELIKE, NUMBER, Syllables
from nsez_extract.entities.title_bodies import Title, TitleBodies
from nsez_extract.entities.word_groups import words

_FORMER = words("former")
_LOWER_DEGREES = words("lower_degrees")  # abbreviations of degrees that are other words in lower case
_PLURAL = words("plural_offices")  # words before a title that make it many holders
_DATING = frozenset({"ngày", "thứ", "tháng", "năm", "quý", "mùng", "/", "-"})  # before the number of a date
_OFFICE_ITSELF = words("office_itself")  # words before a title that make it the office: chức, ghế, bầu
_BEFORE_VU = words("before_vu")  # syllables that make a word with vụ
_MILITARY = words("military_rank_ends")
_RANK_JOINTS = frozenset(",-–.")


class TitleGrammar:
    """Reads titles of one text.

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
        self._bodies = TitleBodies(syllables, lexicons, forms, places, organizations)

    def read(self, index: int, start: int, stop: int) -> Title | None:
        """Return the title that begins at a token, or None.

        Args:
            index (int): Token index.
            start (int): First token of the sentence.
            stop (int): One past its last token.

        Returns:
            Title | None: The title; ``needs_person`` when it only stands beside a name.
        """
        s = self._s
        at = index
        while at < stop and s.folds[at] in _FORMER:
            at += 1
        if at >= stop:
            return None
        if s.words[at] == "vụ" and at > start and s.folds[at - 1] in _BEFORE_VU:
            return None  # chức vụ Phó …
        best: tuple[Title, Position] | None = None
        for after, position in self._lex.positions.matches(s.folds, at, stop):
            title = self._office(index, at, after, position, stop)
            if title is not None and (best is None or self._reach(title) > self._reach(best[0])):
                best = title, position
        if best is None:
            return self._rank(index, stop) if at == index else None
        title, position = best
        title.needs_person = self._needs_person(title, at, position, start)
        return title

    def _rank(self, index: int, stop: int) -> Title | None:
        """Read ranks or degrees before a name (``PGS.TS``, ``Đại tá``), or one held after ``hàm``."""
        s, ranks = self._s, self._lex.ranks
        found = ranks.match(s.folds, index, stop)
        if not found or (s.folds[index] in _LOWER_DEGREES and s.kinds[index] == LOWER):
            return None
        end = after = found[0]
        if after < stop and s.words[after] == "." and s.kinds[end - 1] != LOWER:
            after += 1
        while after + 1 < stop and s.words[after] in _RANK_JOINTS:
            more = ranks.match(s.folds, after + 1, stop)
            if more and s.folds[end - 1] in _MILITARY:  # Thiếu tướng, PGS.TS: two titles
                return Title(index, end, end, "rank", needs_person=True)
            if not more or (s.words[after] == "," and s.glued(after + 1)):
                break
            end = after = more[0]
        if index and s.folds[index - 1] == "hàm":
            return Title(index, end, end, "rank")
        if after < stop and s.kinds[after] in NAMELIKE:
            return Title(index, end, end, "rank", needs_person=True)
        return None

    def _office(self, index: int, at: int, after: int, position: Position, stop: int) -> Title | None:
        """Read an office whose position words lie between two tokens, or None."""
        s = self._s
        title = Title(index, after, after, f"title:{' '.join(s.folds[at:after])}")
        if position.body != "shared":
            self._bodies.attach(title, at, stop)
            return title
        if s.folds[after - 1] == "tổng" and (after >= stop or s.folds[after] not in ("thanh", "kiểm")):
            return None  # only Tổng Thanh tra and Tổng Kiểm toán
        return title if self._bodies.attach_shared(title, stop) else None

    def _reach(self, title: Title) -> tuple[int, int]:
        """Return how far a title and the body inside it reach; of two readings the greater wins."""
        if not title.inner:
            return title.end, 0
        _, first, end = title.inner[0]
        deputy = self._s.folds[first] == "thường"  # Phó Bí thư Thường trực: the word is of the office
        return title.end, 0 if deputy else end - first

    def _needs_person(self, title: Title, at: int, position: Position, start: int) -> bool:
        """Decide whether a title only stands when a person holds it in the same sentence."""
        s, first = self._s, title.first
        if first > start:
            before = s.folds[first - 1]
            counted = before in _PLURAL or s.kinds[first - 1] == NUMBER
            dated = "/" in before or (first - 1 > start and s.folds[first - 2] in _DATING)
            if before in _OFFICE_ITSELF or (counted and not dated):
                return True
        capital = s.kinds[first] != LOWER or s.kinds[at] != LOWER
        if position.bare == "body":
            return not (title.inner and capital)
        if title.inner:
            return False
        return position.bare == "name" or (not capital and at == first)
