"""The articles that annotations belong to: read, joined by id, and proved to the character."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import read_raw, sha256_of
from nsez_extract.training.annotations import Annotation, shown_surface

_NAMED = 5

SOURCES = (
    "the articles are not part of the annotations; both data sets are public: VietnameseMDS (200 clusters) "
    "and vietnews (VNDS); tools/training_texts.py makes the texts of them"
)
"""str: where missing texts come from, for the message."""


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article.

    Attributes:
        annotation (Annotation): What was annotated.
        text (str): The raw text.
    """

    annotation: Annotation
    text: str


def load_texts(path: Path) -> dict[str, str]:
    """Read raw texts.

    Args:
        path (Path): JSON Lines (``.jsonl``, or ``.xz`` of it) with ``id`` and ``text`` in each row, or a
            folder of ``.txt`` files whose stems are the ids.

    Returns:
        dict[str, str]: Raw text by id.

    Raises:
        UsageError: If there are no texts, a row is not of the format, or an id comes twice.
    """
    if path.is_dir():
        texts = {file.stem: read_raw(file) for file in sorted(path.glob("*.txt")) if file.is_file()}
        if not texts:
            raise UsageError(f"{path}: no .txt files in it; {SOURCES}")
        return texts
    if not path.is_file():
        raise UsageError(f"{path}: no such file or folder; {SOURCES}")
    texts = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number}: no JSON ({error.msg})") from None
        if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("id", "text")):
            raise UsageError(f'{path}, line {number}: each row is an object with the strings "id" and "text"')
        if texts.get(row["id"], row["text"]) != row["text"]:
            raise UsageError(f"{path}, line {number}: the id {row['id']} came before with another text")
        texts[row["id"]] = row["text"]
    return texts


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a plain or xz-compressed file."""
    if path.suffix != ".xz":
        yield from read_raw(path).split("\n")
        return
    try:
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            yield from stream
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); give JSON Lines compressed with xz") from None


def join(annotations: Sequence[Annotation], texts: Mapping[str, str]) -> list[Article]:
    """Put annotations and texts together.

    Args:
        annotations (Sequence[Annotation]): What was annotated.
        texts (Mapping[str, str]): Raw texts by id; more than are needed do no harm.

    Returns:
        list[Article]: Sorted by id; every text has the digest, and every span the surface, of its
        annotation.

    Raises:
        UsageError: If texts are missing (all are counted, the first named, with their sources), or a text
            is not the one that was annotated.
    """
    missing = sorted(x.id for x in annotations if x.id not in texts)
    if missing:
        named = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
        raise UsageError(f"{len(missing)} of {len(annotations)} texts are missing: {named}; {SOURCES}")
    articles = []
    for annotation in sorted(annotations, key=lambda x: x.id):
        text = texts[annotation.id]
        digest = sha256_of(text)
        for mark in annotation.entities:
            if shown_surface(text[mark.start : mark.end]) != mark.surface:
                raise UsageError(
                    f"article {annotation.id}, offset {mark.start}: the text has "
                    f"{text[mark.start : mark.end]!r}, the annotation {mark.label} {mark.surface!r}; "
                    "the text is not the one that was annotated, or the offsets are not code points"
                )
        if digest != annotation.sha256:
            raise UsageError(
                f"article {annotation.id}: the text has the SHA-256 {digest[:12]}…, the annotated one "
                f"{annotation.sha256[:12]}…; give the text unchanged, line ends and blanks included"
            )
        articles.append(Article(annotation, text))
    return articles
