"""The trained tagger as a witness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.tagger.features import feature_rows
from nsez_extract.tagger.labels import compose, spans_of
from nsez_extract.tagger.model import Model, load, windows

WITNESS = "tagger"
"""str: name of this witness."""


@cache
def shipped_model() -> Model:
    """Return the model that ships with the package; later calls return the same object.

    Returns:
        Model: The model.
    """
    with resources.as_file(resources.files("nsez_extract.models").joinpath("tagger.npz")) as path:
        return load(path)


def tag(model: Model, s: Syllables, proposed: Sequence[Mention]) -> list[str]:
    """Return the label of every token of a text.

    Args:
        model (Model): The model.
        s (Syllables): The text.
        proposed (Sequence[Mention]): What the rules propose for it, in text order.

    Returns:
        list[str]: One label a token; outside all windows ``O``.
    """
    labels = ["O"] * len(s.words)
    ranges = windows(s, proposed)
    if ranges:
        chosen = np.concatenate([np.arange(first, stop) for first, stop in ranges])
        emissions = model.emissions(feature_rows(s, proposed, chosen))
        found = model.decode(emissions, [stop - first for first, stop in ranges])
        for k, label in zip(chosen.tolist(), found, strict=True):
            labels[k] = label
        for first, stop in s.bounds:  # no name goes on from the sentence before
            if first < stop and labels[first][0] in "IL":
                labels[first] = labels[first].replace("I-", "B-").replace("L-", "U-")
    return labels


def find_names(model: Model, s: Syllables, proposed: Sequence[Mention]) -> list[Mention]:
    """Return the mentions the tagger finds.

    Args:
        model (Model): The model.
        s (Syllables): The text.
        proposed (Sequence[Mention]): What the rules propose for it, in text order.

    Returns:
        list[Mention]: In text order; where the rules propose the very same, ``rule`` names theirs too.
    """
    agreed = {(m.label, m.start, m.end): m.rule for m in proposed}
    mentions = compose(s, spans_of(tag(model, s, proposed)), WITNESS)
    for mention in mentions:
        rule = agreed.get((mention.label, mention.start, mention.end))
        mention.rule = "crf" if rule is None else f"crf, as {rule}"
    return mentions


def make_witness(
    path: Path | None = None,
) -> tuple[Callable[[Syllables, Sequence[Mention]], list[Mention]], str]:
    """Return the tagger as a witness, and the version of its model.

    Args:
        path (Path | None): A model made by ``nsez-extract train``; None for the shipped one.

    Returns:
        tuple[Callable[[Syllables, Sequence[Mention]], list[Mention]], str]: The witness and its version.

    Raises:
        UsageError: If the file is no model.
    """
    try:
        model = shipped_model() if path is None else load(path)
    except ValueError as error:
        raise UsageError(str(error)) from None

    def witness(s: Syllables, proposed: Sequence[Mention]) -> list[Mention]:
        return find_names(model, s, proposed)

    return witness, str(model.card.get("version", "unknown"))
