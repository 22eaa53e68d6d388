"""Border to python-crfsuite, which learns the weights of a linear-chain CRF (L-BFGS, Nocedal 1980)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nsez_extract.errors import UsageError

if TYPE_CHECKING:
    from nsez_extract.tagger.model import Floats

Window = tuple[NDArray[np.int64], Sequence[str]]
"""Feature numbers of each token, shape (tokens, features), -1 for none; and the label of each token."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights are learnt.

    Attributes:
        c1 (float): Coefficient of the L1 penalty, which makes most weights zero.
        c2 (float): Coefficient of the L2 penalty.
        iterations (int): Steps of L-BFGS at most.
        least (int): A feature seen fewer times with a label has no weight for it.
    """

    c1: float = 0.1
    c2: float = 0.05
    iterations: int = 60
    least: int = 2


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights as learnt.

    Attributes:
        labels (tuple[str, ...]): Labels that occurred, sorted.
        states (Floats): Weight of each feature for each label, shape (features, labels).
        transitions (Floats): Shape (labels, labels), from row to column.
    """

    labels: tuple[str, ...]
    states: Floats
    transitions: Floats


def learn(
    sequences: Iterable[Window], features: int, settings: Settings, on_step: Callable[[int], None]
) -> Learnt:
    """Learn the weights.

    Args:
        sequences (Iterable[Window]): Windows with their labels; equal windows in equal order give equal
            weights.
        features (int): How many features there are; their numbers are 0 to features - 1.
        settings (Settings): How to learn.
        on_step (Callable[[int], None]): Told the number of each step done.

    Returns:
        Learnt: The weights.

    Raises:
        UsageError: If python-crfsuite is not installed.
    """
    crfsuite = _crfsuite()

    class Trainer(crfsuite.Trainer):  # type: ignore[misc, name-defined]
        """Tells of each step instead of printing the log."""

        def message(self, message: str) -> None:
            """Take a line of the log."""
            if message.startswith("***** Iteration #"):
                on_step(int(message.split("#")[1].split()[0]))

    trainer = Trainer(verbose=True)
    names = np.array([format(k, "x") for k in range(features)], dtype=object)
    for rows, labels in sequences:
        if len(labels):
            known = rows >= 0
            tokens = [names[row[good]].tolist() for row, good in zip(rows, known, strict=True)]
            trainer.append(tokens, list(labels))
    trainer.set_params(
        {
            "c1": settings.c1,
            "c2": settings.c2,
            "max_iterations": settings.iterations,
            "feature.minfreq": settings.least,
            "feature.possible_transitions": True,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "weights.crfsuite")
        trainer.train(path)
        tagger = crfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    labels = tuple(sorted(info.labels))
    column = {label: k for k, label in enumerate(labels)}
    states = np.zeros((features, len(labels)), dtype=np.float32)
    for (name, label), weight in info.state_features.items():
        states[int(name, 16), column[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (first, then), weight in info.transitions.items():
        transitions[column[first], column[then]] = weight
    return Learnt(labels, states, transitions)


def _crfsuite() -> Any:
    """Return the module, or raise a UsageError that says how to get it."""
    try:
        import pycrfsuite
    except ImportError:
        raise UsageError(
            'training needs python-crfsuite: pip install "nsez-extract[train]"; tagging does not'
        ) from None
    return pycrfsuite


def require() -> None:
    """Make sure that training is possible before long work begins.

    Raises:
        UsageError: If python-crfsuite is not installed.
    """
    _crfsuite()
