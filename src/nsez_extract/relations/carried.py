"""Bodies carried over: which body an office is held in when only an earlier sentence says it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import fold, split_phrase
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.relations.gaps import compile_pattern
from nsez_extract.relations.hierarchy import hierarchy_of, level_of
from nsez_extract.relations.names import body_name, tokens_of
from nsez_extract.relations.roles import RoleLink

_COMPANY = "company"
_ROWS = read_tsv("carried_bodies.tsv", ("office", "bodies", "reach"))
_BODIES: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    split_phrase(office): tuple(split_phrase(body) for body in bodies.split("|"))
    for office, bodies, _ in _ROWS
}
_REACHES = ("text", "line", "field", "own")


def _reach() -> dict[tuple[str, ...], str]:
    for office, _, reach in _ROWS:
        if reach not in _REACHES:
            known = ", ".join(_REACHES)
            raise ValueError(
                f"lexicon/data/carried_bodies.tsv: {office!r} has {reach!r}; allowed are {known}"
            )
    return {split_phrase(office): reach for office, _, reach in _ROWS}


_REACH = _reach()
_SAID_BY = compile_pattern(
    r"(?<!\w)(?:(?:theo|nguồn|dẫn|ảnh)\s*:?"
    r"|(?:chia sẻ|trao đổi|nói|trả lời|phỏng vấn|thông tin|phóng viên|PV|báo)"
    r"(?: (?:nhanh|phỏng vấn|phóng viên|PV|báo|với|cho)){0,3})\s+\Z"
)
_FORMER = words("former")
_OF_THE_STATE = words("offices_of_the_state")
_NOT_HELD_IN = ("rank", "degree")
_MOST_BODIES = 30  # bodies before a title that are looked at
_MOST_ROLES = 40  # roles before one that are looked at
_BESIDE = 3  # roles on either side of one among which the same person's are looked for
_NEAR = 500  # characters within which a body is close by
_LONGEST_CUE = 40  # characters before a body in which words that name it as a source are looked for
_LONGEST_OFFICE = 4  # syllables


def carried_body(
    text: str,
    links: Sequence[RoleLink],
    at: int,
    bodies: Sequence[Mention],
    sentence: int,
    subjects: Mapping[int, int],
) -> tuple[Mention, str] | None:
    """Return the body of an earlier sentence that a title without body is held in.

    * ``same-person``: the same person held the same position in a body before;
    * ``field``: the ministry or department whose field the title names (``Bộ trưởng GTVT``);
    * ``body-before``: the body before that such an office can be held in (``carried_bodies.tsv``), of the
      level of the person's other offices in the sentence where they have one; only if no other such body
      stands on the line, or before it at all, or close by, and nobody else holds that office in it.

    Args:
        text (str): Clean text.
        links (Sequence[RoleLink]): Roles in text order of their titles.
        at (int): Place of the role, which has no organisation, among them.
        bodies (Sequence[Mention]): ORG mentions of the text in text order, nested ones included.
        sentence (int): First code point of the title's sentence.
        subjects (Mapping[int, int]): ``id()`` of a PER or ORG mention to its subject.

    Returns:
        tuple[Mention, str] | None: The body and the rule; None when nothing is clear, for ranks, degrees,
        offices of the state, and for titles that name what they are held in.
    """
    link = links[at]
    if link.organization is not None or link.title.inner or hierarchy_of(link.title.position) in _NOT_HELD_IN:
        return None
    position = split_phrase(link.title.position)
    if " ".join(position) in _OF_THE_STATE:
        return None
    person = subjects.get(id(link.person))
    for role in reversed(links[max(0, at - _MOST_ROLES) : at]):
        if role.organization is None or role.title.start >= sentence:
            continue
        same = subjects.get(id(role.person)) == person
        if same and _same_office(split_phrase(role.title.position), position):
            return role.organization, "same-person"
    end = bisect_left(bodies, sentence, key=lambda body: body.start)
    before = bodies[max(0, end - _MOST_BODIES) : end]
    field = _of_field(text, position, before)
    if field is not None:
        return field, "field"
    office = _office(position)
    reach = _REACH.get(office)
    if reach is None or reach == "field":
        return None
    taken = {
        subjects.get(id(role.organization))
        for role in links[max(0, at - _MOST_ROLES) : at]
        if role.organization is not None
        and subjects.get(id(role.person)) != person
        and not _several(role.title)
        and _office(split_phrase(role.title.position)) == office
    }
    free = [body for body in before if subjects.get(id(body)) not in taken]
    fitting = [body for body in free if _fits(text, body, _BODIES[office])]
    level = None if reach == "own" else _level_beside(text, links, at)
    if level is not None:
        fitting = [body for body in fitting if level_of(_surface(text, body)) == level]
    on_line = [body for body in fitting if text.find("\n", body.end, sentence) < 0]
    near = [body for body in fitting if sentence - body.end <= _NEAR]
    for chosen in (on_line,) if reach == "line" else (on_line, fitting, near):
        if len({subjects.get(id(body)) for body in chosen}) == 1:
            return chosen[-1], "body-before"
    return None


def _of_field(text: str, position: tuple[str, ...], bodies: Sequence[Mention]) -> Mention | None:
    """Return the last body that is named by a head noun and the field a position ends in."""
    words_of = tokens_of(" ".join(position).upper())
    for size in range(min(_LONGEST_OFFICE, len(position) - 1), 0, -1):
        heads = _BODIES.get(position[:size])
        if heads is None:
            continue
        field = words_of[size:]
        for body in reversed(bodies):
            tokens = body_name(_surface(text, body)).tokens
            if any(tokens == head + field for head in heads):
                return body
    return None


def _level_beside(text: str, links: Sequence[RoleLink], at: int) -> str | None:
    """Return the level of the bodies that the same person's titles beside this one are held in."""
    for other in links[max(0, at - _BESIDE) : at + _BESIDE + 1]:
        if other.person is links[at].person and other.organization is not None:
            level = level_of(_surface(text, other.organization))
            if level is not None:
                return level
    return None


def _surface(text: str, body: Mention) -> str:
    """Return a body's name, blanks folded."""
    return " ".join(text[body.start : body.end].split())


def _same_office(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two positions are one, or one only says more (``Phó Chủ tịch Thường trực``)."""
    size = min(len(one), len(other))
    return one[:size] == other[:size] or _office(one) == _office(other)


def _several(title: Mention) -> bool:
    """Tell whether a body can have more such offices than one: a deputy's, or one that is over."""
    return fold(title.position.split(" ", 1)[0]) in _FORMER or hierarchy_of(title.position) == "deputy"


def _office(position: tuple[str, ...]) -> tuple[str, ...]:
    """Return the known office that a position ends in, else the position."""
    for size in range(min(_LONGEST_OFFICE, len(position)), 0, -1):
        if position[-size:] in _BODIES:
            return position[-size:]
    return position


def _fits(text: str, body: Mention, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether an office can be held in a body, by the body's first words."""
    if _SAID_BY.search(text, max(0, body.start - _LONGEST_CUE), body.start):
        return False
    name = body_name(_surface(text, body))
    if any(name.tokens[: len(head)] == head for head in wanted if head != (_COMPANY,)):
        return True
    return (_COMPANY,) in wanted and name.company and bool(name.proper)
