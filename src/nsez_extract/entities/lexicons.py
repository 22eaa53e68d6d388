"""The tables that the naming rules read, loaded and checked once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import PhraseTable, fold, split_phrase
from nsez_extract.lexicon.tables import read_text, read_tsv

FIXED, PARTY, COMPANY = "fixed", "party", "comp"
"""str: classes of ``org_heads.tsv`` that code asks for: complete as it stands, of the party, of a company."""

_ORG_CLASSES = {FIXED, "level", PARTY, "gov", "mission", COMPANY, "named"}
_TAILS = {"name", "nameornum", "code"}
_HIERARCHY = {"head", "deputy", "member", "staff", "rank"}
_RANKS = {"rank", "degree"}
_BARE = {"cap", "name", "body"}
_BODY = {"any", "body", "shared"}
_PLACE_CLASSES = {"admin", "road", "water", "land", "site"}
_LEVELS = {"province", "district", "town", "country", "region", "city"}
_STRENGTHS = {"strong", "weak"}

LONGEST_NAME = 16
"""int: tokens of a name beyond which no list is asked."""

Weights: TypeAlias = tuple[float, float, float, float]
"""Log-odds in the order of ``KINDS``."""

KINDS = ("PER", "LOC", "ORG", "MISC")
"""tuple[str, ...]: kinds of names in the order of the weights of ``contexts.tsv``; ``MISC`` is no entity."""


class Position(NamedTuple):
    """What ``positions.tsv`` says of position words.

    Attributes:
        kind (str): Place in the hierarchy: ``head``, ``deputy``, ``member``, ``staff`` or ``rank``.
        bare (str): When the words alone are a title: ``cap`` when capitalised, ``name`` never,
            ``body`` not even beside a name.
        body (str): What body may follow: ``any``, ``body`` (needed unless beside a name), ``shared``
            (the last word opens the body's own name).
    """

    kind: str
    bare: str
    body: str


class PlaceHead(NamedTuple):
    """What ``place_heads.tsv`` says of a head noun of places.

    Attributes:
        cls (str): ``admin``, ``road``, ``water``, ``land`` or ``site``.
        tail (str): What names the place: ``name``, ``nameornum`` or ``code``.
    """

    cls: str
    tail: str


class ListedPlace(NamedTuple):
    """What ``places.tsv`` says of a place.

    Attributes:
        level (str): ``province``, ``district``, ``town``, ``country``, ``region`` or ``city``.
        capitals (tuple[int, ...]): Which tokens of the name, counted from 0, need a capital.
    """

    level: str
    capitals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All tables of the naming rules.

    Attributes:
        org_heads (PhraseTable[str]): Head nouns and full names of bodies, to their class: ``fixed``,
            ``level``, ``party``, ``gov``, ``mission``, ``comp`` or ``named`` (see ``org_heads.tsv``).
        org_fields (PhraseTable[bool]): Fields of work after a government head noun.
        business (PhraseTable[bool]): Words inside company names.
        levels (PhraseTable[bool]): Words naming the level of a body.
        place_heads (PhraseTable[PlaceHead]): Head nouns of places.
        places (PhraseTable[ListedPlace]): Names of places without head noun.
        positions (PhraseTable[Position]): Words of offices.
        ranks (PhraseTable[str]): Ranks and degrees, to ``rank`` or ``degree``.
        honorifics (PhraseTable[bool]): Words before a person's name that are no title.
        stops (PhraseTable[bool]): Words that end a name.
        generic_bodies (PhraseTable[bool]): Bodies without a name of their own.
        surnames (dict[str, str]): Folded surname to ``strong`` or ``weak``.
        given (dict[str, int]): Folded syllables that follow surnames in full names, and how often.
        names (dict[str, str]): Surface of mined names to one of ``KINDS``.
        not_names (frozenset[str]): Words and abbreviations in capitals that are no names.
        foreign_org_words (frozenset[str]): Words that make a foreign name an organisation's.
        common (frozenset[str]): Folded syllables that are mostly lower case.
        pairs (dict[str, frozenset[str]]): Folded first syllable to second syllables making one word.
        contexts (dict[str, Weights]): Feature to log-odds in the order of ``KINDS``.
        priors (Weights): Log-odds of the kinds before any feature.
        openers (frozenset[str]): Folded first syllables of offices, bodies and places.
    """

    org_heads: PhraseTable[str]
    org_fields: PhraseTable[bool]
    business: PhraseTable[bool]
    levels: PhraseTable[bool]
    place_heads: PhraseTable[PlaceHead]
    places: PhraseTable[ListedPlace]
    positions: PhraseTable[Position]
    ranks: PhraseTable[str]
    honorifics: PhraseTable[bool]
    stops: PhraseTable[bool]
    generic_bodies: PhraseTable[bool]
    surnames: dict[str, str]
    given: dict[str, int]
    names: dict[str, str]
    not_names: frozenset[str]
    foreign_org_words: frozenset[str]
    common: frozenset[str]
    pairs: dict[str, frozenset[str]]
    contexts: dict[str, Weights]
    priors: Weights
    openers: frozenset[str]


def _checked(value: str, allowed: Collection[str], table: str, key: str) -> str:
    if value not in allowed:
        raise ValueError(
            f"lexicon/data/{table}: {key!r} has {value!r}; allowed are {', '.join(sorted(allowed))}"
        )
    return value


def _phrases(table: str) -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for (phrase,) in read_tsv(table, ("phrase",)))


def _words(table: str, column: str) -> frozenset[str]:
    return frozenset(word for (word,) in read_tsv(table, (column,)))


def _org_heads() -> PhraseTable[str]:
    rows = read_tsv("org_heads.tsv", ("phrase", "cls", "alone"))
    return PhraseTable(
        (phrase, _checked(cls, _ORG_CLASSES, "org_heads.tsv", phrase)) for phrase, cls, _ in rows
    )


def _positions() -> PhraseTable[Position]:
    table = "positions.tsv"
    return PhraseTable(
        (
            phrase,
            Position(
                _checked(kind, _HIERARCHY, table, phrase),
                _checked(bare, _BARE, table, phrase),
                _checked(body, _BODY, table, phrase),
            ),
        )
        for phrase, kind, bare, body in read_tsv(table, ("phrase", "kind", "bare", "body"))
    )


def _ranks() -> PhraseTable[str]:
    rows = read_tsv("ranks.tsv", ("phrase", "kind"))
    return PhraseTable((phrase, _checked(kind, _RANKS, "ranks.tsv", phrase)) for phrase, kind in rows)


def _place_heads() -> PhraseTable[PlaceHead]:
    table = "place_heads.tsv"
    return PhraseTable(
        (
            phrase,
            PlaceHead(_checked(cls, _PLACE_CLASSES, table, phrase), _checked(tail, _TAILS, table, phrase)),
        )
        for phrase, cls, tail in read_tsv(table, ("phrase", "cls", "tail"))
    )


def _places() -> PhraseTable[ListedPlace]:
    """Read the places; of two that fold alike the one that needs fewer capitals counts."""
    rows = [
        (name, ListedPlace(_checked(level, _LEVELS, "places.tsv", name), _capitals(name)))
        for name, level in read_tsv("places.tsv", ("name", "level"))
    ]
    return PhraseTable(sorted(rows, key=lambda row: len(row[1].capitals)))


def _capitals(name: str) -> tuple[int, ...]:
    """Return which tokens of a name have a capital.

    >>> _capitals("Bà Rịa - Vũng Tàu"), _capitals("vịnh Bắc Bộ")
    ((0, 1, 3, 4), (1, 2))
    """
    words = name.replace("-", " - ").split()
    size = len(split_phrase(name))
    return tuple(k for k, word in enumerate(words) if word[0].isupper() and k < size)


def _weights(values: Iterable[str]) -> Weights:
    per, loc, org, misc = map(float, values)
    return per, loc, org, misc


def _priors() -> Weights:
    """Read the priors from the comment line ``# Priors: PER=-0.9 LOC=…`` the mining tool writes."""
    for line in read_text("contexts.tsv").splitlines():
        if line.startswith("# Priors:"):
            return _weights(part.partition("=")[2] for part in line.removeprefix("# Priors:").split())
    raise ValueError("lexicon/data/contexts.tsv: the comment line '# Priors: …' is missing")


@cache
def lexicons() -> Lexicons:
    """Load and check every table; later calls return the same object.

    Returns:
        Lexicons: The tables.

    Raises:
        ValueError: If a table has a wrong header, an unknown value or a repeated key.
    """
    positions, org_heads, place_heads, places = _positions(), _org_heads(), _place_heads(), _places()
    ranks = _ranks()
    openers = positions.firsts | org_heads.firsts | place_heads.firsts | places.firsts | ranks.firsts
    return Lexicons(
        org_heads=org_heads,
        org_fields=_phrases("org_fields.tsv"),
        business=_phrases("business_words.tsv"),
        levels=_phrases("levels.tsv"),
        place_heads=place_heads,
        places=places,
        positions=positions,
        ranks=ranks,
        honorifics=_phrases("honorifics.tsv"),
        stops=_phrases("name_stops.tsv"),
        generic_bodies=_phrases("generic_bodies.tsv"),
        surnames={
            fold(name): _checked(strength, _STRENGTHS, "surnames.tsv", name)
            for name, strength in read_tsv("surnames.tsv", ("surname", "strength"))
        },
        given={fold(name): int(count) for name, count in read_tsv("given_names.tsv", ("syllable", "count"))},
        names={
            name: _checked(kind, KINDS, "names.tsv", name)
            for name, kind, _ in read_tsv("names.tsv", ("name", "kind", "count"))
        },
        not_names=_words("not_names.tsv", "word"),
        foreign_org_words=_words("foreign_org_words.tsv", "word"),
        common=frozenset(map(fold, _words("common_syllables.tsv", "syllable"))),
        pairs={
            fold(first): frozenset(map(fold, seconds.split()))
            for first, seconds in read_tsv("collocations.tsv", ("first", "seconds"))
        },
        contexts={
            feature: _weights(weights) for feature, *weights in read_tsv("contexts.tsv", ("feature", *KINDS))
        },
        priors=_priors(),
        openers=openers | words("former"),
    )
