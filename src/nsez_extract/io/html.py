"""Reader of saved web pages: one file, one article."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from nsez_extract.errors import DocumentError
from nsez_extract.io.document import SourceDocument, check_content
from nsez_extract.io.encoding import decode_utf8
from nsez_extract.io.text import read_bytes

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


def decode_html(data: bytes, doc_id: str, source: str) -> str:
    """Decode a page: by its byte order mark, as UTF-8, else in the code page its ``<meta>`` declares.

    Args:
        data (bytes): The page.
        doc_id (str): The document's id, for the error.
        source (str): Path, for the error.

    Returns:
        str: The page's source.

    Raises:
        DocumentError: Code ``not-utf8`` or ``binary-file`` when none of the three fits.

    >>> decode_html(b'<meta charset="windows-1252"><p>caf\\xe9</p>', "a", "a.html")[-8:]
    'café</p>'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return decode_utf8(data, doc_id, source)
    try:
        return decode_utf8(data, doc_id, source)
    except DocumentError:
        declared = _CHARSET.search(data, 0, 4096)
        if declared is None:
            raise
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
        raise


def read_html(path: Path, source: str, max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Yield the one article of a ``.html`` or ``.htm`` file, as HTML; its text is taken out later.

    Args:
        path (Path): The file.
        source (str): Path as the user gave it.
        max_chars (int): Longest page allowed, in code points.

    Yields:
        SourceDocument: The page.

    Raises:
        DocumentError: Codes ``not-utf8``, ``binary-file``, ``empty-document``, ``too-long``.
    """
    html = decode_html(read_bytes(path, path.stem, source, max_chars), path.stem, source)
    check_content(html, path.stem, source, max_chars)
    yield SourceDocument(path.stem, source, html=html)
