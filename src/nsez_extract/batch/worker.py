"""What happens to one document, in this process or in a worker; nothing a document does escapes."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from nsez_extract.errors import DocumentError, NsezError, UsageError
from nsez_extract.io.document import SourceDocument
from nsez_extract.schema import Record


class ExtractorLike(Protocol):
    """What the batch needs of an extractor."""

    def extract(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: dict[str, Any] | None = None,
        html: bool = False,
    ) -> Record:
        """Return the record of one document."""
        ...


ExtractorFactory = Callable[[], ExtractorLike]
"""Makes (or returns the cached) extractor; with several workers it must be picklable."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; small and picklable.

    Attributes:
        line (str | None): The record's JSON, or None after an error.
        chars (int): Code points of text that were read.
        code (str): Error code, or an empty string.
        message (str): What is wrong and how to mend it, or an empty string.
    """

    line: str | None
    chars: int
    code: str = ""
    message: str = ""


def process(extractor: ExtractorLike, document: SourceDocument) -> tuple[Outcome, Record | None]:
    """Extract one document; every exception becomes an error of that document.

    Args:
        extractor (ExtractorLike): The extractor.
        document (SourceDocument): The document.

    Returns:
        tuple[Outcome, Record | None]: The outcome, and the record when there is one.
    """
    html = document.text is None
    raw = document.html or "" if html else document.text or ""
    try:
        record = extractor.extract(
            raw,
            doc_id=document.doc_id,
            source=document.source,
            metadata=dict(document.metadata) or None,
            html=html,
        )
        line = record.to_json()
    except DocumentError as error:
        return Outcome(None, 0, error.code, error.message), None
    except NsezError as error:
        return Outcome(None, 0, "unusable-html" if html else "unusable-document", str(error)), None
    except Exception as error:
        return Outcome(None, 0, "internal-error", _fault(error)), None
    return Outcome(line, len(raw if record.text is None else record.text)), record


def _fault(error: Exception) -> str:
    """Return one line for a fault of the package itself: what was raised, and where."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"the extractor failed ({reason}{place}); please report it with this document"


_factory: ExtractorFactory | None = None


def start(factory: ExtractorFactory) -> None:
    """Prepare a worker process: remember the factory and leave Ctrl-C to the parent.

    Args:
        factory (ExtractorFactory): Called at the first document, so that its errors reach the parent.
    """
    global _factory
    _factory = factory
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def ping() -> bool:
    """Answer, to prove that workers can start at all.

    Returns:
        bool: True.
    """
    return True


_extractor: ExtractorLike | None = None


def work(documents: Sequence[SourceDocument]) -> list[Outcome] | str:
    """Extract some documents in a worker process.

    Args:
        documents (Sequence[SourceDocument]): The documents.

    Returns:
        list[Outcome] | str: One outcome a document, or the message of a usage error that makes the
        extractor unusable as a whole.
    """
    global _extractor
    if _extractor is None:
        if _factory is None:
            return "the worker process was not prepared; start it through iter_results"
        try:
            _extractor = _factory()
        except UsageError as error:
            return str(error)
    return [process(_extractor, document)[0] for document in documents]
