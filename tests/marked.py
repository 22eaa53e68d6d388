"""The bracket notation of entity cases: ``[TITLE Giám đốc [ORG Sở Y tế]] [PER Lê Văn Bình] nói.``"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nsez_extract.entities.mention import Mention

Span = tuple[int, int, str]

_TAG = re.compile(r"\[(PER|ORG|LOC|TITLE) |\]")


def read_marked(marked: str) -> tuple[str, list[Span]]:
    """Return the text without its marks and the marked spans, outer ones first."""
    text, spans, open_marks, at = "", [], [], 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag[1]:
            open_marks.append((len(text), tag[1]))
        else:
            start, label = open_marks.pop()
            spans.append((start, len(text), label))
    assert not open_marks, f"a mark is left open: {marked}"
    return text + marked[at:], sorted(spans, key=_order)


def write_marked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with its spans marked; nested ones lie inside."""
    marked, ends = "", []
    ordered = sorted(spans, key=_order)
    for place, char in enumerate(text + "\n"):
        while ends and ends[-1] == place:
            marked += "]"
            ends.pop()
        while ordered and ordered[0][0] == place:
            _, end, label = ordered.pop(0)
            marked += f"[{label} "
            ends.append(end)
        marked += char
    return marked[:-1]


def _order(span: Span) -> tuple[int, int, bool]:
    start, end, label = span
    return start, -end, label != "TITLE"


def given_mentions(marked: str) -> tuple[str, list[Mention]]:
    """Return a marked text without its marks, and its mentions; bodies and places in titles are nested."""
    text, spans = read_marked(marked)
    mentions: list[Mention] = []
    for start, end, label in spans:
        mention = Mention(
            label, start, end, "test", "given", position=text[start:end] if label == "TITLE" else ""
        )
        outer = mentions[-1] if mentions and start < mentions[-1].end else None
        if outer is None:
            mentions.append(mention)
            continue
        if not outer.inner:
            outer.position = text[outer.start : start].rstrip(" ,").removesuffix(" của").rstrip(" ,")
        outer.inner.append(mention)
    return text, mentions
