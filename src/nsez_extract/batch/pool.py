"""Worker processes that survive a document which kills one of them.

Workers are started fresh (``spawn``), the same way on every system. A worker that dies (out of memory,
a crash in native code) breaks Python's pool as a whole; the pool is then started again and the
documents that were under way are run one at a time, so that the guilty one is found and named.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker

from nsez_extract.batch.worker import ExtractorFactory, Outcome, ping, start, work
from nsez_extract.errors import UsageError
from nsez_extract.io.document import SourceDocument

_DIED = Outcome(
    None,
    0,
    "worker-died",
    "the process working on it died, probably for want of memory; run it alone, or split it",
)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while worker processes may be started: they inherit that and so never see one.

    An interrupt that comes meanwhile is delivered to this process afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerPool:
    """A pool of worker processes with an extractor each.

    Args:
        factory (ExtractorFactory): Makes the extractor in the worker; must be picklable.
        workers (int): Number of processes.

    Raises:
        UsageError: If no worker can be started.
    """

    def __init__(self, factory: ExtractorFactory, workers: int) -> None:
        self._factory = factory
        self._workers = workers
        self._others = {child.pid for child in multiprocessing.active_children()}
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        """Return a new pool that has answered once."""
        try:
            pickle.dumps(self._factory)
        except (pickle.PicklingError, AttributeError, TypeError):
            raise UsageError(
                "with several workers the extractor's factory must be a function of a module, not a lambda "
                "or a local function; use workers=1"
            ) from None
        pool = ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=start,
            initargs=(self._factory,),
        )
        try:
            with _interrupts_held():
                answer = pool.submit(ping)
            answer.result()
        except BrokenProcessPool:
            raise UsageError(
                "worker processes cannot start; in a script, call this under "
                'if __name__ == "__main__":, in a shell or on standard input use workers=1'
            ) from None
        return pool

    def submit(self, documents: Sequence[SourceDocument]) -> Future[list[Outcome] | str] | None:
        """Hand documents to a worker.

        Args:
            documents (Sequence[SourceDocument]): The documents.

        Returns:
            Future[list[Outcome] | str] | None: The outcomes to come, or None when a worker has died.
        """
        try:
            with _interrupts_held():
                return self._pool.submit(work, documents)
        except BrokenProcessPool:
            return None

    def outcomes(self, future: Future[list[Outcome] | str] | None) -> list[Outcome] | None:
        """Wait for the outcomes of :meth:`submit`.

        Args:
            future (Future[list[Outcome] | str] | None): What :meth:`submit` returned.

        Returns:
            list[Outcome] | None: One outcome a document, or None when a worker has died.

        Raises:
            UsageError: If the extractor cannot be made.
        """
        if future is None:
            return None
        try:
            answer = future.result()
        except BrokenProcessPool:
            return None
        if isinstance(answer, str):
            raise UsageError(answer)
        return answer

    def restart(self) -> None:
        """Start again after a worker has died."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def one_by_one(self, documents: Sequence[SourceDocument]) -> list[Outcome]:
        """Run documents with nothing else under way; one that kills its worker gets ``worker-died``.

        Args:
            documents (Sequence[SourceDocument]): The documents.

        Returns:
            list[Outcome]: One outcome a document.
        """
        found: list[Outcome] = []
        for document in documents:
            outcomes = self.outcomes(self.submit([document]))
            if outcomes is None:
                self.restart()
                outcomes = [_DIED]
            found += outcomes
        return found

    def close(self) -> None:
        """Let the workers end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def kill(self) -> None:
        """End the workers at once, whatever they are doing.

        Documents on their way to them are given up: waiting until they have been read, as the pool does,
        would be for ever when nobody is left to read.
        """
        queue = getattr(self._pool, "_call_queue", None)
        if queue is not None:
            queue.cancel_join_thread()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            if child.pid not in self._others:
                child.terminate()
