"""Subjects from marks, and back: which mentions of a document name one person, body or place.

Two marks are of one subject when label, canonical form and number agree. The number is 1 but where
two subjects have literally the same canonical form; the one mentioned later then has 2, and so on.

>>> marks = [NamedMark("ORG", (0, 3), "Sở X"), NamedMark("ORG", (9, 11), "Sở X"),
...          NamedMark("ORG", (20, 23), "Sở X", 2)]
>>> [subject.mentions for subject in subjects_of_marks(marks)]
[[(0, 3), (9, 11)], [(20, 23)]]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nsez_extract.score.gold import GoldDocument, GoldSubject, Span
from nsez_extract.score.names import normal_form


class NamedMark(NamedTuple):
    """A mark with the subject it names.

    Attributes:
        label (str): PER, ORG or LOC.
        span (Span): Its span.
        canonical (str): Fullest form of the subject, in normal form.
        number (int): Tells apart subjects of one label and form.
    """

    label: str
    span: Span
    canonical: str
    number: int = 1


def subjects_of_marks(marks: Iterable[NamedMark]) -> list[GoldSubject]:
    """Group marks into subjects.

    Args:
        marks (Iterable[NamedMark]): Marks in any order.

    Returns:
        list[GoldSubject]: One subject for each label, form and number; order as the marks come.
    """
    mentions: dict[tuple[str, str, int], list[Span]] = {}
    for mark in marks:
        mentions.setdefault((mark.label, mark.canonical, mark.number), []).append(mark.span)
    return [
        GoldSubject(label=label, canonical=canonical, mentions=sorted(spans))
        for (label, canonical, _), spans in mentions.items()
    ]


def numbered_marks(gold: GoldDocument) -> dict[tuple[str, Span], NamedMark]:
    """Return the marks of a gold document's subjects, with the number each needs.

    Args:
        gold (GoldDocument): Gold; without subjects there are no marks.

    Returns:
        dict[tuple[str, Span], NamedMark]: By label and span.
    """
    seen: Counter[tuple[str, str]] = Counter()
    marks = {}
    for subject in gold.in_order().subjects or ():
        seen[subject.label, subject.canonical] += 1
        for span in subject.mentions:
            number = seen[subject.label, subject.canonical]
            marks[subject.label, span] = NamedMark(subject.label, span, subject.canonical, number)
    return marks


def nearest_mention(marks: Sequence[NamedMark], canonical: str, before: int) -> Span | None:
    """Find the mark by which a text last named a subject: the nearest before a place, else after it.

    Args:
        marks (Sequence[NamedMark]): Marks of one label, in any order.
        canonical (str): Canonical form of the subject, as an annotator wrote it.
        before (int): The place, a code point.

    Returns:
        tuple[int, int] | None: Span of the mark, None when no mark has that form.

    >>> marks = [NamedMark("ORG", (0, 3), "Sở X"), NamedMark("ORG", (9, 11), "Sở X")]
    >>> nearest_mention(marks, "Sở X", 20), nearest_mention(marks[1:], "Sở X", 5)
    ((9, 11), (9, 11))
    >>> nearest_mention(marks, "Sở Y", 20) is None
    True
    """
    form = normal_form(canonical)
    spans = [mark.span for mark in marks if mark.canonical == form]
    earlier = [span for span in spans if span[0] < before]
    if earlier:
        return max(earlier)
    return min(spans, default=None)
