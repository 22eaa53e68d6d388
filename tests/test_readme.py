"""The README's examples, run as they stand, and its table of scores."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import floors

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_python_examples_run(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "README.md", "exec"), {})


def test_first_example_prints_what_the_readme_shows() -> None:
    found = re.search(r"<!-- output -->\n```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
    assert found is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(found[1], "README.md", "exec"), {})
    assert printed.getvalue() == found[2]


def test_score_table_is_the_measured_one() -> None:
    shown = re.search(r"<!-- scores -->\n\n(.*?)\n\n", README, re.DOTALL)
    assert shown is not None
    assert shown[1] == floors.table()
