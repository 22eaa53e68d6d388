"""Roles by the rules alone: the case file, lists of offices, invariants."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import params, read_cases
from nsez_extract.entities.mention import Mention
from nsez_extract.extractor import get_extractor
from nsez_extract.relations.offices import offices_in_general
from nsez_extract.relations.roles import link_roles

CASES = read_cases("roles")


@pytest.mark.parametrize("case", params(CASES, lambda case: case["text"]))
def test_case(case: dict[str, Any]) -> None:
    record = get_extractor(()).extract(case["text"])
    texts = {entity.id: entity.text for entity in record.entities}
    found = [
        [texts[role.person], texts[role.title], role.organization and texts[role.organization]]
        for role in record.roles
    ]
    assert sorted(found, key=str) == sorted(case["roles"], key=str)


def test_case_file_is_large_and_has_negatives() -> None:
    assert len(CASES) >= 60
    assert sum(not case["roles"] for case in CASES) >= 15
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_position_is_the_title_without_its_body() -> None:
    record = get_extractor(()).extract("Bà Lê Kim Oanh, Phó Giám đốc của Sở Y tế, xin nghỉ.")
    assert [role.position for role in record.roles] == ["Phó Giám đốc"]


def test_offices_listed_without_a_holder_are_no_titles() -> None:
    text = "Trình tự gồm Bí thư Đảng ủy, Chủ tịch HĐQT, Tổng Giám đốc, Kế toán trưởng."
    assert [e.text for e in get_extractor(()).extract(text).entities if e.label == "TITLE"] == []


def mention(text: str, part: str, label: str) -> Mention:
    start = text.index(part)
    return Mention(label, start, start + len(part), "test", "given")


def test_a_held_title_is_not_of_a_list_without_holders() -> None:
    text = "Bí thư, Chủ tịch, Giám đốc, Kế toán trưởng Lê Văn An"
    titles = [mention(text, part, "TITLE") for part in ("Bí thư", "Chủ tịch", "Giám đốc", "Kế toán trưởng")]
    person = mention(text, "Lê Văn An", "PER")
    whole = [(0, len(text))]
    assert offices_in_general(text, titles, [], whole) == {id(title): "list" for title in titles}
    links = link_roles(text, [*titles, person], whole)
    assert [link.title for link in links] == titles
    assert offices_in_general(text, [*titles, person], links, whole) == {}


def test_roles_stay_within_a_sentence() -> None:
    text = "Ông Lê Văn An, Giám đốc"
    mentions = [mention(text, "Lê Văn An", "PER"), mention(text, "Giám đốc", "TITLE")]
    assert len(link_roles(text, mentions, [(0, len(text))])) == 1
    assert link_roles(text, mentions, [(0, 14), (14, len(text))]) == []


GAPS = [" ", ", ", " - ", " và ", " kiêm ", " (", ") ", "; ", " là ", " của ", " thay ông ", " được bầu làm "]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["PER", "TITLE", "ORG"]), st.sampled_from(GAPS)), max_size=14))
def test_links_are_sound(parts: list[tuple[str, str]]) -> None:
    text, mentions = "", []
    for label, gap in parts:
        start = len(text)
        text += "Tên"
        mentions.append(Mention(label, start, len(text), "test", "given"))
        text += gap
    links = link_roles(text, mentions, [(0, len(text))])
    assert [link.title.start for link in links] == sorted(link.title.start for link in links)
    assert len({(id(link.person), id(link.title)) for link in links}) == len(links)
    for link in links:
        assert (link.person.label, link.title.label) == ("PER", "TITLE")
        assert link.organization is None or link.organization.label == "ORG"
        assert link.rule
