"""Which kind of name a capital run is, from its form and the words beside it.

The weights are log-odds learnt by ``tools/mine_names.py`` from unlabelled news; the model is a naive
Bayes with damped evidence, as there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.syllables import Syllables

KINDS = ("PER", "LOC", "ORG", "MISC")
"""tuple[str, ...]: the kinds in the order of the weights."""

def kind_of(s: Syllables, lex: Lexicons, places: Sequence[tuple[int, int]]) -> tuple[str, float]:
    """Return the likeliest kind of a capital run and its probability.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.
        places (Sequence[tuple[int, int]]): First token and one past the last of every place in the text
            where the same run stands; their contexts speak together.

    Returns:
        tuple[str, float]: ``PER``, ``LOC``, ``ORG`` or ``MISC``, and a probability in 0 to 1.
    """
    table, folds = lex.contexts, s.folds
    scores = list(lex.priors)
    damp = len(places) ** -0.5
    for first, end in places:
        p1 = folds[first - 1] if first else "\n"
        p2 = folds[first - 2] if first > 1 else "\n"
        n1 = folds[end] if end < len(folds) else "\n"
        n2 = folds[end + 1] if end + 1 < len(folds) else "\n"
        for feature, factor in (
            (f"p1={p1}", 0.8),
            (f"p2={p2} {p1}", 0.8),
            (f"n1={n1}", 0.6),
            (f"n2={n1} {n2}", 0.6),
        ):
            weights = table.get(feature)
            if weights:
                for k in range(4):
                    scores[k] += damp * factor * weights[k]
    first, end = places[0]
    for feature in _form(s.words[first:end], folds[first] in lex.surnames):
        weights = table.get(feature)
        if weights:
            for k in range(4):
                scores[k] += 0.7 * weights[k]
    top = max(scores)
    odds = [math.exp(x - top) for x in scores]
    best = max(range(4), key=odds.__getitem__)
    return KINDS[best], odds[best] / sum(odds)


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
