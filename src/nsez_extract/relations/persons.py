"""Which mentions of persons are one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.join import Joined, nearest
from nsez_extract.relations.names import Tokens

_LONGEST_SHORT = 4  # syllables of a short name that stands for a longer one
_LONGEST_NAME = 12  # syllables of a name that others can be short for
_OTHERWISE = compile_pattern(rf"\s*[,(]?\s*(?:{any_of('otherwise_called')})\s*[:“\"'(]*\s*")
_ADDRESSED = compile_pattern(rf"(?<!\w)(?:(?P<man>{any_of('of_men')})|{any_of('of_women')})\s+\Z")
_CALLED_BY_SURNAME = re.compile(any_of("called_by_surname").replace(r"\ ", r"\s+"), re.IGNORECASE)
_LONGEST_ADDRESS = 12  # characters before a name in which its form of address is looked for
_INITIALS = re.compile(r"(?:\w\.?\s?){1,5}\.?")


def join_persons(text: str, joined: Joined) -> None:
    """Join the mentions of persons.

    * ``same-name``: the same syllables, unless one is a man and the other a woman;
    * ``short-name``: the end of a longer name (``ông Phong`` after ``Đỗ Xuân Phong``), else its beginning
      (``ông Kim`` after ``Kim Jong Un``): of the nearest such name before, else after it. A Vietnamese
      surname alone is nobody's short name, but of one person in a text about China, where people are
      called so (``ông Quách`` after ``Quách Bá Hùng``); a man's is no woman's. Where a short name can be
      that of two persons, each of its mentions is taken by itself;
    * ``initials``: the initials of a longer name (``N.V.A``);
    * ``otherwise-called``: a second name after ``tức``, ``tên thật``, ``bí danh`` and the like.

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
    """
    names = joined.names
    _ShortNames(text, joined).join()
    by_initials: dict[Tokens, list[int]] = {}
    for at, name in enumerate(names):
        size = len(name.tokens)
        if size > 1 and len(name.surface) > 2 * size:
            by_initials.setdefault(tuple(token[0] for token in name.tokens), []).append(at)
    for at, name in enumerate(names):
        if joined.root(at) == at and _INITIALS.fullmatch(name.surface) and len(name.surface) > 1:
            letters = tuple(letter.lower() for letter in name.surface if letter.isalpha())
            full = nearest(by_initials.get(letters, ()), at) if len(letters) > 1 else None
            if full is not None:
                joined.join(at, full, "initials")
    for before, after in pairwise(range(len(names))):
        if _OTHERWISE.fullmatch(text, names[before].mention.end, names[after].mention.start):
            joined.join(after, before, "otherwise-called")


class _ShortNames:
    """Joins equal names, and short names to longer ones.

    Args:
        text (str): Clean text.
        joined (Joined): The mentions.
    """

    def __init__(self, text: str, joined: Joined) -> None:
        self._joined = joined
        self._by_surname = _CALLED_BY_SURNAME.search(text) is not None
        self._sexes = [_sex(text, name.mention.start) for name in joined.names]
        self._said: defaultdict[Tokens, set[str]] = defaultdict(set)
        self._endings: defaultdict[Tokens, list[int]] = defaultdict(list)
        self._beginnings: defaultdict[Tokens, list[int]] = defaultdict(list)
        self._alike: defaultdict[Tokens, list[int]] = defaultdict(list)
        for at, name in enumerate(joined.names):
            size = len(name.tokens)
            self._alike[name.tokens].append(at)
            if self._sexes[at]:
                self._said[name.tokens].add(self._sexes[at])
            if size > _LONGEST_NAME:
                continue
            for cut in range(max(1, size - _LONGEST_SHORT), size):
                self._endings[name.tokens[cut:]].append(at)
            for cut in range(1, min(_LONGEST_SHORT, size - 1) + 1):
                self._beginnings[name.tokens[:cut]].append(at)

    def join(self) -> None:
        """Join the mentions of each name."""
        for tokens, alike in self._alike.items():
            longer = self._endings.get(tokens, [])
            if not longer:
                longer = self._beginnings.get(tokens, [])
                if _bare_surname(tokens) and not (self._by_surname and self._persons(longer) == 1):
                    longer = []
            if self._persons(longer) > 1:
                for at in alike:
                    self._shorten(at, longer)
                continue
            self._equal(alike)
            if longer:
                self._shorten(alike[0], longer)

    def _persons(self, longer: Sequence[int]) -> int:
        """Return how many persons some longer names are: those whose names end each other are one."""
        names = {self._joined.names[at].tokens for at in longer}
        return len(names - {name[cut:] for name in names for cut in range(1, len(name))})

    def _equal(self, alike: Sequence[int]) -> None:
        """Join equal names; those of a man and of a woman, where both are addressed as such, stay apart."""
        last: dict[str, int] = {}
        for at in alike:
            sex = self._sexes[at] or next(reversed(last), "")
            first = last.pop(sex, None)
            if first is None and "" in last:
                first = last.pop("")
            if first is not None:
                self._joined.join(at, first, "same-name")
            last[sex] = at if first is None else first

    def _shorten(self, at: int, longer: Sequence[int]) -> None:
        """Join a short name to the nearest longer one that is not of the other sex."""
        sex = self._sexes[at]
        fitting = [
            x for x in longer if not sex or (self._said[self._joined.names[x].tokens] or {sex}) & {sex}
        ]
        whole = nearest(fitting, at)
        if whole is not None:
            self._joined.join(at, whole, "short-name")


def _sex(text: str, start: int) -> str:
    """Return ``m`` or ``f`` by the form of address before a name, or an empty string."""
    address = _ADDRESSED.search(text, max(0, start - _LONGEST_ADDRESS), start)
    return "" if address is None else "m" if address["man"] else "f"


def _bare_surname(tokens: Tokens) -> bool:
    """Tell whether a name is nothing but a common Vietnamese surname."""
    return len(tokens) == 1 and lexicons().surnames.get(tokens[0]) == "strong"
