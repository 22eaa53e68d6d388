"""``nsez-extract explain``: which rule, lexicon entry or model produced each result, and what it beat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from nsez_extract.cli.common import (
    DocIdOption,
    MaxCharsOption,
    ModelOption,
    WitnessOption,
    chosen_witnesses,
    make_extractor,
    one_document,
    one_line,
)

if TYPE_CHECKING:
    from nsez_extract.extractor import Explanation


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One article, or - for standard input.")],
    doc_id: DocIdOption = None,
    witness: WitnessOption = None,
    model: ModelOption = None,
    max_chars: MaxCharsOption = 5_000_000,
) -> None:
    """Print for each result the witness and rule that made it, and the candidates it beat."""
    document = one_document(file, max_chars, doc_id)
    text = document.text
    if text is None:
        from nsez_extract.text.html import extract_html

        text = extract_html(document.html or "").text
    explanation = make_extractor(chosen_witnesses(witness), model).explain(
        text, doc_id=document.doc_id, source=document.source, metadata=dict(document.metadata)
    )
    for line in _lines(explanation):
        typer.echo(line)


def _lines(explanation: Explanation) -> Iterator[str]:
    """Yield the report's lines: entities with what they beat, roles, quantities with notes."""
    from nsez_extract.cli.markup import amount, role_line

    record = explanation.record
    for mention in explanation.entities:
        place = f"{mention.start}:{mention.end}"
        head = f"{mention.entity_id}\t{mention.label}\t{place}\t{one_line(mention.text)}"
        yield f"{head}\t{mention.witness}/{mention.rule}"
        for label, start, end, text, witness, rule in mention.beat:
            yield f"\tbeat\t{label}\t{start}:{end}\t{one_line(text)}\t{witness}/{rule}"
    for index, rule in explanation.roles:
        yield f"role {index + 1}\t{one_line(role_line(record, record.roles[index]))}\t{rule}"
    texts = {entity.id: entity.text for entity in record.entities}
    canonical = {subject.id: subject.canonical for subject in record.subjects}
    for subject_id, entity_id, reason in explanation.subjects:
        head = f"{subject_id}\t{one_line(canonical[subject_id])}"
        yield f"{head}\t{entity_id}\t{one_line(texts[entity_id])}\t{one_line(reason)}"
    for subject in record.subjects:
        if subject.place is not None:
            parents = ", ".join(unit.name for unit in subject.place.parents)
            place = f"{subject.place.code} {subject.place.name}" + (f" ({parents})" if parents else "")
            yield f"{subject.id}\t{one_line(subject.canonical)}\t{place}\t{subject.place.rule}"
    quantities = {quantity.id: quantity for quantity in record.quantities}
    for quantity_id, rule, notes in explanation.quantities:
        quantity = quantities[quantity_id]
        place = f"{quantity.start}:{quantity.end}"
        yield (
            f"{quantity.id}\t{quantity.kind}\t{place}\t{one_line(quantity.text)}\t"
            f"= {one_line(amount(quantity))}\t{rule}"
        )
        for note in [notes] if isinstance(notes, str) else notes:
            if note:
                yield f"\tnote\t{one_line(str(note))}"
