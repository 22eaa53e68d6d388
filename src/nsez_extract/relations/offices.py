"""Offices in general: titles that stand in the text but mean no specific holder.

The guideline marks an office without a name only when it means one holder. A title that a named person holds
always stays; the others go when the words around them make them an office in general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import split_phrase
from nsez_extract.relations import gaps
from nsez_extract.relations.hierarchy import hierarchy_of
from nsez_extract.relations.names import body_name
from nsez_extract.relations.roles import RoleLink

_LONGEST_RUN = 3  # titles in a row without a holder; more are offices in general
_RULES_TEXT = 6  # titles without a holder in a text in which no title has one: rules about offices
_OF_THE_STATE = words("offices_of_the_state") | words("ministers")  # one holder each
_LOOK_BACK = 24  # characters before a title in which a plural word or the office itself is looked for

_PLURAL = gaps.compile_pattern(
    r"(?<![\w/-])(?<!ngày )(?<!thứ )(?<!tháng )(?<!năm )"  # no day of a date
    rf"(?:(?:{any_of('plural_offices')})|[0-9]{{1,2}})\s+(?:đồng chí|vị|ông|bà)?\s*\Z"
)
_AND_DEPUTIES = gaps.compile_pattern(
    r"\s+(?:và|hoặc|cùng)\s+(?:các|những|[0-9]+|một|hai|ba|bốn)\s+(?:phó|ủy viên|uỷ viên)"
)
_OF_BODIES = gaps.compile_pattern(
    rf"\s(?:của )?(?:các|những|mỗi|từng)\s(?:{any_of('kinds_of_bodies')})(?!\w)"
)
_BODIES_IN_GENERAL = gaps.compile_pattern(rf"\s(?:các|những|mỗi|từng)\s(?:{any_of('kinds_of_bodies')})(?!\w)")


def offices_in_general(
    text: str,
    mentions: Sequence[Mention],
    links: Sequence[RoleLink],
    sentences: Sequence[tuple[int, int]],
) -> dict[int, str]:
    """Return the titles that mean the office, not one holder of it.

    * ``plural``: a plural word or numeral stands before it (``2 Bộ trưởng``);
    * ``office-itself``: the office is named as such (``của chức danh Giám đốc``, ``bầu cử Tổng thống``);
    * ``with-deputies``: its deputies in general stand beside it (``chủ tịch và các phó chủ tịch``);
    * ``bodies``: it is held in bodies of a kind (``Chủ tịch UBND các xã``, ``hiệu trưởng các trường``);
    * ``member``: a member of a body (``Ủy viên Bộ Chính trị``), of whom there are many;
    * ``list``: it stands in a list of four or more titles, or in a sentence that has as many and no person;
      in a list of two or more in a text full of titles that nobody holds, or below the headline when it is a
      head with its deputy (``Giám đốc, Phó Giám đốc Sở Y tế``).

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order.
        links (Sequence[RoleLink]): The roles of the text.
        sentences (Sequence[tuple[int, int]]): Sentence spans in text order.

    Returns:
        dict[int, str]: ``id()`` of such a TITLE to the rule above. Titles with a holder are never among them.
    """
    held = {id(link.title) for link in links}
    free_titles = sum(mention.label == "TITLE" for mention in mentions) - len(held)
    longest = 1 if not held and free_titles >= _RULES_TEXT else _LONGEST_RUN
    headline = text.find("\n")
    found = dict.fromkeys(_crowded(text, mentions, held, sentences), "list")
    run: list[Mention] = []
    last = 0

    def close() -> None:
        if len(run) > longest or (run and run[0].start > headline and _with_deputy(run)):
            found.update((id(mention), "list") for mention in run)
        run.clear()

    for mention in mentions:
        if mention.label not in ("PER", "TITLE"):
            continue
        free = mention.label == "TITLE" and id(mention) not in held
        if not free or (run and not gaps.BETWEEN_TITLES.fullmatch(text, last, mention.start)):
            close()
        if free:
            run.append(mention)
            rule = _alone(text, mention)
            if rule:
                found[id(mention)] = rule
        last = mention.end
    close()
    return found


def _crowded(
    text: str, mentions: Sequence[Mention], held: Set[int], sentences: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """Yield the titles of sentences that hold more of them than a list may have, and no person."""
    at = 0
    for _, end in sentences:
        first = at
        while at < len(mentions) and mentions[at].start < end:
            at += 1
        inside = mentions[first:at]
        titles = [
            id(mention) for mention in inside if mention.label == "TITLE" and not _one_holder(text, mention)
        ]
        persons = any(mention.label == "PER" for mention in inside)
        if len(titles) > _LONGEST_RUN and not persons and held.isdisjoint(titles):
            yield from titles


def _one_holder(text: str, title: Mention) -> bool:
    """Tell whether a title names a place, or a body of the state: an office that one person holds."""
    if not title.inner:
        return False
    placed = any(x.label == "LOC" or body_name(text[x.start : x.end]).place for x in title.inner)
    return placed or " ".join(split_phrase(title.position)) in _OF_THE_STATE


def _with_deputy(run: Sequence[Mention]) -> bool:
    """Tell whether a title and its deputy stand side by side."""
    offices = [mention.position.lower() for mention in run]
    return any(after.endswith(before) and after.startswith("phó") for before, after in pairwise(offices))


def _alone(text: str, title: Mention) -> str:
    """Return why a title without holder is the office in general by itself; empty when it is not."""
    before = text[max(0, title.start - _LOOK_BACK) : title.start]
    if _PLURAL.search(before):
        return "plural"
    if gaps.OFFICE_ITSELF.search(before) or gaps.NOT_HELD.search(before):
        return "office-itself"
    if _AND_DEPUTIES.match(text, title.end):
        return "with-deputies"
    general = not title.inner and _OF_BODIES.match(text, title.end)
    if general or _BODIES_IN_GENERAL.search(text, title.start, title.end):
        return "bodies"
    return "member" if hierarchy_of(title.position) == "member" else ""
