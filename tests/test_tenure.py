"""How and how long offices are held, and in which body of an earlier sentence: cases on given mentions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import params, read_cases
from marked import given_mentions, read_marked
from nsez_extract.entities.mention import Mention
from nsez_extract.extractor import get_extractor
from nsez_extract.quantities import find_quantities
from nsez_extract.relations.roles import RoleLink, link_roles
from nsez_extract.relations.tenure import STATUSES
from nsez_extract.relations.who import WhoIsWho, who_is_who
from nsez_extract.schema import Record, RoleStatus
from nsez_extract.text.sentences import split_sentences

TESTS = Path(__file__).parent
CASES = read_cases("tenure")
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True)
class Known:
    """What is known of the roles of one text."""

    text: str
    links: list[RoleLink]
    who: WhoIsWho

    def surface(self, mention: Mention | None) -> str | None:
        return None if mention is None else self.text[mention.start : mention.end]

    def canonical(self, mention: Mention | None) -> str | None:
        forms = {id(m): subject.canonical for subject in self.who.subjects for m in subject.mentions}
        return None if mention is None else forms[id(mention)]

    def rows(self) -> list[list[str | None]]:
        """Return person, title, status, since, until and inferred body of each role."""
        return [
            [
                self.surface(link.person),
                self.surface(link.title),
                holding.tenure.status,
                holding.tenure.since,
                holding.tenure.until,
                self.canonical(holding.inferred),
            ]
            for link, holding in zip(self.links, self.who.holdings, strict=True)
        ]


def know(text: str, mentions: Sequence[Mention], published: str | None = None) -> Known:
    """Return what is known of the roles of a text whose mentions are given."""
    day = None if published is None else datetime.date.fromisoformat(published)
    sentences = split_sentences(text)
    links = link_roles(text, mentions, sentences)
    names = sorted(m.span for outer in mentions for m in (outer, *outer.inner) if m.label != "TITLE")
    quantities = find_quantities(text, published=day, masked=names)
    return Known(text, links, who_is_who(text, mentions, links, quantities, sentences, day))


@pytest.mark.parametrize("case", params(CASES, lambda case: case["marked"]))
def test_case(case: dict[str, Any]) -> None:
    rows = know(*given_mentions(case["marked"]), case.get("published")).rows()
    assert sorted(rows, key=str) == sorted(case["roles"], key=str)


def test_case_file_is_large_and_has_negatives() -> None:
    plain = [all(row[2:] == ["current", None, None, None] for row in case["roles"]) for case in CASES]
    assert len(CASES) >= 90
    assert sum(plain) >= 35
    assert len({case["marked"] for case in CASES}) == len(CASES)
    rows = [row for case in CASES for row in case["roles"]]
    assert {row[2] for row in rows} == set(STATUSES)
    assert all(sum(row[at] is not None for row in rows) >= 10 for at in (3, 4, 5))


def test_the_five_statuses_are_those_of_the_record() -> None:
    assert get_args(RoleStatus) == STATUSES


def test_an_office_without_published_day_keeps_only_years_that_the_text_says() -> None:
    marked = "Ông [PER Lục Văn Thọ] giữ chức [TITLE Chủ tịch [ORG UBND huyện]] từ ngày 1/8."
    assert know(*given_mentions(marked)).rows()[0][3] is None
    assert know(*given_mentions(marked), "2021-08-10").rows()[0][3] == "2021-08-01"


def test_a_quarter_is_no_date_of_a_tenure() -> None:
    marked = "Ông [PER Lê Văn An] làm [TITLE Giám đốc [ORG Sở Y tế]] từ quý II/2019."
    assert know(*given_mentions(marked)).rows()[0][3] in (None, "2019")


def test_words_behind_a_status_stand_in_the_text() -> None:
    marked = "Ông [PER Lê Văn An] được bầu làm [TITLE Bí thư [ORG Huyện ủy]] nhiệm kỳ 2020 - 2025."
    known = know(*given_mentions(marked))
    words = known.who.holdings[0].tenure.words
    assert words == "được bầu, nhiệm kỳ 2020 - 2025"
    assert all(part in known.text for part in words.split(", "))


def test_a_body_of_the_same_sentence_is_never_carried_over() -> None:
    marked = "Tại [ORG Công ty Sao Biển], [TITLE Giám đốc] [PER Lê Văn An] đối thoại."
    assert know(*given_mentions(marked)).rows()[0][5] is None
    later = f"[ORG Công ty Sao Biển] họp. {marked}"
    assert know(*given_mentions(later)).who.holdings[0].inferred is not None


def check_known(known: Known, mentions: Sequence[Mention]) -> None:
    """Assert what holds of the roles of any text."""
    assert len(known.who.holdings) == len(known.links)
    bodies = {id(m) for outer in mentions for m in (outer, *outer.inner) if m.label == "ORG"}
    sentences = split_sentences(known.text)
    for link, holding in zip(known.links, known.who.holdings, strict=True):
        tenure = holding.tenure
        assert tenure.status in STATUSES
        assert all(ISO.fullmatch(day) for day in (tenure.since, tenure.until) if day is not None)
        assert tenure.words or (tenure.status, tenure.since, tenure.until) == ("current", None, None)
        assert bool(holding.inferred_rule) == (holding.inferred is not None)
        if holding.inferred is not None:
            assert link.organization is None
            assert id(holding.inferred) in bodies
            begin = max(start for start, _ in sentences if start <= link.title.start)
            assert holding.inferred.end <= begin


PARTS = [
    "[PER Lê Văn An]",
    "[PER Trần Hoài Nam]",
    "[TITLE Giám đốc]",
    "[TITLE nguyên Hiệu trưởng]",
    "[TITLE quyền Cục trưởng]",
    "[TITLE Đại tá]",
    "[TITLE Bí thư [ORG Huyện ủy]]",
    "[TITLE Giám đốc [ORG Sở Y tế]]",
    "[ORG Công ty Sao Biển]",
    "[ORG Trường THPT Lê Lợi]",
    "ông",
    "được bầu làm",
    "thôi giữ chức",
    "từng là",
    "thay ông",
    "đối với ông",
    "nhiệm kỳ 2015 - 2020",
    "từ năm 2010",
    "đến tháng 5/2015",
    "từ ngày 1/8",
    "(2016-2021)",
]
JOINTS = [" ", ", ", ". ", "; ", "\n", " - ", " ("]


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(JOINTS)), max_size=16),
    st.sampled_from([None, "2021-08-10"]),
)
def test_tenures_and_bodies_are_sound(parts: list[tuple[str, str]], published: str | None) -> None:
    text, mentions = given_mentions("".join(part + joint for part, joint in parts))
    known = know(text, mentions, published)
    check_known(known, mentions)
    assert known.rows() == know(text, mentions, published).rows()


def check_record(record: Record) -> None:
    """Assert what holds of the roles, entities and subjects of any record."""
    entities = {entity.id: entity for entity in record.entities}
    subjects = {subject.id: subject for subject in record.subjects}
    for index, role in enumerate(record.roles):
        person, title = entities[role.person], entities[role.title]
        assert (person.label, title.label) == ("PER", "TITLE")
        assert role.status in STATUSES
        assert all(ISO.fullmatch(day) for day in (role.since, role.until) if day is not None)
        if role.inferred is not None:
            assert role.organization is None
            assert title.sentence is not None
            sentence = entities[role.inferred].sentence
            assert sentence is not None
            assert sentence < title.sentence
        body = role.organization or role.inferred
        for holder in filter(None, (role.person, body)):
            assert index in subjects[entities[holder].subject or ""].roles
        if body is not None:
            assert entities[body].label == "ORG"
    for subject in record.subjects:
        assert subject.roles == sorted(subject.roles)
        assert all(index < len(record.roles) for index in subject.roles)


@pytest.mark.parametrize("path", sorted((TESTS.parent / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_records_of_the_corpus_are_consistent(path: Path) -> None:
    check_record(get_extractor(()).extract(path.read_text(encoding="utf-8")))


def test_records_of_the_cases_are_consistent() -> None:
    for case in CASES:
        metadata = {"published": case.get("published")}
        check_record(get_extractor(()).extract(read_marked(case["marked"])[0], metadata=metadata))
