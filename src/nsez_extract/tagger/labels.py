"""BILOU labels of the tagger, and mentions from and to them.

Six kinds: ``PER``, ``ORG``, ``LOC``, the position words of a title (``POS``), and an organisation or place
nested in a title (``INORG``, ``INLOC``). A title is position words with the nested bodies after them.
"""

from __future__ import annotations

from collections.abc import Sequence

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import Syllables

KINDS = ("PER", "ORG", "LOC", "POS", "INORG", "INLOC")
"""tuple[str, ...]: the kinds a label names."""

LABELS: tuple[str, ...] = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BILU"))
"""tuple[str, ...]: all labels, outside first."""

_JOINING = frozenset({"của", ",", "tại", "thuộc", "và", ", của", ", thuộc"})  # between parts of one title


def spans_of(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the spans of a label sequence; a broken one is read as far as it makes sense.

    Args:
        labels (Sequence[str]): Labels of consecutive tokens.

    Returns:
        list[tuple[str, int, int]]: Kind, first token, one past the last, in order.

    >>> spans_of(["B-PER", "L-PER", "O", "U-LOC"])
    [('PER', 0, 2), ('LOC', 3, 4)]
    """
    spans: list[tuple[str, int, int]] = []
    first, kind = -1, ""
    for k, label in enumerate([*labels, "O"]):
        place, _, name = label.partition("-")
        if first >= 0 and (place in "OBU" or name != kind):
            spans.append((kind, first, k))
            first = -1
        if place in "BU" or (place in "IL" and first < 0):
            first, kind = k, name
        if place in "LU" and first >= 0:
            spans.append((kind, first, k + 1))
            first = -1
    return spans


def compose(s: Syllables, spans: Sequence[tuple[str, int, int]], witness: str) -> list[Mention]:
    """Return mentions of spans, titles put together from position words and nested bodies.

    Args:
        s (Syllables): The text.
        spans (Sequence[tuple[str, int, int]]): Kind and token range, in order, without overlaps.
        witness (str): Name of the witness.

    Returns:
        list[Mention]: In text order.
    """
    mentions: list[Mention] = []
    title: Mention | None = None
    title_end = -1
    opening = {first for first, _ in s.bounds}
    for kind, first, end in spans:
        if first in opening:
            title = None
        start, stop = s.starts[first], s.ends[end - 1]
        if kind.startswith("IN"):
            inner = Mention(kind[2:], start, stop, witness, "crf")
            between = [s.folds[k] for k in range(title_end, first)] if title is not None else []
            if title is not None and (not between or " ".join(between) in _JOINING):
                title.inner.append(inner)
                title.end = stop
                title_end = end
            else:
                mentions.append(inner)
                title = None
            continue
        if kind == "POS":
            if title is not None and title_end == first and not title.inner:
                title.end = stop
                title.position = s.surface(_token(s, title.start), end)
                title_end = end
                continue
            title = Mention("TITLE", start, stop, witness, "crf", position=s.surface(first, end))
            mentions.append(title)
            title_end = end
            continue
        title = None
        mentions.append(Mention(kind, start, stop, witness, "crf"))
    return mentions


def _token(s: Syllables, start: int) -> int:
    return s.starts.index(start)


def labels_of(s: Syllables, entities: Sequence[tuple[str, int, int]]) -> tuple[list[str], list[str]]:
    """Return the labels of annotated entities, and what did not fit the tokens.

    Args:
        s (Syllables): The text.
        entities (Sequence[tuple[str, int, int]]): Label, start and end in code points of the clean text;
            ORG and LOC inside a TITLE included.

    Returns:
        tuple[list[str], list[str]]: A label for each token, and a message for each entity whose span
        does not begin and end with a token.
    """
    labels = ["O"] * len(s.words)
    problems: list[str] = []
    begins = {start: k for k, start in enumerate(s.starts)}
    ends = {end: k + 1 for k, end in enumerate(s.ends)}
    titles = [(a, b) for label, a, b in entities if label == "TITLE"]

    def mark(kind: str, first: int, end: int) -> None:
        if end - first == 1:
            labels[first] = f"U-{kind}"
        else:
            labels[first] = f"B-{kind}"
            labels[end - 1] = f"L-{kind}"
            for k in range(first + 1, end - 1):
                labels[k] = f"I-{kind}"

    for label, a, b in entities:
        first, end = begins.get(a), ends.get(b)
        if first is None or end is None:
            problems.append(f"{label} {s.text[a:b]!r} at {a} does not begin and end with a token")
            continue
        if label != "TITLE":
            nested = any(x <= a and b <= y for x, y in titles)
            mark(("IN" if nested else "") + label, first, end)
            continue
        k = first
        inside = sorted((x, y) for other, x, y in entities if other != "TITLE" and a <= x and y <= b)
        taken = {t for x, y in inside if x in begins and y in ends for t in range(begins[x], ends[y])}
        while k < end:
            if k in taken or (s.folds[k] in _JOINING and (k + 1 in taken)):
                k += 1
                continue
            stop = k
            while stop < end and stop not in taken and not (s.folds[stop] in _JOINING and stop + 1 in taken):
                stop += 1
            mark("POS", k, stop)
            k = stop
    return labels, problems
