"""Place of offices in the hierarchy and level of bodies: the case file, the tables, what must not matter."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import params, read_cases
from nsez_extract.extractor import get_extractor
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.relations.hierarchy import hierarchy_of, level_of
from nsez_extract.schema import Hierarchy, Level

CASES = read_cases("hierarchy")
OFFICES = [case for case in CASES if "position" in case]
BODIES = [case for case in CASES if "body" in case]
HIERARCHY = (*get_args(Hierarchy), None)
LEVELS = (*get_args(Level), None)
TABLED = {row[0]: row[1] for row in read_tsv("positions.tsv", ("phrase", "kind", "bare", "body"))}
TABLED |= dict(read_tsv("ranks.tsv", ("phrase", "kind")))
WORDS = [
    "phó",
    "trưởng",
    "ủy viên",
    "nguyên",
    "Chủ tịch",
    "bộ",
    "xã hội",
    "tỉnh",
    "TP",
    "Hà Nội",
    "sở",
    "Vinh",
]
phrases = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).map(" ".join)


@pytest.mark.parametrize("case", params(OFFICES, lambda case: case["position"] or "nothing"))
def test_hierarchy_case(case: dict[str, Any]) -> None:
    assert hierarchy_of(case["position"]) == case["hierarchy"]


@pytest.mark.parametrize("case", params(BODIES, lambda case: case["body"] or "nothing"))
def test_level_case(case: dict[str, Any]) -> None:
    assert level_of(case["body"]) == case["level"]


def test_case_file_is_large_and_has_negatives() -> None:
    assert len(CASES) >= 80
    for cases, key, values in ((OFFICES, "hierarchy", HIERARCHY), (BODIES, "level", LEVELS)):
        found = [case[key] for case in cases]
        assert set(found) == set(values)
        assert found.count(None) >= 10
    assert len({(case.get("position"), case.get("body")) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("phrase", sorted(TABLED))
def test_every_position_and_rank_is_what_its_table_says(phrase: str) -> None:
    assert hierarchy_of(phrase) == TABLED[phrase]


@pytest.mark.parametrize("position", sorted(case["position"] for case in OFFICES if case["hierarchy"]))
def test_former_holders_and_capitals_change_nothing(position: str) -> None:
    place = hierarchy_of(position)
    assert hierarchy_of(f"nguyên {position}") == place
    assert hierarchy_of(f"Cựu {position}") == place
    assert hierarchy_of(position.upper()) == place


@pytest.mark.parametrize("body", sorted(case["body"] for case in BODIES))
def test_capitals_do_not_change_a_level(body: str) -> None:
    assert level_of(body.upper()) == level_of(body)


@settings(max_examples=300)
@given(phrases)
def test_any_words_have_a_place_or_none(phrase: str) -> None:
    assert hierarchy_of(phrase) in HIERARCHY
    assert level_of(phrase) in LEVELS
    assert hierarchy_of(f"  {phrase} ") == hierarchy_of(phrase)
    assert level_of(f"  {phrase} ") == level_of(phrase)


def test_records_carry_them_where_they_belong() -> None:
    text = (
        "Đại tá Khổng Minh Hoàn, Phó Giám đốc Công an tỉnh, gặp bà Lê Kim Oanh ở xã Hải Yến. "
        "Công ty Minh Phát không cử người đến."
    )
    entities = get_extractor(()).extract(text).entities
    assert {e.text: e.hierarchy for e in entities if e.hierarchy} == {
        "Đại tá": "rank",
        "Phó Giám đốc Công an tỉnh": "deputy",
    }
    assert {e.text: e.level for e in entities if e.level} == {"Công an tỉnh": "province"}
