"""One row of a table of articles (JSONL line, Parquet row, dict) as a document."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from nsez_extract.errors import DocumentError
from nsez_extract.io.document import SourceDocument, check_content

_OWN_FIELDS = frozenset({"id", "text", "html", "title", "published", "url"})
_DEPTH = 64
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[\s,|].*)?", re.DOTALL)


def iso_date(value: object) -> str | None:
    """Return a publication date as ISO 8601, or None when it is not one beyond doubt.

    Args:
        value (object): A date, a datetime, an ISO 8601 string, or a Vietnamese date string, day first, with
            or without a clock time after it.

    Returns:
        str | None: ``YYYY-MM-DD``.

    >>> iso_date("2020-06-24T09:50:00+07:00"), iso_date("24/06/2020 09:50"), iso_date("hôm qua")
    ('2020-06-24', '2020-06-24', None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    if found := _ISO.fullmatch(value.strip()):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(value.strip()):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def plain(value: object, depth: int = 0) -> Any:
    """Return a value as JSON can hold it: dates as ISO 8601, decimals as strings, bytes as hexadecimal.

    Args:
        value (object): A cell of a table.
        depth (int): How many lists and dicts it lies in.

    Returns:
        Any: str, int, float, bool, None, or lists and dicts of these; NaN and infinities become None.

    Raises:
        ValueError: If lists and dicts are nested more than 64 deep.

    >>> plain({"day": datetime.date(2020, 6, 24), "parts": (1, float("nan"))})
    {'day': '2020-06-24', 'parts': [1, None]}
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > _DEPTH:
        raise ValueError(f"lists and objects nested more than {_DEPTH} deep; flatten them")
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def document_from_row(
    row: Mapping[str, Any], number: int, source: str, max_chars: int, *, default_id: str | None = None
) -> SourceDocument:
    """Turn a row into a document.

    ``text`` wins over ``html``. A ``title`` or ``url`` that is no string, and a ``published`` that is no
    date, are not guessed at: they pass through under ``metadata.extra`` with all other fields.

    Args:
        row (Mapping[str, Any]): Field names to JSON values.
        number (int): Row or line number from 1; the id of a row that has none.
        source (str): Path and number of the row.
        max_chars (int): Longest text allowed, in code points.
        default_id (str | None): Id to take in place of the number.

    Returns:
        SourceDocument: The document.

    Raises:
        DocumentError: Codes ``no-text``, ``bad-field``, ``bad-unicode``, ``empty-document``, ``too-long``.

    >>> row = {"id": 7, "text": "Sáng 18/5.", "published": "18/5/2021", "views": 3}
    >>> document = document_from_row(row, 1, "tin.jsonl:1", 100)
    >>> document.doc_id, document.metadata
    ('7', {'published': '2021-05-18', 'extra': {'views': 3}})
    """
    doc_id = _row_id(row, default_id or str(number), source)
    field = next((name for name in ("text", "html") if row.get(name) is not None), None)
    if field is None:
        have = ", ".join(map(str, list(row)[:8])) or "nothing"
        raise DocumentError(doc_id, source, "no-text", f"the row has no field text or html; it has: {have}")
    content = row[field]
    if not isinstance(content, str):
        kind = type(content).__name__
        raise DocumentError(
            doc_id, source, "bad-field", f"the field {field} must be a string, it is a {kind}"
        )
    try:
        metadata, extra = _metadata(row)
    except ValueError as error:
        raise DocumentError(doc_id, source, "bad-field", str(error)) from None
    if extra:
        metadata["extra"] = extra
    _check_unicode([content, doc_id, metadata], doc_id, source)
    check_content(content, doc_id, source, max_chars)
    if field == "text":
        return SourceDocument(doc_id, source, text=content, metadata=metadata)
    return SourceDocument(doc_id, source, html=content, metadata=metadata)


def _row_id(row: Mapping[str, Any], default: str, source: str) -> str:
    """Return the row's id as a string, or the default when it has none."""
    value = row.get("id")
    if value is None or value == "":
        return default
    if isinstance(value, bool) or not isinstance(value, str | int):
        kind = type(value).__name__
        raise DocumentError(
            default, source, "bad-field", f"the field id must be a string or integer, it is a {kind}"
        )
    return str(value)


def _metadata(row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (title, published and url where they are usable, all other fields)."""
    metadata: dict[str, Any] = {}
    extra = {str(name): plain(value) for name, value in row.items() if name not in _OWN_FIELDS}
    for name in ("title", "published", "url"):
        value = row.get(name)
        if value is None or value == "":
            continue
        usable = iso_date(value) if name == "published" else value
        if isinstance(usable, str):
            metadata[name] = usable
        else:
            extra[name] = plain(value)
    return metadata, extra


def _check_unicode(values: object, doc_id: str, source: str) -> None:
    """Refuse strings with unpaired surrogates (``\\ud83d`` alone in JSON): no UTF-8 can hold them."""
    if isinstance(values, str):
        try:
            values.encode("utf-8")
        except UnicodeEncodeError as error:
            shown = doc_id.encode("utf-8", "backslashreplace").decode()
            raise DocumentError(
                shown,
                source,
                "bad-unicode",
                f"half of a surrogate pair (\\u{ord(values[error.start]):04x}) stands alone at character "
                f"{error.start} of a string; write the whole character",
            ) from None
    elif isinstance(values, Mapping):
        for key, value in values.items():
            _check_unicode(key, doc_id, source)
            _check_unicode(value, doc_id, source)
    elif isinstance(values, list):
        for value in values:
            _check_unicode(value, doc_id, source)
