"""Running over many documents: lazily, in order, in flat memory, one bad document never stopping the rest.

Public names: :func:`run_batch`, :func:`iter_results`, :func:`extract_many`, :class:`BatchSummary`.
"""

from __future__ import annotations

from nsez_extract.batch.errorlog import ErrorLog
from nsez_extract.batch.many import extract_many
from nsez_extract.batch.result import Result
from nsez_extract.batch.results import iter_results
from nsez_extract.batch.run import BatchSummary, run_batch
from nsez_extract.batch.worker import ExtractorFactory, ExtractorLike

__all__ = [
    "BatchSummary",
    "ErrorLog",
    "ExtractorFactory",
    "ExtractorLike",
    "Result",
    "extract_many",
    "iter_results",
    "run_batch",
]
