"""Repairs of titles: words before them, the bodies in them, companies taken for their holders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nsez_extract.entities.lexicons import FIXED, PARTY, lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.relations import gaps
from nsez_extract.relations.changes import changed
from nsez_extract.relations.hierarchy import hierarchy_of

UNITS = words("units") | {"tòa"}
"""frozenset[str]: first words of the names of units, which belong to the body named behind them."""

# not Tây Nguyên, not chính quyền
_FORMERLY = re.compile(rf"(?<![\w-])(?<!hính )({any_of('former')}|Cựu|Quyền) \Z")
_LONGEST_FORMER = 8
_OWNED = frozenset({" ", " của "})
_HELD_AT = frozenset({" tại ", " ở "})
_FORMER = words("former")
_COMPLETE = frozenset({FIXED, PARTY})  # classes of heads that need nothing after them
_MINISTERS = words("ministers")  # offices that a field of work may follow, which is no body
_COMPANY_OFFICES = gaps.compile_pattern(rf"(?:{any_of('company_offices')})")
_ADDRESSED = gaps.compile_pattern(rf"(?<!\w)(?:{any_of('personal_address')}) \Z")
_AFTER_COMPANY = re.compile(r"\s*[,.;:)–-]|\s*\(|\s*\Z|\n")


def formers(text: str, mentions: list[Mention]) -> list[Mention]:
    """Extend a title over ``cựu``, ``nguyên`` or ``quyền`` directly before it (``cựu [đại tá]``)."""
    out: list[Mention] = []
    last = 0
    for mention in mentions:
        former = _FORMERLY.search(text, max(last, mention.start - _LONGEST_FORMER), mention.start)
        if mention.label == "TITLE" and former is not None:
            position = f"{former[1]} {mention.position}"
            mention = changed(mention, "former", start=former.start(), position=position)
        out.append(mention)
        last = mention.end
    return out


def bodies_inside_titles(text: str, mentions: list[Mention]) -> list[Mention]:
    """Nest the body that a title ends on, one complete in its words or named elsewhere in the text.

    ``Bí thư Tỉnh ủy``; ``cựu Phó TGĐ BIDV`` where ``BIDV`` is named too.
    """
    bodies = {
        text[name.start : name.end]
        for mention in mentions
        for name in (mention, *mention.inner)
        if name.label == "ORG"
    }
    positions = lexicons().positions
    out: list[Mention] = []
    for mention in mentions:
        if mention.label == "TITLE" and not mention.inner:
            surface = text[mention.start : mention.end].split(" ")
            folds = [fold(word) for word in surface]
            at = next((k for k, word in enumerate(folds) if word not in _FORMER), len(folds))
            found = positions.match(folds, at, len(folds)) if at < len(folds) else None
            body = "" if found is None else " ".join(surface[found[0] :])
            if (
                found is not None
                and (body in bodies or _complete_body(body, folds[found[0] :]))
                and " ".join(folds[at : found[0]]) not in _MINISTERS
            ):
                start = mention.end - len(body)
                inner = [Mention("ORG", start, mention.end, mention.witness, "body-inside-title")]
                position = " ".join(surface[: found[0]])
                mention = changed(mention, "body-inside-title", inner=inner, position=position)
        out.append(mention)
    return out


def _complete_body(body: str, folds: Sequence[str]) -> bool:
    """Tell whether words are one body that needs neither place nor field (``Đảng đoàn``, ``huyện ủy``)."""
    found = lexicons().org_heads.match(folds, 0, len(folds)) if folds else None
    if found is None or found[0] != len(folds):
        return False
    return found[1] == PARTY or (found[1] in _COMPLETE and body[0].isupper())


def companies_after_titles(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read a foreign-looking person right after a company's office as the company.

    ``ông Park Jung Soo, Tổng Giám đốc [Samjin Vina],``: the office already has its holder before it.
    """
    out = list(mentions)
    surnames = lexicons().surnames
    for at in range(2, len(out)):
        holder, title, name = out[at - 2 : at + 1]
        if (holder.label, title.label, name.label) != ("PER", "TITLE", "PER") or title.inner:
            continue
        beside = text[title.end : name.start] == " " and text[holder.end : title.start] in (
            ", ",
            " - ",
            " – ",
        )
        first = text[name.start : name.end].split(" ", 1)[0]
        if (
            beside
            and _ADDRESSED.search(text, max(0, holder.start - 8), holder.start)
            and _COMPANY_OFFICES.search(title.position)
            and surnames.get(fold(first)) != "strong"
            and _AFTER_COMPANY.match(text, name.end)
        ):
            out[at] = changed(name, "company-after-title", label="ORG")
    return out


def bodies_of_titles(text: str, mentions: list[Mention]) -> list[Mention]:
    """Put the body that a title is held in into the title.

    * an organisation directly after it, or after ``của`` (``Giám đốc`` ``của Sở Y tế``);
    * the parent of a unit after a comma (``Trưởng phòng An ninh``, ``Công an tỉnh``);
    * the seat of a foreign mission after ``tại`` (``Tổng Lãnh sự Hàn Quốc`` ``tại TP.HCM``).
    """
    out: list[Mention] = []
    for mention in mentions:
        title = out[-1] if out else None
        if title is None or title.label != "TITLE" or not _belongs(text, title, mention):
            out.append(mention)
            continue
        inner = replace(mention, rule=f"body-of-title, {mention.rule}")
        out[-1] = changed(title, "body-of-title", end=mention.end, inner=[*title.inner, inner])
    return out


def _belongs(text: str, title: Mention, body: Mention) -> bool:
    """Tell whether a name right after a title is what the title is held in."""
    gap = text[title.end : body.start]
    last = title.inner[-1] if title.inner else None
    if hierarchy_of(title.position) in ("rank", "degree"):
        return False
    if body.label == "LOC":
        return last is not None and last.label == "LOC" and gap in _HELD_AT
    if body.label != "ORG":
        return False
    if gap in _OWNED:
        return last is None or last.label == "ORG"
    if gap != ", " or last is None or last.label != "ORG" or last.end != title.end:
        return False
    head = fold(text[last.start : last.end].split(" ", 1)[0])
    return head in UNITS and fold(text[body.start : body.end].split(" ", 1)[0]) != head
