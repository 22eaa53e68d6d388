"""Reader of plain text files: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nsez_extract.errors import DocumentError
from nsez_extract.io.document import SourceDocument, check_content, too_long
from nsez_extract.io.encoding import decode_utf8, describe_binary

_BYTES_A_CHAR = 4


def read_bytes(path: Path, doc_id: str, source: str, max_chars: int) -> bytes:
    """Read a whole file unless its size alone shows that it is over the limit.

    Args:
        path (Path): The file.
        doc_id (str): The document's id, for the error.
        source (str): Path as the user gave it, for the error.
        max_chars (int): Longest text allowed, in code points.

    Returns:
        bytes: The file's content.

    Raises:
        DocumentError: Code ``too-long`` or ``binary-file``.
        OSError: If the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if size > _BYTES_A_CHAR * max_chars:
            binary = describe_binary(file.read(65_536))
            if binary is None:
                raise too_long(doc_id, source, max_chars, size=size)
            raise DocumentError(
                doc_id, source, "binary-file", f"this is {binary}, not text; save the article as UTF-8 text"
            )
        return file.read()


def read_text(path: Path, source: str, max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Yield the one article of a ``.txt`` file.

    The text is the file's bytes decoded as UTF-8 and nothing else: newlines are not translated and a byte
    order mark stays, so offsets count in exactly what the file holds.

    Args:
        path (Path): The file.
        source (str): Path as the user gave it.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument: The article.

    Raises:
        DocumentError: Codes ``not-utf8``, ``binary-file``, ``empty-document``, ``too-long``.
    """
    data = read_bytes(path, path.stem, source, max_chars)
    yield _document(data, path.stem, source, max_chars)


def read_stdin(stream: BinaryIO, max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Yield the one article on standard input, with the id ``stdin`` and the source ``-``.

    Args:
        stream (BinaryIO): Standard input as bytes.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument | DocumentError: The article, or what is wrong with it.
    """
    limit = _BYTES_A_CHAR * max_chars
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield too_long("stdin", "-", max_chars)
        return
    try:
        yield _document(data, "stdin", "-", max_chars)
    except DocumentError as error:
        yield error


def _document(data: bytes, doc_id: str, source: str, max_chars: int) -> SourceDocument:
    """Decode and check one article."""
    text = decode_utf8(data, doc_id, source)
    check_content(text, doc_id, source, max_chars)
    return SourceDocument(doc_id, source, text=text)
