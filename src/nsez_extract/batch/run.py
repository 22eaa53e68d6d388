"""A whole run: results into a writer, errors into their list, figures into a summary."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nsez_extract.batch.errorlog import ErrorLog
from nsez_extract.batch.results import iter_results
from nsez_extract.batch.worker import ExtractorFactory
from nsez_extract.errors import DocumentError
from nsez_extract.io.document import SourceDocument
from nsez_extract.io.writers import RecordWriter

_EXTRACTION_CODES = frozenset({"internal-error", "worker-died"})


@dataclass(slots=True)
class BatchSummary:
    """Figures of a run.

    Attributes:
        documents (int): Records written.
        errors (int): Documents that failed.
        input_errors (int): Those of them that failed for what they are, not for a fault in here.
        duplicates (int): Records whose ``doc_id`` an earlier one had; each carries a warning.
        chars (int): Code points of text in the records.
        seconds (float): Wall-clock time.
    """

    documents: int = 0
    errors: int = 0
    input_errors: int = 0
    duplicates: int = 0
    chars: int = 0
    seconds: float = 0.0

    @property
    def chars_per_second(self) -> float:
        """float: Code points a second, 0 before anything is done."""
        return self.chars / self.seconds if self.seconds > 0 else 0.0

    @property
    def unusable(self) -> bool:
        """bool: True when there was nothing usable in the whole input."""
        return not self.documents and bool(self.errors) and self.errors == self.input_errors

    def __str__(self) -> str:
        """Return one line for people.

        >>> str(BatchSummary(documents=2, errors=1, chars=9000, seconds=0.5))
        '2 documents, 1 error, 9,000 characters in 0.5 s (18,000 characters/s)'
        """
        parts = [_count(self.documents, "document"), _count(self.errors, "error")]
        if self.duplicates:
            parts.append(_count(self.duplicates, "repeated doc_id"))
        parts.append(f"{self.chars:,} characters in {self.seconds:.1f} s")
        return f"{', '.join(parts)} ({self.chars_per_second:,.0f} characters/s)"


def _count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def run_batch(
    sources: Iterable[SourceDocument | DocumentError],
    factory: ExtractorFactory,
    writer: RecordWriter,
    errors: ErrorLog,
    *,
    workers: int = 1,
    on_error: Callable[[DocumentError], None] | None = None,
    on_progress: Callable[[BatchSummary], None] | None = None,
) -> BatchSummary:
    """Run over all documents and write each record as soon as it is there, in the order of the input.

    A ``doc_id`` that an earlier record had is kept; the later record gets the warning ``duplicate-id``.

    Args:
        sources (Iterable[SourceDocument | DocumentError]): Documents and errors, as readers give them.
        factory (ExtractorFactory): Makes the extractor; picklable when ``workers`` is above 1.
        writer (RecordWriter): An entered writer.
        errors (ErrorLog): Takes the errors.
        workers (int): Processes; 1 works in this process.
        on_error (Callable[[DocumentError], None] | None): Called at each error.
        on_progress (Callable[[BatchSummary], None] | None): Called after each document.

    Returns:
        BatchSummary: The figures.

    Raises:
        UsageError: If the extractor cannot be made or the output cannot be written.
    """
    write_line: Callable[[str], None] | None = getattr(writer, "write_line", None)
    summary = BatchSummary()
    seen: set[int] = set()
    begin = time.perf_counter()
    for result in iter_results(sources, factory, workers=workers):
        if result.error is not None:
            summary.errors += 1
            summary.input_errors += result.error.code not in _EXTRACTION_CODES
            errors.add(result.error)
            if on_error is not None:
                on_error(result.error)
        else:
            key = hash(result.doc_id)
            if key in seen:
                summary.duplicates += 1
                result.warn("duplicate-id", f"an earlier document of this run has the id {result.doc_id}")
            seen.add(key)
            if write_line is not None:
                write_line(result.line)
            else:
                writer.write(result.record)
            summary.documents += 1
            summary.chars += result.chars
        summary.seconds = time.perf_counter() - begin
        if on_progress is not None:
            on_progress(summary)
    return summary
