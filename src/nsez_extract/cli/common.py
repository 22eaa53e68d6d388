"""What several commands share: messages, the extractor, the one article a command is about."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsez_extract.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from nsez_extract.batch import ExtractorFactory
    from nsez_extract.extractor import Extractor
    from nsez_extract.io import SourceDocument

WitnessOption = Annotated[
    list[str] | None,
    typer.Option("--witness", metavar="NAME", help='Optional witness, such as underthesea; "none" for none.'),
]
"""The option ``--witness``, repeatable."""

ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="MODEL.npz", help="Model of the tagger, made by train."),
]
"""The option ``--model``."""

MaxCharsOption = Annotated[
    int, typer.Option("--max-chars", min=1, metavar="N", help="Refuse documents longer than this.")
]
"""The option ``--max-chars``."""

DocIdOption = Annotated[
    str | None,
    typer.Option("--id", metavar="ID", help="The document to take when the file holds several."),
]
"""The option ``--id``."""


def one_line(message: str) -> str:
    """Return a message on one line, control characters made visible.

    Args:
        message (str): Any text.

    Returns:
        str: The text with each run of white space as one space.

    >>> one_line("a\\n b\\x1b[0m")
    'a b\\ufffd[0m'
    """
    return visible(" ".join(message.split()))


def visible(text: str) -> str:
    """Replace control characters, which a terminal would obey, by U+FFFD; newlines and tabs stay.

    Args:
        text (str): Any text.

    Returns:
        str: Text of the same length.
    """
    if text.isprintable():
        return text
    return "".join("\ufffd" if (c < " " and c not in "\n\t") or "\x7f" <= c < "\xa0" else c for c in text)


def complain(message: str) -> None:
    """Print one line on stderr.

    Args:
        message (str): What is wrong and what to do.
    """
    print(f"nsez-extract: {one_line(message)}", file=sys.stderr, flush=True)


def make_extractor(witnesses: tuple[str, ...] | None, model: Path | None = None) -> Extractor:
    """Return the cached extractor; a module-level function, so that worker processes can call it.

    Args:
        witnesses (tuple[str, ...] | None): Names of the optional witnesses; None for the defaults.
        model (Path | None): Model of the tagger; None for the shipped one.

    Returns:
        Extractor: The extractor.

    Raises:
        UsageError: If a witness is unknown or not installed, or the model is unusable.
    """
    from nsez_extract.extractor import get_extractor

    return get_extractor(witnesses, model)


def extractor_factory(witness: Sequence[str] | None, model: Path | None = None) -> ExtractorFactory:
    """Return what makes the extractor for the values of ``--witness`` and ``--model``.

    Args:
        witness (Sequence[str] | None): Values of the option ``--witness``.
        model (Path | None): Value of the option ``--model``.

    Returns:
        ExtractorFactory: A picklable function without arguments.

    Raises:
        UsageError: If ``none`` stands beside a name.
    """
    return functools.partial(make_extractor, chosen_witnesses(witness), model)


def chosen_witnesses(witness: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the witnesses for the values of ``--witness``.

    Args:
        witness (Sequence[str] | None): Values of the option.

    Returns:
        tuple[str, ...] | None: Names; None for the defaults, empty for ``none``.

    Raises:
        UsageError: If ``none`` stands beside a name.

    >>> chosen_witnesses(None), chosen_witnesses(["none"]), chosen_witnesses(["underthesea"])
    (None, (), ('underthesea',))
    """
    if not witness:
        return None
    names = tuple(dict.fromkeys(witness))
    if "none" not in names:
        return names
    if len(names) > 1:
        raise UsageError('--witness none stands alone; leave out "none" or the other names')
    return ()


def one_document(file: str, max_chars: int, doc_id: str | None) -> SourceDocument:
    """Read the one article a command is about.

    Args:
        file (str): A file with a known ending, or ``-`` for standard input.
        max_chars (int): Longest text allowed, in code points.
        doc_id (str | None): The document to take when the file holds several.

    Returns:
        SourceDocument: The article.

    Raises:
        UsageError: If there is no such article, or several and none was chosen.
        DocumentError: If the article cannot be used.
    """
    from nsez_extract.io import plan_inputs, read_plan

    plan = plan_inputs([file])
    documents = read_plan(plan, max_chars=max_chars)
    if doc_id is not None:
        return _with_id(documents, doc_id, file)
    found = list(_first_two(documents))
    if len(found) > 1:
        first = found[0].doc_id
        raise UsageError(f"{file}: several documents; choose one with --id, such as --id {first}")
    document = found[0]
    if isinstance(document, DocumentError):
        raise document
    return document


def _with_id(documents: Iterator[SourceDocument | DocumentError], doc_id: str, file: str) -> SourceDocument:
    """Return the document with an id, or raise its error."""
    for item in documents:
        if item.doc_id == doc_id:
            if isinstance(item, DocumentError):
                raise item
            return item
    raise UsageError(f'{file}: no document with the id "{doc_id}"; look for the field id, or the line number')


def _first_two(
    documents: Iterator[SourceDocument | DocumentError],
) -> Iterator[SourceDocument | DocumentError]:
    """Yield at most two documents."""
    for number, item in enumerate(documents):
        yield item
        if number:
            return
