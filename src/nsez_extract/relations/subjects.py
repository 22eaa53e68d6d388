"""Subjects: the persons, bodies and places of one text, each with all its mentions.

Mentions are joined kind by kind (:mod:`~nsez_extract.relations.persons`,
:mod:`~nsez_extract.relations.bodies`, :mod:`~nsez_extract.relations.places`); the fullest form of each
subject is its canonical name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from nsez_extract.entities.mention import Mention
from nsez_extract.relations.bodies import join_bodies
from nsez_extract.relations.expansions import find_expansions
from nsez_extract.relations.join import Joined, Named
from nsez_extract.relations.names import key_of, place_name, tokens_of
from nsez_extract.relations.persons import join_persons
from nsez_extract.relations.places import join_places

_JOINERS = {"PER": join_persons, "ORG": join_bodies, "LOC": join_places}


@dataclass(slots=True)
class SubjectGroup:
    """One person, body or place of a text.

    Attributes:
        label (str): ``PER``, ``ORG`` or ``LOC``.
        canonical (str): Its fullest form in the text, blanks folded.
        key (str): The canonical name without accents and case, common abbreviations written out; places by
            the name they are best known by.
        mentions (list[Mention]): Its mentions in text order.
        reasons (dict[int, str]): ``id()`` of a mention to the rule and words that joined it; the first has
            none.
    """

    label: str
    canonical: str
    key: str
    mentions: list[Mention]
    reasons: dict[int, str] = field(default_factory=dict)


def group_subjects(text: str, mentions: Sequence[Mention]) -> list[SubjectGroup]:
    """Return the subjects of a text.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order; nested ones inside ``inner``.

    Returns:
        list[SubjectGroup]: In order of their first mentions. Every PER, ORG and LOC belongs to exactly one.
    """
    flat = sorted(
        (m for outer in mentions for m in (outer, *outer.inner) if m.label != "TITLE"),
        key=lambda m: (m.start, -m.end),
    )
    expand = _expander(find_expansions(text))
    groups: list[SubjectGroup] = []
    for label, join in _JOINERS.items():
        named = [_named(text, m, expand) for m in flat if m.label == label]
        if named:
            joined = Joined(named)
            join(text, joined)
            groups += [_group(label, members, joined) for members in joined.groups()]
    groups.sort(key=lambda group: (group.mentions[0].start, -group.mentions[0].end))
    return groups


def _expander(expansions: Mapping[str, str]) -> Callable[[str], str]:
    """Return what writes out the abbreviations that a text explains."""
    if not expansions:
        return lambda surface: surface
    longest_first = sorted(expansions, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w&])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w&])")
    return lambda surface: pattern.sub(lambda match: expansions[match[0]], surface)


def _named(text: str, mention: Mention, expand: Callable[[str], str]) -> Named:
    """Return a mention with its name."""
    surface = " ".join(text[mention.start : mention.end].split())
    form = expand(surface)
    return Named(mention, surface, form, tokens_of(form))


def _group(label: str, members: Sequence[Named], joined: Joined) -> SubjectGroup:
    """Return the subject of some mentions."""
    fullest = min(members, key=lambda name: (*_fullness(name), name.mention.start))
    key = key_of(place_name(fullest.form).name if label == "LOC" else fullest.tokens)
    reasons = {id(m.mention): why for m in members[1:] if (why := joined.reason(m))}
    explained = " " not in fullest.surface and fullest.form != fullest.surface  # nothing but the abbreviation
    canonical = fullest.form if explained else fullest.surface
    return SubjectGroup(label, canonical, key, [m.mention for m in members], reasons)


def _fullness(name: Named) -> tuple[int, int, int]:
    """Return how full a form is; of two forms the one with the smaller value is the fuller."""
    capitals = sum(len(word) > 1 and word.isupper() for word in name.surface.split())
    return -len(name.tokens), capitals, -len(name.surface)
