"""Canonical forms: the case file and the bounds of what stands for what."""

from __future__ import annotations

from typing import Any

import pytest

from case_files import params, read_cases
from nsez_extract.entities.mention import Mention
from nsez_extract.extractor import get_extractor
from nsez_extract.relations.subjects import group_subjects

CASES = read_cases("aliases")


def canonical_forms(text: str, mentions: list[Mention]) -> dict[int, str]:
    return {id(m): group.canonical for group in group_subjects(text, mentions) for m in group.mentions}


@pytest.mark.parametrize("case", params(CASES, lambda case: case["text"]))
def test_case(case: dict[str, Any]) -> None:
    found = get_extractor(()).extract(case["text"]).entities
    assert [[e.text, e.canonical] for e in found if e.text != e.canonical] == case["canonical"]


def test_case_file_is_large_and_has_negatives() -> None:
    assert len(CASES) >= 30
    assert sum(not case["canonical"] for case in CASES) >= 10
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_blanks_inside_a_name_are_folded() -> None:
    text = "Sở  Y \n tế"
    mention = Mention("ORG", 0, len(text), "test", "given")
    assert canonical_forms(text, [mention]) == {id(mention): "Sở Y tế"}


def test_bodies_inside_titles_have_their_form_too() -> None:
    text = "Giám đốc Liên đoàn Cờ (LĐC) nói"
    long_form, short = Mention("ORG", 9, 21, "test", "given"), Mention("ORG", 23, 26, "test", "given")
    title = Mention("TITLE", 0, 21, "test", "given", inner=[long_form])
    forms = canonical_forms(text, [title, short])
    assert forms == {
        id(long_form): "Liên đoàn Cờ",
        id(short): "Liên đoàn Cờ",
    }


def test_a_bracket_of_another_label_defines_nothing() -> None:
    text = "Sở Y tế (Huế)"
    mentions = [Mention("ORG", 0, 7, "test", "given"), Mention("LOC", 9, 12, "test", "given")]
    assert list(canonical_forms(text, mentions).values()) == ["Sở Y tế", "Huế"]
