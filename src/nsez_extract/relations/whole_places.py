"""Where the name of a place begins and ends: over its head noun and the ``City`` behind it."""

from __future__ import annotations

from dataclasses import replace

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations.gaps import compile_pattern

_HEAD = compile_pattern(rf"(?<!\w)(?:{any_of('heads_of_places')}) \Z")
_MANY = compile_pattern(rf"(?<!\w)(?:{any_of('plural')}|\d+|chính quyền) \Z")
_CITY = compile_pattern(r" (?-i:City)(?!\w)")
_LONGEST = 14  # characters of a head noun and of a word before it


def whole_places(text: str, mentions: list[Mention]) -> list[Mention]:
    """Extend a place's name over the head noun before it and ``City`` after it.

    ``đảo [Phú Quý]``, ``[Davao] City``. The head nouns are those that nearly always belong to the name; not
    where several are named together (``hai đảo Phú Quý và Lý Sơn``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    out: list[Mention] = []
    last = 0
    for at, mention in enumerate(mentions):
        if mention.label == "LOC" and text[mention.start].isupper():
            limit = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
            head = _HEAD.search(text, max(last, mention.start - _LONGEST), mention.start)
            if head is not None and not _MANY.search(text, max(0, head.start() - _LONGEST), head.start()):
                mention = replace(mention, start=head.start(), rule=f"whole-place, {mention.rule}")
            city = _CITY.match(text, mention.end)
            if city is not None and city.end() <= limit:
                mention = replace(mention, end=city.end(), rule=f"whole-place, {mention.rule}")
        out.append(mention)
        last = mention.end
    return out
