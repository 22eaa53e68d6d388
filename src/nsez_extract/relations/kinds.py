"""Repairs of the kind of a name: by its head noun, what stands beside it, what else the text calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.relations.gaps import ADDRESS, compile_pattern
from nsez_extract.relations.names import Tokens, body_name, place_name, tokens_of

_DROP = ""
_Judge = Callable[[Mention], str | None]
"""What gives a name its label: None leaves it as it is, the empty string drops the mention."""

_PLACE = compile_pattern(
    rf"(?:{any_of('heads_of_plants')})(?!\w| tử)"
    r"|(?:CHDCND|CHXHCN|CHND|CHLB|cộng hòa|vương quốc|nước|thủ đô|cố đô"
    r"|tỉnh|huyện|phường|quận|thị xã|thành phố)\s(?-i:[A-ZĐ])"
)
_DEPUTY = re.compile(r"(?:, ?| và )phó (?P<head>\w+)", re.IGNORECASE)
_SEATS = words("seats_of_power")
_AT = compile_pattern(r"(?<!\w)(?:tại|tới|đến|ở|rời|vào|về|thăm|trước|ngoài|trong)\s+\Z")
_SPORT = compile_pattern(rf"(?<!\w)(?:{any_of('words_of_sport')})(?!\w)")
_AGAINST = re.compile(r"(?<=\w) [-–] (?=\w)")
_FEWEST_SPORT = 6  # words of sport in an article about it
_CLUB = compile_pattern(rf"(?:{any_of('heads_of_teams')})\s+(?P<city>.+)")
_LONGEST_CITY = 4  # syllables
_SCORE = re.compile(r" \d{1,2} ?[-–] ?\d{1,2}(?![\d/.,])")
_LOCATIVE = compile_pattern(rf"(?<!\w)(?:{any_of('before_a_place')})\.?\s+\Z")
_STOCKS = compile_pattern(rf"(?:{any_of('words_of_stocks')})")
_FEWEST_STOCKS = 3  # words of the stock market in a report of a session
_TICKER = re.compile(r"[A-Z][A-Z0-9]{2}")
_MOVES = compile_pattern(
    rf"\s(?:cũng |đều |chỉ |có lúc |tiếp tục |đã )?(?:{any_of('moves_of_securities')})(?!\w)[^.;]{{0,30}}\d"
    r"|\s?\(?[\d.,]+ đơn vị"
)
_CODES = compile_pattern(
    r"(?<!\w)(?:các mã|mã|mã cổ phiếu|mã chứng khoán|cổ phiếu|[A-Z][A-Z0-9]{2},|[A-Z][A-Z0-9]{2} và)\s+\Z"
)
_ADDRESSED = compile_pattern(rf"(?<!\w){ADDRESS}\s+\Z")
_BRACKET = re.compile(r"\s?\(\s?[“\"]?")
_DATELINE = re.compile(r"\s?[-–]\s")
_NEAR = 24


def kinds_by_head(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read power plants and names that open with a level word as places.

    So is the White House or its like where somebody is or goes there. The head's office before its deputy's
    is no name (``Chánh, phó chánh văn phòng``). A person whose last word is ``Group`` or its like is a
    company.
    """

    business = lexicons().foreign_org_words

    def judge(name: Mention) -> str | None:
        surface = text[name.start : name.end]
        if name.label == "PER":
            deputy = _DEPUTY.match(text, name.end)
            if deputy and deputy["head"].lower() == surface.lower():
                return _DROP
            return "ORG" if " " in surface and surface.rsplit(" ", 1)[1] in business else None
        seat = name.label == "ORG" and fold(surface) in _SEATS
        if seat and _AT.search(text, max(0, name.start - _NEAR), name.start):
            return "LOC"
        return "LOC" if name.label == "ORG" and _PLACE.match(surface) else None

    return list(_relabelled(mentions, judge, "kind-by-head"))


def teams(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read a city as its team in an article about sport.

    A place right before a score is a team (``Quảng Nam 1-1``); so is a city whose club the article names,
    unless a word of place stands before it (``sân``, ``tại``). Two teams of one match are two names
    (``[Sao Mai - Quảng Nam] 1-1``).
    """
    if sum(1 for _ in _SPORT.finditer(text)) < _FEWEST_SPORT:
        return mentions
    mentions = [part for mention in mentions for part in _teams_of_match(text, mention)]
    clubs: set[Tokens] = set()
    for mention in mentions:
        for name in (mention, *mention.inner):
            club = _CLUB.fullmatch(text, name.start, name.end) if name.label == "ORG" else None
            if club is not None:
                tokens = tokens_of(club["city"])
                clubs |= {tokens[at:] for at in range(max(0, len(tokens) - _LONGEST_CITY), len(tokens))}
    provinces = lexicons().places

    def judge(name: Mention) -> str | None:
        if name.label != "LOC":
            return None
        if _SCORE.match(text, name.end):
            return "ORG"
        tokens = tokens_of(text[name.start : name.end])
        found = provinces.match(tokens, 0, len(tokens)) if tokens in clubs else None
        city = found is not None and found[1].level == "province"
        before = text[max(0, name.start - _NEAR) : name.start]
        return "ORG" if city and not _LOCATIVE.search(before) else None

    return list(_relabelled(mentions, judge, "team"))


def _teams_of_match(text: str, mention: Mention) -> list[Mention]:
    """Return the two teams of a match that are marked as one name before its score, else the mention."""
    dash = _AGAINST.search(text, mention.start, mention.end) if mention.label == "ORG" else None
    if dash is None or not _SCORE.match(text, mention.end):
        return [mention]
    rule = f"team, {mention.rule}"
    return [replace(mention, end=dash.start(), rule=rule), replace(mention, start=dash.end(), rule=rule)]


def companies(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read a person or place as a company where the text names that company.

    A name in brackets right behind an organisation with which it shares a syllable, or the name proper of a
    company named with its head noun, is the company; not after a form of address, nor when it begins with a
    Vietnamese surname.
    """
    proper: set[Tokens] = set()
    for at, mention in enumerate(mentions):
        for name in (mention, *mention.inner):
            if name.label == "ORG":
                parts = body_name(" ".join(text[name.start : name.end].split()))
                if parts.company and parts.headed and parts.proper and not parts.place:
                    proper.add(parts.proper)
                following = mentions[at + 1] if at + 1 < len(mentions) else None
                if following is not None and following.label == "PER":
                    short = tokens_of(text[following.start : following.end])
                    if _BRACKET.fullmatch(text, name.end, following.start) and set(short) & set(parts.tokens):
                        proper.add(short)
    surnames = lexicons().surnames

    def judge(name: Mention) -> str | None:
        if name.label != "PER" or not proper:
            return None
        tokens = tokens_of(text[name.start : name.end])
        if tokens not in proper or surnames.get(tokens[0]) == "strong":
            return None
        before = text[max(0, name.start - _NEAR) : name.start]
        return None if _ADDRESSED.search(before) else "ORG"

    return list(_relabelled(mentions, judge, "company-named"))


def places(text: str, mentions: list[Mention]) -> list[Mention]:
    """Read a person as a place where the text names that place with its level word, or in a dateline.

    Not after a form of address or a title, nor what can be the name after which the place is called.
    """
    levelled: set[Tokens] = set()
    for mention in mentions:
        for name in (mention, *mention.inner):
            if name.label == "LOC":
                parts = place_name(" ".join(text[name.start : name.end].split()))
                if parts.level and len(parts.name) > 1:
                    levelled.add(parts.name)
    titled = {mention.end for mention in mentions if mention.label == "TITLE"}
    listed, surnames = lexicons().places, lexicons().surnames

    def judge(name: Mention) -> str | None:
        if name.label != "PER":
            return None
        tokens = tokens_of(text[name.start : name.end])
        before = text[max(0, name.start - _NEAR) : name.start]
        if _ADDRESSED.search(before) or name.start - 1 in titled:
            return None
        if tokens in levelled and not (len(tokens) > 1 and surnames.get(tokens[0]) == "strong"):
            return "LOC"
        line_start = not before.strip(" (") or before.rstrip(" (").endswith("\n")
        if line_start and _DATELINE.match(text, name.end):
            found = listed.match(tokens, 0, len(tokens))
            return "LOC" if found and found[0] == len(tokens) and found[1].level == "province" else None
        return None

    return list(_relabelled(mentions, judge, "place-named"))


def tickers(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop the codes of securities in a report of a stock exchange's session.

    They stand after ``mã`` or another code, or their price or volume stands after them (``VCB mất 1,9%``);
    what acts as a company stays (``HPG công bố``).
    """
    if sum(1 for _ in _STOCKS.finditer(text)) < _FEWEST_STOCKS:
        return mentions

    def judge(name: Mention) -> str | None:
        if name.label != "ORG" or not _TICKER.fullmatch(text, name.start, name.end):
            return None
        before = text[max(0, name.start - _NEAR) : name.start]
        return _DROP if _MOVES.match(text, name.end) or _CODES.search(before) else None

    return list(_relabelled(mentions, judge, "ticker"))


def _relabelled(mentions: Sequence[Mention], judge: _Judge, rule: str) -> Iterator[Mention]:
    """Yield the mentions with the labels a judge gives; names inside titles stay places or organisations."""
    for mention in mentions:
        if mention.label == "TITLE":
            changed = [judge(name) for name in mention.inner]
            if any(label in ("ORG", "LOC") for label in changed):
                inner = [
                    _named(name, label, rule) if label in ("ORG", "LOC") else name
                    for name, label in zip(mention.inner, changed, strict=True)
                ]
                mention = replace(mention, inner=inner)
            yield mention
            continue
        label = judge(mention)
        if label != _DROP:
            yield mention if label is None else _named(mention, label, rule)


def _named(name: Mention, label: str, rule: str) -> Mention:
    """Return a name with another label and the repair's name before its rule."""
    return replace(name, label=label, rule=f"{rule}, {name.rule}")
