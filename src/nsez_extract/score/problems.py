"""What the gold checker reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]
"""Errors break the format or the guideline's hard rules; warnings are worth a second look."""


@dataclass(frozen=True, slots=True, order=True)
class GoldProblem:
    """One problem of one gold document.

    Attributes:
        doc_id (str): The document.
        offset (int): First code point of the mark it is about; 0 for the document as a whole.
        code (str): Stable kebab-case code, such as ``text-mismatch``.
        message (str): What is wrong, in English.
        level (str): ``error`` or ``warning``.
    """

    doc_id: str
    offset: int
    code: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.doc_id}:{self.offset}: {self.level} {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before it is tied to its document.

    Attributes:
        offset (int): First code point of the mark it is about.
        code (str): Stable kebab-case code.
        message (str): What is wrong, in English.
        level (str): ``error`` or ``warning``.
    """

    offset: int
    code: str
    message: str
    level: Level = "error"
