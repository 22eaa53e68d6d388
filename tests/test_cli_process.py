"""The command line as a user starts it: a process of its own with the real extractor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("nsez_extract.extractor")

COMMAND = [sys.executable, "-m", "nsez_extract.cli"]
os.environ["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))
ARTICLE = """Thanh Hóa đón thêm ba dự án

Sáng 12/3/2024, ông Lê Văn Tạo, Phó Giám đốc Sở Công Thương tỉnh Thanh Hóa, cho biết ba dự án mới có \
tổng vốn hơn 1.250,5 tỷ đồng, tăng 12,5% so với năm 2023.
"""


def start(*argv: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *argv], capture_output=True, timeout=120, check=False, **options)  # type: ignore[call-overload,no-any-return]


def write_articles(folder: Path, number: int) -> None:
    folder.mkdir()
    for index in range(number):
        (folder / f"bai-{index:02}.txt").write_text(ARTICLE + f"Tin số {index}: {index + 2} triệu đồng.\n")


def test_spans_are_exact(tmp_path: Path) -> None:
    raw = "\ufeff" + ARTICLE.replace("\n", "\r\n").replace(" tỷ", "\u00a0tỷ")
    (tmp_path / "a.txt").write_bytes(raw.encode())
    done = start("run", "a.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    found = [*record["entities"], *record["quantities"]]
    assert found
    assert all(raw[item["start"] : item["end"]] == item["text"] for item in found)
    assert b"1 document, 0 errors" in done.stderr


def test_workers_write_equal_bytes(tmp_path: Path) -> None:
    write_articles(tmp_path / "bao", 40)
    (tmp_path / "bao" / "hong.txt").write_bytes(b"\xff\xff")
    codes = [
        start("run", "bao", "--out", f"{workers}.jsonl", "--workers", workers, cwd=tmp_path).returncode
        for workers in ("1", "2")
    ]
    assert codes == [1, 1]
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert (tmp_path / "1.jsonl.errors.jsonl").read_bytes() == (
        tmp_path / "2.jsonl.errors.jsonl"
    ).read_bytes()


def test_standard_input_and_output_are_utf8_in_any_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = start("run", "-", input=ARTICLE.encode(), cwd=tmp_path, env=environment)
    assert done.returncode == 0
    assert "Thanh Hóa" in done.stdout.decode()
    done = start("show", "-", input=ARTICLE.encode(), cwd=tmp_path, env=environment)
    assert (done.returncode, "Thanh Hóa" in done.stdout.decode()) == (0, True), done.stderr


def test_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Tin mới."}\n' * 3000)
    process = subprocess.Popen(
        [*COMMAND, "run", "a.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


@pytest.mark.parametrize("workers", ["1", "2"])
def test_unknown_witness(tmp_path: Path, workers: str) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    done = start("run", "a.txt", "--witness", "khong-co", "--out", "r.jsonl", "-w", workers, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert b"khong-co" in done.stderr
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt_leaves_nothing_half_written(tmp_path: Path, workers: str) -> None:
    (tmp_path / "a.jsonl").write_text((json.dumps({"text": ARTICLE * 20}) + "\n") * 5000)
    process = subprocess.Popen(
        [*COMMAND, "run", "a.jsonl", "--out", "ra.jsonl", "--workers", workers],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        start_new_session=True,
    )
    for _ in range(600):
        if any(path.stat().st_size for path in tmp_path.glob(".ra.jsonl.*.part")):
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().strip().endswith("nsez-extract: interrupted")
    assert b"Traceback" not in err
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_start_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; from nsez_extract.cli import main; main(['--version']); "
        "print([m for m in ('spacy', 'pyarrow', 'underthesea', 'trafilatura', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
