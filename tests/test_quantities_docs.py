"""The examples of ``docs/quantities.md`` are what the grammar does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from nsez_extract.quantities import QuantityMatch, parse

PAGE = Path(__file__).resolve().parents[1] / "docs" / "quantities.md"
ROW = re.compile(r"\| `([^`]+)` \| ((?:nothing|MONEY|PERCENT|NUMBER|DATE)[^|]*) \|")
SIGNS = {"approx": "~", "over": ">", "under": "<", "at_least": ">=", "at_most": "<="}
ROWS = ROW.findall(PAGE.read_text(encoding="utf-8"))


def shown(item: QuantityMatch) -> str:
    """Return a quantity as the tables of the page write it."""
    parts = [item.kind, item.value or f"{item.low}..{item.high}"]
    if item.kind == "DATE" and item.edtf != item.value:
        parts.append(item.edtf or "")
    parts += [item.currency or "", SIGNS.get(item.modifier or "", "")]
    parts.append(f"[{item.unit}]" if item.unit else "")
    parts.append(f"/{item.rate}" if item.rate else "")
    parts.append(f"= {item.canonical_value} {item.canonical_unit}" if item.canonical_value else "")
    parts += [f"({code})" for code, _ in item.notes]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "result"), ROWS)
def test_table(text: str, result: str) -> None:
    assert ("; ".join(map(shown, parse(text))) or "nothing") == result


def test_the_page_has_its_tables() -> None:
    assert len(ROWS) >= 110


def test_sessions_of_the_page() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert found.attempted > 10
    assert found.failed == 0
