"""Annotations of articles kept apart from the articles: labels and offsets, no text.

The file is JSON Lines, UTF-8, one object an article, sorted by id::

    {"id": "a1", "source": "…", "sha256": "…", "sections": ["…"], "annotators": ["A"],
     "entities": [["PER", 4, 7, "Lan"], …]}

``sha256`` is that of the raw text's UTF-8, ``sections`` may be missing, and each entity is label, start,
end (code points of the raw text, half-open) and surface, in text order, an outer one before those inside.
A folder of gold files (:mod:`nsez_extract.score.gold`) is read as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from nsez_extract.errors import UsageError
from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.score.gold import load_gold, read_raw, write_text

_ORDER = {label: k for k, label in enumerate(("TITLE", *(x for x in ENTITY_LABELS if x != "TITLE")))}
_REQUIRED = {"id": str, "source": str, "sha256": str, "annotators": list, "entities": list}
_SHA256 = re.compile(r"[0-9a-f]{64}")

_GAP = " … "  # between the first and last words of a very long surface


class Mark(NamedTuple):
    """One annotated mention."""

    label: str
    """``PER``, ``ORG``, ``LOC`` or ``TITLE``."""
    start: int
    """First code point in the raw text."""
    end: int
    """One past the last code point."""
    surface: str
    """The raw text of the span, as :func:`shown_surface` keeps it."""

    @property
    def key(self) -> tuple[str, int, int]:
        """tuple[str, int, int]: label, start and end, which is what scores compare."""
        return self.label, self.start, self.end


@dataclass(frozen=True, slots=True)
class Annotation:
    """The annotation of one article.

    Attributes:
        id (str): The article's id, unique in a file.
        source (str): Data set and path the article comes from.
        sha256 (str): SHA-256 of the raw text's UTF-8, hexadecimal.
        annotators (tuple[str, ...]): Who annotated it, by short names.
        entities (tuple[Mark, ...]): Mentions in text order, ORG and LOC inside a TITLE included.
        sections (tuple[str, ...]): What it is about, such as ``sport``, where known.
    """

    id: str
    source: str
    sha256: str
    annotators: tuple[str, ...]
    entities: tuple[Mark, ...]
    sections: tuple[str, ...] = ()

    def to_line(self) -> str:
        """Return the row of the file, without a line end.

        Returns:
            str: JSON with the keys in a fixed order.
        """
        row: dict[str, Any] = {"id": self.id, "source": self.source, "sha256": self.sha256}
        if self.sections:
            row["sections"] = list(self.sections)
        row |= {"annotators": list(self.annotators), "entities": [list(mark) for mark in self.entities]}
        return json.dumps(row, ensure_ascii=False)


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return mentions in the order of the file.

    Args:
        marks (Iterable[Mark]): Mentions of one article.

    Returns:
        tuple[Mark, ...]: By start, the longer first, a TITLE before what fills it.

    >>> [mark.label for mark in in_order([Mark("ORG", 0, 3, "VFF"), Mark("TITLE", 0, 3, "VFF")])]
    ['TITLE', 'ORG']
    """
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, _ORDER.get(m.label, 9))))


def read_annotations(path: Path) -> list[Annotation]:
    """Read annotations.

    Args:
        path (Path): A JSON Lines file as the module describes it, or a folder of gold ``.json`` files.

    Returns:
        list[Annotation]: Sorted by id.

    Raises:
        UsageError: If there is nothing to read, or a row is not of the format; the message names the
            article and the offset at fault.
    """
    if path.is_dir():
        return [
            checked(
                Annotation(
                    gold.doc_id,
                    gold.doc_id,
                    gold.sha256,
                    (),
                    in_order(Mark(e.label, e.start, e.end, shown_surface(e.text)) for e in gold.entities),
                ),
                str(path),
            )
            for gold in load_gold(path)
        ]
    if not path.is_file():
        raise UsageError(f"{path}: no such file or folder; give a file of annotations or a folder of gold")
    found: dict[str, Annotation] = {}
    for number, line in enumerate(read_raw(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        annotation = checked(_parse(line, where), where)
        if annotation.id in found:
            raise UsageError(f"{where}: article {annotation.id} was annotated before; leave one of the rows")
        found[annotation.id] = annotation
    if not found:
        raise UsageError(f"{path}: no annotations in it; each line is one article")
    return [found[key] for key in sorted(found)]


def write_annotations(annotations: Sequence[Annotation], path: Path) -> None:
    """Write annotations; equal annotations give equal bytes.

    Args:
        annotations (Sequence[Annotation]): In any order.
        path (Path): The file.

    Raises:
        UsageError: If the file cannot be written, or an annotation is not sound.
    """
    rows = [checked(x, str(path)) for x in sorted(annotations, key=lambda x: x.id)]
    write_text(path, "".join(row.to_line() + "\n" for row in rows))


def _parse(line: str, where: str) -> Annotation:
    """Return the annotation of one line, or raise a UsageError that says what is wrong with its form."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{where}: no JSON ({error.msg} at column {error.colno}); write one object"
        ) from None
    if not isinstance(row, dict):
        raise UsageError(f"{where}: no JSON object; each line is one article")
    for key, kind in _REQUIRED.items():
        if not isinstance(row.get(key), kind):
            raise UsageError(f'{where}: "{key}" is missing or no {_NAMES[kind]}')
    unknown = sorted(set(row) - set(_REQUIRED) - {"sections"})
    if unknown:
        raise UsageError(f'{where}: unknown key "{unknown[0]}"; there are {", ".join(_REQUIRED)}, sections')
    for key in ("annotators", "sections"):
        names = row.get(key, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise UsageError(f'{where}: "{key}" is no list of strings')
    return Annotation(
        row["id"],
        row["source"],
        row["sha256"],
        tuple(row["annotators"]),
        in_order(read_mark(mark, f"{where}: article {row['id']}") for mark in row["entities"]),
        tuple(row.get("sections", ())),
    )


_NAMES: dict[type, str] = {str: "string", list: "list"}


def shown_surface(surface: str) -> str:
    """Return a surface as it is kept: a very long one by its first and last six words.

    Args:
        surface (str): The words of a mention; one that was shortened before stays as it is.

    Returns:
        str: The surface itself up to twelve words.

    >>> shown_surface("Sở Y tế"), shown_surface("a b c d e f g h i j k l m")
    ('Sở Y tế', 'a b c d e f … h i j k l m')
    """
    words = surface.split()
    return surface if len(words) <= 12 else _GAP.join((" ".join(words[:6]), " ".join(words[-6:])))


def read_mark(value: object, where: str) -> Mark:
    """Return the mention of a JSON value.

    Args:
        value (object): ``[label, start, end, surface]``.
        where (str): For the message: what the value stands in.

    Returns:
        Mark: The mention.

    Raises:
        UsageError: If the value is of another form.
    """
    match value:
        case [str(label), int(start), int(end), str(surface)]:
            return Mark(label, start, end, shown_surface(surface))
    raise UsageError(f"{where}: {json.dumps(value, ensure_ascii=False)} is not [label, start, end, surface]")


def checked(annotation: Annotation, where: str) -> Annotation:
    """Return an annotation if its offsets, labels and nesting are sound.

    Args:
        annotation (Annotation): Any.
        where (str): For the message: what it stands in.

    Returns:
        Annotation: The same.

    Raises:
        UsageError: If it is not sound; the message names the article and the offset at fault.
    """
    where = f"{where}: article {annotation.id}"
    if not _SHA256.fullmatch(annotation.sha256):
        raise UsageError(f"{where}: sha256 is not 64 hexadecimal digits")
    outer: Mark | None = None
    before: Mark | None = None
    for mark in annotation.entities:
        place = f"{where}, offset {mark.start}: {mark.label} {mark.surface!r}"
        if mark.label not in _ORDER:
            raise UsageError(f"{place}: the labels are {', '.join(ENTITY_LABELS)}")
        whole = _GAP not in mark.surface
        if not 0 <= mark.start < mark.end or (whole and mark.end - mark.start != len(mark.surface)):
            raise UsageError(f"{place}: the span {mark.start}-{mark.end} is not as long as its surface")
        if before is not None and mark.start < before.end:
            inside = outer is not None and mark.end <= outer.end and mark.label in ("ORG", "LOC")
            if not inside or before is not outer:
                raise UsageError(
                    f"{place}: overlaps {before.label} {before.surface!r}; only ORG and LOC lie in a TITLE"
                )
        elif outer is not None and mark.start < outer.end and mark.end > outer.end:
            raise UsageError(f"{place}: reaches out of TITLE {outer.surface!r}")
        if mark.label == "TITLE":
            outer = mark
        before = mark
    return annotation
