"""One document as a reader hands it over, and the checks every reader makes on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nsez_extract.errors import DocumentError

DEFAULT_MAX_CHARS = 5_000_000
"""int: longest document that is read, in code points, unless the user says otherwise."""

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One article before extraction; exactly one of ``text`` and ``html`` is given.

    Attributes:
        doc_id (str): The file's stem, or the row's ``id``, else the row's number.
        source (str | None): Path as the user gave it, with ``:number`` for a row; ``-`` for standard input.
        text (str | None): The raw text, exactly as it stands in the file.
        html (str | None): The HTML source.
        metadata (dict[str, Any]): Any of ``title``, ``published`` (ISO 8601 date), ``url`` (strings) and
            ``extra`` (dict of JSON values).
    """

    doc_id: str
    source: str | None
    text: str | None = None
    html: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def chars(self) -> int:
        """int: Length of the text or HTML in code points."""
        return len(self.text if self.text is not None else self.html or "")


def too_long(
    doc_id: str, source: str, max_chars: int, *, chars: int | None = None, size: int | None = None
) -> DocumentError:
    """Return the error for a document longer than the limit.

    Args:
        doc_id (str): The document's id.
        source (str): Where it is.
        max_chars (int): The limit, in code points.
        chars (int | None): Its length in code points, if known.
        size (int | None): Its size in bytes, if only that is known; it bounds the length from above.

    Returns:
        DocumentError: Error with code ``too-long``.
    """
    long = f" ({chars:,} characters)" if chars is not None else f" ({size:,} bytes)" if size else ""
    enough = chars or size or 10 * max_chars
    return DocumentError(
        doc_id,
        source,
        "too-long",
        f"longer than the limit of {max_chars:,} characters{long}; split it into articles, "
        f"or raise the limit: --max-chars {enough}",
    )


def check_content(content: str, doc_id: str, source: str, max_chars: int) -> None:
    """Refuse a text or HTML source that is blank or too long.

    Args:
        content (str): The text or HTML.
        doc_id (str): The document's id.
        source (str): Where it is.
        max_chars (int): Longest text allowed, in code points.

    Raises:
        DocumentError: Code ``empty-document`` or ``too-long``.

    >>> check_content(" \\n", "a", "a.txt", 10)
    Traceback (most recent call last):
    nsez_extract.errors.DocumentError: a.txt: the document is empty or blank; leave it out or give it its text
    """
    if len(content) > max_chars:
        raise too_long(doc_id, source, max_chars, chars=len(content))
    if not content.strip() or not content.strip(_INVISIBLE + " \t\r\n\u00a0"):
        raise DocumentError(
            doc_id,
            source,
            "empty-document",
            "the document is empty or blank; leave it out or give it its text",
        )
