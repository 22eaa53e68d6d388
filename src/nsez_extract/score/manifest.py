"""``gold/manifest.toml``: what each annotated document is, and the digests that pin it.

One ``[[document]]`` an entry: ``id``, ``split`` (``dev`` or ``test``), ``kind`` of text, ``dirty``,
``source`` (the article's file in the corpus folder), ``article_sha256`` and ``gold_sha256`` (of the
files' bytes).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import first_problem, load_gold, read_raw, write_text
from nsez_extract.score.problems import GoldProblem

MANIFEST = "manifest.toml"
"""str: the manifest's file name inside the gold folder."""

_HEADER = """\
# The annotated documents: what each is, and the SHA-256 of its two files.
# split: "dev" may be looked at while working; "test" is only ever scored.
# source: the article's file in the corpus folder; dirty: scraped text with scraping faults.
"""


class _Model(BaseModel):
    """Base: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DocumentFacts(_Model):
    """What no file tells: a person decides it."""

    split: Literal["dev", "test"] = Field(description="What the document may be used for.")
    kind: str = Field(min_length=1, description="Kind of text in one or two words.")
    dirty: bool = Field(description="Whether the text has scraping faults.")


class ManifestEntry(DocumentFacts):
    """One document of the manifest."""

    id: str = Field(min_length=1, description="The document's id.")
    source: str = Field(min_length=1, description="File name in the corpus folder.")
    article_sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the article's file.")
    gold_sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the gold file.")


class Manifest(_Model):
    """All documents, sorted by id."""

    document: list[ManifestEntry] = Field(default_factory=list, description="One entry a document.")

    def ids(self, split: str | None = None) -> set[str]:
        """Return the ids of a split.

        Args:
            split (str | None): ``dev`` or ``test``; None for all.

        Returns:
            set[str]: Document ids.
        """
        return {entry.id for entry in self.document if split in (None, entry.split)}

    def to_toml(self) -> str:
        """Return the manifest's file text.

        Returns:
            str: TOML with a fixed order of entries and keys.
        """
        blocks = [
            "\n[[document]]\n"
            f"id = {_string(entry.id)}\n"
            f"split = {_string(entry.split)}\n"
            f"kind = {_string(entry.kind)}\n"
            f"dirty = {str(entry.dirty).lower()}\n"
            f"source = {_string(entry.source)}\n"
            f"article_sha256 = {_string(entry.article_sha256)}\n"
            f"gold_sha256 = {_string(entry.gold_sha256)}\n"
            for entry in sorted(self.document, key=lambda e: e.id)
        ]
        return _HEADER + "".join(blocks)


def _string(value: str) -> str:
    """Return a TOML basic string (its escapes are those of JSON, and DEL)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file's bytes, None when it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def build_manifest(gold_dir: Path, corpus_dir: Path, facts: Mapping[str, DocumentFacts]) -> Manifest:
    """Build the manifest of a gold folder.

    Args:
        gold_dir (Path): Folder of ``<doc_id>.json`` files.
        corpus_dir (Path): Folder of ``<doc_id>.txt`` files.
        facts (Mapping[str, DocumentFacts]): ``doc_id`` to what a person decided. The entries of an
            existing manifest will do: ``{e.id: e for e in load_manifest(path).document}``.

    Returns:
        Manifest: One entry for each gold file, sorted by id.

    Raises:
        UsageError: A gold file has no facts or no article, or is not named after its document.
    """
    entries = []
    for gold in load_gold(gold_dir):
        source = f"{gold.doc_id}.txt"
        article = _digest(corpus_dir / source)
        annotation = _digest(gold_dir / f"{gold.doc_id}.json")
        if annotation is None:
            raise UsageError(f"{gold_dir}: {gold.doc_id!r} must stand in {gold.doc_id}.json; rename its file")
        if article is None:
            raise UsageError(f"{corpus_dir}: there is no {source}; add the article or remove its gold")
        if gold.doc_id not in facts:
            raise UsageError(f"{gold.doc_id}: split, kind and dirty are not known; give them")
        known = facts[gold.doc_id]
        entries.append(
            ManifestEntry(
                id=gold.doc_id,
                split=known.split,
                kind=known.kind,
                dirty=known.dirty,
                source=source,
                article_sha256=article,
                gold_sha256=annotation,
            )
        )
    return Manifest(document=entries)


def load_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Args:
        path (Path): The manifest's file.

    Returns:
        Manifest: Its entries.

    Raises:
        UsageError: The file cannot be read, is not TOML or not a manifest, or repeats an id.
    """
    try:
        manifest = Manifest.model_validate(tomllib.loads(read_raw(path)))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from None
    except ValidationError as error:
        raise UsageError(f"{path}: not a manifest: {first_problem(error)}") from None
    ids = [entry.id for entry in manifest.document]
    repeated = sorted({doc_id for doc_id in ids if ids.count(doc_id) > 1})
    if repeated:
        raise UsageError(f"{path}: {repeated[0]!r} has more than one entry; keep one")
    return manifest


def write_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest.

    Args:
        manifest (Manifest): What to write.
        path (Path): Target, by custom ``gold/manifest.toml``.

    Raises:
        UsageError: The target cannot be written.
    """
    write_text(path, manifest.to_toml())


def check_manifest(manifest: Manifest, gold_dir: Path, corpus_dir: Path) -> list[GoldProblem]:
    """Check that manifest, gold folder and corpus folder agree.

    Args:
        manifest (Manifest): The manifest.
        gold_dir (Path): Folder of ``<doc_id>.json`` files.
        corpus_dir (Path): Folder of the articles.

    Returns:
        list[GoldProblem]: Sorted; codes ``no-article``, ``no-gold``, ``article-changed``,
        ``gold-changed``, ``not-in-manifest``.
    """
    problems = []
    for entry in manifest.document:
        article = corpus_dir / entry.source
        annotation = gold_dir / f"{entry.id}.json"
        for path, digest, what in (
            (article, entry.article_sha256, "article"),
            (annotation, entry.gold_sha256, "gold"),
        ):
            found = _digest(path)
            if found is None:
                problems.append(GoldProblem(entry.id, 0, f"no-{what}", f"{path.name} is not there"))
            elif found != digest:
                message = f"{path.name} is not the file the manifest was made of; build the manifest anew"
                problems.append(GoldProblem(entry.id, 0, f"{what}-changed", message))
    listed = manifest.ids()
    for path in gold_dir.glob("*.json"):
        if path.stem not in listed:
            problems.append(GoldProblem(path.stem, 0, "not-in-manifest", f"{path.name} has no entry"))
    return sorted(problems)
