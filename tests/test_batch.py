"""Batches: order, flat memory, bad documents, dying workers, equal bytes whatever the workers."""

from __future__ import annotations

import io
import itertools
import json
import logging
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fake_extractor import FakeExtractor, fake, unusable
from nsez_extract.batch import ErrorLog, extract_many, iter_results, run_batch
from nsez_extract.batch.errorlog import sidecar_path
from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io import SourceDocument
from nsez_extract.io.writers import StdoutWriter

WORKERS = [1, 2]


def documents(number: int, text: str = "Ông Xuân, Giám đốc Sở Y tế, tin số") -> Iterator[SourceDocument]:
    for index in range(number):
        yield SourceDocument(str(index), f"tin.jsonl:{index}", text=f"{text} {index}")


def run(sources: Any, tmp_path: Path, **options: Any) -> tuple[Any, bytes, ErrorLog]:
    out = io.BytesIO()
    errors = ErrorLog(tmp_path / "loi.jsonl")
    summary = run_batch(sources, fake, StdoutWriter(out), errors, **options)
    errors.commit()
    return summary, out.getvalue(), errors


@pytest.mark.parametrize("workers", WORKERS)
def test_one_bad_document_never_stops_the_rest(tmp_path: Path, workers: int) -> None:
    sources = [
        SourceDocument("a", "a.txt", text="tin"),
        DocumentError("b", "b.txt", "not-utf8", "not UTF-8"),
        SourceDocument("c", "c.txt", text="CHIA CHO KHÔNG"),
        SourceDocument("d", "d.html", html="không có gì"),
        SourceDocument("e", "e.html", html="<p>5 tỷ</p>", metadata={"title": "T"}),
    ]
    summary, out, _ = run(sources, tmp_path, workers=workers)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["doc_id"], row["source"], row["text"]) for row in rows] == [
        ("a", "a.txt", None),
        ("e", "e.html", "5 tỷ"),
    ]
    assert rows[1]["metadata"]["title"] == "T"
    listed = [json.loads(line) for line in (tmp_path / "loi.jsonl").read_text().splitlines()]
    assert [(row["doc_id"], row["source"], row["code"]) for row in listed] == [
        ("b", "b.txt", "not-utf8"),
        ("c", "c.txt", "internal-error"),
        ("d", "d.html", "unusable-html"),
    ]
    assert "ZeroDivisionError: integer division by zero at fake_extractor.py:" in listed[1]["message"]
    assert (summary.documents, summary.errors, summary.input_errors, summary.chars) == (2, 3, 2, 7)
    assert not summary.unusable


def test_bytes_do_not_depend_on_workers(tmp_path: Path) -> None:
    sources = [
        *documents(100),
        *documents(3),
        DocumentError("x", "x", "bad", "m"),
        *documents(40, "5 tỷ " * 9000),
    ]
    one = run(sources, tmp_path, workers=1)
    listed = (tmp_path / "loi.jsonl").read_bytes()
    two = run(sources, tmp_path, workers=2)
    assert one[1] == two[1]
    assert listed == (tmp_path / "loi.jsonl").read_bytes()
    assert one[0].duplicates == two[0].duplicates == 43


def test_a_worker_that_dies_costs_one_document(tmp_path: Path) -> None:
    sources = list(documents(150))
    sources[70] = SourceDocument("killer", "killer.txt", text="TIẾN TRÌNH CHẾT")
    summary, out, _ = run(sources, tmp_path, workers=2)
    assert [json.loads(line)["doc_id"] for line in out.splitlines()] == [
        str(n) for n in range(150) if n != 70
    ]
    (row,) = [json.loads(line) for line in (tmp_path / "loi.jsonl").read_text().splitlines()]
    assert (row["doc_id"], row["code"]) == ("killer", "worker-died")
    assert summary.errors == 1


def test_duplicate_ids_are_both_written_and_the_later_warns(tmp_path: Path) -> None:
    summary, out, _ = run([*documents(1), *documents(2)], tmp_path)
    codes = [[warning["code"] for warning in json.loads(line)["warnings"]] for line in out.splitlines()]
    assert codes == [[], ["duplicate-id"], []]
    assert "1 repeated doc_id" in str(summary)


@pytest.mark.parametrize("workers", WORKERS)
def test_lazy(workers: int) -> None:
    taken = itertools.count()
    results = iter_results(
        (document for document in documents(100_000) if next(taken) >= 0), fake, workers=workers
    )
    assert [next(results).doc_id for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert next(taken) < 500
    results.close()  # type: ignore[attr-defined]


def test_memory_is_flat_over_ten_thousand_documents(tmp_path: Path) -> None:
    class Nowhere(io.BytesIO):
        def write(self, data: Any) -> int:
            return len(data)

    def peak(number: int) -> int:
        tracemalloc.start()
        run_batch(documents(number, "Ông Xuân " * 200), fake, StdoutWriter(Nowhere()), ErrorLog(None))
        _, high = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return high

    peak(10)
    few, many = peak(500), peak(10_000)
    assert many - few < 2_000_000, "only the ids seen may grow"


@pytest.mark.parametrize("workers", WORKERS)
def test_an_extractor_that_cannot_be_made_is_a_usage_error(workers: int) -> None:
    with pytest.raises(UsageError, match="pip install"):
        list(iter_results(documents(3), unusable, workers=workers))


def test_a_factory_that_cannot_be_sent_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="must be a function of a module"):
        list(iter_results(documents(3), lambda: FakeExtractor(), workers=2))


def test_no_workers_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="1 or more"):
        iter_results([], fake, workers=0)


def test_interrupt_passes_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(iter_results([SourceDocument("a", None, text="NGẮT")], fake))


def test_a_clean_run_removes_the_error_list_of_an_earlier_one(tmp_path: Path) -> None:
    run([DocumentError("b", "b.txt", "c", "m")], tmp_path)
    assert (tmp_path / "loi.jsonl").exists()
    run(documents(1), tmp_path)
    assert not (tmp_path / "loi.jsonl").exists()
    assert sidecar_path("/dev/null") is None


class TestExtractMany:
    def test_texts_paths_rows_and_documents(self, tmp_path: Path) -> None:
        (tmp_path / "b.txt").write_text("tin ba")
        items = ["tin một", {"id": "h", "html": "<p>hai</p>", "n": 1}, tmp_path, {"text": "x"}, *documents(1)]
        records = list(extract_many(items, fake))
        assert [record.doc_id for record in records] == ["1", "h", "b", "4", "0"]
        assert records[0].source is None
        assert records[1].metadata.extra == {"n": 1}
        assert records[2].source == (tmp_path / "b.txt").as_posix()

    @pytest.mark.parametrize("workers", WORKERS)
    def test_raise_is_the_default(self, workers: int) -> None:
        records = extract_many(["tin", "", "tin"], fake, workers=workers)
        assert next(records).doc_id == "1"
        with pytest.raises(DocumentError, match=r"item 2: the document is empty"):
            next(records)

    def test_skip_logs(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            found = list(
                extract_many(
                    ["tin", "CHIA CHO KHÔNG", "\ud800", "x" * 99, "a"], fake, errors="skip", max_chars=50
                )
            )
        assert [record.doc_id for record in found] == ["1", "5"]
        assert [message.split(":")[0] for message in caplog.messages] == ["skipped"] * 3

    def test_workers_give_equal_records(self) -> None:
        texts = [f"Ông Xuân, Giám đốc Sở Y tế, {n}" for n in range(50)]
        assert list(extract_many(texts, fake)) == list(extract_many(texts, fake, workers=2))

    @pytest.mark.parametrize("items", ["một chuỗi", Path("a.txt"), {"text": "a"}, b"abc"])
    def test_one_item_is_no_list(self, items: Any) -> None:
        with pytest.raises(UsageError, match="put it in a list"):
            extract_many(items, fake)

    def test_wrong_arguments(self) -> None:
        with pytest.raises(UsageError, match='"raise" or "skip"'):
            extract_many([], fake, errors="ignore")  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="item 1 is a int"):
            list(extract_many([5], fake))  # type: ignore[list-item]
