"""How likely a model holds each label at each token (forward-backward, Rabiner 1989)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nsez_extract.tagger.labels import LABELS
from nsez_extract.tagger.model import Floats, Model
from nsez_extract.training.prepare import Prepared

Marginals = NDArray[np.float64]
"""Probabilities, shape (tokens, labels); every row sums to 1."""


def marginals(emissions: Floats, transitions: Floats) -> Marginals:
    """Return the probability of each label at each token of a window.

    Args:
        emissions (Floats): Score of each label at each token, shape (tokens, labels).
        transitions (Floats): Score of each pair of neighbouring labels, from row to column.

    Returns:
        Marginals: Of the sequences' distribution, which is proportional to the exponential of the score.

    >>> marginals(np.zeros((2, 2), np.float32), np.zeros((2, 2), np.float32)).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    size, labels = emissions.shape
    scores = emissions.astype(np.float64)
    local = np.exp(scores - scores.max(axis=1, keepdims=True)) if size else scores
    step = np.exp(transitions.astype(np.float64) - float(transitions.max()))
    forward = np.empty((size, labels))
    backward = np.ones((size, labels))
    for k in range(size):
        reached = local[k] if not k else (forward[k - 1] @ step) * local[k]
        forward[k] = reached / reached.sum()
    for k in range(size - 2, -1, -1):
        left = step @ (local[k + 1] * backward[k + 1])
        backward[k] = left / left.sum()
    both = forward * backward
    result: Marginals = both / both.sum(axis=1, keepdims=True)
    return result


def article_marginals(model: Model, ready: Prepared) -> Marginals:
    """Return the probability of each label at each token of an article.

    Args:
        model (Model): A trained model.
        ready (Prepared): The article.

    Returns:
        Marginals: Columns in the order of :data:`~nsez_extract.tagger.labels.LABELS`; tokens outside all
        windows are surely outside names.
    """
    columns = [LABELS.index(label) for label in model.labels]
    total = np.zeros((len(ready.syllables.words), len(LABELS)))
    total[:, LABELS.index("O")] = 1.0
    emissions = model.emissions(ready.rows)
    done = 0
    for first, stop in ready.windows:
        scores = emissions[done : done + stop - first]
        done += stop - first
        total[first:stop] = 0.0
        total[first:stop, columns] = marginals(scores, model.transitions)
    return total
