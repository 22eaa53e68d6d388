"""Reader of JSON Lines: one object a line, UTF-8; a bad line is an error of its own, the rest goes on."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from nsez_extract.errors import DocumentError
from nsez_extract.io.document import SourceDocument, too_long
from nsez_extract.io.encoding import decode_utf8, describe_binary
from nsez_extract.io.rows import document_from_row

_ESCAPED_CHAR = 12
_OVERHEAD = 1 << 20
_BOM = b"\xef\xbb\xbf"


def read_jsonl(path: Path, source: str, max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Yield the articles of a ``.jsonl`` file in order, one line in memory at a time.

    Blank lines are skipped. A row without an ``id`` has its line number (from 1) as id.

    Args:
        path (Path): The file.
        source (str): Path as the user gave it; errors and documents carry ``source:line``.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument | DocumentError: Each row, or what is wrong with it: codes ``bad-json``,
        ``not-an-object``, ``not-utf8`` and those of :func:`~nsez_extract.io.rows.document_from_row`.

    Raises:
        DocumentError: If the file as a whole is something else: code ``binary-file``, ``not-utf8``,
            ``not-jsonl`` or ``empty-document``.
    """
    limit = _ESCAPED_CHAR * max_chars + _OVERHEAD
    with path.open("rb") as file:
        _check_head(file.read(65_536), path.stem, source)
        file.seek(0)
        number = 0
        rows = 0
        while line := file.readline(limit):
            number += 1
            if number == 1:
                line = line.removeprefix(_BOM)
            if len(line) == limit and not line.endswith(b"\n"):
                size = len(line) + _skip_line(file)
                rows += 1
                yield too_long(str(number), f"{source}:{number}", max_chars, size=size)
                continue
            if not line.strip():
                continue
            rows += 1
            try:
                yield _document(line, number, f"{source}:{number}", max_chars)
            except DocumentError as error:
                yield error
    if not rows:
        raise DocumentError(path.stem, source, "empty-document", "the file has no rows; leave it out")


def _skip_line(file: BinaryIO) -> int:
    """Read on to the end of an over-long line and return the number of bytes read."""
    size = 0
    while part := file.readline(_OVERHEAD):
        size += len(part)
        if part.endswith(b"\n"):
            break
    return size


def _check_head(head: bytes, doc_id: str, source: str) -> None:
    """Refuse a file that is not JSON Lines at all, with one error for the whole of it."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) > len(head) // 10
    if describe_binary(head) is not None or wide:
        decode_utf8(head, doc_id, source)
    first = head.removeprefix(_BOM).lstrip()
    line = first.split(b"\n", 1)[0].strip()
    if line.startswith(b"["):
        advice = "it is one JSON array; write one object a line: jq -c '.[]' IN.json > OUT.jsonl"
    elif line == b"{":
        advice = "its objects run over several lines; write one a line: jq -c . IN.json > OUT.jsonl"
    else:
        return
    raise DocumentError(doc_id, source, "not-jsonl", f"not JSON Lines: {advice}")


def _no_constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python's parser takes but JSON does not have."""
    raise ValueError(f"{name} is not JSON")


def _document(line: bytes, number: int, source: str, max_chars: int) -> SourceDocument:
    """Parse one line."""
    doc_id = str(number)
    text = decode_utf8(line.rstrip(), doc_id, source, line=number)
    try:
        row = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"invalid JSON at column {error.colno}: {error.msg}"
        raise DocumentError(doc_id, source, "bad-json", f"{message}; write one JSON object a line") from None
    except (ValueError, RecursionError) as error:
        raise DocumentError(doc_id, source, "bad-json", f"unusable JSON: {str(error)[:120]}") from None
    if not isinstance(row, dict):
        kind = {list: "an array", str: "a string", type(None): "null", bool: "a boolean"}.get(
            type(row), "a number"
        )
        raise DocumentError(
            doc_id, source, "not-an-object", f'the line is {kind}, not an object; write {{"text": "..."}}'
        )
    return document_from_row(row, number, source, max_chars)
