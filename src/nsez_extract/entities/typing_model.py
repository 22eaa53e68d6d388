"""Which kind of name a capital run is, from its form and the words beside it.

The weights are log-odds learnt by ``tools/mine_names.py`` from unlabelled news; the model is a naive
Bayes with damped evidence, as there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nsez_extract.entities.lexicons import KINDS, Lexicons
from nsez_extract.entities.syllables import Syllables

_BEFORE, _AFTER, _FORM = 0.8, 0.6, 0.7  # how much the words before a run, after it and its form weigh


def kind_of(s: Syllables, lex: Lexicons, places: Sequence[tuple[int, int]]) -> tuple[str, float]:
    """Return the likeliest kind of a capital run and its probability.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.
        places (Sequence[tuple[int, int]]): First token and one past the last of every place in the text
            where the same run stands, at least one; their contexts speak together.

    Returns:
        tuple[str, float]: ``PER``, ``LOC``, ``ORG`` or ``MISC``, and a probability in 0 to 1.
    """
    scores = list(lex.priors)
    damp = len(places) ** -0.5
    evidence = [
        (feature, damp * factor) for first, end in places for feature, factor in _context(s.folds, first, end)
    ]
    first, end = places[0]
    evidence += [(feature, _FORM) for feature in _form(s.words[first:end], s.folds[first] in lex.surnames)]
    for feature, factor in evidence:
        weights = lex.contexts.get(feature)
        if weights:
            for k, weight in enumerate(weights):
                scores[k] += factor * weight
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    best = max(range(len(KINDS)), key=odds.__getitem__)
    return KINDS[best], odds[best] / sum(odds)


def _context(folds: list[str], first: int, end: int) -> list[tuple[str, float]]:
    """Return the features of the words beside a run, as the mining tool names them, with their weights."""
    p1 = folds[first - 1] if first else "\n"
    p2 = folds[first - 2] if first > 1 else "\n"
    n1 = folds[end] if end < len(folds) else "\n"
    n2 = folds[end + 1] if end + 1 < len(folds) else "\n"
    return [
        (f"p1={p1}", _BEFORE),
        (f"p2={p2} {p1}", _BEFORE),
        (f"n1={n1}", _AFTER),
        (f"n2={n1} {n2}", _AFTER),
    ]


def _form(words: list[str], surname: bool) -> list[str]:
    """Return the features of a run's form, as the mining tool names them."""
    run = " ".join(words)
    features = [
        f"len={min(len(words), 5)}",
        f"suffix={words[-1][-3:].lower()}",
        f"first={words[0].lower()}",
    ]
    if run.isupper():
        features.append(f"caps={min(len(run), 6)}")
    if "-" in run:
        features.append("hyphen")
    if surname:
        features.append(f"surname={min(len(words), 5)}")
    return features
