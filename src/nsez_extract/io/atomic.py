"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from nsez_extract.errors import UsageError


class AtomicFile:
    """A file written beside its target and renamed onto it at the end; missing folders are made.

    A target that is no regular file (``/dev/null``, a named pipe) is written directly.

    Args:
        target (Path): Where the file shall be in the end; a symbolic link is followed.

    Attributes:
        file (BinaryIO): The open file.

    Raises:
        UsageError: If the folder cannot be made or written to, or the target is a folder.
    """

    def __init__(self, target: Path) -> None:
        self._shown = target
        self._target = Path(os.path.realpath(target))
        self._direct = self._target.exists() and not self._target.is_file()
        if self._target.is_dir():
            raise UsageError(f"{target}: this is a folder; name a file in it, such as {target / 'out.jsonl'}")
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(
                f"{target}: the folder {target.parent} cannot be made ({reason}); choose another --out"
            ) from None
        self._part = self._target.with_name(f".{self._target.name}.{os.getpid()}.part")
        try:
            self.file: BinaryIO = self._target.open("wb") if self._direct else self._part.open("wb")
        except OSError as error:
            raise self.failure(error) from None

    def failure(self, error: OSError) -> UsageError:
        """Return the error to raise when writing fails.

        Args:
            error (OSError): What the system said.

        Returns:
            UsageError: One line with path and reason.
        """
        reason = error.strerror or str(error)
        return UsageError(
            f"{self._shown}: cannot be written ({reason}); free the place or choose another --out"
        )

    def commit(self) -> None:
        """Finish the file and put it in its place.

        Raises:
            UsageError: If that fails; nothing is left behind.
        """
        try:
            self.file.flush()
            if not self._direct:
                os.fsync(self.file.fileno())
            self.file.close()
            if not self._direct:
                os.replace(self._part, self._target)
        except OSError as error:
            self.discard()
            raise self.failure(error) from None

    def discard(self) -> None:
        """Remove what was written; the target stays as it was."""
        try:
            self.file.close()
        except OSError:
            pass
        finally:
            if not self._direct:
                self._part.unlink(missing_ok=True)
