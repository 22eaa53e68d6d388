"""Names and titles by the rules alone: the case file, invariants, hostile input, the tables behind them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nsez_extract
from case_files import params, read_cases
from marked import read_marked, write_marked
from nsez_extract.entities import lexicons as tables
from nsez_extract.entities.rules import find_names
from nsez_extract.entities.syllables import CAP, CAPS, CODE, LETTER, LOWER, NUMBER, PUNCT, Syllables
from nsez_extract.entities.word_groups import words
from nsez_extract.extractor import get_extractor
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.text.clean import clean
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

CASES = read_cases("entities")


def syllables(text: str) -> Syllables:
    found = clean(text)
    return Syllables(found.text, tokenize(found.text), split_sentences(found.text, found.placeholders))


@pytest.mark.parametrize("case", params(CASES, lambda case: case["marked"]))
def test_case(case: dict[str, str]) -> None:
    text, _ = read_marked(case["marked"])
    found = get_extractor(()).extract(text).entities
    assert write_marked(text, {(e.start, e.end, e.label) for e in found}) == case["marked"]


def test_case_file_is_large_and_has_negatives() -> None:
    negatives = [case for case in CASES if "[" not in case["marked"]]
    assert len(CASES) >= 150
    assert len(negatives) * 3 >= len(CASES)
    assert len({case["marked"] for case in CASES}) == len(CASES)
    for case in CASES:
        text, spans = read_marked(case["marked"])
        assert write_marked(text, spans) == case["marked"]


def test_each_label_is_tested_nested_too() -> None:
    marked = "\n".join(case["marked"] for case in CASES)
    for label in ("PER", "ORG", "LOC", "TITLE"):
        assert marked.count(f"[{label} ") >= 25
    assert len(re.findall(r"\[TITLE [^\]\[]*\[(?:ORG|LOC) ", marked)) >= 15


def test_a_text_says_what_its_names_are() -> None:
    text = "Công ty TNHH Hòa Lợi xin lỗi. Hòa Lợi sẽ đền bù. Ông Kiều Thế Vạn mất ngủ. Vạn đã già."
    found = [(e.text, e.label) for e in get_extractor(()).extract(text).entities]
    assert found == [
        ("Công ty TNHH Hòa Lợi", "ORG"),
        ("Hòa Lợi", "ORG"),
        ("Kiều Thế Vạn", "PER"),
        ("Vạn", "PER"),
    ]


def test_bracketed_abbreviation_of_ordinary_words_is_no_name() -> None:
    text = "Lực lượng giữ an ninh trật tự (ANTT). Tình hình ANTT tốt."
    assert get_extractor(()).extract(text).entities == []


PIECES = [
    *(
        "Ông",
        "bà",
        "Lê",
        "Văn",
        "An",
        "H'Hoa",
        "Chủ tịch",
        "Giám đốc",
        "nguyên",
        "UBND",
        "tỉnh",
        "Sở",
        "Y tế",
    ),
    *("Công ty", "Ban quản lý", "Hà Nội", "Thanh", "quận 7", "đường", "số 12", "và", ",", "-", "–", ".", "&"),
    *(
        "(",
        ")",
        "“",
        ":",
        "của",
        "các",
        "khối",
        "Việt Nam",
        "PGS.TS",
        "U23",
        "TP.",
        "Phó",
        "trưởng",
        "1A",
        "\n",
    ),
    *(
        "chi nhánh",
        "Ảnh:",
        "HLV",
        "thay",
        "là",
        "khu",
        "KCN",
        "Trung",
        "tâm",
        "Bộ",
        "Nam",
        "De",
        "la",
        "\u00a0",
    ),
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120))
def test_mentions_are_sound(text: str) -> None:
    s = syllables(text)
    mentions = find_names(s)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(s.text)
        assert s.text[mention.start : mention.end].strip() == s.text[mention.start : mention.end]
        assert mention.label in ("PER", "ORG", "LOC", "TITLE")
        assert mention.rule
        assert bool(mention.position) == (mention.label == "TITLE")
        assert mention.label == "TITLE" or not mention.inner
        for inner in mention.inner:
            assert inner.label in ("ORG", "LOC")
            assert mention.start <= inner.start < inner.end <= mention.end
    assert find_names(s) == mentions


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (",", PUNCT),
        ("đồng", LOWER),
        ("Đồng", CAP),
        ("VietinBank", CAP),
        ("UBND", CAPS),
        ("LĐ-TB&XH", CAPS),
        ("A", LETTER),
        ("1.500", NUMBER),
        ("1A", CODE),
        ("U23", CODE),
        ("m2", CODE),
    ],
)
def test_kind_of_a_token(word: str, kind: int) -> None:
    assert Syllables(word, [(0, len(word))], [(0, len(word))]).kinds == [kind]


def test_sentences_are_ranges_of_tokens() -> None:
    s = syllables("Bà Mến bán rau. Ông An mua.")
    assert [s.words[first:stop] for first, stop in s.bounds] == [
        ["Bà", "Mến", "bán", "rau", "."],
        ["Ông", "An", "mua", "."],
    ]


def test_every_word_list_is_read() -> None:
    package = Path(nsez_extract.__file__).parent
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for name in ("entities", "relations")
        for path in (package / name).glob("*.py")
    )
    asked = set(re.findall(r"\b(?:words|any_of)\(['\"](\w+)['\"]\)", code))
    assert asked == {group for group, _ in read_tsv("name_words.tsv", ("group", "words"))}
    with pytest.raises(KeyError):
        words("no such list")


def test_a_table_with_an_unknown_value_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [("tỉnh", "admim", "name")] if name == "place_heads.tsv" else read_tsv(name, columns)

    monkeypatch.setattr(tables, "read_tsv", broken)
    with pytest.raises(ValueError, match=r"place_heads\.tsv: 'tỉnh' has 'admim'; allowed are admin, land"):
        tables.lexicons.__wrapped__()


def test_every_place_can_be_found_by_its_own_name() -> None:
    lex = tables.lexicons()
    for name, _ in read_tsv("places.tsv", ("name", "level")):
        s = syllables(name)
        found = lex.places.match(s.folds, 0, len(s.folds))
        assert found is not None, name
        assert found[0] == len(s.folds), name
