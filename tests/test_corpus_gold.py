"""The gold corpus itself: complete, consistent with its articles, rebuilt exactly from its inline marks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from nsez_extract.score import (
    build_gold,
    build_manifest,
    check_gold,
    check_gold_dir,
    check_manifest,
    from_inline,
    load_gold,
    load_manifest,
    to_inline,
)
from nsez_extract.score.gold import read_raw
from nsez_extract.score.manifest import Manifest

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "gold"
MARKED = GOLD / "marked"
CORPUS = ROOT / "corpus"
IDS = sorted(path.stem for path in CORPUS.glob("*.txt"))


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return load_manifest(GOLD / "manifest.toml")


def test_nothing_is_missing(manifest: Manifest) -> None:
    assert sorted(path.stem for path in GOLD.glob("*.json")) == IDS
    assert sorted(path.stem for path in MARKED.glob("*.xml")) == IDS
    assert sorted(manifest.ids()) == IDS


def test_size(manifest: Manifest) -> None:
    assert len(IDS) >= 30
    assert 3 * sum(entry.dirty for entry in manifest.document) >= len(IDS)


def test_manifest_agrees_with_files(manifest: Manifest) -> None:
    assert check_manifest(manifest, GOLD, CORPUS) == []
    facts = {entry.id: entry for entry in manifest.document}
    text = (GOLD / "manifest.toml").read_bytes().decode("utf-8")
    assert build_manifest(GOLD, CORPUS, facts).to_toml() == text


def test_splits_are_stratified(manifest: Manifest) -> None:
    count = Counter((entry.split, entry.dirty) for entry in manifest.document)
    test = manifest.ids("test")
    assert manifest.ids("dev").isdisjoint(test)
    assert 0.25 <= len(test) / len(IDS) <= 0.4
    for split in ("dev", "test"):
        share = count[split, True] / (count[split, True] + count[split, False])
        assert 0.25 <= share <= 0.5


def test_checker_finds_no_error() -> None:
    assert [str(p) for p in check_gold_dir(GOLD, CORPUS) if p.level == "error"] == []


@pytest.mark.parametrize("doc_id", IDS)
def test_gold_checks_against_its_article(doc_id: str) -> None:
    (gold,) = load_gold(GOLD / f"{doc_id}.json")
    problems = check_gold(gold, read_raw(CORPUS / f"{doc_id}.txt"))
    assert [str(problem) for problem in problems if problem.level == "error"] == []
    assert gold.doc_id == doc_id
    assert gold.sentences
    assert gold.subjects


@pytest.mark.parametrize("doc_id", IDS)
def test_marks_rebuild_the_gold(doc_id: str) -> None:
    built = build_gold(MARKED / f"{doc_id}.xml", CORPUS / f"{doc_id}.txt")
    assert built.to_json() == read_raw(GOLD / f"{doc_id}.json")


@pytest.mark.parametrize("doc_id", IDS)
def test_gold_can_be_said_inline(doc_id: str) -> None:
    raw = read_raw(CORPUS / f"{doc_id}.txt")
    (gold,) = load_gold(GOLD / f"{doc_id}.json")
    assert from_inline(to_inline(gold, raw), doc_id=doc_id, raw=raw, sentences=True) == gold


def test_scraping_faults_are_there(manifest: Manifest) -> None:
    """Newlines and Unicode forms survive on disk: a converting editor or checkout would spoil them."""
    raws = [read_raw(CORPUS / entry.source) for entry in manifest.document if entry.dirty]
    for fault in ("\r\n", "\u00a0", "\u200b", "\u0301", "emoticon", "[IMG]"):
        assert any(fault in raw for raw in raws), repr(fault)


def test_counts_in_the_readme(manifest: Manifest) -> None:
    counts = {split: Counter[str]() for split in ("all", "dev", "test")}
    golds = {gold.doc_id: gold for gold in load_gold(GOLD)}
    for entry in manifest.document:
        gold = golds[entry.id]
        here = Counter([e.label for e in gold.entities] + [q.kind for q in gold.quantities])
        here.update(
            documents=1,
            sentences=len(gold.sentences or ()),
            roles=len(gold.roles),
            **{"dirty documents": entry.dirty},
        )
        here.update(f"{subject.label} subjects" for subject in gold.subjects or ())
        here["subjects of several marks"] = sum(len(s.mentions) > 1 for s in gold.subjects or ())
        here.update(f"status {role.status}" for role in gold.roles)
        here.update(
            name for role in gold.roles for name in ("since", "until", "inferred") if getattr(role, name)
        )
        counts["all"] += here
        counts[entry.split] += here
    row = re.compile(r"^\| ([\w ]+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
    told = {name: tuple(map(int, f)) for name, *f in row.findall(read_raw(GOLD / "README.md"))}
    assert told == {name: tuple(counts[s][name] for s in ("all", "dev", "test")) for name in counts["all"]}
