"""The result of one document of a batch."""

from __future__ import annotations

from nsez_extract.errors import DocumentError
from nsez_extract.schema import Record, Warning


class Result:
    """One document's record or error, in the order of the input.

    Args:
        doc_id (str): The document's id.
        line (str | None): The record's JSON.
        record (Record | None): The record, when it is at hand; else it is read from ``line`` when asked for.
        error (DocumentError | None): What is wrong with the document.
        chars (int): Code points of text that were read.

    Attributes:
        doc_id (str): The document's id.
        error (DocumentError | None): What is wrong with the document, or None.
        chars (int): Code points of text that were read.
    """

    __slots__ = ("_line", "_record", "chars", "doc_id", "error")

    def __init__(
        self,
        doc_id: str,
        *,
        line: str | None = None,
        record: Record | None = None,
        error: DocumentError | None = None,
        chars: int = 0,
    ) -> None:
        self.doc_id = doc_id
        self.error = error
        self.chars = chars
        self._line = line
        self._record = record

    @property
    def record(self) -> Record:
        """Record: The record.

        Raises:
            DocumentError: If there is none.
        """
        if self._record is None:
            if self._line is None:
                raise self.error or DocumentError(self.doc_id, self.doc_id, "no-record", "there is no record")
            self._record = Record.model_validate_json(self._line)
        return self._record

    @property
    def line(self) -> str:
        """str: The record as one line of JSON.

        Raises:
            DocumentError: If there is no record.
        """
        if self._line is None:
            self._line = self.record.to_json()
        return self._line

    def warn(self, code: str, message: str) -> None:
        """Add a warning to the record.

        Args:
            code (str): Kebab-case code.
            message (str): What a reader should know.
        """
        self.record.warnings.append(Warning(code=code, message=message))
        self._line = None
