"""Training on a tiny set: reproducible, measured without leaks, usable from the command line."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nsez_extract.cli import main
from nsez_extract.errors import UsageError
from nsez_extract.tagger.labels import LABELS
from nsez_extract.tagger.model import Model, load
from nsez_extract.training.crf import Settings
from nsez_extract.training.disagreements import apply_corrections, find_disagreements, write_disagreements
from nsez_extract.training.evaluate import Tagged, by_group, count, cross_validate, learning_curve, measure
from nsez_extract.training.fit import fit
from nsez_extract.training.folds import event_of, hold_out, make_folds
from nsez_extract.training.marginals import marginals
from nsez_extract.training.prepare import Prepared, mentions, prepare_all, tag
from training_set import ANNOTATIONS, ARTICLES, article, write_set

QUICK = Settings(iterations=30, least=1)

crfsuite = pytest.mark.skipif(
    __import__("importlib.util").util.find_spec("pycrfsuite") is None,
    reason="python-crfsuite is not installed",
)


@pytest.fixture(scope="module")
def ready() -> list[Prepared]:
    return prepare_all(ARTICLES)


@pytest.fixture(scope="module")
def model(ready: list[Prepared]) -> Model:
    pytest.importorskip("pycrfsuite")
    return fit(ready, QUICK)


def brute_force(emissions: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Return marginals by summing over every label sequence."""
    size, labels = emissions.shape
    total = np.zeros((size, labels))
    for path in itertools.product(range(labels), repeat=size):
        score = sum(emissions[k, label] for k, label in enumerate(path))
        score += sum(transitions[a, b] for a, b in itertools.pairwise(path))
        for k, label in enumerate(path):
            total[k, label] += np.exp(score)
    return total / total.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("scale", [1.0, 8.0])
def test_forward_backward_equals_brute_force(size: int, scale: float) -> None:
    random = np.random.default_rng(size)
    emissions = random.normal(scale=scale, size=(size, 3)).astype(np.float32)
    transitions = random.normal(scale=scale, size=(3, 3)).astype(np.float32)
    expected = brute_force(emissions.astype(float), transitions.astype(float))
    np.testing.assert_allclose(marginals(emissions, transitions), expected, atol=1e-9)


def test_forward_backward_does_not_run_out_of_numbers() -> None:
    found = marginals(np.full((2000, 3), 300, np.float32), np.full((3, 3), -200, np.float32))
    np.testing.assert_allclose(found, 1 / 3)


def test_marks_fit_the_tokens(ready: list[Prepared]) -> None:
    assert [x.misfits for x in ready] == [[]] * 12
    for x in ready:
        assert mentions(x, x.labels) == x.gold


@crfsuite
class TestFit:
    def test_learns_what_it_was_shown(self, ready: list[Prepared], model: Model) -> None:
        assert measure(model, ready)["all"].f1 > 0.95
        assert "O" in model.labels

    def test_the_same_articles_give_the_same_model(self, ready: list[Prepared], model: Model) -> None:
        again = fit(ready[::-1], QUICK)
        assert again.labels == model.labels
        assert np.array_equal(again.index.keys, model.index.keys)
        assert np.array_equal(again.weights, model.weights)
        assert np.array_equal(again.transitions, model.transitions)
        assert again.card == model.card

    def test_card(self, model: Model) -> None:
        data = model.card["data"]
        assert data["articles"] == 12
        assert data["groups"] == {"hai": 6, "mot": 6}
        assert data["mentions"]["PER"] == sum(m.label == "PER" for x in ANNOTATIONS for m in x.entities)
        assert model.card["settings"]["iterations"] == 30

    def test_nothing_to_learn(self, ready: list[Prepared]) -> None:
        with pytest.raises(UsageError, match="nothing to learn from: 1 articles"):
            fit(ready[-1:], QUICK)

    def test_without_the_rules(self, model: Model) -> None:
        blind = prepare_all(ARTICLES, with_rules=False)
        assert measure(fit(blind, QUICK), blind)["all"].f1 > 0.9


class TestFolds:
    def test_nothing_stands_twice_and_events_stay_together(self, ready: list[Prepared]) -> None:
        folds = make_folds(ready, 3)
        ids = [x.article.annotation.id for fold in folds for x in fold]
        assert sorted(ids) == [x.id for x in ANNOTATIONS]
        assert {len(fold) for fold in folds} <= {3, 4, 5}
        events = [{event_of(x.article.annotation) for x in fold} for fold in folds]
        assert all(not a & b for a, b in itertools.combinations(events, 2))
        assert folds == make_folds(ready[::-1], 3)

    def test_a_copy_stays_with_its_original(self) -> None:
        long = "<LOC>Huế</LOC> mưa to từ sáng đến tối nên nhiều đường phố ngập sâu hơn nửa mét nước."
        marked = {
            "b01": long,
            "b02": "<LOC>Vinh</LOC> nắng.",
            "b03": long + " Xe máy chết máy.",
            "b04": "Gió.",
        }
        ready = prepare_all([article(key, text, f"bao {key}.txt") for key, text in marked.items()])
        folds = [{x.article.annotation.id for x in fold} for fold in make_folds(ready, 3)]
        assert {"b01", "b03"} in folds

    def test_too_few(self, ready: list[Prepared]) -> None:
        with pytest.raises(UsageError, match="1 articles on different events cannot make 2 folds"):
            make_folds(ready[1:3], 2)

    @pytest.mark.parametrize("fraction", [0.2, 0.5])
    def test_held_out(self, ready: list[Prepared], fraction: float) -> None:
        rest, aside = hold_out(ready, fraction)
        assert len(rest) + len(aside) == 12
        assert abs(len(aside) - fraction * 12) <= 2
        events = [{event_of(x.article.annotation) for x in part} for part in (rest, aside)]
        assert not events[0] & events[1]
        with pytest.raises(UsageError, match="cannot be divided"):
            hold_out(ready[:1], fraction)

    @crfsuite
    def test_no_article_is_tagged_by_a_model_that_saw_it(
        self, ready: list[Prepared], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from nsez_extract.training import evaluate

        learnt: list[set[str]] = []
        tagged: list[tuple[int, str]] = []

        def spy_fit(given: list[Prepared], *args: object, **options: object) -> Model:
            learnt.append({event_of(x.article.annotation) for x in given})
            return fit(given, QUICK)

        def spy_tag(model: Model, x: Prepared) -> list[str]:
            tagged.append((len(learnt) - 1, event_of(x.article.annotation)))
            return tag(model, x)

        monkeypatch.setattr(evaluate, "fit", spy_fit)
        monkeypatch.setattr(evaluate, "tag", spy_tag)
        cross_validate(ready, 3)
        assert len(tagged) == 12
        assert all(event not in learnt[number] for number, event in tagged)


def test_a_place_the_model_does_not_look_at_has_no_confidence() -> None:
    ready = prepare_all([article("b01", "Xe đi chậm trên <LOC>quốc lộ 1</LOC> vì mưa.")])[0]
    ready.windows = []
    sure = np.zeros((len(ready.labels), len(LABELS)))
    sure[:, LABELS.index("O")] = 1.0
    (place,) = find_disagreements([Tagged(ready, set(), ["O"] * len(ready.labels), sure)])
    assert (place.kind, place.text, place.before) == ("missed", "quốc lộ 1", "Xe đi chậm trên")
    assert (place.confidence, place.annotated) == (0.0, 0.0)


@crfsuite
class TestMeasures:
    def test_cross_validation_and_disagreements(self, ready: list[Prepared], tmp_path: Path) -> None:
        tagged = cross_validate(ready, 3, QUICK)
        figures = count((x.ready.gold, x.found) for x in tagged)
        assert figures["all"].gold == sum(len(x.entities) for x in ANNOTATIONS)
        groups = by_group(tagged)
        assert list(groups) == ["hai", "mot"]
        assert sum((x["PER"] for x in groups.values()), type(figures["PER"])()) == figures["PER"]
        for x in tagged:
            np.testing.assert_allclose(x.marginals.sum(axis=1), 1.0)

        places = find_disagreements(tagged)
        wrong = figures["all"].fp + figures["all"].fn
        assert sum(len(x.annotation) + len(x.model) for x in places) == wrong
        assert [x.confidence for x in places] == sorted((x.confidence for x in places), reverse=True)
        for x in places:
            assert x.confidence >= 0
            assert x.kind in ("missed", "spurious", "type", "boundary")

        path = tmp_path / "places.jsonl"
        write_disagreements(places, path)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("".join(json.dumps({**r, "verdict": "model"}) + "\n" for r in rows), encoding="utf-8")
        corrected, verdicts = apply_corrections(ANNOTATIONS, path)
        assert verdicts == {"model": len(places)}
        assert [{m.key for m in x.entities} for x in corrected] == [x.found for x in tagged]

    def test_learning_curve(self, ready: list[Prepared]) -> None:
        rest, aside = hold_out(ready, 0.3)
        curve = learning_curve(rest, aside, QUICK, sizes=(4, 100))
        assert [number for number, _ in curve] == [4, len(rest)]
        assert {figures["all"].gold for _, figures in curve} == {sum(len(x.gold) for x in aside)}


Call = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command in a folder that holds gold.jsonl and tin.jsonl."""
    write_set(tmp_path)
    monkeypatch.chdir(tmp_path)

    def call(*argv: str) -> tuple[int, str, list[str]]:
        base = [
            "train",
            "--gold",
            "gold.jsonl",
            "--texts",
            "tin.jsonl",
            "--out",
            "m.npz",
            "--iterations",
            "20",
        ]
        code = main([*base, *argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err.splitlines()

    return call


class TestCommand:
    @crfsuite
    def test_everything(self, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = call(
            *("--folds", "2", "--curve", "--ablation", "--held-out", "0.3", "--second", "gold.jsonl"),
            *("--report", "r.json", "--disagreements", "d.jsonl"),
        )
        assert code == 0
        for heading in ("agreement of two", "cross-validation", "learning curve", "ablation", "held-out"):
            assert heading in out
        assert err[-1].startswith("nsez-extract: learnt from ")
        assert err[-1].endswith(" articles -> m.npz")
        card = load(Path("m.npz")).card
        assert json.loads(Path("r.json").read_text(encoding="utf-8"))["card"] == card
        assert card["figures"]["agreement"]["all"] == {"f1": 1.0, "kappa": 1.0}
        assert set(card["figures"]) >= {
            "cross_validation",
            "groups",
            "held_out",
            "learning_curve",
            "ablation",
        }
        assert all("confidence" in line for line in Path("d.jsonl").read_text(encoding="utf-8").splitlines())
        assert sorted(path.name for path in Path().iterdir()) == [
            *("d.jsonl", "gold.jsonl", "m.npz", "r.json", "tin.jsonl")
        ]

    @crfsuite
    def test_the_model_is_used_by_run(self, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
        assert call()[0] == 0
        Path("tin.txt").write_text("Ông Đinh Văn Lộc thăm huyện Sông Hinh.", encoding="utf-8")
        assert main(["run", "tin.txt", "--model", "m.npz"]) == 0
        record = json.loads(capsys.readouterr().out)
        assert [x["label"] for x in record["entities"]] == ["PER", "LOC"]
        assert main(["run", "tin.txt", "--model", "tin.txt"]) == 2
        assert "not a tagger model" in capsys.readouterr().err

    @crfsuite
    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (("--gold", "nix"), "nix: no such file or folder"),
            (("--texts", "nix"), "both data sets are public"),
            (("--out", "m.bin"), "m.bin: a model; give it the ending .npz"),
            (("--out", "nix/m.npz"), "there is no folder nix"),
            (("--report", "nix/r.json"), "there is no folder nix"),
            (("--disagreements", "d.jsonl"), "add --folds 5"),
            (("--folds", "40"), "cannot make 40 folds"),
            (("--second", "tin.jsonl"), '"source" is missing'),
        ],
    )
    def test_wrong_usage(self, call: Call, argv: tuple[str, ...], message: str) -> None:
        code, _, err = call(*argv)
        assert code == 2
        assert len(err) == 1
        assert message in err[0]
        assert not Path("m.npz").exists()

    def test_without_crfsuite(self, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pycrfsuite", None)
        code, _, err = call()
        assert code == 2
        assert 'pip install "nsez-extract[train]"' in err[0]
