"""Quantities: the case file, names, the article's date, invariants and hostile input."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import params, read_cases
from nsez_extract.quantities import QuantityMatch, find_quantities, parse

CASES = read_cases("quantities")
FIELDS = ("value", "low", "high", "currency", "modifier")
OPTIONAL = (
    "unit",
    "rate",
    "canonical_unit",
    "canonical_value",
    "canonical_low",
    "canonical_high",
    "edtf",
    "resolved",
)


def _index(found: list[QuantityMatch], start: int | None) -> int | None:
    """Return which quantity begins at ``start``."""
    return next((index for index, match in enumerate(found) if match.start == start), None)


def _shown(found: list[QuantityMatch], index: int, text: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return what a case may say of one match; a field it does not say is left out."""
    match = found[index]
    shown: dict[str, Any] = {"kind": match.kind, "text": text[match.start : match.end]}
    shown |= {field: getattr(match, field) for field in FIELDS}
    shown |= {field: getattr(match, field) for field in OPTIONAL if field in item}
    if "equivalent_of" in item:
        shown["equivalent_of"] = _index(found, match.equivalent_of)
    if "warning" in item:
        shown["warning"] = match.notes[0][0] if match.notes else None
    return shown


@pytest.mark.parametrize("case", params(CASES, lambda case: case["text"]))
def test_case(case: dict[str, Any]) -> None:
    text, items = case["text"], case["quantities"]
    published = datetime.date.fromisoformat(case["published"]) if "published" in case else None
    found = find_quantities(text, published=published)
    wanted = [dict.fromkeys(FIELDS) | item for item in items]
    said = items + [{}] * len(found)
    assert [_shown(found, index, text, said[index]) for index in range(len(found))] == wanted


def test_case_file_is_large_and_has_traps() -> None:
    traps = [case for case in CASES if not case["quantities"]]
    assert len(CASES) >= 1200
    assert len(traps) * 10 >= len(CASES) * 3
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_names_drop_numbers_and_dates_but_never_money_or_percent() -> None:
    text = "Quỹ 5 tỷ đồng và Câu lạc bộ 12 người, năm 2020, 30%"
    found = find_quantities(text, masked=[(0, len(text))])
    assert [match.kind for match in found] == ["MONEY", "PERCENT"]
    assert len(find_quantities(text, masked=[(0, 3)])) == 4


def test_mask_must_cover_the_whole_quantity() -> None:
    text = "có 12 người"
    assert find_quantities(text, masked=[(0, 4)]) == find_quantities(text)
    assert find_quantities(text, masked=[(3, 5)]) == []


def test_ambiguous_digits_carry_a_note() -> None:
    (match,) = parse("Hồ sâu 1,125 m")
    assert match.value == "1.125"
    assert match.notes[0][0] == "ambiguous-number"


def test_every_match_names_its_rule() -> None:
    assert all(match.rule for case in CASES for match in parse(case["text"]))


@given(st.integers(min_value=1000, max_value=10**15))
def test_grouping_round_trip(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    (match,) = parse(f"chi {written} đồng mua máy")
    assert match.value == str(number)
    assert match.currency == "VND"


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999"), places=2))
def test_decimals_are_exact(number: Decimal) -> None:
    (match,) = parse(f"vốn {str(number).replace('.', ',')} tỷ đồng")
    assert match.value is not None
    assert Decimal(match.value) == number * 10**9
    assert "E" not in match.value


WORDS = (
    "1 2 10 2013 1.125 2,5 5/6 24/06/2020 2016-2020 % đồng tỷ triệu USD $ € ngày tháng năm quý III từ đến hơn"
    " - – ( ) , . / : một hai mười trăm nghìn rưỡi phần trăm người ha m2 lần tuổi số thứ TP. âm + 9h30"
)
PIECES = st.sampled_from([*WORDS.split(), "\n"])


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_spans_are_ordered_and_inside(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    end = 0
    for match in parse(text):
        assert end <= match.start < match.end <= len(text)
        assert text[match.start : match.end].strip() == text[match.start : match.end]
        assert (match.value is None) == (match.low is not None) == (match.high is not None)
        end = match.end
