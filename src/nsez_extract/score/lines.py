"""Lines of a raw text, and spans without the blanks at their edges."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from nsez_extract.score.gold import Span

_LINE_BREAK = regex.compile(r"\r\n|[\n\r\u2028\u2029]")
_BLANK_LEFT = regex.compile(r"[\s\p{Cc}\p{Cf}]*+")
_BLANK_RIGHT = regex.compile(r"(?r)[\s\p{Cc}\p{Cf}]*+")


def lines_of(raw: str) -> Iterator[Span]:
    """Yield the span of each line, without its line break.

    Args:
        raw (str): Raw text; lines end with LF, CRLF, CR, U+2028 or U+2029.

    Yields:
        tuple[int, int]: Span of a line, possibly empty.
    """
    start = 0
    for match in _LINE_BREAK.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def trim(raw: str, start: int, end: int) -> Span:
    """Shrink a span by blanks, control and zero-width characters at its edges.

    Args:
        raw (str): Raw text.
        start (int): First code point.
        end (int): One past the last code point.

    Returns:
        tuple[int, int]: The trimmed span, empty when nothing else is in it.
    """
    left = _BLANK_LEFT.match(raw, start, end)
    start = left.end() if left else start
    right = _BLANK_RIGHT.match(raw, start, end)
    return start, right.start() if right else end
