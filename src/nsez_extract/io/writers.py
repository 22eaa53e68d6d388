"""The registry of writers and what they share: one line a format.

A writer is a context manager. Leaving it normally puts the output in its place; leaving it by an
exception discards it, so a crash never leaves a half file that looks whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from nsez_extract.errors import UsageError
from nsez_extract.io.atomic import AtomicFile
from nsez_extract.schema import Record


class RecordWriter(Protocol):
    """What takes records one by one."""

    def __enter__(self) -> Self:
        """Return the writer itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the output in its place, or discard it after an exception."""
        ...

    def write(self, record: Record) -> None:
        """Write one record."""
        ...


class JsonlWriter:
    """Writes one JSON object a line, UTF-8, to a file.

    Args:
        path (Path): The target.

    Raises:
        UsageError: If it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._output = AtomicFile(path)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place, or discard it after an exception."""
        if kind is None:
            self._output.commit()
        else:
            self._output.discard()

    def write(self, record: Record) -> None:
        """Write one record as one line."""
        self.write_line(record.to_json())

    def write_line(self, line: str) -> None:
        """Write one record that is JSON already.

        Args:
            line (str): The record's JSON without a line break.

        Raises:
            UsageError: If the disk refuses it.
        """
        try:
            self._output.file.write(line.encode("utf-8") + b"\n")
        except OSError as error:
            raise self._output.failure(error) from None


class StdoutWriter:
    """Writes one JSON object a line, UTF-8, to standard output, each as soon as it is there.

    Args:
        stream (BinaryIO | None): Where to write; None is the process's standard output.
    """

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stdout.buffer

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Flush what is left."""
        if kind is None:
            self._stream.flush()

    def write(self, record: Record) -> None:
        """Write one record as one line."""
        self.write_line(record.to_json())

    def write_line(self, line: str) -> None:
        """Write one record that is JSON already.

        Args:
            line (str): The record's JSON without a line break.
        """
        self._stream.write(line.encode("utf-8") + b"\n")
        self._stream.flush()


def _parquet(path: Path) -> RecordWriter:
    """Open a Parquet writer; pyarrow is imported only here."""
    from nsez_extract.io.parquet_records import ParquetWriter

    return ParquetWriter(path)


WRITERS: dict[str, Callable[[Path], RecordWriter]] = {".jsonl": JsonlWriter, ".parquet": _parquet}
"""dict[str, Callable[[Path], RecordWriter]]: ending in lower case to its writer; the place to add one."""


def open_writer(out: str, *, inputs: Sequence[Path | None] = ()) -> RecordWriter:
    """Open the writer for an output by its ending.

    Args:
        out (str): ``-`` for standard output, or a path ending in ``.jsonl`` or ``.parquet``; a device or
            named pipe is written as JSONL whatever its name.
        inputs (Sequence[Path | None]): The files that are read; none of them may be the output.

    Returns:
        RecordWriter: A context manager with ``write(record)``.

    Raises:
        UsageError: If the ending is unknown, the output is one of the inputs or cannot be written.

    >>> open_writer("out.duckdb")
    Traceback (most recent call last):
    nsez_extract.errors.UsageError: out.duckdb: no DuckDB output in this version; write out.parquet, \
then SELECT * FROM 'out.parquet'
    """
    if out == "-":
        return StdoutWriter()
    if "://" in out:
        raise UsageError(
            f"{_hide_password(out)}: no database output in this version; write .jsonl or .parquet and load it"
        )
    path = Path(out)
    ending = path.suffix.lower()
    if ending == ".duckdb":
        other = path.with_suffix(".parquet")
        raise UsageError(
            f"{out}: no DuckDB output in this version; write {other}, then SELECT * FROM '{other}'"
        )
    special = path.exists() and not path.is_file() and not path.is_dir()
    writer = JsonlWriter if special else WRITERS.get(ending)
    if writer is None:
        if path.is_dir():
            raise UsageError(f"{out}: this is a folder; name a file in it, such as {path / 'out.jsonl'}")
        shown = f'unknown ending "{path.suffix}"' if path.suffix else "a file without an ending"
        raise UsageError(f'{out}: {shown}; known outputs: {" ".join(WRITERS)} and "-" for standard output')
    for source in inputs:
        if source is not None and path.exists() and os.path.samefile(path, source):
            raise UsageError(
                f"{out}: the output is one of the inputs and would overwrite it; choose another --out"
            )
    return writer(path)


def _hide_password(address: str) -> str:
    """Return a database address with everything between scheme and host left out."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
