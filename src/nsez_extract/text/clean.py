"""Cleaning of raw article text with an exact map back to it.

The clean text is what every later stage reads: Unicode NFC, ordinary spaces, ``\\n`` line ends, no
invisible characters. The map from clean to raw positions is kept while cleaning, never recovered
by comparing the two texts.

NFKC is not used: ``½`` and ``m²`` stay as they are. The place of tone marks (``hoà``, ``hòa``) and
runs of blanks are not changed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from nsez_extract.text.placeholders import find_placeholders

_BREAKS = "\u000b\u000c\r\u0085\u2028\u2029"
"""Characters that end a line, beside ``\\n``; ``\\r\\n`` is one line end."""

_BLANKS = "\t\u001c-\u001f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffc"
"""Blanks of other widths than the space, the tab, and the mark of a lost picture (U+FFFC)."""

_HYPHENS = "\u2010\u2011"
"""Typographic hyphens, equal in meaning to ``-``."""

_REMOVED = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""Controls, zero-width characters, byte order marks, soft hyphens, direction marks, tag characters."""

_JOINING = r"\p{M}\u1160-\u11ff\ud7b0-\ud7fb\U00016d63-\U00016d6a"
"""Characters that normalisation may join to or reorder with the one before them."""

_CHANGED = re.compile(f"[{_BREAKS}{_BLANKS}{_HYPHENS}{_REMOVED}]")
_EVENT = regex.compile(
    f"[^{_REMOVED}](?:[{_REMOVED}]*[{_JOINING}])+|\r\n|[{_BREAKS}{_BLANKS}{_HYPHENS}{_REMOVED}]"
)
_DROP = regex.compile(f"[{_REMOVED}]+")
_MAPPED = regex.compile(f"(?P<b>[{_BREAKS}])|(?P<s>[{_BLANKS}])|(?P<h>[{_HYPHENS}])")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A raw text, its clean form and the map between the two.

    Offsets are code points, spans half-open.
    """

    raw: str
    """The text as it was given."""
    text: str
    """The clean text: NFC, ordinary spaces, ``\\n`` line ends, nothing invisible."""
    placeholders: tuple[tuple[int, int], ...] = ()
    """Clean spans of the lines that are scraping noise (``emoticon``, ``[IMG]``), blanks trimmed."""
    _starts: array[int] | None = field(default=None, repr=False)
    _ends: array[int] | None = field(default=None, repr=False)

    @property
    def is_identity(self) -> bool:
        """Whether nothing had to be changed, so that clean and raw positions are the same."""
        return self._starts is None

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Map a clean span to the raw span that covers exactly its characters.

        Removed characters round the span are left out, those inside it are covered, and a letter
        takes its combining marks along. A combining sequence that has no single composed form is
        not divided: each part of it maps to the whole.

        Args:
            start (int): First clean code point.
            end (int): One past the last clean code point.

        Returns:
            tuple[int, int]: The raw span; an empty clean span gives an empty raw span.

        Raises:
            ValueError: If the span does not lie inside the clean text.

        >>> clean("Bộ\\u200b Công\\u00a0Thương").to_raw(3, 7)
        (4, 8)
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span ({start}, {end}) is outside the clean text of length {len(self.text)}")
        if self._starts is None or self._ends is None:
            return start, end
        if start == end:
            place = self._starts[start] if start < len(self._starts) else len(self.raw)
            return place, place
        return self._starts[start], self._ends[end - 1]

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """Map a raw span to the clean span of all characters it touches.

        Args:
            start (int): First raw code point.
            end (int): One past the last raw code point.

        Returns:
            tuple[int, int]: The clean span; empty when only removed characters are covered.

        Raises:
            ValueError: If the span does not lie inside the raw text.

        >>> clean("Bộ\\u200b Y tế").from_raw(0, 3)
        (0, 2)
        """
        if not 0 <= start <= end <= len(self.raw):
            raise ValueError(f"span ({start}, {end}) is outside the raw text of length {len(self.raw)}")
        if self._starts is None or self._ends is None:
            return start, end
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))


def clean(raw: str) -> CleanText:
    """Clean a raw text and keep the map to it.

    Args:
        raw (str): Any text.

    Returns:
        CleanText: The clean text, its map and the placeholder lines. Cleaning a clean text changes
        nothing.

    >>> clean("Đại hội\\r\\nlần\\u00a0thứ III").text
    'Đại hội\\nlần thứ III'
    >>> clean("20 m²").is_identity
    True
    """
    if _CHANGED.search(raw) is None and unicodedata.is_normalized("NFC", raw):
        return CleanText(raw, raw, find_placeholders(raw))
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    place = 0
    for match in _EVENT.finditer(raw):
        begin, stop = match.span()
        if begin > place:
            _copy(raw, place, begin, parts, starts, ends)
        new = _replacement(match[0])
        if new:
            parts.append(new)
            size = len(new)
            starts.extend((begin,) * size)
            ends.extend((stop,) * size)
        place = stop
    if place < len(raw):
        _copy(raw, place, len(raw), parts, starts, ends)
    text = "".join(parts)
    return CleanText(raw, text, find_placeholders(text), starts, ends)


@lru_cache(maxsize=2048)
def _replacement(piece: str) -> str:
    """Return what stands in the clean text for one combining sequence or one special character."""
    if piece == "\r\n":
        return "\n"
    piece = _DROP.sub("", piece)
    if piece:
        mapped = _MAPPED.match(piece)
        if mapped:
            piece = ("\n" if mapped["b"] else " " if mapped["s"] else "-") + piece[1:]
    return unicodedata.normalize("NFC", piece)


def _copy(raw: str, start: int, end: int, parts: list[str], starts: array[int], ends: array[int]) -> None:
    """Append a stretch without special characters, normalising single characters where needed."""
    stretch = raw[start:end]
    if unicodedata.is_normalized("NFC", stretch):
        parts.append(stretch)
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))
        return
    for place, char in enumerate(stretch, start):
        new = unicodedata.normalize("NFC", char)
        parts.append(new)
        starts.extend((place,) * len(new))
        ends.extend((place + 1,) * len(new))
