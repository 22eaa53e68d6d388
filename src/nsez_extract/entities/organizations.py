"""Names of organisations: a head noun, a field of work or proper name, a level and place, a parent."""

from __future__ import annotations

from nsez_extract.entities.lexicons import Lexicons, OrgHead
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LETTER, LOWER, NAMELIKE, NUMBER, PUNCT, Syllables

_LOWER_BODIES = frozenset(
    {
        "ban quản lý", "bql", "ban chỉ đạo", "bcđ", "trung tâm", "ban điều hành", "ban chỉ huy", "hội đồng",
        "ủy ban", "văn phòng", "cục", "phòng", "cơ quan", "chi cục", "viện",
    }
)  # fmt: skip
_LONGEST_LOWER = 5  # lower-case syllables a name may run over before the next capital
_WITHIN_TITLE = frozenset(
    {"hđqt", "hội đồng quản trị", "hđtv", "hội đồng thành viên", "đảng ủy", "đảng bộ", "hội đồng trường"}
)
_LOWER_FIXED = frozenset({"chính", "quốc", "thượng", "hạ"})
_MANAGING = frozenset({"ban quản lý", "bql", "ban chỉ đạo", "bcđ", "ban điều hành", "ban chỉ huy", "trung tâm"})
_LOWER_NAMED = frozenset({"trung tâm", "viện", "học viện", "cục", "tổng cục", "chi cục", "trạm", "công an", "lữ đoàn", "sư đoàn"})
_OFFICES_OF = frozenset({"văn phòng", "thanh tra", "ban", "phòng", "tổ", "cơ quan", "ban quản lý"})
_SENTENCE_WORDS = frozenset("khóa khoá những các theo trong tại khi với để và nhưng tuy sau trước ngoài đây đó".split())
_NATIONAL = frozenset(
    "công ty,tập đoàn,ngân hàng,hãng,báo,nhà máy,khách sạn,siêu thị,quỹ,viện,trường,hãng xe,tạp chí,đài,"
    "hãng hàng không,trang trại,cơ quan tình báo,cảnh sát,hội,nhà hàng,hãng phim,đảng,xí nghiệp,"
    "nhà xuất bản,liên minh,tòa án,hiệp hội".split(",")
)
_NEVER_ALONE = frozenset({"ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân"})
_PARENTS = frozenset({"fixed", "level", "party", "gov", "named", "comp"})


class OrgGrammar:
    """Reads organisation names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
        places (PlaceGrammar): Reader of place names of the same text.
    """

    def __init__(self, syllables: Syllables, lexicons: Lexicons, places: PlaceGrammar) -> None:
        self._s = syllables
        self._lex = lexicons
        self._places = places
        self._memo: dict[tuple[int, bool], int] = {}

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
        key = (index, in_title)
        if key not in self._memo:
            self._memo[key] = self._read(index, stop, in_title, depth)
        return self._memo[key]

    def _read(self, index: int, stop: int, in_title: bool, depth: int) -> int:
        s = self._s
        if depth > 3 or not in_title and self._places.inside_word(index):
            return 0
        if s.kinds[index] == CAP and self._places.person_form(index, self._places.run_end(index, stop)):
            return 0
        for after, head in self._lex.org_heads.matches(s.folds, index, stop):
            if after + 1 < stop and s.words[after] == "." and s.kinds[index] == CAPS and s.glued(after + 1):
                after += 1
            end = self._tail(index, after, head, stop, in_title, depth)
            if end:
                return self._branch(end, stop) if head.cls in ("fixed", "comp") else end
            if head.cls in ("level", "party", "fixed") and after > index + 1:
                return 0
        return 0

    def _branch(self, end: int, stop: int) -> int:
        """Extend a bank or company over ``chi nhánh X``."""
        if self._s.folds[end : end + 2] != ["chi", "nhánh"]:
            return end
        return self._company(end + 2, stop, "comp", 2) or end

    def _tail(self, index: int, after: int, head: OrgHead, stop: int, in_title: bool, depth: int) -> int:
        s = self._s
        capital = s.kinds[index] != LOWER
        if after + 1 < stop and s.words[after] == "-" and s.words[after + 1].lower() == "index":
            return 0
        name = " ".join(self._s.folds[index:after])
        if head.cls == "fixed":
            return self._fixed(index, after, head, stop, capital, depth)
        if head.cls == "party":
            end = self._levels(after, stop, depth)
            return end if capital or end > after else 0
        if head.cls == "level":
            return self._level_body(after, stop, name, capital, in_title, depth)
        if head.cls == "gov":
            return self._government(index, after, stop, name, capital, in_title, depth)
        if name == "kênh" and (after >= stop or s.kinds[after] != CAPS):
            return 0
        end = self._company(after, stop, head.cls, depth)
        if end and not capital and name in _NATIONAL:
            found = self._places.listed_level(after, stop)
            if found and found[0] == end and found[1] in ("country", "province", "region"):
                return 0
        if end and not capital and head.cls == "named" and self._s.kinds[after] == LOWER:
            return 0
        return end

    # -- classes of heads ------------------------------------------------------------------------

    def _fixed(self, index: int, after: int, head: OrgHead, stop: int, capital: bool, depth: int) -> int:
        s = self._s
        end = self._levels(after, stop, depth) if after < stop else after
        if capital:
            return end
        return end if end > after and s.folds[index] in _LOWER_FIXED or s.folds[index] == "sàn" else 0

    def _level_body(self, after: int, stop: int, name: str, capital: bool, in_title: bool, depth: int) -> int:
        s = self._s
        end = self._levels(after, stop, depth)
        if end == after:
            parent = self._parent(after, stop, depth)
            if parent:
                return parent
            if in_title and name in _WITHIN_TITLE:
                return after
            if name in ("ban chấp hành", "ban thường vụ", "bch", "btv"):
                return 0
            if after < stop and s.kinds[after] in NAMELIKE and name not in _NEVER_ALONE and name not in ("tòa", "chính quyền", "hội đồng"):
                return self._company(after, stop, "named", depth)
            return 0
        if capital:
            return end
        named = any(s.kinds[k] in (CAP, CAPS, NUMBER, CODE, LETTER) for k in range(after, end))
        return end if named and name not in ("chính quyền", "quân đội") else 0

    def _government(
        self, index: int, after: int, stop: int, name: str, capital: bool, in_title: bool, depth: int
    ) -> int:
        s = self._s
        if after >= stop:
            return after if in_title and name in _WITHIN_TITLE else 0
        if in_title and name in _WITHIN_TITLE:
            named = self._parent(after, stop, depth) or self.read(after, stop, depth=depth + 1)
            if named or s.kinds[after] not in (CAP, CAPS):
                return named or after
            run = self._places.run_end(after, stop)
            known = self._lex.names.get(s.surface(after, run))
            return run if known == "ORG" or known is None and s.kinds[after] == CAPS else after
        if s.kinds[after] in NAMELIKE and name in _OFFICES_OF and (capital or in_title or depth):
            parent = self._parent(after, stop, depth)
            if parent:
                return parent
        end = 0 if name in _MANAGING else self._field(after, stop, capital, in_title)
        if not end:
            end = self._managed(after, stop, name, capital, depth)
        if not end:
            if s.kinds[after] in NAMELIKE and (
                capital and name not in ("bộ", "sở", "tổ", "ban", "tòa", "lực lượng", "vụ") or name in _LOWER_NAMED
            ):
                end = self._company(after, stop, "named", depth)
                return end
            level = self._levels(after, stop, depth)
            if level > after and name in ("thanh tra", "văn phòng", "công an", "cảnh sát", "hải quan") and capital:
                return level
            parent = self._parent(after, stop, depth)
            return parent if parent and name in ("văn phòng", "thanh tra", "ban", "phòng", "tổ", "cơ quan") and (capital or depth) else 0
        return self._levels(end, stop, depth)

    def _field(self, after: int, stop: int, capital: bool, in_title: bool = False) -> int:
        """Return the end of fields of work after a government head, or 0."""
        s = self._s
        found = self._lex.org_fields.match(s.folds, after, stop)
        if not found:
            return 0
        end = found[0]
        if s.kinds[after] == LOWER and (not capital and not in_title or end - after < 2):
            return 0
        while end + 1 < stop and s.folds[end] in (",", "và", "-", "&"):
            more = self._lex.org_fields.match(s.folds, end + 1, stop)
            if not more or s.kinds[end + 1] == LOWER:
                break
            if self._lex.org_heads.match(s.folds, end + 1, stop) and s.folds[end] != "-":
                break
            end = more[0]
        return end

    def _managed(self, after: int, stop: int, name: str, capital: bool, depth: int) -> int:
        """Return the end of what a managing or steering body is about, or 0."""
        s = self._s
        if not capital and s.kinds[after] == LOWER:
            if name not in ("ban quản lý", "bql", "ban chỉ đạo"):
                return 0
        if name not in _LOWER_BODIES:
            return 0
        place = self._places.headed(after, stop) or self._places.listed(after, stop)
        end = 0
        j = after
        last_capital = 0
        while j < stop and j - after < 14:
            kind = s.kinds[j]
            if kind in NAMELIKE:
                if j > after and self._other_body(j, stop):
                    break
                listed = self._places.listed(j, stop)
                field = self._lex.org_fields.match(s.folds, j, stop)
                j = listed or (field[0] if field else j + 1)
                end = last_capital = j
                continue
            if kind == LOWER:
                if s.folds[j] in ("và",) and j + 1 < stop and (s.kinds[j + 1] in NAMELIKE or s.folds[j + 1] == "các"):
                    if self._other_body(j + 1, stop):
                        break
                    j += 2 if s.folds[j + 1] == "các" else 1
                    continue
                if self._lex.stops.match(s.folds, j, stop) and not (j == after and s.folds[j] == "các"):
                    break
                level = self._lex.levels.match(s.folds, j, stop)
                if last_capital == j and (found := self._lex.business.match(s.folds, j, stop)) and s.folds[j] != "và":
                    j = end = found[0]
                    continue
                if level and j > after:
                    if j - after <= 14 and (capital or last_capital):
                        end = j
                    break
                pair = j + 1 < stop and s.folds[j + 1] in self._lex.pairs.get(s.folds[j], ())
                if end == j and s.folds[j] in self._lex.pairs.get(s.folds[j - 1], ()):
                    j += 1
                    end = j
                    continue
                j += 2 if pair and s.kinds[j + 1] == LOWER else 1
                if name in ("ban quản lý", "bql", "ban chỉ đạo", "trung tâm", "ban điều hành") and last_capital == 0:
                    end = j if j - after <= 6 else end
                elif pair and s.kinds[j - 1] == LOWER and last_capital and j - last_capital <= 2:
                    end = j
                continue
            if kind in (NUMBER, CODE) and len(s.words[j]) <= 2 and j > after:
                j += 1
                end = j
                continue
            if s.words[j] in ("-", "–", "&", ",") and j + 1 < stop and s.kinds[j + 1] in NAMELIKE and end == j and s.words[j] != ",":
                j += 1
                continue
            break
        end = max(end, place)
        return 0 if not last_capital and " ".join(s.folds[after:end]) in ("dự án", "") else end

    def _company(self, after: int, stop: int, cls: str, depth: int) -> int:
        """Return the end of a company-like name after its head noun, or 0."""
        s, lex = self._s, self._lex
        j, end, capitals, lowers, proper = after, 0, 0, 0, False
        while j < stop:
            kind, word, folded = s.kinds[j], s.words[j], s.folds[j]
            if kind in NAMELIKE or kind == CODE:
                if kind == CAP and folded in _SENTENCE_WORDS:
                    break
                if capitals and self._splits(j, stop, after):
                    break
                if kind == CODE and word[0].isdigit():
                    break
                place = self._places.listed(j, stop)
                found = (lex.org_fields.match(s.folds, j, stop), lex.business.match(s.folds, j, stop))
                word_end = max((f[0] for f in found if f), default=0)
                if j > after and kind == CAP and cls == "comp" and not capitals:
                    parent = self._parent(j, stop, depth)
                    if parent:
                        return parent
                if not place and kind == CAP and word_end > j + 1:
                    place = word_end
                else:
                    proper = proper or not word_end
                j = place or j + 1
                end, capitals, lowers = j, capitals + 1, 0
                if place:
                    continue
                if j < stop and s.kinds[j] == LOWER and s.folds[j] in lex.pairs.get(folded, ()):
                    if not lex.stops.match(s.folds, j, stop) or lex.business.match(s.folds, j - 1, stop):
                        j += 1
                        end = j
                continue
            if kind == LOWER:
                place = self._places.listed(j, stop) if capitals else 0
                if place > j + 2:
                    j = end = place
                    continue
                found = lex.business.match(s.folds, j, stop)
                if found and (found[0] > j + 1 or folded != "và"):
                    size = found[0] - j
                    j = found[0]
                    if capitals and not proper and cls == "comp" and end == j - size:
                        end = j
                    lowers += size
                    continue
                if folded == "và" and j + 1 < stop and (capitals or lowers):
                    nxt = s.kinds[j + 1]
                    if nxt == CAP and not self._other_body(j + 1, stop) and self._common_word(j + 1, stop):
                        j += 1
                        continue
                    more = lex.business.match(s.folds, j + 1, stop)
                    if more and nxt == LOWER:
                        j = more[0]
                        continue
                    break
                level = lex.levels.match(s.folds, j, stop)
                if level and (capitals or cls == "named"):
                    reached = self._levels(j, stop, depth, bare=cls == "named" and capitals > 0)
                    if reached > j:
                        return reached
                    break
                if (
                    cls == "named"
                    and capitals
                    and lowers < _LONGEST_LOWER
                    and not lex.stops.match(s.folds, j, stop)
                    and not lex.honorifics.match(s.folds, j, stop)
                    and not lex.positions.match(s.folds, j, stop)
                ):
                    j += 1
                    lowers += 1
                    continue
                parent = self._parent(j, stop, depth) if capitals else 0
                if parent:
                    return parent
                if cls == "comp" and lowers:
                    national = self._national(j, stop)
                    if national:
                        return national
                break
            if kind == NUMBER:
                if capitals and end == j and len(word) <= 2 and not (j + 1 < stop and s.kinds[j + 1] == LOWER and s.folds[j + 1] not in lex.stops):
                    j += 1
                    end = j
                    continue
                break
            if word in ("&", "-", "–") and j + 1 < stop and s.kinds[j + 1] in (CAP, CAPS) and end == j:
                if word != "&" and not s.glued(j) and not (
                    self._places.listed(j + 1, stop) or self._common_word(j + 1, stop)
                ):
                    break
                if self._other_body(j + 1, stop):
                    break
                j += 1
                continue
            if word == "." and end == j and j + 1 < stop and s.glued(j) and s.glued(j + 1) and s.kinds[j + 1] in NAMELIKE:
                j += 1
                continue
            if word == "," and cls == "named" and end == j and j + 1 < stop and s.kinds[j + 1] == CAP:
                more = lex.org_fields.match(s.folds, j + 1, stop)
                if more and not self._other_body(j + 1, stop):
                    j = more[0]
                    end = j
                    continue
            break
        if not capitals:
            return 0
        return end

    def _national(self, j: int, stop: int) -> int:
        """Return the end of ``… Việt Nam`` after a few lower-case words of a company's field, or 0."""
        s = self._s
        for at in range(j, min(j + 6, stop - 1)):
            if s.folds[at : at + 2] == ["việt", "nam"] and s.kinds[at] != LOWER:
                return at + 2
            if s.kinds[at] != LOWER or s.folds[at] != "và" and self._lex.stops.match(s.folds, at, stop):
                return 0
        return 0

    # -- parts -----------------------------------------------------------------------------------

    def _levels(self, at: int, stop: int, depth: int, *, bare: bool = True) -> int:
        """Return the end of levels, places and parent bodies after a name; ``at`` when none follow."""
        s, lex = self._s, self._lex
        end = at
        while end < stop:
            if s.words[end] == "." and end + 1 < stop and s.glued(end) and s.glued(end + 1):
                found = lex.levels.match(s.folds, end + 1, stop)
                if not found:
                    break
                end += 1
            found = lex.levels.match(s.folds, end, stop)
            head = lex.org_heads.match(s.folds, end, stop)
            if found and head and head[0] > found[0]:
                break
            if found:
                named = self._places.headed(end, stop)
                if named:
                    end = named
                    continue
                if not bare:
                    break
                end = found[0]
                if end < stop and s.words[end] == "." and s.folds[end - 1] in ("tp", "tx"):
                    if end + 1 < stop and s.kinds[end + 1] in NAMELIKE:
                        end += 1
                continue
            if s.kinds[end] in NAMELIKE:
                headed = self._places.headed(end, stop)
                if headed and s.folds[end] in ("q", "p", "khu", "kkt", "kcn", "quận", "phường", "xã", "huyện", "tỉnh"):
                    end = headed
                    continue
                listed = self._places.listed(end, stop)
                if listed and not (listed == end + 1 and s.folds[end] in lex.surnames and listed < stop and s.kinds[listed] == CAP):
                    end = listed
                    continue
            if s.folds[end] == "khối" and end + 1 < stop and s.kinds[end + 1] in NAMELIKE:
                end = self._bloc(end + 1, stop)
                continue
            if s.kinds[end] == LOWER and s.folds[end] in ("khối", "quận", "phường", "xã"):
                named = self._places.headed(end, stop)
                if named:
                    end = named
                    continue
            break
        if end < stop and depth < 3:
            parent = self._parent(end, stop, depth)
            if parent:
                return parent
        return end

    def _bloc(self, at: int, stop: int) -> int:
        """Return the end of ``Khối Cơ quan và Doanh nghiệp``."""
        s = self._s
        end = at + 1
        while end < stop:
            if s.kinds[end] == LOWER and s.folds[end] in (
                *self._lex.pairs.get(s.folds[end - 1], ()),
                "quan",
                "nghiệp",
            ):
                end += 1
            elif s.folds[end] in ("và", "-", "các", ",") and end + 1 < stop and (s.kinds[end + 1] == CAP or s.folds[end + 1] == "các"):
                end += 2
            else:
                break
        return end

    def _parent(self, at: int, stop: int, depth: int) -> int:
        """Return the end of a parent body written side by side, or 0."""
        s = self._s
        if at >= stop or s.kinds[at] == PUNCT or s.kinds[at] == NUMBER:
            return 0
        head = self._lex.org_heads.match(s.folds, at, stop)
        if not head or head[1].cls not in _PARENTS:
            return 0
        if s.kinds[at] == LOWER and head[1].cls in ("comp", "named", "fixed"):
            return 0
        end = self.read(at, stop, depth=depth + 1)
        if end and head[1].cls in ("comp", "named") and depth == 0 and s.kinds[at] != CAP and s.kinds[at] != CAPS:
            return 0
        return end

    def _other_body(self, j: int, stop: int) -> bool:
        """Tell whether another organisation or an office opens at a token."""
        s = self._s
        found = self._lex.positions.match(s.folds, j, stop)
        if found and found[0] > j + 1:
            return True
        head = self._lex.org_heads.match(s.folds, j, stop)
        if not head:
            return False
        if head[1].cls == "fixed" or head[0] > j + 1:
            return True
        return self.read(j, stop, depth=2) > 0 and head[1].cls in ("gov", "level", "comp", "party")

    def _common_word(self, j: int, stop: int) -> bool:
        """Tell whether a capitalised word is an ordinary two-syllable word, not a name."""
        s = self._s
        if j + 1 < stop and s.kinds[j + 1] == LOWER:
            return s.folds[j + 1] in self._lex.pairs.get(s.folds[j], ()) or self._lex.business.match(
                s.folds, j, stop
            ) is not None
        return s.folds[j] in self._lex.common and s.folds[j] not in self._lex.surnames

    def _splits(self, j: int, stop: int, after: int) -> bool:
        """Tell whether a person's name or another body begins inside a run of capitals."""
        s = self._s
        if self._other_body(j, stop) and s.kinds[j] in (CAP, CAPS) and s.folds[j] not in ("viện", "trung", "đại", "học", "khoa"):
            return True
        if self._lex.surnames.get(s.folds[j]) != "strong" or s.kinds[j] != CAP:
            return False
        run = self._places.run_end(j, stop)
        if not 3 <= run - j <= 4:
            return False
        return all(s.kinds[k] == CAP for k in range(j, run)) and s.kinds[j - 1] in (CAP, CAPS) and j - after >= 1
