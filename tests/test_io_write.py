"""Writers: whole files or none, clear refusals, and records that read back equal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fake_extractor import FakeExtractor
from nsez_extract.errors import UsageError
from nsez_extract.io import open_writer, read_records
from nsez_extract.schema import Record, Warning


def records() -> list[Record]:
    found = [
        FakeExtractor().extract("Ông Xuân, Giám đốc Sở Y tế: hơn 5 tỷ đồng 🎉", doc_id="1", source="a.txt"),
        FakeExtractor().extract(
            "<p>x</p>", doc_id="2", html=True, metadata={"extra": {"a": [1, {"b": None}]}}
        ),
        FakeExtractor().extract("y", doc_id="3", metadata={"title": "T", "published": "2020-06-24"}),
    ]
    found[0].facts.append({"kind": "x", "of": ["e1"]})
    found[2].warnings.append(Warning(code="a-b", message="m", start=1, end=2))
    return found


@pytest.mark.parametrize("ending", [".jsonl", ".parquet", ".JSONL"])
def test_round_trip(tmp_path: Path, ending: str) -> None:
    if ending == ".parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"ra{ending}"
    with open_writer(str(path)) as writer:
        for record in records():
            writer.write(record)
    assert list(read_records(path)) == records()
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_many_row_groups(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ra{ending}"
    with open_writer(str(path)) as writer:
        for number in range(600):
            writer.write(FakeExtractor().extract("tin", doc_id=str(number)))
    assert [record.doc_id for record in read_records(path)] == [str(number) for number in range(600)]


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
def test_a_crash_leaves_the_old_file_and_no_half_one(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ra{ending}"
    path.write_text("old")
    writer = open_writer(str(path))
    with pytest.raises(AttributeError), writer:
        list(map(writer.write, [records()[0], None]))  # type: ignore[list-item]
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == [path.name]


def test_no_records_is_an_empty_file(tmp_path: Path) -> None:
    for ending in (".jsonl", ".parquet"):
        path = tmp_path / f"ra{ending}"
        with open_writer(str(path)):
            pass
        assert list(read_records(path)) == []


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("ra.csv", 'ra.csv: unknown ending ".csv"; known outputs: .jsonl .parquet and "-"'),
        ("ra", "a file without an ending"),
        ("ra.duckdb", "no DuckDB output in this version; write ra.parquet"),
        ("postgresql://me:secret@host/db", "postgresql://host/db: no database output in this version"),
        ("tep.txt/ra.jsonl", "the folder tep.txt cannot be made (File exists); choose another --out"),
        (".", "this is a folder; name a file in it"),
        ("folder.jsonl", "this is a folder; name a file in it"),
        ("vao.jsonl", "the output is one of the inputs and would overwrite it"),
        ("link.jsonl", "the output is one of the inputs and would overwrite it"),
    ],
)
def test_refusals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.jsonl").mkdir()
    Path("vao.jsonl").write_text("{}")
    Path("tep.txt").write_text("")
    Path("link.jsonl").symlink_to("vao.jsonl")
    before = sorted(os.listdir())
    with pytest.raises(UsageError) as caught:
        open_writer(out, inputs=[None, Path("vao.jsonl")])
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)
    assert sorted(os.listdir()) == before


def test_unwritable_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):
        pytest.skip("this user may write anywhere")
    with pytest.raises(UsageError, match="cannot be written"):
        open_writer(str(closed / "ra.jsonl"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_one_line() -> None:
    writer = open_writer("/dev/full")
    with pytest.raises(UsageError, match="cannot be written"), writer:
        list(map(writer.write, records() * 300))


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_devices_are_written_to_and_never_replaced() -> None:
    with open_writer("/dev/null") as writer:
        writer.write(records()[0])
    assert not Path("/dev/null").is_file()


def test_a_symbolic_link_stays(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    with open_writer(str(tmp_path / "link.jsonl")) as writer:
        writer.write(records()[0])
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(list(read_records(tmp_path / "real.jsonl"))) == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jsonl", b'{"doc_id": "x"}\n', "row 1 is not a record (sha256"),
        ("a.jsonl", b"nothing", "row 1 is not a record"),
        ("a.parquet", b"nothing", "cannot be read as records"),
        ("a.txt", b"", 'records are read from .jsonl and .parquet, not ".txt"'),
        ("khong-co.jsonl", None, "No such file"),
    ],
)
def test_no_records(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        list(read_records(tmp_path / name))
    assert words in str(caught.value)
