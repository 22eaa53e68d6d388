"""The gold format: one JSON object a document, annotated by hand.

``{doc_id, sha256, entities, roles, quantities}``, optionally ``sentences`` and ``subjects``. It means
the same as a :class:`~nsez_extract.schema.Record`, but roles and subjects hold the spans themselves as
``[start, end]``, and absent keys of a quantity or role stand for null (of a role's status: for
``current``). Labels, values and offsets are *not* judged here, so that
:func:`nsez_extract.score.check.check_gold` can report every problem of a file at once.

Subjects and the attributes of roles (status, since, until, inferred) are one layer of annotation:
``subjects`` is null or absent where nobody made it, and then neither is scored.

>>> gold = GoldDocument(doc_id="a", sha256=sha256_of("Bà Lan"),
...                     entities=[GoldEntity(label="PER", start=3, end=6, text="Lan")])
>>> gold.entities[0].span
(3, 6)
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nsez_extract.errors import UsageError
from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS, RoleStatus

Span = tuple[int, int]
"""Half-open (start, end) in code points of the raw text."""

SUBJECT_LABELS: tuple[str, ...] = tuple(label for label in ENTITY_LABELS if label != "TITLE")
"""tuple[str, ...]: labels whose marks belong to subjects."""

CURRENT = "current"
"""str: the status of a role of which the text says no more than that it is held."""

ROLE_STATUSES: tuple[str, ...] = get_args(RoleStatus)
"""tuple[str, ...]: what a text may say of how a title is held."""

_LABEL_ORDER: dict[str, int] = {label: i for i, label in enumerate((*ENTITY_LABELS, *QUANTITY_KINDS))}
_LABEL_ORDER["TITLE"] = -1  # a TITLE comes before the ORG that fills it


class _Model(BaseModel):
    """Base of the gold parts: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class GoldEntity(_Model):
    """One annotated mention."""

    label: str = Field(description="PER, ORG, LOC or TITLE.")
    start: int = Field(description="First code point.")
    end: int = Field(description="One past the last code point.")
    text: str = Field(description="The raw text of the span.")
    canonical: str | None = Field(default=None, description="Fullest form in the document, in normal form.")
    source: str | None = Field(default=None, description="Who or what made the mark.")

    @property
    def span(self) -> Span:
        """tuple[int, int]: start and end."""
        return self.start, self.end


class GoldRole(_Model):
    """One person holding one title; spans of entities of the same document."""

    person: Span = Field(description="Span of a PER.")
    title: Span = Field(description="Span of a TITLE.")
    organization: Span | None = Field(default=None, description="Span of an ORG, or null.")
    status: str = Field(default=CURRENT, description="current, former, acting, elected or leaving.")
    since: str | None = Field(default=None, description="Year, month or day the person holds it from.")
    until: str | None = Field(default=None, description="Year, month or day the person holds it to.")
    inferred: Span | None = Field(
        default=None, description="Span of the ORG that the text makes clear elsewhere, or null."
    )


class GoldSubject(_Model):
    """One person, body or place, and the marks that name it."""

    label: str = Field(description="PER, ORG or LOC.")
    canonical: str = Field(description="Its fullest form in the document, in normal form.")
    mentions: list[Span] = Field(description="Spans of entities of that label, in text order.")


class GoldQuantity(_Model):
    """One annotated amount, percentage, count or date; values as in the record."""

    kind: str = Field(description="MONEY, PERCENT, NUMBER or DATE.")
    start: int = Field(description="First code point.")
    end: int = Field(description="One past the last code point.")
    text: str = Field(description="The raw text of the span.")
    value: str | None = Field(default=None, description="Exact decimal, or ISO 8601 for a DATE.")
    low: str | None = Field(default=None, description="Lower end of a range.")
    high: str | None = Field(default=None, description="Upper end of a range.")
    currency: str | None = Field(default=None, description="ISO 4217 code, MONEY only.")
    unit: str | None = Field(default=None, description="Counted noun or measure, NUMBER only.")
    modifier: str | None = Field(default=None, description="approx, over, under, at_least, at_most.")

    @property
    def span(self) -> Span:
        """tuple[int, int]: start and end."""
        return self.start, self.end


class GoldDocument(_Model):
    """The annotation of one document."""

    doc_id: str = Field(description="Stem of the article's file.")
    sha256: str = Field(description="SHA-256 of the raw text's UTF-8, hexadecimal.")
    entities: list[GoldEntity] = Field(default_factory=list, description="Mentions.")
    roles: list[GoldRole] = Field(default_factory=list, description="Who holds which title.")
    quantities: list[GoldQuantity] = Field(default_factory=list, description="Quantities.")
    sentences: list[Span] | None = Field(
        default=None, description="Sentence spans, or null when sentences were not annotated."
    )
    subjects: list[GoldSubject] | None = Field(
        default=None, description="Subjects by first mention, or null when they were not annotated."
    )

    def in_order(self) -> GoldDocument:
        """Return a copy in the order files are written in.

        Returns:
            GoldDocument: Marks in text order, outer before inner; roles by title, then by person;
            subjects by first mention.
        """
        return self.model_copy(
            update={
                "entities": sorted(self.entities, key=lambda e: _text_order(e.start, e.end, e.label)),
                "roles": sorted(self.roles, key=lambda r: (r.title, r.person, r.organization or (-1, -1))),
                "quantities": sorted(self.quantities, key=lambda q: _text_order(q.start, q.end, q.kind)),
                "sentences": None if self.sentences is None else sorted(self.sentences),
                "subjects": None if self.subjects is None else _subjects_in_order(self.subjects),
            }
        )

    def to_json(self) -> str:
        """Return the file's text: keys and marks in a fixed order, absent keys for null.

        Returns:
            str: JSON with an indent of one blank and a newline at the end.
        """
        ordered = self.in_order()
        data: dict[str, Any] = {
            "doc_id": ordered.doc_id,
            "sha256": ordered.sha256,
            "entities": [e.model_dump(exclude_none=True) for e in ordered.entities],
            "roles": [_role_dict(r) for r in ordered.roles],
            "quantities": [q.model_dump(exclude_none=True) for q in ordered.quantities],
        }
        if ordered.sentences is not None:
            data["sentences"] = ordered.sentences
        if ordered.subjects is not None:
            data["subjects"] = [s.model_dump() for s in ordered.subjects]
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _text_order(start: int, end: int, label: str) -> tuple[int, int, int]:
    """Return the sort key of a mark: text order, outer before inner, TITLE before the rest."""
    return start, -end, _LABEL_ORDER.get(label, len(_LABEL_ORDER))


def _subjects_in_order(subjects: list[GoldSubject]) -> list[GoldSubject]:
    """Return subjects by first mention, their mentions in text order."""
    ordered = [s.model_copy(update={"mentions": sorted(s.mentions)}) for s in subjects]

    def place(subject: GoldSubject) -> tuple[tuple[int, int, int], str]:
        start, end = min(subject.mentions, default=(-1, -1))
        return _text_order(start, end, subject.label), subject.canonical

    return sorted(ordered, key=place)


def _role_dict(role: GoldRole) -> dict[str, Any]:
    """Return a role as JSON types: its three spans always, its attributes where they say something."""
    data = role.model_dump()
    spans = {name: data.pop(name) for name in ("person", "title", "organization")}
    if role.status == CURRENT:
        del data["status"]
    return spans | {name: value for name, value in data.items() if value is not None}


def sha256_of(raw: str) -> str:
    """Return the SHA-256 of a raw text's UTF-8, hexadecimal.

    Args:
        raw (str): Raw text.

    Returns:
        str: 64 hexadecimal digits.
    """
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def read_raw(path: Path) -> str:
    """Read a raw text exactly: newlines are never translated, a BOM stays.

    Args:
        path (Path): UTF-8 text file.

    Returns:
        str: The raw text.

    Raises:
        UsageError: The file cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give an existing text file") from None
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: not UTF-8 (byte {error.start}); convert it, for instance with iconv -t UTF-8"
        ) from None


def load_gold(path: Path) -> list[GoldDocument]:
    """Read gold documents.

    Args:
        path (Path): One gold file, or a folder whose ``*.json`` files are read (sub-folders and
            the manifest are left alone).

    Returns:
        list[GoldDocument]: Sorted by ``doc_id``.

    Raises:
        UsageError: There is no such path, no gold in it, a file is not of the gold format, or two
            files have the same ``doc_id``.
    """
    if path.is_dir():
        files = sorted(p for p in path.glob("*.json") if p.is_file())
        if not files:
            raise UsageError(f"{path}: no gold here; give a folder that holds <doc_id>.json files")
    elif path.is_file():
        files = [path]
    else:
        raise UsageError(f"{path}: no such file or folder; give a gold file or a folder of them")
    seen: dict[str, Path] = {}
    documents = []
    for file in files:
        gold = _load_file(file)
        if gold.doc_id in seen:
            raise UsageError(
                f"{file}: doc_id {gold.doc_id!r} stands in {seen[gold.doc_id]} too; rename one of them"
            )
        seen[gold.doc_id] = file
        documents.append(gold)
    return sorted(documents, key=lambda g: g.doc_id)


def _load_file(file: Path) -> GoldDocument:
    """Read one gold file, or raise a UsageError that says where it is wrong."""
    try:
        return GoldDocument.model_validate_json(read_raw(file))
    except ValidationError as error:
        raise UsageError(f"{file}: not of the gold format: {first_problem(error)}") from None


def first_problem(error: ValidationError) -> str:
    """Return the first complaint of a validation as one line.

    Args:
        error (ValidationError): What pydantic raised.

    Returns:
        str: ``where: what``, with the number of further complaints.
    """
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    where = ".".join(str(part) for part in problems[0]["loc"]) or "the whole"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{where}: {problems[0]['msg']}{more}"


def write_gold(gold: GoldDocument, path: Path) -> None:
    """Write one gold file; a failure leaves the old file as it was.

    Args:
        gold (GoldDocument): What to write.
        path (Path): Target, by custom ``<doc_id>.json``.

    Raises:
        UsageError: The target cannot be written.
    """
    write_text(path, gold.to_json())


def write_text(path: Path, content: str) -> None:
    """Write a small UTF-8 text file in one step (temporary file, then rename).

    Args:
        path (Path): Target.
        content (str): The whole text; line ends are written as they are.

    Raises:
        UsageError: The target cannot be written.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode("utf-8"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose a writable folder") from None
