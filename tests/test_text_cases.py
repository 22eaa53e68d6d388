"""The cases of cleaning, sentences, tokens and metadata, one a line in ``tests/cases``."""

from __future__ import annotations

from typing import Any

import pytest

from case_files import params, read_cases
from nsez_extract.text.clean import clean
from nsez_extract.text.metadata import read_metadata
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize


@pytest.mark.parametrize("case", params(read_cases("clean"), str))
def test_clean(case: dict[str, Any]) -> None:
    found = clean(case["raw"])
    assert found.text == case["text"]
    assert [found.text[start:end] for start, end in found.placeholders] == case.get("placeholders", [])
    assert found.is_identity == (found.text == found.raw)
    for part in case.get("spans", []):
        start, end = found.to_raw(*found.from_raw(*part["raw"]))
        assert found.text[slice(*found.from_raw(*part["raw"]))] == part["text"]
        assert [start, end] == part["raw"]


@pytest.mark.parametrize("case", params(read_cases("sentences"), str))
def test_sentences(case: dict[str, Any]) -> None:
    found = clean(case["text"])
    assert found.is_identity
    spans = split_sentences(found.text, found.placeholders)
    assert [found.text[start:end] for start, end in spans] == case["sentences"]


@pytest.mark.parametrize("case", params(read_cases("tokens"), str))
def test_tokens(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in tokenize(text)] == case["tokens"]


@pytest.mark.parametrize("case", params(read_cases("metadata"), str))
def test_metadata(case: dict[str, Any]) -> None:
    found = clean(case["text"])
    metadata = read_metadata(found.text, split_sentences(found.text, found.placeholders))
    expected = {"title": None, "published": None, "byline": None, "publisher": None} | case["metadata"]
    assert metadata.model_dump(include=set(expected)) == expected
