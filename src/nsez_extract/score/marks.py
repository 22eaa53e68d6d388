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
``canonical``
    (start, end, label, canonical form) of every PER, ORG and LOC.
``role-status``, ``role-noncurrent``
    (person, title, status) of every role, and of those whose status is other than current.
``role-since``, ``role-until``
    (person, title, date) of the roles that have one.
``role-inferred``
    (person, title, subject) of the roles with an inferred organization: any mark of the gold's subject
    will do.

The last six are counted in documents whose gold has subjects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS
from nsez_extract.score.gold import CURRENT, SUBJECT_LABELS, GoldDocument, GoldQuantity, Span

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
    "canonical",
    "role-status",
    "role-noncurrent",
    "role-since",
    "role-until",
    "role-inferred",
)
"""tuple[str, ...]: what is scored, in the order reports print it."""

ROLE_ATTRIBUTES: tuple[str, ...] = ("role-status", "role-since", "role-until", "role-inferred")
"""tuple[str, ...]: keys of what is said of a role beside its three parts."""

SUBJECT_KEYS: tuple[str, ...] = ("canonical", "role-noncurrent", *ROLE_ATTRIBUTES)
"""tuple[str, ...]: the keys that are counted only where gold has subjects."""

STRICT_KEYS: tuple[str, ...] = (
    *ENTITY_LABELS,
    "ROLE",
    *QUANTITY_KINDS,
    "modifier",
    "unit",
    "sentence",
    *ROLE_ATTRIBUTES,
)
"""tuple[str, ...]: the keys no other key repeats more strictly; error lists go over these. Canonical forms
are listed by subject instead (:mod:`nsez_extract.score.subject_errors`)."""

Mark = tuple[Any, ...]
"""(start, end, …) or, for roles, spans: hashable, compared as a whole."""

MarkSets = dict[str, set[Mark]]
"""The marks of each key."""


@dataclass(frozen=True, slots=True)
class EntityMark:
    """An entity's label and span.

    Attributes:
        start (int): First code point.
        end (int): One past the last code point.
        label (str): Its label.
        canonical (str | None): Fullest form of its subject in normal form, None when not known.
    """

    start: int
    end: int
    label: str
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class RoleMark:
    """The spans a role joins, None where it joins nothing that exists, and how the title is held.

    Attributes:
        person (Span | None): The holder.
        title (Span | None): The title.
        organization (Span | None): The body.
        status (str): ``current`` or what else the text says.
        since (str | None): Year, month or day it is held from.
        until (str | None): Year, month or day it is held to.
        inferred (Span | None): A body that is not named with the title.
    """

    person: Span | None
    title: Span | None
    organization: Span | None
    status: str = CURRENT
    since: str | None = None
    until: str | None = None
    inferred: Span | None = None


@dataclass(frozen=True, slots=True)
class SubjectMark:
    """One person, body or place of a document.

    Attributes:
        label (str): PER, ORG or LOC.
        canonical (str | None): Its fullest form in normal form, None when not known.
        mentions (tuple[Span, ...]): Spans of its mentions, which are entities of that label.
    """

    label: str
    canonical: str | None
    mentions: tuple[Span, ...]


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
        subjects (tuple[SubjectMark, ...] | None): Subjects, None when not annotated (of an output:
            when it has none of its own; then entities of one label and canonical form are one).
        text (str | None): The raw text when the record carries it.
        source (str | None): Path or address the raw text came from.
    """

    doc_id: str
    sha256: str | None = None
    entities: tuple[EntityMark, ...] = ()
    roles: tuple[RoleMark, ...] = ()
    quantities: tuple[GoldQuantity, ...] = ()
    sentences: tuple[Span, ...] | None = None
    subjects: tuple[SubjectMark, ...] | None = None
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
        entities=tuple(EntityMark(e.start, e.end, e.label, e.canonical) for e in gold.entities),
        roles=tuple(
            RoleMark(r.person, r.title, r.organization, r.status, r.since, r.until, r.inferred)
            for r in gold.roles
        ),
        quantities=tuple(gold.quantities),
        sentences=None if gold.sentences is None else tuple(gold.sentences),
        subjects=None
        if gold.subjects is None
        else tuple(SubjectMark(s.label, s.canonical, tuple(s.mentions)) for s in gold.subjects),
    )


def marks_of_both(
    gold: Annotation, predicted: Annotation
) -> tuple[dict[str, set[Mark]], dict[str, set[Mark]]]:
    """Return the marks of gold and output that count against each other.

    Args:
        gold (Annotation): Gold.
        predicted (Annotation): Output.

    Returns:
        tuple[MarkSets, MarkSets]: One set for each of :data:`KEYS`, for gold and for the output; no
        marks on either side for what was not annotated in gold.
    """
    bodies = {
        span: min(subject.mentions)
        for subject in gold.subjects or ()
        if subject.label == "ORG"
        for span in subject.mentions
    }
    both = _marks_of(gold, bodies), _marks_of(predicted, bodies)
    unknown = [
        *(["sentence"] if gold.sentences is None else []),
        *(SUBJECT_KEYS if gold.subjects is None else []),
    ]
    for marks in both:
        marks.update((key, set()) for key in unknown)
    return both


def _marks_of(annotation: Annotation, bodies: Mapping[Span, Span]) -> MarkSets:
    """Return the set of marks of every key; ``bodies``: marks of an ORG to the first mark of its subject."""
    marks: MarkSets = {key: set() for key in KEYS}
    for entity in annotation.entities:
        if entity.label in ENTITY_LABELS:
            marks[entity.label].add((entity.start, entity.end))
        if entity.label in SUBJECT_LABELS:
            marks["canonical"].add((entity.start, entity.end, entity.label, entity.canonical))
    for role in annotation.roles:
        _add_role(marks, role, bodies)
    for quantity in annotation.quantities:
        if quantity.kind in QUANTITY_KINDS:
            _add_quantity(marks, quantity)
    marks["sentence"].update(annotation.sentences or ())
    return marks


def _add_role(marks: Mapping[str, set[Mark]], role: RoleMark, bodies: Mapping[Span, Span]) -> None:
    """Add a role to the sets of its keys."""
    pair = (role.person, role.title)
    marks["ROLE-pt"].add(pair)
    marks["ROLE"].add((*pair, role.organization))
    marks["role-status"].add((*pair, role.status))
    if role.status != CURRENT:
        marks["role-noncurrent"].add((*pair, role.status))
    if role.since is not None:
        marks["role-since"].add((*pair, role.since))
    if role.until is not None:
        marks["role-until"].add((*pair, role.until))
    if role.inferred is not None:
        marks["role-inferred"].add((*pair, bodies.get(role.inferred, role.inferred)))


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
