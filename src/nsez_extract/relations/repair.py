"""Repairs of settled mentions that take more of the text than one stretch of it.

Each repair is a named function on the mentions of one text, in :data:`REPAIRS` in the order they run; a name
is put before the rule of every mention it made or changed, so that ``explain`` shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

import regex

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.relations import gaps, kinds
from nsez_extract.relations.bounds import brands_in_brackets, police_of_level, whole_bodies
from nsez_extract.relations.changes import changed
from nsez_extract.relations.glued import join_initials, join_torn, part_glued, part_shifted
from nsez_extract.relations.memory import remembered
from nsez_extract.relations.proposed import proposed_titles
from nsez_extract.relations.stray import drop_stray
from nsez_extract.relations.title_repairs import (
    UNITS,
    bodies_inside_titles,
    bodies_of_titles,
    companies_after_titles,
    formers,
)
from nsez_extract.relations.whole_places import whole_places

Repair = Callable[[str, list[Mention], Sequence[Mention]], list[Mention]]
"""A function of the clean text, its mentions in text order and the rules' proposals to new mentions."""


def _alone(step: Callable[[str, list[Mention]], list[Mention]]) -> Repair:
    """Return a repair that does not look at what the rules propose."""
    return lambda text, mentions, proposed: step(text, mentions)


_OPEN = re.compile(r" ?\(")
_ABSTRACT = gaps.compile_pattern(rf"(?<!\w)(?:{any_of('before_ho_chi_minh')})[^.;:\n]{{0,30}}\Z")
_TORN_OFF = "|".join({word.split(" ")[-1] for word in words("before_ho_chi_minh") if " " in word})
_NOT_THE_CITY = gaps.compile_pattern(rf"(?:(?:{_TORN_OFF}) )?(hồ chí minh)")
_HEADED = gaps.compile_pattern(rf"(?<!\w)(?:(?:{any_of('heads_of_bodies')}) ){{1,2}}\Z")
_HEADED_INSIDE = gaps.compile_pattern(rf"(?<!\w)(?:{any_of('heads_inside_titles')}) \Z")
_LONGEST_HEAD = 40
_BOARD = gaps.compile_pattern(r"(?:ban quản lý|bql)\s.{0,90}(?:khu kinh tế|kkt|khu công nghệ)")
_MORE_ZONES = regex.compile(
    r" và (?i:các (?:khu công nghiệp|kcn))(?: tỉnh(?: \p{Lu}\p{L}*(?:[ -]\p{Lu}\p{L}*){0,3})?)?"
)


def repair(
    text: str,
    mentions: Sequence[Mention],
    proposed: Sequence[Mention] = (),
    without: Collection[str] = (),
) -> list[Mention]:
    """Return the mentions after all repairs.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order; they are not changed.
        proposed (Sequence[Mention]): What the rules propose, settled or not.
        without (Collection[str]): Names of repairs to leave out, for an ablation.

    Returns:
        list[Mention]: In text order, without overlaps.
    """
    current = list(mentions)
    for name, step in REPAIRS.items():
        if name not in without:
            current = step(text, current, proposed)
    return current


def cut_brackets(text: str, mentions: list[Mention]) -> list[Mention]:
    """Cut a name before a bracket that it opens and does not close; what is inside is a name of its own.

    ``[Ban quản lý Khu kinh tế (KKT]) tỉnh`` becomes ``[Ban quản lý Khu kinh tế] ([KKT]) tỉnh``.
    """
    out: list[Mention] = []
    for mention in mentions:
        surface = text[mention.start : mention.end]
        bracket = _OPEN.search(surface) if "(" in surface and ")" not in surface else None
        if bracket is None or bracket.start() == 0:
            out.append(mention)
            continue
        if mention.label == "TITLE":
            out.append(_cut_title(mention, mention.start + bracket.start()))
            continue
        out.append(changed(mention, "bracket", end=mention.start + bracket.start()))
        if mention.start + bracket.end() < mention.end and text.startswith(")", mention.end):
            out.append(changed(mention, "bracket", start=mention.start + bracket.end()))
    return out


def _cut_title(title: Mention, end: int) -> Mention:
    """Return a title and the last body in it cut before a bracket that the body opens and does not close."""
    body = title.inner[-1] if title.inner else None
    if body is None or not body.start < end < body.end or body.end != title.end:
        return title
    inner = [*title.inner[:-1], changed(body, "bracket", end=end)]
    return changed(title, "bracket", end=end, inner=inner)


def persons_of_teaching(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read ``Hồ Chí Minh`` as the person where his thought, example or the like is spoken of."""
    out: list[Mention] = []
    for mention in mentions:
        name = _NOT_THE_CITY.fullmatch(text, mention.start, mention.end) if mention.label == "LOC" else None
        if name is not None and _ABSTRACT.search(text, max(0, name.start(1) - 60), name.start(1)):
            mention = changed(mention, "teaching", label="PER", start=name.start(1))
        out.append(mention)
    return out


def head_of_body(text: str, mentions: list[Mention]) -> list[Mention]:
    """Extend a body's name to the left over the head noun that makes it a body within that body.

    ``Đảng bộ [Ban quản lý Khu kinh tế]``: the head nouns of ``heads_of_bodies`` never stand outside a name
    that follows them directly. Inside a title only those of ``heads_inside_titles``, whose body is their own
    (``Bí thư Đoàn [Công ty Sao Mai]``).
    """
    out: list[Mention] = []
    last = 0
    for mention in mentions:
        if mention.label == "TITLE" and mention.inner and mention.inner[0].label == "ORG":
            mention = _head_inside(text, mention)
        before = max(last, mention.start - _LONGEST_HEAD)
        head = _HEADED.search(text, before, mention.start) if mention.label == "ORG" else None
        if head is not None:
            mention = changed(mention, "head-of-body", start=head.start())
        out.append(mention)
        last = mention.end
    return out


def _head_inside(text: str, title: Mention) -> Mention:
    """Return a title with the first body in it extended over the head noun before it."""
    body = title.inner[0]
    head = _HEADED_INSIDE.search(text, title.start, body.start)
    if head is None or head.start() == title.start:
        return title
    position = text[title.start : head.start()].rstrip()
    inner = [changed(body, "head-of-body", start=head.start()), *title.inner[1:]]
    return changed(title, "head-of-body", inner=inner, position=position)


def zones_of_boards(text: str, mentions: list[Mention]) -> list[Mention]:
    """Extend a board's name over the zones it manages (``Ban Quản lý KKT Nghi Sơn`` ``và các KCN tỉnh``)."""
    out: list[Mention] = []
    for mention, following in pairwise([*mentions, None]):
        if mention is None or (out and mention.start < out[-1].end):
            continue  # inside the name of the board before it
        body = mention.inner[-1] if mention.label == "TITLE" and mention.inner else mention
        more = None
        if body.label == "ORG" and body.end == mention.end and _BOARD.search(text, body.start, body.end):
            stop = following.start - 1 if following is not None and following.label == "PER" else len(text)
            more = _MORE_ZONES.match(text, body.end, stop)
        if more is None:
            out.append(mention)
        elif body is mention:
            out.append(changed(mention, "zones-of-board", end=more.end()))
        else:
            inner = [*mention.inner[:-1], changed(body, "zones-of-board", end=more.end())]
            out.append(changed(mention, "zones-of-board", end=more.end(), inner=inner))
    return out


def units_with_parents(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a unit and the body it belongs to, side by side (``phòng Khách hàng`` ``BIDV``)."""
    out: list[Mention] = []
    for mention in mentions:
        if len(mention.inner) > 1:
            inner = _side_by_side(text, mention.inner)
            if len(inner) < len(mention.inner):
                mention = changed(mention, "unit-with-parent", inner=inner)
        out.append(mention)
    return _side_by_side(text, out)


def _side_by_side(text: str, names: Sequence[Mention]) -> list[Mention]:
    """Return names with each unit joined to the organisation that only a blank parts from it."""
    out: list[Mention] = []
    for name in names:
        if out and _is_parent(text, out[-1], name):
            out[-1] = changed(out[-1], "unit-with-parent", end=name.end)
        else:
            out.append(name)
    return out


def _is_parent(text: str, unit: Mention, body: Mention) -> bool:
    """Tell whether an organisation right after a unit's name is the one the unit belongs to."""
    if not unit.label == body.label == "ORG" or text[unit.end : body.start] != " ":
        return False
    end = text.find(" ", unit.start, unit.end)
    first = text[unit.start : unit.end if end < 0 else end]
    torn = end < 0 and (first.islower() or text[body.start].islower())  # cơ|quan, Thanh|tra
    return torn or fold(first) in UNITS


REPAIRS: dict[str, Repair] = {
    "proposed-title": proposed_titles,
    "bracket": _alone(cut_brackets),
    "former": _alone(formers),
    "teaching": _alone(persons_of_teaching),
    "stray-name": _alone(drop_stray),
    "glued-name": lambda text, mentions, proposed: part_shifted(text, part_glued(text, mentions)),
    "torn-name": _alone(lambda text, mentions: join_initials(text, join_torn(text, mentions))),
    "whole-body": _alone(whole_bodies),
    "whole-place": _alone(whole_places),
    "police-of-level": _alone(police_of_level),
    "brand-in-brackets": _alone(brands_in_brackets),
    "kind-by-head": _alone(kinds.kinds_by_head),
    "ticker": _alone(kinds.tickers),
    "team": _alone(kinds.teams),
    "company-named": _alone(kinds.companies),
    "place-named": _alone(kinds.places),
    "remembered": _alone(remembered),
    "head-of-body": _alone(head_of_body),
    "zones-of-board": _alone(zones_of_boards),
    "company-after-title": _alone(companies_after_titles),
    "body-of-title": _alone(bodies_of_titles),
    "unit-with-parent": _alone(units_with_parents),
    "body-inside-title": _alone(bodies_inside_titles),
}
"""dict[str, Repair]: the repairs by name, in the order they run."""
