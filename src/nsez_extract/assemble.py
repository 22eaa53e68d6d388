"""From an analysis to a record: ids in text order, offsets of the raw text, and the reasons."""

from __future__ import annotations

import hashlib
from bisect import bisect_right

from nsez_extract.analysis import Analysis, ExplainedMention
from nsez_extract.relations.aliases import canonical_forms
from nsez_extract.relations.roles import RoleLink
from nsez_extract.schema import Engine, Entity, Quantity, Record, RelativeDate, Role, Sentence, Warning


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
            entities=entities,
            roles=[self._role(link) for link in a.links],
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
        """Return what made each entity, quantity and role, as :class:`Explanation` holds it."""
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
