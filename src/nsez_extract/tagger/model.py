"""Weights of the tagger in arrays, and decoding (Viterbi 1967) over windows round capitals."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import CODE, NAMELIKE, Syllables
from nsez_extract.tagger.hashing import Hashes

REACH = 6
"""int: tokens to either side of a capital, or of what the rules propose, that the tagger looks at."""

_WANTED = frozenset({*NAMELIKE, CODE})

Floats = NDArray[np.float32]
"""Array of single-precision numbers."""


class Index:
    """Finds the rows of feature hashes: a cuckoo hash table (Pagh and Rodler 2004) of two probes.

    Args:
        keys (Hashes): Different hashes, shape (features,); the row of a key is its place here.

    Attributes:
        keys (Hashes): The keys.
    """

    __slots__ = ("_known", "_multipliers", "_shift", "_slots", "keys")

    def __init__(self, keys: Hashes) -> None:
        self.keys = keys
        bits = max(4, (4 * len(keys)).bit_length())
        random = np.random.default_rng(len(keys))
        slots = None
        while slots is None:
            self._shift = np.uint64(64 - bits)
            self._multipliers = random.integers(0, 2**63, 2, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
            slots = self._fill(bits)
        self._slots = slots
        self._known = np.concatenate((keys, np.zeros(1, dtype=np.uint64)))

    def _places(self, rows: Hashes, probe: int) -> Hashes:
        """Return the slot of each hash at the first (0) or second (1) probe (Dietzfelbinger et al. 1997)."""
        return np.asarray((rows * self._multipliers[probe]) >> self._shift, dtype=np.uint64)

    def _fill(self, bits: int) -> NDArray[np.int32] | None:
        """Return the table with 2**bits slots, or None when a key finds no place."""
        none = len(self.keys)
        slots = [none] * (1 << bits)
        first, second = (self._places(self.keys, probe).tolist() for probe in (0, 1))
        for row in range(none):
            at, moving = first[row], row
            for _ in range(200):
                slots[at], moving = moving, slots[at]
                if moving == none:
                    break
                at = second[moving] if at == first[moving] else first[moving]
            else:
                return None
        return np.array(slots, dtype=np.int32)

    def find(self, rows: Hashes) -> NDArray[np.int32]:
        """Return the row of each hash, ``len(keys)`` for unknown ones.

        Args:
            rows (Hashes): Hashes, any shape.

        Returns:
            NDArray[np.int32]: Same shape.
        """
        first = self._slots[self._places(rows, 0)]
        second = self._slots[self._places(rows, 1)]
        known = self._known
        none = np.int32(len(self.keys))
        return np.where(known[first] == rows, first, np.where(known[second] == rows, second, none))


@dataclass(frozen=True, slots=True)
class Model:
    """A trained CRF.

    Attributes:
        labels (tuple[str, ...]): Labels by index.
        index (Index): Row of each feature that has a weight.
        weights (Floats): Shape (features + 1, labels); the last row is zero, for unknown features.
        transitions (Floats): Shape (labels, labels), from row to column.
        card (dict[str, Any]): What the model was made from: name, version, date, data, figures.
    """

    labels: tuple[str, ...]
    index: Index
    weights: Floats
    transitions: Floats
    card: dict[str, Any]

    def emissions(self, rows: Hashes) -> Floats:
        """Return the score of each label at each token.

        Args:
            rows (Hashes): Feature hashes, shape (tokens, features).

        Returns:
            Floats: Shape (tokens, labels).
        """
        total: Floats = self.weights[self.index.find(rows)].sum(axis=1, dtype=np.float32)
        return total

    def decode(self, emissions: Floats, lengths: Sequence[int]) -> list[str]:
        """Return the best label sequence of each of several windows.

        Args:
            emissions (Floats): Scores of the windows' tokens one after the other, shape (tokens, labels).
            lengths (Sequence[int]): Tokens in each window, each at least 1.

        Returns:
            list[str]: One label a token, in the same order.
        """
        if not len(lengths):
            return []
        sizes = np.asarray(lengths)
        order = np.argsort(-sizes, kind="stable")
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))[order]
        sizes = sizes[order]
        count = len(self.labels)
        longest = int(sizes[0])
        score = emissions[starts]
        back = np.zeros((longest, len(sizes), count), dtype=np.int8)
        alive = len(sizes)
        for k in range(1, longest):
            while sizes[alive - 1] <= k:
                alive -= 1
            reached = score[:alive, :, None] + self.transitions
            back[k, :alive] = reached.argmax(axis=1)
            score[:alive] = reached.max(axis=1) + emissions[starts[:alive] + k]
        best = np.zeros(len(emissions), dtype=np.int64)
        at = score.argmax(axis=1)
        windows = np.arange(len(sizes))
        for k in range(longest - 1, -1, -1):
            alive = int(np.searchsorted(-sizes, -k, side="left"))
            best[starts[:alive] + k] = at[:alive]
            if k:
                at[:alive] = back[k, windows[:alive], at[:alive]]
        labels = self.labels
        return [labels[k] for k in best.tolist()]


def save(model: Model, path: Path) -> None:
    """Write a model as one compressed NumPy archive, half precision, with its card.

    Args:
        model (Model): The model.
        path (Path): Where; the ending should be ``.npz``.
    """
    np.savez_compressed(
        path,
        labels=np.array(model.labels),
        keys=model.index.keys,
        weights=model.weights.astype(np.float16),
        transitions=model.transitions,
        card=np.array(json.dumps(model.card, ensure_ascii=False)),
    )


def load(path: Path) -> Model:
    """Read a model written by :func:`save`.

    Args:
        path (Path): The archive.

    Returns:
        Model: The model.

    Raises:
        ValueError: If the file is not such an archive.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            return Model(
                tuple(str(label) for label in data["labels"]),
                Index(data["keys"]),
                data["weights"].astype(np.float32),
                data["transitions"],
                json.loads(str(data["card"])),
            )
    except (OSError, KeyError, ValueError) as error:
        raise ValueError(f"{path}: not a tagger model ({error}); make one with nsez-extract train") from error


def windows(s: Syllables, proposed: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the token ranges that the tagger looks at: those near capitals and near what the rules propose.

    Args:
        s (Syllables): The text.
        proposed (Sequence[Mention]): What the rules propose for it, in text order.

    Returns:
        list[tuple[int, int]]: Ranges in order, without overlaps, each within one sentence.
    """
    wanted = [kind in _WANTED for kind in s.kinds]
    for mention in proposed:
        k = bisect_left(s.starts, mention.start)
        while k < len(wanted) and s.ends[k] <= mention.end:
            wanted[k] = True
            k += 1
    out: list[tuple[int, int]] = []
    for first, stop in s.bounds:
        a = b = -1
        for k in range(first, stop):
            if wanted[k]:
                if a >= 0 and k - REACH <= b:
                    b = min(k + REACH + 1, stop)
                else:
                    if a >= 0:
                        out.append((a, b))
                    a, b = max(k - REACH, first), min(k + REACH + 1, stop)
        if a >= 0:
            out.append((a, b))
    return out
