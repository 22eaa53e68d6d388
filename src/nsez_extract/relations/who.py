"""Who is who in one text: subjects, how offices are held, bodies carried over, official places."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nsez_extract.entities.mention import Mention
from nsez_extract.quantities import QuantityMatch
from nsez_extract.relations.carried import carried_body
from nsez_extract.relations.gazetteer import PlaceLink, link_places
from nsez_extract.relations.roles import RoleLink
from nsez_extract.relations.subjects import SubjectGroup, group_subjects
from nsez_extract.relations.tenure import Tenure, tenure_of

_ADDRESS_GAP = re.compile(r"\s*(?:,|\(|-|–)\s*|\s")
_MOST_ROLES = 40  # roles before one that are looked at
_LONGEST_ADDRESS = 4  # places that may follow one in an address


@dataclass(frozen=True, slots=True)
class Holding:
    """What the text says of a role beyond its three parts.

    Attributes:
        tenure (Tenure): How and how long the title is held.
        inferred (Mention | None): The body of an earlier sentence that it is held in; None where its own
            sentence names one, or nothing is clear.
        inferred_rule (str): The rule behind it; empty without one.
    """

    tenure: Tenure
    inferred: Mention | None
    inferred_rule: str


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """Subjects of a text and what is known of its roles.

    Attributes:
        subjects (list[SubjectGroup]): Persons, bodies and places in order of first mention.
        holdings (list[Holding]): One for each role.
        places (list[PlaceLink | None]): One for each subject: the official unit of a place, else None.
    """

    subjects: list[SubjectGroup]
    holdings: list[Holding]
    places: list[PlaceLink | None]


def who_is_who(
    text: str,
    mentions: Sequence[Mention],
    links: Sequence[RoleLink],
    quantities: Sequence[QuantityMatch],
    sentences: Sequence[tuple[int, int]],
    published: datetime.date | None,
) -> WhoIsWho:
    """Find out who is who.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order; nested ones inside ``inner``.
        links (Sequence[RoleLink]): Roles in text order of their titles.
        quantities (Sequence[QuantityMatch]): Quantities in text order.
        sentences (Sequence[tuple[int, int]]): Sentence spans in text order.
        published (datetime.date | None): The article's own date, which decides between the lists of places.

    Returns:
        WhoIsWho: Subjects, holdings and places.
    """
    subjects = group_subjects(text, mentions)
    subject_of = {id(m): k for k, subject in enumerate(subjects) for m in subject.mentions}
    holdings = _holdings(text, mentions, links, quantities, sentences, subject_of, published)
    return WhoIsWho(subjects, holdings, _places(text, subjects, published))


def _holdings(
    text: str,
    mentions: Sequence[Mention],
    links: Sequence[RoleLink],
    quantities: Sequence[QuantityMatch],
    sentences: Sequence[tuple[int, int]],
    subject_of: Mapping[int, int],
    published: datetime.date | None,
) -> list[Holding]:
    """Return the tenure and carried-over body of every role."""
    if not links:
        return []
    dates = [quantity for quantity in quantities if quantity.kind == "DATE"]
    bodies = [m for outer in mentions for m in (outer, *outer.inner) if m.label == "ORG"]
    bodies.sort(key=lambda m: (m.start, -m.end))
    starts = [start for start, _ in sentences]
    out: list[Holding] = []
    for at, link in enumerate(links):
        sentence = starts[max(bisect_right(starts, link.title.start) - 1, 0)] if starts else 0
        before = links[max(0, at - _MOST_ROLES) : at]
        others = [x for x in before if x.person is not link.person and x.title is not link.title]
        clause = max([sentence, *(x.title.end for x in others[-1:])])
        carried = carried_body(text, links, at, bodies, sentence, subject_of)
        body, rule = carried if carried is not None else (None, "")
        same_sentence = bool(out) and links[at - 1].title.start >= sentence
        earlier = (links[at - 1], out[-1].tenure) if same_sentence else None
        out.append(Holding(tenure_of(text, link, clause, dates, earlier, published), body, rule))
    return out


def _places(
    text: str, subjects: Sequence[SubjectGroup], published: datetime.date | None
) -> list[PlaceLink | None]:
    """Link the places among the subjects to the official list."""
    places = [subject for subject in subjects if subject.label == "LOC"]
    if not places:
        return [None] * len(subjects)
    forms = {id(m): subject.canonical for subject in places for m in subject.mentions}
    flat = sorted((m for subject in places for m in subject.mentions), key=lambda m: m.start)
    after = {id(m): k for k, m in enumerate(flat)}
    chains: list[list[str]] = []
    for subject in places:
        chain: list[str] = []
        own = {id(m) for m in subject.mentions}
        for mention in subject.mentions:
            k = after[id(mention)]
            last = mention
            for following in flat[k + 1 : k + 1 + _LONGEST_ADDRESS]:
                if not _ADDRESS_GAP.fullmatch(text, last.end, following.start):
                    break
                if forms[id(following)] not in chain and id(following) not in own:
                    chain.append(forms[id(following)])
                last = following
            if chain:
                break
        chains.append(chain)
    linked = iter(link_places([subject.canonical for subject in places], chains, published))
    return [next(linked) if subject.label == "LOC" else None for subject in subjects]
