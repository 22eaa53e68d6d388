"""Subjects: the case file, invariants of grouping, and what a record says of its subjects."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import params, read_cases
from marked import read_marked
from nsez_extract.entities.mention import Mention
from nsez_extract.extractor import get_extractor
from nsez_extract.relations.subjects import SubjectGroup, group_subjects
from nsez_extract.schema import Record, Subject
from nsez_extract.text.clean import clean

ROOT = Path(__file__).resolve().parents[1]
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))
CASES = read_cases("subjects")

Name = tuple[str, str, int]
"""Label, surface, and which of the mentions with that label and surface it is, from 1."""
Found = tuple[str, str, tuple[Name, ...]]
"""Label, canonical form and mentions of a subject."""


# -- the case file ---------------------------------------------------------------------------------


def read_case(marked: str) -> tuple[str, list[Mention]]:
    """Return the text of a case and its mentions; bodies and places in a title lie inside it."""
    text, spans = read_marked(marked)
    mentions: list[Mention] = []
    for start, end, label in spans:
        mention = Mention(label, start, end, "test", "given")
        outer = mentions[-1] if mentions and start < mentions[-1].end else None
        (mentions if outer is None else outer.inner).append(mention)
    return text, mentions


def flat(mentions: Iterable[Mention]) -> list[Mention]:
    found = [m for outer in mentions for m in (outer, *outer.inner) if m.label != "TITLE"]
    return sorted(found, key=lambda m: (m.start, -m.end))


def surface_of(text: str, mention: Mention) -> str:
    return " ".join(text[mention.start : mention.end].split())


def names_of(text: str, mentions: Iterable[Mention]) -> dict[int, Name]:
    """Return ``id()`` of each mention to its name, equal ones numbered in text order."""
    seen: Counter[tuple[str, str]] = Counter()
    names = {}
    for mention in flat(mentions):
        word = (mention.label, surface_of(text, mention))
        seen[word] += 1
        names[id(mention)] = (*word, seen[word])
    return names


def expected(case: dict[str, Any], names: Iterable[Name]) -> list[Found]:
    """Return the subjects a case lists, and the mentions it does not list, each by itself.

    ``UBND tỉnh#2`` is the second mention of those words; without a number it is the first not yet taken.
    """
    left = list(names)
    subjects: list[Found] = []
    for label, canonical, surfaces in case["subjects"]:
        members = []
        for surface in surfaces:
            word, _, number = surface.partition("#")
            member = next(n for n in left if n[:2] == (label, word) and number in ("", str(n[2])))
            left.remove(member)
            members.append(member)
        subjects.append((label, canonical, tuple(members)))
    return subjects + [(name[0], name[1], (name,)) for name in left]


def found_in(text: str, mentions: Sequence[Mention]) -> list[Found]:
    names = names_of(text, mentions)
    return [
        (group.label, group.canonical, tuple(names[id(m)] for m in group.mentions))
        for group in group_subjects(text, mentions)
    ]


@pytest.mark.parametrize("case", params(CASES, lambda case: case["text"]))
def test_case(case: dict[str, Any]) -> None:
    text, mentions = read_case(case["text"])
    names = names_of(text, mentions).values()
    assert sorted(found_in(text, mentions)) == sorted(expected(case, names))


def test_case_file_is_large_and_has_negatives() -> None:
    def keeps_apart(case: dict[str, Any]) -> bool:
        return any(len(surfaces) == 1 for _, _, surfaces in case["subjects"])

    assert len(CASES) >= 200
    assert sum(keeps_apart(case) for case in CASES) >= 80
    assert sum(all(len(s) == 1 for _, _, s in case["subjects"]) for case in CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)
    for label, least in (("PER", 40), ("ORG", 120), ("LOC", 50)):
        assert sum(any(subject[0] == label for subject in case["subjects"]) for case in CASES) >= least


def test_cases_are_written_as_they_are_read() -> None:
    for case in CASES:
        text, mentions = read_case(case["text"])
        names = list(names_of(text, mentions).values())
        subjects = expected(case, names)
        assert sorted(name for _, _, members in subjects for name in members) == sorted(names), text
        for label, canonical, members in subjects:
            assert canonical in [surface for _, surface, _ in members], text
            assert {name[0] for name in members} == {label}
            places = [names.index(name) for name in members]
            assert places == sorted(places), text
        shared = Counter(
            (label, surface.partition("#")[0])
            for label, _, surfaces in case["subjects"]
            for surface in {s.partition("#")[0] for s in surfaces}
        )
        for label, _, surfaces in case["subjects"]:
            for surface in surfaces:
                assert ("#" in surface) == (shared[label, surface.partition("#")[0]] > 1), text


# -- invariants ------------------------------------------------------------------------------------

SURFACES = {
    "PER": (
        *("Đỗ Xuân Phong", "Lê Đình Phong", "Đình Phong", "Phong", "Nguyễn Văn An", "An", "N.V.A", "Nguyễn"),
        *("Kim Jong Un", "Kim", "Peter Hansen", "Hansen", "H'Hen Niê", "THÁI BÌNH", "Lê  Văn\nAn"),
    ),
    "ORG": (
        *("UBND tỉnh", "UBND tỉnh Nghệ An", "UBND TP Vinh", "UBND", "Sở Y tế", "Sở Y tế Nghệ An", "Tỉnh ủy"),
        *("Ban Thường vụ Tỉnh ủy", "Tỉnh đoàn", "Chính phủ", "Công ty Formosa", "Formosa", "Formosa Hà Tĩnh"),
        *("Liên đoàn Bóng đá Việt Nam", "VFF", "Fed", "Agribank", "Agribank chi nhánh Huế", "Chi nhánh Huế"),
        *("Hội Nông dân", "HND", "bộ Tài chính", "Xây dựng", "Bộ Xây dựng", "Phòng CSGT", "CLB Nam Định"),
        *("Phòng CSGT Công an tỉnh", "Nam Định", "báo Thanh Niên", "Thanh Niên", "Sở  Y\ntế", "KKTNS"),
    ),
    "LOC": (
        *("TP.HCM", "Thành phố Hồ Chí Minh", "Sài Gòn", "Thanh Hoá", "tỉnh Thanh Hóa", "TP Thanh Hóa"),
        *("quận 1", "Q.1", "phường 1", "Khu kinh tế Nghi Sơn", "KKT Nghi Sơn", "KKTNS", "Nghi Sơn", "Mỹ"),
        *("Hoa Kỳ", "Nam Định", "xã Nghi Sơn", "sông Mã"),
    ),
}
GAPS = (
    " và ",
    ". ",
    ".\n",
    ", ",
    " (",
    "), ",
    ") (",
    " (“",
    ", gọi tắt là ",
    ", tức ",
    " (tên thật ",
    " - ",
    " ",
)
# Nothing here has a syllable, initials or a level word in common with a name above.
UNRELATED = ". Chiều muộn, [PER Ksor Thuận] đến [ORG Rạp Măng Non] ở [LOC Pleiku]."

_SURFACES = st.one_of(
    st.sampled_from([(label, surface) for label, surfaces in SURFACES.items() for surface in surfaces]),
    st.tuples(
        st.sampled_from(["PER", "ORG", "LOC"]), st.text(min_size=1, max_size=12).filter(lambda s: s.strip())
    ),
)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """Names with all that joins or parts them in between; some bodies inside a title."""
    text, mentions = "", []
    parts = draw(st.lists(st.tuples(_SURFACES, st.sampled_from(GAPS), st.booleans()), max_size=14))
    for (label, surface), gap, in_title in parts:
        outer = len(text)
        if in_title and label != "PER":
            text += "Giám đốc "
        inner = Mention(label, len(text), len(text) + len(surface), "test", "given")
        text += surface
        if inner.start > outer:
            mentions.append(Mention("TITLE", outer, len(text), "test", "given", inner=[inner]))
        else:
            mentions.append(inner)
        text += gap
    return text, mentions


def spans(groups: Iterable[SubjectGroup]) -> list[tuple[str, str, str, list[tuple[int, int]]]]:
    return [(g.label, g.canonical, g.key, [m.span for m in g.mentions]) for g in groups]


@settings(max_examples=300)
@given(marked_texts())
def test_subjects_are_a_partition_in_text_order(given_text: tuple[str, list[Mention]]) -> None:
    text, mentions = given_text
    groups = group_subjects(text, mentions)
    assert sorted(id(m) for g in groups for m in g.mentions) == sorted(id(m) for m in flat(mentions))
    assert all(m.label == g.label for g in groups for m in g.mentions)
    firsts = [g.mentions[0].start for g in groups]
    assert firsts == sorted(firsts)
    for group in groups:
        assert all(one.start < two.start for one, two in pairwise(group.mentions))


@settings(max_examples=300)
@given(marked_texts())
def test_the_canonical_form_is_a_form_of_the_text(given_text: tuple[str, list[Mention]]) -> None:
    text, mentions = given_text
    words = " ".join(text.split())
    for group in group_subjects(text, mentions):
        surfaces = {surface_of(text, m) for m in group.mentions}
        # Only letters that the text itself explains may have the words it explains them by.
        explained = any(f"({surface}" in words for surface in surfaces if surface.isupper())
        assert group.canonical in surfaces or (explained and group.canonical in words)
        assert group.key == group.key.lower()
        assert not any(map(unicodedata.combining, unicodedata.normalize("NFD", group.key)))
        assert "đ" not in group.key


@settings(max_examples=200)
@given(marked_texts())
def test_every_reason_names_a_form_of_the_same_subject(given_text: tuple[str, list[Mention]]) -> None:
    text, mentions = given_text
    for group in group_subjects(text, mentions):
        surfaces = {surface_of(text, m) for m in group.mentions}
        assert set(group.reasons) <= {id(m) for m in group.mentions[1:]}
        for reason in group.reasons.values():
            rule, _, words = reason.partition(": ")
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)
            assert words in surfaces


@settings(max_examples=150)
@given(marked_texts())
def test_the_same_input_gives_the_same_subjects(given_text: tuple[str, list[Mention]]) -> None:
    text, mentions = given_text
    first = group_subjects(text, mentions)
    assert spans(group_subjects(text, mentions)) == spans(first)
    assert spans(group_subjects(text, list(reversed(mentions)))) == spans(first)


def appended(text: str, mentions: list[Mention]) -> tuple[str, list[Mention]]:
    more, added = read_case(UNRELATED)
    moved = [Mention(m.label, len(text) + m.start, len(text) + m.end, "test", "given") for m in added]
    return text + more, mentions + moved


def check_appended(text: str, mentions: list[Mention]) -> None:
    longer, more = appended(text, mentions)
    after = spans(group_subjects(longer, more))
    assert after[:-3] == spans(group_subjects(text, mentions))
    assert [canonical for _, canonical, _, _ in after[-3:]] == ["Ksor Thuận", "Rạp Măng Non", "Pleiku"]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([(label, s) for label, group in SURFACES.items() for s in group]),
            st.sampled_from(GAPS),
        ),
        max_size=12,
    )
)
def test_an_unrelated_sentence_changes_nothing(parts: list[tuple[tuple[str, str], str]]) -> None:
    text, mentions = "", []
    for (label, surface), gap in parts:
        mentions.append(Mention(label, len(text), len(text) + len(surface), "test", "given"))
        text += surface + gap
    check_appended(text + "ai đó nói", mentions)


@pytest.mark.parametrize("case", CASES[::3], ids=lambda case: case["text"][:60])
def test_an_unrelated_sentence_changes_no_case(case: dict[str, Any]) -> None:
    check_appended(*read_case(case["text"]))


@pytest.mark.parametrize("case", CASES[1::3], ids=lambda case: case["text"][:60])
def test_accents_of_another_fashion_and_blanks_change_no_case(case: dict[str, Any]) -> None:
    """``Hoà`` for ``Hòa`` everywhere, and more blanks in names, leave the groups as they are."""
    other = case["text"]
    for old, new in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("Ủy", "Uỷ")):
        other = re.sub(old + r"\b", new, other)
    other = re.sub(r"(?<=\[...) [^][]+", lambda m: " " + m[0][1:].replace(" ", "  "), other)
    before, after = (
        [[number[2] for number in members] for _, _, members in found_in(*read_case(marked))]
        for marked in (case["text"], other)
    )
    assert before == after


def test_no_mentions_no_subjects() -> None:
    assert group_subjects("", []) == []
    assert group_subjects("Giám đốc", [Mention("TITLE", 0, 8, "test", "given")]) == []


def test_labels_are_never_joined() -> None:
    text = "Bình Dương, Bình Dương, Bình Dương"
    mentions = [
        Mention(label, at, at + 10, "test", "given") for label, at in (("PER", 0), ("ORG", 12), ("LOC", 24))
    ]
    assert [group.label for group in group_subjects(text, mentions)] == ["PER", "ORG", "LOC"]


# -- keys over documents ---------------------------------------------------------------------------


def key(label: str, surface: str) -> str:
    [group] = group_subjects(surface, [Mention(label, 0, len(surface), "test", "given")])
    return group.key


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("PER", "Nguyễn Hoà Bình", "NGUYỄN HÒA BÌNH"),
        ("PER", "Trần Xuân Quý", "Trần Xuân Quí"),
        ("ORG", "UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("ORG", "Sở GD-ĐT Hà Nội", "Sở Giáo dục và Đào tạo Hà Nội"),
        ("ORG", "SỞ Y TẾ", "Sở  Y\ntế"),
        ("ORG", "CTCP Xi măng Bút Sơn", "Công ty cổ phần xi măng Bút Sơn"),
        ("LOC", "TP.HCM", "Sài Gòn"),
        ("LOC", "Mỹ", "Hoa Kỳ"),
        ("LOC", "tỉnh Thanh Hóa", "Thanh Hoá"),
        ("LOC", "KKT Nghi Sơn", "Khu kinh tế Nghi Sơn"),
    ],
)
def test_one_name_has_one_key(label: str, one: str, other: str) -> None:
    assert key(label, one) == key(label, other)
    assert re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", key(label, one))


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("PER", "Lê Văn An", "Lê Văn Bình"),
        ("ORG", "UBND tỉnh Nghệ An", "UBND tỉnh Hà Tĩnh"),
        ("ORG", "UBND tỉnh", "HĐND tỉnh"),
        ("ORG", "Sở Tài chính", "Bộ Tài chính"),
        ("LOC", "quận 1", "quận 10"),
        ("LOC", "Hàn Quốc", "Triều Tiên"),
    ],
)
def test_two_names_have_two_keys(label: str, one: str, other: str) -> None:
    assert key(label, one) != key(label, other)


# -- the record ------------------------------------------------------------------------------------

ARTICLE = (
    "Ông Đỗ Xuân Phong, Giám đốc Sở Công Thương tỉnh Nghệ An, làm việc với UBND huyện Nghi Lộc.\n"
    "Theo ông Phong, Sở Công Thương đã trình UBND tỉnh Nghệ An 12 dự án, vốn 3.500 tỷ đồng.\n"
    "Bà Hoàng Thị Mến, Chủ tịch UBND huyện Nghi Lộc, cảm ơn. UBND tỉnh sẽ họp ngày 5/6.\n"
    "Bà Mến nói Nghệ An cần thêm bến cảng. Công ty Formosa (Hà Tĩnh) xin thuê đất, Formosa chờ trả lời.\n"
)


def extract(raw: str) -> Record:
    return get_extractor(()).extract(raw)


def folded(raw: str) -> str:
    return " ".join(clean(raw).text.split())


def check_record(raw: str, record: Record) -> None:
    entities = {entity.id: entity for entity in record.entities}
    order = {name: place for place, name in enumerate(entities)}
    subjects = {subject.id: subject for subject in record.subjects}
    assert list(subjects) == [f"s{k}" for k in range(1, len(subjects) + 1)]
    listed = [name for subject in record.subjects for name in subject.mentions]
    assert sorted(listed) == sorted(e.id for e in record.entities if e.label != "TITLE")
    firsts = [order[subject.mentions[0]] for subject in record.subjects]
    assert firsts == sorted(firsts)
    for entity in record.entities:
        assert raw[entity.start : entity.end] == entity.text
        if entity.label == "TITLE":
            assert entity.subject is None
        else:
            assert entity.subject is not None
            assert entity.id in subjects[entity.subject].mentions
    for subject in record.subjects:
        check_subject(subject, record)
        members = [entities[name] for name in subject.mentions]
        assert [order[name] for name in subject.mentions] == sorted(order[name] for name in subject.mentions)
        assert {(e.label, e.canonical, e.subject) for e in members} == {
            (subject.label, subject.canonical, subject.id)
        }
        assert subject.names == list(dict.fromkeys(folded(e.text) for e in members))
    for k, role in enumerate(record.roles):
        bodies = [name for name in (role.organization, role.inferred) if name is not None]
        assert len(bodies) <= 1
        held = {s.id for s in record.subjects if k in s.roles}
        assert held == {entities[name].subject for name in (role.person, *bodies)}


def check_subject(subject: Subject, record: Record) -> None:
    assert subject.count == len(subject.mentions) >= 1
    assert subject.roles == sorted(set(subject.roles))
    assert subject.label != "LOC" or not subject.roles
    assert all(0 <= k < len(record.roles) for k in subject.roles)
    assert subject.key == subject.key.lower()
    assert not any(map(unicodedata.combining, unicodedata.normalize("NFD", subject.key)))
    assert subject.canonical == " ".join(subject.canonical.split())
    if subject.place is not None:
        assert subject.label == "LOC"
        assert subject.place.level in ("province", "district", "commune")
        assert subject.place.period in ("before", "after", "both")
        assert (subject.place.parents == []) == (subject.place.level == "province")
        assert subject.place.code.isdecimal()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_records_of_the_corpus_hold_together(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8")
    check_record(raw, extract(raw))


@settings(max_examples=60)
@given(st.lists(st.sampled_from([read_marked(case["text"])[0] for case in CASES]), max_size=8))
def test_records_of_many_sentences_hold_together(texts: list[str]) -> None:
    raw = "\n".join(texts)
    check_record(raw, extract(raw))


def test_the_article_has_its_subjects() -> None:
    record = extract(ARTICLE)
    check_record(ARTICLE, record)
    found = {subject.canonical: subject for subject in record.subjects}
    phong, office = found["Đỗ Xuân Phong"], found["Sở Công Thương tỉnh Nghệ An"]
    assert (phong.names, phong.count, phong.key) == (["Đỗ Xuân Phong", "Phong"], 2, "do xuan phong")
    assert office.names == ["Sở Công Thương tỉnh Nghệ An", "Sở Công Thương"]
    assert office.roles == phong.roles == [0]
    assert found["UBND tỉnh Nghệ An"].names == ["UBND tỉnh Nghệ An", "UBND tỉnh"]
    assert found["UBND huyện Nghi Lộc"].roles == found["Hoàng Thị Mến"].roles
    assert found["UBND huyện Nghi Lộc"].key == "uy ban nhan dan huyen nghi loc"
    assert found["Công ty Formosa"].count == 2
    place = found["Nghệ An"].place
    assert place is not None
    assert (place.name, place.level) == ("Tỉnh Nghệ An", "province")


def test_an_office_held_in_a_body_of_before_counts_for_that_body() -> None:
    raw = "Công ty Lam Hồng mở kho mới.\nÔng Trần Quốc Việt, Tổng giám đốc, mời khách.\n"
    record = extract(raw)
    check_record(raw, record)
    assert [(s.canonical, s.roles) for s in record.subjects] == [
        ("Công ty Lam Hồng", [0]),
        ("Trần Quốc Việt", [0]),
    ]


def test_no_names_no_subjects() -> None:
    for raw in ("", " \n", "Trời mưa to, giá rau tăng 5%."):
        assert extract(raw).subjects == []


RAW_FORMS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "zero-width": lambda text: re.sub(r"(?<=\w)(?=[nghoiy])", "\u200b", text),
    "soft-hyphen": lambda text: re.sub(r"(?<=\w)(?=[nh])", "\u00ad", text),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "hard-blank": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("form", RAW_FORMS)
def test_subjects_are_those_of_the_clean_text(form: str) -> None:
    texts = [ARTICLE, *(read_marked(case["text"])[0] for case in CASES[::9])]
    changed = 0
    for plain in texts:
        raw = RAW_FORMS[form](plain)
        changed += raw != plain
        one, other = extract(plain), extract(raw)
        check_record(raw, other)
        assert other.subjects == one.subjects
        for left, right in zip(one.entities, other.entities, strict=True):
            assert (left.canonical, left.subject) == (right.canonical, right.subject)
            assert folded(right.text) == folded(left.text)
    assert changed >= 2
