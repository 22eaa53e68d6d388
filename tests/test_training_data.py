"""Annotations and texts of a training set: read, written, joined, corrected, compared."""

from __future__ import annotations

import importlib.util
import json
import lzma
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import GoldDocument, GoldEntity, write_gold
from nsez_extract.training.agreement import agreement, agreement_table
from nsez_extract.training.annotations import Annotation, Mark, in_order, read_annotations, write_annotations
from nsez_extract.training.disagreements import apply_corrections
from nsez_extract.training.texts import join, load_texts
from training_set import ANNOTATIONS, ARTICLES, TEXTS, article, write_set

SHA = "0" * 64


def row(**changes: object) -> str:
    """Return a line of a file of annotations."""
    good = {"id": "b", "source": "x", "sha256": SHA, "annotators": ["A"], "entities": [["PER", 0, 3, "Lan"]]}
    return json.dumps({**good, **changes}, ensure_ascii=False)


class TestAnnotations:
    def test_what_is_written_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        given = [replace(ANNOTATIONS[0], sections=("y-te",)), *ANNOTATIONS[1:]]
        write_annotations(given[::-1], path)
        first = path.read_bytes()
        assert read_annotations(path) == given
        write_annotations(read_annotations(path), path)
        assert path.read_bytes() == first
        assert '"sections": ["y-te"], "annotators": ["A"]' in first.decode().splitlines()[0]

    def test_no_text_is_written(self, tmp_path: Path) -> None:
        write_annotations(ANNOTATIONS, tmp_path / "a.jsonl")
        assert "thăm" not in (tmp_path / "a.jsonl").read_text(encoding="utf-8")

    def test_a_folder_of_gold(self, tmp_path: Path) -> None:
        for x in ANNOTATIONS[:2]:
            entities = [
                GoldEntity(label=m.label, start=m.start, end=m.end, text=m.surface) for m in x.entities
            ]
            write_gold(
                GoldDocument(doc_id=x.id, sha256=x.sha256, entities=entities), tmp_path / f"{x.id}.json"
            )
        found = read_annotations(tmp_path)
        assert [(x.id, x.entities) for x in found] == [(x.id, x.entities) for x in ANNOTATIONS[:2]]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("{", "line 1: no JSON"),
            ("[]", "no JSON object"),
            (row(id=3), '"id" is missing or no string'),
            (row(extra=1), 'unknown key "extra"'),
            (row(annotators=[1]), '"annotators" is no list of strings'),
            (row(sha256="ab"), "article b: sha256 is not 64"),
            (row(entities=[["PER", 0, 3]]), 'article b: ["PER", 0, 3] is not [label, start, end, surface]'),
            (row(entities=[["MAN", 0, 3, "Lan"]]), "article b, offset 0: MAN 'Lan': the labels are PER"),
            (row(entities=[["PER", 4, 6, "Lan"]]), "article b, offset 4: PER 'Lan': the span 4-6"),
            (
                row(entities=[["PER", 0, 3, "Lan"], ["ORG", 2, 4, "nx"]]),
                "offset 2: ORG 'nx': overlaps PER 'Lan'",
            ),
            (
                row(entities=[["TITLE", 0, 3, "Lan"], ["PER", 1, 3, "an"]]),
                "offset 1: PER 'an': overlaps TITLE 'Lan'; only ORG and LOC lie in a TITLE",
            ),
            (
                row(entities=[["TITLE", 0, 4, "Lan "], ["ORG", 0, 2, "La"], ["LOC", 3, 6, "abc"]]),
                "offset 3: LOC 'abc': reaches out of TITLE 'Lan '",
            ),
            (row() + "\n" + row(), "line 2: article b was annotated before"),
            ("", "no annotations in it"),
        ],
    )
    def test_errors_name_article_and_offset(self, tmp_path: Path, line: str, message: str) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(line, encoding="utf-8")
        with pytest.raises(UsageError) as error:
            read_annotations(path)
        assert message in str(error.value)
        assert str(path) in str(error.value)

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no such file or folder"):
            read_annotations(tmp_path / "x.jsonl")


class TestTexts:
    def test_three_forms_of_the_same_texts(self, tmp_path: Path) -> None:
        _, plain = write_set(tmp_path)
        packed = tmp_path / "tin.jsonl.xz"
        packed.write_bytes(lzma.compress(plain.read_bytes()))
        folder = tmp_path / "tin"
        folder.mkdir()
        for key, text in TEXTS.items():
            (folder / f"{key}.txt").write_text(text, encoding="utf-8", newline="")
        assert load_texts(plain) == load_texts(packed) == load_texts(folder) == TEXTS

    def test_joined_by_id(self) -> None:
        assert join(ANNOTATIONS[::-1], {**TEXTS, "more": "x"}) == ARTICLES

    def test_missing_texts_are_named_with_where_to_get_them(self) -> None:
        some = {key: text for key, text in TEXTS.items() if key > "a07"}
        with pytest.raises(UsageError) as error:
            join(ANNOTATIONS, some)
        message = str(error.value)
        assert message.startswith("7 of 12 texts are missing: a01, a02, a03, a04, a05, …; ")
        assert "VietnameseMDS (200 clusters)" in message
        assert "vietnews (VNDS)" in message

    def test_another_text(self) -> None:
        with pytest.raises(UsageError, match=r"article a01, offset \d+: the text has .* the annotation PER"):
            join(ANNOTATIONS, {**TEXTS, "a01": " " + TEXTS["a01"]})
        with pytest.raises(UsageError, match="article a12: the text has the SHA-256"):
            join(ANNOTATIONS, {**TEXTS, "a12": TEXTS["a12"] + "\n"})

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("{", "line 1: no JSON"),
            ('{"id": "a"}', 'strings "id" and "text"'),
            ('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}', "line 2: the id a came before"),
        ],
    )
    def test_bad_rows(self, tmp_path: Path, content: str, message: str) -> None:
        path = tmp_path / "tin.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=message):
            load_texts(path)

    def test_no_texts(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "x.jsonl"):
            with pytest.raises(UsageError, match="both data sets are public"):
                load_texts(path)
        broken = tmp_path / "b.xz"
        broken.write_bytes(b"no")
        with pytest.raises(UsageError, match="cannot be read"):
            load_texts(broken)


class TestAgreement:
    """One sentence of ten tokens, marked by two people; the figures were counted by hand."""

    FIRST = article("a01", "Ông <PER>Lê Tư</PER> rời <LOC>Huế</LOC> về <ORG>Sở Y tế</ORG> .")
    SECOND = article("a01", "Ông <PER>Lê Tư</PER> rời <ORG>Huế</ORG> về <ORG>Sở Y</ORG> tế .")

    def test_counted_by_hand(self) -> None:
        one, other = self.FIRST.annotation, self.SECOND.annotation
        found = agreement([one], [other], {"a01": self.FIRST.text})
        f1 = {label: round(x.counts.f1, 3) for label, x in found.items()}
        assert f1 == {"PER": 1.0, "ORG": 0.0, "LOC": 0.0, "TITLE": 0.0, "all": round(2 * 1 / 6, 3)}
        # 10 tokens. ORG: both 2, first alone 1 (tế), second alone 1 (Huế), neither 6.
        observed, chance = 8 / 10, (3 * 3 + 7 * 7) / 100
        assert found["ORG"].kappa == pytest.approx((observed - chance) / (1 - chance))
        # All labels: PER 2-2, LOC 1-0, ORG 3-3, outside 4-5; 8 tokens alike.
        chance = (2 * 2 + 3 * 3 + 4 * 5) / 100
        assert found["all"].kappa == pytest.approx((0.8 - chance) / (1 - chance))
        assert found["PER"].kappa == 1.0
        assert found["LOC"].kappa == pytest.approx(0.0)
        assert found["TITLE"].kappa == 1.0
        table = agreement_table(found).splitlines()
        assert table[0].split() == ["label", "first", "second", "both", "F1", "kappa"]
        assert table[2].split() == ["ORG", "1", "2", "0", "0.000", "0.524"]

    def test_only_common_articles_count(self) -> None:
        found = agreement(ANNOTATIONS[:3], ANNOTATIONS[2:5], TEXTS)
        assert found["all"].counts.gold == len(ANNOTATIONS[2].entities)
        assert found["all"].kappa == 1.0
        with pytest.raises(UsageError, match="no article in common"):
            agreement(ANNOTATIONS[:2], ANNOTATIONS[2:4], TEXTS)


class TestCorrections:
    ANNOTATION = Annotation("b", "x", SHA, (), (Mark("PER", 0, 3, "Lan"), Mark("ORG", 5, 8, "VFF")))

    def correct(self, tmp_path: Path, *rows: dict[str, object]) -> tuple[tuple[Mark, ...], dict[str, int]]:
        path = tmp_path / "r.jsonl"
        path.write_text("\n".join(json.dumps({"id": "b", "start": 0, **r}) for r in rows), encoding="utf-8")
        (found,), verdicts = apply_corrections([self.ANNOTATION], path)
        return found.entities, dict(verdicts)

    def test_verdicts(self, tmp_path: Path) -> None:
        per, org = (list(m) for m in self.ANNOTATION.entities)
        loc, title = ["LOC", 0, 3, "Lan"], ["TITLE", 5, 8, "VFF"]
        marks, verdicts = self.correct(
            tmp_path,
            {"annotation": [per], "model": [loc], "verdict": "model"},
            {"annotation": [org], "model": [], "verdict": "both_wrong", "entities": [title]},
            {"annotation": [], "model": [["PER", 9, 10, "x"]], "verdict": "annotation"},
            {"annotation": [], "model": [["PER", 9, 10, "x"]]},
        )
        assert marks == in_order([Mark(*loc), Mark(*title)])  # type: ignore[arg-type]
        assert verdicts == {"model": 1, "both_wrong": 1, "annotation": 1}

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"verdict": "maybe"}, 'article b, offset 0: verdict "maybe"'),
            ({"verdict": "model", "annotation": []}, '"model" is missing'),
            ({"verdict": "both_wrong", "annotation": []}, '"entities" is missing'),
            ({"verdict": "model", "annotation": [["PER", 1, 2, "a"]], "model": []}, "has changed since"),
            (
                {"verdict": "model", "annotation": [], "model": [["PER", 6, 8, "FF"]]},
                "article b, offset 6: PER 'FF': overlaps ORG 'VFF'",
            ),
            ({"id": "c", "verdict": "model"}, "none of the annotated articles"),
        ],
    )
    def test_errors(self, tmp_path: Path, given: dict[str, object], message: str) -> None:
        with pytest.raises(UsageError, match=message):
            self.correct(tmp_path, given)


class TestTextsTool:
    """``tools/training_texts.py``: texts out of the published data sets."""

    @pytest.fixture
    def tool(self) -> ModuleType:
        path = Path(__file__).resolve().parents[1] / "tools" / "training_texts.py"
        spec = importlib.util.spec_from_file_location("training_texts", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @pytest.mark.parametrize(
        ("segmented", "plain"),
        [
            ("Sáng 4/3 , TP. Hà_Nội có mưa .\n\nMưa to .\n\n", "Sáng 4/3, TP. Hà Nội có mưa.\n\nMưa to.\n"),
            ("Xe ( 2 chiếc ) giá 1,5 tỷ …", "Xe (2 chiếc) giá 1,5 tỷ…\n"),
            ('Ông nói : " Tốt " , rồi " đi " .', 'Ông nói: "Tốt", rồi "đi".\n'),
            ('hết câu " , bà nói .', 'hết câu ", bà nói.\n'),
            ("Bà_Rịa - Vũng_Tàu “ vui ”", "Bà Rịa - Vũng Tàu “vui”\n"),
        ],
    )
    def test_blanks_of_ordinary_writing(self, tool: ModuleType, segmented: str, plain: str) -> None:
        assert tool.restore(segmented) == plain

    def test_only_proved_texts_are_written(
        self,
        tool: ModuleType,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        good = article(
            "a01", "Ông <PER>Lê Văn Tư</PER> (40 tuổi) về <LOC>Huế</LOC>.\n", "vietnews data/1.txt.seg"
        )
        other = article("a02", "<LOC>Huế</LOC> mưa.\n", "vietnews data/2.txt.seg")
        gone = article("a03", "<LOC>Huế</LOC> nắng.\n", "vietnews data/3.txt.seg")
        write_annotations([x.annotation for x in (good, other, gone)], tmp_path / "gold.jsonl")
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "1.txt.seg").write_text(
            "Ông Lê_Văn_Tư ( 40 tuổi ) về Huế .\n\n", encoding="utf-8"
        )
        (tmp_path / "data" / "2.txt.seg").write_text("Huế mưa to .\n", encoding="utf-8")
        out = tmp_path / "tin.jsonl"
        arguments = [str(tmp_path / "gold.jsonl"), str(tmp_path), "--out", str(out)]
        monkeypatch.setattr(sys, "argv", ["training_texts.py", *arguments])
        assert tool.main() == 1
        assert load_texts(out) == {"a01": good.text}
        err = capsys.readouterr().err
        assert "has another text than the one that was annotated" in err
        assert "a03: no file data/3.txt.seg" in err
        assert "1 texts -> " in err
