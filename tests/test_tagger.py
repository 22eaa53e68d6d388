"""The trained tagger: hashing, labels, features, the weight index, decoding, and the shipped model."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nsez_extract
from nsez_extract.entities import rules
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.tagger.features import feature_rows
from nsez_extract.tagger.hashing import combine, known_hash, string_hash
from nsez_extract.tagger.labels import LABELS, compose, labels_of, spans_of
from nsez_extract.tagger.model import REACH, Index, Model, load, save, windows
from nsez_extract.tagger.witness import shipped_model, tag
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

TEXT = (
    "Ông Lê Văn Khải, Phó Giám đốc Sở Y tế tỉnh Hà Nam, cùng Bộ trưởng Công Thương dự lễ ở huyện Lý Nhân.\n"
    "Buổi lễ diễn ra trong không khí trang trọng và ấm áp tình người với sự góp mặt của đông đảo bà con."
)


def syllables(text: str = TEXT) -> Syllables:
    return Syllables(text, tokenize(text), split_sentences(text))


def test_hashes_are_the_same_everywhere() -> None:
    assert string_hash("Sở Y tế") == known_hash("Sở Y tế") == 8945043285245052507
    parts = np.array([1, 2], dtype=np.uint64)
    assert combine(parts, parts[::-1]).tolist() != combine(parts[::-1], parts).tolist()
    code = (
        "import numpy as n;from nsez_extract.tagger.hashing import *;print(combine(n.uint64(7),n.uint64(9)))"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in "01"
    }
    assert len(outs) == 1


@given(st.lists(st.sampled_from(LABELS), max_size=12))
def test_spans_of_any_sequence_lie_in_order(labels: list[str]) -> None:
    spans = spans_of(labels)
    assert all(first < end for _, first, end in spans)
    assert all(a[2] <= b[1] for a, b in itertools.pairwise(spans))


def test_labels_and_mentions_agree() -> None:
    s = syllables()

    def span(label: str, words: str) -> tuple[str, int, int]:
        start = TEXT.index(words)
        return label, start, start + len(words)

    gold = [
        span("PER", "Lê Văn Khải"),
        span("TITLE", "Phó Giám đốc Sở Y tế tỉnh Hà Nam"),
        span("ORG", "Sở Y tế tỉnh Hà Nam"),
        span("TITLE", "Bộ trưởng Công Thương"),
        span("LOC", "huyện Lý Nhân"),
    ]
    labels, problems = labels_of(s, gold)
    assert not problems
    mentions = compose(s, spans_of(labels), "tagger")
    flat = [(x.label, x.start, x.end) for m in mentions for x in (m, *m.inner)]
    assert flat == gold
    assert [m.position for m in mentions if m.label == "TITLE"] == ["Phó Giám đốc", "Bộ trưởng Công Thương"]


def test_an_entity_off_the_tokens_is_told() -> None:
    _, problems = labels_of(syllables(), [("PER", 5, 9)])
    assert problems == ["PER 'ê Vă' at 5 does not begin and end with a token"]


def test_windows_lie_round_capitals() -> None:
    s = syllables()
    first, second = windows(s, [])
    assert first == s.bounds[0]
    assert second == (s.bounds[1][0], s.bounds[1][0] + REACH + 1)
    plain = syllables("đường vào quận 7 không có chữ hoa nào")
    assert windows(plain, []) == []
    assert windows(plain, [Mention("LOC", 10, 16, "rules", "place-head")]) == [(0, 9)]


def test_features_have_one_row_a_token() -> None:
    s = syllables()
    everything = np.arange(len(s.words))
    rows = feature_rows(s, rules.find_names(s), everything)
    assert rows.shape[0] == len(s.words)
    assert (feature_rows(s, rules.find_names(s), everything[3:5]) == rows[3:5]).all()


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=300, unique=True), st.integers(0, 2**64 - 1))
def test_index_finds_every_key_and_no_other(numbers: list[int], other: int) -> None:
    keys = np.array(numbers, dtype=np.uint64)
    index = Index(keys)
    assert index.find(keys).tolist() == list(range(len(keys)))
    if other not in numbers:
        assert index.find(np.array([[other]], dtype=np.uint64)).tolist() == [[len(keys)]]


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_decoding_is_the_best_sequence(seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    labels = ("O", "B", "L")
    emissions = random.normal(size=(sum(lengths), 3)).astype(np.float32)
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    model = Model(labels, Index(np.zeros(0, dtype=np.uint64)), np.zeros((1, 3), np.float32), transitions, {})
    found, at = model.decode(emissions, lengths), 0
    for size in lengths:

        def score(path: tuple[int, ...], at: int = at) -> float:
            total = sum(float(emissions[at + k, y]) for k, y in enumerate(path))
            return total + sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))

        best = max(score(path) for path in itertools.product(range(3), repeat=size))
        path = tuple(labels.index(label) for label in found[at : at + size])
        assert score(path) == pytest.approx(best, abs=1e-4)
        at += size


def test_a_model_survives_saving(tmp_path: Path) -> None:
    model = shipped_model()
    save(model, tmp_path / "m.npz")
    again = load(tmp_path / "m.npz")
    s = syllables()
    assert again.card == model.card
    assert tag(again, s, rules.find_names(s)) == tag(model, s, rules.find_names(s))


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_text("không phải mô hình")
    with pytest.raises(ValueError, match=r"not a tagger model .* nsez-extract train"):
        load(tmp_path / "m.npz")
    with pytest.raises(UsageError, match="not a tagger model"):
        nsez_extract.extract("Ông Lê Văn Khải.", model=tmp_path / "m.npz")


def test_the_shipped_model_has_a_card() -> None:
    card = shipped_model().card
    assert {"name", "version", "date", "data", "settings"} <= set(card)
    assert set(shipped_model().labels) <= set(LABELS)


def test_the_tagger_speaks_by_default_and_can_be_left_out() -> None:
    with_it = nsez_extract.extract(TEXT)
    without = nsez_extract.extract(TEXT, witnesses=[])
    assert {e.source for e in with_it.entities} == {"tagger"}
    assert {e.source for e in without.entities} == {"rules"}
    assert "tagger" in with_it.engine.models
    assert "tagger" not in without.engine.models
