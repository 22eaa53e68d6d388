"""Putting found spans on a document, to the character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

Found = tuple[int, int, str]
"""A span of the raw text: first code point, one past the last, label."""


def place_groups(doc: Doc, groups: Mapping[str, Sequence[Found]]) -> None:
    """Set span groups of a document; tokens that a span begins or ends inside are divided first.

    Args:
        doc (spacy.tokens.Doc): The document.
        groups (Mapping[str, Sequence[tuple[int, int, str]]]): Key in ``doc.spans`` to its spans.
    """
    found = {key: _spans(doc, items) for key, items in groups.items()}
    if any(span is None for spans in found.values() for span in spans):
        _divide(
            doc, {place for items in groups.values() for start, end, _ in items for place in (start, end)}
        )
        found = {key: _spans(doc, items) for key, items in groups.items()}
    for key, spans in found.items():
        doc.spans[key] = [span for span in spans if span is not None]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no span before them.

    Args:
        spans (Iterable[spacy.tokens.Span]): By their start, outer before inner.

    Returns:
        list[spacy.tokens.Span]: Without overlaps, in the same order.
    """
    kept: list[Span] = []
    end = 0
    for span in spans:
        if span.start >= end:
            kept.append(span)
            end = span.end
    return kept


def start_sentences(doc: Doc, starts: Iterable[int]) -> None:
    """Set the sentence boundaries of a document.

    Args:
        doc (spacy.tokens.Doc): The document.
        starts (Iterable[int]): Indices of tokens a sentence begins with; the first token always does.
    """
    marks: Any = doc.to_array(["SENT_START"])
    marks[:] = _NOT_A_START
    marks[:1] = 1
    for index in starts:
        marks[index] = 1
    doc.from_array(["SENT_START"], marks)


_NOT_A_START = 2**64 - 1
"""int: -1 as spaCy's arrays of unsigned integers hold it."""


def _spans(doc: Doc, items: Sequence[Found]) -> list[Span | None]:
    """Return the spans of whole tokens, None where there are no such tokens."""
    return [doc.char_span(start, end, label=label) for start, end, label in items]


def _divide(doc: Doc, places: Iterable[int]) -> None:
    """Divide the tokens that one of the places lies inside; sentences, entities and groups stay."""
    cuts = sorted(places)
    marks = dict(zip((token.idx for token in doc), doc.to_array(["SENT_START"]), strict=True))
    named = doc.has_annotation("ENT_IOB")
    entities = [_saved(span) for span in doc.ents]
    groups = {key: (dict(group.attrs), [_saved(span) for span in group]) for key, group in doc.spans.items()}
    with doc.retokenize() as retokenizer:
        for token in doc:
            start, end = token.idx, token.idx + len(token)
            inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
            if inside:
                ends = [*inside, end]
                parts = [doc.text[a:b] for a, b in zip([start, *inside], ends, strict=True)]
                retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))
    if not doc.has_annotation("DEP"):
        renewed: Any = doc.to_array(["SENT_START"])
        unknown = _NOT_A_START if any(marks.values()) else 0
        for token in doc:
            renewed[token.i] = marks.get(token.idx, unknown)
        doc.from_array(["SENT_START"], renewed)
    if named:
        doc.ents = [_restored(doc, saved) for saved in entities]
    for key, (attrs, saved_spans) in groups.items():
        spans = [_restored(doc, saved) for saved in saved_spans]
        doc.spans[key] = SpanGroup(doc, name=key, attrs=attrs, spans=spans)


_Saved = tuple[int, int, str, str, str]


def _saved(span: Span) -> _Saved:
    """Return a span as characters of the text, its label and ids."""
    return span.start_char, span.end_char, span.label_, span.kb_id_, span.id_


def _restored(doc: Doc, saved: _Saved) -> Span:
    """Return a saved span after the tokens it begins and ends with have been divided."""
    start, end, label, kb_id, span_id = saved
    span = doc.char_span(start, end, label=label, kb_id=kb_id, span_id=span_id)
    assert span is not None  # dividing tokens only adds boundaries
    return span
