"""The gold checker: is an annotation well-formed and consistent with its raw text?

Errors break the format or the guideline's hard rules; warnings are places worth a second look.

>>> from nsez_extract.score.inline import from_inline
>>> gold = from_inline('Bà <PER>Lan </PER>mua <NUMBER v="1e3">1.000</NUMBER> con.', doc_id="a")
>>> for problem in check_gold(gold, "Bà Lan mua 1.000 con."):
...     print(problem)
a:3: error blank-edge: PER 'Lan ' begins or ends with a blank
a:11: error not-decimal: NUMBER '1.000': value '1e3' is not an exact decimal without exponent or grouping
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS
from nsez_extract.score.check_subjects import role_attribute_findings, subject_findings
from nsez_extract.score.gold import GoldDocument, GoldEntity, GoldQuantity, Span, sha256_of
from nsez_extract.score.lines import lines_of, trim
from nsez_extract.score.problems import Finding, GoldProblem
from nsez_extract.score.values import value_problems

_OPENERS = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«", '"': '"', "'": "'"}
_PUNCTUATION = regex.compile(r"[\p{P}]")
_SIGNS = frozenset("-–−+$")
_INSIDE_WORD = regex.compile(r"[\p{L}\p{M}]{2}")
_GLUE = regex.compile(r"[\p{Ll}\p{M}]\p{Lu}|.\p{Lu}\p{M}*\p{Ll}")  # tỉnhPGS, IIIToàn
_NUMBER_GOES_ON = regex.compile(r"\d[.,]?\d")


def check_gold(gold: GoldDocument, raw: str) -> list[GoldProblem]:
    """Check one gold document against its raw text.

    Args:
        gold (GoldDocument): The annotation.
        raw (str): The raw text it stands on.

    Returns:
        list[GoldProblem]: Sorted by offset; empty when all is well.
    """
    findings: list[Finding] = []
    if gold.sha256 != sha256_of(raw):
        findings.append(Finding(0, "sha256-mismatch", "the annotation was made on another raw text"))
    marks: list[tuple[str, GoldEntity | GoldQuantity]] = [(e.label, e) for e in gold.entities]
    marks += [(q.kind, q) for q in gold.quantities]
    for label, mark in marks:
        findings += _span_findings(raw, label, mark)
    findings += _labels(gold)
    findings += _overlaps([(label, mark.span) for label, mark in marks])
    for quantity in gold.quantities:
        findings += (
            Finding(quantity.start, code, f"{quantity.kind} {quantity.text!r}: {message}")
            for code, message in value_problems(quantity)
        )
    findings += _roles(gold, raw)
    findings += role_attribute_findings(gold)
    findings += subject_findings(gold)
    if gold.sentences is not None:
        findings += _sentences(gold.sentences, [(label, mark.span) for label, mark in marks], raw)
    return sorted(GoldProblem(gold.doc_id, f.offset, f.code, f.message, f.level) for f in findings)


def _labels(gold: GoldDocument) -> Iterator[Finding]:
    """Find labels and kinds that do not exist."""
    for entity in gold.entities:
        if entity.label not in ENTITY_LABELS:
            known = ", ".join(ENTITY_LABELS)
            yield Finding(entity.start, "unknown-label", f"{entity.label!r} is none of {known}")
    for quantity in gold.quantities:
        if quantity.kind not in QUANTITY_KINDS:
            known = ", ".join(QUANTITY_KINDS)
            yield Finding(quantity.start, "unknown-kind", f"{quantity.kind!r} is none of {known}")


def _span_findings(raw: str, label: str, mark: GoldEntity | GoldQuantity) -> Iterator[Finding]:
    """Find spans that are out of range, padded, cut a word, or hold edge punctuation."""
    start, end, text = mark.start, mark.end, mark.text
    if not 0 <= start < end <= len(raw):
        yield Finding(max(start, 0), "out-of-range", f"{label} {text!r}: no {start}-{end} in the raw text")
        return
    if raw[start:end] != text:
        yield Finding(start, "text-mismatch", f"{label}: text {text!r}, raw text {raw[start:end]!r}")
        return
    if trim(raw, start, end) != (start, end):
        yield Finding(start, "blank-edge", f"{label} {text!r} begins or ends with a blank")
        return
    if _cuts_word(raw, start, end):
        yield Finding(
            start, "inside-word", f"{label} {text!r} begins or ends inside a word or number", "warning"
        )
    if _edge_punctuation(text, label in QUANTITY_KINDS):
        yield Finding(
            start, "edge-punctuation", f"{label} {text!r} begins or ends with punctuation", "warning"
        )


def _cuts_word(raw: str, start: int, end: int) -> bool:
    """Tell whether an edge lies inside a word or a number; glued-on captions are no cut.

    >>> _cuts_word("thứ IIIToàn cảnh", 4, 7), _cuts_word("Nguyễn", 0, 3), _cuts_word("7.500 ha", 2, 5)
    (False, True, True)
    """
    for edge in (start, end):
        if not 0 < edge < len(raw):
            continue
        if _INSIDE_WORD.match(raw, edge - 1) and not _GLUE.match(raw, edge - 1):
            return True
    before = _NUMBER_GOES_ON.search(raw, max(start - 2, 0), start + 1)
    return bool(before and before.end() > start) or _NUMBER_GOES_ON.match(raw, end - 1) is not None


def _edge_punctuation(text: str, is_quantity: bool) -> bool:
    """Tell whether a span begins or ends with punctuation that is not the name's own.

    >>> _edge_punctuation("“Sao Mai” Group", False), _edge_punctuation("“Sao Mai”", False)
    (False, True)
    >>> _edge_punctuation("-0,13%", True), _edge_punctuation("Công ty A (Việt Nam)", False)
    (False, False)
    """
    first, last, inner = text[0], text[-1], text[1:-1]
    if _PUNCTUATION.match(first) and not (is_quantity and first in _SIGNS):
        closers = [c for c, o in _OPENERS.items() if o == first]
        if not (closers and closers[0] in inner):
            return True
    if _PUNCTUATION.match(last) and not (is_quantity and last in "%‰"):
        opener = _OPENERS.get(last)
        return not (opener and opener in inner)
    return False


def _overlaps(marks: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    """Find marks that overlap, other than ORG and LOC inside a TITLE, and exact duplicates."""
    ordered = sorted(marks, key=lambda m: (m[1][0], -m[1][1], m[0] != "TITLE", m[0]))
    open_marks: list[tuple[str, Span]] = []
    for label, span in ordered:
        open_marks = [m for m in open_marks if m[1][1] > span[0]]
        for other, outer in open_marks:
            if (other, outer) == (label, span):
                yield Finding(span[0], "duplicate", f"{label} {span[0]}-{span[1]} is marked twice")
            elif not (other == "TITLE" and label in ("ORG", "LOC") and span[1] <= outer[1]):
                yield Finding(
                    span[0],
                    "overlap",
                    f"{label} {span[0]}-{span[1]} overlaps {other} {outer[0]}-{outer[1]}; only ORG and LOC "
                    "may lie inside a TITLE",
                )
        open_marks.append((label, span))


def _roles(gold: GoldDocument, raw: str) -> Iterator[Finding]:
    """Find roles that do not join a PER, a TITLE and an ORG of one line, or repeat."""
    starts = [line[0] for line in lines_of(raw)]
    sentences = sorted(gold.sentences or ())
    spans: dict[str, set[Span]] = {
        str(label): {e.span for e in gold.entities if e.label == label} for label in ENTITY_LABELS
    }
    seen = set()
    for role in gold.roles:
        at = role.title[0]
        parts = {"PER": role.person, "TITLE": role.title, "ORG": role.organization}
        for label, span in parts.items():
            if span is not None and span not in spans[label]:
                yield Finding(at, "role-span", f"the role's {label} {span[0]}-{span[1]} is not marked so")
        spans_of = [span for span in parts.values() if span is not None]
        if len({bisect_right(starts, span[0]) for span in spans_of}) > 1:
            yield Finding(at, "role-line", "the role joins marks of different lines")
        elif len({bisect_right(sentences, (s[0], len(raw))) for s in spans_of}) > 1:
            yield Finding(at, "role-sentence", "the role joins marks of different sentences", "warning")
        if (role.person, role.title) in seen:
            yield Finding(at, "duplicate", "the same person and title are joined twice")
        seen.add((role.person, role.title))


def _sentences(sentences: Sequence[Span], marks: Sequence[tuple[str, Span]], raw: str) -> Iterator[Finding]:
    """Find sentences out of order or padded, and marks that are not within one sentence."""
    previous = 0
    for start, end in sentences:
        if not 0 <= start < end <= len(raw):
            yield Finding(max(start, 0), "out-of-range", f"no sentence {start}-{end} in the raw text")
            continue
        if start < previous:
            yield Finding(start, "sentence-order", f"sentence {start}-{end} begins before the last one ends")
        previous = max(previous, end)
        if trim(raw, start, end) != (start, end):
            yield Finding(start, "blank-edge", f"sentence {start}-{end} begins or ends with a blank")
    ordered = sorted(sentences)
    starts = [s[0] for s in ordered]
    for label, (start, end) in marks:
        at = bisect_right(starts, start) - 1
        if at < 0 or end > ordered[at][1]:
            yield Finding(start, "outside-sentence", f"{label} {start}-{end} is not within one sentence")
