"""Administrative units: the table against known figures, the case file, and what linking may never do."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import read_cases
from nsez_extract.lexicon.admin import (
    EDITIONS,
    AdminUnit,
    all_units,
    build_index,
    edition_of,
    place_key,
    split_level,
    units_named,
)
from nsez_extract.relations.gazetteer import PlaceLink, link_places

CASES = read_cases("places_linked")
DAYS = {
    "a": datetime.date(2016, 5, 1),
    "b": datetime.date(2023, 5, 1),
    "c": datetime.date(2025, 5, 1),
    "d": datetime.date(2025, 9, 1),
    "e": datetime.date(2026, 10, 1),
}
# Provinces, districts and communes in each edition of the official list.
COUNTS = {
    "a": (63, 713, 11160),
    "b": (63, 705, 10599),
    "c": (63, 696, 10035),
    "d": (34, 0, 3321),
    "e": (34, 0, 3321),
}
# The mergers of provinces by the National Assembly's resolution 202/2025/QH15; the others stay as they are.
MERGERS = {
    "Tuyên Quang": "Hà Giang|Tuyên Quang",
    "Lào Cai": "Yên Bái|Lào Cai",
    "Thái Nguyên": "Bắc Kạn|Thái Nguyên",
    "Phú Thọ": "Hòa Bình|Vĩnh Phúc|Phú Thọ",
    "Bắc Ninh": "Bắc Giang|Bắc Ninh",
    "Hưng Yên": "Thái Bình|Hưng Yên",
    "Hải Phòng": "Hải Dương|Hải Phòng",
    "Ninh Bình": "Hà Nam|Nam Định|Ninh Bình",
    "Quảng Trị": "Quảng Bình|Quảng Trị",
    "Đà Nẵng": "Quảng Nam|Đà Nẵng",
    "Quảng Ngãi": "Kon Tum|Quảng Ngãi",
    "Gia Lai": "Bình Định|Gia Lai",
    "Khánh Hòa": "Ninh Thuận|Khánh Hòa",
    "Lâm Đồng": "Đắk Nông|Bình Thuận|Lâm Đồng",
    "Đắk Lắk": "Phú Yên|Đắk Lắk",
    "Hồ Chí Minh": "Bình Dương|Bà Rịa - Vũng Tàu|Hồ Chí Minh",
    "Đồng Nai": "Bình Phước|Đồng Nai",
    "Tây Ninh": "Long An|Tây Ninh",
    "Cần Thơ": "Sóc Trăng|Hậu Giang|Cần Thơ",
    "Vĩnh Long": "Bến Tre|Trà Vinh|Vĩnh Long",
    "Đồng Tháp": "Tiền Giang|Đồng Tháp",
    "Cà Mau": "Bạc Liêu|Cà Mau",
    "An Giang": "Kiên Giang|An Giang",
}


def split(case: dict[str, Any]) -> tuple[list[str], list[list[str]], datetime.date | None]:
    """Return the names of a case, what follows each, and the day."""
    pairs = [[one] if isinstance(one, str) else one for one in case["names"]]
    day = case.get("published")
    return (
        [name for name, *_ in pairs],
        [chain for _, *chain in pairs],
        day and datetime.date.fromisoformat(day),
    )


def shown(link: PlaceLink | None) -> str | None:
    """Return a link as the case file writes it."""
    return (
        link and f"{link.code} {', '.join([link.name, *(name for _, name, _ in link.parents)])} | {link.rule}"
    )


def full(unit: AdminUnit) -> str:
    """Return the full name of a unit with a small letter first, as in running text."""
    return unit.full_name[0].lower() + unit.full_name[1:]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["names"])[:60])
def test_case(case: dict[str, Any]) -> None:
    names, following, day = split(case)
    assert [shown(link) for link in link_places(names, following, day)] == case["links"]


def test_case_file_is_large_and_has_negatives() -> None:
    assert len(CASES) >= 90
    assert sum(None in case["links"] for case in CASES) * 3 >= len(CASES)
    assert len({json.dumps([case["names"], case.get("published")]) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("letter", EDITIONS)
def test_counts_are_the_known_ones(letter: str) -> None:
    levels = Counter(unit.level for unit in all_units() if letter in unit.editions)
    assert (levels["province"], levels["district"], levels["commune"]) == COUNTS[letter]


def test_kinds_after_the_merger_are_the_known_ones() -> None:
    kinds = Counter(unit.kind for unit in all_units() if "d" in unit.editions)
    assert kinds == {"tỉnh": 28, "thành phố": 6, "xã": 2621, "phường": 687, "đặc khu": 13}


def test_provinces_became_what_the_law_says() -> None:
    after = {
        unit.code: unit.name for unit in all_units() if unit.level == "province" and "d" in unit.editions
    }
    found = {
        unit.name: after[unit.became[0]]
        for unit in all_units()
        if unit.level == "province" and "b" in unit.editions
    }
    wanted = {old: new for new, olds in MERGERS.items() for old in olds.split("|")}
    same = {name: name for name in found if name not in wanted} | {"Thừa Thiên Huế": "Huế"}
    assert found == wanted | same
    assert len(found) == 63


def test_every_commune_of_2025_became_something() -> None:
    last = [unit for unit in all_units() if "c" in unit.editions and unit.level == "commune"]
    assert [unit.code for unit in last if not unit.became] == []
    new = {unit.code for unit in all_units() if "d" in unit.editions and unit.level == "commune"}
    islands = {"Hoàng Sa", "Bạch Long Vĩ", "Cồn Cỏ", "Lý Sơn", "Côn Đảo"}
    special = {code for unit in all_units() if unit.name in islands for code in unit.became}
    assert new == {code for unit in last for code in unit.became} | special


def test_every_parent_chain_ends_in_a_province() -> None:
    for unit in all_units():
        levels = [parent.level for parent in unit.parents]
        assert levels == {
            "province": [],
            "district": ["province"],
            "commune": ["district", "province"] if unit.period == "before" else ["province"],
        }.get(unit.level)
        assert all(set(unit.editions) <= set(parent.editions) for parent in unit.parents)
        assert unit.period != "both" or unit.level == "province"


def test_every_unit_is_found_by_its_address_in_its_time() -> None:
    missed = []
    for unit in all_units():
        chain = [full(parent) for parent in unit.parents]
        (link,) = link_places([full(unit)], [chain], DAYS[unit.editions[0]])
        if link is None or (link.code, link.name) != (unit.code, unit.full_name):
            missed.append((unit.code, unit.full_name, link))
    assert missed == []


def test_links_of_cases_end_in_a_province() -> None:
    for case in CASES:
        for link in link_places(*split(case)):
            if link is not None:
                assert (link.level == "province") == (link.parents == ())
                assert link.parents == () or link.parents[-1][2] == "province"


@settings(max_examples=150)
@given(
    chosen=st.lists(st.sampled_from(CASES), min_size=1, max_size=5),
    day=st.sampled_from([None, *DAYS.values()]),
    random=st.randoms(use_true_random=False),
)
def test_order_of_names_makes_no_difference(
    chosen: list[dict[str, Any]], day: datetime.date | None, random: Any
) -> None:
    pairs = [pair for case in chosen for pair in zip(*split(case)[:2], strict=True)]
    pairs = list({json.dumps(pair): pair for pair in pairs}.values())
    mixed = random.sample(pairs, len(pairs))
    first = link_places([name for name, _ in pairs], [chain for _, chain in pairs], day)
    second = link_places([name for name, _ in mixed], [chain for _, chain in mixed], day)
    by_pair = {json.dumps(pair): link for pair, link in zip(pairs, first, strict=True)}
    assert [by_pair[json.dumps(pair)] for pair in mixed] == second


@settings(max_examples=150)
@given(names=st.lists(st.text(alphabet="TPQXH.,(1-'đ Ấaằ", max_size=12)))
def test_any_text_is_read(names: list[str]) -> None:
    assert len(link_places(names, [names] * len(names))) == len(names)


def test_following_may_be_shorter_than_the_names() -> None:
    links = link_places(["Hà Nội", "Lào Cai"], [[]])
    assert [link and link.code for link in links] == ["01", "10"]
    assert link_places([]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Thừa Thiên - Huế", "thừa thiên huế"),
        ("Phan Rang-Tháp Chàm", "Phan Rang – Tháp Chàm"),
        ("Ea H’leo", "Ea H'leo"),
        ("Ia H' Drai", "Ia H'Drai"),
        ("Đăk Hà", "Đắk Hà"),
        ("07", "7"),
        ("Mỹ Đình I", "Mỹ Đình 1"),
        ("Quý Lộc", "Quí Lộc"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("name", "kind", "core"),
    [
        ("thành phố Vinh", "thành phố", "Vinh"),
        ("TP.Vinh", "thành phố", "Vinh"),
        ("TPVinh", "thành phố", "Vinh"),
        ("tp Vinh", "thành phố", "Vinh"),
        ("thủ đô Hà Nội", "thành phố", "Hà Nội"),
        ("TX. Kỳ Anh", "thị xã", "Kỳ Anh"),
        ("TT Nếnh", "thị trấn", "Nếnh"),
        ("X.Hải Yến", "xã", "Hải Yến"),
        ("Q.Tân Phú", "quận", "Tân Phú"),
        ("Q7", "quận", "7"),
        ("P. 12", "phường", "12"),
        ("huyện đảo Lý Sơn", "huyện", "Lý Sơn"),
        ("đặc khu Phú Quốc", "đặc khu", "Phú Quốc"),
        ("Huế", "", "Huế"),
        ("TPHCM", "", "TPHCM"),
        ("Tỉnhgia", "", "Tỉnhgia"),
        ("P Vinh", "", "P Vinh"),
    ],
)
def test_level_words_are_cut_off(name: str, kind: str, core: str) -> None:
    assert split_level(name) == (kind, core)


def test_other_names_lead_to_their_unit() -> None:
    for name, code in {"TPHCM": "79", "Sài Gòn": "79", "Sapa": "088", "BR-VT": "77", "Kontum": "62"}.items():
        large = {unit.code for unit in units_named(place_key(name)) if unit.level != "commune"}
        assert large == {code}


def test_days_have_their_edition() -> None:
    assert [edition_of(day) for day in DAYS.values()] == list(DAYS)
    assert edition_of(datetime.date(2025, 6, 30)) == "c"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("38ax", "T", "Thanh Hóa", "", "")], "is not a code with its editions"),
        ([("38", "T", "Thanh Hóa", "", "")], "is not a code with its editions"),
        ([("38ab", "H", "Thanh Hóa", "", "")], "a kind that its level does not have"),
        ([("38ab", "ZZ", "Thanh Hóa", "", "")], "a kind that its level does not have"),
        ([("38ab", "T", "", "", "")], "has no name"),
        ([("38ab", "T", "A", "", ""), ("380c", "TP", "B", "", "")], "stands below no province"),
        ([("38de", "T", "A", "", ""), ("38cd", "T", "B", "", "")], "is given twice in some edition"),
        ([("38ab", "T", "A", "99", "")], "became something that is not in edition d"),
    ],
)
def test_a_damaged_table_is_refused(rows: list[tuple[str, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_index(rows)


LAZY = """
from nsez_extract.lexicon import admin
from nsez_extract.relations import gazetteer
assert admin._index.cache_info().currsize == 0
gazetteer.link_places([])
assert admin._index.cache_info().currsize == 0
gazetteer.link_places(["Hà Nội"])
assert admin._index.cache_info().currsize == 1
"""


def test_the_table_is_read_only_when_a_name_needs_it() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LAZY], capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.returncode, run.stderr) == (0, "")
