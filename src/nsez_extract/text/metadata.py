"""What an article says of itself: headline, date of publication, author, source.

Only lines that are headlines, datelines or credits are read; a date or a name in running text never
counts. What is not said stays None.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from nsez_extract.schema import Metadata
from nsez_extract.text.bylines import Credit, read_credit, read_dateline_source
from nsez_extract.text.datelines import read_dateline, read_opening
from nsez_extract.text.placeholders import find_placeholders

_TOP = 6
_BOTTOM = 12
_LONGEST_TITLE = 40
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_CUT_NAME = regex.compile(r"(?:^|[ (])(?:TP|Tp|TX|\p{Lu})\.$")
"""A line that was broken before a place's name (``TP.``)."""
_BREADCRUMB = regex.compile(r"(?i:trang chủ)\b.*")


def read_metadata(text: str, sentences: list[tuple[int, int]]) -> Metadata:
    """Read the metadata of one article from its own lines.

    Args:
        text (str): Clean text.
        sentences (list[tuple[int, int]]): Its sentences, as
            :func:`nsez_extract.text.sentences.split_sentences` gives them.

    Returns:
        Metadata: ``title``, ``published`` (ISO 8601), ``byline`` and ``publisher``; None where the text
        does not say.

    >>> text = "Khởi công cầu Vân Hải\\n(BTH) - Sáng 5/6, cầu được khởi công.\\nBài, ảnh: Lê Hà"
    >>> found = read_metadata(text, [(0, 21), (22, 55), (56, 70)])
    >>> found.title, found.published, found.byline, found.publisher
    ('Khởi công cầu Vân Hải', None, 'Lê Hà', 'BTH')
    """
    lines = [line for line in map(str.strip, text.split("\n")) if line and not find_placeholders(line)]
    if not lines:
        return Metadata()
    title = _title(lines)
    body = [line for line in lines[: _TOP + 2] if line != title]
    credit = _credit(lines, text, sentences)
    publisher = next(filter(None, map(read_dateline_source, body)), None)
    return Metadata(
        title=title,
        published=_published(lines),
        byline=credit.byline,
        publisher=publisher or credit.publisher,
    )


def _title(lines: Sequence[str]) -> str | None:
    """Return the first line that is neither a dateline nor a breadcrumb, if it reads like a headline."""
    place = 0
    while place < min(3, len(lines)) and (read_dateline(lines[place]) or _BREADCRUMB.fullmatch(lines[place])):
        place += 1
    if place + 1 >= len(lines):
        return None
    line = lines[place]
    words = len(_WORD.findall(line))
    if not 2 <= words <= _LONGEST_TITLE or read_dateline_source(line) or read_credit(line):
        return None
    if regex.search(r"(?<![.…])\.[\"'”’»)\]]*$|[,:;]$", line):
        return None
    return line


def _published(lines: Sequence[str]) -> str | None:
    """Return the date of the first dateline near the top or bottom; one that is no update goes first."""
    edge = lines if len(lines) <= 2 * _TOP else [*lines[:_TOP], *lines[-_TOP:]]
    found = [date for date in map(read_dateline, edge) if date]
    if found:
        return min(found, key=lambda date: date[1])[0]
    return next(filter(None, map(read_opening, lines[:_TOP])), None)


def _credit(lines: Sequence[str], text: str, sentences: Sequence[tuple[int, int]]) -> Credit:
    """Join what the credit lines after the body say: the first author and the first source.

    Captions may follow the credit. An article of one paragraph may have its credit as last sentence.
    """
    first = max(1, len(lines) - _BOTTOM)
    tail = [line for before, line in pairwise(lines[first - 1 :]) if not _CUT_NAME.search(before)]
    if len(sentences) > 1:
        tail.append(text[slice(*sentences[-1])])
    credits = [credit for credit in map(read_credit, tail) if credit is not None]
    return Credit(
        byline=next((credit.byline for credit in credits if credit.byline), None),
        publisher=next((credit.publisher for credit in credits if credit.publisher), None),
    )
