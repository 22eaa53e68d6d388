"""Reads the files of cases, ``tests/cases/*.jsonl``: one JSON object a line; one with ``xfail`` must fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

Case = dict[str, Any]


def read_cases(name: str) -> list[Case]:
    """Return the cases of ``tests/cases/{name}.jsonl``, in order."""
    path = Path(__file__).parent / "cases" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def params(cases: Iterable[Case], name: Callable[[Case], str]) -> list[Any]:
    """Return cases as pytest parameters, named by what ``name`` says of them."""

    def param(case: Case) -> Any:
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        return pytest.param(case, id=name(case)[:60].replace("\n", " "), marks=marks)

    return [param(case) for case in cases]
