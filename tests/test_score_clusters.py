"""B³, CEAF and the list of wrong subjects: published and hand-computed figures, any order."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsez_extract.score import from_inline, score_annotations
from nsez_extract.score.assignment import best_assignment
from nsez_extract.score.cluster_scores import METRICS, cluster_scores, document_tallies, subject_marks
from nsez_extract.score.clusters import Tally, b_cubed, ceaf_e
from nsez_extract.score.marks import Annotation, EntityMark, SubjectMark, annotation_of
from nsez_extract.score.subject_errors import list_subject_errors


def clusters(words: str) -> list[frozenset[str]]:
    """Read ``ab c``: one word a cluster, one letter a mention."""
    return [frozenset(word) for word in words.split()]


def figures(tally: Tally) -> tuple[float, float, float]:
    return tally.precision, tally.recall, tally.f1


# Twelve mentions in three chains of 5, 2 and 5: the example of Bagga and Baldwin (1998), which Luo (2005)
# uses too. Bagga and Baldwin give B³ P 76% and 58%, R 100%; Luo gives the F1 of all four answers.
CHAINS = "abcde fg hijkl"
LUO = [
    ("abcde fghijkl", 0.762, 1.0, 0.865, 0.733),
    ("abcdehijkl fg", 0.583, 1.0, 0.737, 0.667),
    ("abcdefghijkl", 0.375, 1.0, 0.545, 0.294),
    ("a b c d e f g h i j k l", 1.0, 0.25, 0.400, 0.178),
]


@pytest.mark.parametrize(("predicted", "p", "r", "b3", "ceaf"), LUO)
def test_published_figures(predicted: str, p: float, r: float, b3: float, ceaf: float) -> None:
    gold, found = clusters(CHAINS), clusters(predicted)
    assert figures(b_cubed(gold, found)) == pytest.approx((p, r, b3), abs=5e-4)
    assert ceaf_e(gold, found).f1 == pytest.approx(ceaf, abs=5e-4)


# Hand-computed, P and R of B³ and of CEAF. The first four are also test cases TC-A-1 to 4 of the reference
# scorer of Pradhan et al. (2014), with F1 1 and 1, 0.560 and 0.72, 0.675 and 0.759, 0.468 and 0.629.
TABLE = [
    ("identity", "a bc def", "a bc def", (1, 1), (1, 1)),
    # R: a 1, d and e 2/3 each, of 6. CEAF: a 1, de–def 4/5.
    ("missing mentions", "a bc def", "a de", (1, Fraction(7, 18)), (Fraction(9, 10), Fraction(3, 5))),
    # P: a 1, bc 2 · 2/3, def 3 · 3/4, of 9. CEAF: 1, bcx–bc 4/5, defy–def 6/7; of 4 and 3.
    (
        "spurious mentions",
        "a bc def",
        "a bcx defy z",
        (Fraction(55, 108), 1),
        (Fraction(93, 140), Fraction(31, 35)),
    ),
    # P: 1 + 2 · 2/3 + 1/2, of 7. R: 1 + 2 + 1/3, of 6. CEAF: 1, 4/5, dy–def 2/5.
    (
        "missing and spurious mentions",
        "a bc def",
        "a bcx dy z",
        (Fraction(17, 42), Fraction(5, 9)),
        (Fraction(11, 20), Fraction(11, 15)),
    ),
    ("all singletons", "ab cd", "a b c d", (1, Fraction(1, 2)), (Fraction(1, 3), Fraction(2, 3))),
    ("one big cluster", "ab cd", "abcd", (Fraction(1, 2), 1), (Fraction(2, 3), Fraction(1, 3))),
    ("gold all singletons", "a b c d", "ab cd", (Fraction(1, 2), 1), (Fraction(2, 3), Fraction(1, 3))),
    ("nothing in common", "ab", "cd", (0, 0), (0, 0)),
    ("nothing predicted", "ab c", "", (0, 0), (0, 0)),
    # P: a, b 1 each, c, d 1/2 each, of 4. R: a, b 2/3 each, c 1/3, d 1. CEAF: abc–ab 4/5, d–cd 2/3.
    ("crossed", "abc d", "ab cd", (Fraction(3, 4), Fraction(2, 3)), (Fraction(11, 15), Fraction(11, 15))),
]


@pytest.mark.parametrize(("note", "gold", "predicted", "b3", "ceaf"), TABLE, ids=[row[0] for row in TABLE])
def test_hand_computed(
    note: str, gold: str, predicted: str, b3: tuple[Fraction, Fraction], ceaf: tuple[Fraction, Fraction]
) -> None:
    right, found = clusters(gold), clusters(predicted)
    assert figures(b_cubed(right, found))[:2] == tuple(map(float, b3))
    assert figures(ceaf_e(right, found))[:2] == tuple(map(float, ceaf))


@pytest.mark.parametrize(
    ("row", "b3", "ceaf"), [(0, 1, 1), (1, 0.560, 0.72), (2, 0.675, 0.759), (3, 0.468, 0.629)]
)
def test_figures_of_the_reference_scorer(row: int, b3: float, ceaf: float) -> None:
    _, gold, predicted, _, _ = TABLE[row]
    assert b_cubed(clusters(gold), clusters(predicted)).f1 == pytest.approx(b3, abs=5e-4)
    assert ceaf_e(clusters(gold), clusters(predicted)).f1 == pytest.approx(ceaf, abs=5e-4)


def test_alignment_weighs_all_pairs_together() -> None:
    """φ4 2/4 for abcdef–abcghi is given up for two pairs of 6/9; 10/13 for abcdef–abcdegh is not."""
    assert ceaf_e(clusters("abcdef ghi"), clusters("abcghi def")).p_sum == Fraction(6, 9) + Fraction(6, 9)
    assert Fraction(10, 13) > Fraction(2, 7) + Fraction(4, 9)  # abcdef–f and gh–abcdegh
    assert ceaf_e(clusters("abcdef gh"), clusters("abcdegh f")).p_sum == Fraction(10, 13)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=width
        )
    )
)
def test_assignment_is_the_best_of_all(weights: list[list[int]]) -> None:
    chosen = best_assignment(weights)
    assert len(set(chosen)) == len(weights)
    ways = itertools.permutations(range(len(weights[0])), len(weights))
    best = max(sum(row[j] for row, j in zip(weights, way, strict=True)) for way in ways)
    assert sum(row[j] for row, j in zip(weights, chosen, strict=True)) == best


def test_assignment_is_exact_where_floats_are_not() -> None:
    big = 10**400
    assert best_assignment([[big, big + 1], [big, big]]) == [1, 0]


@st.composite
def _partitions(draw: st.DrawFn) -> list[frozenset[str]]:
    """Any clusters over some of eight mentions."""
    parts: dict[int, set[str]] = {}
    for mention in draw(st.sets(st.sampled_from("abcdefgh"))):
        parts.setdefault(draw(st.integers(0, 4)), set()).add(mention)
    return [frozenset(part) for part in parts.values()]


def _plain_ceaf(gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]]) -> Fraction:
    """The greatest sum of φ4 over all one-to-one alignments, by trying them all."""
    few, many = sorted((gold, predicted), key=len)
    return max(
        sum(
            (Fraction(2 * len(a & b), len(a) + len(b)) for a, b in zip(few, way, strict=True)),
            Fraction(0),
        )
        for way in itertools.permutations(many, len(few))
    )


@given(_partitions(), _partitions(), st.randoms(use_true_random=False))
def test_figures_equal_a_plain_count_in_any_order(
    gold: list[frozenset[str]], predicted: list[frozenset[str]], generator: random.Random
) -> None:
    b3, ceaf = b_cubed(gold, predicted), ceaf_e(gold, predicted)
    key = {m: c for c in gold for m in c}
    response = {m: c for c in predicted for m in c}
    shares = [
        (
            Fraction(len(key[m] & response[m]), len(response[m])),
            Fraction(len(key[m] & response[m]), len(key[m])),
        )
        for m in key.keys() & response.keys()
    ]
    assert b3 == Tally(
        sum((p for p, _ in shares), Fraction(0)),
        len(response),
        sum((r for _, r in shares), Fraction(0)),
        len(key),
    )
    best = _plain_ceaf(gold, predicted)
    assert ceaf == Tally(best, len(predicted), best, len(gold))
    for tally in (b3, ceaf):
        assert all(0 <= figure <= 1 for figure in figures(tally))
    assert (b3.f1 == 1) == (ceaf.f1 == 1) == (bool(gold) and set(gold) == set(predicted))
    back = ceaf_e(predicted, gold)
    assert (back.precision, back.recall) == (ceaf.recall, ceaf.precision)
    back = b_cubed(predicted, gold)
    assert (back.precision, back.recall) == (b3.recall, b3.precision)
    shuffled = generator.sample(gold, len(gold)), generator.sample(predicted, len(predicted))
    assert (b_cubed(*shuffled), ceaf_e(*shuffled)) == (b3, ceaf)


def annotation(marked: str, doc_id: str = "a", subjects: bool | None = None) -> Annotation:
    return annotation_of(from_inline(marked, doc_id=doc_id, subjects=subjects))


GOLD = (
    "<ORG>Sở Y tế Lào Cai</ORG>: bà <PER>Lù Thị Mẩy</PER>, <ORG c='Sở Y tế Lào Cai'>Sở Y tế</ORG>, bà "
    "<PER c='Lù Thị Mẩy'>Mẩy</PER>, <LOC>Lào Cai</LOC>, <ORG>Sở Y tế Hà Giang</ORG>"
).replace("'", '"')
PREDICTED = (
    "<SUBJECTS/><ORG>Sở Y tế Lào Cai</ORG>: bà <PER>Lù Thị Mẩy</PER>, <ORG c='Sở Y tế Hà Giang'>Sở Y tế"
    "</ORG>, bà Mẩy, <ORG>Lào Cai</ORG>, <ORG>Sở Y tế Hà Giang</ORG>"
).replace("'", '"')


def test_hand_computed_documents() -> None:
    """Two documents, worked out by hand.

    d0: gold 1 2 | 3 4 | 5 | 6 (ORG, PER, LOC, ORG); predicted 1 | 2 6 | 3 | x, where x has the span of 5.
        B³: P (1 + 1/2 + 1/2 + 1 + 0) / 5: sum 3 of 5. R: 1 and 2 1/2 each, 3 1/2, 4 and 5 0, 6 1: 5/2 of 6.
        CEAF: 12–1 2/3 or 12–26 2/4, 34–3 2/3, 6–26 2/3: 2, of 4 and 4.
        Matched: gold 1 2 | 3 | 6, predicted 1 | 2 6 | 3. B³: P 3 of 4, R 3 of 4.
            CEAF 2/3 + 1 + 2/3 = 7/3, of 3 and 3.
    d1: gold 1 2 in one, no output: R 0 of 2; CEAF 0 of 1; nothing matched.
    """
    second = '<LOC>TP Vinh</LOC>, <LOC c="TP Vinh">Vinh</LOC>'
    gold = {
        "d0": annotation(GOLD, "d0"),
        "d1": annotation(second, "d1"),
        "d2": annotation("<PER>A</PER>", "d2"),
    }
    report = score_annotations(gold, {"d0": annotation(PREDICTED, "d0")}, bootstrap=200)
    tallies = {metric: score.tally for metric, score in report.clusters.items()}
    assert tallies == {
        "b3": Tally(Fraction(3), 5, Fraction(5, 2), 8),
        "ceaf": Tally(Fraction(2), 4, Fraction(2), 5),
        "b3_matched": Tally(Fraction(3), 4, Fraction(3), 4),
        "ceaf_matched": Tally(Fraction(7, 3), 3, Fraction(7, 3), 3),
    }
    data = report.to_dict()["subjects"]
    assert list(data) == ["documents", *METRICS, "per_document"]
    assert (data["documents"], list(data["per_document"])) == (2, ["d0", "d1"])
    assert list(data["b3"]) == ["p", "r", "f", "gold", "predicted", "ci"]
    assert (data["b3"]["p"], data["b3"]["r"]) == (3 / 5, 5 / 16)
    assert data["b3"]["f"] == pytest.approx(2 * 0.6 * 0.3125 / 0.9125)
    assert data["b3_matched"]["ci"] == {"p": [0.75, 0.75], "r": [0.75, 0.75], "f": [0.75, 0.75]}
    assert data["b3"]["ci"]["r"] == [0.0, pytest.approx(5 / 12)]  # d1 twice, d0 twice
    json.dumps(data)


def test_gold_without_subjects_scores_nothing() -> None:
    report = score_annotations(
        {"a": annotation("<PER>A</PER>")}, {"a": annotation("<PER>A</PER>")}, bootstrap=5
    )
    assert {(s.p, s.r, s.f, s.intervals) for s in report.clusters.values()} == {(0.0, 0.0, 0.0, None)}
    assert report.cluster_documents == {}
    assert report.subject_errors == []


def test_a_mention_is_its_label_and_span() -> None:
    tallies = document_tallies(annotation("<SUBJECTS/><LOC>Vinh</LOC>"), annotation("<ORG>Vinh</ORG>"))
    assert tallies["b3"] == Tally(Fraction(0), 1, Fraction(0), 1)
    assert tallies["b3_matched"] == Tally()


def test_subjects_are_made_a_partition() -> None:
    """No subjects: label and form join. With them: strays are alone, the first subject keeps a mention."""
    entities = (
        EntityMark(0, 2, "PER", "Lù Mẩy"),
        EntityMark(3, 5, "PER", "Lù Mẩy"),
        EntityMark(6, 8, "ORG", "Lù Mẩy"),
        EntityMark(9, 11, "PER"),
        EntityMark(12, 14, "PER"),
        EntityMark(12, 14, "TITLE"),
    )
    derived = subject_marks(Annotation("a", entities=entities))
    assert [s.mentions for s in derived] == [((0, 2), (3, 5)), ((6, 8),), ((9, 11),), ((12, 14),)]
    own = (
        SubjectMark("PER", "B", ((9, 11), (0, 2), (0, 2), (50, 60))),
        SubjectMark("PER", "C", ((0, 2), (12, 14))),
        SubjectMark("LOC", "D", ((6, 8),)),
    )
    given_ = subject_marks(Annotation("a", entities=entities, subjects=own))
    assert [(s.label, s.canonical, s.mentions) for s in given_] == [
        ("PER", "B", ((0, 2), (9, 11))),
        ("PER", "Lù Mẩy", ((3, 5),)),
        ("ORG", "Lù Mẩy", ((6, 8),)),
        ("PER", "C", ((12, 14),)),
    ]


def test_wrong_subjects_are_listed_once_each() -> None:
    errors = list_subject_errors(annotation(GOLD), annotation(PREDICTED))
    assert [str(error) for error in errors] == [
        "a:0 ORG 'Sở Y tế Lào Cai': split into 'Sở Y tế Lào Cai' (1), 'Sở Y tế Hà Giang' (1); "
        "joined with 'Sở Y tế Hà Giang' (1)",
        "a:58 ORG 'Sở Y tế Hà Giang': joined with 'Sở Y tế Lào Cai' (1)",
    ]
    assert errors[1].to_dict() == {
        "doc_id": "a",
        "label": "ORG",
        "start": 58,
        "end": 74,
        "canonical": "Sở Y tế Hà Giang",
        "found": [{"canonical": "Sở Y tế Hà Giang", "mentions": 1}],
        "joined": [{"canonical": "Sở Y tế Lào Cai", "mentions": 1}],
    }
    assert list_subject_errors(annotation(GOLD), annotation(GOLD)) == []


def test_a_whole_subject_under_another_name_is_listed() -> None:
    marked = '<LOC>Vinh</LOC>, <LOC c="Vinh">TP Vinh</LOC>'
    errors = list_subject_errors(
        annotation('<LOC c="TP Vinh">Vinh</LOC>, <LOC>TP Vinh</LOC>'), annotation(marked)
    )
    assert [str(error) for error in errors] == ["a:0 LOC 'TP Vinh': called 'Vinh'"]


def test_order_of_documents_changes_nothing() -> None:
    gold = {f"d{i}": annotation(GOLD, f"d{i}") for i in range(5)}
    tallies = {
        d: document_tallies(a, annotation(PREDICTED) if i % 2 else a) for i, (d, a) in enumerate(gold.items())
    }
    again = dict(reversed(tallies.items()))
    assert cluster_scores(tallies, bootstrap=50) == cluster_scores(again, bootstrap=50)
    shuffled = replace(gold["d0"], entities=gold["d0"].entities[::-1], subjects=gold["d0"].subjects[::-1])
    assert document_tallies(shuffled, annotation(PREDICTED)) == tallies["d1"]


def test_many_subjects_are_scored_quickly() -> None:
    marks = tuple(EntityMark(3 * i, 3 * i + 2, "LOC", f"x{i % 700}") for i in range(2000))
    gold = Annotation("a", entities=marks, subjects=tuple(subject_marks(Annotation("a", entities=marks))))
    moved = tuple(replace(mark, canonical=f"x{i % 640}") for i, mark in enumerate(marks))
    tally = document_tallies(gold, Annotation("a", entities=moved))["ceaf"]
    assert 0 < tally.f1 < 1
