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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.tables import read_tsv


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


@cache
def _honorific() -> str:
    phrases = sorted((row[0] for row in read_tsv("honorifics.tsv", ("phrase",))), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p) for p in phrases) + r")\.?"


@cache
def _forward() -> re.Pattern[str]:
    # nothing but forms of address, quotes, or a bracket, dash or "là" with a form of address
    h = _honorific()
    return re.compile(rf"\s*(?:(?:là|[-–,:(])?\s*(?:{h}\s+)+)?[“\"'(]?\s*", re.IGNORECASE)


_HOLD = (
    r"(?:(?:nguyên|hiện|đang|từng|nay|vừa|mới|sẽ|đã|được|bị|người|cũng|vốn|hiện nay|hiện đang|người từng)\s+)*"
    r"(?:là|làm|giữ chức vụ|giữ chức|giữ cương vị|giữ vị trí|giữ vai trò|đảm nhiệm chức vụ|đảm nhiệm chức danh|"
    r"đảm nhiệm|đảm nhận|giữ|vào chức|chức vụ|chức danh|chức|cương vị|vị trí|tái cử chức|tái cử|bầu làm|bầu giữ chức|"
    r"bầu giữ chức vụ|bổ nhiệm làm|bổ nhiệm giữ chức|bổ nhiệm chức vụ|bổ nhiệm|phân công làm|phân công giữ chức|thôi giữ chức|"
    r"thôi giữ chức vụ|thôi chức|thôi làm|trúng cử|cử làm|trở thành|kiêm|kiêm nhiệm|kiêm chức)"
)
_BACK = re.compile(rf"\s*[)”\"']*\s*(?:\([^()]{{0,50}}[;,]\s*|[-–,:(]\s*)?(?:\([^()]{{0,40}}\)\s*[-–,]?\s*)?(?:{_HOLD}\s+)?", re.IGNORECASE)
_BACK_FAR = re.compile(rf"[^.;:!?\n]{{0,90}}?\s(?:{_HOLD})(?:\s+(?:là|của|mới|vụ))?\s+", re.IGNORECASE)
_CHAIN = re.compile(r"\s*\)?\s*(?:,|-|–|và|kiêm|;|,\s*kiêm|đồng thời là|, đồng thời là|đồng thời|\(|cũng là)\s*(?:hiện là|nay là)?\s*", re.I)
_LIST = re.compile(rf"\s*(?:,|và|-|–)\s*", re.IGNORECASE)
_OWNER = re.compile(r"\s*(?:của|tại|thuộc|ở)\s*", re.IGNORECASE)
_PLURAL = re.compile(r"(?:các|hai|những|ba|bốn)\s+(?:đồng chí\s+)?$", re.IGNORECASE)
_REPLACES = re.compile(r"\bthay(?:\s+(?:thế|cho))?\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


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
        if any(m.label == "TITLE" for m in inside) and any(m.label == "PER" for m in inside):
            links += _Sentence(text, inside, start).links()
    return links


def unheld_lists(text: str, mentions: Sequence[Mention], links: Sequence[RoleLink]) -> set[int]:
    """Return the titles of enumerations without any holder: offices in general, not one person's.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): Settled mentions in text order.
        links (Sequence[RoleLink]): The roles of the text.

    Returns:
        set[int]: ``id()`` of every TITLE in a run of four or more that commas alone part and none of
        which is held by a named person.
    """
    held = {id(link.title) for link in links}
    runs: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.label != "TITLE" or id(mention) in held:
            if mention.label in ("TITLE", "PER"):
                runs.append([])
            continue
        last = runs[-1]
        if last and not _CHAIN.fullmatch(text[last[-1].end : mention.start]):
            runs.append([])
        runs[-1].append(mention)
    return {id(m) for run in runs if len(run) >= 4 for m in run}


class _Sentence:
    """Links of one sentence."""

    def __init__(self, text: str, mentions: Sequence[Mention], start: int) -> None:
        self._text = text
        self._all = mentions
        self._start = start
        self._items = [m for m in mentions if m.label in ("PER", "TITLE")]
        self._holders: dict[int, list[tuple[Mention, str]]] = {}

    def _between(self, left: Mention, right: Mention) -> str:
        return self._text[left.end : right.start]

    def links(self) -> list[RoleLink]:
        """Return the links, in order of titles."""
        items = self._items
        for i, item in enumerate(items):
            if item.label == "TITLE":
                self._direct(i)
        self._chains()
        for i, item in enumerate(items):
            if item.label == "TITLE" and i not in self._holders:
                self._held_far(i)
        self._chains()
        out: list[RoleLink] = []
        for i in sorted(self._holders):
            for person, rule in self._holders[i]:
                out.append(RoleLink(person, items[i], self._organization(items[i], person), rule))
        return out

    def _direct(self, i: int) -> None:
        items, title = self._items, self._items[i]
        after = items[i + 1] if i + 1 < len(items) else None
        before = items[i - 1] if i else None
        if after is not None and after.label == "PER":
            gap = self._between(title, after)
            bare = not gap.strip(" \u00a0“\"'")
            if bare or _forward().fullmatch(gap) and not self._back(before, title):
                self._holders[i] = [(p, "title-before-name") for p in self._listed(i, title)]
                return
            of = re.fullmatch(r"\s*(?:của|tại)\s+.{2,60}\s", gap)
            if of and self._org_fills(title, after):
                self._holders[i] = [(after, "title-of-body-name")]
                return
        if self._back(before, title) and before is not None:
            self._holders[i] = [(before, "title-after-name")]

    def _org_fills(self, title: Mention, person: Mention) -> bool:
        """Tell whether ``của`` and one organisation are all that stands between."""
        orgs = [m for m in self._all if m.label == "ORG" and title.end <= m.start and m.end <= person.start]
        if len(orgs) != 1:
            return False
        org = orgs[0]
        lead = self._text[title.end : org.start]
        return bool(_OWNER.fullmatch(lead)) and bool(_forward().fullmatch(self._text[org.end : person.start]))

    def _back(self, before: Mention | None, title: Mention) -> bool:
        if before is None or before.label != "PER":
            return False
        gap = self._between(before, title)
        return bool(gap.strip()) and bool(_BACK.fullmatch(gap))

    def _listed(self, i: int, title: Mention) -> list[Mention]:
        """Return the persons a title stands before: one, or a list."""
        items = self._items
        persons = [items[i + 1]]
        plural = bool(_PLURAL.search(self._text[max(self._start, title.start - 16) : title.start]))
        k = i + 2
        while k < len(items) and items[k].label == "PER":
            gap = self._between(items[k - 1], items[k])
            joined = gap.strip()
            if not (_LIST.fullmatch(gap) and (plural or joined == "và")):
                break
            if not plural and k + 1 < len(items) and items[k + 1].label == "TITLE" and self._back(items[k], items[k + 1]):
                break
            persons.append(items[k])
            k += 1
        return persons

    def _chains(self) -> None:
        """Give each title of a chain the person of its neighbour."""
        items = self._items
        for i in range(1, len(items)):  # ranks and earlier links, left to right
            if items[i].label == "TITLE" and i not in self._holders and items[i - 1].label == "TITLE":
                held = self._holders.get(i - 1)
                gap = self._between(items[i - 1], items[i])
                if held and held[0][0].start < items[i - 1].start and _CHAIN.fullmatch(gap):
                    self._holders[i] = [(p, "title-chain") for p, _ in held]
        for i in range(len(items) - 2, -1, -1):  # titles before a name, right to left
            if items[i].label == "TITLE" and i not in self._holders and items[i + 1].label == "TITLE":
                held = self._holders.get(i + 1)
                gap = self._between(items[i], items[i + 1])
                if held and held[0][0].start > items[i + 1].start and ";" not in gap:
                    if not gap.strip() or _CHAIN.fullmatch(gap):
                        self._holders[i] = [(p, "title-chain") for p, _ in held]

    def _held_far(self, i: int) -> None:
        """Tie a title to the last person before it over a verb of holding office."""
        items, title = self._items, self._items[i]
        for k in range(i - 1, -1, -1):
            if items[k].label != "PER":
                continue
            gap = self._text[items[k].end : title.start]
            if not _BACK_FAR.fullmatch(gap):
                return
            person = items[k]
            if k and items[k - 1].label == "PER" and _REPLACES.search(self._between(items[k - 1], person)):
                person = items[k - 1]
            self._holders[i] = [(person, "holds-office")]
            return

    def _organization(self, title: Mention, person: Mention) -> Mention | None:
        for inner in title.inner:
            if inner.label == "ORG":
                return inner
        for other in self._items:  # "Chủ tịch kiêm CEO của X"
            if other.label == "TITLE" and other.start >= title.end and other.inner:
                if self._text[title.end : other.start].strip() in ("kiêm", "và", ", kiêm"):
                    return next((m for m in other.inner if m.label == "ORG"), None)
        for mention in self._all:
            if mention.label != "ORG":
                continue
            for left in (person, title):
                if mention.start >= left.end and _OWNER.fullmatch(self._text[left.end : mention.start]):
                    return mention
        return None
