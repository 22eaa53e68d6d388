"""Roles: which person of a sentence holds which title, and in which organisation.

Works on the settled mentions of one text. A title is tied

* forwards to the name that follows it directly (``Chủ tịch UBND tỉnh Trần A``), over a form of
  address too, and to a list of names after a plural (``các Phó Chủ tịch A, B``);
* backwards to the name before it over a comma, dash, bracket or a verb of holding office
  (``Trần A, Phó Bí thư …``; ``bổ nhiệm Trần A giữ chức …``);
* along a chain of titles, each to the person of its neighbour (``Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import split_phrase
from nsez_extract.relations import gaps
from nsez_extract.relations.role_bodies import RoleBodies

_ALSO = frozenset({"và", "và ông", "và bà", "và đồng chí", "và các đồng chí", "cùng"})
_OF_THE_STATE = words("offices_of_the_state")
_DASHES = frozenset({" - ", " – "})
_LOOK_BACK = 60  # characters before a title or name in which words that tell about it are looked for


@dataclass(slots=True)
class RoleLink:
    """One person holding one title.

    Attributes:
        person (Mention): A PER mention.
        title (Mention): A TITLE mention of the same sentence.
        organization (Mention | None): The body, nested in the title or named beside it.
        rule (str): Name of the rule that tied them.
    """

    person: Mention
    title: Mention
    organization: Mention | None
    rule: str


def link_roles(
    text: str, mentions: Sequence[Mention], sentences: Sequence[tuple[int, int]]
) -> list[RoleLink]:
    """Tie titles to persons within each sentence.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order; nested ones inside ``inner``.
        sentences (Sequence[tuple[int, int]]): Sentence spans in text order.

    Returns:
        list[RoleLink]: In text order of titles, then persons.
    """
    links: list[RoleLink] = []
    at = 0
    for start, end in sentences:
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].end <= end:
            at += 1
        inside = mentions[first:at]
        if {"TITLE", "PER"} <= {mention.label for mention in inside}:
            links += _Sentence(text, inside, start).links()
    return links


class _Holders(NamedTuple):
    """Who holds a title, and the rule that says so."""

    persons: list[Mention]
    rule: str


class _Sentence:
    """Links of one sentence; persons and titles are counted by their place among these two."""

    def __init__(self, text: str, mentions: Sequence[Mention], start: int) -> None:
        self._text = text
        self._bodies = RoleBodies(text, mentions)
        self._start = start
        self._items = self._without_asides([m for m in mentions if m.label in ("PER", "TITLE")])
        self._holders: dict[int, _Holders] = {}
        last = -1
        self._person_before = [
            last := index if item.label == "PER" else last for index, item in enumerate(self._items)
        ]

    def _without_asides(self, items: Sequence[Mention]) -> list[Mention]:
        """Return persons and titles without those persons that a bracket adds to another one's name."""
        kept: list[Mention] = []
        for at, item in enumerate(items):
            aside = False
            if item.label == "PER" and kept and kept[-1] is items[at - 1] and kept[-1].label == "PER":
                closed = gaps.REST_OF_BRACKET.match(self._text, item.end)
                opened = gaps.IN_BRACKETS.fullmatch(self._text, kept[-1].end, item.start)
                aside = bool(opened and closed) and not (
                    at + 1 < len(items) and closed is not None and items[at + 1].start < closed.end()
                )
            if not aside:
                kept.append(item)
        return kept

    def links(self) -> list[RoleLink]:
        """Return the links, in order of titles."""
        for index in self._unheld():
            self._beside(index)
        self._chain()
        for index in self._unheld():
            self._far(index)
        for index in self._unheld():
            self._ahead(index)
        self._chain()
        return [
            RoleLink(
                person, self._items[index], self._bodies.organization(self._items[index], person), held.rule
            )
            for index, held in sorted(self._holders.items())
            for person in held.persons
        ]

    def _unheld(self) -> Iterator[int]:
        """Yield the places of titles that nobody holds yet."""
        for index, item in enumerate(self._items):
            if item.label == "TITLE" and index not in self._holders:
                yield index

    def _label(self, index: int) -> str:
        return self._items[index].label if 0 <= index < len(self._items) else ""

    def _gap(self, index: int) -> str:
        """Return the text between a person or title and the next one."""
        return self._text[self._items[index].end : self._items[index + 1].start]

    def _after_name(self, index: int) -> bool:
        """Tell whether a title stands after the name of its holder, parted by more than blanks."""
        if self._label(index - 1) != "PER":
            return False
        gap, name = self._gap(index - 1), self._items[index - 1].start
        if not gap.strip() or self._by_another(gap):
            return False
        if "," in gap and self._before(name, gaps.CHILD):
            return False
        if "," in gap and self._leads_on(index):
            return False
        if gaps.NAMELY.fullmatch(gap):
            return self._before(name, gaps.HOLDS_ALL)
        return gaps.TO_TITLE.fullmatch(gap) is not None

    def _before(self, at: int, pattern: re.Pattern[str]) -> bool:
        """Tell whether the words of the sentence before a place end in a pattern."""
        return pattern.search(self._text, max(self._start, at - _LOOK_BACK), at) is not None

    @staticmethod
    def _by_another(gap: str) -> bool:
        """Tell whether the person before a title gives or takes it (``ông A cách chức Giám đốc``)."""
        return gaps.BY_ANOTHER.search(gap) is not None and gaps.PASSIVE.search(gap) is None

    def _beside(self, index: int) -> None:
        """Tie a title to the name directly after or before it."""
        if self._before(self._items[index].start, gaps.NOT_HELD):
            return
        after_name = self._after_name(index)
        if self._label(index + 1) == "PER":
            gap = self._gap(index)
            bare = not gap.strip(" “\"'") or gaps.OF_NAME.fullmatch(gap) is not None
            bare = bare or (self._plural(index) and gaps.TO_LIST.fullmatch(gap) is not None)
            if bare or (not after_name and gaps.TO_NAME.fullmatch(gap) and not self._of_clause(index, gap)):
                self._holders[index] = _Holders(self._listed(index), "title-before-name")
                return
            if gaps.TO_WHOM.fullmatch(gap) and self._taken(index, gap):
                self._holders[index] = _Holders([self._items[index + 1]], "title-of-whom")
                return
            if gaps.TO_BODY_AND_NAME.fullmatch(gap) and self._body_fills(index):
                self._holders[index] = _Holders([self._items[index + 1]], "title-of-body-name")
                return
        if after_name:
            verb = self._gap(index - 1).rstrip()[-1].isalpha()  # thay ông A làm, not: thay ông A, nguyên
            alone = not verb or gaps.RELATIVE.match(self._gap(index - 1)) is not None
            persons = [self._items[index - 1]] if alone else self._takers(index - 1)
            self._holders[index] = _Holders(persons, "title-after-name")
        elif self._unsigned(index):
            self._holders[index] = _Holders([self._items[index - 1]], "title-after-name")

    def _unsigned(self, index: int) -> bool:
        """Tell whether a title follows the name of somebody addressed (``Ông A Giám đốc X``)."""
        if self._label(index - 1) != "PER" or self._gap(index - 1) != " ":
            return False
        title, person = self._items[index], self._items[index - 1]
        free = self._label(index + 1) != "PER" or bool(self._gap(index).strip())
        return (
            free
            and bool(title.inner)
            and title.position[0].isupper()
            and self._before(person.start, gaps.ADDRESSED)
        )

    def _of_clause(self, index: int, gap: str) -> bool:
        """Tell whether a clause ends between title and name (``theo lệnh của Giám đốc, ông An``)."""
        if "," not in gap:
            return False
        title, person = self._items[index : index + 2]
        short = " " not in self._text[person.start : person.end]
        office = not title.inner and " ".join(split_phrase(title.position)) in _OF_THE_STATE
        owned = (short or office) and self._before(title.start, gaps.OF_CLAUSE)
        return owned or self._continues(index) or self._before(title.start, gaps.OFFICE_ITSELF)

    def _continues(self, index: int) -> bool:
        """Tell whether a title goes on a list of offices behind a name (``A - Bí thư, Chủ tịch, ông B``)."""
        first = self._chain_start(index)
        return first < index and self._after_name(first)

    def _chain_start(self, index: int) -> int:
        """Return the place of the first title of the chain that a title ends."""
        while self._label(index - 1) == "TITLE" and gaps.BETWEEN_TITLES.fullmatch(self._gap(index - 1)):
            index -= 1
        return index

    def _leads_on(self, index: int) -> bool:
        """Tell whether two titles or more lead to the next name (``Bí thư A, Phó Bí thư, Chủ tịch B``).

        One title does when a dash stands before that name (``Bí thư A, Chủ tịch - B``).
        """
        if self._label(index - 2) != "TITLE" or self._gap(index - 2).strip():
            return False
        last = index
        while self._label(last + 1) == "TITLE" and gaps.BETWEEN_TITLES.fullmatch(self._gap(last)):
            last += 1
        if self._label(last + 1) != "PER":
            return False
        gap = self._gap(last)
        return gap in _DASHES or (last > index and not gap.strip())

    def _taken(self, index: int, gap: str) -> bool:
        """Tell whether a title before ``của ông A`` is his: owned by him, or given or taken before it."""
        start = self._items[index].start
        owned = gap.split()[0].lower() == "của" and not self._items[index].inner
        return owned or self._before(start, gaps.OFFICE_TAKEN)

    def _takers(self, index: int) -> list[Mention]:
        """Return who takes an office over a verb: a person, and those joined to the person by ``và``."""
        last = self._not_replaced(index)
        first = index
        if last is self._items[index]:
            while self._label(first - 1) == "PER" and self._gap(first - 1).strip() in _ALSO:
                first -= 1
        return [*self._items[first:index], last]

    def _not_replaced(self, index: int) -> Mention:
        """Return a person, or the one before who takes the office from that person.

        ``A thay B làm …``; ``A được Tổng thống B bổ nhiệm làm …``.
        """
        if gaps.APPOINTS.match(self._text, self._items[index].end):
            for taker in (index - 1, index - 2):
                if self._label(taker) == "PER" and gaps.BY_WHOM.fullmatch(self._gap(taker)):
                    return self._items[taker]
        replaced = self._label(index - 1) == "PER" and gaps.REPLACES.search(self._gap(index - 1))
        return self._items[index - 1 if replaced else index]

    def _body_fills(self, index: int) -> bool:
        """Tell whether ``của`` and one body or place are all that stands between a title and a name."""
        title, person = self._items[index : index + 2]
        owner = self._bodies.owner(title, ("ORG", "LOC"))
        return owner is not None and gaps.TO_NAME.fullmatch(self._text, owner.end, person.start) is not None

    def _listed(self, index: int) -> list[Mention]:
        """Return the persons a title stands before: one, two joined by ``và``, or a list after a plural."""
        plural = self._plural(index)
        if plural and self._gap(index).strip(" “\"'"):
            return self._announced(index + 1)
        last = index + 1
        while self._label(last + 1) == "PER":
            gap = self._gap(last)
            if not (gaps.BETWEEN_NAMES.fullmatch(gap) and (plural or gap.strip() == "và")):
                break
            if not plural and self._label(last + 2) == "TITLE" and self._after_name(last + 2):
                break  # Giám đốc A và B, Phó Giám đốc
            last += 1
        return self._items[index + 1 : last + 1]

    def _announced(self, first: int) -> list[Mention]:
        """Return the persons of a list from its first on; titles in brackets belong to one of them."""
        listed = [self._items[first]]
        for item in self._items[first + 1 :]:
            if item.label == "PER":
                if not gaps.BETWEEN_LISTED.fullmatch(self._text, listed[-1].end, item.start):
                    break
                listed.append(item)
        return listed

    def _plural(self, index: int) -> bool:
        """Tell whether a plural word stands before a title (``các Phó Chủ tịch``)."""
        return self._before(self._items[index].start, gaps.PLURAL_BEFORE)

    def _chain(self) -> None:
        """Give each title of a chain the holders of its neighbour: after a name, then before one."""
        for index in self._unheld():
            held = self._holders.get(index - 1)
            if held and self._name_first(index - 1) and gaps.BETWEEN_TITLES.fullmatch(self._gap(index - 1)):
                self._holders[index] = _Holders(held.persons, "title-chain")
        for index in reversed(list(self._unheld())):
            held = self._holders.get(index + 1)
            if held and not self._name_first(index + 1):
                gap = self._gap(index)
                if not gap.strip() or (";" not in gap and gaps.BETWEEN_TITLES.fullmatch(gap)):
                    self._holders[index] = _Holders(held.persons, "title-chain")

    def _name_first(self, index: int) -> bool:
        """Tell whether a held title stands after the name of its first holder."""
        return self._holders[index].persons[0].start < self._items[index].start

    def _far(self, index: int) -> None:
        """Tie a title to the last person before it over a verb of holding office."""
        last = self._person_before[index]
        if last < 0:
            return
        gap = self._text[self._items[last].end : self._items[index].start]
        if gaps.TO_TITLE_FAR.fullmatch(gap) and not self._by_another(gap) and not gaps.WHOEVER.search(gap):
            alone = gaps.RELATIVE.match(gap) is not None
            self._holders[index] = _Holders(
                [self._items[last] if alone else self._not_replaced(last)], "holds-office"
            )

    def _ahead(self, index: int) -> None:
        """Tie a title of an opening clause to the subject after it (``Khi làm Giám đốc X, ông A …``)."""
        if self._label(index + 1) != "PER":
            return
        first = self._chain_start(index)
        if first and self._label(first - 1) == "PER":
            return
        title, person = self._items[index], self._items[index + 1]
        opening = gaps.OPENING_CLAUSE.fullmatch(self._text, self._start, self._items[first].start)
        if opening and gaps.TO_SUBJECT.fullmatch(self._text, title.end, person.start):
            self._holders[index] = _Holders([person], "title-of-subject-after")
