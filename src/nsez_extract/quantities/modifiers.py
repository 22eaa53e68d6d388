"""Words directly before a number that bend it: ``khoảng``, ``hơn``, ``dưới``, ``ít nhất``, ``tối đa``."""

from __future__ import annotations

import re

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities.vocabulary import alternation, any_of

_TABLE = {row[0]: row[1] for row in read_tsv("quantity_modifiers.tsv", ("phrase", "modifier"))}
_BEFORE = re.compile(
    rf"(?<![^\W_])({alternation(list(_TABLE))})(?: (?:đạt|là|từ|khoảng))?[ (]{{0,2}}\Z", re.IGNORECASE
)
_COMPARED = re.compile(rf"(?:{any_of('compared')}) \Z", re.IGNORECASE)
_SPREAD = re.compile(rf"(?<!\w)(?:{any_of('spread_over')}) \Z", re.IGNORECASE)
_LAST = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _TABLE) | {"đạt", "là", "từ", "khoảng"}
_PLACES = re.compile(rf" (?:{any_of('places_after_tren')})(?!\w)")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_BASE = re.compile(rf" (?:{any_of('counted_per')})(?!\w)")
_PER = re.compile(r"[0-9] [^\W\d_]+(?: [^\W\d_]+)? \Z")
_ONWARDS = re.compile(r"[^.;\n]{0,24}? trở (lên|xuống)(?!\w)")


def modifier_of(text: str, start: int, end: int, *, small: bool) -> str | None:
    """Return the modifier of the number at ``[start, end)``.

    Args:
        text (str): Clean text.
        start (int): First code point of the number.
        end (int): One past the last.
        small (bool): Whether it is a small bare count, before which ``trên`` is read as a place
            (``trên 2 tuyến đường``) when a noun of places follows.

    Returns:
        str | None: ``approx``, ``over``, ``under``, ``at_least``, ``at_most`` or None.

    >>> modifier_of("chi hơn 5 tỷ đồng", 8, 17, small=False)
    'over'
    >>> modifier_of("cao hơn 5 tỷ đồng", 8, 17, small=False) is None
    True
    >>> modifier_of("từ 5 tỷ đồng trở lên", 3, 12, small=False)
    'at_least'
    """
    left = text[max(0, start - 28) : start]
    stripped = left.rstrip(" (")
    last = stripped[stripped.rfind(" ") + 1 :].lower()
    if not last.isalpha():
        word = _LAST_WORD.search(last)
        last = word[0] if word else ""
    if last not in _LAST:
        return None
    match = _BEFORE.search(left)
    if match is None:
        if last == "từ":
            onwards = _ONWARDS.match(text, end)
            if onwards is not None:
                return "at_least" if onwards[1] == "lên" else "at_most"
        return None
    phrase = match[1].lower()
    if phrase in ("hơn", "quá") and _COMPARED.search(left, 0, match.start()):
        return None
    if phrase == "trên" and _SPREAD.search(left, 0, match.start()):
        return None
    if phrase == "trên" and small and _PLACES.match(text, end):
        return None
    if phrase == "trên" and _BASE.match(text, end) and _PER.search(left, 0, match.start()):
        return None
    if phrase == "trên" and left[: match.start()].rstrip()[-1:].isdigit():
        return None
    return _TABLE[phrase]
