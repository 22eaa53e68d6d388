"""Which kind of name a capital run is, from its form and the words beside it.

The weights are log-odds learnt by ``tools/mine_names.py`` from unlabelled news; the model is a naive
Bayes with damped evidence, as there.
"""

from __future__ import annotations

import math

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.syllables import Syllables

KINDS = ("PER", "LOC", "ORG", "MISC")
"""tuple[str, ...]: the kinds in the order of the weights."""

_NONE = (0.0, 0.0, 0.0, 0.0)


def kind_of(s: Syllables, lex: Lexicons, first: int, end: int) -> tuple[str, float]:
    """Return the likeliest kind of a capital run and its probability.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.
        first (int): First token of the run.
        end (int): One past its last token.

    Returns:
        tuple[str, float]: ``PER``, ``LOC``, ``ORG`` or ``MISC``, and a probability in 0 to 1.
    """
    table = lex.contexts
    scores = list(lex.priors)
    folds = s.folds
    words = s.words[first:end]
    p1 = words_before = folds[first - 1] if first else "\n"
    p2 = folds[first - 2] if first > 1 else "\n"
    n1 = folds[end] if end < len(folds) else "\n"
    n2 = folds[end + 1] if end + 1 < len(folds) else "\n"
    for feature, factor in (
        (f"p1={words_before}", 0.8),
        (f"p2={p2} {p1}", 0.8),
        (f"n1={n1}", 0.6),
        (f"n2={n1} {n2}", 0.6),
        (f"len={min(len(words), 5)}", 0.7),
        (f"suffix={words[-1][-3:].lower()}", 0.7),
        (f"first={words[0].lower()}", 0.7),
    ):
        weights = table.get(feature, _NONE)
        for k in range(4):
            scores[k] += factor * weights[k]
    run = " ".join(words)
    forms = []
    if run.isupper():
        forms.append(f"caps={min(len(run), 6)}")
    if "-" in run:
        forms.append("hyphen")
    if folds[first] in lex.surnames:
        forms.append(f"surname={min(len(words), 5)}")
    for feature in forms:
        weights = table.get(feature, _NONE)
        for k in range(4):
            scores[k] += 0.7 * weights[k]
    top = max(scores)
    odds = [math.exp(x - top) for x in scores]
    best = max(range(4), key=odds.__getitem__)
    return KINDS[best], odds[best] / sum(odds)
