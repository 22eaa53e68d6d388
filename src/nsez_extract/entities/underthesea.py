"""The only importer of underthesea: its CRF tagger as a witness.

underthesea tags one sentence at a time and rewrites tokens (it normalises tone marks), so offsets are
found by counting characters that are not blanks, never by searching for its words.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import NAMELIKE, Syllables
from nsez_extract.errors import UsageError

WITNESS = "underthesea"
"""str: name of this witness."""


def witness_version() -> str:
    """Return the installed version of underthesea.

    Returns:
        str: Version, such as ``9.5.0``.

    Raises:
        UsageError: If it is not installed.
    """
    try:
        return version("underthesea")
    except PackageNotFoundError as error:
        raise UsageError(
            "the witness underthesea is not installed; install it with: "
            'pip install "nsez-extract[underthesea]"'
        ) from error


def find_names(s: Syllables) -> list[Mention]:
    """Return the mentions underthesea's CRF proposes.

    Sentences whose only capital is their first letter hold no name and are not tagged.

    Args:
        s (Syllables): The text.

    Returns:
        list[Mention]: PER, ORG and LOC in text order.

    Raises:
        UsageError: If underthesea is not installed.
    """
    witness_version()
    from underthesea import ner

    mentions: list[Mention] = []
    for (start, end), (first, stop) in zip(s.sentence_spans, s.bounds, strict=True):
        if any(kind in NAMELIKE for kind in s.kinds[first + 1 : stop]):
            mentions += _adapt(s.text, start, end, ner(s.text[start:end]))
    return mentions


def _adapt(text: str, start: int, end: int, rows: list[tuple[str, str, str, str]]) -> list[Mention]:
    """Turn rows of (word, tag, chunk, entity) into mentions with offsets."""
    places = [i for i in range(start, end) if not text[i].isspace()]
    spans: list[tuple[str, int, int]] = []
    at = 0
    for word, _, _, tag in rows:
        size = sum(not c.isspace() for c in word)
        if at + size > len(places) or not size:
            return []
        spans.append((tag, places[at], places[at + size - 1] + 1))
        at += size
    if at != len(places):
        return []
    mentions: list[Mention] = []
    for tag, first, last in spans:
        label = tag[2:]
        if label not in ("PER", "ORG", "LOC"):
            continue
        if (
            tag[0] == "I"
            and mentions
            and mentions[-1].label == label
            and not text[mentions[-1].end : first].strip()
        ):
            mentions[-1].end = last
        else:
            mentions.append(Mention(label, first, last, WITNESS, "crf"))
    return mentions
