"""A stand-in for the extractor: quick, deterministic, and failing on demand."""

from __future__ import annotations

import hashlib
import os
from types import SimpleNamespace
from typing import Any

from nsez_extract.errors import UsageError
from nsez_extract.schema import Engine, Entity, Metadata, Quantity, Record, Role, Sentence


class FakeExtractor:
    """Marks every "ông Xuân" and "5 tỷ"; fails on texts that say so."""

    def extract(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: dict[str, Any] | None = None,
        html: bool = False,
    ) -> Record:
        if "CHIA CHO KHÔNG" in text:
            raise ZeroDivisionError("integer division\nby zero")
        if "TIẾN TRÌNH CHẾT" in text:
            os._exit(9)
        if "NGẮT" in text:
            raise KeyboardInterrupt
        if html and "<p>" not in text:
            raise UsageError("nothing found in the page")
        body = text.replace("<p>", "").replace("</p>", "") if html else text
        record = Record(
            doc_id=doc_id,
            source=source,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            engine=Engine(version="0", models={"fake": "1"}),
            text=body if html else None,
            metadata=Metadata(**(metadata or {})),
            sentences=[Sentence(start=0, end=len(body))],
        )
        for word, label in (("Giám đốc Sở Y tế", "TITLE"), ("Sở Y tế", "ORG"), ("Xuân", "PER")):
            place = body.find(word)
            if place >= 0:
                record.entities.append(
                    Entity(
                        id=f"e{len(record.entities) + 1}",
                        label=label,
                        start=place,
                        end=place + len(word),
                        text=word,
                        sentence=0,
                        canonical=word,
                        source="rules",
                    )
                )
        if len(record.entities) == 3:
            record.roles.append(Role(person="e3", title="e1", organization="e2", position="Giám đốc"))
        place = body.find("5 tỷ")
        if place >= 0:
            record.quantities.append(
                Quantity(
                    id="q1",
                    kind="MONEY",
                    start=place,
                    end=place + 4,
                    text="5 tỷ",
                    sentence=0,
                    value="5000000000",
                    currency="VND",
                    modifier="over",
                )
            )
        return record

    def explain(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> Any:
        record = self.extract(text, doc_id=doc_id, source=source, metadata=metadata)
        return SimpleNamespace(
            record=record,
            entities=[
                SimpleNamespace(
                    entity_id=e.id,
                    label=e.label,
                    start=e.start,
                    end=e.end,
                    text=e.text,
                    witness="rules",
                    rule="fake-rule",
                    beat=[("LOC", e.start, e.end, e.text, "lexicon", "loser")],
                )
                for e in record.entities
            ],
            quantities=[(q.id, "fake-money", ["hơn before it"]) for q in record.quantities],
            roles=[(i, "fake-role") for i in range(len(record.roles))],
            subjects=[],
        )


def fake() -> FakeExtractor:
    """Factory that other processes can import."""
    return FakeExtractor()


def unusable() -> FakeExtractor:
    """Factory of an extractor that cannot be made."""
    raise UsageError('witness "underthesea": not installed; pip install "nsez-extract[underthesea]"')
