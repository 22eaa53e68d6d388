"""The fullest form in the text that each mention stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.phrases import fold

_LONGEST_SHORT = 5  # words of a short name that stands for a longer one
_OPEN, _CLOSE = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")


def canonical_forms(text: str, mentions: Sequence[Mention]) -> dict[int, str]:
    """Return the canonical form of every mention, nested ones included.

    * A person's short name stands for the last full name before it (else the first after it) that
      ends in it: ``ông Phong`` for ``Đỗ Xuân Phong``.
    * A bracketed form directly after an organisation or place, and its later mentions, stand for the
      long form: ``VFF`` for ``Liên đoàn Bóng đá Việt Nam``.
    * Everything else stands for itself.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order.

    Returns:
        dict[int, str]: ``id()`` of a mention to its form, blanks folded.
    """
    flat = [m for outer in mentions for m in (outer, *outer.inner)]
    forms = {id(m): " ".join(text[m.start : m.end].split()) for m in flat}
    persons = _person_forms([m for m in mentions if m.label == "PER"], forms)
    names = sorted((m for m in flat if m.label in ("ORG", "LOC")), key=lambda m: (m.start, -m.end))
    return forms | persons | _long_forms(text, names, forms)


def _long_forms(text: str, names: Sequence[Mention], forms: Mapping[int, str]) -> dict[int, str]:
    """Return the long form of every organisation and place whose short form is put in brackets."""
    long_forms: dict[tuple[str, str], str] = {}
    for before, after in pairwise(names):
        in_brackets = _OPEN.fullmatch(text, before.end, after.start) and _CLOSE.match(text, after.end)
        if in_brackets and before.label == after.label and _short_for(forms[id(after)], forms[id(before)]):
            long_forms.setdefault((after.label, forms[id(after)]), forms[id(before)])
    keys = {id(m): (m.label, forms[id(m)]) for m in names}
    return {name: long_forms[key] for name, key in keys.items() if key in long_forms}


def _short_for(short: str, long: str) -> bool:
    """Tell whether a bracketed name can be the short form of the name before it.

    >>> _short_for("VFF", "Liên đoàn Bóng đá Việt Nam"), _short_for("Liên đoàn Cờ", "Hội Cờ Hà Nội")
    (True, False)
    """
    if len(short) >= len(long):
        return False
    words = [fold(word) for word in long.split()]
    return short.isupper() or " " not in short or all(fold(word) in words for word in short.split())


def _person_forms(persons: Sequence[Mention], forms: Mapping[int, str]) -> dict[int, str]:
    """Return the full name of every person mention that a longer name ends in."""
    folds = {id(m): tuple(fold(word) for word in forms[id(m)].split()) for m in persons}
    by_ending: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for person in persons:
        name = folds[id(person)]
        for cut in range(max(1, len(name) - _LONGEST_SHORT), len(name)):
            by_ending[name[cut:]].append(person)
    found: dict[int, str] = {}
    for person in persons:
        longer = by_ending.get(folds[id(person)])
        if longer:
            before = bisect_left(longer, person.start, key=lambda full: full.start)
            full = longer[max(before - 1, 0)]
            found[id(person)] = found.get(id(full), forms[id(full)])
    return found
