"""The cases of cleaning, sentences, tokens and metadata, one a line in ``tests/cases``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nsez_extract.text.clean import clean
from nsez_extract.text.metadata import read_metadata
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

CASES = Path(__file__).parent / "cases"


def load(stage: str) -> list[Any]:
    """Return the parameters of one stage; an ``xfail`` case must fail."""
    parameters = []
    lines = (CASES / f"{stage}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        case = json.loads(line)
        reason = case.pop("xfail", None)
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        parameters.append(pytest.param(case, marks=marks, id=f"{stage}:{number}"))
    return parameters


@pytest.mark.parametrize("case", load("clean"))
def test_clean(case: dict[str, Any]) -> None:
    found = clean(case["raw"])
    assert found.text == case["text"]
    assert [found.text[start:end] for start, end in found.placeholders] == case.get("placeholders", [])
    assert found.is_identity == (found.text == found.raw)
    for part in case.get("spans", []):
        start, end = found.to_raw(*found.from_raw(*part["raw"]))
        assert found.text[slice(*found.from_raw(*part["raw"]))] == part["text"]
        assert [start, end] == part["raw"]


@pytest.mark.parametrize("case", load("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    found = clean(case["text"])
    assert found.is_identity
    spans = split_sentences(found.text, found.placeholders)
    assert [found.text[start:end] for start, end in spans] == case["sentences"]


@pytest.mark.parametrize("case", load("tokens"))
def test_tokens(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in tokenize(text)] == case["tokens"]


@pytest.mark.parametrize("case", load("metadata"))
def test_metadata(case: dict[str, Any]) -> None:
    found = clean(case["text"])
    metadata = read_metadata(found.text, split_sentences(found.text, found.placeholders))
    expected = {"title": None, "published": None, "byline": None, "publisher": None} | case["metadata"]
    assert metadata.model_dump(include=set(expected)) == expected
