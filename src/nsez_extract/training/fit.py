"""From annotated articles to a model."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from nsez_extract._version import __version__
from nsez_extract.errors import UsageError
from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.tagger.model import Index, Model
from nsez_extract.training.annotations import Annotation
from nsez_extract.training.crf import Settings, learn, require
from nsez_extract.training.folds import groups_of
from nsez_extract.training.prepare import Prepared, Progress


def fit(
    ready: Sequence[Prepared],
    settings: Settings | None = None,
    *,
    card: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    name: str = "training",
) -> Model:
    """Learn a model.

    Args:
        ready (Sequence[Prepared]): Articles; their order does not matter.
        settings (Settings | None): How to learn; None for the defaults.
        card (Mapping[str, Any] | None): Added to the card of the model.
        progress (Progress | None): Told how far the work is.
        name (str): What the progress is called.

    Returns:
        Model: Weights with a card; equal articles and settings give equal weights.

    Raises:
        UsageError: If python-crfsuite is not installed, or nothing is annotated.
    """
    require()
    settings = settings or Settings()
    ready = sorted(ready, key=lambda x: x.article.annotation.id)
    labels = [x.labels[first:stop] for x in ready for first, stop in x.windows]
    if not any(label != "O" for window in labels for label in window):
        raise UsageError(f"nothing to learn from: {len(ready)} articles without a single annotated name")
    rows = np.concatenate([x.rows for x in ready if x.windows])
    keys, numbers, counts = np.unique(rows, return_inverse=True, return_counts=True)
    frequent = counts >= settings.least
    index = np.where(frequent, np.cumsum(frequent) - 1, -1)
    keys = keys[frequent]
    ends = np.cumsum([length for x in ready for length in x.lengths])
    parts = np.split(index[numbers].reshape(rows.shape), ends[:-1])
    sequences = list(zip(parts, labels, strict=True))

    def on_step(number: int) -> None:
        if progress is not None:
            progress(f"{name}: {len(ready):,} articles, step {number} of {settings.iterations}")

    learnt = learn(sequences, len(keys), settings, on_step)
    used = learnt.states.any(axis=1)
    zero = np.zeros((1, len(learnt.labels)), dtype=np.float32)
    return Model(
        learnt.labels,
        Index(keys[used]),
        np.concatenate([learnt.states[used], zero]),
        learnt.transitions,
        {
            "name": "nsez-names",
            "version": __version__,
            "date": datetime.date.today().isoformat(),
            "settings": asdict(settings),
            "data": describe([x.article.annotation for x in ready]),
            **(card or {}),
        },
    )


def describe(annotations: Sequence[Annotation]) -> dict[str, Any]:
    """Return what a card says of the data.

    Args:
        annotations (Sequence[Annotation]): What was learnt from.

    Returns:
        dict[str, Any]: Numbers of articles by data set and section, of mentions by label, and a digest of
        all rows.
    """
    marks = Counter(mark.label for x in annotations for mark in x.entities)
    rows = "\n".join(sorted(x.to_line() for x in annotations))
    return {
        "articles": len(annotations),
        "groups": dict(sorted(Counter(name for x in annotations for name in groups_of(x)).items())),
        "mentions": {label: marks[label] for label in ENTITY_LABELS},
        "sha256": hashlib.sha256(rows.encode()).hexdigest(),
    }
