"""Scores, intervals, partial diagnostics: figures worked out by hand, and what must never change them."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from nsez_extract.score import ScoreReport, from_inline, score_annotations
from nsez_extract.score.gold import GoldQuantity
from nsez_extract.score.marks import (
    KEYS,
    SUBJECT_KEYS,
    Annotation,
    EntityMark,
    RoleMark,
    SubjectMark,
    annotation_of,
)
from nsez_extract.score.metrics import Counts
from nsez_extract.score.partial import LabelledSpan, pair_spans

CASES = read_cases("score")
OUTCOMES = ("exact", "boundary", "type", "missed", "spurious")


def annotation(marked: str, doc_id: str = "a") -> Annotation:
    return annotation_of(from_inline(marked, doc_id=doc_id))


def score(gold: list[str], predicted: list[str | None], bootstrap: int = 0) -> ScoreReport:
    ids = [f"d{i}" for i in range(len(gold))]
    return score_annotations(
        {doc_id: annotation(marked, doc_id) for doc_id, marked in zip(ids, gold, strict=True)},
        {
            doc_id: annotation(marked, doc_id)
            for doc_id, marked in zip(ids, predicted, strict=True)
            if marked is not None
        },
        bootstrap=bootstrap,
    )


@pytest.mark.parametrize("case", [c for c in CASES if "gold" in c], ids=lambda c: c["note"])
def test_score_case(case: dict) -> None:
    report = score(case["gold"], case["predicted"])
    counts = {key: report.scores[key].counts for key in case["scores"]}
    assert {k: [c.tp, c.fp, c.fn] for k, c in counts.items()} == case["scores"]
    partial = report.to_dict()["partial"]
    for label, expected in case.get("partial", {}).items():
        assert {k: v for k, v in partial[label].items() if v} == expected


def test_hand_computed_table() -> None:
    """Two documents, worked out by hand.

    d0: gold PER 2, ORG 1, LOC 2; predicted PER 2 (1 right), ORG 1 (right), LOC 1 (right).
    d1: gold PER 1, ORG 1, LOC 0; predicted PER 1 (right), ORG 2 (0 right), LOC 1 (0 right).
    PER: tp 2, fp 1, fn 1: P 2/3, R 2/3, F1 2/3.
    ORG: tp 1, fp 2, fn 1: P 1/3, R 1/2, F1 2/5.
    LOC: tp 1, fp 1, fn 1: P 1/2, R 1/2, F1 1/2.
    Micro: tp 4, fp 4, fn 3: P 4/8, R 4/7, F1 8/15.
    Macro over the three labels that occur: P (2/3 + 1/3 + 1/2) / 3 = 1/2, R (2/3 + 1/2 + 1/2) / 3 = 5/9,
    F1 (2/3 + 2/5 + 1/2) / 3 = 47/90.
    """
    gold = [
        "<PER>Ma Sẻo</PER> và <PER>Ly Xa</PER> ở <ORG>Hội Chè</ORG>, <LOC>Bắc Hà</LOC>, <LOC>Mèo Vạc</LOC>.",
        "<PER>Ma Sẻo</PER> vào <ORG>Hợp tác xã Lúa Nương</ORG> ở bản.",
    ]
    predicted = [
        "<PER>Ma Sẻo</PER> và <PER>Ly</PER> Xa ở <ORG>Hội Chè</ORG>, <LOC>Bắc Hà</LOC>, Mèo Vạc.",
        "<PER>Ma Sẻo</PER> vào <ORG>Hợp tác xã</ORG> <ORG>Lúa</ORG> Nương ở <LOC>bản</LOC>.",
    ]
    scores = score(gold, predicted).scores
    expected = {
        "PER": (2 / 3, 2 / 3, 2 / 3),
        "ORG": (1 / 3, 1 / 2, 2 / 5),
        "LOC": (1 / 2, 1 / 2, 1 / 2),
        "TITLE": (0, 0, 0),
        "entities": (4 / 8, 4 / 7, 8 / 15),
        "entities-macro": (1 / 2, 5 / 9, 47 / 90),
    }
    for key, figures in expected.items():
        assert (scores[key].p, scores[key].r, scores[key].f) == pytest.approx(figures), key
    assert list(scores) == [*KEYS, "entities", "entities-macro"]


def test_hand_computed_quantities() -> None:
    """One document, worked out by hand.

    MONEY: gold 3, predicted 3; spans: 2 right, one cut short; of the 2 right spans one has a wrong value.
        MONEY-span: tp 2, fp 1, fn 1: P 2/3, R 2/3. MONEY: tp 1, fp 2, fn 2: P 1/3, R 1/3, F1 1/3.
    NUMBER: gold 2, predicted 1, right, with the wrong unit: P 1, R 1/2, F1 2/3; unit: tp 0, fp 1, fn 2.
    modifier (MONEY and NUMBER): gold 5, predicted 4. Right are the two MONEY spans (none both times) and
        not the NUMBER ("approx" is missed), not the MONEY cut short: tp 2, fp 2, fn 3: P 1/2, R 2/5, F1 4/9.
    """
    gold = (
        'Chi <MONEY v="2000000000" c="VND">2 tỷ đồng</MONEY>, '
        '<MONEY v="300000000" c="VND">300 triệu đồng</MONEY>'
        ' và <MONEY v="50" c="USD">50 USD</MONEY> cho gần <NUMBER v="80" u="hộ" m="approx">80</NUMBER> hộ ở '
        '<NUMBER v="4" u="bản">4</NUMBER> bản.'
    )
    predicted = (
        'Chi <MONEY v="2000000000" c="VND">2 tỷ</MONEY> đồng, '
        '<MONEY v="300000000" c="VND">300 triệu đồng</MONEY>'
        ' và <MONEY v="500" c="USD">50 USD</MONEY> cho gần <NUMBER v="80" u="nhà">80</NUMBER> hộ ở 4 bản.'
    )
    scores = score([gold], [predicted]).scores
    expected = {
        "MONEY-span": (2 / 3, 2 / 3, 2 / 3),
        "MONEY": (1 / 3, 1 / 3, 1 / 3),
        "NUMBER": (1, 1 / 2, 2 / 3),
        "unit": (0, 0, 0),
        "modifier": (1 / 2, 2 / 5, 4 / 9),
    }
    for key, figures in expected.items():
        assert (scores[key].p, scores[key].r, scores[key].f) == pytest.approx(figures), key


def test_nothing_scores_nothing() -> None:
    report = score(["Không có gì."], ["Không có gì."], bootstrap=10)
    assert {(s.p, s.r, s.f, s.intervals) for s in report.scores.values()} == {(0.0, 0.0, 0.0, None)}


def test_intervals_of_two_documents() -> None:
    """One document of one mark found, one of one mark missed: a sample has 0, 1 or 2 right ones.

    P(0) = P(2) = 1/4, far above 2.5%, so the middle 95% goes from 0 to 1 (precision is 0 or 1, recall
    0, 1/2 or 1, F1 0, 2/3 or 1).
    """
    mark = "<LOC>Mù Cang Chải</LOC>"
    report = score([mark, mark], [mark, "Mù Cang Chải"], bootstrap=500)
    loc = report.scores["LOC"]
    assert loc.r == 0.5
    assert loc.intervals == ((0.0, 1.0), (0.0, 1.0), (0.0, 1.0))


def test_equal_documents_have_no_spread() -> None:
    gold = "<LOC>Trạm Tấu</LOC> và <LOC>Văn Chấn</LOC>"
    report = score([gold] * 5, ["<LOC>Trạm Tấu</LOC> và Văn Chấn"] * 5, bootstrap=50)
    assert report.scores["LOC"].intervals == (
        (1.0, 1.0),
        (0.5, 0.5),
        (pytest.approx(2 / 3), pytest.approx(2 / 3)),
    )


def test_intervals_are_deterministic_and_near_the_normal_ones() -> None:
    """100 documents of one mark, 80 found: recall 0.8, standard error sqrt(0.8 · 0.2 / 100) = 0.04."""
    mark = "<LOC>Yên Bái</LOC>"
    predicted: list[str | None] = [mark if i % 5 else "Yên Bái" for i in range(100)]
    first = score([mark] * 100, predicted, bootstrap=1000)
    again = score([mark] * 100, predicted, bootstrap=1000)
    assert first == again
    intervals = first.scores["LOC"].intervals
    assert intervals is not None
    assert intervals[1] == pytest.approx((0.8 - 1.96 * 0.04, 0.8 + 1.96 * 0.04), abs=0.015)


def test_counts_of_very_different_size_do_not_run_into_each_other() -> None:
    gold = {
        "big": Annotation("big", entities=tuple(EntityMark(3 * i, 3 * i + 2, "LOC") for i in range(5000))),
        "small": Annotation("small", entities=(EntityMark(0, 2, "PER"),)),
    }
    report = score_annotations(gold, gold, bootstrap=200)
    assert report.scores["LOC"].intervals == ((1.0, 1.0),) * 3
    assert report.scores["PER"].intervals == ((1.0, 1.0),) * 3


# An independent count of the same figures, from plain lists and without sets of tuples.


def _plain_counts(gold: list, predicted: list) -> tuple[int, int, int]:
    gold = [g for i, g in enumerate(gold) if g not in gold[:i]]
    predicted = [p for i, p in enumerate(predicted) if p not in predicted[:i]]
    right = sum(1 for p in predicted if p in gold)
    return right, len(predicted) - right, len(gold) - right


def _plain_marks(one: Annotation, key: str, gold: Annotation) -> list:
    quantities = list(one.quantities)
    if key in ("PER", "ORG", "LOC", "TITLE"):
        return [[e.start, e.end] for e in one.entities if e.label == key]
    if key == "ROLE-pt":
        return [[r.person, r.title] for r in one.roles]
    if key == "ROLE":
        return [[r.person, r.title, r.organization] for r in one.roles]
    if key == "canonical":
        return [[e.start, e.end, e.label, e.canonical] for e in one.entities if e.label != "TITLE"]
    if key == "role-status":
        return [[r.person, r.title, r.status] for r in one.roles]
    if key == "role-noncurrent":
        return [[r.person, r.title, r.status] for r in one.roles if r.status != "current"]
    if key in ("role-since", "role-until"):
        dated = [(r, getattr(r, key.removeprefix("role-"))) for r in one.roles]
        return [[r.person, r.title, date] for r, date in dated if date]
    if key == "role-inferred":
        bodies = [s.mentions for s in gold.subjects or () if s.label == "ORG"]
        return [
            [r.person, r.title, next((b for b in bodies if r.inferred in b), (r.inferred,))]
            for r in one.roles
            if r.inferred
        ]
    if key.endswith("-span"):
        return [[q.start, q.end] for q in quantities if q.kind == key.removesuffix("-span")]
    if key == "modifier":
        return [[q.start, q.end, q.modifier] for q in quantities if q.kind != "DATE"]
    if key == "unit":
        return [
            [q.start, q.end, (q.unit or " ").lower().split(" ")[0]] for q in quantities if q.kind == "NUMBER"
        ]
    if key == "sentence":
        return [list(s) for s in one.sentences or ()]
    if key == "DATE":
        return [[q.start, q.end, q.value] for q in quantities if q.kind == key]
    values = [
        [q.start, q.end, *(None if v is None else Decimal(v) for v in (q.value, q.low, q.high)), q.currency]
        for q in quantities
        if q.kind == key
    ]
    return values if key == "MONEY" else [v[:-1] for v in values]


_SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda t: (t[0], t[0] + t[1]))
_FORMS = st.sampled_from([None, "A", "B"])
_VALUES = st.sampled_from(["1", "1.0", "10", "2.5"])


@st.composite
def _annotations(draw: st.DrawFn) -> Annotation:
    """Any annotation, overlapping and repeated marks included."""
    entities = [
        EntityMark(*draw(_SPANS), draw(st.sampled_from(["PER", "ORG", "LOC", "TITLE"])), draw(_FORMS))
        for _ in range(draw(st.integers(0, 7)))
    ]
    maybe = st.one_of(st.none(), _SPANS)
    years = st.sampled_from([None, "2015", "2020"])
    status = st.sampled_from(["current", "former", "elected"])
    bodies = st.sampled_from([None, *((e.start, e.end) for e in entities if e.label == "ORG")])
    roles = [
        RoleMark(*(draw(part) for part in (maybe, maybe, maybe, status, years, years, bodies)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    quantities = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = draw(_SPANS)
        kind = draw(st.sampled_from(["MONEY", "PERCENT", "NUMBER", "DATE"]))
        ranged = kind != "DATE" and draw(st.booleans())
        quantities.append(
            GoldQuantity(
                kind=kind,
                start=start,
                end=end,
                text="",
                value=None if ranged else draw(_VALUES),
                low=draw(_VALUES) if ranged else None,
                high=draw(_VALUES) if ranged else None,
                currency=draw(st.sampled_from(["VND", "USD"])) if kind == "MONEY" else None,
                unit=draw(st.sampled_from([None, "ha", "Ha đất", "tấn"])) if kind == "NUMBER" else None,
                modifier=draw(st.sampled_from([None, "over", "approx"])),
            )
        )
    sentences = draw(st.one_of(st.none(), st.lists(_SPANS, max_size=3)))
    return Annotation(
        "a",
        entities=tuple(entities),
        roles=tuple(roles),
        quantities=tuple(quantities),
        sentences=None if sentences is None else tuple(sentences),
        subjects=draw(st.one_of(st.none(), _subjects(entities))),
    )


@st.composite
def _subjects(draw: st.DrawFn, entities: list[EntityMark]) -> tuple[SubjectMark, ...]:
    """A partition of the entities that are no TITLE."""
    parts: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for label, span in {(e.label, (e.start, e.end)): None for e in entities if e.label != "TITLE"}:
        parts.setdefault((label, draw(st.integers(0, 2))), set()).add(span)
    return tuple(SubjectMark(label, draw(_FORMS), tuple(sorted(m))) for (label, _), m in parts.items())


def _perturbed(gold: Annotation, generator: random.Random) -> Annotation:
    """A prediction made from gold: marks dropped, moved, renamed and doubled; values changed."""
    entities = []
    for mark in gold.entities:
        fate = generator.random()
        if fate < 0.2:
            continue
        if fate < 0.4:
            mark = replace(mark, end=mark.end + 1)
        elif fate < 0.45:
            mark = replace(mark, canonical="B")
        elif fate < 0.5:
            mark = replace(mark, label=generator.choice(["PER", "ORG", "LOC", "TITLE"]))
        entities += [mark] * generator.choice([1, 1, 2])
    roles = []
    for role in gold.roles:
        fate = generator.random()
        if fate < 0.2:
            continue
        if fate < 0.4:
            role = replace(role, organization=None, since="2015", inferred=None)
        elif fate < 0.6:
            spans = [(e.start, e.end) for e in gold.entities if e.label == "ORG"]
            role = replace(role, status="former", until=None, inferred=generator.choice([None, *spans]))
        roles.append(role)
    quantities = []
    for quantity in gold.quantities:
        fate = generator.random()
        changes: dict[str, object] = {}
        if fate < 0.15:
            continue
        if fate < 0.3:
            changes = {"modifier": "under"}
        elif fate < 0.45 and quantity.value:
            changes = {"value": "3"}
        elif fate < 0.6:
            changes = {"end": quantity.end + 1}
        elif fate < 0.7 and quantity.kind == "NUMBER":
            changes = {"unit": "con"}
        quantities.append(quantity.model_copy(update=changes))
    return replace(gold, entities=tuple(entities), roles=tuple(roles), quantities=tuple(quantities))


@given(st.lists(_annotations(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_figures_equal_an_independent_count(golds: list[Annotation], generator: random.Random) -> None:
    gold = {f"d{i}": annotation for i, annotation in enumerate(golds)}
    predicted = {doc_id: _perturbed(annotation, generator) for doc_id, annotation in gold.items()}
    scores = score_annotations(gold, predicted, bootstrap=0).scores
    for key in KEYS:
        counted = [
            _plain_counts(_plain_marks(gold[d], key, gold[d]), _plain_marks(predicted[d], key, gold[d]))
            for d in gold
            if (key != "sentence" or gold[d].sentences is not None)
            and (key not in SUBJECT_KEYS or gold[d].subjects is not None)
        ]
        tp, fp, fn = (sum(c[i] for c in counted) for i in range(3))
        assert scores[key].counts == Counts(tp, fp, fn), key
        p = tp / (tp + fp) if tp + fp else 0.0
        r = tp / (tp + fn) if tp + fn else 0.0
        assert (scores[key].p, scores[key].r) == (p, r)
        assert scores[key].f == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)


def _shuffled(one: Annotation, generator: random.Random) -> Annotation:
    parts = {name: list(getattr(one, name) or ()) for name in ("entities", "roles", "quantities", "subjects")}
    for part in parts.values():
        generator.shuffle(part)
    if one.subjects is None:
        del parts["subjects"]
    return replace(one, **{name: tuple(part) for name, part in parts.items()})


@given(st.lists(st.tuples(_annotations(), _annotations()), max_size=3), st.randoms(use_true_random=False))
def test_order_changes_no_figure(
    pairs: list[tuple[Annotation, Annotation]], generator: random.Random
) -> None:
    gold = {f"d{i}": g for i, (g, _) in enumerate(pairs)}
    predicted = {f"d{i}": p for i, (_, p) in enumerate(pairs)}
    report = score_annotations(gold, predicted, bootstrap=20)
    ids = list(gold)
    generator.shuffle(ids)
    again = score_annotations(
        {d: _shuffled(gold[d], generator) for d in ids},
        {d: _shuffled(predicted[d], generator) for d in reversed(ids)},
        bootstrap=20,
    )
    assert json.dumps(report.to_dict(errors=True)) == json.dumps(again.to_dict(errors=True))


_LABELLED = st.tuples(_SPANS, st.sampled_from(["PER", "ORG"])).map(lambda t: LabelledSpan(*t[0], t[1]))


def _value(pairs: list[tuple[LabelledSpan, LabelledSpan]]) -> tuple[int, int, int]:
    """What a pairing is worth: pairs of one label, pairs, shared characters; -1 if one does not overlap."""
    shared = [min(g.end, p.end) - max(g.start, p.start) for g, p in pairs]
    if any(n <= 0 for n in shared):
        return (-1, -1, -1)
    return sum(g.label == p.label for g, p in pairs), len(pairs), sum(shared)


@given(st.sets(_LABELLED, max_size=4), st.sets(_LABELLED, max_size=4))
def test_pairing_is_the_best_of_all(gold: set[LabelledSpan], predicted: set[LabelledSpan]) -> None:
    pairs = pair_spans(gold, predicted)
    assert [g for g, _, _ in pairs if g] == sorted(gold)
    assert sorted(p for _, p, _ in pairs if p) == sorted(predicted)
    for g, p, outcome in pairs:
        assert outcome in OUTCOMES
        assert (outcome == "exact") == (g == p)
        assert (outcome == "missed", outcome == "spurious") == (p is None, g is None)
    rest = [(g, p) for g, p, _ in pairs if g and p and g != p]
    lone, others = sorted(gold - predicted), sorted(predicted - gold)
    best = (0, 0, 0)
    for size in range(1, min(len(lone), len(others)) + 1):
        for some in itertools.combinations(lone, size):
            for partners in itertools.permutations(others, size):
                best = max(best, _value(list(zip(some, partners, strict=True))))
    assert _value(rest) == best


def test_pairing_does_not_take_the_first_that_fits() -> None:
    """Greedy pairing in text order gives A–B and leaves C and D alone; two pairs are possible."""
    a, c = LabelledSpan(0, 10, "ORG"), LabelledSpan(12, 20, "ORG")
    d, b = LabelledSpan(2, 4, "ORG"), LabelledSpan(8, 14, "ORG")
    assert [p for _, p, _ in pair_spans([a, c], [b, d])] == [d, b]


def test_pairing_of_a_mark_over_a_whole_document_is_quick() -> None:
    gold = [LabelledSpan(5 * i, 5 * i + 4, "LOC") for i in range(1500)]
    found = [LabelledSpan(i, 7500 - i, "ORG") for i in range(20)]
    outcomes = [outcome for _, _, outcome in pair_spans(gold, found)]
    assert outcomes.count("type") == 20
