"""The list of documents that failed, beside the output."""

from __future__ import annotations

import json
from pathlib import Path

from nsez_extract.errors import DocumentError
from nsez_extract.io.atomic import AtomicFile


def sidecar_path(out: str) -> Path | None:
    """Return where the errors of an output are listed.

    Args:
        out (str): The output as the user named it.

    Returns:
        Path | None: ``OUT.errors.jsonl``, or None when the output is no ordinary file.

    >>> sidecar_path("tin.jsonl").name, sidecar_path("-")
    ('tin.jsonl.errors.jsonl', None)
    """
    path = Path(out)
    if out == "-" or (path.exists() and not path.is_file()):
        return None
    return path.with_name(path.name + ".errors.jsonl")


class ErrorLog:
    """Writes errors as JSON lines with ``doc_id``, ``source``, ``code`` and ``message``.

    The file is made at the first error; a run without errors removes the list of an earlier run.

    Args:
        path (Path | None): The file; None keeps no list.

    Attributes:
        count (int): Errors so far.
        path (Path | None): The file.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self._output: AtomicFile | None = None

    def add(self, error: DocumentError) -> None:
        """Write one error.

        Args:
            error (DocumentError): The error.

        Raises:
            UsageError: If the file cannot be written.
        """
        self.count += 1
        if self.path is None:
            return
        if self._output is None:
            self._output = AtomicFile(self.path)
        row = {"doc_id": error.doc_id, "source": error.source, "code": error.code, "message": error.message}
        try:
            self._output.file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        except OSError as failure:
            raise self._output.failure(failure) from None

    def commit(self) -> None:
        """Put the list in its place, or remove an old one when there was no error.

        Raises:
            UsageError: If that fails.
        """
        if self._output is not None:
            self._output.commit()
        elif self.path is not None:
            self.path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Drop what was written; an earlier list stays."""
        if self._output is not None:
            self._output.discard()
