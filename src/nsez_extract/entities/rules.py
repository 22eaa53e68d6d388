"""The rule witness: grammars, name lists and what the document says elsewhere of a name.

A first pass walks each sentence from left to right and reads, at every token, a title, an
organisation, a place or a run of capitals. Runs it cannot settle are kept aside; the second pass
settles them by what the rest of the document calls them, else by form and context.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from nsez_extract.entities.lexicons import Lexicons, lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.organizations import OrgGrammar
from nsez_extract.entities.places import PlaceGrammar
from nsez_extract.entities.syllables import (
    CAP,
    CAPS,
    CODE,
    LETTER,
    LOWER,
    NAMELIKE,
    NUMBER,
    Syllables,
)
from nsez_extract.entities.titles import Title, TitleGrammar
from nsez_extract.entities.typing_model import kind_of

WITNESS = "rules"
"""str: name of this witness."""

_PLACE_ABBREVIATIONS = ("KKT", "KCN", "CKCN", "CCN", "KCX", "KĐT", "KDC", "KDL", "KKTM", "ĐBSCL", "ĐBSH")
_CREDITS = frozenset({"ảnh", "bài", "tin", "video", "clip"})
_FUNCTION = frozenset(
    "theo tại trong khi với để và nhưng tuy sau trước ngoài đây đó từ các những nếu do vì còn ngày sáng chiều tối trưa"
    " hiện nay hôm tân cùng đến ở về là tuy bên giữa trên dưới ảnh nguồn như mới riêng đối".split()
)
_ADDRESS = frozenset({"ông", "bà", "anh", "chị", "chí", "cô", "em", "bác", "chú", "cụ", "ngài"})
_SURE = 0.62  # least probability at which a run is taken on form and context alone
_SURE_INITIAL = 0.8  # the same at the start of a sentence, where the capital says nothing
_PLURAL = frozenset(
    "các những nhiều mấy hai ba bốn năm sáu bảy tám chín mười số từng mỗi".split()
)
_ROMAN = re.compile(r"[IVXLC]+")
_HEADLINE = 0.75  # share of all-capital words above which a line is a headline in capitals


@dataclass(slots=True)
class _Run:
    """A capital run left for the second pass."""

    first: int
    end: int
    initial: bool


def find_names(s: Syllables) -> list[Mention]:
    """Return the mentions the rules propose.

    Args:
        s (Syllables): The text.

    Returns:
        list[Mention]: In text order; a TITLE carries its nested ORG and LOC in ``inner``.
    """
    return _Reader(s, lexicons()).read()


class _Reader:
    """State of one document's reading."""

    def __init__(self, s: Syllables, lex: Lexicons) -> None:
        self._s = s
        self._lex = lex
        self._places = PlaceGrammar(s, lex)
        self._orgs = OrgGrammar(s, lex, self._places)
        self._titles = TitleGrammar(s, lex, self._places, self._orgs)
        self._mentions: list[Mention] = []
        self._runs: list[_Run] = []
        self._known: dict[str, Counter[str]] = {}
        self._given: set[str] = set()
        self._blocked: set[str] = set()
        self._openers = (
            lex.positions.firsts
            | lex.org_heads.firsts
            | lex.place_heads.firsts
            | lex.places.firsts
            | lex.ranks.firsts
            | {"nguyên", "cựu", "quyền"}
        )

    def read(self) -> list[Mention]:
        """Run both passes."""
        for start, stop in self._s.bounds:
            self._sentence(start, stop)
        self._settle()
        self._mentions.sort(key=lambda m: (m.start, -m.end))
        return self._mentions

    # -- first pass ------------------------------------------------------------------------------

    def _sentence(self, start: int, stop: int) -> None:
        s = self._s
        if self._capital_line(start, stop):
            self._headline(start, stop)
            return
        i, cue = start, False
        while i < stop:
            kind = s.kinds[i]
            if kind in (CAP, CAPS) and not cue and i + 1 < stop:
                address = self._lex.honorifics.match(s.folds, i, stop)
                if address and self._addresses(i, address[0], start, stop):
                    i, cue = address[0], True
                    if i < stop and s.words[i] == ".":
                        i += 1
                    continue
            if kind == LOWER or kind in NAMELIKE:
                if kind in (CAP, CAPS) and i >= 2 and s.words[i - 1] in ":" and s.folds[i - 2] in _CREDITS:
                    end = self._places.run_end(i, stop)
                    label = self._credit(i, end)
                    if label:
                        self._add(label, i, end, "credit", 0.85)
                        i, cue = end, False
                        continue
                if s.folds[i] in self._openers and not (cue and kind != LOWER and self._is_name_after_cue(i, stop)):
                    end = self._structured(i, start, stop)
                    if end:
                        cue = self._cue
                        i = end
                        continue
                if kind != LOWER:
                    i = self._run(i, start, stop, cue)
                    cue = False
                    continue
                honorific = self._lex.honorifics.match(s.folds, i, stop)
                if honorific:
                    i, cue = honorific[0], True
                    if i < stop and s.words[i] == "." and i + 1 < stop and s.glued(i):
                        i += 1
                    continue
                cue = False
            elif kind == CODE:
                cue = False
                end = self._coded(i, stop)
                if end:
                    i = end
                    continue
            elif not (cue and s.words[i] in "“\"'"):
                cue = False
            i += 1

    def _addresses(self, i: int, after: int, start: int, stop: int) -> bool:
        """Tell whether a capitalised form of address stands before a name (``Ông Thăng``)."""
        s = self._s
        if after >= stop:
            return False
        if s.words[after] == "." and after + 1 < stop:
            after += 1
        if s.kinds[after] not in (CAP, LETTER) or self._lex.positions.match(s.folds, after, stop):
            return False
        if i > start and s.kinds[i - 1] == LOWER and after == i + 1 and s.folds[i] not in ("ông", "bà", "mr", "ms"):
            return False
        return not self._lex.names.get(s.surface(i, self._places.run_end(i, stop)))

    _cue = False

    def _is_name_after_cue(self, i: int, stop: int) -> bool:
        """Tell whether a capitalised word after ``ông`` or an office is a name, not a head noun."""
        s = self._s
        if s.kinds[i] == CAPS:
            return False
        found = self._lex.positions.match(s.folds, i, stop)
        if found and (found[0] > i + 1 or s.folds[i] in ("hlv",)):
            return False
        head = self._lex.org_heads.match(s.folds, i, stop)
        if head and head[0] > i + 1:
            return False
        return not (head and self._orgs.read(i, stop) and s.folds[i] not in self._lex.surnames)

    def _structured(self, i: int, start: int, stop: int) -> int:
        """Read a title, organisation or place at a token; return where to go on, or 0."""
        s = self._s
        title = None if self._places.inside_word(i) else self._titles.read(i, start, stop)
        if title is not None and not self._surname_reading(i, title.end, stop):
            self._add_title(title)
            self._cue = True
            return title.end
        self._cue = False
        if s.folds[i] in ("bộ", "sở") and i > start and self._plural(i - 1):
            listed = self._listed_fields(i, stop)
            if listed:
                return listed
        end = self._orgs.read(i, stop)
        if end and s.kinds[i] == LOWER and i > start and self._plural(i - 1):
            end = 0 if self._places.listed(end - 1, end) else end
        place = self._places.headed(i, stop)
        if end and self._places.listed(i, stop) >= end > i + 1 and s.kinds[i] == CAP:
            end = 0
        if end and end >= place:
            self._add("ORG", i, end, f"org:{s.folds[i]}", 0.9)
            return end
        if place:
            if s.kinds[i] == LOWER and i > start and self._plural(i - 1):
                return self._listed_places(i, place, stop)
            self._add("LOC", i, place, f"place-head:{s.folds[i]}", 0.9)
            return place
        listed = self._places.listed_level(i, stop)
        if listed and self._listed_stands(i, listed[0], start, stop):
            self._add("LOC", i, listed[0], f"place-list:{listed[1]}", 0.8)
            return listed[0]
        return 0

    def _plural(self, i: int) -> bool:
        """Tell whether a token makes the noun after it plural: ``các``, ``hai``, ``39``."""
        s = self._s
        return s.kinds[i] == NUMBER or s.folds[i] in _PLURAL

    def _listed_fields(self, i: int, stop: int) -> int:
        """Read ``các sở Tài chính, Xây dựng``, whose shared head stays outside; return where to go on."""
        s, lex = self._s, self._lex
        at = i + 1
        while at < stop and s.folds[at] in (",", "ngành", "ban", ":", "sở", "bộ"):
            at += 1
        found = lex.org_fields.match(s.folds, at, stop) if at < stop and s.kinds[at] != LOWER else None
        if not found:
            return 0
        last = 0
        while found:
            self._add("ORG", at, found[0], "org-list:plural", 0.85)
            last = found[0]
            if last + 1 >= stop or s.folds[last] not in (",", ";", "và") or s.kinds[last + 1] == LOWER:
                break
            at = last + 1
            found = lex.org_fields.match(s.folds, at, stop)
        return last

    def _listed_places(self, i: int, end: int, stop: int) -> int:
        """Read ``các huyện A, B và C``, whose head noun stays outside; return where to go on."""
        s = self._s
        first = i + 1
        while first < end and s.kinds[first] == LOWER and not self._places.listed(first, stop):
            first += 1
        if first < end and (s.words[first] == "." or s.kinds[first] == NUMBER):
            self._add("LOC", i, end, "place-head", 0.9)
            return end
        while first < end:
            self._add("LOC", first, end, "place-list:plural", 0.85)
            at = end
            if at + 1 < stop and s.folds[at] in (",", "và", ";") and s.kinds[at + 1] in NAMELIKE:
                first = at + 1
                end = self._places.listed(first, stop) or self._places.run_end(first, stop)
                if self._lex.org_heads.match(s.folds, first, stop) or self._lex.positions.match(s.folds, first, stop) or self._person_form(first, end):
                    return at
            else:
                return at
        return max(end, i + 1)

    def _surname_reading(self, i: int, end: int, stop: int) -> bool:
        """Tell whether a one-word opener in capitals is rather a surname (``Tổng``, ``Phó``)."""
        s = self._s
        return (
            end == i + 1
            and s.kinds[i] == CAP
            and end < stop
            and s.kinds[end] == CAP
            and s.folds[i] in self._lex.surnames
        )

    def _listed_stands(self, i: int, end: int, start: int, stop: int) -> bool:
        """Tell whether a listed place name is one here, not part of a longer name."""
        s, lex = self._s, self._lex
        if end < stop and s.kinds[end] in NAMELIKE and not s.words[end - 1] == "-":
            run = self._places.run_end(i, stop)
            if run > end:
                surface = s.surface(i, run)
                if lex.names.get(surface) or self._person_form(i, run):
                    return False
                rest = s.surface(end, run)
                if self._person_form(end, run) or lex.names.get(rest) or self._places.listed(end, stop):
                    return True
                single = end == i + 1
                return not single
        if (
            end == i + 1
            and end < stop
            and s.kinds[end] == CAP
            and min(lex.given.get(s.folds[i], 0), lex.given.get(s.folds[end], 0)) >= 15
            and not self._places.listed(end, stop)
        ):
            return False
        if end == i + 1 and i == start and s.kinds[i] == CAP:
            if s.folds[i] in lex.common and s.folds[i] not in ("mỹ", "nga", "đức", "pháp", "úc", "nhật", "lào", "huế"):
                return False
            if s.folds[i] == "anh":
                return False
        if i > start and s.kinds[i - 1] in NAMELIKE and end == i + 1 and s.folds[i] in lex.surnames | {"anh": ""}:
            return False
        if s.folds[i] == "anh" and end == i + 1:
            kind, sure = kind_of(s, lex, [(i, end)])
            return i > start and s.words[i - 1] not in "“\":" or kind == "LOC" and sure > 0.5
        return True

    def _person_form(self, first: int, end: int) -> bool:
        """Tell whether words have the form of a full Vietnamese name."""
        s = self._s
        size = end - first
        if not 2 <= size <= 5 or any(s.kinds[k] not in (CAP, LETTER) for k in range(first, end)):
            return False
        strength = self._lex.surnames.get(s.folds[first])
        if strength == "strong":
            return size >= 3 or s.surface(first, end) not in self._lex.names or self._lex.names[s.surface(first, end)] == "PER"
        return strength == "weak" and size >= 3 and s.folds[first + 1] in ("văn", "thị", "đình", "quang", "minh", "xuân", "ngọc", "thanh", "hữu", "đức")

    def _run(self, i: int, start: int, stop: int, cue: bool) -> int:
        """Read a run of capitals; return where to go on."""
        s, lex = self._s, self._lex
        end = self._places.run_end(i, stop)
        if s.kinds[i] == CAPS and end == i + 1 and len(s.words[i]) > 3 and s.words[i].startswith(_PLACE_ABBREVIATIONS):
            self._add("LOC", i, end, "place-abbreviation", 0.85)
            return end
        if self._no_name(i, end, stop) and not (cue and s.kinds[i] == LETTER):
            return end
        if not cue and end > i + 1 and (
            s.words[i] in lex.not_names or s.folds[i] in _FUNCTION and s.folds[i] not in lex.surnames
        ):
            return i + 1
        if cue:
            listed_kind = lex.names.get(s.surface(i, end))
            if (
                end < stop
                and end == i + 1
                and s.kinds[end] == LOWER
                and s.folds[end] in lex.pairs.get(s.folds[i], ())
                and s.folds[i - 1] not in _ADDRESS
            ):
                return i + 2
            if listed_kind in ("ORG", "MISC") and s.folds[i - 1] not in _ADDRESS:
                cue = False
        if cue:
            end = self._person_end(i, end, stop)
            if s.kinds[i] == CAPS and end == i + 1 and not self._given_after_cue(i):
                self._runs.append(_Run(i, end, i == start))
                return end
            listed = self._places.listed(i, stop)
            if listed == end and s.surface(i, end) not in self._given and self._lex.names.get(s.surface(i, end)) != "PER" and self._cue_is_title(i):
                self._add("LOC", i, end, "place-list", 0.8)
                return end
            self._add("PER", i, end, "after-honorific", 0.95)
            self._learn_person(i, end)
            return end
        if end < stop and s.kinds[end] == LOWER and s.folds[end] in lex.pairs.get(s.folds[end - 1], ()):
            if not (end - i >= 3 and lex.surnames.get(s.folds[i])) and not self._places.listed(i, stop) == end:
                end -= 1
                if end == i:
                    return i + 2
        initial = i == start or s.words[i - 1] in "“\"'(-–:•*/" and i - 1 == start
        if initial and end > i + 1 and s.folds[i] in lex.common and s.folds[i] not in lex.surnames:
            if s.surface(i, end) not in lex.names and not (
                end - i in (2, 3) and all(s.folds[k] in lex.given for k in range(i, end))
            ):
                return i + 1
        if self._person_form(i, end) and lex.names.get(s.surface(i, end), "PER") == "PER":
            self._add("PER", i, end, "surname", 0.85)
            self._learn_person(i, end)
            return end
        surface = s.surface(i, end)
        kind = lex.names.get(surface)
        if kind and not (initial and end == i + 1 and s.folds[i] in lex.common):
            if kind != "MISC":
                self._note(surface, kind, 1)
            self._runs.append(_Run(i, end, initial))
            return end
        parted = self._part(i, end, start, stop)
        if parted:
            return parted
        self._runs.append(_Run(i, end, initial))
        return end

    def _no_name(self, i: int, end: int, stop: int) -> bool:
        """Tell whether a run is an abbreviation, a Roman numeral or part of a document number."""
        s = self._s
        if end == i + 1:
            word = s.words[i]
            if word in self._lex.not_names or _ROMAN.fullmatch(word):
                return True
        if i >= 2 and s.words[i - 1] in "/-–" and (s.kinds[i - 2] in (NUMBER, CODE) or s.words[i - 2] in ("QĐ", "NĐ", "TT", "CT", "UBND")):
            return s.glued(i - 1) or s.kinds[i - 2] == CAPS
        return bool(end + 1 < stop and s.words[end] == "-" and s.words[end + 1] == "Index")

    def _given_after_cue(self, i: int) -> bool:
        return len(self._s.words[i]) <= 3 and self._s.words[i] not in self._lex.names

    def _cue_is_title(self, i: int) -> bool:
        return self._s.folds[i - 1] not in ("ông", "bà", "anh", "chị", "chí", "cô", "em")

    def _part(self, i: int, end: int, start: int, stop: int) -> int:
        """Cut a run at a person's name or a listed name inside it; return where to go on, or 0."""
        s, lex = self._s, self._lex
        for k in range(i + 1, end):
            if self._person_form(k, end) and lex.surnames.get(s.folds[k]) == "strong" and end - k >= 3:
                self._runs.append(_Run(i, k, i == start))
                return k
        for k in range(end - 1, i, -1):
            head = s.surface(i, k)
            kind = lex.names.get(head)
            if kind and (k - i >= 2 or s.kinds[i] == CAPS or kind == "LOC" and s.folds[i] not in lex.common and s.folds[i] not in lex.given):
                rest = s.surface(k, end)
                if lex.names.get(rest) or self._places.listed(k, stop) == end:
                    self._runs.append(_Run(i, k, i == start))
                    return k
        return 0

    def _person_end(self, i: int, end: int, stop: int) -> int:
        """Return where a person's name that begins at a token ends."""
        s = self._s
        native = self._lex.surnames.get(s.folds[i]) is not None
        limit = 5 if native else 6
        end = min(end, i + limit)
        if s.kinds[i] == LETTER or s.kinds[end - 1] == LETTER:
            while end + 1 < stop and s.words[end] == "." and s.glued(end) and s.glued(end + 1) and s.kinds[end + 1] in NAMELIKE:
                end += 2
        for k in range(i + 1, end):
            listed = self._places.listed(k, stop)
            if listed and listed >= end and k - i >= 2 and listed - k >= 2 and not native:
                return k
        return end

    def _coded(self, i: int, stop: int) -> int:
        """Read a team such as ``U23 Việt Nam``; return its end, or 0."""
        s = self._s
        word = s.words[i]
        if word[0] == "U" and word[1:].isdigit() and i + 1 < stop and s.kinds[i + 1] in NAMELIKE:
            end = self._places.run_end(i + 1, stop)
            self._add("ORG", i, end, "team", 0.9)
            return end
        return 0

    # -- headlines in capitals and bylines --------------------------------------------------------

    def _capital_line(self, start: int, stop: int) -> bool:
        kinds = self._s.kinds[start:stop]
        words = [k for k in kinds if k in (LOWER, CAP, CAPS, LETTER)]
        return len(words) >= 4 and sum(k in (CAPS, LETTER) for k in words) >= _HEADLINE * len(words)

    def _headline(self, start: int, stop: int) -> None:
        """Read a line in capitals: only listed names are told apart there."""
        i = start
        while i < stop:
            if self._s.kinds[i] in NAMELIKE:
                end = self._orgs.read(i, stop) if self._lex.org_heads.match(self._s.folds, i, stop) else 0
                listed = self._places.headed(i, stop) or self._places.listed(i, stop)
                if listed > i + 1 and listed - i <= 5:
                    self._add("LOC", i, listed, "place-list", 0.7)
                    i = listed
                    continue
                if end and end - i <= 6:
                    self._add("ORG", i, end, "org-in-capitals", 0.6)
                    i = end
                    continue
            i += 1

    # -- second pass -----------------------------------------------------------------------------

    def _settle(self) -> None:
        for mention in self._mentions:
            if mention.label in ("PER", "LOC", "ORG"):
                self._note_mention(mention)
            for inner in mention.inner:
                self._note_mention(inner)
        lines = {start: stop for start, stop in self._s.bounds}
        self._titles_at = {m.start for m in self._mentions if m.label == "TITLE"}
        self._brackets()
        same: dict[str, list[tuple[int, int]]] = {}
        for run in self._runs:
            same.setdefault(self._s.surface(run.first, run.end), []).append((run.first, run.end))
        kinds = {surface: kind_of(self._s, self._lex, spans) for surface, spans in same.items()}
        for run in self._runs:
            self._settle_run(run, lines, kinds)

    def _note_mention(self, mention: Mention) -> None:
        words = self._s.text[mention.start : mention.end].split()
        surface = " ".join(words)
        self._note(surface, mention.label, 2)
        if mention.label == "ORG":
            for cut in range(1, len(words)):
                tail = words[cut:]
                if tail[0][0].isupper() and (words[cut - 1][0].islower() or cut == 1) and all(w[0].isupper() for w in tail):
                    name = " ".join(tail)
                    if len(tail) <= 4 and not self._is_listed(name) and mention.rule.startswith(("org:công", "org:cty", "org:tập", "org:tổng", "org:ngân", "org:hãng", "org:clb", "org:câu", "org:đội")):
                        self._note(name, "ORG", 2)
                    break

    def _brackets(self) -> None:
        """Give a bracketed abbreviation the kind of the name before it, here and for the whole text."""
        s = self._s
        by_end = {m.end: m for m in self._mentions}
        for mention in self._mentions:
            for inner in mention.inner:
                by_end[inner.end] = inner
        for run in self._runs:
            first, end = run.first, run.end
            if first < 2 or end >= len(s.words) or s.words[first - 1] != "(" or s.words[end] != ")":
                continue
            before = by_end.get(s.ends[first - 2])
            if before is None and self._abbreviates(first):
                self._blocked.add(s.words[first])
                continue
            word = s.words[first]
            if before is None or before.label not in ("ORG", "LOC"):
                continue
            if s.kinds[first] == CAPS or before.label == "ORG" and end == first + 1 and not self._places.listed(first, end):
                if word not in self._lex.not_names and before.end - before.start > len(word):
                    self._note(s.surface(first, end), before.label, 4)

    def _abbreviates(self, first: int) -> bool:
        """Tell whether a bracketed abbreviation is of ordinary words: ``an ninh trật tự (ANTT)``."""
        s = self._s
        letters = [c for c in s.folds[first] if c.isalpha()]
        words = [k for k in range(max(0, first - 2 - 2 * len(letters)), first - 1) if s.kinds[k] in (LOWER, CAP)]
        words = words[-len(letters) :]
        return (
            2 <= len(letters) == len(words)
            and all(s.folds[k][0] == c for k, c in zip(words, letters, strict=True))
            and all(s.kinds[k] == LOWER for k in words[1:])
        )

    def _is_listed(self, name: str) -> bool:
        return self._lex.names.get(name) in ("LOC", "MISC") or self._listed_words(name)

    def _listed_words(self, name: str) -> bool:
        from nsez_extract.lexicon.phrases import split_phrase

        words = split_phrase(name)
        found = self._lex.places.match(words, 0, len(words)) if words else None
        return bool(found and found[0] == len(words))

    def _settle_run(self, run: _Run, lines: dict[int, int], kinds: dict[str, tuple[str, float]]) -> None:
        s, lex = self._s, self._lex
        first, end = run.first, run.end
        surface = s.surface(first, end)
        if end == first + 1 and (s.kinds[first] == LETTER or len(surface) < 2 or surface in self._blocked):
            return
        said = self._known.get(surface)
        if said:
            label, n = said.most_common(1)[0]
            if n >= 2 and not (run.initial and end == first + 1 and s.folds[first] in lex.common and n < 3):
                self._add(label, first, end, "document", 0.8)
                return
        if end == first + 1 and surface in self._given and not (run.initial and s.folds[first] in _FUNCTION):
            self._add("PER", first, end, "given-name", 0.8)
            return
        credit = self._credit(first, end)
        if credit:
            self._add(credit, first, end, "credit", 0.8)
            return
        if lines.get(first) == end or (lines.get(first) == end + 1 and s.words[end] in ".*"):
            if self._byline(first, end):
                self._add("PER", first, end, "byline", 0.7)
                return
        kind, sure = kinds[surface]
        if any(word in lex.foreign_org_words for word in s.words[first:end]) and end - first > 1:
            self._add("ORG", first, end, "foreign-org-word", 0.7)
            return
        listed = lex.names.get(surface)
        if (
            listed in (None, "PER")
            and 2 <= end - first <= 4
            and end + 1 < len(s.words)
            and s.words[end] in ",-–("
            and s.starts[end + 1] in self._titles_at
            and s.kinds[first] == CAP
        ):
            self._add("PER", first, end, "before-title", 0.7)
            return
        if listed:
            if listed == "MISC":
                return
            if end == first + 1 and run.initial and s.folds[first] in lex.common:
                return
            if kind in ("PER", "LOC", "ORG") and kind != listed and sure > 0.97:
                listed = kind
            self._add(listed, first, end, f"name-list:{listed}", 0.75)
            return
        if end == first + 1 and s.folds[first] in lex.common:
            return
        if end - first == 2 and all(lex.given.get(s.folds[k], 0) >= 15 for k in (first, first + 1)) and sure < 0.95:
            if kind in ("PER", "MISC") or lex.given.get(s.folds[first], 0) >= 60:
                self._add("PER", first, end, "given-names", 0.6)
                return
        doubtful = run.initial and s.folds[first] in lex.common
        if kind != "MISC" and sure >= (_SURE_INITIAL if doubtful else _SURE):
            if end == first + 1 and s.folds[first] in lex.common and sure < 0.9:
                return
            self._add(kind, first, end, "context", 0.5 * sure)

    def _credit(self, first: int, end: int) -> str:
        """Return the kind of a name after ``Ảnh:`` or at the very end of the text, or nothing."""
        s = self._s
        size = len(s.words)
        native = all(s.folds[k] in self._lex.given or s.folds[k] in self._lex.surnames for k in range(first, end))
        if first >= 2 and s.words[first - 1] in ":-" and s.folds[first - 2] in _CREDITS:
            if native and 2 <= end - first <= 4:
                return "PER"
            return "ORG" if s.kinds[first] == CAPS and end == first + 1 else ""
        closes = end == size or s.words[end] in "/-–.*(" and s.starts[first] > 0.8 * len(s.text)
        opens = first == 0 or s.words[first - 1] in ".…/-–\"”)?!" or s.starts[first] and "\n" in s.text[s.ends[first - 1] : s.starts[first]]
        if closes and opens and s.starts[first] > 0.6 * len(s.text):
            if native and 2 <= end - first <= 4:
                return "PER"
            if end == size and end == first + 1 and s.kinds[first] == CAPS:
                return "ORG"
        return ""

    def _byline(self, first: int, end: int) -> bool:
        """Tell whether a line that is nothing but capitals is a byline."""
        s = self._s
        if not 2 <= end - first <= 4 or s.starts[first] < len(s.text) * 0.5:
            return False
        return all(s.kinds[k] in (CAP, CAPS) for k in range(first, end)) and not self._places.listed(first, end)

    # -- bookkeeping -----------------------------------------------------------------------------

    def _note(self, surface: str, label: str, weight: int) -> None:
        self._known.setdefault(surface, Counter())[label] += weight

    def _learn_person(self, first: int, end: int) -> None:
        if end - first >= 2 and self._s.kinds[end - 1] == CAP:
            self._given.add(self._s.words[end - 1])
            if end - first >= 3:
                self._note(self._s.surface(end - 2, end), "PER", 2)

    def _add(self, label: str, first: int, end: int, rule: str, score: float) -> None:
        s = self._s
        self._mentions.append(Mention(label, s.starts[first], s.ends[end - 1], WITNESS, rule, score))

    def _add_title(self, title: Title) -> None:
        s = self._s
        inner = [
            Mention(label, s.starts[a], s.ends[b - 1], WITNESS, "in-title", 0.9) for label, a, b in title.inner
        ]
        position = s.surface(title.first, max(title.position_end, title.first + 1))
        self._mentions.append(
            Mention(
                "TITLE", s.starts[title.first], s.ends[title.end - 1], WITNESS, title.rule, 0.9, inner,
                position.removesuffix(" của").rstrip(" ,"), title.needs_person,
            )
        )  # fmt: skip
