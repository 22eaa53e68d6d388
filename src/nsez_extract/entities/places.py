"""Names of places: a head noun with its name, or a name of the official and world lists."""

from __future__ import annotations

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LETTER, LOWER, NAMELIKE, NUMBER, Syllables

_LONGEST = 5  # capitalised syllables in the proper part of a place name
_ABBREVIATED = frozenset({"tp", "tx", "tt", "q", "p", "ql", "tl", "kcn", "kkt", "kdc", "h", "x"})
_APART = frozenset(
    "ngụ trú quê địa tuyến đoạn ven dọc con phía cùng vùng khu ở tại thuộc về đến từ và là do của trên dưới trong ngoài"
    " vào ra qua bằng với cho theo tới hay hoặc các những một sang khỏi nằm".split()
)
_LEVELS = frozenset("tỉnh huyện xã phường quận thôn ấp tp".split())
_JOINING = frozenset({"road"})
_NUMBERED = frozenset({"lộ", "ql", "tl", "hl", "tỉnh", "đai", "đt"})


class PlaceGrammar:
    """Reads place names of one text.

    Args:
        syllables (Syllables): The text.
        lexicons (Lexicons): The tables.
    """

    def __init__(self, syllables: Syllables, lexicons: Lexicons) -> None:
        self._s = syllables
        self._lex = lexicons

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
        """Return the end and level of the longest listed place name at a token, or None."""
        kinds = self._s.kinds
        for end, (level, capitals) in self._lex.places.matches(self._s.folds, index, stop):
            if all(
                kinds[k] != LOWER if capital else True
                for k, capital in zip(range(index, end), capitals, strict=False)
            ):
                if level in ("province", "country") and kinds[index] == CAPS and end == index + 1:
                    word = self._s.words[index]
                    if len(word) <= 3 and word not in ("HCM", "UAE"):
                        continue
                return end, level
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
        if s.kinds[index] != CAPS and self.inside_word(index):
            return 0
        listed = 0
        for after, (cls, tail) in self._lex.place_heads.matches(s.folds, index, stop):
            listed = listed or self.listed(index, stop)
            if listed > index + 1:
                return listed
            if (
                after == index + 1
                and s.kinds[index] == CAP
                and index
                and s.kinds[index - 1] == LOWER
                and s.folds[index] in self._lex.given
            ):
                return 0
            if s.folds[index] == "kênh" and after < stop and s.kinds[after] == CAPS:
                return 0
            if after < stop and s.words[after] == "." and s.folds[after - 1] in _ABBREVIATED:
                after += 1
            end = self._tail(after, stop, cls, tail)
            if end:
                return end
        return 0

    def inside_word(self, index: int) -> bool:
        """Tell whether a word in lower case is the second syllable of the word before (``yêu cầu``)."""
        s = self._s
        return (
            index > 0
            and s.kinds[index] == LOWER
            and s.kinds[index - 1] in (LOWER, CAP)
            and s.folds[index - 1] not in _APART
            and s.folds[index] not in _LEVELS
            and s.folds[index] in self._lex.pairs.get(s.folds[index - 1], ())
        )

    def _tail(self, at: int, stop: int, cls: str, tail: str) -> int:
        s = self._s
        if at >= stop:
            return 0
        kind = s.kinds[at]
        if kind in (NUMBER, CODE):
            return self._number(at, stop, tail)
        if s.folds[at] == "số" and tail == "code" and at + 1 < stop and s.kinds[at + 1] == NUMBER:
            end = at + 2
            return self._named(end, stop, cls) or end
        if kind == LOWER:
            if cls != "site" and s.folds[at - 1] != "vùng" or self.inside_word(at):
                return 0
            return self.headed(at, stop) or self.listed(at, stop)
        return self._named(at, stop, cls)

    def _number(self, at: int, stop: int, tail: str) -> int:
        s = self._s
        word = s.words[at]
        if tail == "name" or len(word) > 4 or not word[0].isdigit():
            return 0
        if s.kinds[at] == NUMBER and (not word.isdigit() or tail == "code" and s.folds[at - 1] not in _NUMBERED):
            return 0
        return at + 1

    def _named(self, at: int, stop: int, cls: str) -> int:
        """Return the end of the proper part of a name, or 0."""
        s, kinds = self._s, self._s.kinds
        if at >= stop or kinds[at] not in NAMELIKE:
            return 0
        run = self.run_end(at, stop)
        listed = self.listed(at, stop)
        if not listed and s.folds[at - 1] in ("phố", "tỉnh", "huyện", "tp", ".", "xã") and self.person_form(at, run):
            return 0
        end = min(run, at + _LONGEST)
        if listed:
            end = listed if listed >= run or self._person_follows(listed, run) or cls == "admin" else end
        if end == at + 1 and kinds[at] == LETTER and cls != "admin":
            return 0
        if end < stop and kinds[end] == NUMBER and cls in ("site", "road", "admin"):
            if len(s.words[end]) <= 2 and not self._measured(end, stop):
                end += 1
                while (
                    cls == "site"
                    and end + 1 < stop
                    and s.words[end] == ","
                    and kinds[end + 1] == NUMBER
                    and len(s.words[end + 1]) == 1
                ):
                    end += 2
        if cls in _JOINING:
            end = self._joined(end, stop)
        elif end + 1 < stop and s.folds[end] == "-" and kinds[end + 1] == CAP and cls == "site":
            if not self._lex.org_heads.match(s.folds, end + 1, stop):
                end = self.run_end(end + 1, stop)
        return end

    def _measured(self, index: int, stop: int) -> bool:
        """Tell whether a number counts the word after it."""
        s = self._s
        if index + 1 >= stop:
            return False
        return s.kinds[index + 1] == LOWER and s.folds[index + 1] not in self._lex.stops

    def _joined(self, end: int, stop: int) -> int:
        """Extend ``A`` to ``A - B`` for roads and lines."""
        s = self._s
        while end + 1 < stop and s.folds[end] == "-" and s.kinds[end + 1] in NAMELIKE:
            end = self.run_end(end + 1, stop)
        return end

    def run_end(self, at: int, stop: int) -> int:
        """Return the end of the run of capitalised words at a token.

        Args:
            at (int): Token index of a capitalised word.
            stop (int): Index not to reach past.

        Returns:
            int: One past the run; hyphens and apostrophes without blanks belong to it, a word that
            opens an organisation's name or an office does not.
        """
        s, kinds, size = self._s, self._s.kinds, stop
        j = at + 1
        while j < size:
            if kinds[j] in NAMELIKE:
                if self._opens_other(j, stop):
                    break
                j += 1
            elif (
                s.words[j] in "-'’&."
                and j + 1 < size
                and kinds[j + 1] in NAMELIKE
                and s.glued(j)
                and s.glued(j + 1)
                and (s.words[j] != "." or kinds[j - 1] == LETTER)
            ):
                j += 2
            elif kinds[j] == LOWER and self._particle(j, stop):
                j += 3 if s.words[j + 1] == "-" else 2
            else:
                break
        return j

    def _particle(self, j: int, stop: int) -> bool:
        s = self._s
        if s.folds[j] in ("al", "el", "ul") and j + 2 < stop and s.words[j + 1] == "-" and s.kinds[j + 2] == CAP:
            return s.glued(j + 1)
        return (
            s.folds[j] in ("bin", "de", "da", "van", "von", "al", "el", "of", "le", "la", "di", "dos", "del", "der", "the", "and")
            and j + 1 < stop
            and s.kinds[j + 1] == CAP
            and s.folds[j + 1] not in self._lex.surnames
        )

    def _opens_other(self, j: int, stop: int) -> bool:
        s = self._s
        if s.kinds[j] == CAP:
            folds = s.folds
            found = self._lex.positions.match(folds, j, stop)
            if found and found[0] > j + 1:
                return True
            head = self._lex.org_heads.match(folds, j, stop)
            return bool(head and (head[0] > j + 1 or head[1].cls in ("gov", "comp") and self._field_follows(head[0], stop)))
        return s.words[j] in ("UBND", "HĐND", "TAND", "VKSND", "MTTQ", "HĐQT", "CLB")

    def _field_follows(self, at: int, stop: int) -> bool:
        return at < stop and self._lex.org_fields.match(self._s.folds, at, stop) is not None

    def person_form(self, first: int, end: int) -> bool:
        """Tell whether three to five capitalised words with a surname first fill a range of tokens."""
        s = self._s
        return (
            3 <= end - first <= 5
            and self._lex.surnames.get(s.folds[first]) == "strong"
            and all(s.kinds[k] == CAP for k in range(first, end))
        )

    def _person_follows(self, at: int, run: int) -> bool:
        """Tell whether a surname with one to four more capitalised words fills the rest of a run."""
        return run - at >= 2 and self._lex.surnames.get(self._s.folds[at]) is not None
