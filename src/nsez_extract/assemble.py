"""From an analysis to a record: ids in text order, offsets of the raw text, and the reasons."""

from __future__ import annotations

import hashlib
from bisect import bisect_right

from nsez_extract.analysis import Analysis, ExplainedMention
from nsez_extract.entities.mention import Mention
from nsez_extract.relations.gazetteer import PlaceLink
from nsez_extract.relations.hierarchy import hierarchy_of, level_of
from nsez_extract.relations.roles import RoleLink
from nsez_extract.relations.subjects import SubjectGroup
from nsez_extract.relations.who import Holding
from nsez_extract.schema import (
    Engine,
    Entity,
    Place,
    PlaceUnit,
    Quantity,
    Record,
    RelativeDate,
    Role,
    Sentence,
    Subject,
    Warning,
)


class Assembler:
    """Gives the parts of one analysis their ids and their offsets in the raw text.

    Args:
        analysis (Analysis): What the stages found.
        engine (Engine): What produced it.
    """

    def __init__(self, analysis: Analysis, engine: Engine) -> None:
        self._a = analysis
        self._engine = engine
        self._raw = analysis.clean.raw
        self._starts = [start for start, _ in analysis.sentences]
        nested = {id(inner) for m in analysis.mentions for inner in m.inner}
        flat = [x for m in analysis.mentions for x in (m, *m.inner)]
        self._flat = sorted(flat, key=lambda m: (m.start, -m.end, id(m) in nested))
        self._ids = {id(m): f"e{k}" for k, m in enumerate(self._flat, start=1)}
        self._who = analysis.who()
        self._subject_of = {
            id(m): (f"s{k}", group)
            for k, group in enumerate(self._who.subjects, start=1)
            for m in group.mentions
        }

    def _sentence(self, start: int) -> int | None:
        index = bisect_right(self._starts, start) - 1
        if index < 0 or start >= self._a.sentences[index][1]:
            return None
        return index

    def record(self, doc_id: str, source: str | None, carry_text: bool) -> Record:
        """Return the record.

        Args:
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            carry_text (bool): Whether the record carries the text (HTML input).

        Returns:
            Record: The record.
        """
        a, to_raw, raw = self._a, self._a.clean.to_raw, self._raw
        quantities = []
        warnings = []
        quantity_ids = {q.start: f"q{k}" for k, q in enumerate(a.quantities, start=1)}
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
                    rate=q.rate,
                    canonical_unit=q.canonical_unit,
                    canonical_value=q.canonical_value,
                    canonical_low=q.canonical_low,
                    canonical_high=q.canonical_high,
                    edtf=q.edtf,
                    resolved=q.resolved,
                    equivalent_of=None if q.equivalent_of is None else quantity_ids.get(q.equivalent_of),
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
            entities=[self._entity(m) for m in self._flat],
            roles=[
                self._role(link, holding) for link, holding in zip(a.links, self._who.holdings, strict=True)
            ],
            subjects=self._subjects(),
            quantities=quantities,
            relative_dates=self._relative_dates(),
            warnings=warnings,
        )

    def _relative_dates(self) -> list[RelativeDate]:
        out = []
        for found in self._a.relative_dates:
            start, end = self._a.clean.to_raw(found.start, found.end)
            sentence = self._sentence(found.start)
            text = self._raw[start:end]
            out.append(
                RelativeDate(start=start, end=end, text=text, sentence=sentence, resolved=found.resolved)
            )
        return out

    def _sentences(self) -> list[Sentence]:
        seen: dict[str, int] = {}
        out = []
        for k, (start, end) in enumerate(self._a.sentences):
            words = " ".join(self._a.clean.text[start:end].split())
            first = seen.setdefault(words, k)
            raw_start, raw_end = self._a.clean.to_raw(start, end)
            out.append(Sentence(start=raw_start, end=raw_end, repeat_of=first if first != k else None))
        return out

    def _entity(self, m: Mention) -> Entity:
        start, end = self._a.clean.to_raw(m.start, m.end)
        subject, group = self._subject_of.get(id(m), (None, None))
        surface = " ".join(self._a.clean.text[m.start : m.end].split())
        return Entity(
            id=self._ids[id(m)],
            label=m.label,  # type: ignore[arg-type]
            start=start,
            end=end,
            text=self._raw[start:end],
            sentence=self._sentence(m.start),
            canonical=surface if group is None else group.canonical,
            source=m.witness,
            subject=subject,
            hierarchy=hierarchy_of(m.position) if m.label == "TITLE" else None,  # type: ignore[arg-type]
            level=level_of(group.canonical) if group and m.label == "ORG" else None,  # type: ignore[arg-type]
        )

    def _role(self, link: RoleLink, holding: Holding) -> Role:
        def entity(m: Mention | None) -> str | None:
            return None if m is None else self._ids[id(m)]

        return Role(
            person=self._ids[id(link.person)],
            title=self._ids[id(link.title)],
            organization=entity(link.organization),
            position=link.title.position,
            status=holding.tenure.status,  # type: ignore[arg-type]
            since=holding.tenure.since,
            until=holding.tenure.until,
            inferred=entity(holding.inferred),
        )

    def _subjects(self) -> list[Subject]:
        held: dict[str, list[int]] = {}
        for k, (link, holding) in enumerate(zip(self._a.links, self._who.holdings, strict=True)):
            body = link.organization or holding.inferred
            for m in (link.person, body):
                if m is not None:
                    held.setdefault(self._subject_of[id(m)][0], []).append(k)
        return [
            self._subject(f"s{k}", group, place, held.get(f"s{k}", []))
            for k, (group, place) in enumerate(
                zip(self._who.subjects, self._who.places, strict=True), start=1
            )
        ]

    def _subject(self, name: str, group: SubjectGroup, place: PlaceLink | None, roles: list[int]) -> Subject:
        text = self._a.clean.text
        forms = dict.fromkeys(" ".join(text[m.start : m.end].split()) for m in group.mentions)
        return Subject(
            id=name,
            label=group.label,  # type: ignore[arg-type]
            canonical=group.canonical,
            key=group.key,
            names=list(forms),
            mentions=[self._ids[id(m)] for m in group.mentions],
            count=len(group.mentions),
            roles=roles,
            place=None if place is None else _place(place),
        )

    def reasons(
        self,
    ) -> tuple[
        list[ExplainedMention],
        list[tuple[str, str, list[str]]],
        list[tuple[int, str]],
        list[tuple[str, str, str]],
    ]:
        """Return what made each entity, quantity, role and subject, as :class:`Explanation` holds it."""
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
        roles = [
            (k, _why(link, holding))
            for k, (link, holding) in enumerate(zip(a.links, self._who.holdings, strict=True))
        ]
        subjects = [
            (f"s{k}", self._ids[id(m)], group.reasons[id(m)])
            for k, group in enumerate(self._who.subjects, start=1)
            for m in group.mentions
            if id(m) in group.reasons
        ]
        return entities, quantities, roles, subjects


def _why(link: RoleLink, holding: Holding) -> str:
    """Return the rule behind a role, the words behind its tenure and the rule that carried its body over."""
    parts = [link.rule]
    if holding.tenure.words:
        parts.append(f"{holding.tenure.status}: {holding.tenure.words}")
    if holding.inferred_rule:
        parts.append(f"inferred: {holding.inferred_rule}")
    return ", ".join(parts)


def _place(link: PlaceLink) -> Place:
    """Return an official unit as it leaves the package."""
    return Place(
        code=link.code,
        name=link.name,
        level=link.level,
        period=link.period,
        parents=[PlaceUnit(code=code, name=name, level=level) for code, name, level in link.parents],
        rule=link.rule,
    )
