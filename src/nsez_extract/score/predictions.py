"""Reads predicted records from JSON Lines, for scoring only.

What scores do not need is not looked at, so records of later versions and of other tools can be
scored, as long as they have the contract's ``doc_id``, ``entities``, ``roles``, ``quantities``. A record
without ``subjects`` is taken to mean that entities of one label and canonical form are one; an entity
without canonical form stands for its own text, a role without status is current.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import CURRENT, GoldQuantity, Span, first_problem
from nsez_extract.score.marks import Annotation, EntityMark, RoleMark, SubjectMark
from nsez_extract.score.names import normal_form


class _Model(BaseModel):
    """Base: unknown keys are ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _Entity(_Model):
    """The part of a predicted entity that is scored."""

    id: str | None = None
    label: str
    start: int
    end: int
    text: str | None = None
    canonical: str | None = None

    @property
    def form(self) -> str | None:
        """str | None: Canonical form in normal form, else the text, else None."""
        return normal_form(self.canonical or self.text or "") or None


class _Role(_Model):
    """A predicted role: ids of entities, and how the title is held."""

    person: str | None = None
    title: str | None = None
    organization: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    inferred: str | None = None


class _Subject(_Model):
    """A predicted subject: ids of its entities."""

    canonical: str | None = None
    mentions: list[str] = Field(default_factory=list)


class _Quantity(_Model):
    """The part of a predicted quantity that is scored."""

    kind: str
    start: int
    end: int
    text: str = ""
    value: str | None = None
    low: str | None = None
    high: str | None = None
    currency: str | None = None
    unit: str | None = None
    modifier: str | None = None


class _Sentence(_Model):
    """A predicted sentence."""

    start: int
    end: int


class _Record(_Model):
    """The part of a record that is scored."""

    doc_id: str
    sha256: str | None = None
    source: str | None = None
    text: str | None = None
    entities: list[_Entity] = Field(default_factory=list)
    roles: list[_Role] = Field(default_factory=list)
    quantities: list[_Quantity] = Field(default_factory=list)
    sentences: list[_Sentence] = Field(default_factory=list)
    subjects: list[_Subject] | None = None


def parse_prediction(line: str | bytes) -> Annotation:
    """Read one predicted record.

    Args:
        line (str | bytes): One JSON object.

    Returns:
        Annotation: Its marks; a role's ids are replaced by the spans they point to, by None when
        there is no such entity.

    Raises:
        pydantic.ValidationError: It is not a record.
    """
    record = _Record.model_validate_json(line)
    spans: dict[str | None, Span] = {e.id: (e.start, e.end) for e in record.entities if e.id is not None}
    return Annotation(
        doc_id=record.doc_id,
        sha256=record.sha256,
        entities=tuple(EntityMark(e.start, e.end, e.label, e.form) for e in record.entities),
        roles=tuple(
            RoleMark(
                spans.get(r.person),
                spans.get(r.title),
                spans.get(r.organization),
                r.status or CURRENT,
                r.since or None,
                r.until or None,
                spans.get(r.inferred),
            )
            for r in record.roles
        ),
        quantities=tuple(GoldQuantity(**q.model_dump()) for q in record.quantities),
        sentences=tuple((s.start, s.end) for s in record.sentences),
        subjects=None if record.subjects is None else tuple(_subjects(record)),
        text=record.text,
        source=record.source,
    )


def _subjects(record: _Record) -> Iterator[SubjectMark]:
    """Yield the subjects of a record; one with mentions of several labels counts as one of each."""
    entities = {entity.id: entity for entity in record.entities if entity.id is not None}
    for subject in record.subjects or ():
        mentions: dict[str, list[Span]] = {}
        for entity in (entities[name] for name in subject.mentions if name in entities):
            mentions.setdefault(entity.label, []).append((entity.start, entity.end))
        canonical = normal_form(subject.canonical or "") or None
        yield from (SubjectMark(label, canonical, tuple(spans)) for label, spans in mentions.items())


def read_predictions(path: Path, wanted: Collection[str]) -> tuple[dict[str, Annotation], list[str]]:
    """Read predicted records and give each to the gold document it is of.

    A record belongs to the document its ``doc_id`` names, as it stands or by its file stem
    (``out/a.txt`` is of ``a``).

    Args:
        path (Path): JSON Lines, UTF-8, one record a line; blank lines are skipped.
        wanted (Collection[str]): Ids of the gold documents.

    Returns:
        tuple[dict[str, Annotation], list[str]]: Records by gold id, and the ids of records that
        belong to none of them, sorted.

    Raises:
        UsageError: The file cannot be read, a line is not a record, or two records are of one
            gold document.
    """
    found: dict[str, Annotation] = {}
    lines: dict[str, int] = {}
    others = set()
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.strip():
                    continue
                annotation = parse_prediction(line)
                stem = PurePosixPath(annotation.doc_id).stem
                doc_id = annotation.doc_id if annotation.doc_id in wanted else stem
                if doc_id not in wanted:
                    others.add(annotation.doc_id)
                    continue
                if doc_id in found:
                    raise UsageError(
                        f"{path}: lines {lines[doc_id]} and {number} are both of {doc_id!r}; keep one of them"
                    )
                found[doc_id] = annotation
                lines[doc_id] = number
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); give the .jsonl file that run wrote"
        ) from None
    except ValidationError as error:
        raise UsageError(
            f"{path}: line {number} is not a record: {first_problem(error)}; "
            "give the .jsonl file that run wrote"
        ) from None
    return found, sorted(others)
