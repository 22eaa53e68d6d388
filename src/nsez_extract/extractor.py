"""The plain path: one raw text in, one record out, and the explanation of every result.

Each stage is a pure function of the package; this module only calls them in order and maps spans of
the clean text back to the raw text. The spaCy path (:mod:`nsez_extract.pipeline`) runs the same stages.
"""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import ValidationError

from nsez_extract._version import __version__
from nsez_extract.entities import rules, underthesea
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.resolve import resolve
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.quantities import QuantityMatch, find_quantities
from nsez_extract.relations.aliases import canonical_forms
from nsez_extract.relations.roles import RoleLink, link_roles, unheld_lists
from nsez_extract.schema import (
    Engine,
    Entity,
    Metadata,
    Quantity,
    Record,
    Role,
    Sentence,
    Warning,
)
from nsez_extract.text.clean import CleanText, clean
from nsez_extract.text.metadata import read_metadata
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

Witness = Callable[[Syllables], list[Mention]]
"""What proposes mentions: a function of the syllables of a text."""

WITNESSES: dict[str, tuple[Witness, Callable[[], str]]] = {
    "underthesea": (underthesea.find_names, underthesea.witness_version),
}
"""dict: optional witnesses by name, each with its tagger and what tells its version. A trained tagger
is added here and in ``lexicon/data/resolve.toml``."""

DEFAULT_WITNESSES: tuple[str, ...] = ()
"""tuple[str, ...]: optional witnesses in use unless others are named; the rules always speak."""

_SOURCE_FIELDS = frozenset({"title", "published", "url", "extra"})


@dataclass(slots=True)
class Analysis:
    """What the stages found in one text, in offsets of the clean text.

    Attributes:
        clean (CleanText): The text and its map to the raw text.
        sentences (list[tuple[int, int]]): Sentence spans.
        syllables (Syllables): The tokens.
        metadata (Metadata): What the text says of itself, completed by what came with it.
        mentions (list[Mention]): Settled mentions in text order.
        beaten (dict[int, list[Mention]]): ``id()`` of a mention to the candidates it beat.
        links (list[RoleLink]): Roles.
        quantities (list[QuantityMatch]): Quantities in text order.
    """

    clean: CleanText
    sentences: list[tuple[int, int]]
    syllables: Syllables
    metadata: Metadata
    mentions: list[Mention] = field(default_factory=list)
    beaten: dict[int, list[Mention]] = field(default_factory=dict)
    links: list[RoleLink] = field(default_factory=list)
    quantities: list[QuantityMatch] = field(default_factory=list)

    def complete(self, given: Mapping[str, Any]) -> None:
        """Let metadata that came with the text win over what the text says of itself.

        Args:
            given (Mapping[str, Any]): Fields of :class:`~nsez_extract.schema.Metadata`; None is no value.

        Raises:
            UsageError: If a field is unknown or not of its type.
        """
        known = {name: value for name, value in given.items() if value is not None}
        if not known:
            return
        try:
            Metadata.model_validate(known)
        except ValidationError as error:
            first = error.errors()[0]
            raise UsageError(
                f"metadata {'.'.join(map(str, first['loc']))!r}: {first['msg']}; it takes title, published "
                "(ISO date), byline, publisher, url (all strings) and extra (a dict)"
            ) from None
        self.metadata = self.metadata.model_copy(update=known)


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """Why one entity stands.

    Attributes:
        entity_id (str): Id in the record.
        label (str): Its label.
        start (int): First code point in the raw text.
        end (int): One past the last.
        text (str): Its surface.
        witness (str): The witness that made it.
        rule (str): The rule or model behind it.
        beat (list[tuple[str, int, int, str, str, str]]): Candidates it beat: label, start, end, text,
            witness, rule.
    """

    entity_id: str
    label: str
    start: int
    end: int
    text: str
    witness: str
    rule: str
    beat: list[tuple[str, int, int, str, str, str]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record and the reasons behind it.

    Attributes:
        record (Record): The record.
        entities (list[ExplainedMention]): One for each entity, in the record's order.
        quantities (list[tuple[str, str, list[str]]]): Quantity id, rule, notes.
        roles (list[tuple[int, str]]): Index into the record's roles, rule.
    """

    record: Record
    entities: list[ExplainedMention]
    quantities: list[tuple[str, str, list[str]]]
    roles: list[tuple[int, str]]


class Extractor:
    """Runs the stages with a fixed set of witnesses.

    Args:
        witnesses (Sequence[str] | None): Names of the optional witnesses; None for the defaults.

    Raises:
        UsageError: If a witness is unknown or not installed.
    """

    def __init__(self, witnesses: Sequence[str] | None = None) -> None:
        names = DEFAULT_WITNESSES if witnesses is None else tuple(witnesses)
        unknown = [name for name in names if name not in WITNESSES]
        if unknown:
            known = ", ".join(sorted(WITNESSES))
            raise UsageError(f"no witness is called {unknown[0]!r}; there are: {known}, or none")
        self._witnesses: list[Witness] = [rules.find_names, *(WITNESSES[name][0] for name in names)]
        models = {name: WITNESSES[name][1]() for name in names}
        models[rules.WITNESS] = __version__
        self._engine = Engine(version=__version__, models=dict(sorted(models.items())))

    # -- stages, each usable on its own ------------------------------------------------------------

    def read(self, raw: str, metadata: Mapping[str, Any] | None = None) -> Analysis:
        """Clean a text, split it and read its metadata.

        Args:
            raw (str): Raw text.
            metadata (Mapping[str, Any] | None): ``title``, ``published``, ``url``, ``byline``,
                ``publisher`` or ``extra`` that came with it; they win over what the text says.

        Returns:
            Analysis: Without mentions, roles and quantities yet.

        Raises:
            UsageError: If the metadata is unusable.
        """
        text = clean(raw)
        sentences = split_sentences(text.text, text.placeholders)
        syllables = Syllables(text.text, tokenize(text.text), sentences)
        analysis = Analysis(text, sentences, syllables, read_metadata(text.text, sentences))
        analysis.complete(metadata or {})
        return analysis

    def find_entities(self, analysis: Analysis) -> None:
        """Fill ``mentions`` and ``beaten`` from all witnesses by the policy."""
        candidates = [m for witness in self._witnesses for m in witness(analysis.syllables)]
        settled = resolve(candidates)
        analysis.mentions, analysis.beaten = settled.mentions, settled.beaten

    def find_roles(self, analysis: Analysis) -> None:
        """Fill ``links``, then drop titles that only stand beside a person and have none."""
        analysis.links = link_roles(analysis.clean.text, analysis.mentions, analysis.sentences)
        held = {id(link.title) for link in analysis.links}
        listed = unheld_lists(analysis.clean.text, analysis.mentions, analysis.links)
        kept: list[Mention] = []
        for mention in analysis.mentions:
            if mention.needs_person and id(mention) not in held or id(mention) in listed:
                kept += mention.inner
            else:
                kept.append(mention)
        analysis.mentions = kept

    def find_quantities(self, analysis: Analysis) -> None:
        """Fill ``quantities``; numbers inside names stay out."""
        masked = [m.span for m in analysis.mentions if m.label != "TITLE"]
        masked += [inner.span for m in analysis.mentions for inner in m.inner]
        analysis.quantities = find_quantities(
            analysis.clean.text, published=_date(analysis.metadata.published), masked=sorted(masked)
        )

    def analyse(self, raw: str, metadata: Mapping[str, Any] | None = None) -> Analysis:
        """Run all stages on one raw text.

        Args:
            raw (str): Raw text.
            metadata (Mapping[str, Any] | None): What came with it, as for :meth:`read`.

        Returns:
            Analysis: Everything found, in offsets of the clean text.
        """
        analysis = self.read(raw, metadata)
        self.find_entities(analysis)
        self.find_roles(analysis)
        self.find_quantities(analysis)
        return analysis

    # -- results -----------------------------------------------------------------------------------

    def extract(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        html: bool = False,
    ) -> Record:
        """Return the record of one article.

        Args:
            text (str): Raw text, or the source of a web page.
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            metadata (Mapping[str, Any] | None): ``title``, ``published`` (ISO date), ``url``, ``extra``
                that came with it; they win over what the text says.
            html (bool): Whether ``text`` is HTML; its article is extracted first and the record carries it.

        Returns:
            Record: The record.

        Raises:
            UsageError: If HTML holds no article, or the extra ``html`` is not installed.
        """
        given = dict(metadata or {})
        if html:
            from nsez_extract.text.html import extract_html

            page = extract_html(text)
            text = page.text
            own = {"title": page.title, "published": page.published, "byline": page.author}
            own |= {"publisher": page.publisher, "url": page.url}
            given = {k: v for k, v in own.items() if v is not None} | {
                k: v for k, v in given.items() if v is not None
            }
        analysis = self.analyse(text, given)
        return self.record(analysis, doc_id=doc_id, source=source, carry_text=html)

    def record(
        self, analysis: Analysis, *, doc_id: str, source: str | None = None, carry_text: bool = False
    ) -> Record:
        """Turn an analysis into a record with offsets of the raw text.

        Args:
            analysis (Analysis): What the stages found.
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            carry_text (bool): Whether the record carries the text (HTML input).

        Returns:
            Record: The record.
        """
        return _Writer(analysis, self._engine).record(doc_id, source, carry_text)

    def explain(self, text: str, *, doc_id: str = "doc", source: str | None = None) -> Explanation:
        """Return the record of one text with the reason behind every result.

        Args:
            text (str): Raw text.
            doc_id (str): The document's id.
            source (str | None): Where it came from.

        Returns:
            Explanation: The record, and for each entity, quantity and role what made it.
        """
        analysis = self.analyse(text)
        writer = _Writer(analysis, self._engine)
        record = writer.record(doc_id, source, False)
        return Explanation(record, *writer.reasons())


class _Writer:
    """Gives ids and raw offsets."""

    def __init__(self, analysis: Analysis, engine: Engine) -> None:
        self._a = analysis
        self._engine = engine
        self._raw = analysis.clean.raw
        self._starts = [start for start, _ in analysis.sentences]
        nested = {id(inner) for m in analysis.mentions for inner in m.inner}
        flat = [x for m in analysis.mentions for x in (m, *m.inner)]
        self._flat = sorted(flat, key=lambda m: (m.start, -m.end, id(m) in nested))
        self._ids = {id(m): f"e{k}" for k, m in enumerate(self._flat, start=1)}

    def _sentence(self, start: int) -> int | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or start >= self._a.sentences[index][1]:
            return None
        return index

    def record(self, doc_id: str, source: str | None, carry_text: bool) -> Record:
        a, to_raw, raw = self._a, self._a.clean.to_raw, self._raw
        forms = canonical_forms(a.clean.text, a.mentions)
        entities = []
        for m in self._flat:
            start, end = to_raw(m.start, m.end)
            entities.append(
                Entity(
                    id=self._ids[id(m)],
                    label=m.label,  # type: ignore[arg-type]
                    start=start,
                    end=end,
                    text=raw[start:end],
                    sentence=self._sentence(m.start),
                    canonical=forms[id(m)],
                    source=m.witness,
                )
            )
        quantities = []
        warnings = []
        for k, q in enumerate(a.quantities, start=1):
            start, end = to_raw(q.start, q.end)
            quantities.append(
                Quantity(
                    id=f"q{k}",
                    kind=q.kind,  # type: ignore[arg-type]
                    start=start,
                    end=end,
                    text=raw[start:end],
                    sentence=self._sentence(q.start),
                    value=q.value,
                    low=q.low,
                    high=q.high,
                    currency=q.currency,
                    unit=q.unit,
                    modifier=q.modifier,  # type: ignore[arg-type]
                )
            )
            warnings += [Warning(code=code, message=text, start=start, end=end) for code, text in q.notes]
        return Record(
            doc_id=doc_id,
            source=source,
            sha256=hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest(),
            engine=self._engine,
            text=raw if carry_text else None,
            metadata=a.metadata,
            sentences=self._sentences(),
            entities=entities,
            roles=[self._role(link) for link in a.links],
            quantities=quantities,
            warnings=warnings,
        )

    def _sentences(self) -> list[Sentence]:
        seen: dict[str, int] = {}
        out = []
        for k, (start, end) in enumerate(self._a.sentences):
            words = " ".join(self._a.clean.text[start:end].split())
            first = seen.setdefault(words, k)
            raw_start, raw_end = self._a.clean.to_raw(start, end)
            out.append(Sentence(start=raw_start, end=raw_end, repeat_of=first if first != k else None))
        return out

    def _role(self, link: RoleLink) -> Role:
        body = link.organization
        return Role(
            person=self._ids[id(link.person)],
            title=self._ids[id(link.title)],
            organization=None if body is None else self._ids[id(body)],
            position=link.title.position,
        )

    def reasons(
        self,
    ) -> tuple[list[ExplainedMention], list[tuple[str, str, list[str]]], list[tuple[int, str]]]:
        """Return what made each entity, quantity and role."""
        a, to_raw, raw = self._a, self._a.clean.to_raw, self._raw
        entities = []
        for m in self._flat:
            start, end = to_raw(m.start, m.end)
            beat = []
            for loser in a.beaten.get(id(m), ()):
                x, y = to_raw(loser.start, loser.end)
                beat.append((loser.label, x, y, raw[x:y], loser.witness, loser.rule))
            entities.append(
                ExplainedMention(
                    self._ids[id(m)], m.label, start, end, raw[start:end], m.witness, m.rule, beat
                )
            )
        quantities = [
            (f"q{k}", q.rule, [message for _, message in q.notes])
            for k, q in enumerate(a.quantities, start=1)
        ]
        return entities, quantities, [(k, link.rule) for k, link in enumerate(a.links)]


def _date(published: str | None) -> datetime.date | None:
    """Return the day of an ISO date or date-time; None when it is not one."""
    if published is None:
        return None
    try:
        return datetime.date.fromisoformat(published[:10])
    except ValueError:
        return None


@cache
def _cached(witnesses: tuple[str, ...] | None) -> Extractor:
    return Extractor(witnesses)


def get_extractor(witnesses: Sequence[str] | None = None) -> Extractor:
    """Return the extractor for a set of witnesses; the same object at every call.

    Args:
        witnesses (Sequence[str] | None): Names of the optional witnesses; None for the defaults.

    Returns:
        Extractor: The extractor.

    Raises:
        UsageError: If a witness is unknown or not installed.

    >>> get_extractor().extract("Ông Lê Văn Bình nộp 5 triệu đồng.").quantities[0].value
    '5000000'
    """
    return _cached(None if witnesses is None else tuple(witnesses))
