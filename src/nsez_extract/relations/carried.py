"""Bodies carried over: which body an office is held in when only an earlier sentence says it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.phrases import fold, split_phrase
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.relations.hierarchy import hierarchy_of
from nsez_extract.relations.names import body_name
from nsez_extract.relations.roles import RoleLink

_COMPANY = "company"
_BODIES: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    split_phrase(office): tuple(split_phrase(body) for body in bodies.split("|"))
    for office, bodies in read_tsv("carried_bodies.tsv", ("office", "bodies"))
}
_NOT_HELD_IN = ("rank", "degree")
_MOST_BODIES = 30  # bodies before a title that are looked at
_LONGEST_OFFICE = 4  # syllables


def carried_body(
    text: str, link: RoleLink, earlier: Sequence[RoleLink], bodies: Sequence[Mention], sentence: int
) -> tuple[Mention, str] | None:
    """Return the body of an earlier sentence that a title without body is held in.

    * ``same-person``: the same name held the same position in a body before;
    * ``body-before``: the nearest body before that such an office can be held in (``carried_bodies.tsv``),
      if no other such body stands in the same sentence as it.

    Args:
        text (str): Clean text.
        link (RoleLink): A role without organisation.
        earlier (Sequence[RoleLink]): The roles before it in the text.
        bodies (Sequence[Mention]): ORG mentions of the text in text order, nested ones included.
        sentence (int): First code point of the title's sentence.

    Returns:
        tuple[Mention, str] | None: The body and the rule; None when nothing is clear, for ranks and degrees,
        and for titles that name what they are held in.
    """
    if link.organization is not None or link.title.inner or hierarchy_of(link.title.position) in _NOT_HELD_IN:
        return None
    position = split_phrase(link.title.position)
    person = text[link.person.start : link.person.end].split()[-1]
    for role in reversed(earlier):
        if role.organization is None or role.title.start >= sentence:
            continue
        same = text[role.person.start : role.person.end].split()[-1] == person
        if same and _office(split_phrase(role.title.position)) == _office(position):
            return role.organization, "same-person"
    wanted = _BODIES.get(_office(position), ())
    if not wanted:
        return None
    end = bisect_left(bodies, sentence, key=lambda body: body.start)
    fitting = [body for body in bodies[max(0, end - _MOST_BODIES) : end] if _fits(text, body, wanted)]
    if not fitting:
        return None
    last = fitting[-1]
    rivals = {_name(text, body) for body in fitting if text.find("\n", body.end, last.start) < 0}
    return None if len(rivals) > 1 else (last, "body-before")


def _office(position: tuple[str, ...]) -> tuple[str, ...]:
    """Return the known office that a position ends in, else the position."""
    for size in range(min(_LONGEST_OFFICE, len(position)), 0, -1):
        if position[-size:] in _BODIES:
            return position[-size:]
    return position


def _fits(text: str, body: Mention, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether an office can be held in a body, by the body's first words."""
    name = body_name(" ".join(text[body.start : body.end].split()))
    if any(name.tokens[: len(head)] == head for head in wanted if head != (_COMPANY,)):
        return True
    return (_COMPANY,) in wanted and name.company and bool(name.proper)


def _name(text: str, body: Mention) -> str:
    """Return a body's name for comparison: its last word, folded."""
    return fold(text[body.start : body.end].split()[-1])
