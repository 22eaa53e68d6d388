"""Titles that the rules propose and the tagger passed over, taken where their neighbours speak for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations import gaps
from nsez_extract.relations.hierarchy import hierarchy_of

_ENDS = re.compile(r"\s*(?:[,;.:()\n–-]|\Z)")
_GOES_ON = gaps.compile_pattern(rf"{_ENDS.pattern}|\s+(?:{any_of('after_an_office')})(?!\w)")
_MILITARY = gaps.compile_pattern(
    rf"(?:thiếu|trung|thượng|đại|hạ|chuẩn) (?:{any_of('military_rank_ends')}|sĩ|sỹ)"
)
_NEAR = 24  # characters before a title


def proposed_titles(text: str, mentions: list[Mention], proposed: Sequence[Mention]) -> list[Mention]:
    """Add proposed titles that stand in a chain with a settled title, beside a person, or are held by one.

    ``[Bí thư Đảng đoàn], Chủ tịch Hội Làm vườn Nguyễn Văn A``: nothing settled may overlap them, and only a
    comma, ``kiêm`` and the like may part them from the neighbour. A settled title that breaks off inside the
    words of a proposed one's position gives way to it (``[Ủy viên dự] khuyết Ban Chấp hành``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Settled mentions in text order.
        proposed (Sequence[Mention]): What the rules propose.

    Returns:
        list[Mention]: In text order.
    """
    mentions = _unbroken(text, mentions, proposed)
    starts = [mention.start for mention in mentions]
    added: list[Mention] = []
    for title in sorted((m for m in proposed if m.label == "TITLE"), key=lambda m: -m.start):
        if hierarchy_of(title.position) in ("rank", "degree") and not _MILITARY.fullmatch(title.position):
            continue
        at = bisect_left(starts, title.end)
        before = mentions[at - 1] if at else None
        after = mentions[at] if at < len(mentions) else None
        if before is not None and before.end > title.start:
            continue
        if added and added[-1].start < (after.start if after else len(text)):
            after = added[-1]  # a chain is completed from its end
        if _general(text, title):
            continue
        if _joins(text, title, after) or _follows(text, before, title):
            added.append(replace(title, rule=f"proposed-title, {title.rule}"))
    return sorted([*mentions, *added], key=lambda m: (m.start, -m.end)) if added else mentions


def _unbroken(text: str, mentions: list[Mention], proposed: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with each title broken off inside a proposed one's position replaced by it.

    Names inside the whole title are its own.
    """
    titles = {title.start: title for title in proposed if title.label == "TITLE"}
    out: list[Mention] = []
    at = 0
    while at < len(mentions):
        mention = mentions[at]
        at += 1
        whole = titles.get(mention.start) if mention.label == "TITLE" and not mention.inner else None
        if whole is not None and mention.end < whole.start + len(whole.position):
            behind = at
            while behind < len(mentions) and mentions[behind].end <= whole.end:
                behind += 1
            if behind == len(mentions) or mentions[behind].start >= whole.end:
                mention = replace(whole, rule=f"proposed-title, {whole.rule}")
                at = behind
        out.append(mention)
    return out


def _joins(text: str, title: Mention, after: Mention | None) -> bool:
    """Tell whether a title leads to the title or person after it."""
    if after is None:
        return False
    gap = text[title.end : after.start]
    if after.label == "TITLE":
        return gaps.BETWEEN_TITLES.fullmatch(gap) is not None and bool(gap.strip())
    if after.label != "PER":
        return False
    plural = gaps.PLURAL_BEFORE.search(text, max(0, title.start - _NEAR), title.start)
    return gaps.TO_NAME.fullmatch(gap) is not None or (
        plural is not None and gaps.TO_LIST.fullmatch(gap) is not None
    )


def _general(text: str, title: Mention) -> bool:
    """Tell whether a candidate's office is meant, or the body of a title goes on after a comma."""
    if gaps.OFFICE_ITSELF.search(text, max(0, title.start - _NEAR), title.start):
        return True
    unit = title.position.split(" ", 1)[0].lower()
    return text[title.end : title.end + len(unit) + 3].lower() == f", {unit} "


def _follows(text: str, before: Mention | None, title: Mention) -> bool:
    """Tell whether a title goes on a chain of titles, or follows a name after a sign or a verb of holding.

    Only where its clause ends with it or goes on: ``cố vấn chính sách`` is more than ``cố vấn``.
    """
    if before is None:
        return False
    gap = text[before.end : title.start]
    if before.label == "PER" and gaps.TAKES_OFFICE.fullmatch(gap) and _GOES_ON.match(text, title.end):
        return True
    if not _ENDS.match(text, title.end):
        return False
    if before.label == "TITLE":
        return gaps.BETWEEN_TITLES.fullmatch(gap) is not None and bool(gap.strip())
    return before.label == "PER" and gap in (", ", " - ", " – ", " (")
