"""Reader of Parquet tables of articles, a few rows in memory at a time (optional extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io.document import SourceDocument
from nsez_extract.io.rows import document_from_row

_ROWS = 64


def import_pyarrow() -> tuple[Any, Any]:
    """Return the modules ``pyarrow`` and ``pyarrow.parquet``.

    Returns:
        tuple[module, module]: The two modules.

    Raises:
        UsageError: If pyarrow is not installed, saying how to install it.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError('Parquet needs pyarrow: pip install "nsez-extract[parquet]"') from None
    return pyarrow, pyarrow.parquet


def read_parquet(path: Path, source: str, max_chars: int) -> Iterator[SourceDocument | DocumentError]:
    """Yield the articles of a ``.parquet`` file in order.

    Args:
        path (Path): The file.
        source (str): Path as the user gave it; errors and documents carry ``source:row``, rows from 1.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument | DocumentError: Each row, or what is wrong with it.

    Raises:
        DocumentError: Code ``bad-parquet``, ``no-text`` or ``empty-document`` for the file as a whole.
        UsageError: If pyarrow is not installed.
    """
    pyarrow, parquet = import_pyarrow()
    try:
        with parquet.ParquetFile(path) as table:
            names = table.schema_arrow.names
            if not {"text", "html"} & set(names):
                have = ", ".join(names[:8]) or "none"
                raise DocumentError(
                    path.stem, source, "no-text", f"the table has no column text or html; its columns: {have}"
                )
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    try:
                        yield document_from_row(row, number, f"{source}:{number}", max_chars)
                    except DocumentError as error:
                        yield error
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())[:150]
        raise DocumentError(
            path.stem, source, "bad-parquet", f"not a readable Parquet file ({reason}); write it again"
        ) from None
    if not number:
        raise DocumentError(path.stem, source, "empty-document", "the table has no rows; leave it out")
