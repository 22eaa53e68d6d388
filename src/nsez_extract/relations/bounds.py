"""Where the name of a body ends: over the rest of its field of work and over its level."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from nsez_extract.entities.findings import WITNESS
from nsez_extract.entities.lexicons import COMPANY, lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of
from nsez_extract.lexicon.phrases import split_phrase
from nsez_extract.relations.gaps import compile_pattern

_LEVEL = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố)"
_AND_LEVEL = compile_pattern(rf" {_LEVEL}(?= (?!(?-i:[A-ZĐ]))|[,.;:)\n]|\Z)")
_LEVELLED = compile_pattern(rf"(?<!\w)(?:{any_of('heads_with_level')})\Z")
_WITH_LEVEL = compile_pattern(rf"(?<!\w)(?:{any_of('heads_with_level')}) {_LEVEL}\Z")
_SCHOOL = compile_pattern(r"(?<!\w)(?:đảng ủy|đảng uỷ|đảng bộ|công đoàn|đoàn|hội đồng)\Z")
_AND_SCHOOL = compile_pattern(r" trường(?= (?!(?-i:[A-ZĐ]))|[,.;:)\n]|\Z)")
_FORM = compile_pattern(r" [-–] (?-i:CTCP|TNHH MTV|JSC)(?![\w-])")
_UNIT = compile_pattern(rf"(?:{any_of('units')})\s")
_STRAY = compile_pattern(rf"(?<!ban)(?<!phòng)(?<!vụ)(?<!cục)(?<!tác) (?:{any_of('never_last')})\Z")
_JOINT = compile_pattern(
    r"(?:HĐND|UBND|MTTQ)(?:,| và) (?=(?:HĐND|UBND|MTTQ) )"
    r"|(?:Đại hội|Ban Chấp hành|BCH|HĐND)(?: \w+){0,4} bầu (?=Ban )"
)
_TERM = compile_pattern(r"\s+kh(?:óa|oá)\s+(?:[IVXLC]+|\d+)\Z|\s+năm\s+(?:19|20)\d\d(?![\d.,]).{0,60}\Z")
_MORE = re.compile(r" (?:- |– )?(?P<words>[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ][\w ]{0,59})")
_WORD = re.compile(r"\w+")
_ENDS = compile_pattern(rf"[,.;:)\n]|\Z| (?:{_LEVEL}|và|này|trên)(?!\w)| (?-i:[A-ZĐ])| [-–] ")
_POLICE = re.compile(rf"(?<!\w)công an {_LEVEL}(?!\w)(?! [A-ZĐ0-9])")
_MANY = compile_pattern(r"(?<!\w)(?:các|những|lực lượng|trưởng|phó|cán bộ|chiến sĩ|mỗi|từng|nhiều)\s+\Z")
_BRAND = re.compile(r" \((?P<name>[A-ZĐ][\w&]+(?:[ -][A-ZĐ][\w&]*){0,3})\)")
_LONGEST_FIELD = 5  # syllables


def police_of_level(text: str, mentions: list[Mention]) -> list[Mention]:
    """Add the police of a level written in small letters (``yêu cầu công an huyện bắt``), one body each.

    Not after a word that makes them many or a force (``các``, ``lực lượng``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    taken = [(mention.start, mention.end) for mention in mentions]
    added: list[Mention] = []
    for found in _POLICE.finditer(text):
        at = bisect_left(taken, (found.end(), 0))
        if _MANY.search(text, max(0, found.start() - 20), found.start()):
            continue
        if at == 0 or taken[at - 1][1] <= found.start():
            added.append(Mention("ORG", found.start(), found.end(), WITNESS, "police-of-level"))
    return sorted([*mentions, *added], key=lambda mention: mention.start) if added else mentions


def whole_bodies(text: str, mentions: list[Mention]) -> list[Mention]:
    """Extend a body's name over the rest of its field and its level word, alone or at the end of a title.

    ``[phòng tài nguyên] môi trường huyện``, ``[Trưởng công an] xã``, ``[Bí thư Đảng ủy] trường``; over its
    legal form too (``[Tổng công ty Sao Mai] - CTCP``). A conjunction or verb at its end is cut, the term of
    a body (``HĐND tỉnh khóa X``), and a body before another's name (``HĐND và UBND tỉnh``, ``Ban Chấp hành
    bầu Ban Thường vụ``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    out: list[Mention] = []
    for at, mention in enumerate(mentions):
        limit = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        out.append(_whole(text, mention, limit))
    return out


def _whole(text: str, mention: Mention, limit: int) -> Mention:
    """Return a mention with its right end mended; ``limit`` is where the next one begins."""
    if mention.label == "TITLE" and not mention.inner and text.endswith(" và", mention.start, mention.end):
        mention = replace(mention, end=mention.end - 3, position=mention.position.removesuffix(" và"))
        if _WITH_LEVEL.search(text, mention.start, mention.end):
            return _ending(text, mention, mention, mention.end)
    stray = _STRAY.search(text, mention.start, mention.end) if mention.label == "ORG" else None
    if stray is not None and text[mention.start : stray.start()].count(" ") >= 2:
        mention = replace(mention, end=stray.start(), rule=f"whole-body, {mention.rule}")
    joint = _JOINT.match(text, mention.start, mention.end) if mention.label == "ORG" else None
    if joint is not None:
        mention = replace(mention, start=joint.end(), rule=f"whole-body, {mention.rule}")
    body = mention.inner[-1] if mention.label == "TITLE" and mention.inner else mention
    if body.end != mention.end or (body is not mention and body.label != "ORG"):
        return mention
    if body is mention and mention.label not in ("ORG", "TITLE"):
        return mention
    end = body.end
    term = _TERM.search(text, body.start, end) if body.label == "ORG" else None
    if term is not None:
        return _ending(text, mention, body, term.start())
    if body.label == "ORG" and _UNIT.match(text, body.start):
        end = _field_end(text, end)
    if body.label == "ORG":
        more = _FORM.match(text, end) or (
            _AND_SCHOOL.match(text, end) if _SCHOOL.search(text, max(0, end - 12), end) else None
        )
        end = end if more is None else more.end()
    if end != body.end or _LEVELLED.search(text, max(body.start, end - 30), end):
        level = _AND_LEVEL.match(text, end)
        end = end if level is None else level.end()
    return mention if end == body.end or end > limit else _ending(text, mention, body, end)


def _field_end(text: str, end: int) -> int:
    """Return where a unit's name ends when words of its field follow up to the end of the name."""
    more = _MORE.match(text, end)
    words = [] if more is None else list(_WORD.finditer(text, *more.span("words")))[:_LONGEST_FIELD]
    folds = split_phrase(" ".join(word[0] for word in words))
    for found, _ in lexicons().org_fields.matches(folds, 0, len(folds)) if folds else ():
        if found <= len(words) and _ENDS.match(text, words[found - 1].end()):
            return words[found - 1].end()
    return end


def _ending(text: str, mention: Mention, body: Mention, end: int) -> Mention:
    """Return a mention that ends elsewhere, with the body inside it."""
    rule = f"whole-body, {mention.rule}"
    if mention.label == "ORG":
        return replace(mention, end=end, rule=rule)
    if body is not mention:
        inner = [*mention.inner[:-1], replace(body, end=end, rule=f"whole-body, {body.rule}")]
        return replace(mention, end=end, rule=rule, inner=inner)
    head = _WITH_LEVEL.search(text, mention.start, end)
    if head is None:
        return replace(mention, end=end, rule=rule)
    inner = [Mention("ORG", head.start(), end, mention.witness, "whole-body")]
    position = text[mention.start : head.start()].strip()
    return replace(mention, end=end, rule=rule, inner=inner, position=position)


def brands_in_brackets(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read a name in brackets right behind a company as the company's other name, wherever it stands.

    ``Công ty CP Tơ lụa Sao Mai (Sao Mai Silk)``. Not a place, a person's full name or anything with a colon;
    names that lie inside it are replaced.

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    brands: set[str] = set()
    for mention in mentions:
        body = mention.inner[-1] if mention.inner else mention
        brand = _BRAND.match(text, body.end) if body.label == "ORG" and body.end == mention.end else None
        if brand is not None and _is_company(text, body) and not _is_other(brand["name"]):
            brands.add(brand["name"])
    if not brands:
        return mentions
    anyone = "|".join(map(re.escape, sorted(brands, key=len, reverse=True)))
    starts = [mention.start for mention in mentions]
    replaced: set[int] = set()
    added: list[Mention] = []
    for found in re.finditer(rf"(?<!\w)(?:{anyone})(?!\w)", text):
        start, end = found.span()
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        inside = mentions[first:last]
        whole = any(m.label == "ORG" and (m.start, m.end) == (start, end) for m in inside)
        cut = (first and mentions[first - 1].end > start) or (inside and inside[-1].end > end)
        if not whole and not cut and all(m.label != "TITLE" for m in inside):
            replaced.update(range(first, last))
            added.append(Mention("ORG", start, end, WITNESS, "brand-in-brackets"))
    kept = [mention for at, mention in enumerate(mentions) if at not in replaced]
    return sorted([*kept, *added], key=lambda mention: mention.start)


def _is_company(text: str, body: Mention) -> bool:
    """Tell whether a name is a company's, or that of a board of one."""
    folds, heads = split_phrase(text[body.start : body.end]), lexicons().org_heads
    found = (heads.match(folds, at, len(folds)) for at in range(len(folds)))
    return any(head is not None and head[1] == COMPANY for head in found)


def _is_other(name: str) -> bool:
    """Tell whether a name is that of a place or a person."""
    folds, lex = split_phrase(name), lexicons()
    found = lex.places.match(folds, 0, len(folds))
    person = len(folds) > 1 and lex.surnames.get(folds[0]) == "strong"
    return person or (found is not None and found[0] == len(folds))
