"""Subjects: the persons, bodies and places of one text, each with all its mentions.

Mentions are joined kind by kind (:mod:`~nsez_extract.relations.persons`,
:mod:`~nsez_extract.relations.bodies`, :mod:`~nsez_extract.relations.places`); the fullest form of each
subject is its canonical name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nsez_extract.entities.mention import Mention
from nsez_extract.relations.bodies import join_bodies
from nsez_extract.relations.join import Joined, Named
from nsez_extract.relations.names import Tokens, key_of, place_name, tokens_of
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
    surfaces = {id(m): " ".join(text[m.start : m.end].split()) for m in flat}
    groups: list[SubjectGroup] = []
    for label, join in _JOINERS.items():
        named = [Named(m, surfaces[id(m)], tokens_of(surfaces[id(m)])) for m in flat if m.label == label]
        if named:
            joined = Joined(named)
            join(text, joined)
            groups += [_group(label, members, joined) for members in joined.groups()]
    groups.sort(key=lambda group: (group.mentions[0].start, -group.mentions[0].end))
    return groups


def _group(label: str, members: Sequence[Named], joined: Joined) -> SubjectGroup:
    """Return the subject of some mentions."""
    fullest = min(members, key=lambda name: (*_fullness(label, name), name.mention.start))
    key = key_of(place_name(fullest.surface).name if label == "LOC" else fullest.tokens)
    reasons = {id(m.mention): why for m in members[1:] if (why := joined.reason(m))}
    return SubjectGroup(label, fullest.surface, key, [m.mention for m in members], reasons)


def _fullness(label: str, name: Named) -> tuple[int, int, int]:
    """Return how full a form is; of two forms the one with the smaller value is the fuller."""
    size = len(name.tokens)
    capitals = sum(len(word) > 1 and word.isupper() for word in name.surface.split())
    if label == "LOC":
        size = len(_whole(name))
    return -size, capitals, -len(name.surface)


def _whole(name: Named) -> Tokens:
    """Return the syllables of a place's name with its level word."""
    return name.tokens
