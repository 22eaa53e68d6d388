"""Feature hashes of every token of a text: its neighbourhood, its capital run, the document, the rules.

The rules speak as features: the tagger sees what :mod:`nsez_extract.entities.rules` proposes at each token
and learns when to trust it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import LOWER, NAMELIKE, Syllables
from nsez_extract.tagger.hashing import Hashes, combine, known_hash
from nsez_extract.tagger.words import word_rows

_EDGE = np.uint64(known_hash("<edge>"))
_NONE = known_hash("")


def feature_rows(s: Syllables, proposed: Sequence[Mention], chosen: NDArray[np.int64]) -> Hashes:
    """Return the feature hashes of chosen tokens.

    Args:
        s (Syllables): The text.
        proposed (Sequence[Mention]): What the rules propose for it, in text order.
        chosen (NDArray[np.int64]): Indices of the tokens, shape (n,).

    Returns:
        Hashes: Shape (n, features); column k always holds the hashes of the k-th template.
    """
    size = len(s.words)
    if not size:
        return np.zeros((0, 0), dtype=np.uint64)
    own = word_rows(s)
    sentence = np.zeros(size, dtype=np.int64)
    for k, (first, stop) in enumerate(s.bounds, start=1):
        sentence[first:stop] = k

    def at(column: Hashes, shift: int) -> Hashes:
        out = np.full(size, _EDGE, dtype=np.uint64)
        if shift < 0:
            same = sentence[-shift:] == sentence[:shift]
            out[-shift:][same] = column[:shift][same]
        elif shift:
            same = sentence[:-shift] == sentence[shift:]
            out[:-shift][same] = column[shift:][same]
        else:
            out = column
        return out

    word, shape, prefix, suffix, lists, trigger = (own[:, k] for k in range(own.shape[1]))
    w = {k: at(word, k) for k in range(-2, 3)}
    x = {k: at(shape, k) for k in range(-2, 3)}
    rule = _rule_column(s, proposed)
    r = {k: at(rule, k) for k in range(-2, 3)}
    run = _run_columns(s, rule)
    t = {k: at(trigger, k) for k in range(-2, 2)}
    listed = {k: at(lists, k) for k in range(-1, 2)}
    templates: list[tuple[Hashes, ...]] = [
        *((w[k],) for k in (-2, -1, 0, 1, 2)),
        (w[-1], w[0]), (w[0], w[1]), (w[-2], w[-1]), (w[1], w[2]), (w[-1], w[0], w[1]),
        *((x[k],) for k in (-2, -1, 0, 1, 2)),
        (x[-1], x[0]), (x[0], x[1]), (x[-1], x[0], x[1]), (x[-2], x[-1], x[0], x[1], x[2]),
        (w[-1], x[0]), (x[0], w[1]), (w[-2], w[-1], x[0]), (x[0], w[1], w[2]),
        (prefix, x[0]), (suffix, x[0]), (at(suffix, 1), x[0]),
        *((listed[k], x[0]) for k in (-1, 0, 1)), (listed[0], listed[1]),
        *((t[k], x[0]) for k in (-2, -1, 0, 1)), (t[-1], t[0]),
        *((r[k],) for k in (-1, 0, 1)), (r[-1], r[0]), (r[0], r[1]), (r[-1], r[0], r[1]),
        (r[-2], r[-1], r[0], r[1], r[2]),
        *((column, x[0]) for column in run),
        (run[0], run[1]), (run[0], run[2]), (run[3], run[0]), (run[5], r[0]), (run[6], r[0]),
    ]  # fmt: skip
    picked: dict[int, Hashes] = {}

    def pick(column: Hashes) -> Hashes:
        found = picked.get(id(column))
        if found is None:
            found = picked[id(column)] = column[chosen]
        return found

    rows = np.empty((len(chosen), len(templates)), dtype=np.uint64)
    for k, parts in enumerate(templates):
        rows[:, k] = combine(_template(k), *map(pick, parts))
    return rows


@cache
def _template(k: int) -> np.uint64:
    return np.uint64(known_hash(f"template {k}"))


def _rule_column(s: Syllables, proposed: Sequence[Mention]) -> Hashes:
    """Return what the rules say at each token: label with place in the span."""
    rule = np.full(len(s.words), _NONE, dtype=np.uint64)
    begins = {start: k for k, start in enumerate(s.starts)}
    for mention in proposed:
        _mark(s, rule, begins, mention, mention.label + ("?" if mention.needs_person else ""))
        for inner in mention.inner:
            _mark(s, rule, begins, inner, "in" + inner.label)
    return rule


def _mark(s: Syllables, rule: Hashes, begins: dict[int, int], mention: Mention, label: str) -> None:
    first = begins.get(mention.start)
    if first is None:
        return
    last = first
    while last + 1 < len(s.ends) and s.ends[last + 1] <= mention.end:
        last += 1
    for k in range(first, last + 1):
        place = "U" if first == last else "B" if k == first else "L" if k == last else "I"
        rule[k] = known_hash(place + label)


def _run_columns(s: Syllables, rule: Hashes) -> list[Hashes]:
    """Return traits of the capital run a token stands in and of what the document says of it.

    Columns: place in the run and its length; word before it; word after it; its first word; its last
    word; what the rules mostly call it in the document; whether its words occur in lower case elsewhere.
    """
    size, kinds, folds = len(s.words), s.kinds, s.folds
    columns = [np.full(size, _NONE, dtype=np.uint64) for _ in range(7)]
    lower = {folds[k] for k in range(size) if kinds[k] == LOWER}
    runs: list[tuple[int, int]] = []
    for first, stop in s.bounds:
        k = first
        while k < stop:
            if kinds[k] not in NAMELIKE:
                k += 1
                continue
            end = k + 1
            while end < stop and kinds[end] in NAMELIKE:
                end += 1
            runs.append((k, end))
            k = end
    called: dict[str, Counter[int]] = {}
    surfaces = [" ".join(s.words[a:b]) for a, b in runs]
    for (a, _), surface in zip(runs, surfaces, strict=True):
        called.setdefault(surface, Counter())[int(rule[a])] += 1
    starts = {first for first, _ in s.bounds}
    for (a, b), surface in zip(runs, surfaces, strict=True):
        count = called[surface]
        top = count.most_common(1)[0][0]
        before = known_hash("<b>" + (folds[a - 1] if a else "") + ("^" if a in starts else ""))
        after = known_hash("<a>" + (folds[b] if b < size else ""))
        first, last = known_hash("<f>" + folds[a]), known_hash("<l>" + folds[b - 1])
        often = min(count.total(), 3)
        for k in range(a, b):
            columns[0][k] = known_hash(f"{min(k - a, 3)}{min(b - k, 4)}{'^' if a in starts else ''}")
            columns[1][k] = before
            columns[2][k] = after
            columns[3][k] = first
            columns[4][k] = last
            columns[5][k] = known_hash(f"{top}{often}")
            columns[6][k] = known_hash(f"low{folds[k] in lower}{often}")
    return columns
