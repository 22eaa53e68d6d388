"""The word tables the quantity grammar reads, compiled once."""

from __future__ import annotations

import re
from decimal import Decimal

from nsez_extract.lexicon.tables import read_tsv

_SCALE_ROWS = read_tsv("scales.tsv", ("word", "factor", "alone", "not_before"))
SCALES: dict[str, Decimal] = {word: Decimal(factor) for word, factor, _, _ in _SCALE_ROWS}
"""dict[str, Decimal]: scale word to its factor."""

_MEASURE_ROWS = read_tsv("measures.tsv", ("form", "kind", "glue", "ucum", "factor"))
MEASURES: dict[str, str] = {form: kind for form, kind, *_ in _MEASURE_ROWS}
"""dict[str, str]: measure unit to its kind (time, length, area, weight, power, data … other)."""

UCUM: dict[str, tuple[str, Decimal]] = {
    form: (code, Decimal(factor or 1)) for form, _, _, code, factor in _MEASURE_ROWS if code
}
"""dict[str, tuple[str, Decimal]]: measure unit to its UCUM code and how many of that unit it is."""

GLUED: frozenset[str] = frozenset(form for form, _, glue, *_ in _MEASURE_ROWS if glue == "yes")
"""frozenset[str]: measure units that may stand against the digits."""

NOUNS: frozenset[str] = frozenset(noun for (noun,) in read_tsv("counted_nouns.tsv", ("noun",)))
"""frozenset[str]: counted nouns, lower case, of one to three syllables."""

NOT_COUNTED: frozenset[str] = frozenset(word for (word,) in read_tsv("not_counted.tsv", ("word",)))
"""frozenset[str]: words that follow a number without being what it counts."""

_CURRENCY_COLUMNS = ("form", "code", "place", "needs")
_CURRENCY_ROWS = read_tsv("currencies.tsv", _CURRENCY_COLUMNS) + read_tsv(
    "cldr_currencies.tsv", _CURRENCY_COLUMNS
)
CURRENCIES: dict[str, str] = {form.lower(): code for form, code, _, _ in _CURRENCY_ROWS}
"""dict[str, str]: lower-case currency form to ISO 4217 code."""

NEEDS_SCALE: frozenset[str] = frozenset(
    form.lower() for form, _, _, needs in _CURRENCY_ROWS if needs == "scale"
)
"""frozenset[str]: currency words that have other meanings and count only after a scale word."""

_NAMED = [
    (code, form) for form, code, _, needs in reversed(_CURRENCY_ROWS) if code and not needs and " " in form
]
CURRENCY_NAMES: dict[str, str] = {
    **{code: form for code, form in _NAMED if code.lower() in NEEDS_SCALE},
    "VND": "đồng",
}
"""dict[str, str]: what to write for a currency whose code alone is not read; the code for all others."""

RARE_CODES: frozenset[str] = frozenset(form for form, _, _, needs in _CURRENCY_ROWS if needs == "upper")
"""frozenset[str]: codes that stand before an amount only when it has three digits or a scale word."""

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


def trie(forms: list[str]) -> str:
    """Return a regular expression for any of the forms, the longest first, with shared heads written once.

    >>> bool(re.fullmatch(trie(["đô", "đô la", "yên"]), "đô la"))
    True
    """
    heads: dict[str, list[str]] = {}
    for form in sorted(set(forms)):
        if form:
            heads.setdefault(form[0], []).append(form[1:])
    parts = []
    for head, rests in heads.items():
        if rests == [""]:
            parts.append(re.escape(head))
        elif len([rest for rest in rests if rest]) == 1:
            rest = max(rests)
            parts.append(re.escape(head) + f"(?:{re.escape(rest)})" + ("?" if "" in rests else ""))
        else:
            parts.append(re.escape(head) + trie(rests) + ("?" if "" in rests else ""))
    return "(?:" + "|".join(parts) + ")"


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

_WORDED = [form for form, *_ in _CURRENCY_ROWS if form[-1].isalpha() and not re.fullmatch("[A-Z]{3}", form)]
_CODES = [form for form, *_ in _CURRENCY_ROWS if re.fullmatch("[A-Z]{3}", form)]
_LOOSE_CODES = [row[0] for row in read_tsv("currencies.tsv", _CURRENCY_COLUMNS) if row[0] in set(_CODES)]
_SYMBOL = [form for form, *_ in _CURRENCY_ROWS if not form[-1].isalpha()]
CURRENCY = rf"(?:(?:{trie([*_WORDED, *_LOOSE_CODES])}|(?-i:{trie(_CODES)}))(?![^\W_])|{alternation(_SYMBOL)})"
"""str: pattern of one currency form after a number; rare ISO codes in capitals only."""

CURRENCY_BEFORE = alternation([form for form, _, place, _ in _CURRENCY_ROWS if place == "both"])
"""str: pattern of one currency code or symbol before a number."""

_CUES = alternation([cue for (cue,) in read_tsv("money_cues.tsv", ("cue",))])
MONEY_CUE = re.compile(rf"(?<!\w)(?:{_CUES})(?!\w)", re.IGNORECASE)
"""re.Pattern[str]: words that show a bare scale word to be money."""

NOT_MONEY_DONG = words("not_money_dong")
"""frozenset[str]: second syllables of words that begin with ``đồng`` and are not the currency."""
