"""The inline form gold is written in: the raw text with tags added and nothing else changed.

Marks are ``<PER>…</PER>`` and so on for ORG, LOC, TITLE, MONEY, PERCENT, NUMBER and DATE.
Attributes: ``of`` (holders of a TITLE, ``;`` between several), ``org`` (its organisation when that
is not nested inside it), ``id`` (free, ignored); for quantities ``v`` value, ``lo`` and ``hi`` range,
``c`` currency, ``u`` unit, ``m`` modifier. ``of`` and ``org`` name the nearest PER or ORG with that
text on the same line. Two empty tags mark sentences: ``<S/>`` is a break inside a line (line
breaks always break), and ``<NOISE/>`` as the first thing of a line says that the line is a scraping
placeholder and gives no sentence. Nothing is escaped but ``"`` inside an attribute (``&quot;``).

>>> gold = from_inline('<TITLE of="Lan">Giám đốc</TITLE> <PER>Lan</PER> xin chào.<S/> Hết.', doc_id="a")
>>> gold.roles[0].person, gold.sentences
((9, 12), [(0, 22), (23, 27)])
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
    GoldDocument,
    GoldEntity,
    GoldQuantity,
    GoldRole,
    Span,
    sha256_of,
)

_TAG = regex.compile(
    r"<(?:(?P<empty>S|NOISE)\s*/|(?P<close>/)?(?P<label>"
    + "|".join((*ENTITY_LABELS, *QUANTITY_KINDS))
    + r')(?P<attrs>(?:\s+[a-z]+="[^"]*")*)\s*)>'
)
_ATTRIBUTE = regex.compile(r'([a-z]+)="([^"]*)"')
_LINE_BREAK = regex.compile(r"\r\n|[\n\r\u2028\u2029]")
_LINE_START = regex.compile(r"(?r)(?:\A|[\n\r\u2028\u2029])[^\S\n\r\u2028\u2029]*\Z")
_BLANK_LEFT = regex.compile(r"[\s\p{Cc}\p{Cf}]*+")
_BLANK_RIGHT = regex.compile(r"(?r)[\s\p{Cc}\p{Cf}]*+")
_QUANTITY_KEYS = {"v": "value", "lo": "low", "hi": "high", "c": "currency", "u": "unit", "m": "modifier"}
_ATTRIBUTES: dict[str, set[str]] = {
    "TITLE": {"id", "of", "org"},
    "PER": {"id"},
    "ORG": {"id"},
    "LOC": {"id"},
    **{str(kind): {"id", *_QUANTITY_KEYS} for kind in QUANTITY_KINDS},
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


def lines_of(raw: str) -> Iterator[Span]:
    """Yield the span of each line, without its line break.

    Args:
        raw (str): Raw text; lines end with LF, CRLF, CR, U+2028 or U+2029.

    Yields:
        tuple[int, int]: Span of a line, possibly empty.
    """
    start = 0
    for match in _LINE_BREAK.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def trim(raw: str, start: int, end: int) -> Span:
    """Shrink a span by blanks, control and zero-width characters at its edges.

    Args:
        raw (str): Raw text.
        start (int): First code point.
        end (int): One past the last code point.

    Returns:
        tuple[int, int]: The trimmed span, empty when nothing else is in it.
    """
    left = _BLANK_LEFT.match(raw, start, end)
    start = left.end() if left else start
    right = _BLANK_RIGHT.match(raw, start, end)
    return start, right.start() if right else end


def from_inline(
    marked: str, *, doc_id: str, raw: str | None = None, sentences: bool | None = None
) -> GoldDocument:
    """Turn inline markup into gold.

    Args:
        marked (str): Inline markup.
        doc_id (str): The document's id.
        raw (str | None): The raw text the markup must stand on; None takes the text under the tags.
        sentences (bool | None): Whether the markup tells sentences; None: if it has an ``<S/>``.

    Returns:
        GoldDocument: Marks in text order. Values are taken as they stand; run
        :func:`nsez_extract.score.check.check_gold` on them.

    Raises:
        UsageError: Unbalanced or misplaced tags, unknown attributes, a text that differs from
            ``raw``, or an ``of``/``org`` that no mark on the line bears.
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
    return GoldDocument(
        doc_id=doc_id,
        sha256=sha256_of(text),
        entities=[
            GoldEntity(label=m.label, start=m.start, end=m.end, text=text[m.start : m.end]) for m in entities
        ],
        roles=list(_roles(text, entities, doc_id)),
        quantities=[_quantity(text, m) for m in parsed.marks if m.label in QUANTITY_KINDS],
        sentences=_sentences(parsed) if sentences else None,
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
            stack.append(_Mark(label, length, length, attrs))
    if stack:
        raise UsageError(f"{doc_id}: <{stack[-1].label}> at {stack[-1].start} is never closed; close it")
    pieces.append(marked[position:])
    parsed.text = "".join(pieces)
    return parsed


def _line_at(raw: str, offset: int) -> Span:
    """Return the line that holds an offset."""
    return next((line for line in lines_of(raw) if offset <= line[1]), (len(raw), len(raw)))


def _name_key(name: str) -> str:
    """Return a name as names are compared: NFC, no zero-width characters, single blanks."""
    return " ".join(regex.sub(r"\p{Cf}", "", unicodedata.normalize("NFC", name)).split())


def _roles(raw: str, entities: list[_Mark], doc_id: str) -> Iterator[GoldRole]:
    """Resolve ``of`` and ``org``: the nearest mark on the line with that text, the earlier one of two."""
    in_order = sorted(entities, key=lambda m: (m.start, -m.end))

    def nearest(title: _Mark, name: str, label: str) -> Span:
        low, high = _line_at(raw, title.start)
        key = _name_key(name)
        found = [
            m
            for m in in_order
            if m.label == label and low <= m.start < high and _name_key(raw[m.start : m.end]) == key
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
        for name in filter(None, (n.strip() for n in title.attrs.get("of", "").split(";"))):
            person = nearest(title, name, "PER")
            yield GoldRole(person=person, title=(title.start, title.end), organization=organization)


def _quantity(raw: str, mark: _Mark) -> GoldQuantity:
    """Build a quantity; the unit is put into NFC, as everywhere outside raw texts."""
    values = {_QUANTITY_KEYS[k]: v for k, v in mark.attrs.items() if k in _QUANTITY_KEYS}
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


def to_inline(gold: GoldDocument, raw: str) -> str:
    """Write gold as inline markup; reading it back gives the same gold.

    Args:
        gold (GoldDocument): Checked gold. ``canonical`` and ``source`` of entities are not written.
        raw (str): The raw text it stands on.

    Returns:
        str: Inline markup.

    Raises:
        UsageError: The gold cannot be said inline: crossing spans, a raw text that itself holds
            such tags, text outside sentences on a line that has some, or a role that "the nearest
            name on the line" does not find.
    """
    inserts: list[tuple[int, int, int, str]] = []  # offset, rank at that offset, order, tag
    marks = [(e.start, e.end, e.label, _title_attributes(gold, e, raw)) for e in gold.in_order().entities]
    marks += [(q.start, q.end, q.kind, _quantity_attributes(q)) for q in gold.quantities]
    for order, (start, end, label, attributes) in enumerate(sorted(marks, key=lambda m: (m[0], -m[1]))):
        inserts.append((start, 3, order, f"<{label}{attributes}>"))
        inserts.append((end, 0, -order, f"</{label}>"))
    if gold.sentences is not None:
        for start, end in lines_of(raw):
            inside = sorted(s for s in gold.sentences if start <= s[0] and s[1] <= end)
            inserts += [(sentence[1], 1, 0, "<S/>") for sentence in inside[:-1]]
            low, high = trim(raw, start, end)
            if not inside and low < high:
                inserts.append((start, 2, 0, "<NOISE/>"))
    pieces, position = [], 0
    for at, _, _, tag in sorted(inserts):
        pieces += [raw[position:at], tag]
        position = at
    marked = "".join([*pieces, raw[position:]])
    back = from_inline(marked, doc_id=gold.doc_id, raw=raw, sentences=gold.sentences is not None)
    plain = gold.in_order()
    bare = {"canonical": None, "source": None}
    plain.entities = [entity.model_copy(update=bare) for entity in plain.entities]
    for part in ("sha256", "entities", "roles", "quantities", "sentences"):
        if getattr(back, part) != getattr(plain, part):
            raise UsageError(f"{gold.doc_id}: its {part} cannot be said inline; check the gold first")
    return marked


def _attribute(name: str, value: str) -> str:
    """Return one attribute with its leading blank."""
    return ' {}="{}"'.format(name, value.replace('"', "&quot;"))


def _title_attributes(gold: GoldDocument, entity: GoldEntity, raw: str) -> str:
    """Return ``of`` and ``org`` of a TITLE, or nothing."""
    roles = sorted(r.person for r in gold.roles if entity.label == "TITLE" and r.title == entity.span)
    if not roles:
        return ""
    attributes = _attribute("of", "; ".join(raw[a:b] for a, b in roles))
    body = next(r.organization for r in gold.roles if r.title == entity.span)
    if body is not None and not (entity.start <= body[0] and body[1] <= entity.end):
        attributes += _attribute("org", raw[body[0] : body[1]])
    return attributes


def _quantity_attributes(quantity: GoldQuantity) -> str:
    """Return the attributes of a quantity that it has."""
    values = ((key, getattr(quantity, name)) for key, name in _QUANTITY_KEYS.items())
    return "".join(_attribute(key, value) for key, value in values if value is not None)
