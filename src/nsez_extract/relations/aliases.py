"""The fullest form in the document that each mention stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.phrases import fold

_BLANKS = re.compile(r"\s+")


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
    flat = [m for mention in mentions for m in (mention, *mention.inner)]
    surfaces = {id(m): _BLANKS.sub(" ", text[m.start : m.end]) for m in flat}
    forms = dict(surfaces)
    _persons([m for m in mentions if m.label == "PER"], surfaces, forms)
    names = sorted((m for m in flat if m.label in ("ORG", "LOC")), key=lambda m: (m.start, -m.end))
    short: dict[tuple[str, str], str] = {}
    for before, after in zip(names, names[1:], strict=False):
        if text[before.end : after.start].strip() != "(" or not text[after.end :].lstrip().startswith(")"):
            continue
        long_form, abbreviation = forms[id(before)], surfaces[id(after)]
        if before.label == after.label and len(abbreviation) < len(long_form) and _short_for(abbreviation, long_form):
            short.setdefault((after.label, abbreviation), long_form)
    for mention in names:
        form = short.get((mention.label, surfaces[id(mention)]))
        if form is not None:
            forms[id(mention)] = form
    return forms


def _short_for(short: str, long: str) -> bool:
    """Tell whether a bracketed name can be the short form of the name before it."""
    if short.isupper() or len(short.split()) == 1:
        return True
    words = [fold(word) for word in long.split()]
    return all(fold(word) in words for word in short.split())


def _persons(persons: Sequence[Mention], surfaces: dict[int, str], forms: dict[int, str]) -> None:
    """Give short names the full name they end."""
    full = [
        (m.start, [fold(word) for word in surfaces[id(m)].split()], surfaces[id(m)])
        for m in persons
        if len(surfaces[id(m)].split()) >= 2
    ]
    for mention in persons:
        words = [fold(word) for word in surfaces[id(mention)].split()]
        size = len(words)
        found = [(at, name) for at, known, name in full if len(known) > size and known[-size:] == words]
        if found:
            before = [name for at, name in found if at < mention.start]
            forms[id(mention)] = before[-1] if before else found[0][1]
