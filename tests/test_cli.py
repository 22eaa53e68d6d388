"""The command line, called in this process with a stand-in for the extractor."""

from __future__ import annotations

import io
import json
import os
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from fake_extractor import FakeExtractor
from nsez_extract.cli import main
from nsez_extract.errors import UsageError
from nsez_extract.io import read_records
from nsez_extract.schema import Record

ARTICLE = "Ông Xuân, Giám đốc Sở Y tế, nói hơn 5 tỷ đồng.\r\nHết."


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def get_extractor(witnesses: tuple[str, ...] | None = None, model: Path | None = None) -> FakeExtractor:
        if witnesses and set(witnesses) - {"underthesea"}:
            raise UsageError(f'unknown witness "{witnesses[0]}"; known: underthesea')
        return FakeExtractor()

    module = types.ModuleType("nsez_extract.extractor")
    module.get_extractor = get_extractor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nsez_extract.extractor", module)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(ARTICLE.encode())


@pytest.fixture
def folder() -> Path:
    """Five inputs: three good documents, one bad row, one bad file; one file of another kind."""
    path = Path("bao")
    (path / "sau").mkdir(parents=True)
    (path / "1.txt").write_text(ARTICLE)
    (path / "2.txt").write_bytes("Hội nghị".encode("utf-16"))
    (path / "sau" / "3.jsonl").write_text('{"id": "r", "text": "tin"}\n{"id": 1}\n')
    (path / "trang.html").write_text("<p>5 tỷ</p>")
    (path / "anh.docx").write_bytes(b"x")
    return path


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, list[str]]:
    """Return exit code, standard output, and the lines of stderr."""
    code = main(argv)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err.splitlines()


class TestRun:
    def test_standard_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = call(capsys, "run", "a.txt")
        (line,) = out.splitlines()
        record = Record.model_validate_json(line)
        assert (code, record.doc_id, record.source) == (0, "a", "a.txt")
        assert len(err) == 1
        assert err[0].startswith("nsez-extract: 1 document, 0 errors, 52 characters in ")
        assert err[0].endswith(" characters/s)")

    @pytest.mark.parametrize("out", ["ra.jsonl", "ra.parquet"])
    def test_a_bad_article_among_good_ones(
        self, capsys: pytest.CaptureFixture[str], folder: Path, out: str
    ) -> None:
        code, _, err = call(capsys, "run", "bao", "--out", out)
        assert code == 1
        assert [record.doc_id for record in read_records(Path(out))] == ["1", "r", "trang"]
        rows = [json.loads(line) for line in Path(f"{out}.errors.jsonl").read_text().splitlines()]
        assert [(row["doc_id"], row["source"], row["code"]) for row in rows] == [
            ("2", "bao/2.txt", "not-utf8"),
            ("1", "bao/sau/3.jsonl:2", "no-text"),
        ]
        assert [line.split(": ")[1] for line in err[:2]] == ["bao/2.txt", "bao/sau/3.jsonl:2"]
        assert err[2].startswith("nsez-extract: 3 documents, 2 errors, ")
        assert err[2].endswith(
            f"-> {out} (1 other file in folders skipped) (errors listed in {out}.errors.jsonl)"
        )
        assert len(err) == 3
        (folder / "2.txt").write_text("tốt")
        (folder / "sau" / "3.jsonl").unlink()
        assert call(capsys, "run", "bao", "--out", out)[0] == 0
        assert not Path(f"{out}.errors.jsonl").exists()

    def test_own_files_in_the_input_folder(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        assert call(capsys, "run", "bao", "--out", "bao/ra.jsonl")[0] == 1
        first = Path("bao/ra.jsonl").read_bytes()
        code, _, err = call(capsys, "run", "bao", "--out", "bao/ra.jsonl")
        assert code == 2
        assert "the output is one of the inputs" in err[0]
        assert Path("bao/ra.jsonl").read_bytes() == first

    @pytest.mark.parametrize("data", [b"", b"\xff\xfea", b"%PDF-1.4"])
    def test_nothing_usable_is_2_and_writes_nothing(
        self, capsys: pytest.CaptureFixture[str], data: bytes
    ) -> None:
        Path("x.txt").write_bytes(data)
        code, _, err = call(capsys, "run", "x.txt", "--out", "ra.jsonl")
        assert (code, len(err)) == (2, 1)
        assert err[0].startswith("nsez-extract: x.txt: ")
        assert sorted(os.listdir()) == ["a.txt", "ra.jsonl.errors.jsonl", "x.txt"]
        code, _, err = call(capsys, "run", "x.txt", "x.txt", "--out", "ra.jsonl")
        assert (code, len(err)) == (2, 3)
        assert (
            err[2]
            == "nsez-extract: nothing usable in the input: 2 documents failed, ra.jsonl was not written"
        )

    def test_a_fault_of_the_extractor_is_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.txt").write_text("CHIA CHO KHÔNG")
        code, _, err = call(capsys, "run", "x.txt", "--out", "ra.jsonl")
        assert code == 1
        assert "ZeroDivisionError" in err[0]
        assert Path("ra.jsonl").read_bytes() == b""

    def test_many_errors_are_counted_not_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.jsonl").write_text("{}\n" * 50 + '{"text": "a"}\n')
        code, _, err = call(capsys, "run", "x.jsonl", "--out", "ra.jsonl")
        assert (code, len(err)) == (1, 22)
        assert err[20] == "nsez-extract: more errors; all are listed in ra.jsonl.errors.jsonl"
        assert len(call(capsys, "run", "x.jsonl")[2]) == 51

    def test_standard_input(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
        code, out, _ = call(capsys, "run", "-")
        record = json.loads(out)
        assert (code, record["doc_id"], record["source"], record["sentences"][0]["end"]) == (
            0,
            "stdin",
            "-",
            52,
        )

    def test_repeated_ids(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = call(capsys, "run", "a.txt", "a.txt")
        assert (code, len(out.splitlines())) == (0, 2)
        assert "1 repeated doc_id" in err[0]

    def test_interrupt(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.jsonl").write_text('{"text": "a"}\n{}\n{"text": "NGẮT"}\n')
        code, _, err = call(capsys, "run", "x.jsonl", "--out", "ra.jsonl")
        assert (code, err[-1]) == (130, "nsez-extract: interrupted")
        assert sorted(os.listdir()) == ["a.txt", "x.jsonl"]

    def test_progress_on_a_terminal_only(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        main(["run", "a.txt"])
        assert capsys.readouterr().err.startswith("\r\x1b[K1 document, 0 errors")

    def test_unknown_witness(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = call(capsys, "run", "a.txt", "--witness", "khong-co", "--out", "r.jsonl")
        assert (code, len(err)) == (2, 1)
        assert "khong-co" in err[0]
        assert sorted(os.listdir()) == ["a.txt"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "Missing command; see nsez-extract --help"),
        (["lam"], "No such command 'lam'"),
        (["run"], "Missing argument 'INPUT...'; see nsez-extract run --help"),
        (["run", "a.txt", "--ra", "x"], "No such option"),
        (["run", "a.txt", "--workers", "0"], "--workers"),
        (["run", "a.txt", "--workers", "hai"], "--workers"),
        (["run", "a.txt", "--max-chars", "0"], "--max-chars"),
        (["run", "khong-co.txt"], "khong-co.txt: no such file or folder; check the path"),
        (["run", "a.txt", "--out", "ra.duckdb"], "no DuckDB output in this version; write ra.parquet"),
        (["run", "a.txt", "--out", "postgresql://u:p@h/d"], "postgresql://h/d: no database output"),
        (["run", "a.txt", "--out", "a.txt/ra.jsonl"], "the folder a.txt cannot be made"),
        (["run", "a.txt", "--out", "ra.csv"], "known outputs: .jsonl .parquet"),
        (["run", "a.txt", "--witness", "none", "--witness", "underthesea"], "--witness none stands alone"),
        (["run", "a.txt", "--max-chars", "9"], "raise the limit: --max-chars 71"),
        (["show"], "Missing argument 'FILE'"),
        (["show", "khong-co.txt"], "no such file"),
        (["show", "a.txt", "--html", "a.pdf"], "give it the ending .html"),
        (["show", "a.txt", "--html", "a.txt/a.html"], "the folder a.txt cannot be made"),
        (["show", "hai.jsonl"], "several documents; choose one with --id, such as --id 1"),
        (["show", "hai.jsonl", "--id", "9"], 'no document with the id "9"'),
        (["show", "hai.jsonl", "--id", "3"], "hai.jsonl:3: the row has no field text or html"),
        (["show", "trong.txt"], "trong.txt: the document is empty or blank"),
        (["explain", "trong.txt"], "trong.txt: the document is empty or blank"),
        (["score", "--gold", "khong-co", "--pred", "a.txt"], "khong-co: no such folder"),
        (["score", "--gold", ".", "--pred", "ra.jsonl"], "nsez-extract run CORPUS --out ra.jsonl"),
        (["score", "--gold", ".", "--pred", "a.txt", "--split", "dev"], "--split needs the manifest"),
        (["score", "--gold", "."], "Missing option '--pred'"),
        (["gold"], "Missing command; see nsez-extract gold --help"),
        (["gold", "check", "khong-co"], "khong-co: no such folder; give GOLD_DIR"),
        (["gold", "check", ".", "--corpus", "khong-co"], "khong-co: no such folder; give --corpus"),
        (["gold", "build", "x.xml", "--text", "a.txt", "--out", "g.json"], "x.xml: no such file"),
        (["gold", "build", "a.txt", "--text", "a.txt", "--out", "x/g.json"], "mkdir -p 'x'"),
        (["bench", "khong-co.txt"], "khong-co.txt: no such file or folder"),
    ],
)
def test_wrong_usage_is_one_line_and_2(
    capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    Path("hai.jsonl").write_text('{"text": "một"}\n{"text": "hai"}\n{"body": "ba"}\n')
    Path("trong.txt").write_text("\n")
    code, out, err = call(capsys, *argv)
    assert (code, out, len(err)) == (2, "", 1), err
    assert words in err[0]
    assert err[0].startswith("nsez-extract: ")


class TestShow:
    def test_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = call(capsys, "show", "a.txt")
        assert (code, err) == (0, [])
        assert "Ông [PER Xuân], [TITLE Giám đốc [ORG Sở Y tế]], nói hơn [MONEY 5 tỷ] đồng." in out
        assert "Xuân: Giám đốc (Sở Y tế)" in out
        assert "over 5000000000 VND" in out
        assert "\x1b" not in out

    def test_colours_on_a_terminal(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert "\x1b[" in call(capsys, "show", "a.txt")[1]

    def test_the_article_cannot_drive_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.txt").write_text("Ông \x1b[31mXuân\x07 [bold]\x9b")
        _, out, _ = call(capsys, "show", "x.txt")
        assert out.rstrip() == "Ông \ufffd[31m[PER Xuân]\ufffd [bold]\ufffd"

    def test_one_of_several(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.jsonl").write_text('{"id": "m", "text": "một"}\n{"id": "h", "html": "<p>5 tỷ</p>"}\n')
        assert "[MONEY 5 tỷ]" in call(capsys, "show", "x.jsonl", "--id", "h")[1]

    def test_page_is_self_contained_and_escaped(self, capsys: pytest.CaptureFixture[str]) -> None:
        row = {
            "text": 'Ông Xuân <script>alert("1")</script> & hơn 5 tỷ\x00',
            "title": '"><img src=x onerror=alert(1)>',
        }
        Path("x.jsonl").write_text(json.dumps(row))
        code, out, err = call(capsys, "show", "x.jsonl", "--html", "x.html")
        page = Path("x.html").read_text(encoding="utf-8")
        assert (code, out, err) == (0, "", ["nsez-extract: wrote x.html"])
        assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; hơn" in page
        assert '<mark class="MONEY" data-l="MONEY" title="MONEY q1 = over 5000000000 VND">5 tỷ</mark>' in page
        for forbidden in ("<script", "<img", "http:", "https:", "src=x onerror=alert(1)>", "\x00", "url("):
            assert forbidden not in page.replace("src=x onerror=alert(1)&gt;", "")
        assert page.count("<mark") == page.count("</mark>")

    def test_page_never_overwrites_its_input(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("x.html").write_text("<p>5 tỷ</p>")
        code, _, err = call(capsys, "show", "x.html", "--html", "x.html")
        assert (code, Path("x.html").read_text()) == (2, "<p>5 tỷ</p>")
        assert "the output is the input" in err[0]


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "explain", "a.txt")
    assert (code, err) == (0, [])
    assert out.splitlines()[:2] == [
        "e1\tTITLE\t10:26\tGiám đốc Sở Y tế\trules/fake-rule",
        "\tbeat\tLOC\t10:26\tGiám đốc Sở Y tế\tlexicon/loser",
    ]
    assert "role 1\tXuân: Giám đốc (Sở Y tế)\tfake-role" in out
    assert "q1\tMONEY\t36:40\t5 tỷ\t= over 5000000000 VND\tfake-money\n\tnote\thơn before it" in out


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "schema")
    document = json.loads(out)
    assert code == 0
    assert set(Record.model_fields) == set(document["properties"]) == set(document["required"])


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "--version")
    assert (code, out.startswith("nsez-extract 0.")) == (0, True)
    code, out, _ = call(capsys, "--help")
    assert code == 0
    for command in ("run", "score", "show", "explain", "schema", "gold", "bench"):
        assert f"  {command} " in out
        assert call(capsys, command, "--help")[0] == 0


def test_gold_and_score(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("gold", "corpus"):
        Path(name).mkdir()
    Path("corpus/a.txt").write_bytes(ARTICLE.encode())
    marked = ARTICLE.replace("Giám đốc Sở Y tế", '<TITLE of="Xuân">Giám đốc <ORG>Sở Y tế</ORG></TITLE>')
    marked = marked.replace("Xuân,", "<PER>Xuân</PER>,")
    marked = marked.replace("5 tỷ", '<MONEY v="5000000000" c="VND" m="over">5 tỷ</MONEY>')
    Path("a.xml").write_bytes(marked.encode())
    build = ("gold", "build", "a.xml", "--text", "corpus/a.txt", "--out", "gold/a.json")
    assert call(capsys, *build)[0] == 0
    code, _, err = call(capsys, "gold", "check")
    assert (code, err) == (0, ["nsez-extract: gold: errors: 0, warnings: 0"])

    assert call(capsys, "run", "corpus", "--out", "ra.jsonl")[0] == 0
    code, out, _ = call(capsys, "score", "--gold", "gold", "--pred", "ra.jsonl", "--json", "--bootstrap", "0")
    assert code == 0
    assert json.loads(out)["missing"] == []
    code, out, _ = call(
        capsys, "score", "--gold", "gold", "--pred", "ra.jsonl", "--errors", "--bootstrap", "0"
    )
    assert code == 0
    assert "PER" in out

    gold = json.loads(Path("gold/a.json").read_text())
    gold["entities"][0]["text"] = "Xuan"
    Path("gold/a.json").write_text(json.dumps(gold))
    code, out, err = call(capsys, "gold", "check")
    assert (code, len(out.splitlines())) == (1, 1)
    assert err == ["nsez-extract: gold: errors: 1, warnings: 0"]


def test_bench(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import nsez_extract.bench as bench

    def missing() -> Any:
        raise UsageError('not installed: pip install "nsez-extract[underthesea]"')

    monkeypatch.setattr(
        bench,
        "PROGRAMS",
        {
            "nsez-extract": (lambda: FakeExtractor().extract, lambda text: [text]),
            bench.PER_SENTENCE: (
                lambda: lambda text: sum(i for i in range(20_000)),
                lambda text: text.split(),
            ),
            "third": (missing, lambda text: [text]),
        },
    )
    monkeypatch.setattr(bench, "_fresh", lambda name, texts: (0.5, 12.0))
    code, out, err = call(capsys, "bench", "a.txt", "--seconds", "0.1")
    lines = out.splitlines()
    assert (code, err) == (0, [])
    assert lines[0] == "texts: a.txt, 1 documents, 52 characters"
    assert lines[3].startswith("nsez-extract ")
    assert lines[4].split()[-3] == "1.0"
    assert "pip install" in lines[5]
