"""The word tables the quantity grammar reads, compiled once."""

from __future__ import annotations

import re
from decimal import Decimal

from nsez_extract.lexicon.tables import read_tsv

_SCALE_ROWS = read_tsv("scales.tsv", ("word", "factor", "alone", "not_before"))
SCALES: dict[str, Decimal] = {word: Decimal(factor) for word, factor, _, _ in _SCALE_ROWS}
"""dict[str, Decimal]: scale word to its factor."""

_MEASURE_ROWS = read_tsv("measures.tsv", ("form", "kind", "glue"))
MEASURES: dict[str, str] = {form: kind for form, kind, _ in _MEASURE_ROWS}
"""dict[str, str]: measure unit to its kind (time, length, area, weight, volume, power, data, other)."""

GLUED: frozenset[str] = frozenset(form for form, _, glue in _MEASURE_ROWS if glue == "yes")
"""frozenset[str]: measure units that may stand against the digits."""

NOUNS: frozenset[str] = frozenset(noun for (noun,) in read_tsv("counted_nouns.tsv", ("noun",)))
"""frozenset[str]: counted nouns, lower case, of one to three syllables."""

NOT_COUNTED: frozenset[str] = frozenset(word for (word,) in read_tsv("not_counted.tsv", ("word",)))
"""frozenset[str]: words that follow a number without being what it counts."""

_CURRENCY_ROWS = read_tsv("currencies.tsv", ("form", "code", "place", "needs"))
CURRENCIES: dict[str, str] = {form.lower(): code for form, code, _, _ in _CURRENCY_ROWS}
"""dict[str, str]: lower-case currency form to ISO 4217 code."""

NEEDS_SCALE: frozenset[str] = frozenset(
    form.lower() for form, _, _, needs in _CURRENCY_ROWS if needs == "scale"
)
"""frozenset[str]: currency words that have other meanings and count only after a scale word."""

LABELS: dict[str, str] = {row[0]: row[1] for row in read_tsv("number_labels.tsv", ("word", "strength"))}
"""dict[str, str]: words before a number that make it a label, to ``hard``, ``firm`` or ``soft``."""

if unknown := sorted(set(LABELS.values()) - {"hard", "firm", "soft"}):
    raise ValueError(f"lexicon/data/number_labels.tsv: unknown strength {', '.join(unknown)}")


_GROUPS: dict[str, tuple[str, ...]] = {
    group: tuple(members.split("|")) for group, members in read_tsv("quantity_words.tsv", ("group", "words"))
}


def words(group: str) -> frozenset[str]:
    """Return one of the closed word lists of ``quantity_words.tsv``.

    Raises:
        KeyError: If there is no such group.

    >>> "ngày" in words("day_words")
    True
    """
    return frozenset(_GROUPS[group])


def any_of(group: str) -> str:
    """Return a regular expression for any word of a closed list, the longest first."""
    return alternation(list(_GROUPS[group]))


def alternation(forms: list[str]) -> str:
    """Return a regular expression for any of the forms, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _scale_pattern() -> str:
    """Return the pattern of one scale word, with what must not follow it."""
    parts = []
    for word, _, alone, not_before in _SCALE_ROWS:
        guard = r"(?![^\W_])"
        if not_before:
            guard += rf"(?! (?:{not_before})(?![^\W_]))"
        if alone == "no":
            guard += r"(?= (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?![^\W_]))"
        parts.append(word + guard)
    return "(?:" + "|".join(parts) + ")"


SCALE = _scale_pattern()
"""str: pattern of one scale word."""

_AFTER = [form for form, _, _, _ in _CURRENCY_ROWS]
_SYMBOL = [form for form in _AFTER if not form[-1].isalpha()]
CURRENCY = rf"(?:(?:{alternation([f for f in _AFTER if f[-1].isalpha()])})(?![^\W_])|{alternation(_SYMBOL)})"
"""str: pattern of one currency form after a number."""

CURRENCY_BEFORE = alternation([form for form, _, place, _ in _CURRENCY_ROWS if place == "both"])
"""str: pattern of one currency code or symbol before a number."""

_CUES = alternation([cue for (cue,) in read_tsv("money_cues.tsv", ("cue",))])
MONEY_CUE = re.compile(rf"(?<!\w)(?:{_CUES})(?!\w)", re.IGNORECASE)
"""re.Pattern[str]: words that show a bare scale word to be money."""

NOT_MONEY_DONG = words("not_money_dong")
"""frozenset[str]: second syllables of words that begin with ``đồng`` and are not the currency."""
