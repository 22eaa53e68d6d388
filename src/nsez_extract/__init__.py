"""Vietnamese news to structured data: names, titles, roles and quantities with exact offsets.

>>> import nsez_extract
>>> record = nsez_extract.extract("Ông Trần Văn Hòa, Giám đốc Sở Công Thương tỉnh Nghệ An, cho biết.")
>>> [(entity.label, entity.text) for entity in record.entities][:2]
[('PER', 'Trần Văn Hòa'), ('TITLE', 'Giám đốc Sở Công Thương tỉnh Nghệ An')]
>>> record.roles[0].position
'Giám đốc'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from nsez_extract._version import __version__
from nsez_extract.errors import DocumentError, NsezError, UsageError
from nsez_extract.schema import Record

if TYPE_CHECKING:
    from spacy.language import Language

    from nsez_extract.batch.many import ManyItem

__all__ = [
    "DocumentError",
    "NsezError",
    "Record",
    "UsageError",
    "__version__",
    "extract",
    "extract_many",
    "load",
]


def extract(
    text: str,
    *,
    doc_id: str = "doc",
    source: str | None = None,
    metadata: dict[str, Any] | None = None,
    html: bool = False,
    witnesses: Sequence[str] | None = None,
    model: Path | None = None,
) -> Record:
    """Return the record of one article.

    Args:
        text (str): Raw text of any length, or the source of a web page.
        doc_id (str): The document's id.
        source (str | None): Path or address it came from.
        metadata (dict[str, Any] | None): ``title``, ``published``, ``url``, ``extra`` that came with it.
        html (bool): Whether ``text`` is HTML.
        witnesses (Sequence[str] | None): Optional witnesses beside the rules; None for the defaults.
        model (Path | None): Model of the tagger, made by ``nsez-extract train``; None for the shipped one.

    Returns:
        Record: The record, with offsets in ``text`` (for HTML: in ``record.text``).

    Raises:
        UsageError: If a witness is unknown or not installed, or HTML holds no article.

    >>> extract("Tổng vốn 61.724,485 tỷ đồng").quantities[0].value
    '61724485000000'
    """
    from nsez_extract.extractor import get_extractor

    return get_extractor(witnesses, model).extract(
        text, doc_id=doc_id, source=source, metadata=metadata, html=html
    )


def extract_many(
    items: Iterable[ManyItem],
    *,
    workers: int = 1,
    errors: Literal["raise", "skip"] = "raise",
    witnesses: Sequence[str] | None = None,
    model: Path | None = None,
    max_chars: int = 5_000_000,
) -> Iterator[Record]:
    """Yield the records of many texts, files or rows: lazily, in order, in flat memory.

    Args:
        items (Iterable[str | Path | SourceDocument | Mapping[str, Any]]): Texts (strings are never
            paths), files or folders (``pathlib.Path``), or rows with ``text`` or ``html``.
        workers (int): Processes; 1 works in this process.
        errors (Literal["raise", "skip"]): What a bad document does.
        witnesses (Sequence[str] | None): Optional witnesses beside the rules; None for the defaults.
        model (Path | None): Model of the tagger; None for the shipped one.
        max_chars (int): Longest text allowed, in code points.

    Returns:
        Iterator[Record]: One record a document.

    Raises:
        DocumentError: At a bad document, with ``errors="raise"``.
        UsageError: If an argument is unusable as a whole.

    >>> [record.doc_id for record in extract_many(["Bà Hoa nói.", "Ông Nam nghe."])]
    ['1', '2']
    """
    from nsez_extract.batch.many import extract_many as many
    from nsez_extract.extractor import get_extractor

    chosen = None if witnesses is None else tuple(witnesses)
    factory = partial(get_extractor, chosen, model)
    return many(items, factory, workers=workers, errors=errors, max_chars=max_chars)


def load(*, witnesses: Sequence[str] | None = None) -> Language:
    """Return a spaCy pipeline that runs the same stages as :func:`extract`.

    Args:
        witnesses (Sequence[str] | None): Optional witnesses beside the rules; None for the defaults.

    Returns:
        spacy.language.Language: The pipeline.

    Raises:
        UsageError: If a witness is unknown or not installed.
    """
    from nsez_extract.pipeline import build

    return build(witnesses)
