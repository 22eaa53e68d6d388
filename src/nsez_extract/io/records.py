"""Reading written records back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from nsez_extract.errors import UsageError
from nsez_extract.schema import Record


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of an output file lazily, in order.

    Args:
        path (Path): A ``.jsonl`` or ``.parquet`` file that ``run`` wrote.

    Yields:
        Record: The records.

    Raises:
        UsageError: If the file is missing, has another ending, or holds something else.
    """
    ending = path.suffix.lower()
    if ending not in (".jsonl", ".parquet"):
        raise UsageError(f'{path}: records are read from .jsonl and .parquet, not "{path.suffix}"')
    number = 0
    try:
        if ending == ".parquet":
            from nsez_extract.io.parquet_records import read_parquet_records

            for record in read_parquet_records(path):
                number += 1
                yield record
            return
        with path.open("rb") as file:
            for line in file:
                number += 1
                if line.strip():
                    yield Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the row"
        raise UsageError(
            f"{path}: row {number} is not a record ({place}: {first['msg']}); give an output of run"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:120]
        raise UsageError(f"{path}: cannot be read as records ({reason}); give an output of run") from None
