"""Titles: position words, then the body or area they are held in; ranks and degrees before names."""

from __future__ import annotations

from dataclasses import dataclass, field

from nsez_extract.entities.lexicons import Lexicons, Position
from nsez_extract.entities.organizations import OrgGrammar
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, LOWER, NAMELIKE, NUMBER, Syllables

_FORMER = frozenset({"nguyên", "cựu", "quyền"})
_MINISTERS = frozenset({"bộ trưởng", "thứ trưởng", "cục trưởng", "vụ trưởng", "tổng cục trưởng", "phó vụ trưởng", "phó cục trưởng", "thứ trưởng thường trực", "phó tổng cục trưởng"})
_UNITS = frozenset({"phòng", "khoa", "ban", "tổ", "đội", "trung", "bộ", "chi", "văn", "xưởng", "trạm", "viện", "vụ", "cục"})
_PLACE_OFFICES = frozenset(
    {
        "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư", "tổng thống", "phó tổng thống", "thủ tướng",
        "phó thủ tướng", "đại sứ", "thị trưởng", "thống đốc", "ngoại trưởng", "quốc vương", "nữ hoàng",
        "nhà vua", "tổng lãnh sự", "bộ trưởng", "thủ hiến", "trưởng thôn", "trưởng ấp", "trưởng bản",
        "chủ tịch nước", "phó đại sứ", "hoàng tử", "thái tử", "công chúa", "giám mục", "tổng giám mục",
        "trưởng công an", "hlv", "huấn luyện viên", "giám đốc khu vực", "tổng bí thư", "phó thị trưởng",
        "thượng nghị sĩ", "hạ nghị sĩ", "đại diện thương mại", "thư ký báo chí", "tư lệnh", "thái tử kế vị", "phó chủ tịch thường trực",
    }
)  # fmt: skip
_PLURAL = frozenset({"các", "những", "nhiều", "mọi", "mỗi", "từng", "hai", "ba", "bốn", "vài", "số"})
_OFFICE_ITSELF = frozenset({"danh", "ghế", "bầu", "cử", "chức"})


@dataclass(slots=True)
class Title:
    """A title read at a place.

    Attributes:
        first (int): Index of its first token.
        end (int): One past its last token.
        inner (list[tuple[str, int, int]]): Label and token range of ORG and LOC inside.
        position_end (int): One past the last position word.
        kind (str): Kind of office, or ``rank``.
        rule (str): Rule that read it.
        needs_person (bool): Only stands beside a person's name.
    """

    first: int
    end: int
    inner: list[tuple[str, int, int]] = field(default_factory=list)
    position_end: int = 0
    kind: str = "head"
    rule: str = "title"
    needs_person: bool = False


def _nested(title: Title) -> int:
    """Return how many tokens the first body inside a title has."""
    return title.inner[0][2] - title.inner[0][1] if title.inner else 0


class TitleGrammar:
    """Reads titles of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        places (PlaceGrammar): Reader of place names of the same text.
        organizations (OrgGrammar): Reader of organisation names of the same text.
    """

    def __init__(
        self, syllables: Syllables, lexicons: Lexicons, places: PlaceGrammar, organizations: OrgGrammar
    ) -> None:
        self._s = syllables
        self._lex = lexicons
        self._places = places
        self._orgs = organizations

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
        best: tuple[Title, Position] | None = None
        for after, position in self._lex.positions.matches(s.folds, at, stop):
            title = self._office(index, at, after, position, stop)
            if title is not None and (
                best is None or (title.end, _nested(title)) > (best[0].end, _nested(best[0]))
            ):
                best = title, position
        if best is None:
            return self._rank(index, stop) if at == index else None
        self._standing(best[0], index, at, best[1], start, stop)
        return best[0]

    def _rank(self, index: int, stop: int) -> Title | None:
        s = self._s
        found = self._lex.ranks.match(s.folds, index, stop)
        if not found:
            return None
        end = found[0]
        first = s.words[index]
        if s.folds[index] in ("ts", "gs", "pgs", "bs", "ths", "ks", "kts", "tskh") and first.islower():
            return None
        after = end
        if after < stop and s.words[after] == "." and s.kinds[end - 1] != LOWER:
            after += 1
        while after < stop and s.words[after] in (",", "-", "–", "."):
            more = self._lex.ranks.match(s.folds, after + 1, stop) if after + 1 < stop else None
            if not more or s.words[after] == "," and s.glued(after + 1):
                break
            end = after = more[0]
        if s.words[end - 1] == ".":
            end -= 1
        if index and s.folds[index - 1] == "hàm":
            return Title(index, end, position_end=end, kind="rank", rule="rank")
        if after < stop and s.kinds[after] in NAMELIKE:
            return Title(index, end, position_end=end, kind="rank", rule="rank", needs_person=True)
        return None

    def _office(self, index: int, at: int, after: int, position: Position, stop: int) -> Title | None:
        s = self._s
        name = " ".join(s.folds[at:after])
        title = Title(index, after, position_end=after, kind=position.kind, rule=f"title:{name}")
        if position.body == "shared":
            if name in ("tổng", "phó tổng") and (after >= stop or s.folds[after] not in ("thanh", "kiểm")):
                return title if name == "phó tổng" else None
            end = self._orgs.read(after, stop, in_title=True) if after < stop else 0
            if not end:
                return title if name == "phó tổng" else None
            title.inner.append(("ORG", after, end))
            title.end = end
            return self._second_body(title, stop)
        end = self._shared_last(at, after, stop)
        if end:
            return self._second_body_of(title, end, after, stop)
        body = after
        comma = body < stop and s.words[body] == "," and body + 1 < stop and s.folds[body + 1] == s.folds[after - 1]
        if comma:
            body += 1
        if body < stop and s.folds[body] == "của":
            body += 1
        if body < stop:
            self._body(title, name, body, stop)
        return title

    def _shared_last(self, at: int, after: int, stop: int) -> int:
        """Return the end of a body opened by the position's own last word, or 0."""
        s = self._s
        last = s.folds[after - 1]
        if after - at >= 2 and last in _UNITS | {"an", "phòng", "đoàn", "tra"} or after - at >= 3 and s.folds[after - 1] == "ban":
            for k in (after - 2, after - 1):
                if k > at and s.folds[k] in ("công", "văn", "thanh", "phòng", "ban", "khoa", "đoàn", "tổ", "trạm"):
                    end = self._orgs.read(k, stop, in_title=True)
                    if end > after:
                        self._opening = k
                        return end
        return 0

    _opening = 0

    def _second_body_of(self, title: Title, end: int, after: int, stop: int) -> Title:
        title.inner.append(("ORG", self._opening, end))
        title.position_end = self._opening
        title.end = end
        return self._second_body(title, stop)

    def _second_body(self, title: Title, stop: int) -> Title:
        """Add the parent body after ``của`` or a comma: ``Trưởng phòng X, Sở Y``."""
        s = self._s
        _, first, end = title.inner[-1]
        if end + 1 >= stop or s.folds[first] not in _UNITS:
            return title
        if s.folds[end] == "của" or s.words[end] == ",":
            if s.words[end] == "," and self._lex.positions.match(s.folds, end + 1, stop):
                return title
            head = self._lex.org_heads.match(s.folds, end + 1, stop)
            if not head or s.words[end] == "," and s.folds[end + 1] == s.folds[first]:
                return title
            more = self._orgs.read(end + 1, stop)
            if more:
                title.inner.append(("ORG", end + 1, more))
                title.end = more
        return title

    def _body(self, title: Title, name: str, body: int, stop: int) -> None:
        s = self._s
        named = name.removeprefix("phó ")
        if name in _MINISTERS and s.kinds[body] != LOWER:
            found = self._lex.org_fields.match(s.folds, body, stop)
            if found and (found[0] > body + 1 or not self._orgs.read(body, stop)):
                title.end = title.position_end = found[0]
                place = self._places.listed(title.end, stop) if title.end < stop else 0
                if place:
                    title.inner.append(("LOC", title.end, place))
                    title.end = place
                return
        end = self._orgs.read(body, stop, in_title=True)
        if end:
            title.inner.append(("ORG", body, end))
            title.end = end
            self._second_body(title, stop)
            return
        end = self._bare_name(body, stop, owned=body > title.position_end)
        if end:
            title.inner.append(("ORG", body, end))
            title.end = end
            return
        if s.folds[body : body + 2] == ["chính", "phủ"] and name.endswith("thủ tướng"):
            title.end = title.position_end = body + 2
            return
        if s.words[body] in ("UBND", "HĐND") or s.folds[body : body + 4] == ["ủy", "ban", "nhân", "dân"]:
            title.end = title.position_end = body + (1 if s.kinds[body] == CAPS else 4)
            return
        if name in _PLACE_OFFICES or named in _PLACE_OFFICES:
            if s.folds[body] == "tại" and body + 1 < stop and "sứ" in name:
                body += 1
            place = self._place(body, stop)
            if place:
                title.inner.append(("LOC", body, place))
                title.end = place
                if "sứ" in name and place + 1 < stop and s.folds[place] == "tại":
                    more = self._place(place + 1, stop)
                    if more:
                        title.inner.append(("LOC", place + 1, more))
                        title.end = more
                return
            if s.kinds[body] == LOWER and s.folds[body] in ("tỉnh", "huyện", "xã", "phường", "thành", "quận"):
                found = self._lex.levels.match(s.folds, body, stop)
                if found and name in ("chủ tịch", "phó chủ tịch", "bí thư"):
                    title.end = title.position_end = found[0]
                    return
        self._generic(title, body, stop)

    def _bare_name(self, body: int, stop: int, *, owned: bool) -> int:
        """Return the end of an organisation's name without head noun (``CEO BIDV``), or 0."""
        s, lex = self._s, self._lex
        if s.kinds[body] not in (CAP, CAPS):
            return 0
        end = self._places.run_end(body, stop)
        surface = s.surface(body, end)
        kind = lex.names.get(surface)
        while kind is None and end > body + 1 and s.kinds[body] == CAPS:
            end -= 1
            kind = lex.names.get(s.surface(body, end))
        if any(word in lex.foreign_org_words for word in s.words[body:end]):
            return end
        if kind in ("PER", "LOC") or s.words[body] in lex.not_names or self._places.listed(body, stop):
            return 0
        first = s.words[body]
        inner_capital = s.kinds[body] == CAP and not first[1:].islower()
        if kind == "ORG" or s.kinds[body] == CAPS and 2 <= len(first) <= 8 or inner_capital or owned and kind is None:
            if owned and lex.surnames.get(s.folds[body]) == "strong":
                return 0
            if end + 1 < stop and s.folds[end : end + 2] == ["chi", "nhánh"]:
                branch = self._orgs.read(end, stop)
                return branch or end
            return end
        return 0

    def _generic(self, title: Title, body: int, stop: int) -> None:
        """Extend a title over a body without a name of its own: ``Chủ tịch hội đồng``."""
        s = self._s
        generic = self._lex.generic_bodies.match(s.folds, body, stop)
        if generic and body == title.position_end:
            title.end = title.position_end = generic[0]
            return
        found = self._lex.business.match(s.folds, body, stop) or self._lex.org_fields.match(s.folds, body, stop)
        at = found[0] if found else body
        if at == body or at >= stop or s.kinds[at] != CAP:
            return
        run = self._places.run_end(at, stop)
        if self._places.person_form(at, run) or self._lex.names.get(s.surface(at, run)) == "PER":
            title.end = title.position_end = at

    def _place(self, body: int, stop: int) -> int:
        s = self._s
        end = self._places.headed(body, stop) or self._places.listed(body, stop)
        if not end:
            return 0
        if end == body + 1 and s.folds[body] in self._lex.surnames and end < stop and s.kinds[end] == CAP:
            return 0
        return end

    def _standing(
        self, title: Title, index: int, at: int, position: Position, start: int, stop: int
    ) -> None:
        """Decide whether the title stands without a person beside it."""
        s = self._s
        before = s.folds[index - 1] if index > start else ""
        capital = s.kinds[index] != LOWER or s.kinds[at] != LOWER
        has_body = title.end > title.position_end or bool(title.inner)
        if before in _PLURAL or before in _OFFICE_ITSELF or index > start and s.kinds[index - 1] == NUMBER:
            title.needs_person = True
            return
        if position.bare == "body":
            title.needs_person = not title.inner or not capital
        elif has_body:
            title.needs_person = False
        elif position.bare == "cap":
            title.needs_person = not capital and at == index
        else:
            title.needs_person = True
