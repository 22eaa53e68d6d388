"""The border to underthesea: exact offsets whatever it does to the tokens; off unless asked for."""

from __future__ import annotations

import unicodedata

import pytest

from nsez_extract.entities import underthesea as border
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.extractor import DEFAULT_WITNESSES, Extractor, get_extractor
from nsez_extract.text.clean import clean
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

SENTENCE = "Ông Lý Văn Tám thăm Huỳnh Thị Hoà ở Quy Nhơn."
Row = tuple[str, str, str, str]


def syllables(raw: str) -> Syllables:
    found = clean(raw)
    return Syllables(found.text, tokenize(found.text), split_sentences(found.text, found.placeholders))


def adapt(text: str, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return label and surface of what the border makes of (word, tag) rows."""
    full: list[Row] = [(word, "N", "B-NP", tag) for word, tag in rows]
    return [(m.label, text[m.start : m.end]) for m in border._adapt(text, 0, len(text), full)]


def test_it_is_off_unless_asked_for() -> None:
    assert border.WITNESS not in DEFAULT_WITNESSES
    assert border.WITNESS not in get_extractor(()).extract(SENTENCE).engine.models


def test_a_missing_package_is_said_with_the_command_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise border.PackageNotFoundError(name)

    monkeypatch.setattr(border, "version", missing)
    with pytest.raises(UsageError, match=r'pip install "nsez-extract\[underthesea\]"'):
        Extractor([border.WITNESS])


@pytest.mark.parametrize(
    ("text", "rows", "found"),
    [
        ("Lý Văn Tám đến", [("Lý Văn Tám", "B-PER"), ("đến", "O")], [("PER", "Lý Văn Tám")]),
        ("Lý Văn Tám", [("Lý", "B-PER"), ("Văn", "I-PER"), ("Tám", "I-PER")], [("PER", "Lý Văn Tám")]),
        ("Lý, Tám", [("Lý", "B-PER"), (",", "O"), ("Tám", "I-PER")], [("PER", "Lý"), ("PER", "Tám")]),
        ("Huế Vinh", [("Huế", "B-LOC"), ("Vinh", "B-LOC")], [("LOC", "Huế"), ("LOC", "Vinh")]),
        ("Sở  Y \t tế họp", [("Sở Y tế", "B-ORG"), ("họp", "O")], [("ORG", "Sở  Y \t tế")]),
        ("Thị Hoà", [("Thị", "B-PER"), ("Hòa", "I-PER")], [("PER", "Thị Hoà")]),
        ("bão Hoa", [("bão", "O"), ("Hoa", "B-MISC")], []),
        ("Lý Tám", [("Lý", "B-PER")], []),
        ("Lý", [("Lý", "B-PER"), ("Tám", "I-PER")], []),
        ("Lý", [("", "B-PER"), ("Lý", "B-PER")], []),
    ],
)
def test_rows_become_mentions(text: str, rows: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    assert adapt(text, rows) == found


ODD = [
    SENTENCE,
    unicodedata.normalize("NFD", SENTENCE),
    SENTENCE.replace(" ", "\u00a0"),
    SENTENCE.replace("Văn", " Văn\u2009 "),
    SENTENCE.replace("Tám", "Tám\u200b"),
    "“Bà Hoà…” – ông Lý Văn Tám nói\u00a0: 'Không!' (Quy Nhơn)  ",
    "KHÁNH THÀNH CẦU\nÔng Lý Văn Tám đến dự.\n\n\nẢnh:Hoà Bình",
]


@pytest.mark.parametrize("raw", ODD)
def test_offsets_are_exact_whatever_it_does_to_tokens(raw: str) -> None:
    pytest.importorskip("underthesea", reason="the extra underthesea is not installed")
    s = syllables(raw)
    for mention in border.find_names(s):
        surface = s.text[mention.start : mention.end]
        assert surface.strip() == surface != ""
        assert (mention.witness, mention.rule) == (border.WITNESS, "crf")
        assert not mention.inner
    record = get_extractor([border.WITNESS]).extract(raw)
    assert border.WITNESS in record.engine.models
    for entity in record.entities:
        assert raw[entity.start : entity.end] == entity.text


def test_it_finds_a_person() -> None:
    pytest.importorskip("underthesea", reason="the extra underthesea is not installed")
    s = syllables(SENTENCE)
    found = [(m.label, s.text[m.start : m.end]) for m in border.find_names(s)]
    assert ("PER", "Lý Văn Tám") in found


def test_a_sentence_without_inner_capitals_is_not_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    package = pytest.importorskip("underthesea", reason="the extra underthesea is not installed")

    def refuse(sentence: str) -> list[Row]:
        raise AssertionError(sentence)

    monkeypatch.setattr(package, "ner", refuse)
    nothing: list[Mention] = []
    assert border.find_names(syllables("Mưa lớn cả đêm. Sáng nay trời tạnh.")) == nothing
