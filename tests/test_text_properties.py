"""Invariants of cleaning, sentences and tokens that must hold for any text at all."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nsez_extract.text.clean import clean
from nsez_extract.text.metadata import read_metadata
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

_WORDS = (
    "Đại hội", "Thanh Hóa.Đại", "IIIToàn cảnh", "đại biểuÔng Mẫu", "năm 2019Ảnh", "TP. HCM", "Q. 1",
    "v.v.", "5/6", "61.724,485 tỷ", "41,5%", "KKTVH&CKCN", "LĐ-TB&XH", "Mi-khai-lốp", "U23", "1A", "“Tốt!”",
    '"Được."', "…", "...", "emoticon", "[IMG]", "a@b.vn", "https://mau.vn/?A=1.B", "Lê Hà", "(Ảnh: Mẫu)",
    "Nguyễn Văn A.", "!", "?", ".", "\n",
)  # fmt: skip
_GLUE = (
    "", " ", "  ", "\n", "\r\n", "\r", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2028", "\t", "😀", "\u0301",
    "\u0323", "\ufe0f", "\u200d", "\u202f", "\u2011", "\u0085",
)  # fmt: skip
_NOT_KEPT = "\u2010\u2011\ufffc\u034f\u180b\u180c\u180d\u180f"
"""Characters outside the control and blank categories that cleaning replaces or removes."""


@st.composite
def _articles(draw: st.DrawFn) -> str:
    """Scraped-looking text: words, odd separators, sometimes decomposed."""
    parts = draw(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GLUE)), max_size=12))
    text = "".join(word + glue for word, glue in parts)
    return unicodedata.normalize("NFD", text) if draw(st.booleans()) else text


_TEXTS = st.one_of(
    _articles(),
    st.text(max_size=40),
    st.text(
        alphabet="aeoơư\u0302\u0301\u0323\u031b\u200b\r\n \u1112\u1161\u11ab\u0344\u0958K\u212aẹ", max_size=9
    ),
)


@given(_TEXTS)
def test_clean_is_normalised_filtered_and_idempotent(raw: str) -> None:
    found = clean(raw)
    assert unicodedata.is_normalized("NFC", found.text)
    assert not set(found.text) & set("\r\t\u00a0\u200b\ufeff\u00ad\u2028\u0085\u2011")
    again = clean(found.text)
    assert again.text == found.text
    assert again.is_identity
    assert again.placeholders == found.placeholders


_PLAIN = st.characters(exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Cs"], exclude_characters=_NOT_KEPT)


@given(st.text(alphabet=_PLAIN))
@example("e\u0323\u0302\u0301 \u1112\u1161\u11ab \u0344 \u1e9b\u0323")
def test_clean_agrees_with_the_standard_normalisation(raw: str) -> None:
    assert clean(raw).text == unicodedata.normalize("NFC", raw)


def test_every_combining_character_stays_with_its_base() -> None:
    for code in range(0x110000):
        mark = chr(code)
        if unicodedata.combining(mark) and mark not in _NOT_KEPT:
            raw = f"a{mark}\u0323b"
            assert clean(raw).text == unicodedata.normalize("NFC", raw)


@given(_TEXTS)
def test_map_round_trip(raw: str) -> None:
    found = clean(raw)
    covered = 0
    for place in range(len(found.text)):
        start, end = found.to_raw(place, place + 1)
        assert 0 <= start < end <= len(raw)
        assert start >= covered or found.to_raw(place - 1, place) == (start, end)
        covered = max(covered, start)
        first, last = found.from_raw(start, end)
        assert first <= place < last
        assert found.to_raw(first, last) == (start, end)
    assert found.to_raw(0, 0)[0] <= len(raw)


@given(_TEXTS, st.data())
def test_the_raw_span_of_a_token_holds_the_token(raw: str, data: st.DataObject) -> None:
    found = clean(raw)
    tokens = tokenize(found.text)
    if tokens:
        start, end = data.draw(st.sampled_from(tokens))
        piece = raw[slice(*found.to_raw(start, end))]
        assert found.text[start:end] in clean(piece).text


@given(_TEXTS)
def test_tokens_cover_every_character_that_is_not_blank_once(raw: str) -> None:
    text = clean(raw).text
    spans = tokenize(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert inside == {place for place, char in enumerate(text) if not char.isspace()}


@given(_TEXTS)
def test_sentences_are_apart_trimmed_and_cover_the_text(raw: str) -> None:
    found = clean(raw)
    text = found.text
    spans = split_sentences(text, found.placeholders)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        assert "\n" not in text[start:end]
    inside = {place for start, end in (*spans, *found.placeholders) for place in range(start, end)}
    assert inside >= {place for place, char in enumerate(text) if not char.isspace()}
    noise = {place for start, end in found.placeholders for place in range(start, end)}
    assert not noise & {place for start, end in spans for place in range(start, end)}


@given(_TEXTS)
def test_no_token_crosses_a_sentence_boundary(raw: str) -> None:
    text = clean(raw).text
    ends = {place for span in split_sentences(text) for place in span}
    for start, end in tokenize(text):
        assert not any(place in ends for place in range(start + 1, end))


@given(_TEXTS)
def test_metadata_is_always_found_in_the_text(raw: str) -> None:
    text = clean(raw).text
    found = read_metadata(text, split_sentences(text))
    for value in (found.title, found.byline, found.publisher):
        assert value is None or value in text


@given(_articles())
@settings(max_examples=50)
def test_form_of_unicode_does_not_change_the_sentences(raw: str) -> None:
    results = []
    for form in ("NFC", "NFD"):
        text = clean(unicodedata.normalize(form, raw)).text
        results.append([text[start:end] for start, end in split_sentences(text)])
    assert results[0] == results[1]


@pytest.mark.parametrize("span", [(-1, 0), (0, 99), (2, 1)])
def test_spans_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    found = clean("một\r\nhai")
    with pytest.raises(ValueError, match="outside"):
        found.to_raw(*span)
    with pytest.raises(ValueError, match="outside"):
        found.from_raw(*span)


def test_an_empty_span_stays_empty() -> None:
    found = clean("a\u200bb")
    assert found.to_raw(1, 1) == (2, 2)
    assert found.to_raw(2, 2) == (3, 3)
    assert found.from_raw(1, 2) == (1, 1)
