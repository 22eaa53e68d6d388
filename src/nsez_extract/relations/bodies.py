"""Which mentions of organisations are one body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from nsez_extract.entities.lexicons import COMPANY, FIXED, lexicons
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations.companies import is_part, join_branches, join_proper_names
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.homes import join_by_place
from nsez_extract.relations.join import Joined, nearest
from nsez_extract.relations.names import BodyName, Tokens, body_name, initials_of, letters_of

_OPEN, _CLOSE = re.compile(r"\s*\(\s*[\"“']?"), re.compile(r"[\"”']?\s*[),;]")
_SHORT_FOR = compile_pattern(rf"\s*\(?,?\s*(?:{any_of('in_short')})\s*[:“\"'(]*\s*")
_LONGEST_BRAND = 4  # words
_LONGEST_WHOLE = 40  # words of a name that ends with the body it belongs to
_MINISTRIES = frozenset({"bộ", "sở"})


def join_bodies(text: str, joined: Joined) -> None:
    """Join the mentions of organisations.

    * ``same-body``: the same name, common abbreviations written out;
    * ``place``: the same body named with and without its place or level (``UBND tỉnh``): the nearest such
      body on the same line, else before it, else after it; a body of another place in between keeps it apart;
    * ``bracket``, ``in-short``: a short form put in brackets or introduced by ``gọi tắt là``;
    * ``initials``: an abbreviation of a longer name;
    * ``name-proper``: companies, clubs and media with the same name proper (``Formosa``, ``Công ty
      Formosa``), or one whose name proper is part of the other's, if it fits only one;
    * ``well-known``: two names of a body that everybody knows (``known_bodies.tsv``);
    * ``parent``: a part of a body named with and without the body; ``branch``: the same for branches;
    * ``field``: a ministry's or department's field after a plural head (``các bộ Tài chính, Công Thương``).

    Args:
        text (str): Clean text.
        joined (Joined): The mentions; they are joined in place.
    """
    parts = [body_name(name.form) for name in joined.names]
    join_by_place(text, joined, parts)
    _shortened(text, joined, parts)
    _abbreviated(joined, parts)
    joined.join_equal([part.known or None for part in parts], "well-known")
    join_branches(joined, parts)
    join_proper_names(joined, parts)
    _parents(joined, parts)
    _fields(joined, parts)


def _shortened(text: str, joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join short forms in brackets or after ``gọi tắt là``, and their later mentions."""
    names = joined.names
    for before, after in pairwise(range(len(names))):
        start, end = names[before].mention.end, names[after].mention.start
        bracketed = _OPEN.fullmatch(text, start, end) and _CLOSE.match(text, names[after].mention.end)
        if bracketed and (
            _can_shorten(parts[after], parts[before]) or _can_shorten(parts[before], parts[after])
        ):
            joined.join(after, before, "bracket")
        elif _SHORT_FOR.fullmatch(text, start, end):
            joined.join(after, before, "in-short")


def _can_shorten(short: BodyName, long: BodyName) -> bool:
    """Tell whether a bracketed name can be a short form of the name before it, not its parent body."""
    another = bool(short.known) and short.known not in (long.known, long.tokens)
    if short.short:
        return not (another and is_part(long)) and not _is_board(short, long)
    if len(short.tokens) >= len(long.tokens):
        return False
    if set(short.tokens) <= set(long.tokens) or (len(short.tokens) == 1 and not short.headed):
        return True
    return long.company and long.headed and not is_part(long) and _is_brand(short)


def _is_board(short: BodyName, long: BodyName) -> bool:
    """Tell whether letters are a company's whose board the name is: ``HĐQT Công ty X (ABC)``."""
    heads = lexicons().org_heads
    found = heads.match(long.core, 0, len(long.core)) if long.core and not long.company else None
    if found is None or letters_of(short.short) in initials_of(long.tokens, whole=True):
        return False
    inner = [heads.match(long.core, at, len(long.core)) for at in range(found[0], len(long.core))]
    return any(match is not None and match[1] == COMPANY for match in inner)


def _is_brand(short: BodyName) -> bool:
    """Tell whether a name is a brand: a few words without head noun, or one that the table lists whole."""
    found = lexicons().org_heads.match(short.tokens, 0, len(short.tokens)) if short.headed else None
    whole = found == (len(short.tokens), FIXED)
    return len(short.tokens) <= _LONGEST_BRAND and (whole or not short.headed)


def _abbreviated(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join abbreviations to the longer name whose initials they are."""
    shorts = [at for at, part in enumerate(parts) if part.short and joined.root(at) == at]
    if not shorts:
        return
    longs: dict[Tokens, list[int]] = {}
    by_initials: defaultdict[str, list[list[int]]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.short:
            continue
        same = longs.setdefault(part.tokens, [])
        if not same:
            for letters in initials_of(part.core) | initials_of(part.tokens):
                by_initials[letters].append(same)
        same.append(at)
    for at in shorts:
        joined.join_nearest(at, by_initials.get(letters_of(parts[at].short), ()), "initials")


def _parents(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join a part of a body named with and without the body (``Phòng CSGT``, ``Phòng CSGT Công an tỉnh``)."""
    heads = lexicons().org_heads
    wholes: dict[Tokens, list[int]] = {}
    by_part: defaultdict[Tokens, list[list[int]]] = defaultdict(list)
    for at, part in enumerate(parts):
        core = part.core
        if not 2 < len(core) <= _LONGEST_WHOLE or is_part(part):
            continue
        same = wholes.setdefault(core, [])
        if not same:
            for cut in range(1, len(core)):
                if heads.match(core, cut, len(core)) is not None:
                    by_part[core[:cut]].append(same)
        same.append(at)
    for at, part in enumerate(parts):
        if joined.root(at) == at and not part.place and (part.short or not part.company):
            joined.join_nearest(at, by_part.get(part.core, ()), "parent")


def _fields(joined: Joined, parts: Sequence[BodyName]) -> None:
    """Join a field of work without head noun to the ministry or department of that field."""
    by_field: defaultdict[Tokens, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.core and part.core[0] in _MINISTRIES:
            by_field[part.core[1:]].append(at)
    for at, part in enumerate(parts):
        if not part.headed and part.core in by_field:
            whole = nearest(by_field[part.core], at)
            if whole is not None:
                joined.join(at, whole, "field")
