"""Errors the package raises, each saying what is wrong, where, and how to mend it."""

from __future__ import annotations


class NsezError(Exception):
    """Base of every error a user's input can cause; its text is fit to print as it is."""


class UsageError(NsezError):
    """Wrong usage or unusable input as a whole; the command line exits with 2."""


class DocumentError(NsezError):
    """One document cannot be processed; a batch records it and goes on.

    Args:
        doc_id (str): The document's id.
        source (str): Path or address, with a row or line number where there is one.
        code (str): Stable kebab-case code, such as ``not-utf8``.
        message (str): What is wrong and how to mend it.
    """

    def __init__(self, doc_id: str, source: str, code: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.doc_id = doc_id
        self.source = source
        self.code = code
        self.message = message
