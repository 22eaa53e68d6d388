"""Many texts, files or rows to records, for use from Python."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from nsez_extract.batch.results import iter_results
from nsez_extract.batch.worker import ExtractorFactory
from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io.document import DEFAULT_MAX_CHARS, SourceDocument, check_content
from nsez_extract.io.plan import plan_inputs, read_plan
from nsez_extract.io.rows import document_from_row
from nsez_extract.schema import Record

_LOG = logging.getLogger("nsez_extract")

ManyItem = str | Path | SourceDocument | Mapping[str, Any]
"""A raw text, a file or folder, a document, or a row with ``text`` or ``html`` as in JSONL."""


def extract_many(
    items: Iterable[ManyItem],
    factory: ExtractorFactory,
    *,
    workers: int = 1,
    errors: Literal["raise", "skip"] = "raise",
    max_chars: int = DEFAULT_MAX_CHARS,
) -> Iterator[Record]:
    """Yield the records of many items lazily, in order, in flat memory.

    A string is always a text, never a path; give files and folders as ``pathlib.Path``. Texts, and rows
    without an ``id``, get their number among the items, from 1, as ``doc_id``.

    Args:
        items (Iterable[str | Path | SourceDocument | Mapping[str, Any]]): What to extract.
        factory (ExtractorFactory): Makes the extractor; picklable when ``workers`` is above 1.
        workers (int): Processes; 1 works in this process.
        errors (Literal["raise", "skip"]): What a bad document does: ``raise`` its DocumentError (after the
            records before it), or ``skip`` it with a warning to the logger ``nsez_extract``.
        max_chars (int): Longest text allowed, in code points.

    Returns:
        Iterator[Record]: One record a document.

    Raises:
        DocumentError: At a bad document, with ``errors="raise"``.
        UsageError: If an argument or item is unusable as a whole.
    """
    if errors not in ("raise", "skip"):
        raise UsageError(f'errors must be "raise" or "skip", it is {errors!r}')
    if isinstance(items, str | bytes | Path | Mapping):
        kind = type(items).__name__
        raise UsageError(f"extract_many takes a list of texts or sources, not one {kind}; put it in a list")
    results = iter_results(_documents(items, max_chars), factory, workers=workers)

    def records() -> Iterator[Record]:
        for result in results:
            if result.error is None:
                yield result.record
            elif errors == "raise":
                raise result.error
            else:
                _LOG.warning("skipped: %s", result.error)

    return records()


def _documents(items: Iterable[ManyItem], max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Turn items into documents and errors."""
    for number, item in enumerate(items, start=1):
        if isinstance(item, Path):
            yield from read_plan(plan_inputs([item]), max_chars=max_chars)
            continue
        try:
            yield _document(item, number, max_chars)
        except DocumentError as error:
            yield error


def _document(item: str | SourceDocument | Mapping[str, Any], number: int, max_chars: int) -> SourceDocument:
    """Turn one text, document or row into a checked document."""
    source = f"item {number}"
    if isinstance(item, SourceDocument):
        content = item.text if item.text is not None else item.html or ""
        check_content(content, item.doc_id, item.source or source, max_chars)
        return item
    if isinstance(item, str):
        document = document_from_row({"text": item}, number, source, max_chars)
    elif isinstance(item, Mapping):
        document = document_from_row(item, number, source, max_chars)
    else:
        kind = type(item).__name__
        raise UsageError(f"{source} is a {kind}; give a text, a pathlib.Path, a dict or a SourceDocument")
    return SourceDocument(
        document.doc_id, None, text=document.text, html=document.html, metadata=document.metadata
    )
