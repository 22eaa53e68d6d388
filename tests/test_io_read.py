"""Readers: what is read, and what every unusable input is told."""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io import SourceDocument, open_source, plan_inputs, read_plan
from nsez_extract.io.encoding import decode_utf8, guess_encoding
from nsez_extract.lexicon.tables import read_tsv

ARTICLE = (
    "Sáng 12/3, đồng chí Lê Văn Tạo đã đến thăm xã Bình Hà và trao 5 tỷ đồng cho các hộ dân. "
    "Đến nay đã có nhiều doanh nghiệp đầu tư tại huyện này, với số vốn một nghìn tỷ đồng."
)


def read(path: Path, **options: int) -> list[SourceDocument | DocumentError]:
    return list(open_source(path, **options))


def one_error(path: Path, **options: int) -> DocumentError:
    (item,) = read(path, **options)
    assert isinstance(item, DocumentError)
    return item


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def legacy(text: str, column: str) -> bytes:
    """Encode lower-case text in one of the code pages of the letter table."""
    columns = ("letter", "tcvn3", "vni", "vps", "viscii")
    letters = {
        row[0]: bytes.fromhex(row[columns.index(column)]) for row in read_tsv("legacy_letters.tsv", columns)
    }
    return b"".join(letters.get(char) or char.encode("ascii", "replace") for char in text.lower())


def test_text_is_the_file_and_nothing_else(tmp_path: Path) -> None:
    raw = "\ufeffDòng một\r\nDòng hai\rDòng ba\u2028e\u0302\u0301"
    (item,) = read(write(tmp_path / "bai-1.TXT", raw))
    assert isinstance(item, SourceDocument)
    assert (item.doc_id, item.text, item.html) == ("bai-1", raw, None)
    assert item.source == (tmp_path / "bai-1.TXT").as_posix()


@pytest.mark.parametrize(
    ("data", "guess", "command"),
    [
        (ARTICLE.encode("utf-16"), "UTF-16", "iconv -f UTF-16 -t UTF-8"),
        (ARTICLE.encode("utf-16-be"), "UTF-16 (big endian, no BOM)", "iconv -f UTF-16BE"),
        (ARTICLE.encode("utf-16-le"), "UTF-16 (little endian, no BOM)", "iconv -f UTF-16LE"),
        (ARTICLE.encode("utf-32"), "UTF-32", "iconv -f UTF-32"),
        (legacy(ARTICLE, "tcvn3"), "TCVN3 (.VnTime fonts)", "iconv -f TCVN5712-1"),
        (legacy(ARTICLE, "vni"), "VNI (VNI-Times fonts)", "uvconv -f VNI-WIN"),
        (legacy(ARTICLE, "vps"), "VPS", "uvconv -f VPS"),
        (legacy(ARTICLE, "viscii"), "VISCII", "iconv -f VISCII"),
        ("Les élèves français à la préfecture".encode("cp1252"), "windows-1252", "iconv -f WINDOWS-1252"),
        ("một hai ".encode() * 9 + b"\xff" + "ba bốn".encode(), "UTF-8 damaged in places", "fetch it again"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_not_utf8_says_what_it_is_and_how_to_convert(
    tmp_path: Path, data: bytes, guess: str, command: str
) -> None:
    error = one_error(write(tmp_path / "a.txt", data))
    assert error.code == "not-utf8"
    assert f"looks like {guess}" in error.message
    assert command in error.message
    assert "\n" not in error.message


def test_windows_1258(tmp_path: Path) -> None:
    marks = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}
    import unicodedata

    data = bytearray()
    for char in ARTICLE:
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in marks), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        data += base.encode("cp1258") + (bytes([marks[tone]]) if tone else b"")
    error = one_error(write(tmp_path / "a.txt", bytes(data)))
    assert "looks like windows-1258" in error.message
    assert "iconv -f CP1258 -t UTF-8" in error.message


def test_first_bad_byte_and_line(tmp_path: Path) -> None:
    error = one_error(write(tmp_path / "a.txt", "một\nhai ".encode() + b"\xb8 ba"))
    assert "byte 0xB8 at offset 10 (line 2)" in error.message


def test_the_iconv_line_works(tmp_path: Path) -> None:
    path = write(tmp_path / "bài cũ.txt", ARTICLE.encode("utf-16"))
    command = one_error(path).message.partition("Convert it: ")[2]
    try:
        subprocess.run(command, shell=True, check=True)
    except subprocess.CalledProcessError:
        pytest.skip("no iconv here")
    (item,) = read(tmp_path / "bài cũ.utf8.txt")
    assert isinstance(item, SourceDocument)
    assert item.text is not None
    assert item.text.lstrip("\ufeff") == ARTICLE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml word/document.xml", "a Word document (.docx)"),
        (b"PK\x03\x04\x14\x00a.txt", "a ZIP archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Microsoft Office"),
        (b"{\\rtf1\\ansi abc}", "an RTF document"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP image"),
        (b"abc\x00def ghi jkl mno", "NUL byte at offset 3"),
        (bytes(range(256)) * 4, "NUL byte at offset 0"),
    ],
)
def test_binary_files_are_named(tmp_path: Path, data: bytes, words: str) -> None:
    error = one_error(write(tmp_path / "a.txt", data))
    assert error.code == "binary-file"
    assert words in error.message


@pytest.mark.parametrize("raw", ["", " \n\t\r\n", "\ufeff", "\u200b\u00a0\n"])
def test_blank_is_an_error(tmp_path: Path, raw: str) -> None:
    assert one_error(write(tmp_path / "a.txt", raw)).code == "empty-document"


def test_length_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "đ" * 101)
    error = one_error(path, max_chars=100)
    assert (error.code, "--max-chars 101" in error.message) == ("too-long", True)
    assert isinstance(read(path, max_chars=101)[0], SourceDocument)
    by_size = one_error(path, max_chars=40)
    assert by_size.message.endswith(
        "(202 bytes); split it into articles, or raise the limit: --max-chars 202"
    )
    assert one_error(write(tmp_path / "p.txt", b"%PDF-" + b"x" * 999), max_chars=40).code == "binary-file"


def test_unreadable_file_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert one_error(tmp_path / "a.txt").code == "unreadable"


def test_html(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "trang.htm", "<p>Tin mới</p>"))
    assert isinstance(item, SourceDocument)
    assert (item.text, item.html) == (None, "<p>Tin mới</p>")
    (item,) = read(write(tmp_path / "u16.html", "<p>Tin mới</p>".encode("utf-16")))
    assert isinstance(item, SourceDocument)
    assert item.html == "<p>Tin mới</p>"
    page = b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>caf\xe9'
    (item,) = read(write(tmp_path / "w.html", page))
    assert isinstance(item, SourceDocument)
    assert item.html is not None
    assert item.html.endswith("café")
    assert (
        one_error(write(tmp_path / "x.html", page.replace(b"windows-1252", b"x-unknown"))).code == "not-utf8"
    )
    assert one_error(write(tmp_path / "y.html", b"<p>caf\xe9</p>")).code == "not-utf8"


def test_jsonl_rows(tmp_path: Path) -> None:
    rows = [
        {
            "text": "tin một",
            "id": "a",
            "title": "T",
            "published": "24/06/2020 09:50",
            "url": "https://vi.du/1",
        },
        {"html": "<p>hai</p>", "text": None, "id": 7, "views": 3, "tags": ["x"]},
        {"text": "tin ba", "title": 5, "published": "hôm qua"},
    ]
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    items = read(write(tmp_path / "tin.jsonl", "\ufeff" + body.replace("\n", "\r\n\n") + "\n"))
    assert [item.doc_id for item in items] == ["a", "7", "5"]
    assert [item.source for item in items] == [f"{tmp_path.as_posix()}/tin.jsonl:{n}" for n in (1, 3, 5)]
    first, second, third = items
    assert isinstance(first, SourceDocument)
    assert isinstance(second, SourceDocument)
    assert isinstance(third, SourceDocument)
    assert first.metadata == {"title": "T", "published": "2020-06-24", "url": "https://vi.du/1"}
    assert (second.html, second.metadata) == ("<p>hai</p>", {"extra": {"views": 3, "tags": ["x"]}})
    assert third.metadata == {"extra": {"title": 5, "published": "hôm qua"}}


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('{"text": "a"', "bad-json", "invalid JSON at column 13"),
        ("tin mới", "bad-json", "invalid JSON at column 1"),
        ('{"text": "a", "n": NaN}', "bad-json", "NaN is not JSON"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "bad-json", "unusable JSON"),
        ('{"x": ' + "[" * 200_000 + "]" * 200_000 + "}", "bad-json", "JSON"),
        ('{"text": "a\0b"}', "bad-json", "Invalid control character"),
        ("null", "not-an-object", "the line is null"),
        ("12", "not-an-object", "the line is a number"),
        ('{"body": "a", "id": "k"}', "no-text", "it has: body, id"),
        ("{}", "no-text", "it has: nothing"),
        ('{"text": 5}', "bad-field", "field text must be a string, it is a int"),
        ('{"text": "a", "id": [1]}', "bad-field", "field id must be a string or integer"),
        ('{"text": "a", "x": ' + "[" * 80 + "]" * 80 + "}", "bad-field", "nested more than 64 deep"),
        ('{"text": " "}', "empty-document", "empty or blank"),
        ('{"text": "a\\ud83d b"}', "bad-unicode", "\\ud83d"),
        ('{"text": "ab", "tag": {"x": ["\\udc00"]}}', "bad-unicode", "surrogate"),
        ('{"text": "' + "x" * 300 + '"}', "too-long", "--max-chars 300"),
    ],
)
def test_bad_rows_are_errors_with_their_line(tmp_path: Path, line: str, code: str, words: str) -> None:
    path = write(tmp_path / "tin.jsonl", f'{{"text": "tốt"}}\n\n{line}\n{{"text": "vẫn đọc"}}\n')
    good, bad, after = read(path, max_chars=200)
    assert isinstance(good, SourceDocument)
    assert isinstance(after, SourceDocument)
    assert isinstance(bad, DocumentError)
    assert bad.code == code
    assert words in bad.message
    assert bad.source.endswith("tin.jsonl:3")
    assert bad.doc_id == ("k" if '"k"' in line else "3")


def test_bad_bytes_in_one_line(tmp_path: Path) -> None:
    data = b'{"text": "a"}\n{"text": "\xe7\xff"}\n{"text": "b"}\n'
    items = read(write(tmp_path / "tin.jsonl", data))
    assert [isinstance(item, DocumentError) for item in items] == [False, True, False]
    assert "(line 2)" in str(items[1])


def test_over_long_line_is_skipped_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(40):
            file.write(b"x" * 100_000)
        file.write(b'"}\n{"text": "b"}')
    long, short = read(path, max_chars=10)
    assert isinstance(long, DocumentError)
    assert (long.code, short.doc_id) == ("too-long", "2")
    assert "4,000,013 bytes" in long.message


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b'[\n{"text": "a"}]', "not-jsonl", "jq -c '.[]'"),
        (b'{\n "text": "a"\n}', "not-jsonl", "jq -c ."),
        (b"\n\n", "empty-document", "no rows"),
        ('{"text": "tin mới"}\n'.encode("utf-16"), "not-utf8", "UTF-16"),
        ('{"text": "tin mới"}\n'.encode("utf-16-le"), "not-utf8", "UTF-16"),
        (b"PK\x03\x04\x14", "binary-file", "ZIP"),
    ],
)
def test_whole_file_is_no_jsonl(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    error = one_error(write(tmp_path / "tin.jsonl", data))
    assert error.code == code
    assert words in error.message


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "id": [1, 2, 3],
            "text": ["tin một", None, "tin ba"],
            "published": [datetime.date(2020, 6, 24), None, datetime.date(2021, 1, 2)],
            "score": [1.5, float("nan"), 2.0],
            "blob": [b"\x01", None, None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    first, second, third = read(tmp_path / "a.parquet")
    assert isinstance(first, SourceDocument)
    assert first.metadata == {"published": "2020-06-24", "extra": {"score": 1.5, "blob": "01"}}
    assert isinstance(second, DocumentError)
    assert (second.code, second.doc_id) == ("no-text", "2")
    assert isinstance(third, SourceDocument)
    assert third.source == f"{tmp_path.as_posix()}/a.parquet:3"

    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "b.parquet")
    assert "its columns: body" in one_error(tmp_path / "b.parquet").message
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "c.parquet")
    assert one_error(tmp_path / "c.parquet").code == "empty-document"
    assert one_error(write(tmp_path / "d.parquet", b"PAR1 nothing like it")).code == "bad-parquet"


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install \"nsez-extract\[parquet\]\""):
        read(write(tmp_path / "a.parquet", b"PAR1"))


def test_folders_are_sorted_and_others_counted(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "ong.txt")
    else:
        (tmp_path / "ong.doc").touch()
    for name in ("b.txt", "a/z.txt", "a/y.jsonl", "c.docx", ".hidden.txt", ".git/x.txt", "o.errors.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "x"}')
    plan = plan_inputs([tmp_path], leave_out=[tmp_path / "o.errors.jsonl"])
    assert [path.relative_to(tmp_path).as_posix() for path in plan.files if path] == [
        "a/y.jsonl",
        "a/z.txt",
        "b.txt",
    ]
    assert plan.skipped == 4


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (["khong-co.txt"], "no such file or folder"),
        (["a.docx"], 'unknown ending ".docx"; known: .txt .html .htm .jsonl .parquet'),
        (["tin"], "a file without an ending"),
        (["rong"], "no file with a known ending in this folder"),
        (["-", "-"], "named twice"),
    ],
)
def test_unusable_inputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.docx").touch()
    Path("tin").touch()
    Path("rong").mkdir()
    with pytest.raises(UsageError) as caught:
        plan_inputs(inputs)
    assert words in str(caught.value)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_stdin(data: bytes, **options: int) -> SourceDocument | DocumentError:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (item,) = read_plan(plan_inputs(["-"]), **options)
        return item

    item = read_stdin("Tin\r\nmới".encode())
    assert isinstance(item, SourceDocument)
    assert (item.doc_id, item.source, item.text) == ("stdin", "-", "Tin\r\nmới")
    for data, code in ((b"", "empty-document"), (b"\xff", "not-utf8"), (b"x" * 99, "too-long")):
        item = read_stdin(data, max_chars=20)
        assert isinstance(item, DocumentError)
        assert item.code == code


def test_plain_ascii_and_short_bytes_do_not_confuse_the_guess() -> None:
    assert decode_utf8(b"abc", "a", "a.txt") == "abc"
    assert guess_encoding(b"\xe9") == "windows-1252 or another Western code page"
