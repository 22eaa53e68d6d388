"""Names that a text has settled once, found where else they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from nsez_extract.entities.findings import WITNESS
from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.phrases import fold, split_phrase

_BRACKETED = re.compile(r"\s?\(\s?(?P<short>[A-ZĐ][A-ZĐ&.-]{1,11})\s?\)")


def remembered(text: str, mentions: list[Mention]) -> list[Mention]:
    """Find again the names that the text settles elsewhere.

    * a name of three words or more, or an abbreviation in brackets behind its long form, that is settled
      with one label everywhere else is a mention where nothing is found;
    * a name of two words or more that is settled with two labels takes the label of the clear majority.

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    labels = _labels(text, mentions)
    agreed = [_agreed(text, mention, labels) for mention in mentions]
    return _found_again(text, agreed, labels)


def _labels(text: str, mentions: Sequence[Mention]) -> dict[str, Counter[str]]:
    """Return how often each surface is settled with each label."""
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        for name in (mention, *mention.inner):
            if name.label != "TITLE":
                labels[text[name.start : name.end]][name.label] += 1
    return labels


def _agreed(text: str, mention: Mention, labels: dict[str, Counter[str]]) -> Mention:
    """Return a mention with the label that its surface has in most other places."""
    said = labels.get(text[mention.start : mention.end])
    if said is None or mention.label == "TITLE" or len(said) < 2 or "LOC" in said:
        return mention  # a place's name may stand for a team
    (first, most), (_, next_most) = said.most_common(2)
    if first == mention.label or most < 3 * next_most or " " not in text[mention.start : mention.end]:
        return mention
    return replace(mention, label=first, rule=f"agreed, {mention.rule}")


def _found_again(text: str, mentions: list[Mention], labels: dict[str, Counter[str]]) -> list[Mention]:
    """Add the mentions of settled names that were passed over."""
    wanted = {surface: said for surface, said in labels.items() if len(said) == 1 and _safe(surface, said)}
    wanted |= {short: Counter({"ORG": 1}) for short in _abbreviations(text, mentions) if short not in labels}
    missing = [surface for surface, said in wanted.items() if text.count(surface) > said.total()]
    if not missing:
        return mentions
    starts = [mention.start for mention in mentions]
    pattern = re.compile(
        r"(?<![\w&-])(?:" + "|".join(map(re.escape, sorted(missing, key=len, reverse=True))) + r")(?![\w&-])"
    )
    found: list[Mention] = []
    for match in pattern.finditer(text):
        at = bisect_left(starts, match.end())
        if at and mentions[at - 1].end > match.start():
            continue
        if text[match.end() : match.end() + 2].lstrip(" ")[:1].isupper() and text[match.end()] == " ":
            continue  # it may only begin a longer name
        (label,) = wanted[match[0]]
        found.append(Mention(label, match.start(), match.end(), WITNESS, "remembered"))
    return sorted([*mentions, *found], key=lambda mention: mention.start) if found else mentions


def _safe(surface: str, said: Counter[str]) -> bool:
    """Tell whether a name cannot well mean anything else where it stands again."""
    if len(surface.split()) < 3 or "LOC" in said or not surface[0].isupper():
        return False
    return "PER" not in said or fold(surface.split()[0]) in lexicons().surnames


def _abbreviations(text: str, mentions: Sequence[Mention]) -> set[str]:
    """Return the abbreviations in brackets right behind the organisations whose initials they share."""
    found = set()
    for mention in mentions:
        for name in (mention, *mention.inner):
            if name.label != "ORG":
                continue
            match = _BRACKETED.match(text, name.end)
            if match is None:
                continue
            initials = {word[0] for word in split_phrase(text[name.start : name.end])}
            letters = [letter.lower() for letter in match["short"] if letter.isalpha()]
            if len(letters) > 1 and sum(letter in initials for letter in letters) * 2 >= len(letters):
                found.add(match["short"])
    return found
