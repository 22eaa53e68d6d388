"""Scoring from files: what is read, what is refused, what is listed and printed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from nsez_extract.errors import UsageError
from nsez_extract.score import ScoreReport, from_inline, render_report, score_files, write_gold
from nsez_extract.score.inline import strip_tags

GOLD = {
    "a": '<TITLE of="Triệu Mùi">Chủ tịch <ORG>Hội Sắn</ORG></TITLE> <PER>Triệu Mùi</PER> bán hơn '
    '<NUMBER v="15" u="tấn" m="over">15</NUMBER> tấn ở <LOC>Lục Yên</LOC>.<S/> Thu '
    '<MONEY v="80000000" c="VND">80 triệu đồng</MONEY>.',
    "b": "Chợ phiên <LOC>Bắc Hà</LOC>\nđông.",
}
PREDICTED_A = (
    "Chủ tịch <ORG>Hội Sắn</ORG> <PER>Triệu Mùi</PER> bán hơn "
    '<NUMBER v="15" u="tấn">15</NUMBER> tấn ở <ORG>Lục Yên</ORG>.<S/> Thu '
    '<MONEY v="80000" c="VND">80 triệu đồng</MONEY>.'
)


def record(doc_id: str, marked: str, **more: object) -> dict[str, object]:
    """A predicted record as the contract has it."""
    gold = from_inline(marked, doc_id=doc_id)
    ids = {e.span: f"e{i}" for i, e in enumerate(gold.entities)}
    return {
        "schema_version": "1.0",
        "doc_id": doc_id,
        "source": None,
        "sha256": gold.sha256,
        "engine": {"name": "nsez-extract", "version": "0.1.0", "models": {}},
        "sentences": [{"start": a, "end": b} for a, b in gold.sentences or ()],
        "entities": [
            {**e.model_dump(), "id": ids[e.span], "sentence": 0, "canonical": e.text, "source": "rules"}
            for e in gold.entities
        ],
        "roles": [
            {
                "person": ids[r.person],
                "title": ids[r.title],
                "organization": r.organization and ids[r.organization],
            }
            for r in gold.roles
        ],
        "quantities": [
            {**q.model_dump(), "id": f"q{i}", "sentence": 0} for i, q in enumerate(gold.quantities)
        ],
        **more,
    }


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "corpus").mkdir()
    for doc_id, marked in GOLD.items():
        write_gold(from_inline(marked, doc_id=doc_id), tmp_path / "gold" / f"{doc_id}.json")
        (tmp_path / "corpus" / f"{doc_id}.txt").write_bytes(strip_tags(marked).encode())
    return tmp_path / "gold"


def write(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def test_gold_against_itself(gold_dir: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", *(record(doc_id, marked) for doc_id, marked in GOLD.items()))
    report = score_files(gold_dir, out, bootstrap=10)
    assert {s.f for s in report.scores.values() if s.counts.total} == {1.0}
    assert (report.missing, report.unscored, report.errors) == ([], [], [])


def test_missing_documents_count_as_missed_and_are_named(gold_dir: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", record("b", GOLD["b"]), record("x", GOLD["b"]))
    report = score_files(gold_dir, out, bootstrap=0)
    assert (report.missing, report.unscored) == (["a"], ["x"])
    assert report.scores["entities"].counts.fn == 4
    assert report.scores["LOC"].counts.tp == 1
    only = score_files(gold_dir, out, ids={"b"}, bootstrap=0)
    assert (only.missing, only.unscored, only.scores["entities"].f) == ([], ["x"], 1.0)


def test_doc_id_may_be_a_path(gold_dir: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", record("x/a.txt", GOLD["a"]), record("b", GOLD["b"]))
    assert score_files(gold_dir, out, bootstrap=0).missing == []


def test_fields_of_later_versions_are_ignored(gold_dir: Path, tmp_path: Path) -> None:
    row = record("b", GOLD["b"], schema_version="1.9", mood="fine")
    row["entities"] = [{**e, "score": 0.5} for e in row["entities"]]  # type: ignore[attr-defined]
    assert score_files(gold_dir, write(tmp_path / "out.jsonl", row), ids={"b"}).scores["LOC"].f == 1.0


def test_roles_that_point_nowhere_are_false_hits(gold_dir: Path, tmp_path: Path) -> None:
    row = record("a", GOLD["a"])
    row["roles"] = [{"person": "e99", "title": "e0", "organization": None}]
    report = score_files(gold_dir, write(tmp_path / "out.jsonl", row), ids={"a"})
    counts = report.scores["ROLE-pt"].counts
    assert (counts.tp, counts.fp, counts.fn) == (0, 1, 1)
    assert report.errors[1].mark.detail == "of nothing, organization nothing"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{\n", r"line 1 is not a record: the whole: Invalid JSON"),
        (
            '\n{"doc_id": "a", "entities": [{"label": "PER"}]}\n',
            r"line 2 is not a record: entities\.0\.start",
        ),
        ("[]\n", "line 1 is not a record"),
        ('{"doc_id": "a"}\n\n{"doc_id": "a.txt"}\n', "lines 1 and 3 are both of 'a'"),
        ('{"doc_id": "a", "sha256": "00"}\n', "a: the output is of another text than the gold"),
    ],
)
def test_unusable_output_is_refused(gold_dir: Path, tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "out.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        score_files(gold_dir, tmp_path / "out.jsonl")


def test_other_wrong_usage(gold_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl: cannot be read .*; give the \.jsonl file"):
        score_files(gold_dir, tmp_path / "none.jsonl")
    out = write(tmp_path / "out.jsonl", record("b", GOLD["b"]))
    with pytest.raises(UsageError, match="no gold for y, z"):
        score_files(gold_dir, out, ids={"b", "z", "y"})
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(UsageError, match="line 1 is not a record"):
        score_files(gold_dir, tmp_path / "bytes.jsonl")


def faulty(gold_dir: Path, tmp_path: Path) -> ScoreReport:
    return score_files(
        gold_dir, write(tmp_path / "out.jsonl", record("a", PREDICTED_A)), ids={"a"}, bootstrap=10
    )


def test_errors_in_their_context(gold_dir: Path, tmp_path: Path) -> None:
    errors = faulty(gold_dir, tmp_path).errors
    listed = [(e.kind, e.mark.key, e.mark.text, e.mark.detail, [str(s) for s in e.instead]) for e in errors]
    assert listed == [
        ("missed", "TITLE", "Chủ tịch Hội Sắn", "", []),
        ("missed", "ROLE", "Chủ tịch Hội Sắn", "of 'Triệu Mùi', organization 'Hội Sắn'", []),
        ("missed", "modifier", "15", "over", ["modifier 35-37 '15' (none)"]),
        ("spurious", "modifier", "15", "none", ["modifier 35-37 '15' (over)"]),
        ("spurious", "ORG", "Lục Yên", "", ["LOC 44-51 'Lục Yên'"]),
        ("missed", "LOC", "Lục Yên", "", ["ORG 44-51 'Lục Yên'"]),
        ("missed", "MONEY", "80 triệu đồng", "80000000 VND", ["MONEY 57-70 '80 triệu đồng' (80000 VND)"]),
        ("spurious", "MONEY", "80 triệu đồng", "80000 VND", ["MONEY 57-70 '80 triệu đồng' (80000000 VND)"]),
    ]
    raw = strip_tags(GOLD["a"])
    assert errors[0].before == ""
    assert errors[0].after == raw[16:56]
    assert (errors[6].before, errors[6].after) == (raw[17:57], ".")


def test_raw_text_is_found_in_the_record_its_source_or_the_corpus(gold_dir: Path, tmp_path: Path) -> None:
    raw = strip_tags(GOLD["b"])
    article = tmp_path / "corpus" / "b.txt"
    lost = "Chợ phiên Bắc Hà\nđông."
    out = write(tmp_path / "out.jsonl", record("b", lost))
    assert score_files(gold_dir, out, ids={"b"}).errors[0].before == "Chợ phiên "
    article.write_text("another text", encoding="utf-8")
    report = score_files(gold_dir, out, ids={"b"})
    assert (report.without_text, report.errors[0].before) == (["b"], "")
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(raw.encode())
    for more in ({"source": str(elsewhere)}, {"text": raw}):
        write(out, record("b", lost, **more))
        assert score_files(gold_dir, out, ids={"b"}).errors[0].mark.text == "Bắc Hà"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "b.txt").write_bytes(raw.encode())
    write(out, record("b", lost))
    assert score_files(gold_dir, out, ids={"b"}, corpus_dir=tmp_path / "texts").without_text == []


def test_report_as_json(gold_dir: Path, tmp_path: Path) -> None:
    report = faulty(gold_dir, tmp_path)
    data = report.to_dict()
    assert list(data) == [
        "documents",
        "bootstrap",
        "missing",
        "unscored",
        "scores",
        "subjects",
        "partial",
        "per_document",
    ]
    assert list(data["scores"]["ORG"]) == ["p", "r", "f", "gold", "predicted", "tp", "fp", "fn", "ci"]
    assert data["scores"]["ORG"]["p"] == 0.5
    assert data["per_document"]["a"]["LOC"] == {"f": 0.0, "tp": 0, "fp": 0, "fn": 1}
    again = json.dumps(faulty(gold_dir, tmp_path).to_dict(errors=True), ensure_ascii=False)
    assert json.dumps(report.to_dict(errors=True), ensure_ascii=False) == again
    assert report.to_dict(errors=True)["errors"][0]["key"] == "TITLE"


def test_report_on_the_terminal(gold_dir: Path, tmp_path: Path) -> None:
    out = write(tmp_path / "out.jsonl", record("a", PREDICTED_A), record("x", GOLD["b"]))
    report = score_files(gold_dir, out, bootstrap=10)
    console = Console(file=io.StringIO(), width=120, record=True)
    render_report(report, console, errors=True)
    shown = console.export_text()
    for words in (
        "entities-macro",
        "95% of F1",
        "ORG 1",
        "No output, counted as all missed: b",
        "No gold, not counted: x",
    ):
        assert words in shown
    assert "a:44 missed LOC …" in shown
    assert "[Lục Yên]" in shown
    assert "predicted: ORG 44-51 'Lục Yên'" in shown
    plain = Console(file=io.StringIO(), width=120, record=True)
    render_report(score_files(gold_dir, out, bootstrap=0), plain, errors=False)
    text = plain.export_text()
    assert "95%" not in text
    assert "a:44" not in text


SUBJECTS = (
    '<ORG>Hội Sắn Lục Yên</ORG>, <ORG c="Hội Sắn Lục Yên">Hội Sắn</ORG>: <TITLE of="Triệu Mùi" '
    'status="former" since="2015" inferred="Hội Sắn Lục Yên">nguyên Chủ tịch</TITLE> <PER>Triệu Mùi</PER>; '
    '<PER c="Triệu Mùi">Mùi</PER>'
)


def subjects_record(**more: object) -> dict[str, object]:
    """A predicted record with all that :data:`SUBJECTS` says, as the contract has it."""
    gold = from_inline(SUBJECTS, doc_id="s")
    ids = {(e.label, e.span): f"e{i}" for i, e in enumerate(gold.entities)}
    row = record("s", SUBJECTS)
    row["entities"] = [
        {**e.model_dump(), "id": ids[e.label, e.span], "sentence": 0, "source": "rules"}
        for e in gold.entities
    ]
    row["roles"] = [
        {
            "person": ids["PER", r.person],
            "title": ids["TITLE", r.title],
            "organization": None,
            "position": "Chủ tịch",
            "status": r.status,
            "since": r.since,
            "until": r.until,
            "inferred": r.inferred and ids["ORG", r.inferred],
        }
        for r in gold.roles
    ]
    row["subjects"] = [
        {
            "id": f"s{i}",
            "label": s.label,
            "canonical": s.canonical,
            "mentions": [ids[s.label, span] for span in s.mentions],
        }
        for i, s in enumerate(gold.subjects or ())
    ]
    return row | more


@pytest.fixture
def subjects_dir(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    write_gold(from_inline(SUBJECTS, doc_id="s"), tmp_path / "gold" / "s.json")
    return tmp_path / "gold"


def subjects_report(folder: Path, row: dict[str, object]) -> ScoreReport:
    return score_files(folder, write(folder.parent / "out.jsonl", row), bootstrap=10)


def test_subjects_and_role_attributes_are_read(subjects_dir: Path) -> None:
    report = subjects_report(subjects_dir, subjects_record())
    assert {s.f for s in report.scores.values() if s.counts.total} == {1.0}
    attributes = ("canonical", "role-status", "role-noncurrent", "role-since", "role-until", "role-inferred")
    assert [report.scores[key].counts.tp for key in attributes] == [4, 1, 1, 1, 0, 1]
    assert [s.f for s in report.clusters.values()] == [1.0] * 4
    assert (report.errors, report.subject_errors) == ([], [])


def test_subjects_of_other_tools_come_from_canonical_forms(subjects_dir: Path) -> None:
    row = subjects_record()
    del row["subjects"]
    assert subjects_report(subjects_dir, row).clusters["b3"].f == 1.0
    assert subjects_report(subjects_dir, row | {"subjects": None}).clusters["b3"].f == 1.0
    decomposed = [{**e, "canonical": e["canonical"] and f" {e['canonical']}\u200b"} for e in row["entities"]]  # type: ignore[attr-defined]
    report = subjects_report(subjects_dir, row | {"entities": decomposed})
    assert (report.clusters["b3"].f, report.scores["canonical"].f) == (1.0, 1.0)
    bare = [{k: e[k] for k in ("id", "label", "start", "end", "text")} for e in row["entities"]]  # type: ignore[attr-defined]
    report = subjects_report(subjects_dir, row | {"entities": bare})
    assert report.clusters["b3"].tally.r_sum == 2  # each of the four alone: half of its gold subject
    spans = [{k: e[k] for k in ("label", "start", "end")} for e in row["entities"]]  # type: ignore[attr-defined]
    report = subjects_report(subjects_dir, {"doc_id": "s", "entities": spans})
    assert (report.clusters["b3"].tally.r_sum, report.scores["canonical"].counts.tp) == (2, 0)


def test_odd_subjects_of_an_output_are_taken_as_they_can_be(subjects_dir: Path) -> None:
    everything = [e["id"] for e in subjects_record()["entities"]]  # type: ignore[attr-defined]
    row = subjects_record(subjects=[{"mentions": [*everything, "e99"]}, {"mentions": everything}])
    report = subjects_report(subjects_dir, row)
    assert report.clusters["b3"].f == 1.0  # one of ORG and one of PER; the second finds nothing left
    assert report.subject_errors[0].found[0].canonical == ""
    assert subjects_report(subjects_dir, subjects_record(subjects=[])).clusters["b3"].tally.p_total == 4


def test_roles_without_attributes_are_current(subjects_dir: Path) -> None:
    row = subjects_record()
    row["roles"] = [{k: r[k] for k in ("person", "title", "organization")} for r in row["roles"]]  # type: ignore[attr-defined]
    report = subjects_report(subjects_dir, row)
    listed = [(e.kind, e.mark.key, e.mark.detail, len(e.instead)) for e in report.errors]
    assert listed == [
        ("missed", "role-status", "of 42-51, former", 1),
        ("spurious", "role-status", "of 42-51, current", 1),
        ("missed", "role-since", "of 42-51, 2015", 0),
        ("missed", "role-inferred", "of 42-51, 0-15", 0),
    ]


def test_attributes_of_roles_that_were_not_found_are_not_listed(subjects_dir: Path) -> None:
    report = subjects_report(subjects_dir, subjects_record(roles=[]))
    assert [(e.kind, e.mark.key) for e in report.errors] == [("missed", "ROLE")]
    assert report.scores["role-since"].counts.fn == 1


def test_subjects_on_the_terminal(subjects_dir: Path) -> None:
    row = subjects_record(subjects=[])
    report = subjects_report(subjects_dir, row)
    console = Console(file=io.StringIO(), width=120, record=True)
    render_report(report, console, errors=True)
    shown = console.export_text()
    for words in (
        "Subjects, 1 documents",
        "CEAF φ4 matched",
        "role-noncurrent",
        "s:0 subject ORG 'Hội Sắn Lục Yên': split into",
    ):
        assert words in shown
    data = report.to_dict(errors=True)
    assert [e["canonical"] for e in data["subject_errors"]] == ["Hội Sắn Lục Yên", "Triệu Mùi"]


def test_tables_of_subjects_are_left_out_without_any(gold_dir: Path, tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=120, record=True)
    render_report(faulty(gold_dir, tmp_path), console, errors=False)
    shown = console.export_text()
    assert "Subjects," not in shown
    assert "role-status" not in shown


def test_sha256_is_of_the_raw_bytes(gold_dir: Path) -> None:
    raw = (gold_dir.parent / "corpus" / "b.txt").read_bytes()
    assert (
        json.loads((gold_dir / "b.json").read_text(encoding="utf-8"))["sha256"]
        == hashlib.sha256(raw).hexdigest()
    )
