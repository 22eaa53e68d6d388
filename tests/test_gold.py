"""The gold format, its inline form, its checker and its manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsez_extract.errors import UsageError
from nsez_extract.score import (
    GoldDocument,
    build_gold,
    build_manifest,
    check_gold,
    check_gold_dir,
    check_manifest,
    from_inline,
    load_gold,
    load_manifest,
    to_inline,
    write_gold,
    write_manifest,
)
from nsez_extract.score.gold import GoldEntity, GoldQuantity, GoldRole, GoldSubject, sha256_of
from nsez_extract.score.inline import strip_tags
from nsez_extract.score.manifest import DocumentFacts
from nsez_extract.score.names import normal_form
from nsez_extract.score.values import currency_codes

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "score.jsonl").read_text(encoding="utf-8").splitlines()
]
ARTICLE = (
    "<NOISE/>[IMG]\r\n"
    '<TITLE of="Hà Văn Bảo; Lục Thị Én" org="Công ty “Đá Đỏ”">Phó Giám đốc</TITLE> <PER>Hà Văn Bảo</PER>, '
    "<PER>Lục Thị Én</PER> của <ORG>Công ty “Đá Đỏ”</ORG> dự.<S/> Vốn hơn "
    '<MONEY v="12500000000" c="VND" m="over">12,5 tỷ đồng</MONEY>.<S/>Làm từ '
    '<DATE v="2018/2021">2018 - 2021</DATE> với <NUMBER lo="20" hi="30" u="thợ">20-30</NUMBER> thợ.\r\n'
    "\r\n  Ảnh: <PER>Bảo</PER> & C < D  \r\n"
    '<TITLE of="Bảo">Chủ tịch <ORG>Hội Đá</ORG></TITLE> <PER>Bảo</PER>.'
)


@pytest.mark.parametrize("case", [c for c in CASES if "check" in c], ids=lambda c: c["note"])
def test_check_case(case: dict) -> None:
    raw = strip_tags(case["check"])
    problems = check_gold(from_inline(case["check"], doc_id="a"), raw)
    found = [f"{p.offset} {p.code}{'?' if p.level == 'warning' else ''}" for p in problems]
    assert found == case["problems"]


def test_inline_article() -> None:
    gold = from_inline(ARTICLE, doc_id="a")
    raw = strip_tags(ARTICLE)
    assert raw.startswith("[IMG]\r\nPhó Giám đốc Hà Văn Bảo, ")
    assert gold.sha256 == sha256_of(raw)
    assert check_gold(gold, raw) == []
    assert gold.sentences is not None
    assert [raw[a:b] for a, b in gold.sentences] == [
        "Phó Giám đốc Hà Văn Bảo, Lục Thị Én của Công ty “Đá Đỏ” dự.",
        "Vốn hơn 12,5 tỷ đồng.",
        "Làm từ 2018 - 2021 với 20-30 thợ.",
        "Ảnh: Bảo & C < D",
        "Chủ tịch Hội Đá Bảo.",
    ]
    roles = [(raw[slice(*r.person)], raw[slice(*r.title)], r.organization) for r in gold.roles]
    assert [r[:2] for r in roles] == [
        ("Hà Văn Bảo", "Phó Giám đốc"),
        ("Lục Thị Én", "Phó Giám đốc"),
        ("Bảo", "Chủ tịch Hội Đá"),
    ]
    assert [raw[slice(*r[2])] for r in roles if r[2]] == ["Công ty “Đá Đỏ”", "Công ty “Đá Đỏ”", "Hội Đá"]
    assert gold.roles[2].person[0] > raw.index(
        "Chủ tịch"
    )  # the name on the title's line, not the line before


def test_inline_round_trip() -> None:
    gold = from_inline(ARTICLE, doc_id="a")
    raw = strip_tags(ARTICLE)
    marked = to_inline(gold, raw)
    assert strip_tags(marked) == raw
    assert from_inline(marked, doc_id="a") == gold


SUBJECTS = (
    '<ORG c="Hội Đá Đỏ Lục Yên">Hội Đá</ORG> họp.\n<PER>Lê\u00a0Ký</PER>, '
    '<TITLE of="Lê Ký" status="former" since="2015" until="2020-05">nguyên Bí thư '
    '<ORG c="Xã ủy Mường &quot;Thượng&quot;">Xã ủy</ORG></TITLE>, ở <ORG>Xã ủy Mường "Thượng"</ORG>.\n'
    '<TITLE of="Ký; Én" status="elected" inferred="Hội Đá Đỏ Lục Yên">Chủ tịch</TITLE> '
    '<PER c="Lê Ký">Ký</PER>, <PER>Én</PER>; <PER k="2">Lê Ký</PER>.\n<ORG>Hội Đá Đỏ Lục Yên</ORG>; '
    '<TITLE of="Én" inferred="UBND xã">Chánh Văn phòng</TITLE> <PER>Én</PER>, '
    "<ORG>UBND xã</ORG>, <ORG>UBND xã</ORG>"
)


def test_inline_subjects() -> None:
    gold = from_inline(SUBJECTS, doc_id="a")
    raw = strip_tags(SUBJECTS)
    assert check_gold(gold, raw) == []
    assert gold.subjects is not None
    named = [(s.label, s.canonical, [raw[a:b] for a, b in s.mentions]) for s in gold.subjects]
    assert named == [
        ("ORG", "Hội Đá Đỏ Lục Yên", ["Hội Đá", "Hội Đá Đỏ Lục Yên"]),
        ("PER", "Lê Ký", ["Lê\u00a0Ký", "Ký"]),
        ("ORG", 'Xã ủy Mường "Thượng"', ["Xã ủy", 'Xã ủy Mường "Thượng"']),
        ("PER", "Én", ["Én", "Én"]),
        ("PER", "Lê Ký", ["Lê Ký"]),
        ("ORG", "UBND xã", ["UBND xã", "UBND xã"]),
    ]
    assert [e.canonical for e in gold.entities if e.label == "TITLE"] == [None] * 3
    assert [e.canonical for e in gold.entities if e.text == "Xã ủy"] == ['Xã ủy Mường "Thượng"']
    told = [(raw[slice(*r.person)], r.status, r.since, r.until, r.inferred) for r in gold.roles]
    first, last = (0, 6), (raw.index("UBND"), raw.index("UBND") + 7)
    assert told == [
        ("Lê\u00a0Ký", "former", "2015", "2020-05", None),
        ("Ký", "elected", None, None, first),  # the mark before it, though the full name stands after it
        ("Én", "elected", None, None, first),
        ("Én", "current", None, None, last),  # none before it: the first after it
    ]
    assert from_inline(to_inline(gold, raw), doc_id="a") == gold


def test_the_latest_mark_before_the_title_is_the_inferred_body() -> None:
    text = (
        '<SUBJECTS/><ORG>Hội Đá</ORG>, <ORG>Hội Đá</ORG>: <TITLE of="Na" inferred="Hội  Đá">Chủ tịch</TITLE> '
        "<PER>Na</PER>, <ORG>Hội Đá</ORG>"
    )
    assert from_inline(text, doc_id="a").roles[0].inferred == (8, 14)


def test_subjects_are_annotated_where_the_markup_says_so() -> None:
    plain = "<NOISE/>[IMG]\nBà <PER>Na</PER>"
    assert from_inline(plain, doc_id="a").subjects is None
    assert from_inline(plain, doc_id="a").entities[0].canonical is None
    tagged = from_inline("<SUBJECTS/>" + plain, doc_id="a", sentences=True)
    assert tagged.subjects is not None
    assert [s.canonical for s in tagged.subjects] == ["Na"]
    assert tagged.sentences == [(6, 11)]
    assert from_inline(plain, doc_id="a", subjects=True).subjects == tagged.subjects
    assert from_inline("<SUBJECTS/>" + plain, doc_id="a", subjects=False).subjects is None
    assert from_inline("<SUBJECTS/>Mưa.", doc_id="a").subjects == []
    assert strip_tags("<SUBJECTS/>Mưa.") == "Mưa."
    raw = strip_tags(plain)
    assert to_inline(tagged, raw).startswith("<SUBJECTS/><NOISE/>[IMG]")
    assert from_inline(to_inline(tagged, raw), doc_id="a", sentences=True) == tagged


def test_json_of_subjects(tmp_path: Path) -> None:
    gold = from_inline(SUBJECTS, doc_id="a")
    data = json.loads(gold.to_json())
    assert list(data)[-1] == "subjects"
    assert data["subjects"][1] == {"label": "PER", "canonical": "Lê Ký", "mentions": [[12, 17], [73, 75]]}
    assert list(data["roles"][0]) == ["person", "title", "organization", "status", "since", "until"]
    assert list(data["roles"][3]) == ["person", "title", "organization", "inferred"]
    write_gold(gold, tmp_path / "a.json")
    assert load_gold(tmp_path) == [gold]
    assert gold.subjects is not None
    shuffled = [s.model_copy(update={"mentions": s.mentions[::-1]}) for s in gold.subjects[::-1]]
    assert gold.model_copy(update={"subjects": shuffled}).to_json() == gold.to_json()


def test_gold_of_before_is_as_it_was() -> None:
    """Without subjects no key is new, and a file of that form loads."""
    gold = from_inline(ARTICLE, doc_id="a")
    data = json.loads(gold.to_json())
    assert "subjects" not in data
    assert {key for role in data["roles"] for key in role} == {"person", "title", "organization"}
    assert {key for entity in data["entities"] for key in entity} == {"label", "start", "end", "text"}
    assert GoldDocument.model_validate_json(json.dumps(data)).in_order() == gold


def test_check_of_subjects_that_are_no_partition() -> None:
    raw = "Na, Bè, Mùi, Sa Pa"
    spans = {"Na": (0, 2), "Bè": (4, 6), "Mùi": (8, 11), "Sa Pa": (13, 18)}
    gold = GoldDocument(
        doc_id="a",
        sha256=sha256_of(raw),
        entities=[
            GoldEntity(label=label, start=a, end=b, text=text, canonical=text if text != "Mùi" else "Mây")
            for label, (text, (a, b)) in zip(("PER", "PER", "PER", "LOC"), spans.items(), strict=True)
        ],
        subjects=[
            GoldSubject(label="PER", canonical="Na", mentions=[(0, 2)]),
            GoldSubject(label="PER", canonical="Bè", mentions=[(4, 6), (0, 2)]),
            GoldSubject(label="PER", canonical="Mùi", mentions=[(8, 11)]),
            GoldSubject(label="PER", canonical="Sa Pa", mentions=[(13, 18)]),
            GoldSubject(label="TITLE", canonical="Na", mentions=[(0, 2)]),
            GoldSubject(label="LOC", canonical="Vinh", mentions=[]),
        ],
    )
    assert [f"{p.offset} {p.code}" for p in check_gold(gold, raw)] == [
        "0 canonical-mismatch",
        "0 canonical-not-marked",
        "0 subject-label",
        "0 two-subjects",
        "8 canonical-mismatch",
        "13 canonical-not-marked",
        "13 no-subject",
        "13 subject-mention",
    ]


def test_check_of_an_inferred_body_that_is_not_marked() -> None:
    gold = from_inline('<SUBJECTS/><TITLE of="Na">Bí thư</TITLE> <PER>Na</PER>', doc_id="a")
    astray = gold.model_copy(update={"roles": [gold.roles[0].model_copy(update={"inferred": (7, 9)})]})
    assert [p.code for p in check_gold(astray, "Bí thư Na")] == ["inferred-span"]


def test_names_are_the_nearest_and_compared_in_nfc() -> None:
    decomposed = "Lê Ký"  # NFD in the text, NFC in the attribute
    text = f'<PER>{decomposed}</PER> và <TITLE of="Lê Ký">Bí thư</TITLE> <PER>{decomposed}</PER>'
    gold = from_inline(text, doc_id="a")
    assert gold.roles[0].person == gold.entities[2].span


def test_a_text_without_breaks_tells_no_sentences_unless_asked() -> None:
    assert from_inline("Một.\nHai.", doc_id="a").sentences is None
    assert from_inline("Một.\nHai. \n", doc_id="a", sentences=True).sentences == [(0, 4), (5, 9)]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("<PER>A", "never closed"),
        ("A</PER>", "unbalanced"),
        ("<PER><ORG>A</PER></ORG>", "unbalanced"),
        ('<PER of="A">A</PER>', "attribute 'of'"),
        ('<TITLE of="B">Bí thư</TITLE> <PER>A</PER>', "no PER 'B'"),
        ('<TITLE of="A">Bí thư</TITLE>\n<PER>A</PER>', "no PER 'A'"),
        ('<TITLE of="A" org="X">Bí thư</TITLE> <PER>A</PER>', "no ORG 'X'"),
        ("Một <NOISE/>hai", "first thing of its line"),
        ("Một <SUBJECTS/>hai", "very first thing"),
        ('<PER k="1">A</PER>', "k='1'"),
        ('<PER k="hai">A</PER>', "k='hai'"),
        ('<TITLE c="A">Bí thư</TITLE>', "attribute 'c'"),
        ('<PER status="former">A</PER>', "attribute 'status'"),
        ('<TITLE status="former">Bí thư</TITLE>', "has status and no holder"),
        ('<TITLE of=";" since="2015">Bí thư</TITLE>', "has since and no holder"),
        ('<TITLE of="A" inferred="X">Bí thư</TITLE> <PER>A</PER>', "'X' is the canonical form of no ORG"),
        (
            '<ORG c="X Y">X</ORG> <ORG>X Y</ORG> <TITLE of="A" inferred="X">Bí thư</TITLE> <PER>A</PER>',
            "no ORG",
        ),
    ],
)
def test_faulty_markup_is_refused(marked: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        from_inline(marked, doc_id="a")


def test_markup_must_stand_on_the_raw_text() -> None:
    with pytest.raises(UsageError, match="differs from the raw text at 4"):
        from_inline("Bà <PER>Na</PER>", doc_id="a", raw="Bà Nở")
    with pytest.raises(UsageError, match="differs from the raw text at 2"):
        from_inline("Bà", doc_id="a", raw="Bà ")


def test_gold_that_cannot_be_said_inline_is_refused() -> None:
    raw = "Bí thư Na, Na"
    far = GoldDocument(
        doc_id="a",
        sha256=sha256_of(raw),
        entities=[
            GoldEntity(label="TITLE", start=0, end=6, text="Bí thư"),
            GoldEntity(label="PER", start=7, end=9, text="Na"),
            GoldEntity(label="PER", start=11, end=13, text="Na"),
        ],
        roles=[GoldRole(person=(11, 13), title=(0, 6))],
    )
    with pytest.raises(UsageError, match="roles cannot be said inline"):
        to_inline(far, raw)
    apart = from_inline(
        '<SUBJECTS/><TITLE of="Na; Én">Bí thư</TITLE> <PER>Na</PER>, <PER>Én</PER>', doc_id="a"
    )
    roles = [apart.roles[0], apart.roles[1].model_copy(update={"status": "former"})]
    with pytest.raises(UsageError, match="roles cannot be said inline"):
        to_inline(apart.model_copy(update={"roles": roles}), "Bí thư Na, Én")
    tagged = GoldDocument(doc_id="a", sha256=sha256_of("<S/>"))
    with pytest.raises(UsageError):
        to_inline(tagged, "<S/>")
    crossing = far.model_copy(
        update={
            "roles": [],
            "entities": [
                GoldEntity(label=k, start=i, end=i + 6, text="") for k, i in (("PER", 0), ("ORG", 3))
            ],
        }
    )
    with pytest.raises(UsageError):
        to_inline(crossing, raw)


@st.composite
def _subjects(draw: st.DrawFn, entities: list[GoldEntity]) -> list[GoldSubject]:
    """A random partition of the entities that are no TITLE, canonical forms chosen among their texts."""
    groups: dict[tuple[str, int], list[GoldEntity]] = {}
    for entity in entities:
        if entity.label != "TITLE":
            groups.setdefault((entity.label, draw(st.integers(0, 2))), []).append(entity)
    subjects = []
    for (label, _), members in groups.items():
        canonical = normal_form(draw(st.sampled_from(members)).text)
        for entity in members:
            entity.canonical = canonical
        subjects.append(GoldSubject(label=label, canonical=canonical, mentions=[e.span for e in members]))
    return subjects


@st.composite
def _documents(draw: st.DrawFn) -> tuple[GoldDocument, str]:
    """A raw text of random pieces, marked at random; lines, blanks and odd characters included."""
    raw, entities, quantities, sentences = "", [], [], []
    for _ in range(draw(st.integers(0, 8))):
        raw += draw(st.sampled_from(["", " ", "\n", "\u200b", "\r\n", "\u00a0 "]))
        start = len(raw)
        word = draw(st.sampled_from(["Sa Pa", "e\u0301", "x", "“Bè”", "A & B", "<b>", "12"]))
        raw += word
        label = draw(st.sampled_from(["PER", "ORG", "LOC", "TITLE", "NUMBER", None]))
        if label == "NUMBER":
            unit = draw(st.sampled_from([None, "ha", 'a"b']))
            quantities.append(
                GoldQuantity(kind=label, start=start, end=len(raw), text=word, value="12", unit=unit)
            )
        elif label:
            entities.append(GoldEntity(label=label, start=start, end=len(raw), text=word))
            if label == "TITLE" and draw(st.booleans()):
                entities.append(GoldEntity(label="ORG", start=start, end=len(raw), text=word))
        sentences.append((start, len(raw)))
    with_sentences = draw(st.booleans())
    subjects = draw(st.one_of(st.none(), _subjects(entities)))
    gold = GoldDocument(
        doc_id="a",
        sha256=sha256_of(raw),
        entities=entities,
        quantities=quantities,
        sentences=sentences if with_sentences else None,
        subjects=subjects,
    )
    return gold, raw


@given(_documents())
def test_round_trip_of_any_gold(document: tuple[GoldDocument, str]) -> None:
    gold, raw = document
    marked = to_inline(gold, raw)
    back = from_inline(marked, doc_id="a", raw=raw, sentences=gold.sentences is not None)
    assert back == gold.in_order()
    assert {p.code for p in check_gold(gold, raw)} <= {"edge-punctuation", "inside-word"}


def test_check_of_a_stale_annotation() -> None:
    gold = GoldDocument(
        doc_id="a",
        sha256="0" * 64,
        entities=[
            GoldEntity(label="GPE", start=0, end=5, text="Sa Pa"),
            GoldEntity(label="LOC", start=6, end=99, text="xa"),
            GoldEntity(label="LOC", start=6, end=8, text="gần"),
        ],
        quantities=[GoldQuantity(kind="AGE", start=9, end=11, text="12", value="12")],
        roles=[
            GoldRole(person=(0, 5), title=(6, 8), organization=(9, 11)),
            GoldRole(person=(0, 5), title=(6, 8)),
        ],
        sentences=[(3, 12), (0, 5), (11, 12)],
    )
    codes = [p.code for p in check_gold(gold, "Sa Pa xa 12\nab")]
    for code in ("sha256-mismatch", "unknown-label", "unknown-kind", "out-of-range", "text-mismatch",
                 "duplicate", "sentence-order", "blank-edge"):  # fmt: skip
        assert code in codes
    assert codes.count("role-span") == 5


def test_check_of_a_role_across_lines() -> None:
    raw = "Bí thư\nNa"
    gold = GoldDocument(
        doc_id="a",
        sha256=sha256_of(raw),
        entities=[
            GoldEntity(label="TITLE", start=0, end=6, text="Bí thư"),
            GoldEntity(label="PER", start=7, end=9, text="Na"),
        ],
        roles=[GoldRole(person=(7, 9), title=(0, 6))],
    )
    assert [str(p) for p in check_gold(gold, raw)] == [
        "a:0: error role-line: the role joins marks of different lines"
    ]


def test_written_gold_reads_back_and_is_stable(tmp_path: Path) -> None:
    gold = from_inline(ARTICLE, doc_id="a")
    write_gold(gold, tmp_path / "a.json")
    written = (tmp_path / "a.json").read_bytes()
    assert written.endswith(b"}\n")
    assert "Công ty “Đá Đỏ”".encode() in written
    assert b"null" not in written
    assert load_gold(tmp_path) == load_gold(tmp_path / "a.json") == [gold]
    shuffled = gold.model_copy(update={"entities": gold.entities[::-1], "roles": gold.roles[::-1]})
    write_gold(shuffled, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == written
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_load_gold_refuses(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        load_gold(tmp_path / "none")
    with pytest.raises(UsageError, match="no gold here"):
        load_gold(tmp_path)
    (tmp_path / "a.json").write_text('{"doc_id": "a"}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.json: not of the gold format: sha256: Field required"):
        load_gold(tmp_path)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="Invalid JSON"):
        load_gold(tmp_path)
    (tmp_path / "a.json").write_bytes(b'{"doc_id": "\xff"}')
    with pytest.raises(UsageError, match="not UTF-8"):
        load_gold(tmp_path)
    for name in ("a.json", "b.json"):
        write_gold(GoldDocument(doc_id="a", sha256="0" * 64), tmp_path / name)
    with pytest.raises(UsageError, match=r"stands in .*a\.json too"):
        load_gold(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        write_gold(GoldDocument(doc_id="a", sha256="0" * 64), tmp_path / "none" / "a.json")


def test_sub_folders_and_manifest_are_left_alone(tmp_path: Path) -> None:
    write_gold(GoldDocument(doc_id="a", sha256="0" * 64), tmp_path / "a.json")
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / "b.json").write_text("junk", encoding="utf-8")
    (tmp_path / "manifest.toml").write_text("junk", encoding="utf-8")
    assert [g.doc_id for g in load_gold(tmp_path)] == ["a"]


def _folders(root: Path) -> tuple[Path, Path]:
    """Write two articles with gold; return gold and corpus folder."""
    gold_dir, corpus_dir = root / "gold", root / "corpus"
    gold_dir.mkdir()
    corpus_dir.mkdir()
    for doc_id, marked in (("a", ARTICLE), ("b", "Về <LOC>Sìn Hồ</LOC>.")):
        (corpus_dir / f"{doc_id}.txt").write_bytes(strip_tags(marked).encode())
        (root / f"{doc_id}.xml").write_bytes(marked.encode())
        write_gold(
            build_gold(root / f"{doc_id}.xml", corpus_dir / f"{doc_id}.txt"), gold_dir / f"{doc_id}.json"
        )
    return gold_dir, corpus_dir


def test_build_gold_keeps_windows_line_ends(tmp_path: Path) -> None:
    gold_dir, corpus_dir = _folders(tmp_path)
    assert load_gold(gold_dir)[0].sha256 == sha256_of(strip_tags(ARTICLE))
    assert check_gold_dir(gold_dir, corpus_dir) == []


def test_build_gold_refuses_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lãi 5%, 6%.", encoding="utf-8")
    (tmp_path / "a.xml").write_text("Lãi <PERCENT>5%</PERCENT>, <PERCENT>6%</PERCENT>.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.xml: a:4: error no-value: .* \(and 1 more\)"):
        build_gold(tmp_path / "a.xml", tmp_path / "a.txt")
    (tmp_path / "a.xml").write_text("<PER>", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.xml: a: <PER> at 0 is never closed"):
        build_gold(tmp_path / "a.xml", tmp_path / "a.txt")


def test_manifest(tmp_path: Path) -> None:
    gold_dir, corpus_dir = _folders(tmp_path)
    facts = {
        "a": DocumentFacts(split="dev", kind='portal "news"', dirty=True),
        "b": DocumentFacts(split="test", kind="kinh tế", dirty=False),
    }
    manifest = build_manifest(gold_dir, corpus_dir, facts)
    write_manifest(manifest, gold_dir / "manifest.toml")
    assert load_manifest(gold_dir / "manifest.toml") == manifest
    assert manifest.ids("test") == {"b"}
    assert manifest.ids() == {"a", "b"}
    assert check_gold_dir(gold_dir, corpus_dir) == []
    assert build_manifest(gold_dir, corpus_dir, {e.id: e for e in manifest.document}) == manifest

    (corpus_dir / "a.txt").write_text("khác", encoding="utf-8")
    (gold_dir / "b.json").unlink()
    write_gold(GoldDocument(doc_id="c", sha256="0" * 64), gold_dir / "c.json")
    codes = [(p.doc_id, p.code) for p in check_manifest(manifest, gold_dir, corpus_dir)]
    assert codes == [("a", "article-changed"), ("b", "no-gold"), ("c", "not-in-manifest")]
    assert ("c", "no-article") in [(p.doc_id, p.code) for p in check_gold_dir(gold_dir, corpus_dir)]


def test_manifest_refuses(tmp_path: Path) -> None:
    gold_dir, corpus_dir = _folders(tmp_path)
    facts = DocumentFacts(split="dev", kind="news", dirty=False)
    with pytest.raises(UsageError, match="b: split, kind and dirty are not known"):
        build_manifest(gold_dir, corpus_dir, {"a": facts})
    (corpus_dir / "b.txt").unlink()
    with pytest.raises(UsageError, match=r"there is no b\.txt"):
        build_manifest(gold_dir, corpus_dir, {"a": facts, "b": facts})
    path = tmp_path / "manifest.toml"
    for content, words in (
        ("x = ", "not TOML"),
        ('[[document]]\nid = "a"\n', "not a manifest: document.0.split"),
        ("other = 1\n", "not a manifest: other"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=words):
            load_manifest(path)
    (corpus_dir / "b.txt").write_text("x", encoding="utf-8")
    block = build_manifest(gold_dir, corpus_dir, {"a": facts, "b": facts}).to_toml()
    path.write_text(block + block.split("\n\n", 1)[1], encoding="utf-8")
    with pytest.raises(UsageError, match="'a' has more than one entry"):
        load_manifest(path)


def test_currency_codes() -> None:
    assert {"VND", "USD", "EUR", "JPY", "CNY", "LAK", "KHR", "THB"} <= currency_codes()
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in currency_codes())
