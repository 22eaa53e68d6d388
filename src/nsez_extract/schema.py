"""Every type that leaves the package: the record of one document and its parts.

The shapes follow the project's JSON contract, schema version 1.0. All offsets are counted in
Unicode code points of the document's raw text (for HTML input: of the extracted text that the
record carries in ``text``) and are half-open: ``raw[start:end] == text`` holds for every span.

This module imports nothing else of the package, so any other tool can use it alone.

>>> Entity(id="e1", label="PER", start=4, end=16, text="Trần Thị Lan", sentence=0,
...        canonical="Trần Thị Lan", source="rules").label
'PER'
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"
"""str: the version of the record's shape; fields may be added without raising it."""

EntityLabel = Literal["PER", "ORG", "LOC", "TITLE"]
"""The four kinds of named mention."""

QuantityKind = Literal["MONEY", "PERCENT", "NUMBER", "DATE"]
"""The four kinds of quantity."""

Hierarchy = Literal["head", "deputy", "member", "staff", "rank", "degree"]
"""Where an office stands: head, deputy, member of a body, staff; ranks and degrees are no offices."""

Level = Literal["central", "province", "district", "commune"]
"""Level of the state at which a body works."""

RoleStatus = Literal["current", "former", "acting", "elected", "leaving"]
"""How an office is held: ``nguyên`` former, ``quyền`` acting, ``được bầu`` elected, ``thôi`` leaving."""

Modifier = Literal["approx", "over", "under", "at_least", "at_most"]
"""How the words before a number bend it (``khoảng``, ``hơn``, ``dưới``, ``ít nhất``, ``tối đa``)."""

ENTITY_LABELS: tuple[EntityLabel, ...] = ("PER", "ORG", "LOC", "TITLE")
"""tuple[str, ...]: entity labels in the order reports print them."""

QUANTITY_KINDS: tuple[QuantityKind, ...] = ("MONEY", "PERCENT", "NUMBER", "DATE")
"""tuple[str, ...]: quantity kinds in the order reports print them."""


class _Model(BaseModel):
    """Base of all record parts: unknown keys are refused, values are never coerced silently."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Engine(_Model):
    """What produced the record."""

    name: str = Field(default="nsez-extract", description="Name of the program.")
    version: str = Field(description="Version of the program, PEP 440.")
    models: dict[str, str] = Field(
        default_factory=dict, description="Witness or model name to its version, sorted by name."
    )


class Metadata(_Model):
    """What the document says of itself; what it does not say is null."""

    title: str | None = Field(default=None, description="Headline.")
    published: str | None = Field(default=None, description="Date of publication, ISO 8601 (``2020-06-24``).")
    byline: str | None = Field(default=None, description="Author's name as printed.")
    publisher: str | None = Field(default=None, description="Source or dateline name.")
    url: str | None = Field(default=None, description="Address of the article, where the input gives one.")
    extra: dict[str, Any] = Field(
        default_factory=dict, description="Other fields of a JSONL or Parquet row, passed through."
    )


class Sentence(_Model):
    """One sentence, heading, caption or byline."""

    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="One past the last code point.")
    repeat_of: int | None = Field(
        default=None,
        description="Index of the earlier sentence with the same words (a repeated caption), or null.",
    )


class Entity(_Model):
    """One mention of a person, organisation, place or title."""

    id: str = Field(description="``e1``, ``e2`` … in text order.")
    label: EntityLabel = Field(description="Kind of mention.")
    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="One past the last code point.")
    text: str = Field(description="The raw text of the span.")
    sentence: int | None = Field(description="Index into ``sentences``.")
    canonical: str = Field(description="Fullest form in the document this mention stands for.")
    source: str = Field(description="The witness that made the mention.")
    subject: str | None = Field(
        default=None, description="Id of the subject it belongs to; null for a TITLE."
    )
    hierarchy: Hierarchy | None = Field(
        default=None, description="Place of a TITLE in the hierarchy, or null where the words do not tell."
    )
    level: Level | None = Field(
        default=None,
        description="Level of the state at which an ORG works, or null: companies, schools, unknown.",
    )


class Role(_Model):
    """One person holding one title, with the organisation when the same sentence says it."""

    person: str = Field(description="Id of a PER entity.")
    title: str = Field(description="Id of a TITLE entity.")
    organization: str | None = Field(description="Id of an ORG entity, or null.")
    position: str = Field(description="The title without the body it is held in.")
    status: RoleStatus = Field(
        default="current", description="How it is held: elected and leaving are what the text reports."
    )
    since: str | None = Field(
        default=None, description="ISO 8601 year, month or day, where the text says it."
    )
    until: str | None = Field(
        default=None, description="ISO 8601 year, month or day, where the text says it."
    )
    inferred: str | None = Field(
        default=None,
        description="Id of the ORG entity of an earlier sentence that the office is held in, where its own "
        "sentence names none; null with ``organization``.",
    )


class PlaceUnit(_Model):
    """One administrative unit of the official list."""

    code: str = Field(description="Official code of the General Statistics Office.")
    name: str = Field(description="Official name with its level word.")
    level: str = Field(description="``province``, ``district`` or ``commune``.")


class Place(PlaceUnit):
    """The administrative unit that a place is."""

    period: str = Field(
        description="``before`` or ``after`` the merger of 1 July 2025; ``both`` for units of both lists."
    )
    parents: list[PlaceUnit] = Field(
        description="District, if any, and province it lies in, the nearest first."
    )
    rule: str = Field(description="The evidence that settled it.")


class Subject(_Model):
    """One person, body or place of the document, with all its mentions."""

    id: str = Field(description="``s1``, ``s2`` … in order of first mention.")
    label: EntityLabel = Field(description="``PER``, ``ORG`` or ``LOC``.")
    canonical: str = Field(description="Fullest form in the document.")
    key: str = Field(
        description="The canonical name without accents and case, common abbreviations written out."
    )
    names: list[str] = Field(description="The different forms in the document, in order of first use.")
    mentions: list[str] = Field(description="Ids of its entities in text order.")
    count: int = Field(description="Number of its mentions.")
    roles: list[int] = Field(
        description="Indices into ``roles``: those a person holds, those held in a body (inferred ones too)."
    )
    place: Place | None = Field(
        default=None, description="The official unit a place is, or null where the list does not settle it."
    )


class Quantity(_Model):
    """One amount, percentage, count or date.

    ``value``, ``low`` and ``high`` are exact decimals in base units without exponent or grouping;
    for a DATE ``value`` is ISO 8601 as precise as the text is.
    """

    id: str = Field(description="``q1``, ``q2`` … in text order.")
    kind: QuantityKind = Field(description="Kind of quantity.")
    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="One past the last code point.")
    text: str = Field(description="The raw text of the span.")
    sentence: int | None = Field(description="Index into ``sentences``.")
    value: str | None = Field(default=None, description="Exact decimal, or ISO 8601 for a DATE.")
    low: str | None = Field(default=None, description="Lower end of a range.")
    high: str | None = Field(default=None, description="Upper end of a range.")
    currency: str | None = Field(default=None, description="ISO 4217 code, MONEY only.")
    unit: str | None = Field(default=None, description="Counted noun or measure as written, NUMBER only.")
    modifier: Modifier | None = Field(default=None, description="Modifier, or null.")
    rate: str | None = Field(
        default=None,
        description="What the amount is counted by, as written (``kg``, ``người/năm``), or null.",
    )
    canonical_unit: str | None = Field(
        default=None,
        description="UCUM code of the measure or percent sign (``har``, ``MW``, ``%``), or null.",
    )
    canonical_value: str | None = Field(default=None, description="The value in ``canonical_unit``, or null.")
    canonical_low: str | None = Field(
        default=None, description="The lower end in ``canonical_unit``, or null."
    )
    canonical_high: str | None = Field(
        default=None, description="The upper end in ``canonical_unit``, or null."
    )
    edtf: str | None = Field(
        default=None,
        description="A DATE in EDTF (ISO 8601-2), open parts as ``X``: ``XXXX-05-18``, ``2020-35``.",
    )
    resolved: str | None = Field(
        default=None,
        description="ISO 8601 date or period by the article's date, where the value leaves it open, or null.",
    )
    equivalent_of: str | None = Field(
        default=None,
        description="Id of the amount this one says again in another currency or measure, or null.",
    )


class RelativeDate(_Model):
    """One expression without a numeral that names a time from the article's own date (``hôm qua``)."""

    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=0, description="One past the last code point.")
    text: str = Field(description="The raw text of the span.")
    sentence: int | None = Field(description="Index into ``sentences``.")
    resolved: str | None = Field(
        description="ISO 8601 day, week, month, quarter, year or period by ``metadata.published``, or null."
    )


class Warning(_Model):
    """Something a reader of the record should know; never an error."""

    code: str = Field(description="Stable kebab-case code, such as ``ambiguous-number``.")
    message: str = Field(description="What, where and how it was read, in English.")
    start: int | None = Field(default=None, description="First code point it is about, or null.")
    end: int | None = Field(default=None, description="One past the last code point, or null.")


class Record(_Model):
    """All that was found in one document."""

    schema_version: str = Field(default=SCHEMA_VERSION, description="Version of this shape.")
    doc_id: str = Field(description="File stem, or the row's id.")
    source: str | None = Field(default=None, description="Path or address the document came from.")
    sha256: str = Field(description="SHA-256 of the raw text's UTF-8, hexadecimal.")
    engine: Engine = Field(description="What produced the record.")
    text: str | None = Field(
        default=None, description="Extracted text; given for HTML input, where offsets count in it."
    )
    metadata: Metadata = Field(default_factory=Metadata, description="What the document says of itself.")
    sentences: list[Sentence] = Field(default_factory=list, description="In text order.")
    entities: list[Entity] = Field(default_factory=list, description="In text order, outer before inner.")
    roles: list[Role] = Field(default_factory=list, description="In text order of their titles.")
    subjects: list[Subject] = Field(
        default_factory=list, description="Persons, bodies and places, in order of their first mentions."
    )
    quantities: list[Quantity] = Field(default_factory=list, description="In text order.")
    relative_dates: list[RelativeDate] = Field(
        default_factory=list, description="Times named from the article's date, in text order; no quantities."
    )
    facts: list[dict[str, Any]] = Field(default_factory=list, description="Empty in schema version 1.0.")
    warnings: list[Warning] = Field(default_factory=list, description="In text order.")

    def to_json(self) -> str:
        """Return the record as one line of JSON, keys in a fixed order, non-ASCII kept.

        Returns:
            str: JSON without a line break.
        """
        return self.model_dump_json()
