"""The spaCy path: equal to the plain path byte for byte, aligned to the character, saved and loaded whole."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import tomllib
import unicodedata
import warnings
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import get_lang_class

import nsez_extract
from nsez_extract.errors import UsageError
from nsez_extract.pipeline import COMPONENTS, build, make_doc, work

ROOT = Path(__file__).resolve().parents[1]
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))

ARTICLE = (
    "Lào Cai khởi công chợ nông sản\r\n"
    "emoticon\r\n"
    "Sáng 12/3, bà Phùng Thị Mẩy, Phó Chủ tịch UBND huyện Bát Xát, dự lễ khởi công.\u00a0Vốn hơn 25,6 tỷ "
    "đồng, tăng 12,5%;  \u200bông Lý A Sèo, Giám đốc Sở Công Thương tỉnh Lào Cai, nói chợ có 120 quầy.\r\n"
    "Bà Mẩy cảm ơn 35 hộ dân.\r\n"
)
META = {
    "doc_id": "cho-1",
    "source": "x.jsonl:3",
    "metadata": {"published": "2022-03-13", "extra": {"tags": ["chợ", "vốn"], "n": 3}},
}


@cache
def nlp() -> Language:
    return nsez_extract.load()


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def check(doc: Doc, raw: str) -> None:
    """Assert that a document holds its text and the record of the plain path, all of it in whole tokens."""
    assert doc.text == raw
    record = doc._.record
    assert record.to_json() == nsez_extract.extract(raw).to_json()
    for group, parts in (
        ("sentences", record.sentences),
        ("entities", record.entities),
        ("quantities", record.quantities),
    ):
        spans = [(span.start_char, span.end_char) for span in doc.spans[group]]
        assert spans == [(part.start, part.end) for part in parts]
    assert [span._.entity for span in doc.spans["entities"]] == record.entities
    assert [span._.quantity for span in doc.spans["quantities"]] == record.quantities
    assert all(span._.entity.label == "TITLE" for span in doc.spans["titles"])
    assert {(s.start_char, s.label_) for s in doc.ents} <= {(x.start, x.label) for x in record.entities}
    for links, role in zip(doc._.roles, record.roles, strict=True):
        assert links.person._.entity.id == role.person
        assert links.title._.entity.id == role.title
        assert (links.organization and links.organization._.entity.id) == role.organization
        assert links.position == role.position
        assert (links.status, links.since, links.until) == (role.status, role.since, role.until)
    assert doc._.subjects == record.subjects
    for span in doc.spans["entities"]:
        subject = span._.subject
        assert (subject and subject.id) == span._.entity.subject
        assert subject is None or span._.entity.id in subject.mentions
    starts = {sentence.start for sentence in doc.sents}
    noise = {span.start for span in doc.spans["placeholders"]}
    inner = sorted(noise | {span.start for span in doc.spans["sentences"]})[1:]
    assert starts - {0} == set(inner) - {0}


def same(one: Doc, other: Doc) -> None:
    """Assert that two documents hold the same tokens, sentences, entities, groups and record."""
    assert [(t.text, t.whitespace_, t.is_sent_start) for t in one] == [
        (t.text, t.whitespace_, t.is_sent_start) for t in other
    ]
    assert [place(span) for span in one.ents] == [place(span) for span in other.ents]
    assert {key: [place(span) for span in group] for key, group in one.spans.items()} == {
        key: [place(span) for span in group] for key, group in other.spans.items()
    }
    assert one._.record.to_json() == other._.record.to_json()
    assert one._.quantities == other._.quantities
    assert [(place(r.person), place(r.title), r.position) for r in one._.roles] == [
        (place(r.person), place(r.title), r.position) for r in other._.roles
    ]


def place(span: Span) -> tuple[int, int, str]:
    return span.start_char, span.end_char, span.label_


def test_article() -> None:
    doc = nlp()(ARTICLE)
    check(doc, ARTICLE)
    assert [(span.text, span.label_) for span in doc.ents if span.label_ in ("PER", "TITLE")] == [
        ("Phùng Thị Mẩy", "PER"),
        ("Phó Chủ tịch UBND huyện Bát Xát", "TITLE"),
        ("Lý A Sèo", "PER"),
        ("Giám đốc Sở Công Thương tỉnh Lào Cai", "TITLE"),
        ("Mẩy", "PER"),
    ]
    assert "UBND huyện Bát Xát" in [span.text for span in doc.spans["entities"]]
    assert [span.text for span in doc.spans["placeholders"]] == ["emoticon"]
    last = next(span for span in doc.ents if span.text == "Mẩy")
    assert (last._.canonical, last._.source) == ("Phùng Thị Mẩy", "tagger")
    roles = [(r.person.text, r.position, r.organization.text) for r in doc._.roles]
    assert roles[0] == ("Phùng Thị Mẩy", "Phó Chủ tịch", "UBND huyện Bát Xát")
    assert (last._.subject.canonical, last._.subject.count) == ("Phùng Thị Mẩy", 2)
    assert {q.value for q in doc._.quantities} >= {"25600000000", "12.5", "120", "35"}
    assert {span.label_ for span in doc.spans["quantities"]} == {"DATE", "MONEY", "PERCENT", "NUMBER"}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus_is_equal_to_the_plain_path(path: Path) -> None:
    raw = read(path)
    check(nlp()(raw), raw)


ODD = [
    "",
    " ",
    "   \n",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\n\n\r\n",
    "emoticon",
    "emoticon\n\nemoticon",
    " \u200bemoticon\u200b \n Bà Hoa.",
    "  Bà Hoa.",
    "a\x00b",
    "😀😀 ông Nam 👨‍👩‍👧 5 tỷ",
    "\u0301",
    "\u0301\u0323 a\u0344",
    "Ô\u0302\u200b\u0301ng Nam",
    "क\u093f कि ஔ",
    unicodedata.normalize("NFD", ARTICLE),
    "lần thứ IIIToàn cảnh đại hội.Ông Lê Hà năm 2019Ảnh: Mẫu",
    "Xe 37A-110 lúc 10h20, phường 5H",
    "5\u00a0-\u00a07 tỷ\u202fđồng",
]


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
def test_odd_texts(raw: str) -> None:
    check(nlp()(raw), raw)


_WORDS = (
    "ông", "Lê Văn Tám", "Bà Hoa", "Chủ tịch UBND tỉnh", "Giám đốc", "Sở Y tế", "TP. HCM", "(VFF)", "5/6",
    "quý I", "2,5 tỷ đồng", "41,5%", "37A-110", "10h20", "5 - 7", "1A", "m2", "½", "lần thứ IIIToàn cảnh",
    "năm 2019Ảnh", "đại biểuÔng", "emoticon", "[IMG]", "Mi-khai-lốp", "LĐ-TB&XH", ".", ",", "“Tốt!”", "Đại",
)  # fmt: skip
_GLUE = (
    "", " ", " ", "  ", "\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2028", "\t", "😀",
    "\u0301", "\u0323", "\ufe0f", "\u200d", "\u2011", "\u0085", "\u093f",
)  # fmt: skip


@st.composite
def _articles(draw: st.DrawFn) -> str:
    """Scraped-looking text: words, odd separators, sometimes decomposed."""
    parts = draw(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GLUE)), max_size=14))
    text = "".join(word + glue for word, glue in parts)
    return unicodedata.normalize("NFD", text) if draw(st.booleans()) else text


_TEXTS = st.one_of(
    _articles(),
    st.text(max_size=40),
    st.text(
        alphabet="aeơ5A .\u0302\u0301\u031b\u200b\r\n \u1112\u1161\u11ab\u0344\u0958\u093fK\u212aẹ",
        max_size=9,
    ),
)


@given(_TEXTS)
@settings(max_examples=200)
def test_any_text_is_kept_and_equal(raw: str) -> None:
    check(nlp()(raw), raw)


@given(_articles())
@settings(max_examples=50)
def test_any_text_behind_a_foreign_tokenizer(raw: str) -> None:
    check(foreign()(raw), raw)


@cache
def foreign() -> Language:
    """spaCy's tokenizer for all languages with our components behind it."""
    other = spacy.blank("xx")
    for name in COMPONENTS:
        other.add_pipe(name)
    return other


def test_dividing_tokens_keeps_what_is_there() -> None:
    other = spacy.blank("xx")
    for name in ("nsez_sentences", "nsez_entities", "nsez_quantities"):
        other.add_pipe(name)
    text = "Bà Lê Thị Hoa nói. Giá là 5tỷ; bà Hoa nhận (7tỷ)."
    doc = Doc(other.vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])
    doc.spans["mine"] = [doc[1:3], doc[5:]]
    doc.spans["mine"].attrs["by"] = "hand"
    doc = other(doc)
    assert doc.text == text
    assert [span.text for span in doc.spans["quantities"]] == ["5tỷ", "7tỷ"]
    assert [span.text for span in doc.spans["mine"]] == ["Lê Thị", "Giá là 5tỷ; bà Hoa nhận (7tỷ)."]
    assert doc.spans["mine"].attrs == {"by": "hand"}
    assert [span.text for span in doc.ents] == ["Lê Thị Hoa", "Hoa"]
    assert [s.text for s in doc.sents] == ["Bà Lê Thị Hoa nói.", "Giá là 5tỷ; bà Hoa nhận (7tỷ)."]
    assert [t.is_sent_start for t in doc] == [t.i in (0, 5) for t in doc]


def test_tokens_are_syllables() -> None:
    doc = nlp()("Sở LĐ-TB&XH họp\u00a0 lúc 8h.")
    assert [token.text for token in doc] == ["Sở", "LĐ-TB&XH", "họp", "\u00a0 ", "lúc", "8", "h", "."]


def test_half_a_surrogate_pair_is_refused_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"character 4 .*U\+D83D.*decode"):
        nlp()("Ông \ud83d Nam")


# -- where a document comes from --------------------------------------------------------------------


def test_metadata() -> None:
    doc = nlp()(make_doc(nlp(), ARTICLE, **META))
    assert doc._.record.to_json() == nsez_extract.extract(ARTICLE, **META).to_json()
    assert doc._.record.quantities[0].value == "2022-03-12"
    later = nlp().make_doc(ARTICLE)
    assert later._.nsez_meta == {}
    later._.nsez_meta = META
    assert nlp()(later)._.record.to_json() == doc._.record.to_json()
    later._.nsez_meta = None
    assert nlp()(later)._.record.to_json() == nsez_extract.extract(ARTICLE).to_json()


@pytest.mark.parametrize(
    "meta",
    ["a1", {"id": "a1"}, {"doc_id": 1}, {"source": 2}, {"metadata": "2021"}, {"doc_id": None}],
    ids=str,
)
def test_unusable_meta_is_refused(meta: object) -> None:
    doc = nlp().make_doc("Bà Hoa.")
    with pytest.raises(UsageError, match="nsez_meta takes"):
        doc._.nsez_meta = meta


@pytest.mark.parametrize("metadata", [{"date": "2021-01-01"}, {"published": 2021}, {"extra": "x"}], ids=str)
def test_unusable_metadata_is_refused_on_both_paths(metadata: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="it takes title, published"):
        nsez_extract.extract("Bà Hoa.", metadata=metadata)
    with pytest.raises(UsageError, match="it takes title, published"):
        nlp()(make_doc(nlp(), "Bà Hoa.", metadata=metadata))


# -- batches ----------------------------------------------------------------------------------------


def test_pipe_in_batches() -> None:
    texts = [ARTICLE, "", *map(read, CORPUS[:4]), "Bà Hoa."]
    for doc, raw in zip(nlp().pipe(texts, batch_size=3), texts, strict=True):
        check(doc, raw)
    pairs = nlp().pipe([(ARTICLE, 1), ("Bà Hoa.", 2)], as_tuples=True)
    assert [(len(doc.ents) > 0, number) for doc, number in pairs] == [(True, 1), (True, 2)]


@pytest.mark.filterwarnings("error")
def test_pipe_in_two_processes() -> None:
    texts = [ARTICLE, "emoticon", *map(read, CORPUS[:4])]
    metas = [{**META, "doc_id": f"d{k}"} for k in range(len(texts))]
    docs = [make_doc(nlp(), text, **meta) for text, meta in zip(texts, metas, strict=True)]
    alone = [nlp()(make_doc(nlp(), text, **meta)) for text, meta in zip(texts, metas, strict=True)]
    for doc, expected in zip(nlp().pipe(docs, n_process=2, batch_size=2), alone, strict=True):
        same(doc, expected)
    for doc, raw in zip(nlp().pipe(texts, n_process=2, batch_size=2), texts, strict=True):
        check(doc, raw)


def test_stages_and_tokenizer_can_be_sent_to_other_processes() -> None:
    for name in COMPONENTS:
        assert callable(pickle.loads(pickle.dumps(nlp().get_pipe(name))))
    assert pickle.loads(pickle.dumps(nlp().tokenizer))("Bà Hoa.").text == "Bà Hoa."


def test_nothing_is_held_of_documents_that_are_gone() -> None:
    gc.collect()
    before = len(work._WORKS), len(work._VIEWS)
    for doc in nlp().pipe(["Bà Hoa."] * 20):
        assert doc._.record is not None
        assert doc not in work._WORKS
    del doc
    nlp().make_doc("Bà Hoa.")
    gc.collect()
    assert (len(work._WORKS), len(work._VIEWS)) <= before


# -- parts of the pipeline --------------------------------------------------------------------------


def test_one_component_alone() -> None:
    alone = spacy.blank("xx")
    alone.add_pipe("nsez_quantities")
    doc = alone("Giá 2,5 triệu đồng.")
    assert [(span.text, span._.quantity.value) for span in doc.spans["quantities"]] == [
        ("2,5 triệu đồng", "2500000")
    ]
    assert list(doc.ents) == []
    assert "nsez_record" not in doc.user_data


def test_without_the_record_nothing_is_stored_but_all_can_be_asked() -> None:
    with nlp().select_pipes(disable=["nsez_record"]):
        doc = nlp()(ARTICLE)
    assert doc._.record.to_json() == nsez_extract.extract(ARTICLE).to_json()
    assert doc.user_data == {}
    assert Doc(nlp().vocab).from_bytes(doc.to_bytes())._.record is None


def test_without_entities_there_are_no_roles() -> None:
    with nlp().select_pipes(disable=["nsez_entities"]):
        doc = nlp()(ARTICLE)
    assert (doc.ents, doc._.roles, doc._.record.entities) == ((), [], [])
    assert doc._.quantities != []


def test_a_second_run_changes_nothing() -> None:
    doc = nlp()(ARTICLE)
    same(nlp()(doc.copy()), doc)


def test_a_bare_document_has_no_record() -> None:
    nlp()
    doc = Doc(nlp().vocab, words=["Bà", "Hoa"])
    assert (doc._.record, doc._.roles, doc._.quantities) == (None, [], [])
    assert (doc[:1]._.entity, doc[:1]._.quantity, doc[:1]._.canonical, doc[:1]._.source) == (None,) * 4


def test_unknown_witness() -> None:
    with pytest.raises(UsageError, match="no witness is called 'nobody'"):
        nsez_extract.load(witnesses=["nobody"])


def test_witnesses_are_in_the_config() -> None:
    assert nlp().config["components"]["nsez_entities"]["witnesses"] is None
    assert build([]).config["components"]["nsez_entities"]["witnesses"] == []


def test_analysis_of_pipes_sees_no_problem() -> None:
    assert not any(nlp().analyze_pipes()["problems"].values())


# -- saving and loading -----------------------------------------------------------------------------


def test_doc_bin(tmp_path: Path) -> None:
    texts = [ARTICLE, "", "emoticon\n", unicodedata.normalize("NFD", ARTICLE), *map(read, CORPUS)]
    docs = [nlp()(make_doc(nlp(), text, **META)) for text in texts]
    DocBin(store_user_data=True, docs=docs).to_disk(tmp_path / "docs.spacy")
    back = list(DocBin().from_disk(tmp_path / "docs.spacy").get_docs(spacy.blank("vi", config=PLAIN).vocab))
    for doc, expected, text in zip(back, docs, texts, strict=True):
        assert doc.text == text
        same(doc, expected)
        assert doc._.nsez_meta["doc_id"] == META["doc_id"]


PLAIN = {"nlp": {"tokenizer": {"@tokenizers": "nsez_extract.SyllableTokenizer.v1"}}}


def test_doc_bin_without_user_data_keeps_the_spans() -> None:
    doc = nlp()(ARTICLE)
    (back,) = DocBin(docs=[doc]).get_docs(nlp().vocab)
    assert [place(span) for span in back.ents] == [place(span) for span in doc.ents]
    assert back._.record is None


@pytest.mark.filterwarnings("error")
def test_bytes_and_pickle_of_a_document() -> None:
    doc = nlp()(make_doc(nlp(), ARTICLE, **META))
    same(Doc(nlp().vocab).from_bytes(doc.to_bytes()), doc)
    same(pickle.loads(pickle.dumps(doc)), doc)
    same(doc.copy(), doc)
    half = nlp().make_doc(ARTICLE)
    same(nlp()(Doc(nlp().vocab).from_bytes(half.to_bytes())), nlp()(ARTICLE))


@pytest.mark.filterwarnings("error")
def test_pipeline_on_disk_and_in_bytes(tmp_path: Path) -> None:
    build([]).to_disk(tmp_path / "model")
    loaded = spacy.load(tmp_path / "model")
    assert loaded.pipe_names == list(COMPONENTS)
    assert loaded.config["components"]["nsez_entities"]["witnesses"] == []
    same(loaded(ARTICLE), build([])(ARTICLE))
    nsez_extract.load().to_disk(tmp_path / "model")
    again = nsez_extract.load().from_disk(tmp_path / "model")
    same(again(ARTICLE), nlp()(ARTICLE))
    same(nsez_extract.load().from_bytes(nlp().to_bytes())(ARTICLE), nlp()(ARTICLE))
    same(get_lang_class("vi").from_config(nlp().config).from_bytes(nlp().to_bytes())(ARTICLE), nlp()(ARTICLE))


def test_loading_twice_is_silent() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nsez_extract.load()
        nsez_extract.load()


# -- displaCy ---------------------------------------------------------------------------------------


def test_displacy() -> None:
    doc = nlp()(ARTICLE)
    html = displacy.render(doc, style="ent", jupyter=False)
    assert html.count("<mark") == len(doc.ents)
    assert "Phó Chủ tịch UBND huyện Bát Xát" in html
    spans = displacy.render(doc, style="span", options={"spans_key": "quantities"}, jupyter=False)
    assert "MONEY" in spans


# -- other programs ---------------------------------------------------------------------------------


def run(code: str, path: Path | None = None) -> str:
    """Run a program in a new process with the package, and a folder before it, on the path."""
    folders = [str(folder) for folder in (path, ROOT / "src") if folder is not None]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "error::UserWarning", "-c", code]
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that tells Python of the package's entry points, as an installation does."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    folder = tmp_path / "site" / "nsez_extract-0.dist-info"
    folder.mkdir(parents=True)
    folder.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: nsez-extract\nVersion: 0\n")
    lines = [
        line
        for group, entries in groups.items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in entries.items()))
    ]
    folder.joinpath("entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder.parent


def test_entry_points_name_every_component() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert tuple(groups["spacy_factories"]) == COMPONENTS
    assert list(groups["spacy_tokenizers"]) == ["nsez_extract.SyllableTokenizer.v1"]


def test_factories_and_tokenizer_are_found_through_entry_points(installed: Path) -> None:
    code = f"""
import sys, spacy
nlp = spacy.blank("vi", config={PLAIN!r})
for name in {COMPONENTS!r}:
    nlp.add_pipe(name)
doc = nlp("Bà Lê Thị Hoa nhận 5 tỷ đồng.")
print([s.text for s in doc.ents], doc._.record.quantities[0].value)
"""
    assert run(code, installed) == "['Lê Thị Hoa'] 5000000000\n"


def test_a_saved_pipeline_loads_without_naming_the_package(installed: Path, tmp_path: Path) -> None:
    nlp().to_disk(tmp_path / "model")
    code = f"import spacy; print(spacy.load({str(tmp_path / 'model')!r})('Bà Lê Thị Hoa.').ents)"
    assert run(code, installed) == "(Lê Thị Hoa,)\n"


def test_other_spacy_programs_pay_little(installed: Path) -> None:
    code = """
import sys, spacy
from spacy.tokens import Doc
spacy.blank("xx")
assert "nsez_extract.pipeline.factories" in sys.modules
print("nsez_extract.extractor" in sys.modules, Doc.has_extension("record"))
"""
    assert run(code, installed) == "False False\n"


def test_saved_documents_can_be_read_without_a_pipeline(tmp_path: Path) -> None:
    DocBin(store_user_data=True, docs=[nlp()("Bà Lê Thị Hoa.")]).to_disk(tmp_path / "docs.spacy")
    code = f"""
import spacy
from spacy.tokens import DocBin
from nsez_extract.pipeline import register_extensions
register_extensions()
(doc,) = DocBin().from_disk({str(tmp_path / "docs.spacy")!r}).get_docs(spacy.blank("xx").vocab)
print(doc.ents[0]._.entity.canonical)
"""
    assert run(code) == "Lê Thị Hoa\n"


def test_an_attribute_of_another_program_stays(installed: Path) -> None:
    code = """
import warnings
from spacy.tokens import Span
Span.set_extension("source", default="theirs")
import nsez_extract
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    doc = nsez_extract.load()("Bà Hoa.")
print(doc.ents[0]._.source, doc.ents[0]._.entity.source, {str(w.message)[:25] for w in seen})
"""
    assert run(code) == "theirs tagger {'Span._.source was set by '}\n"
