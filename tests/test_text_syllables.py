"""Vietnamese spelling and the places where texts are glued."""

from __future__ import annotations

import pytest

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.text.glue import Glue, find_glue
from nsez_extract.text.syllables import is_syllable

_SYLLABLES = """
    Nguyễn nghiêng khuỷu quốc quyết quỳnh giếng gì già ghế kỹ y ý yêu oai uống ươn ngoằn khuya thuở xoong
    HỘI hoà hòa thuỷ thủy đường Đắc lịch sạch huỵch rượu tuyển quýt
"""


@pytest.mark.parametrize("word", _SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "Đắk",
        "Tube",
        "Vietin",
        "kat",
        "ka",
        "cế",
        "nghà",
        "gê",
        "mat",
        "làc",
        "Mc",
        "wan",
        "áà",
        "b",
        "hộii",
    ],
)
def test_words_that_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khóa IIĐại biểu", [Glue(7, True)]),
        ("gặp bàLan", [Glue(6, False)]),
        ("cấp xãĐồng chí Mẫu", [Glue(6, True)]),
        ("do xãHải Mẫu", [Glue(5, False)]),
        ("ngày 5/6/2021Toàn cảnh", [Glue(13, True)]),
        ("phòng 12Ảnh", []),
        ("khóa XVI và XIV", []),
        ("Ảnh: VIỄN SỰ, VIỆT HÀ", []),
        ("số IMO 123, SaiGon, HongKong, MeKong, LaSalle, ViNa", []),
        ("", []),
    ],
)
def test_glue(text: str, expected: list[Glue]) -> None:
    assert find_glue(text) == expected


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("abbreviations.tsv", ("form", "kind", "meaning")),
        ("sentence_starters.tsv", ("word", "trust")),
        ("glue_openers.tsv", ("word", "kind")),
        ("publishers.tsv", ("form", "name")),
    ],
)
def test_tables_are_complete(name: str, columns: tuple[str, ...]) -> None:
    assert all(all(row) for row in read_tsv(name, columns))
