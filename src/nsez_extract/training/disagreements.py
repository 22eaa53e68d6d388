"""Places where a model and the annotation differ, for a reviewer; and what the reviewer decided.

A report has one JSON object a line, the surest places first::

    {"id": "a1", "start": 4, "end": 19, "kind": "boundary", "confidence": 0.98, "annotated": 0.01,
     "annotation": [["PER", 4, 7, "Lan"]], "model": [["PER", 4, 19, "…"]],
     "before": "…", "text": "…", "after": "…"}

The reviewer adds ``"verdict"``: ``annotation`` (it was right), ``model`` (it was right), or
``both_wrong`` with ``"entities"``, the mentions that are right there. Rows without a verdict decide
nothing. The report holds pieces of the articles; keep it where the articles may be kept.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import read_raw, write_text
from nsez_extract.tagger.labels import LABELS
from nsez_extract.training.annotations import Annotation, Mark, checked, in_order, read_mark, shown_surface
from nsez_extract.training.evaluate import Tagged

VERDICTS = ("annotation", "model", "both_wrong")
"""tuple[str, ...]: what a reviewer may decide."""

_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where model and annotation differ.

    Attributes:
        id (str): The article.
        start (int): First code point of the place in the raw text.
        end (int): One past the last.
        kind (str): ``missed`` (annotated only), ``spurious`` (found only), ``type`` (same spans, other
            labels) or ``boundary``.
        confidence (float): Least probability the model gives its own labels there, 0 to 1; 0 where it does
            not look because there is no capital near.
        annotated (float): Least probability it gives the annotated labels there, 0 where it does not look.
        annotation (tuple[Mark, ...]): Annotated mentions of the place that the model has not.
        model (tuple[Mark, ...]): The model's mentions that the annotation has not.
        before (str): Text before the place, on one line.
        text (str): Text of the place.
        after (str): Text after it.
    """

    id: str
    start: int
    end: int
    kind: str
    confidence: float
    annotated: float
    annotation: tuple[Mark, ...]
    model: tuple[Mark, ...]
    before: str
    text: str
    after: str


def find_disagreements(tagged: Sequence[Tagged]) -> list[Disagreement]:
    """Return all places where out-of-fold predictions and annotation differ.

    Args:
        tagged (Sequence[Tagged]): Articles tagged by models that did not learn from them.

    Returns:
        list[Disagreement]: The model's surest ones first; overlapping differences are one place.
    """
    found = [place for article in tagged for place in _places(article)]
    return sorted(found, key=lambda x: (-x.confidence, x.annotated, x.id, x.start))


def _places(tagged: Tagged) -> list[Disagreement]:
    """Return the places of one article."""
    raw = tagged.ready.article.text
    differing = [(key, True) for key in tagged.ready.gold - tagged.found]
    differing += [(key, False) for key in tagged.found - tagged.ready.gold]
    places: list[Disagreement] = []
    group: list[tuple[tuple[str, int, int], bool]] = []
    end = -1
    for key, annotated in sorted(differing, key=lambda x: (x[0][1], -x[0][2], x[0][0], x[1])):
        if group and key[1] >= end:
            places.append(_place(tagged, raw, group))
            group = []
        group.append((key, annotated))
        end = max(end, key[2]) if len(group) > 1 else key[2]
    if group:
        places.append(_place(tagged, raw, group))
    return places


def _place(tagged: Tagged, raw: str, group: Sequence[tuple[tuple[str, int, int], bool]]) -> Disagreement:
    start, end = min(key[1] for key, _ in group), max(key[2] for key, _ in group)
    sides = [
        in_order(Mark(*key, shown_surface(raw[key[1] : key[2]])) for key, own in group if own is side)
        for side in (True, False)
    ]
    annotation, model = sides
    clean_start, clean_end = tagged.ready.clean.from_raw(start, end)
    syllables = tagged.ready.syllables
    first = bisect_right(syllables.ends, clean_start)
    stop = max(first + 1, bisect_left(syllables.starts, clean_end))
    tokens = range(first, min(stop, len(syllables.words)))
    return Disagreement(
        tagged.ready.article.annotation.id,
        start,
        end,
        _kind(annotation, model),
        _least(tagged, tagged.labels, tokens),
        _least(tagged, tagged.ready.labels, tokens),
        annotation,
        model,
        " ".join(raw[max(0, start - _CONTEXT) : start].split()),
        raw[start:end],
        " ".join(raw[end : end + _CONTEXT].split()),
    )


def _kind(annotation: Sequence[Mark], model: Sequence[Mark]) -> str:
    if not model:
        return "missed"
    if not annotation:
        return "spurious"
    same = {(m.start, m.end) for m in annotation} == {(m.start, m.end) for m in model}
    return "type" if same else "boundary"


def _least(tagged: Tagged, labels: Sequence[str], tokens: range) -> float:
    """Return the least probability of the labels of those tokens that the model looks at."""
    seen = [k for first, stop in tagged.ready.windows for k in tokens if first <= k < stop]
    values = [float(tagged.marginals[k, LABELS.index(labels[k])]) for k in seen]
    return round(min(values, default=0.0), 4)


def write_disagreements(places: Sequence[Disagreement], path: Path) -> None:
    """Write the report for reviewers.

    Args:
        places (Sequence[Disagreement]): In the order to review.
        path (Path): The JSON Lines file.

    Raises:
        UsageError: If it cannot be written.
    """
    write_text(path, "".join(json.dumps(_row(place), ensure_ascii=False) + "\n" for place in places))


def _row(place: Disagreement) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(place, name) for name in Disagreement.__slots__}
    return {**row, "annotation": [list(m) for m in place.annotation], "model": [list(m) for m in place.model]}


def apply_corrections(annotations: Sequence[Annotation], path: Path) -> tuple[list[Annotation], Counter[str]]:
    """Correct annotations by a reviewed report.

    Args:
        annotations (Sequence[Annotation]): The annotations the report was made from.
        path (Path): The report with verdicts.

    Returns:
        tuple[list[Annotation], Counter[str]]: The corrected annotations sorted by id, and how often each
        verdict was given.

    Raises:
        UsageError: If a row is not of the format, or does not fit the annotations; the message names the
            article and the offset.
    """
    by_id = {x.id: x for x in annotations}
    verdicts: Counter[str] = Counter()
    for number, line in enumerate(read_raw(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{where}: no JSON ({error.msg})") from None
        if not isinstance(row, dict) or row.get("id") not in by_id:
            raise UsageError(f'{where}: "id" names none of the annotated articles')
        if row.get("verdict") is None:
            continue
        where = f"{where}: article {row['id']}, offset {row.get('start')}"
        if row["verdict"] not in VERDICTS:
            raise UsageError(f'{where}: verdict "{row["verdict"]}"; the verdicts are {", ".join(VERDICTS)}')
        verdicts[row["verdict"]] += 1
        by_id[row["id"]] = _corrected(by_id[row["id"]], row, where)
    return [checked(by_id[key], str(path)) for key in sorted(by_id)], verdicts


def _corrected(annotation: Annotation, row: Mapping[str, Any], where: str) -> Annotation:
    """Return an annotation with one verdict applied."""
    if row["verdict"] == "annotation":
        return annotation
    right = "model" if row["verdict"] == "model" else "entities"
    for key in ("annotation", right):
        if not isinstance(row.get(key), list):
            raise UsageError(f'{where}: "{key}" is missing; give a list of [label, start, end, surface]')
    wrong = {read_mark(mark, where) for mark in row["annotation"]}
    if not wrong <= set(annotation.entities):
        raise UsageError(f"{where}: the annotation has changed since; make the report anew")
    marks = (set(annotation.entities) - wrong) | {read_mark(mark, where) for mark in row[right]}
    return replace(annotation, entities=in_order(marks))
