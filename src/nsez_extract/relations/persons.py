"""Which mentions of persons are one person."""

from __future__ import annotations

import re
from itertools import pairwise

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.join import Joined, nearest

_LONGEST_SHORT = 4  # syllables of a short name that stands for a longer one
_OTHERWISE = compile_pattern(rf"\s*[,(]?\s*(?:{any_of('otherwise_called')})\s*[:“\"'(]*\s*")
_INITIALS = re.compile(r"(?:\w\.?\s?){1,5}\.?")


def join_persons(text: str, joined: Joined) -> None:
    """Join the mentions of persons.

    * ``same-name``: the same syllables;
    * ``short-name``: the end of a longer name (``ông Phong`` after ``Đỗ Xuân Phong``), else its beginning
      (``ông Kim`` after ``Kim Jong Un``): of the nearest such name before, else after it;
      A Vietnamese surname alone is nobody's short name;
    * ``initials``: the initials of a longer name (``N.V.A``);
    * ``otherwise-called``: a second name after ``tức``, ``tên thật``, ``bí danh`` and the like.

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
    """
    names = joined.names
    joined.join_equal([name.tokens for name in names], "same-name")
    endings: dict[tuple[str, ...], list[int]] = {}
    beginnings: dict[tuple[str, ...], list[int]] = {}
    by_initials: dict[tuple[str, ...], list[int]] = {}
    for at, name in enumerate(names):
        size = len(name.tokens)
        if size > 1 and len(name.surface) > 2 * size:
            by_initials.setdefault(tuple(token[0] for token in name.tokens), []).append(at)
        for cut in range(max(1, size - _LONGEST_SHORT), size):
            endings.setdefault(name.tokens[cut:], []).append(at)
        for cut in range(1, min(_LONGEST_SHORT, size - 1) + 1):
            beginnings.setdefault(name.tokens[:cut], []).append(at)
    for at, name in enumerate(names):
        longer = nearest(endings.get(name.tokens, ()), at)
        if longer is None and not _bare_surname(name.tokens):
            longer = nearest(beginnings.get(name.tokens, ()), at)
        if longer is not None:
            joined.join(at, longer, "short-name")
        elif _INITIALS.fullmatch(name.surface) and len(name.surface) > 1:
            letters = tuple(letter.lower() for letter in name.surface if letter.isalpha())
            full = nearest(by_initials.get(letters, ()), at) if len(letters) > 1 else None
            if full is not None:
                joined.join(at, full, "initials")
    for before, after in pairwise(range(len(names))):
        if _OTHERWISE.fullmatch(text, names[before].mention.end, names[after].mention.start):
            joined.join(after, before, "otherwise-called")


def _bare_surname(tokens: tuple[str, ...]) -> bool:
    """Tell whether a name is nothing but a common Vietnamese surname."""
    return len(tokens) == 1 and lexicons().surnames.get(tokens[0]) == "strong"
