"""Folding of syllables and phrase tables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsez_extract.lexicon.phrases import PhraseTable, fold, split_phrase

LETTERS = "aáàảãạoóuúyýeéhnqtgkliíVHOÀUỲĐƠƯ-–"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Hoà", "hòa"),
        ("HOÀ", "hòa"),
        ("hòa", "hòa"),
        ("khoẻ", "khỏe"),
        ("xoè", "xòe"),
        ("Uỷ", "ủy"),
        ("thuỷ", "thủy"),
        ("luỹ", "lũy"),
        ("quý", "quý"),
        ("quỹ", "quỹ"),
        ("Quí", "quý"),
        ("hoàng", "hoàng"),
        ("toán", "toán"),
        ("huỳnh", "huỳnh"),
        ("kĩ", "kĩ"),
        ("kí", "ký"),
        ("lí", "lý"),
        ("mĩ", "mỹ"),
        ("tỉ", "tỷ"),
        ("Sỹ", "sĩ"),
        ("hy", "hi"),
        ("Đ", "đ"),
        ("–", "-"),
        ("UBND", "ubnd"),
        ("1A", "1a"),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(LETTERS, min_size=1, max_size=8))
def test_folding_is_stable_and_blind_to_case(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    assert fold(word.upper()) == fold(word.lower()) == fold(word)
    assert unicodedata.is_normalized("NFC", fold(word))


@pytest.mark.parametrize(
    ("phrase", "tokens"),
    [
        ("Uỷ ban Nhân dân", ("ủy", "ban", "nhân", "dân")),
        ("PGS.TS", ("pgs", ".", "ts")),
        ("LĐ-TB&XH", ("lđ-tb&xh",)),
        ("kế hoạch - đầu tư", ("kế", "hoạch", "-", "đầu", "tư")),
        ("Phi-líp-pin", ("phi-líp-pin",)),
        ("Bà Rịa–Vũng Tàu", ("bà", "rịa", "-", "vũng", "tàu")),
        ("H'Hoa", ("h", "'", "hoa")),
        ("công ty 2", ("công", "ty", "2")),
        ("  ", ()),
    ],
)
def test_split_phrase(phrase: str, tokens: tuple[str, ...]) -> None:
    assert split_phrase(phrase) == tokens


TABLE = PhraseTable([("sở", 1), ("sở y tế", 2), ("Sở Y Tế Hoà Bình", 3), ("sở y tế", 4), ("ban", 5), ("", 6)])


@pytest.mark.parametrize(
    ("text", "start", "stop", "found"),
    [
        ("sở y tế hòa bình", 0, 5, (5, 3)),
        ("sở y tế hòa bình", 0, 4, (3, 2)),
        ("sở y tế", 0, 3, (3, 2)),
        ("sở y tế", 0, 2, (1, 1)),
        ("sở y học", 0, 3, (1, 1)),
        ("ban sở y tế", 1, 4, (4, 2)),
        ("y tế", 0, 2, None),
    ],
)
def test_the_longest_phrase_wins(text: str, start: int, stop: int, found: tuple[int, int] | None) -> None:
    folds = text.split()
    assert TABLE.match(folds, start, stop) == found
    every = list(TABLE.matches(folds, start, stop))
    assert every[:1] == ([] if found is None else [found])
    assert [end for end, _ in every] == sorted({end for end, _ in every}, reverse=True)


def test_first_words() -> None:
    assert TABLE.firsts == {"sở", "ban"}
    assert "sở" in TABLE
    assert "y" not in TABLE


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4).map(" ".join), max_size=8))
def test_every_entry_is_found_at_its_place(entries: list[str]) -> None:
    table = PhraseTable((entry, entry) for entry in entries)
    for entry in entries:
        folds = ["x", *entry.split(), "x"]
        assert table.match(folds, 1, len(folds) - 1) == (len(folds) - 1, entry)
        assert table.match(folds, 0, len(folds)) is None
