"""Offices in general: which titles mean the office and not one holder of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import given_mentions
from nsez_extract.entities.mention import Mention
from nsez_extract.extractor import get_extractor
from nsez_extract.relations.offices import offices_in_general
from nsez_extract.relations.roles import RoleLink, link_roles
from nsez_extract.text.sentences import split_sentences

RULES = {"plural", "office-itself", "with-deputies", "bodies", "member", "list"}


def general(text: str, mentions: Sequence[Mention]) -> tuple[dict[int, str], list[RoleLink]]:
    sentences = split_sentences(text)
    links = link_roles(text, mentions, sentences)
    return offices_in_general(text, mentions, links, sentences), links


def found(marked: str) -> list[tuple[str, str]]:
    """Return the offices in general of a marked text, in text order, and their rules."""
    text, mentions = given_mentions(marked)
    rules, _ = general(text, mentions)
    return [(text[m.start : m.end], rules[id(m)]) for m in mentions if id(m) in rules]


@pytest.mark.parametrize(
    ("marked", "title", "rule"),
    [
        ("2 [TITLE Bộ trưởng] cùng dự.", "Bộ trưởng", "plural"),
        ("Có 12 [TITLE Giám đốc [ORG Sở Y tế]] vắng mặt.", "Giám đốc Sở Y tế", "plural"),
        ("Các [TITLE Phó Giám đốc [ORG Sở Y tế]] vắng mặt.", "Phó Giám đốc Sở Y tế", "plural"),
        ("Nhiều [TITLE Chủ tịch [ORG UBND xã]] bị kiểm điểm.", "Chủ tịch UBND xã", "plural"),
        ("Mỗi [TITLE Trưởng thôn] phụ trách 50 hộ.", "Trưởng thôn", "plural"),
        ("Hai [TITLE Phó Chủ tịch [ORG UBND tỉnh]] chia việc.", "Phó Chủ tịch UBND tỉnh", "plural"),
        ("Mời các đồng chí [TITLE Phó Bí thư [ORG Huyện ủy]] dự.", "Phó Bí thư Huyện ủy", "plural"),
        ("[TITLE Chủ tịch] và các phó chủ tịch xã phải kê khai.", "Chủ tịch", "with-deputies"),
        ("[TITLE Trưởng ban] cùng 2 phó trưởng ban đi cơ sở.", "Trưởng ban", "with-deputies"),
        ("[ORG Sở Nội vụ] nêu chuẩn của chức danh [TITLE Giám đốc].", "Giám đốc", "office-itself"),
        ("Nước này chuẩn bị bầu cử [TITLE Tổng thống].", "Tổng thống", "office-itself"),
        ("Bà tuyên bố tranh cử [TITLE Thị trưởng [LOC Paris]].", "Thị trưởng Paris", "office-itself"),
        ("Ứng viên [TITLE Tổng thống] tranh luận.", "Tổng thống", "office-itself"),
        ("Huyện tổ chức thi tuyển [TITLE Hiệu trưởng].", "Hiệu trưởng", "office-itself"),
        ("Ông [PER Lê Văn An] ứng cử [TITLE Chủ tịch [ORG VFF]].", "Chủ tịch VFF", "office-itself"),
        ("[TITLE Ủy viên [ORG Bộ Chính trị]] phải nêu gương.", "Ủy viên Bộ Chính trị", "member"),
        ("[TITLE Tỉnh ủy viên] chịu trách nhiệm nêu gương.", "Tỉnh ủy viên", "member"),
        ("[TITLE Chủ tịch UBND các xã] chịu trách nhiệm.", "Chủ tịch UBND các xã", "bodies"),
        ("Yêu cầu [TITLE Giám đốc các sở] báo cáo.", "Giám đốc các sở", "bodies"),
        ("[TITLE Bí thư Đảng ủy từng xã] ký cam kết.", "Bí thư Đảng ủy từng xã", "bodies"),
        ("Sở mời [TITLE hiệu trưởng] các trường dự họp.", "hiệu trưởng", "bodies"),
        ("Hai bên tranh chấp “ghế nóng” [TITLE Chủ tịch HĐQT].", "Chủ tịch HĐQT", "office-itself"),
    ],
)
def test_one_office_in_general(marked: str, title: str, rule: str) -> None:
    assert found(marked) == [(title, rule)]


@pytest.mark.parametrize(
    "marked",
    [
        "Gồm [TITLE Bí thư], [TITLE Chủ tịch], [TITLE Giám đốc], [TITLE Kế toán trưởng].",
        "[TITLE Bí thư] - [TITLE Chủ tịch] - [TITLE Giám đốc] và [TITLE Kế toán trưởng] ký tên.",
        "[TITLE Thủ tướng] giao [TITLE Bộ trưởng] chỉ đạo [TITLE Cục trưởng] phối hợp với [TITLE Giám đốc].",
        "Tin mới\n[TITLE Giám đốc], [TITLE Phó Giám đốc [ORG Sở Y tế]] phải kê khai.",
        "[TITLE Chủ tịch] và [TITLE Phó Chủ tịch [ORG UBND xã]] phải kê khai.",
        "[TITLE Bí thư], [TITLE Chủ tịch] ký. [TITLE Giám đốc], [TITLE Viện trưởng] ký. "
        "[TITLE Cục trưởng], [TITLE Vụ trưởng] ký.",
    ],
)
def test_lists_without_holders_are_offices_in_general(marked: str) -> None:
    _, mentions = given_mentions(marked)
    assert [rule for _, rule in found(marked)] == ["list"] * sum(m.label == "TITLE" for m in mentions)


@pytest.mark.parametrize(
    "marked",
    [
        "[TITLE Chủ tịch [ORG UBND tỉnh]] yêu cầu xử lý nghiêm.",
        "[TITLE Thủ tướng] giao [TITLE Bộ trưởng [ORG Bộ Y tế]] chỉ đạo.",
        "[TITLE Bí thư], [TITLE Chủ tịch], [TITLE Giám đốc] cùng ký.",
        "[TITLE Chủ tịch] kiêm [TITLE Tổng giám đốc] từ chối bình luận.",
        "[TITLE Bí thư], [TITLE Chủ tịch] ký. [TITLE Giám đốc], [TITLE Viện trưởng] ký.",
        "[TITLE Giám đốc], [TITLE Phó Giám đốc [ORG Sở Y tế]] bị bắt\nTin lan ra sáng nay.",
        "Ông [PER Lê Văn An] gặp [TITLE Thủ tướng], thăm [TITLE Bộ trưởng], mời [TITLE Thống đốc] và tiễn "
        "[TITLE Đại sứ].",
        "Hai năm qua, [TITLE Chủ tịch [ORG UBND tỉnh]] đã đi cơ sở 30 lần.",
        "Năm 2020 [TITLE Thủ tướng] thăm tỉnh.",
        "Sau bầu cử, [TITLE Tổng thống] im lặng.",
        "Các sở báo cáo [TITLE Chủ tịch [ORG UBND tỉnh]].",
        "Ông [PER Lê Văn An], [TITLE Ủy viên [ORG Bộ Chính trị]], chủ trì.",
        "Hai [TITLE Phó Giám đốc [ORG Sở Y tế]] [PER Lê Văn An] và [PER Đỗ Thị Bích] nhận việc.",
        "[TITLE Bí thư], [TITLE Chủ tịch], [TITLE Giám đốc], [TITLE Kế toán trưởng] [PER Lê Văn An] ký.",
        "Miễn nhiệm các chức danh [TITLE Giám đốc] đối với ông [PER Lê Văn An].",
        "[TITLE Chủ tịch [ORG UBND tỉnh]] và các sở cùng ký.",
        "Các [TITLE Chủ tịch UBND các xã] [PER Lê Văn An], [PER Đỗ Thị Bích] dự.",
        "[TITLE Bí thư], [TITLE Chủ tịch] ký. [TITLE Giám đốc], [TITLE Viện trưởng] ký. "
        "[TITLE Cục trưởng], [TITLE Vụ trưởng] ký. [TITLE Thủ tướng] [PER Lê Văn An] duyệt.",
        "",
        "Sáng 12/5 [TITLE Chủ tịch [ORG UBND tỉnh]] ký quyết định.",
        "Ngày 12 [TITLE Thủ tướng] lên đường.",
        "Hôm thứ Hai [TITLE Tổng thống [LOC Mỹ]] tuyên bố áp thuế.",
    ],
)
def test_titles_of_specific_holders_stay(marked: str) -> None:
    assert found(marked) == []


def test_bodies_inside_offices_in_general_stay_in_the_record() -> None:
    entities = get_extractor(()).extract("Các Phó Giám đốc Sở Y tế cùng dự.").entities
    assert [(e.label, e.text) for e in entities] == [("ORG", "Sở Y tế")]


def test_a_headline_may_name_two_holders_at_once() -> None:
    marked = "[TITLE Giám đốc], [TITLE Phó Giám đốc [ORG Sở Y tế]] bị bắt"
    assert found(f"{marked}\nSáng nay, {marked}.") == [("Giám đốc", "list"), ("Phó Giám đốc Sở Y tế", "list")]


PARTS = [
    "[PER Lê Văn An]",
    "[TITLE Giám đốc]",
    "[TITLE Phó Giám đốc]",
    "[TITLE Ủy viên [ORG Bộ Chính trị]]",
    "[TITLE Chủ tịch UBND các xã]",
    "[TITLE Đại tá]",
    "[ORG Sở Y tế]",
    "các",
    "hai",
    "12",
    "bầu cử",
    "của chức danh",
    "ông",
    "được bầu làm",
]
JOINTS = [" ", " ", ", ", ". ", "; ", "\n", " và ", " kiêm "]


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(JOINTS)), max_size=16))
def test_held_titles_are_never_offices_in_general(parts: list[tuple[str, str]]) -> None:
    text, mentions = given_mentions("".join(part + joint for part, joint in parts))
    rules, links = general(text, mentions)
    titles = {id(m) for m in mentions if m.label == "TITLE"}
    assert rules.keys() <= titles
    assert rules.keys().isdisjoint(id(link.title) for link in links)
    assert set(rules.values()) <= RULES
    free = titles - {id(link.title) for link in links}
    assert not (len(free) == 1 and "list" in rules.values())
