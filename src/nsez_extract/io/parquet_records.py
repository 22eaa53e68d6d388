"""Records as a Parquet table with nested columns, and back (optional extra ``parquet``).

The columns are the fields of a Record. What has no fixed shape is JSON inside a string column
(``metadata.extra``, each of ``facts``); ``engine.models`` is a map.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nsez_extract.io.atomic import AtomicFile
from nsez_extract.io.parquet import import_pyarrow
from nsez_extract.schema import Quantity, Record, Role

_ROWS = 256
_CHARS = 8_000_000


def record_schema() -> Any:
    """Return the table's schema.

    Returns:
        pyarrow.Schema: Nested columns in the record's order.

    Raises:
        UsageError: If pyarrow is not installed.
    """
    pa, _ = import_pyarrow()
    text, whole = pa.string(), pa.int32()

    def struct(**fields: Any) -> Any:
        return pa.struct(list(fields.items()))

    span = {"start": whole, "end": whole}
    mention = {**span, "text": text, "sentence": whole}
    amounts = dict.fromkeys(
        (name for name in Quantity.model_fields if name not in ("id", "kind", *mention)), text
    )
    unit = {"code": text, "name": text, "level": text}
    place = struct(**unit, period=text, parents=pa.list_(struct(**unit)), rule=text)
    metadata = dict.fromkeys(("title", "published", "byline", "publisher", "url", "extra"), text)
    columns = {
        "schema_version": text,
        "doc_id": text,
        "source": text,
        "sha256": text,
        "engine": struct(name=text, version=text, models=pa.map_(text, text)),
        "text": text,
        "metadata": struct(**metadata),
        "sentences": pa.list_(struct(**span, repeat_of=whole)),
        "entities": pa.list_(
            struct(
                id=text,
                label=text,
                **mention,
                canonical=text,
                source=text,
                subject=text,
                hierarchy=text,
                level=text,
            )
        ),
        "roles": pa.list_(struct(**dict.fromkeys(Role.model_fields, text))),
        "subjects": pa.list_(
            struct(
                id=text,
                label=text,
                canonical=text,
                key=text,
                names=pa.list_(text),
                mentions=pa.list_(text),
                count=whole,
                roles=pa.list_(whole),
                place=place,
            )
        ),
        "quantities": pa.list_(struct(id=text, kind=text, **mention, **amounts)),
        "relative_dates": pa.list_(struct(**mention, resolved=text)),
        "facts": pa.list_(text),
        "warnings": pa.list_(struct(code=text, message=text, **span)),
    }
    return pa.schema(list(columns.items()))


def to_row(record: Record) -> dict[str, Any]:
    """Return a record as a row of the table.

    Args:
        record (Record): The record.

    Returns:
        dict[str, Any]: Column to value.
    """
    row = record.model_dump()
    row["engine"]["models"] = list(row["engine"]["models"].items())
    row["metadata"]["extra"] = json.dumps(row["metadata"]["extra"], ensure_ascii=False)
    row["facts"] = [json.dumps(fact, ensure_ascii=False) for fact in row["facts"]]
    return row


def from_row(row: dict[str, Any]) -> Record:
    """Return a row of the table as the record it was.

    Args:
        row (dict[str, Any]): Column to value; it is changed.

    Returns:
        Record: Equal to the record written.

    Raises:
        pydantic.ValidationError: If the row is none of :func:`to_row`'s.
    """
    row["engine"]["models"] = dict(row["engine"]["models"])
    row["metadata"]["extra"] = json.loads(row["metadata"]["extra"])
    row["facts"] = [json.loads(fact) for fact in row["facts"]]
    return Record.model_validate(row)


class ParquetWriter:
    """Writes records to a Parquet file, a few hundred in memory at a time.

    Args:
        path (Path): The target.

    Raises:
        UsageError: If it cannot be written, or pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        self._arrow, parquet = import_pyarrow()
        self._schema = record_schema()
        self._output = AtomicFile(path)
        self._table = parquet.ParquetWriter(self._output.file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._chars = 0

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is left and put the file in its place, or discard it after an exception."""
        if kind is not None:
            with contextlib.suppress(OSError, ValueError):
                self._table.close()
            self._output.discard()
            return
        try:
            self._flush()
            self._table.close()
        except BaseException as failure:
            self._output.discard()
            if isinstance(failure, OSError):
                raise self._output.failure(failure) from None
            raise
        self._output.commit()

    def write(self, record: Record) -> None:
        """Write one record.

        Raises:
            UsageError: If the disk refuses it.
        """
        self._rows.append(to_row(record))
        self._chars += sum(sentence.end - sentence.start for sentence in record.sentences)
        if len(self._rows) >= _ROWS or self._chars >= _CHARS:
            try:
                self._flush()
            except OSError as error:
                raise self._output.failure(error) from None

    def _flush(self) -> None:
        """Write the rows gathered so far as one row group."""
        if self._rows:
            self._table.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
            self._chars = 0


def read_parquet_records(path: Path) -> Iterator[Record]:
    """Yield the records of a Parquet file lazily, in order.

    Args:
        path (Path): A file :class:`ParquetWriter` wrote.

    Yields:
        Record: Equal to the records written.

    Raises:
        UsageError: If pyarrow is not installed.
        pydantic.ValidationError: If the table is something else.
    """
    _, parquet = import_pyarrow()
    with parquet.ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                yield from_row(row)
