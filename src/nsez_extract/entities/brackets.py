"""Bracketed abbreviations: they take the kind of the name before them, here and in the whole text."""

from __future__ import annotations

from nsez_extract.entities.findings import Findings, Run
from nsez_extract.entities.grammars import Grammars
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import CAP, CAPS, LOWER

_DEFINED = 4  # weight of a definition in the text's own memory


def read_brackets(grammars: Grammars, found: Findings) -> frozenset[str]:
    """Remember what bracketed abbreviations stand for.

    Args:
        grammars (Grammars): The text's readers.
        found (Findings): What the first pass found; definitions go into its memory.

    Returns:
        frozenset[str]: Abbreviations of ordinary words, which are no names.
    """
    s = grammars.s
    names = {mention.end: mention for outer in found.mentions for mention in (outer, *outer.inner)}
    ordinary: set[str] = set()
    for run in found.runs:
        if not _in_brackets(grammars, run):
            continue
        before = names.get(s.ends[run.first - 2])
        if before is None:
            if _abbreviates_words(grammars, run.first):
                ordinary.add(s.words[run.first])
        elif _defines(grammars, run, before):
            found.note(s.surface(run.first, run.end), before.label, _DEFINED)
    return frozenset(ordinary)


def _in_brackets(grammars: Grammars, run: Run) -> bool:
    words = grammars.s.words
    return run.first >= 2 and run.end < len(words) and words[run.first - 1] == "(" and words[run.end] == ")"


def _defines(grammars: Grammars, run: Run, before: Mention) -> bool:
    """Tell whether a bracketed run can be the short form of the organisation or place before it."""
    s, first = grammars.s, run.first
    word = s.words[first]
    if before.label not in ("ORG", "LOC") or before.end - before.start <= len(word):
        return False
    if word in grammars.lex.not_names:
        return False
    if s.kinds[first] == CAPS:
        return True
    return before.label == "ORG" and run.end == first + 1 and not grammars.places.listed(first, run.end)


def _abbreviates_words(grammars: Grammars, first: int) -> bool:
    """Tell whether a bracketed abbreviation is of ordinary words: ``an ninh trật tự (ANTT)``."""
    s = grammars.s
    letters = [char for char in s.folds[first] if char.isalpha()]
    size = len(letters)
    near = range(max(0, first - 2 - 2 * size), first - 1)
    words = [k for k in near if s.kinds[k] in (LOWER, CAP)][-size:]
    return (
        2 <= size == len(words)
        and all(s.folds[k][0] == letter for k, letter in zip(words, letters, strict=True))
        and all(s.kinds[k] == LOWER for k in words[1:])
    )
