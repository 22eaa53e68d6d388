"""``nsez-extract run``: extract from files, folders or standard input."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from nsez_extract.cli.common import MaxCharsOption, ModelOption, WitnessOption, complain, extractor_factory
from nsez_extract.errors import DocumentError

if TYPE_CHECKING:
    from nsez_extract.batch import BatchSummary

_NAMED_ERRORS = 20
_PROGRESS_SECONDS = 0.2


class _NothingUsableError(Exception):
    """Every document of the input was unusable; makes the writer discard its empty output."""


class _Report:
    """What a run tells on stderr: errors as they come, progress when it is a terminal."""

    def __init__(self, list_path: object) -> None:
        self._list_path = list_path
        self._terminal = sys.stderr.isatty()
        self._shown = False
        self._next = 0.0
        self._errors = 0

    def error(self, error: DocumentError) -> None:
        """Name a document that failed; after many, point to the list."""
        self._errors += 1
        self.clear()
        if self._list_path is None or self._errors <= _NAMED_ERRORS:
            complain(str(error))
        elif self._errors == _NAMED_ERRORS + 1:
            complain(f"more errors; all are listed in {self._list_path}")

    def progress(self, summary: BatchSummary) -> None:
        """Rewrite the progress line a few times a second."""
        if self._terminal and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PROGRESS_SECONDS
            sys.stderr.write(f"\r\x1b[K{summary}")
            sys.stderr.flush()
            self._shown = True

    def clear(self) -> None:
        """Wipe the progress line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            self._shown = False


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files or folders of .txt .html .htm .jsonl .parquet, or - for one article.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="OUT", help="OUT.jsonl, OUT.parquet, or - for standard output."),
    ] = "-",
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes.")] = 1,
    witness: WitnessOption = None,
    model: ModelOption = None,
    max_chars: MaxCharsOption = 5_000_000,
) -> int:
    """Extract one record a document; failed documents are named and listed in OUT.errors.jsonl."""
    from nsez_extract.batch import ErrorLog, run_batch
    from nsez_extract.batch.errorlog import sidecar_path
    from nsez_extract.io import open_writer, plan_inputs, read_plan

    factory = extractor_factory(witness, model)
    list_path = sidecar_path(out)
    plan = plan_inputs(inputs, leave_out=[list_path] if list_path else [])
    report = _Report(list_path)
    errors = ErrorLog(list_path)
    summary = None
    try:
        with open_writer(out, inputs=plan.files) as writer:
            summary = run_batch(
                read_plan(plan, max_chars=max_chars),
                factory,
                writer,
                errors,
                workers=workers,
                on_error=report.error,
                on_progress=report.progress,
            )
            if summary.unusable:
                raise _NothingUsableError
    except _NothingUsableError:
        pass
    except BaseException:
        errors.discard()
        report.clear()
        raise
    errors.commit()
    report.clear()
    if summary is None or summary.unusable:
        if errors.count > 1:
            complain(f"nothing usable in the input: {errors.count:,} documents failed, {out} was not written")
        return 2
    complain(_last_line(summary, plan.skipped, out, errors))
    return 1 if summary.errors else 0


def _last_line(summary: BatchSummary, skipped: int, out: str, errors: object) -> str:
    """Return the summary line."""
    parts = [str(summary)]
    if out != "-":
        parts.append(f"-> {out}")
    if skipped:
        parts.append(f"({skipped:,} other file{'s' if skipped > 1 else ''} in folders skipped)")
    path = getattr(errors, "path", None)
    if summary.errors and path is not None:
        parts.append(f"(errors listed in {path})")
    return " ".join(parts)
