"""The registry of readers: one line a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io.document import DEFAULT_MAX_CHARS, SourceDocument
from nsez_extract.io.html import read_html
from nsez_extract.io.jsonl import read_jsonl
from nsez_extract.io.parquet import read_parquet
from nsez_extract.io.text import read_text

Reader = Callable[[Path, str, int], Iterator[SourceDocument | DocumentError]]
"""A reader takes (path, source as the user gave it, longest text in code points)."""

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}
"""dict[str, Reader]: ending in lower case to its reader; a new format is one more line."""


def reader_for(path: Path) -> Reader:
    """Return the reader for a file by its ending, upper or lower case.

    Args:
        path (Path): The file.

    Returns:
        Reader: Its reader.

    Raises:
        UsageError: If the ending is unknown, naming those that are known.

    >>> reader_for(Path("a.docx"))
    Traceback (most recent call last):
    nsez_extract.errors.UsageError: a.docx: unknown ending ".docx"; known: .txt .html .htm .jsonl .parquet
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        ending = f'unknown ending "{path.suffix}"' if path.suffix else "a file without an ending"
        raise UsageError(f"{path}: {ending}; known: {' '.join(READERS)}")
    return reader


def open_source(
    path: str | Path, *, max_chars: int = DEFAULT_MAX_CHARS
) -> Iterator[SourceDocument | DocumentError]:
    """Yield the documents of one file lazily, in order; what cannot be read is yielded as an error.

    Args:
        path (str | Path): A file with a known ending.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument | DocumentError: Documents, and one error for each that cannot be used.

    Raises:
        UsageError: If the ending is unknown or an optional dependency is missing.
    """
    path = Path(path)
    reader = reader_for(path)
    source = path.as_posix()
    try:
        yield from reader(path, source, max_chars)
    except DocumentError as error:
        yield error
    except OSError as error:
        reason = error.strerror or str(error)
        yield DocumentError(path.stem, source, "unreadable", f"cannot be read ({reason}); check the file")
