"""One form for gold and predictions, and the sets of keys that scores are counted over.

A *mark* is a tuple that begins with its span; a prediction is right when its whole tuple stands
in the gold set of the same key. Keys, in the order reports print them:

``PER ORG LOC TITLE``
    entities, (start, end).
``ROLE-pt``, ``ROLE``
    (person, title) and (person, title, organization), each a span or None.
``MONEY-span NUMBER-span DATE-span``
    the span alone.
``MONEY PERCENT NUMBER DATE``
    span and value: value, low, high as decimals, currency for MONEY; for a DATE its ISO 8601.
``modifier``
    span and modifier of every MONEY, PERCENT and NUMBER.
``unit``
    span and first word of the unit of every NUMBER, lower case.
``sentence``
    (start, end), counted in documents whose gold has sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS
from nsez_extract.score.gold import GoldDocument, GoldQuantity, Span

KEYS: tuple[str, ...] = (
    *ENTITY_LABELS,
    "ROLE-pt",
    "ROLE",
    "MONEY-span",
    "MONEY",
    "PERCENT",
    "NUMBER-span",
    "NUMBER",
    "DATE-span",
    "DATE",
    "modifier",
    "unit",
    "sentence",
)
"""tuple[str, ...]: what is scored, in the order reports print it."""

STRICT_KEYS: tuple[str, ...] = (*ENTITY_LABELS, "ROLE", *QUANTITY_KINDS, "modifier", "unit", "sentence")
"""tuple[str, ...]: the keys no other key repeats more strictly; error lists go over these."""

Mark = tuple[Any, ...]
"""(start, end, …) or, for roles, spans: hashable, compared as a whole."""


@dataclass(frozen=True, slots=True)
class EntityMark:
    """An entity's label and span.

    Attributes:
        start (int): First code point.
        end (int): One past the last code point.
        label (str): Its label.
    """

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class RoleMark:
    """The spans a role joins; None where it joins nothing that exists.

    Attributes:
        person (Span | None): The holder.
        title (Span | None): The title.
        organization (Span | None): The body.
    """

    person: Span | None
    title: Span | None
    organization: Span | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one document was annotated or predicted with; lists in any order.

    Attributes:
        doc_id (str): The document.
        sha256 (str | None): SHA-256 of the raw text, None when not known.
        entities (tuple[EntityMark, ...]): Mentions.
        roles (tuple[RoleMark, ...]): Roles.
        quantities (tuple[GoldQuantity, ...]): Quantities.
        sentences (tuple[Span, ...] | None): Sentences, None when not annotated.
        text (str | None): The raw text when the record carries it.
        source (str | None): Path or address the raw text came from.
    """

    doc_id: str
    sha256: str | None = None
    entities: tuple[EntityMark, ...] = ()
    roles: tuple[RoleMark, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    sentences: tuple[Span, ...] | None = None
    text: str | None = None
    source: str | None = None


def annotation_of(gold: GoldDocument) -> Annotation:
    """Return a gold document in the common form.

    Args:
        gold (GoldDocument): Gold.

    Returns:
        Annotation: The same marks.
    """
    return Annotation(
        doc_id=gold.doc_id,
        sha256=gold.sha256,
        entities=tuple(EntityMark(e.start, e.end, e.label) for e in gold.entities),
        roles=tuple(RoleMark(r.person, r.title, r.organization) for r in gold.roles),
        quantities=tuple(gold.quantities),
        sentences=None if gold.sentences is None else tuple(gold.sentences),
    )


def marks_of(annotation: Annotation) -> dict[str, set[Mark]]:
    """Return the set of marks of every key.

    Args:
        annotation (Annotation): Gold or prediction.

    Returns:
        dict[str, set[Mark]]: One set for each of :data:`KEYS`, in that order.
    """
    marks: dict[str, set[Mark]] = {key: set() for key in KEYS}
    for entity in annotation.entities:
        if entity.label in ENTITY_LABELS:
            marks[entity.label].add((entity.start, entity.end))
    for role in annotation.roles:
        marks["ROLE-pt"].add((role.person, role.title))
        marks["ROLE"].add((role.person, role.title, role.organization))
    for quantity in annotation.quantities:
        if quantity.kind in QUANTITY_KINDS:
            _add_quantity(marks, quantity)
    marks["sentence"].update(annotation.sentences or ())
    return marks


def _add_quantity(marks: Mapping[str, set[Mark]], quantity: GoldQuantity) -> None:
    """Add a quantity to the sets of its keys."""
    span = (quantity.start, quantity.end)
    if quantity.kind != "PERCENT":
        marks[f"{quantity.kind}-span"].add(span)
    if quantity.kind == "DATE":
        marks["DATE"].add((*span, quantity.value or f"{quantity.low}/{quantity.high}"))
        return
    currency = quantity.currency or None
    marks[quantity.kind].add(
        (
            *span,
            _number(quantity.value),
            _number(quantity.low),
            _number(quantity.high),
            currency if quantity.kind == "MONEY" else None,
        )
    )
    marks["modifier"].add((*span, quantity.modifier or None))
    if quantity.kind == "NUMBER":
        words = (quantity.unit or "").lower().split()
        marks["unit"].add((*span, words[0] if words else None))


def _number(value: str | None) -> Decimal | str | None:
    """Return a value for comparison: 1.50 equals 1.5; what is no number is compared as written."""
    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value.strip()
    return number if number.is_finite() else value.strip()
