"""From the inputs a user names to the files that are read, checked before anything is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io.document import DEFAULT_MAX_CHARS, SourceDocument
from nsez_extract.io.readers import READERS, open_source, reader_for
from nsez_extract.io.text import read_stdin


@dataclass(frozen=True, slots=True)
class InputPlan:
    """What is read, in order.

    Attributes:
        files (tuple[Path | None, ...]): Files; None stands for standard input.
        skipped (int): Files in folders left out for their ending, or because the run writes them.
    """

    files: tuple[Path | None, ...]
    skipped: int


def plan_inputs(inputs: Sequence[str | Path], *, leave_out: Sequence[Path] = ()) -> InputPlan:
    """Expand files, folders and ``-`` into the list of files to read.

    Folders are read recursively in sorted order; hidden files and folders (leading dot) and files with
    unknown endings are skipped and counted. A file that is named twice is read twice.

    Args:
        inputs (Sequence[str | Path]): Files, folders, or ``-`` for one article on standard input.
        leave_out (Sequence[Path]): Files a folder may hold that are no input (the run's own error list).

    Returns:
        InputPlan: The files.

    Raises:
        UsageError: If an input is missing, has an unknown ending, or is a folder without usable files, or
            if ``-`` is named twice.
    """
    files: list[Path | None] = []
    skipped = 0
    own = {path.resolve() for path in leave_out}
    for item in inputs:
        path = Path(item)
        if str(item) == "-":
            if None in files:
                raise UsageError('"-" is named twice; standard input holds one article')
            files.append(None)
        elif path.is_dir():
            found, left = _walk(path, own)
            if not found:
                raise UsageError(
                    f"{path}: no file with a known ending in this folder; known: {' '.join(READERS)}"
                )
            files += found
            skipped += left
        elif not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
        else:
            reader_for(path)
            files.append(path)
    return InputPlan(tuple(files), skipped)


def _walk(folder: Path, own: set[Path]) -> tuple[list[Path], int]:
    """Return (files with a known ending below a folder, sorted by path; number of files left out)."""
    found: list[Path] = []
    skipped = 0
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            known = path.suffix.lower() in READERS and not name.startswith(".")
            special = known and path.exists() and not path.is_file()  # a named pipe would be waited for
            if known and not special and not (own and path.resolve() in own):
                found.append(path)
            else:
                skipped += 1
    return sorted(found, key=lambda path: path.parts), skipped


def read_plan(
    plan: InputPlan, *, max_chars: int = DEFAULT_MAX_CHARS
) -> Iterator[SourceDocument | DocumentError]:
    """Yield the documents of all planned files lazily, in order.

    Args:
        plan (InputPlan): The files.
        max_chars (int): Longest text allowed, in code points.

    Yields:
        SourceDocument | DocumentError: Documents, and one error for each that cannot be used.

    Raises:
        UsageError: If an optional dependency is missing.
    """
    for path in plan.files:
        if path is None:
            yield from read_stdin(sys.stdin.buffer, max_chars)
        else:
            yield from open_source(path, max_chars=max_chars)
