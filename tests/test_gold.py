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
from nsez_extract.score.gold import GoldEntity, GoldQuantity, GoldRole, sha256_of
from nsez_extract.score.inline import strip_tags
from nsez_extract.score.manifest import DocumentFacts
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
    gold = GoldDocument(
        doc_id="a",
        sha256=sha256_of(raw),
        entities=entities,
        quantities=quantities,
        sentences=sentences if with_sentences else None,
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
