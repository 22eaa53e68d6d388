"""From documents to results: lazily, in order, never more than a few documents under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from nsez_extract.batch.pool import WorkerPool
from nsez_extract.batch.result import Result
from nsez_extract.batch.worker import ExtractorFactory, Outcome, process
from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io.document import SourceDocument

_CHUNK_DOCUMENTS = 16
_CHUNK_CHARS = 65_536
_CHUNKS_A_WORKER = 2


def iter_results(
    sources: Iterable[SourceDocument | DocumentError], factory: ExtractorFactory, *, workers: int = 1
) -> Iterator[Result]:
    """Yield one result for each document or error of the input, in its order.

    The input is read only as fast as results are taken. The results do not depend on ``workers``.

    Args:
        sources (Iterable[SourceDocument | DocumentError]): Documents; errors are passed on in their place.
        factory (ExtractorFactory): Makes the extractor; picklable when ``workers`` is above 1.
        workers (int): Processes; 1 works in this process.

    Returns:
        Iterator[Result]: Records and errors.

    Raises:
        UsageError: If ``workers`` is below 1, the extractor cannot be made or no worker can be started.
    """
    if workers < 1:
        raise UsageError(f"workers must be 1 or more, it is {workers}")
    return _serial(sources, factory) if workers == 1 else _parallel(sources, factory, workers)


def _result(document: SourceDocument, outcome: Outcome) -> Result:
    """Turn an outcome into a result."""
    if outcome.line is not None:
        return Result(document.doc_id, line=outcome.line, chars=outcome.chars)
    source = document.source or document.doc_id
    error = DocumentError(document.doc_id, source, outcome.code, outcome.message)
    return Result(document.doc_id, error=error)


def _serial(sources: Iterable[SourceDocument | DocumentError], factory: ExtractorFactory) -> Iterator[Result]:
    """Work in this process."""
    extractor = factory()
    for item in sources:
        if isinstance(item, DocumentError):
            yield Result(item.doc_id, error=item)
            continue
        outcome, record = process(extractor, item)
        if record is None:
            yield _result(item, outcome)
        else:
            yield Result(item.doc_id, line=outcome.line, record=record, chars=outcome.chars)


@dataclass(slots=True)
class _Chunk:
    """Some documents (and errors between them) under way."""

    items: list[SourceDocument | DocumentError]
    future: Future[list[Outcome] | str] | None
    outcomes: list[Outcome] | None = None

    @property
    def documents(self) -> list[SourceDocument]:
        """list[SourceDocument]: The items that are documents."""
        return _documents(self.items)

    def results(self) -> Iterator[Result]:
        """Yield the results in the order of the items."""
        outcomes = iter(self.outcomes or ())
        for item in self.items:
            if isinstance(item, DocumentError):
                yield Result(item.doc_id, error=item)
            else:
                yield _result(item, next(outcomes))


def _documents(items: Iterable[SourceDocument | DocumentError]) -> list[SourceDocument]:
    """Return the items that are documents."""
    return [item for item in items if isinstance(item, SourceDocument)]


def _chunks(
    sources: Iterable[SourceDocument | DocumentError],
) -> Iterator[list[SourceDocument | DocumentError]]:
    """Gather documents until there is enough work to be worth a message to a worker."""
    items: list[SourceDocument | DocumentError] = []
    chars = 0
    for item in sources:
        items.append(item)
        chars += item.chars if isinstance(item, SourceDocument) else 0
        if len(items) >= _CHUNK_DOCUMENTS or chars >= _CHUNK_CHARS:
            yield items
            items, chars = [], 0
    if items:
        yield items


def _parallel(
    sources: Iterable[SourceDocument | DocumentError], factory: ExtractorFactory, workers: int
) -> Iterator[Result]:
    """Work in several processes with a bounded number of chunks under way."""
    pool = WorkerPool(factory, workers)
    pending: deque[_Chunk] = deque()
    try:
        for items in _chunks(sources):
            pending.append(_Chunk(items, pool.submit(_documents(items))))
            if len(pending) > _CHUNKS_A_WORKER * workers:
                yield from _head(pool, pending)
        while pending:
            yield from _head(pool, pending)
    except BaseException:
        pool.kill()
        raise
    pool.close()


def _head(pool: WorkerPool, pending: deque[_Chunk]) -> Iterator[Result]:
    """Take the first chunk off the queue and yield its results, mending the pool where it broke."""
    chunk = pending[0]
    if chunk.outcomes is None:
        chunk.outcomes = pool.outcomes(chunk.future)
    if chunk.outcomes is None:
        pool.restart()
        for broken in pending:
            if broken.outcomes is None:
                broken.outcomes = pool.one_by_one(broken.documents)
    pending.popleft()
    return chunk.results()
