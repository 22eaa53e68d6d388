"""Names run together with their neighbour, and names torn at a hyphen or an initial."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of, words
from nsez_extract.lexicon.phrases import fold
from nsez_extract.text.syllables import is_syllable

_PERSON = re.compile(r" (?P<name>[^\W\d_a-zđ]\w+(?: [^\W\d_a-zđ]\w+){1,3})")
_HYPHEN = re.compile(r" ?[-–] ?(?P<rest>[A-ZĐ]\w+(?: [A-ZĐ]\w+){0,2})")
_KOREAN = re.compile(rf"(?i:{any_of('korean_surnames')}) (?P<given>\w+)")
_KOREAN_REST = re.compile(r" ?- ?(?P<rest>[a-z]{2,6})(?![\w-])")
_FEWEST_SHIFTED = 4  # words of a name whose first may belong to the name before it
_JUNIOR = re.compile(r" [JS]r\Z")
_ARTICLES = words("arabic_articles")
_FEWEST_TORN = 2  # times a name stands behind a hyphen


def part_glued(text: str, mentions: list[Mention]) -> list[Mention]:
    """Part a company's one-word name from the person named behind it (``giám đốc Huawei Mạnh Vãn Chu``).

    The text must name the company alone elsewhere, and the two stand at the end of a title, behind one, or as
    one person.

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    named = (n for mention in mentions for n in (mention, *mention.inner) if n.label == "ORG")
    brands = {word for name in named if " " not in (word := text[name.start : name.end])}
    out: list[Mention] = []
    for mention in mentions:
        body = mention.inner[-1] if mention.label == "TITLE" and mention.inner else mention
        brand = text[body.start : body.end].split(" ", 1)[0]
        end = body.start + len(brand)
        person = _PERSON.fullmatch(text, end, body.end) if brand in brands else None
        behind = bool(out) and out[-1].label == "TITLE" and out[-1].end == body.start - 1
        glued = body.label == "PER" or (body.label == "ORG" and (body is not mention or behind))
        if not glued or person is None or body.end != mention.end:
            out.append(mention)
            continue
        company = replace(body, label="ORG", end=end, rule=f"glued-name, {body.rule}")
        if body is mention:
            out.append(company)
        else:
            inner = [*mention.inner[:-1], company]
            out.append(replace(mention, end=end, inner=inner, rule=f"glued-name, {mention.rule}"))
        out.append(Mention("PER", person.start("name"), body.end, body.witness, "glued-name"))
    return out


def part_shifted(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the first word of a name back to the name before it (``[xã Bình Đông] [Hòa Nguyễn Văn Tấn]``).

    Where the second of four or more words is a common surname and the first is not.

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    surnames = lexicons().surnames
    out: list[Mention] = []
    for mention in mentions:
        before = out[-1] if out else None
        parts = text[mention.start : mention.end].split(" ") if mention.label == "PER" else []
        if (
            before is not None
            and before.label != "PER"
            and text[before.end : mention.start] == " "
            and text[before.start : before.end].rsplit(" ", 1)[-1][:1].isupper()
            and len(parts) >= _FEWEST_SHIFTED
            and surnames.get(fold(parts[0])) != "strong"
            and surnames.get(fold(parts[1])) == "strong"
        ):
            end = mention.start + len(parts[0])
            inner = before.inner
            if inner and inner[-1].end == before.end:
                inner = [*inner[:-1], replace(inner[-1], end=end)]
            out[-1] = replace(before, end=end, inner=inner, rule=f"glued-name, {before.rule}")
            mention = replace(mention, start=end + 1, rule=f"glued-name, {mention.rule}")
        out.append(mention)
    return out


def join_initials(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a person's initial to the name after its full stop, and the full stop after ``Jr`` to the name.

    ``[V]. [Putin]``; ``[Robert Kennedy Jr].``.

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    out: list[Mention] = []
    for mention in mentions:
        before = out[-1] if out else None
        if mention.label == "PER":
            if before is not None and before.label == "PER" and _is_initial(text, before, mention):
                out[-1] = replace(before, end=mention.end, rule=f"torn-name, {mention.rule}")
                continue
            if _JUNIOR.search(text, mention.start, mention.end) and text.startswith(".", mention.end):
                mention = replace(mention, end=mention.end + 1, rule=f"torn-name, {mention.rule}")
        out.append(mention)
    return out


def _is_initial(text: str, letter: Mention, name: Mention) -> bool:
    """Tell whether a person's mention is one capital letter, and a full stop parts it from the name."""
    single = letter.end == letter.start + 1 and text[letter.start].isupper()
    return single and text[letter.end : name.start] in (".", ". ")


def join_torn(text: str, mentions: list[Mention]) -> list[Mention]:
    """Join a foreign person's name that is torn at a hyphen (``[Miguel Diaz] - Canel Bermudez``).

    Only where what follows the hyphen never stands without one before it, at two places or more; at one where
    an Arabic article stands before it (``[Sami Al] - Khalil``) or no word beside it is a Vietnamese syllable
    (``[Nana Akufo] - Addo``). The second syllable of a Korean's given name may be in small letters
    (``[Kim Yong] - nam``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    mentions = [_whole_korean(text, mention) for mention in mentions]
    surnames = lexicons().surnames
    torn: dict[int, int] = {}
    sure: set[str] = set()
    counts: Counter[str] = Counter()
    for at, mention in enumerate(mentions):
        rest = _HYPHEN.match(text, mention.end) if mention.label == "PER" else None
        first = text[mention.start : mention.end].split(" ", 1)[0]
        if rest is not None and surnames.get(fold(first)) != "strong":
            torn[at] = rest.end()
            word = rest["rest"].split(" ", 1)[0]
            counts[word] += 1
            if _foreign(text[mention.start : mention.end], rest["rest"]):
                sure.add(word)
    safe = {
        word
        for word, count in counts.items()
        if (count >= _FEWEST_TORN or word in sure) and _always_torn(text, word)
    }
    if not safe:
        return mentions
    out: list[Mention] = []
    for at, mention in enumerate(mentions):
        if out and mention.start < out[-1].end:
            continue  # what follows the hyphen
        end = torn.get(at)
        rest = _HYPHEN.match(text, mention.end) if end is not None else None
        if rest is not None and rest["rest"].split(" ", 1)[0] in safe:
            mention = replace(mention, end=rest.end(), rule=f"torn-name, {mention.rule}")
        out.append(mention)
    return out


def _whole_korean(text: str, mention: Mention) -> Mention:
    """Return a Korean's name with the rest of the given name after a hyphen."""
    name = _KOREAN.fullmatch(text, mention.start, mention.end) if mention.label == "PER" else None
    rest = _KOREAN_REST.match(text, mention.end) if name is not None else None
    if name is None or rest is None or (is_syllable(name["given"]) and is_syllable(rest["rest"])):
        return mention  # Kim Anh - con gái
    return replace(mention, end=rest.end(), rule=f"torn-name, {mention.rule}")


def _foreign(name: str, rest: str) -> bool:
    """Tell whether a name and what follows its hyphen are one foreign name by their look alone."""
    parts = name.split(" ")
    if parts[-1].lower() in _ARTICLES:
        return len(parts) > 1
    return len(parts) > 1 and " " not in rest and not (is_syllable(parts[-1]) or is_syllable(rest))


def _always_torn(text: str, word: str) -> bool:
    """Tell whether a word stands behind a hyphen wherever it stands."""
    found = re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return all(text[max(0, match.start() - 2) : match.start()].strip() in ("-", "–") for match in found)
