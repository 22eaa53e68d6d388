"""Normal forms of names: what a name says, whichever way it is written.

Abbreviations of common use are written out (``known_abbreviations.tsv``), case and the place of tone marks
are evened out, joining words are left out; a body's name is parted into what it is, its level and its place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nsez_extract.entities.lexicons import COMPANY, lexicons
from nsez_extract.lexicon.phrases import fold, split_phrase
from nsez_extract.lexicon.tables import read_tsv

Tokens = tuple[str, ...]
"""Folded syllables."""

_ABBREVIATIONS: dict[str, Tokens] = {
    form: split_phrase(words) for form, words in read_tsv("known_abbreviations.tsv", ("form", "words"))
}
_ALIASES: dict[Tokens, Tokens] = {
    split_phrase(name): split_phrase(known)
    for name, known in read_tsv("place_aliases.tsv", ("name", "known_as"))
}
_KNOWN_ROWS = read_tsv("known_bodies.tsv", ("name", "known_as"))
_WORD = re.compile(r"[^\W\d_]+(?:[&-][^\W\d_]+)*|\d+")
_SPACED = re.compile(r"(?<=[A-ZĐ]) ?([&-]) ?(?=[A-ZĐ])")  # TN - MT
_PART = re.compile(r"[&-]")
_JOINING = frozenset({"và", "của", "thuộc"})
_LEVELS: dict[Tokens, str] = {
    ("thành", "phố"): "thành phố",
    ("thị", "xã"): "thị xã",
    ("thị", "trấn"): "thị trấn",
    ("huyện", "đảo"): "huyện",
    ("thủ", "đô"): "thành phố",
    **{(word,): word for word in ("tỉnh", "huyện", "quận", "xã", "phường", "bang")},
}
_AFTER_LEVEL_IN_WORD = frozenset({"ủy", "đoàn", "đội", "bộ"})  # tỉnh ủy, xã đội: no level words
_UNION: Tokens = ("đoàn",)  # of youth: Tỉnh đoàn, Thành đoàn
_COMMITTEES = frozenset({"tỉnh", "thành", "huyện", "quận", "thị"})
_LEVEL_OF_HEAD = {
    "sở": "tỉnh",
    "tỉnh": "tỉnh",
    "huyện": "huyện",
    "quận": "quận",
    "thị": "thị xã",
    "thành": "thành phố",
}
_LONGEST_SHORT = 14  # letters of an abbreviation
_BEFORE_PLACE = frozenset({"nước", "vùng", "xứ"})  # classifiers that change nothing
_BEFORE_BODY = frozenset({"sàn", "kênh", "báo", "tờ", "trường", "nhóm"})
COUNTRY: Tokens = ("việt", "nam")
"""tuple[str, ...]: the home country."""

CENTRAL_CITIES: frozenset[Tokens] = frozenset(
    split_phrase(name) for name in ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
)
"""frozenset[tuple[str, ...]]: names of the cities that are provinces."""


def tokens_of(surface: str) -> Tokens:
    """Return the folded syllables of a name, known abbreviations written out, joining words left out.

    Args:
        surface (str): A name as written.

    Returns:
        tuple[str, ...]: Its syllables.

    >>> tokens_of("UBND TP.HCM"), tokens_of("Sở Y tế")
    (('ủy', 'ban', 'nhân', 'dân', 'thành', 'phố', 'hồ', 'chí', 'minh'), ('sở', 'y', 'tế'))
    """
    found: list[str] = []
    for word in _WORD.findall(_SPACED.sub(r"\1", surface)):
        known = _ABBREVIATIONS.get(word)
        if known is not None:
            found += known
        elif "&" in word or "-" in word:
            for part in _PART.split(word):
                found += _ABBREVIATIONS.get(part) or (fold(part),)
        else:
            found.append(fold(word))
    return tuple(token for token in found if token not in _JOINING)


_KNOWN: dict[Tokens, Tokens] = {tokens_of(name): tokens_of(known) for name, known in _KNOWN_ROWS}
_KNOWN_LONG = frozenset(_KNOWN.values())


def key_of(tokens: Tokens) -> str:
    """Return a key without accents and case, for joining the same name over many documents.

    Args:
        tokens (tuple[str, ...]): Folded syllables.

    Returns:
        str: Letters ``a`` to ``z``, digits and blanks.

    >>> key_of(tokens_of("Đỗ Xuân Phong"))
    'do xuan phong'
    """
    text = unicodedata.normalize("NFD", " ".join(tokens)).replace("đ", "d")
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of an organisation in parts.

    Attributes:
        tokens (tuple[str, ...]): The whole name.
        core (tuple[str, ...]): What it is, without level and place.
        level (str): Level word, or the level its head noun implies; empty when it has none.
        place (tuple[str, ...]): Its place; empty when it has none.
        proper (tuple[str, ...]): The name proper of a company, club or the like: the core without head noun
            and words of business, and the place it is named by; empty when nothing is left.
        known (tuple[str, ...]): The long name of a well-known body, else empty.
        company (bool): Whether its head noun is that of a company, club or medium, or it has no head noun.
        headed (bool): Whether it begins with a head noun.
        short (str): The letters when it is nothing but an unknown abbreviation in capitals, else empty.
    """

    tokens: Tokens
    core: Tokens
    level: str
    place: Tokens
    proper: Tokens
    known: Tokens
    company: bool
    headed: bool
    short: str


@lru_cache(maxsize=50_000)
def body_name(surface: str) -> BodyName:
    """Return the name of an organisation in parts.

    Args:
        surface (str): A name as written, blanks folded.

    Returns:
        BodyName: Its parts.

    >>> name = body_name("Sở Công Thương tỉnh Nghệ An")
    >>> name.core, name.level, name.place
    (('sở', 'công', 'thương'), 'tỉnh', ('nghệ', 'an'))
    >>> body_name("Công ty CP Mía đường Sông Lam").proper, body_name("VAMC").short
    (('sông', 'lam'), 'vamc')
    """
    tokens = tokens_of(surface)
    heads = lexicons().org_heads
    core, level, place = _parted(tokens)
    if level and len(core) > 2 and core[-2:] == COUNTRY:
        core = core[:-2]  # Ủy ban MTTQ Việt Nam tỉnh
    head = heads.match(core, 0, len(core)) if core else None
    company = (head is None and core != _UNION) or (head is not None and head[1] == COMPANY)
    if company and head is not None and head[0] == len(core) and not level:
        core, place = tokens, ()  # CLB Nam Định: the place is its name
    if len(core) > 2 and core[0] in _BEFORE_BODY:
        core = core[1:]
    known = _KNOWN.get(tokens) or (tokens if tokens in _KNOWN_LONG else ())
    short = surface.lower() if _is_short(surface) else ""
    return BodyName(tokens, core, level, place, _proper(core), known, company, head is not None, short)


def _is_short(surface: str) -> bool:
    """Tell whether a name is one abbreviation in capitals that the table does not know."""
    return (
        " " not in surface
        and surface.isupper()
        and 1 < len(surface) <= _LONGEST_SHORT
        and surface not in _ABBREVIATIONS
    )


def _parted(tokens: Tokens) -> tuple[Tokens, str, Tokens]:
    """Return what a body is, its level and its place."""
    for at in range(1, len(tokens)):
        for size in (2, 1):
            level = _LEVELS.get(tokens[at : at + size])
            after = tokens[at + size : at + size + 1]
            if level and not (after and after[0] in _AFTER_LEVEL_IN_WORD and size == 1):
                return tokens[:at], level, tokens[at + size :]
    implied = _LEVEL_OF_HEAD.get(tokens[0], "") if tokens else ""
    for at in range(len(tokens) - 1):
        if tokens[at] in _COMMITTEES and tokens[at + 1] == "ủy":
            return tokens[: at + 2], _LEVEL_OF_HEAD[tokens[at]], tokens[at + 2 :]
        if at == 0 and tokens[at] in _COMMITTEES and tokens[at + 1] == "đoàn":
            return _UNION, _LEVEL_OF_HEAD[tokens[at]], tokens[at + 2 :]
    if implied and tokens[0] != "sở":
        implied = ""
    places = lexicons().places
    for at in range(max(1, len(tokens) - 5), len(tokens)):
        found = places.match(tokens, at, len(tokens))
        if found is not None and found[0] == len(tokens):
            return tokens[:at], implied, tokens[at:]
    return tokens, implied, ()


def _proper(core: Tokens) -> Tokens:
    """Return a company's name without head nouns and words of business."""
    lex, at = lexicons(), 0
    while at < len(core):
        found = lex.org_heads.match(core, at, len(core)) or lex.business.match(core, at, len(core))
        if found is None or found[0] == len(core):
            written = _written_out(core, at)
            if not written:
                break
            at = written
        else:
            at = found[0]
    return core[at:]


def _written_out(core: Tokens, at: int) -> int:
    """Return where a legal form that was written out ends (``trách nhiệm hữu hạn``), or 0."""
    for form in (("trách", "nhiệm", "hữu", "hạn"), ("một", "thành", "viên"), ("thương", "mại", "cổ", "phần")):
        if core[at : at + len(form)] == form and at + len(form) < len(core):
            return at + len(form)
    return 0


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place in parts.

    Attributes:
        tokens (tuple[str, ...]): The whole name, as written.
        level (str): Level word, or empty.
        name (tuple[str, ...]): The name without level word, by the name it is best known by.
        short (str): The letters when it is nothing but an unknown abbreviation in capitals, else empty.
    """

    tokens: Tokens
    level: str
    name: Tokens
    short: str


@lru_cache(maxsize=50_000)
def place_name(surface: str) -> PlaceName:
    """Return the name of a place in parts.

    Args:
        surface (str): A name as written, blanks folded.

    Returns:
        PlaceName: Its parts.

    >>> place_name("TP.HCM").name == place_name("Sài Gòn").name, place_name("huyện Tĩnh Gia").level
    (True, 'huyện')
    """
    tokens = tokens_of(surface)
    level, name = "", tokens
    for size in (2, 1):
        found = _LEVELS.get(tokens[:size])
        if found and len(tokens) > size:
            level, name = found, tokens[size:]
            break
    if not level and len(name) > 1 and name[0] in _BEFORE_PLACE:
        name = name[1:]
    known = _ALIASES.get(name) or _ALIASES.get(split_phrase(surface)) or name
    return PlaceName(tokens, level, known, surface.lower() if _is_short(surface) else "")


def letters_of(short: str) -> str:
    """Return the letters of an abbreviation, without the signs between them.

    Args:
        short (str): An abbreviation in lower case.

    Returns:
        str: Its letters.

    >>> letters_of("q.l.k")
    'qlk'
    """
    return "".join(letter for letter in short if letter.isalpha())


def initials_of(tokens: Tokens, *, whole: bool = False) -> set[str]:
    """Return the abbreviations that the initials of a name make: of its beginning, its end, all of it.

    Args:
        tokens (tuple[str, ...]): Folded syllables of the name.
        whole (bool): Whether only the initials of the whole name count.

    Returns:
        set[str]: Two letters or more each, no more than an abbreviation has.

    >>> sorted(initials_of(("khu", "kinh", "tế"))), initials_of(("khu", "kinh", "tế"), whole=True)
    (['kk', 'kkt', 'kt'], {'kkt'})
    """
    firsts = "".join(token[0] for token in tokens if token[0].isalpha())
    longest = min(len(firsts), _LONGEST_SHORT)
    if whole:
        return {firsts} if 1 < len(firsts) == longest else set()
    return {part for size in range(2, longest + 1) for part in (firsts[:size], firsts[-size:])}
