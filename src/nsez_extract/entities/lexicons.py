"""The tables that the naming rules read, loaded and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nsez_extract.lexicon.phrases import PhraseTable, fold
from nsez_extract.lexicon.tables import read_text, read_tsv

_ORG_CLASSES = {"fixed", "level", "party", "gov", "comp", "named"}
_TAILS = {"name", "nameornum", "code"}
_BARE = {"cap", "name", "body"}
_BODY = {"any", "body", "shared"}
_KINDS = {"PER", "LOC", "ORG", "MISC"}


@dataclass(frozen=True, slots=True)
class OrgHead:
    """What opens an organisation's name: its class and whether it counts alone when capitalised."""

    cls: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Position words: kind of office, when they stand bare, what body may follow."""

    kind: str
    bare: str
    body: str


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All tables of the naming rules.

    Attributes:
        org_heads: head nouns and full names of bodies.
        org_fields: fields of work after a government head noun.
        business: words inside company names.
        levels: words naming the level of a body.
        place_heads: head nouns of places, value ``(class, tail)``.
        places: names of places without head noun; value is which words need a capital.
        positions, ranks, honorifics: words before names.
        surnames: folded surname to ``strong`` or ``weak``.
        stops: words that end a name.
        names: surface to kind (``PER``, ``LOC``, ``ORG``, ``MISC``), mined.
        longest_name: most words a mined name has.
        contexts: feature to log-odds in the order of ``KINDS``.
        not_names: words and abbreviations in capitals that are no names.
        foreign_org_words: words that make a foreign name an organisation's.
        generic_bodies: bodies without a name of their own.
        given: folded syllables that follow surnames in full names, and how often.
        common: folded syllables that are mostly lower case.
        pairs: folded first syllable to second syllables making one word.
    """

    org_heads: PhraseTable[OrgHead]
    org_fields: PhraseTable[bool]
    business: PhraseTable[bool]
    levels: PhraseTable[bool]
    place_heads: PhraseTable[tuple[str, str]]
    places: PhraseTable[tuple[str, tuple[bool, ...]]]
    positions: PhraseTable[Position]
    ranks: PhraseTable[bool]
    honorifics: PhraseTable[bool]
    surnames: dict[str, str]
    stops: PhraseTable[bool]
    names: dict[str, str]
    longest_name: int
    contexts: dict[str, tuple[float, float, float, float]]
    priors: tuple[float, float, float, float]
    not_names: frozenset[str]
    foreign_org_words: frozenset[str]
    generic_bodies: PhraseTable[bool]
    given: dict[str, int]
    common: frozenset[str]
    pairs: dict[str, frozenset[str]]


def _checked(value: str, allowed: set[str], table: str, key: str) -> str:
    if value not in allowed:
        raise ValueError(
            f"lexicon/data/{table}: {key!r} has {value!r}; allowed are {', '.join(sorted(allowed))}"
        )
    return value


def _phrases(name: str) -> PhraseTable[bool]:
    column = "phrase"
    return PhraseTable((row[0], True) for row in read_tsv(name, (column,)))


def _priors() -> tuple[float, float, float, float]:
    for line in read_text("contexts.tsv").splitlines():
        if line.startswith("# Priors:"):
            values = [float(part.split("=")[1]) for part in line[9:].split()]
            return (values[0], values[1], values[2], values[3])
    raise ValueError("lexicon/data/contexts.tsv: the comment line '# Priors: …' is missing")


@cache
def lexicons() -> Lexicons:
    """Load and check every table; later calls return the same object.

    Returns:
        Lexicons: The tables.

    Raises:
        ValueError: If a table has a wrong header, an unknown key or a repeated one.
    """
    names = {
        name: _checked(kind, _KINDS, "names.tsv", name)
        for name, kind, _ in read_tsv("names.tsv", ("name", "kind", "count"))
    }
    return Lexicons(
        org_heads=PhraseTable(
            (phrase, OrgHead(_checked(cls, _ORG_CLASSES, "org_heads.tsv", phrase), alone == "cap"))
            for phrase, cls, alone in read_tsv("org_heads.tsv", ("phrase", "cls", "alone"))
        ),
        org_fields=_phrases("org_fields.tsv"),
        business=_phrases("business_words.tsv"),
        levels=_phrases("levels.tsv"),
        place_heads=PhraseTable(
            (phrase, (cls, _checked(tail, _TAILS, "place_heads.tsv", phrase)))
            for phrase, cls, tail in read_tsv("place_heads.tsv", ("phrase", "cls", "tail"))
        ),
        places=PhraseTable(
            (name, (level, tuple(word[0].isupper() for word in name.replace("-", " - ").split())))
            for name, level in read_tsv("places.tsv", ("name", "level"))
        ),
        positions=PhraseTable(
            (
                phrase,
                Position(
                    kind,
                    _checked(bare, _BARE, "positions.tsv", phrase),
                    _checked(body, _BODY, "positions.tsv", phrase),
                ),
            )
            for phrase, kind, bare, body in read_tsv("positions.tsv", ("phrase", "kind", "bare", "body"))
        ),
        ranks=_phrases("ranks.tsv"),
        honorifics=_phrases("honorifics.tsv"),
        surnames={fold(name): strength for name, strength in read_tsv("surnames.tsv", ("surname", "strength"))},
        stops=_phrases("name_stops.tsv"),
        names=names,
        longest_name=max(len(name.split()) for name in names),
        contexts={
            feature: (float(per), float(loc), float(org), float(misc))
            for feature, per, loc, org, misc in read_tsv(
                "contexts.tsv", ("feature", "PER", "LOC", "ORG", "MISC")
            )
        },
        priors=_priors(),
        not_names=frozenset(row[0] for row in read_tsv("not_names.tsv", ("word",))),
        foreign_org_words=frozenset(row[0] for row in read_tsv("foreign_org_words.tsv", ("word",))),
        generic_bodies=_phrases("generic_bodies.tsv"),
        given={fold(name): int(n) for name, n in read_tsv("given_names.tsv", ("syllable", "count"))},
        common=frozenset(fold(row[0]) for row in read_tsv("common_syllables.tsv", ("syllable",))),
        pairs={
            fold(first): frozenset(fold(second) for second in seconds.split())
            for first, seconds in read_tsv("collocations.tsv", ("first", "seconds"))
        },
    )
