"""What is known of a document besides what spaCy stores: the analysis under way, its record, its origin.

The analysis lives beside the document, not in it, so that a document can be saved at any point of the
pipeline; where it is gone (a document from another tokenizer, another process or a file) the text is read
again. Only plain data, JSON and the user's metadata, goes into ``doc.user_data``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from nsez_extract.errors import UsageError
from nsez_extract.extractor import Analysis, Extractor, get_extractor
from nsez_extract.schema import Entity, Quantity, Record

_META = "nsez_meta"
_RECORD = "nsez_record"


@dataclass(slots=True)
class Work:
    """An analysis under way.

    Attributes:
        analysis (Analysis): What the stages found so far.
        extractor (Extractor): The extractor that finds, or found, the mentions.
    """

    analysis: Analysis
    extractor: Extractor

    def settle(self, doc: Doc) -> None:
        """Let the metadata that came with the document win over what its text says.

        Args:
            doc (spacy.tokens.Doc): The document.

        Raises:
            UsageError: If the metadata is unusable.
        """
        self.analysis.complete(get_meta(doc).get("metadata") or {})

    def record(self, doc: Doc) -> Record:
        """Return the record of what was found so far.

        Args:
            doc (spacy.tokens.Doc): The document.

        Returns:
            Record: The record.

        Raises:
            UsageError: If the metadata is unusable.
        """
        self.settle(doc)
        meta = get_meta(doc)
        return self.extractor.record(
            self.analysis, doc_id=meta.get("doc_id", "doc"), source=meta.get("source")
        )


class View:
    """A record and its parts by place.

    Args:
        record (Record): The record.
    """

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def entities(self) -> dict[tuple[str, int, int], Entity]:
        """dict: entities by label, start and end in the text."""
        return {(x.label, x.start, x.end): x for x in self.record.entities}

    @cached_property
    def quantities(self) -> dict[tuple[str, int, int], Quantity]:
        """dict: quantities by kind, start and end in the text."""
        return {(x.kind, x.start, x.end): x for x in self.record.quantities}


_WORKS: WeakKeyDictionary[Doc, Work] = WeakKeyDictionary()
_VIEWS: WeakKeyDictionary[Doc, View] = WeakKeyDictionary()


def begin(doc: Doc, analysis: Analysis) -> Work:
    """Remember the analysis of a document.

    Args:
        doc (spacy.tokens.Doc): The document.
        analysis (Analysis): What was found so far.

    Returns:
        Work: The work on it, with the extractor of the rules alone.
    """
    work = _WORKS[doc] = Work(analysis, get_extractor(()))
    return work


def resume(doc: Doc) -> Work:
    """Return the work on a document for a component that adds to it; read the text if there is none.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        Work: The work on it.
    """
    _VIEWS.pop(doc, None)
    work = _WORKS.get(doc)
    return begin(doc, get_extractor(()).read(doc.text)) if work is None else work


def finish(doc: Doc) -> None:
    """Store the record in the document and let go of the analysis.

    Args:
        doc (spacy.tokens.Doc): The document.

    Raises:
        UsageError: If the metadata is unusable.
    """
    record = resume(doc).record(doc)
    doc.user_data[_RECORD] = record.to_json()
    _VIEWS[doc] = View(record)
    del _WORKS[doc]


def view(doc: Doc) -> View | None:
    """Return the record of a document and its parts by place.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        View | None: From what the components found so far, else as stored; None when no component has
        seen the document.
    """
    found = _VIEWS.get(doc)
    if found is None:
        work, stored = _WORKS.get(doc), doc.user_data.get(_RECORD)
        if work is not None:
            found = View(work.record(doc))
        elif stored is not None:
            found = View(Record.model_validate_json(stored))
        else:
            return None
        _VIEWS[doc] = found
    return found


def get_meta(doc: Doc) -> dict[str, Any]:
    """Return what came with a document.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        dict[str, Any]: Any of ``doc_id``, ``source`` and ``metadata``; empty when nothing was set.
    """
    meta: dict[str, Any] = doc.user_data.get(_META, {})
    return meta


def set_meta(doc: Doc, meta: Mapping[str, Any] | None) -> None:
    """Say what came with a document; before the components run.

    Args:
        doc (spacy.tokens.Doc): The document.
        meta (Mapping[str, Any] | None): Any of ``doc_id`` (str), ``source`` (str or None) and ``metadata``
            (dict or None), as for :func:`nsez_extract.extract`; None for nothing.

    Raises:
        UsageError: If it is anything else.
    """
    if meta is None:
        doc.user_data.pop(_META, None)
        return
    known = isinstance(meta, Mapping) and set(meta) <= {"doc_id", "source", "metadata"}
    if (
        not known
        or not isinstance(meta.get("doc_id", ""), str)
        or not isinstance(meta.get("source"), str | None)
        or not isinstance(meta.get("metadata"), Mapping | None)
    ):
        raise UsageError(
            "Doc._.nsez_meta takes a dict with any of doc_id (str), source (str or None) and "
            f"metadata (dict or None), not {meta!r}"
        )
    doc.user_data[_META] = {**meta, "metadata": dict(meta.get("metadata") or {})}
    _VIEWS.pop(doc, None)
