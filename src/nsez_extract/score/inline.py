"""The inline form gold is written in: the raw text with tags added and nothing else changed.

Marks are ``<PER>…</PER>`` and so on for ORG, LOC, TITLE, MONEY, PERCENT, NUMBER and DATE.
Attributes:

* ``id`` on all of them: free, ignored.
* On quantities ``v`` value, ``lo`` and ``hi`` range, ``c`` currency, ``u`` unit, ``m`` modifier.
* On PER, ORG and LOC ``c``: the canonical form of the subject, where it is not the mark's own text;
  ``k``: the number (2, 3 …) of a second, third … subject with literally the same canonical form.
* On TITLE ``of``: its holders (``;`` between several); ``org``: its organisation, where that is not
  nested inside it. Both name the nearest PER or ORG with that text on the same line. Of how the
  holders hold it: ``status`` (former, acting, elected, leaving; without it current), ``since`` and
  ``until`` (ISO year, month or day), and ``inferred``: the canonical form of the ORG that another
  sentence makes clear as the body; it stands for the nearest mark of that subject before the TITLE,
  else after it.

Two empty tags mark sentences: ``<S/>`` is a break inside a line (line breaks always break), and
``<NOISE/>`` as the first thing of a line says that the line is a scraping placeholder and gives no
sentence. A third, ``<SUBJECTS/>`` as the very first thing, says that subjects are annotated; a ``c`` or
``k`` anywhere says so too, so only a text in which every mark is its own canonical form needs it.
Nothing is escaped but ``"`` inside an attribute (``&quot;``).

>>> gold = from_inline('<TITLE of="Lan">Giám đốc</TITLE> <PER>Lan</PER> xin chào.<S/> Hết.', doc_id="a")
>>> gold.roles[0].person, gold.sentences
((9, 12), [(0, 22), (23, 27)])
>>> gold = from_inline('<PER>Lê Lan</PER>, bà <PER c="Lê Lan">Lan</PER>', doc_id="a")
>>> [(subject.canonical, subject.mentions) for subject in gold.subjects]
[('Lê Lan', [(0, 6), (11, 14)])]
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from nsez_extract.errors import UsageError
from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS
from nsez_extract.score.gold import (
    SUBJECT_LABELS,
    GoldDocument,
    GoldEntity,
    GoldQuantity,
    GoldRole,
    Span,
    sha256_of,
)
from nsez_extract.score.lines import lines_of, trim
from nsez_extract.score.names import normal_form
from nsez_extract.score.subjects import NamedMark, nearest_mention, subjects_of_marks

_TAG = regex.compile(
    r"<(?:(?P<empty>SUBJECTS|S|NOISE)\s*/|(?P<close>/)?(?P<label>"
    + "|".join((*ENTITY_LABELS, *QUANTITY_KINDS))
    + r')(?P<attrs>(?:\s+[a-z]+="[^"]*")*)\s*)>'
)
_ATTRIBUTE = regex.compile(r'([a-z]+)="([^"]*)"')
_LINE_START = regex.compile(r"(?r)(?:\A(?:<SUBJECTS\s*/>)?|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*\Z")
_NUMBER = regex.compile(r"[2-9]|[1-9]\d+", regex.ASCII)
_HOLDING = ("status", "since", "until")
QUANTITY_KEYS = {"v": "value", "lo": "low", "hi": "high", "c": "currency", "u": "unit", "m": "modifier"}
"""dict[str, str]: attribute of a quantity's mark to the field of the quantity."""

_ATTRIBUTES: dict[str, set[str]] = {
    "TITLE": {"id", "of", "org", "status", "since", "until", "inferred"},
    **{label: {"id", "c", "k"} for label in SUBJECT_LABELS},
    **{str(kind): {"id", *QUANTITY_KEYS} for kind in QUANTITY_KINDS},
}


@dataclass(slots=True)
class _Mark:
    """One tag pair: label, span and attributes."""

    label: str
    start: int
    end: int
    attrs: dict[str, str]


@dataclass(slots=True)
class _Parsed:
    """The text under the tags, and what the tags say."""

    text: str
    marks: list[_Mark] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    noise: list[int] = field(default_factory=list)
    subjects: bool = False


def strip_tags(marked: str) -> str:
    """Return the raw text under inline markup.

    Args:
        marked (str): Inline markup.

    Returns:
        str: The text without its tags.

    >>> strip_tags("Bà <PER>Lan</PER> nói.<S/> A < B")
    'Bà Lan nói. A < B'
    """
    return str(_TAG.sub("", marked))


def from_inline(
    marked: str,
    *,
    doc_id: str,
    raw: str | None = None,
    sentences: bool | None = None,
    subjects: bool | None = None,
) -> GoldDocument:
    """Turn inline markup into gold.

    Args:
        marked (str): Inline markup.
        doc_id (str): The document's id.
        raw (str | None): The raw text the markup must stand on; None takes the text under the tags.
        sentences (bool | None): Whether the markup tells sentences; None: if it has an ``<S/>``.
        subjects (bool | None): Whether the markup tells subjects; None: if it begins with ``<SUBJECTS/>``
            or has a ``c`` or ``k`` on a PER, ORG or LOC.

    Returns:
        GoldDocument: Marks in text order. Values are taken as they stand; run
        :func:`nsez_extract.score.check.check_gold` on them.

    Raises:
        UsageError: Unbalanced or misplaced tags, unknown attributes, a text that differs from
            ``raw``, an ``of``/``org`` that no mark on the line bears, an ``inferred`` that is the
            canonical form of no ORG, or a TITLE with a ``status`` and the like and no holder.
    """
    parsed = _parse(marked, doc_id)
    text = parsed.text
    if raw is not None and text != raw:
        shared = min(len(raw), len(text))
        at = next((i for i in range(shared) if raw[i] != text[i]), shared)
        raise UsageError(
            f"{doc_id}: the text under the tags differs from the raw text at {at}: raw "
            f"{raw[max(0, at - 20) : at + 20]!r}, marked {text[max(0, at - 20) : at + 20]!r}; mend the markup"
        )
    if sentences is None:
        sentences = bool(parsed.breaks)
    entities = [m for m in parsed.marks if m.label in ENTITY_LABELS]
    named = [_named(text, m) for m in entities if m.label in SUBJECT_LABELS]
    if subjects is None:
        subjects = parsed.subjects or any(m.attrs.keys() & {"c", "k"} for m in entities)
    forms = {(m.label, m.span): m.canonical for m in named} if subjects else {}
    return GoldDocument(
        doc_id=doc_id,
        sha256=sha256_of(text),
        entities=[
            GoldEntity(
                label=m.label,
                start=m.start,
                end=m.end,
                text=text[m.start : m.end],
                canonical=forms.get((m.label, (m.start, m.end))),
            )
            for m in entities
        ],
        roles=list(_roles(text, entities, [m for m in named if m.label == "ORG"], doc_id)),
        quantities=[_quantity(text, m) for m in parsed.marks if m.label in QUANTITY_KINDS],
        sentences=_sentences(parsed) if sentences else None,
        subjects=subjects_of_marks(named) if subjects else None,
    ).in_order()


def _parse(marked: str, doc_id: str) -> _Parsed:
    """Read the tags; raise a UsageError where they are unbalanced, misplaced or have odd attributes."""
    pieces: list[str] = []
    position = length = 0
    stack: list[_Mark] = []
    parsed = _Parsed("")

    def fail(what: str, at: int, mend: str) -> UsageError:
        return UsageError(f"{doc_id}: {what} near {marked[max(0, at - 40) : at + 20]!r}; {mend}")

    for tag in _TAG.finditer(marked):
        pieces.append(marked[position : tag.start()])
        length += len(pieces[-1])
        position = tag.end()
        label = tag["label"]
        if tag["empty"] == "S":
            parsed.breaks.append(length)
        elif tag["empty"] == "SUBJECTS":
            if tag.start():
                raise fail("<SUBJECTS/> inside the text", tag.start(), "it must be the very first thing")
            parsed.subjects = True
        elif tag["empty"]:
            if not _LINE_START.search(marked, 0, tag.start()):
                raise fail("<NOISE/> inside a line", tag.start(), "it must be the first thing of its line")
            parsed.noise.append(length)
        elif tag["close"]:
            if not stack or stack[-1].label != label or tag["attrs"]:
                raise fail(f"unbalanced </{label}>", tag.start(), "close the mark opened last first")
            mark = stack.pop()
            mark.end = length
            parsed.marks.append(mark)
        else:
            attrs = {k: v.replace("&quot;", '"') for k, v in _ATTRIBUTE.findall(tag["attrs"])}
            odd = sorted(attrs.keys() - _ATTRIBUTES[label])
            if odd:
                known = ", ".join(sorted(_ATTRIBUTES[label]))
                raise fail(f"<{label}> has an attribute {odd[0]!r}", tag.start(), f"known are {known}")
            if "k" in attrs and not _NUMBER.fullmatch(attrs["k"]):
                raise fail(
                    f"<{label}> has k={attrs['k']!r}", tag.start(), "it is 2, 3 and so on, or left out"
                )
            stack.append(_Mark(label, length, length, attrs))
    if stack:
        raise UsageError(f"{doc_id}: <{stack[-1].label}> at {stack[-1].start} is never closed; close it")
    pieces.append(marked[position:])
    parsed.text = "".join(pieces)
    return parsed


def _line_at(raw: str, offset: int) -> Span:
    """Return the line that holds an offset."""
    return next((line for line in lines_of(raw) if offset <= line[1]), (len(raw), len(raw)))


def _named(raw: str, mark: _Mark) -> NamedMark:
    """Return the subject that a PER, ORG or LOC names."""
    canonical = normal_form(mark.attrs.get("c", raw[mark.start : mark.end]))
    return NamedMark(mark.label, (mark.start, mark.end), canonical, int(mark.attrs.get("k", 1)))


def _roles(raw: str, entities: list[_Mark], bodies: list[NamedMark], doc_id: str) -> Iterator[GoldRole]:
    """Resolve ``of`` and ``org``: the nearest mark on the line with that text, the earlier one of two."""
    in_order = sorted(entities, key=lambda m: (m.start, -m.end))

    def nearest(title: _Mark, name: str, label: str) -> Span:
        low, high = _line_at(raw, title.start)
        key = normal_form(name)
        found = [
            m
            for m in in_order
            if m.label == label and low <= m.start < high and normal_form(raw[m.start : m.end]) == key
        ]
        if not found:
            raise UsageError(
                f"{doc_id}: TITLE {raw[title.start : title.end]!r} at {title.start}: no {label} {name!r} on "
                "its line; write the name as it is marked there"
            )
        best = min(found, key=lambda m: abs(m.start - title.start))
        return best.start, best.end

    for title in (m for m in in_order if m.label == "TITLE"):
        inner = [m for m in in_order if m.label == "ORG" and title.start <= m.start and m.end <= title.end]
        organization: Span | None = (inner[0].start, inner[0].end) if inner else None
        if organization is None and title.attrs.get("org"):
            organization = nearest(title, title.attrs["org"], "ORG")
        inferred = _inferred(raw, title, bodies, doc_id)
        said = {name: title.attrs[name] for name in _HOLDING if name in title.attrs}
        holders = [name for part in title.attrs.get("of", "").split(";") if (name := part.strip())]
        if not holders and (said or inferred):
            raise UsageError(
                f"{doc_id}: TITLE {raw[title.start : title.end]!r} at {title.start} has "
                f"{', '.join([*said, *(['inferred'] if inferred else [])])} and no holder; name him with of"
            )
        for name in holders:
            yield GoldRole(
                person=nearest(title, name, "PER"),
                title=(title.start, title.end),
                organization=organization,
                inferred=inferred,
                **said,
            )


def _inferred(raw: str, title: _Mark, bodies: list[NamedMark], doc_id: str) -> Span | None:
    """Resolve ``inferred``: the nearest mark of the body with that canonical form."""
    name = title.attrs.get("inferred")
    if name is None:
        return None
    span = nearest_mention(bodies, name, title.start)
    if span is None:
        raise UsageError(
            f"{doc_id}: TITLE {raw[title.start : title.end]!r} at {title.start}: {name!r} is the canonical "
            "form of no ORG; write it as the c of that ORG has it, or as the ORG is marked"
        )
    return span


def _quantity(raw: str, mark: _Mark) -> GoldQuantity:
    """Build a quantity; the unit is put into NFC, as everywhere outside raw texts."""
    values = {QUANTITY_KEYS[k]: v for k, v in mark.attrs.items() if k in QUANTITY_KEYS}
    if "unit" in values:
        values["unit"] = unicodedata.normalize("NFC", values["unit"])
    return GoldQuantity(
        kind=mark.label, start=mark.start, end=mark.end, text=raw[mark.start : mark.end], **values
    )


def _sentences(parsed: _Parsed) -> list[Span]:
    """Cut lines at the breaks; lines of noise and blank pieces give nothing."""
    found = []
    for start, end in lines_of(parsed.text):
        if any(start <= at <= end for at in parsed.noise):
            continue
        edges = [start, *(at for at in parsed.breaks if start < at < end), end]
        for low, high in pairwise(edges):
            span = trim(parsed.text, low, high)
            if span[0] < span[1]:
                found.append(span)
    return found
