"""The list of subjects that came out wrong: split, joined with others, or under another name.

Only mentions that gold and output both have are looked at; a mention that was missed or is spurious
stands in the list of :mod:`nsez_extract.score.errors`. Each gold subject gives one line at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nsez_extract.score.cluster_scores import subject_marks
from nsez_extract.score.marks import Annotation, SubjectMark


@dataclass(frozen=True, slots=True)
class Part:
    """Some mentions of a subject, by the name of the subject.

    Attributes:
        canonical (str): Its canonical form, empty when not known.
        mentions (int): How many of its mentions are meant.
    """

    canonical: str
    mentions: int

    def __str__(self) -> str:
        """Return the part as one phrase."""
        return f"{self.canonical!r} ({self.mentions})"


@dataclass(frozen=True, slots=True)
class SubjectError:
    """One gold subject that the output has otherwise.

    Attributes:
        doc_id (str): The document.
        start (int): First code point of the subject's first mention.
        end (int): One past the last code point of it.
        label (str): PER, ORG or LOC.
        canonical (str): Gold's canonical form.
        found (tuple[Part, ...]): The predicted subjects its mentions are in: more than one when it is
            split, one with another name when it is only called wrongly.
        joined (tuple[Part, ...]): Other gold subjects with mentions in those predicted subjects.
    """

    doc_id: str
    start: int
    end: int
    label: str
    canonical: str
    found: tuple[Part, ...]
    joined: tuple[Part, ...]

    def __str__(self) -> str:
        """Return the error as one line.

        >>> parts = (Part("Sở Y tế", 2), Part("Sở", 1))
        >>> print(SubjectError("a", 7, 14, "ORG", "Sở Y tế", parts, ()))
        a:7 ORG 'Sở Y tế': split into 'Sở Y tế' (2), 'Sở' (1)
        """
        said = []
        if len(self.found) > 1:
            said.append(f"split into {', '.join(map(str, self.found))}")
        if self.joined:
            said.append(f"joined with {', '.join(map(str, self.joined))}")
        if len(self.found) == 1 and self.found[0].canonical != self.canonical:
            said.append(f"called {self.found[0].canonical!r}")
        return f"{self.doc_id}:{self.start} {self.label} {self.canonical!r}: {'; '.join(said)}"

    def to_dict(self) -> dict[str, object]:
        """Return the error as JSON types, keys in a fixed order.

        Returns:
            dict[str, object]: ``doc_id``, ``label``, ``start``, ``end``, ``canonical``, ``found`` and
            ``joined`` (lists of ``canonical``, ``mentions``).
        """
        return {
            "doc_id": self.doc_id,
            "label": self.label,
            "start": self.start,
            "end": self.end,
            "canonical": self.canonical,
            "found": [{"canonical": p.canonical, "mentions": p.mentions} for p in self.found],
            "joined": [{"canonical": p.canonical, "mentions": p.mentions} for p in self.joined],
        }


def list_subject_errors(gold: Annotation, predicted: Annotation) -> list[SubjectError]:
    """List the subjects of one document that came out wrong.

    Args:
        gold (Annotation): Gold; without subjects there is nothing to list.
        predicted (Annotation): Output.

    Returns:
        list[SubjectError]: By first mention.
    """
    if gold.subjects is None:
        return []
    right, found = subject_marks(gold), subject_marks(predicted)
    owner = {(s.label, span): p for p, s in enumerate(found) for span in s.mentions}
    homes = [Counter(owner[s.label, span] for span in s.mentions if (s.label, span) in owner) for s in right]
    guests: dict[int, Counter[int]] = {p: Counter() for p in range(len(found))}
    for g, home in enumerate(homes):
        for p, mentions in home.items():
            guests[p][g] = mentions
    errors = []
    for g, (subject, home) in enumerate(zip(right, homes, strict=True)):
        others = sum((guests[p] for p in home), Counter[int]())
        del others[g]
        parts = _parts(found, home)
        if len(parts) > 1 or others or any(part.canonical != subject.canonical for part in parts):
            start, end = subject.mentions[0]
            canonical = subject.canonical or ""
            joined = _parts(right, others)
            errors.append(SubjectError(gold.doc_id, start, end, subject.label, canonical, parts, joined))
    return errors


def _parts(subjects: Sequence[SubjectMark], mentions: Counter[int]) -> tuple[Part, ...]:
    """Return parts of subjects, by their index, in order."""
    return tuple(Part(subjects[i].canonical or "", mentions[i]) for i in sorted(mentions))
