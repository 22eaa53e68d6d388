"""Attributes of documents and spans behind ``._``, all read from the record.

=====================  ======================================================================================
``Doc._.record``       :class:`~nsez_extract.schema.Record`, equal to that of ``extract``; None when no
                       component has seen the document
``Doc._.roles``        list of :class:`RoleSpans`
``Doc._.quantities``   list of :class:`~nsez_extract.schema.Quantity`
``Doc._.subjects``     list of :class:`~nsez_extract.schema.Subject`
``Doc._.nsez_meta``    what came with the text: a dict with any of ``doc_id``, ``source`` and ``metadata``,
                       which mean what they mean to ``extract``; set it before the components run
``Span._.entity``      :class:`~nsez_extract.schema.Entity` of a span in ``doc.ents``,
                       ``doc.spans["entities"]`` or ``["titles"]``, else None
``Span._.quantity``    :class:`~nsez_extract.schema.Quantity` of a span in ``doc.spans["quantities"]``, else
                       None
``Span._.canonical``   fullest form in the document that a mention stands for, else None
``Span._.subject``     :class:`~nsez_extract.schema.Subject` that a mention belongs to, else None
``Span._.source``      the witness that made a mention, else None
=====================  ======================================================================================
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from nsez_extract.pipeline.work import get_meta, set_meta, view
from nsez_extract.schema import Entity, Quantity, Record, Subject


@dataclass(frozen=True, slots=True)
class RoleSpans:
    """One person holding one title, as spans of the document.

    Attributes:
        person (spacy.tokens.Span): A PER mention.
        title (spacy.tokens.Span): A TITLE mention.
        organization (spacy.tokens.Span | None): The body, where the text says it.
        position (str): The title without the body it is held in.
        status (str): How it is held, as in :class:`~nsez_extract.schema.Role`.
        since (str | None): Since when, ISO 8601.
        until (str | None): Until when, ISO 8601.
        inferred (spacy.tokens.Span | None): The body of an earlier sentence it is held in.
    """

    person: Span
    title: Span
    organization: Span | None
    position: str
    status: str
    since: str | None
    until: str | None
    inferred: Span | None


def get_record(doc: Doc) -> Record | None:
    """Return the record of a document; None when no component has seen it."""
    found = view(doc)
    return None if found is None else found.record


def get_roles(doc: Doc) -> list[RoleSpans]:
    """Return who holds which title in a document, in the record's order."""
    record = get_record(doc)
    if record is None:
        return []
    place = {entity.id: entity for entity in record.entities}

    def span(entity_id: str) -> Span:
        entity = place[entity_id]
        found = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        assert found is not None  # no entity lies outside all tokens
        return found

    return [
        RoleSpans(
            span(role.person),
            span(role.title),
            None if role.organization is None else span(role.organization),
            role.position,
            role.status,
            role.since,
            role.until,
            None if role.inferred is None else span(role.inferred),
        )
        for role in record.roles
    ]


def get_quantities(doc: Doc) -> list[Quantity]:
    """Return the quantities of a document, in text order."""
    record = get_record(doc)
    return [] if record is None else record.quantities


def get_subjects(doc: Doc) -> list[Subject]:
    """Return the persons, bodies and places of a document, in order of first mention."""
    record = get_record(doc)
    return [] if record is None else record.subjects


def get_entity(span: Span) -> Entity | None:
    """Return the entity that has exactly the place and label of a span."""
    found = view(span.doc)
    return None if found is None else found.entities.get((span.label_, span.start_char, span.end_char))


def get_quantity(span: Span) -> Quantity | None:
    """Return the quantity that has exactly the place and kind of a span."""
    found = view(span.doc)
    return None if found is None else found.quantities.get((span.label_, span.start_char, span.end_char))


def get_canonical(span: Span) -> str | None:
    """Return the fullest form that a mention stands for."""
    entity = get_entity(span)
    return None if entity is None else entity.canonical


def get_subject(span: Span) -> Subject | None:
    """Return the person, body or place that a mention belongs to."""
    entity = get_entity(span)
    if entity is None or entity.subject is None:
        return None
    return next(subject for subject in get_subjects(span.doc) if subject.id == entity.subject)


def get_source(span: Span) -> str | None:
    """Return the witness that made a mention."""
    entity = get_entity(span)
    return None if entity is None else entity.source


_DOC: dict[str, Callable[[Doc], Any]] = {
    "record": get_record,
    "roles": get_roles,
    "quantities": get_quantities,
    "subjects": get_subjects,
    "nsez_meta": get_meta,
}
_SPAN: dict[str, Callable[[Span], Any]] = {
    "entity": get_entity,
    "quantity": get_quantity,
    "canonical": get_canonical,
    "subject": get_subject,
    "source": get_source,
}


def register() -> None:
    """Make the attributes known to spaCy, once.

    An attribute of the same name that another program has set stays as it is, with a warning.
    """
    for name, of_doc in _DOC.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=of_doc, setter=set_meta if of_doc is get_meta else None)
        else:
            _warn_if_foreign("Doc", name, of_doc, Doc.get_extension(name))
    for name, of_span in _SPAN.items():
        if not Span.has_extension(name):
            Span.set_extension(name, getter=of_span)
        else:
            _warn_if_foreign("Span", name, of_span, Span.get_extension(name))


def _warn_if_foreign(owner: str, name: str, getter: Callable[..., Any], known: Sequence[Any]) -> None:
    """Warn when an attribute has been set by another program."""
    if getattr(known[2], "__qualname__", None) != getter.__qualname__:
        warnings.warn(
            f"{owner}._.{name} was set by another program and stays as it is; for ours call "
            f"{getter.__module__}.{getter.__name__}",
            stacklevel=4,
        )
