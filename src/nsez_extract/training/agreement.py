"""How far two annotations of the same articles agree: strict F1, and Cohen's kappa over tokens.

Kappa (Cohen 1960) is (o - e) / (1 - e), where o is the share of tokens on which both agree and e the
share that chance would give them with the same totals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nsez_extract.errors import UsageError
from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.score.metrics import Counts
from nsez_extract.text.clean import clean
from nsez_extract.text.tokens import tokenize
from nsez_extract.training.annotations import Annotation
from nsez_extract.training.evaluate import ALL, count
from nsez_extract.training.report import Cells, table
from nsez_extract.training.texts import join

OUTSIDE = "O"
"""str: label of a token outside all mentions."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one label.

    Attributes:
        counts (Counts): Mentions both have, only the second has, only the first has.
        kappa (float): Cohen's kappa over tokens; 1 when both say the same of every token.
    """

    counts: Counts
    kappa: float


def kappa(pairs: Mapping[tuple[str, str], int]) -> float:
    """Return Cohen's kappa.

    Args:
        pairs (Mapping[tuple[str, str], int]): How often the two said what.

    Returns:
        float: At most 1; 0 is chance.

    >>> round(kappa({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}), 3)
    0.4
    """
    total = sum(pairs.values())
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), number in pairs.items():
        first[one] += number
        second[other] += number
    if not total:
        return 1.0
    same = sum(number for (one, other), number in pairs.items() if one == other) / total
    chance = sum(first[label] * second[label] for label in first) / total**2
    return 1.0 if chance == 1.0 else (same - chance) / (1.0 - chance)


def agreement(
    first: Sequence[Annotation], second: Sequence[Annotation], texts: Mapping[str, str]
) -> dict[str, Agreement]:
    """Compare two annotations on the articles both have.

    Args:
        first (Sequence[Annotation]): One.
        second (Sequence[Annotation]): The other.
        texts (Mapping[str, str]): Raw texts by id.

    Returns:
        dict[str, Agreement]: By label, and over all under ``all``. A label's kappa asks of each token
        whether it lies in a mention of the label; that over all takes the label of the outermost mention.

    Raises:
        UsageError: If they have no article in common, or a text is missing or another one.
    """
    common = {x.id for x in first} & {x.id for x in second}
    if not common:
        raise UsageError("the two annotations have no article in common; give two of the same ones")
    one = join([x for x in first if x.id in common], texts)
    other = join([x for x in second if x.id in common], texts)
    counts = count(
        ({m.key for m in a.annotation.entities}, {m.key for m in b.annotation.entities})
        for a, b in zip(one, other, strict=True)
    )
    pairs: dict[str, Counter[tuple[str, str]]] = {label: Counter() for label in (*ENTITY_LABELS, ALL)}
    for a, b in zip(one, other, strict=True):
        tokens = _tokens(a.text)
        for label in pairs:
            said = [_token_labels(x.annotation, tokens, label) for x in (a, b)]
            pairs[label].update(zip(*said, strict=True))
    return {label: Agreement(counts[label], kappa(pairs[label])) for label in pairs}


def _tokens(raw: str) -> list[tuple[int, int]]:
    """Return the spans of a raw text's tokens."""
    text = clean(raw)
    return [text.to_raw(start, end) for start, end in tokenize(text.text)]


def _token_labels(annotation: Annotation, tokens: Sequence[tuple[int, int]], label: str) -> list[str]:
    """Return the label of each token: one label or outside, or that of the outermost mention."""
    labels = [OUTSIDE] * len(tokens)
    for mark in annotation.entities:
        if label not in (ALL, mark.label):
            continue
        for k, (start, end) in enumerate(tokens):
            if start >= mark.end:
                break
            if end > mark.start and labels[k] == OUTSIDE:
                labels[k] = mark.label
    return labels


def agreement_table(figures: Mapping[str, Agreement]) -> str:
    """Return a table of agreement.

    Args:
        figures (Mapping[str, Agreement]): By label.

    Returns:
        str: Lines of text.
    """
    rows: list[Cells] = [("label", "first", "second", "both", "F1", "kappa")]
    for label, x in figures.items():
        c = x.counts
        rows.append((label, f"{c.gold:,}", f"{c.tp + c.fp:,}", f"{c.tp:,}", f"{c.f1:.3f}", f"{x.kappa:.3f}"))
    return table(rows)
