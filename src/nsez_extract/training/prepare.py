"""What training and measuring need of an article: its windows with their features, and its labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nsez_extract.entities import rules
from nsez_extract.entities.syllables import Syllables
from nsez_extract.tagger.features import feature_rows
from nsez_extract.tagger.hashing import Hashes
from nsez_extract.tagger.labels import compose, labels_of, spans_of
from nsez_extract.tagger.model import Model, windows
from nsez_extract.text.clean import CleanText, clean
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize
from nsez_extract.training.texts import Article

Progress = Callable[[str], None]
"""Takes one line that says how far the work is."""

Key = tuple[str, int, int]
"""Label, start and end of a mention in code points of the raw text."""


@dataclass(slots=True)
class Prepared:
    """An article ready to be learnt from and tagged.

    Attributes:
        article (Article): Annotation and text.
        clean (CleanText): The text cleaned, with the map to the raw text.
        syllables (Syllables): Its tokens.
        windows (list[tuple[int, int]]): Token ranges that are tagged; all other tokens are outside names.
        chosen (NDArray[np.int64]): The tokens of all windows, shape (n,).
        rows (Hashes): Feature hashes of the chosen tokens, shape (n, features).
        labels (list[str]): The annotated label of each token of the text.
        misfits (list[str]): A message for each mention that does not begin and end with a token.
    """

    article: Article
    clean: CleanText
    syllables: Syllables
    windows: list[tuple[int, int]]
    chosen: NDArray[np.int64]
    rows: Hashes
    labels: list[str]
    misfits: list[str]

    @property
    def lengths(self) -> list[int]:
        """list[int]: tokens in each window."""
        return [stop - first for first, stop in self.windows]

    @property
    def gold(self) -> set[Key]:
        """set[Key]: the annotated mentions."""
        return {mark.key for mark in self.article.annotation.entities}


def prepare(article: Article, *, with_rules: bool = True) -> Prepared:
    """Make an article ready.

    Args:
        article (Article): Annotation and text.
        with_rules (bool): Whether the features know what the rules propose.

    Returns:
        Prepared: Its windows, features and labels.
    """
    text = clean(article.text)
    sentences = split_sentences(text.text, text.placeholders)
    syllables = Syllables(text.text, tokenize(text.text), sentences)
    entities = [(mark.label, *text.from_raw(mark.start, mark.end)) for mark in article.annotation.entities]
    labels, misfits = labels_of(syllables, entities)
    proposed = rules.find_names(syllables) if with_rules else []
    ranges = windows(syllables, proposed)
    chosen = np.array([k for first, stop in ranges for k in range(first, stop)], dtype=np.int64)
    rows = feature_rows(syllables, proposed, chosen)
    return Prepared(article, text, syllables, ranges, chosen, rows, labels, misfits)


def prepare_all(
    articles: Sequence[Article], *, with_rules: bool = True, progress: Progress | None = None
) -> list[Prepared]:
    """Make articles ready.

    Args:
        articles (Sequence[Article]): In any order.
        with_rules (bool): Whether the features know what the rules propose.
        progress (Progress | None): Told how far the work is.

    Returns:
        list[Prepared]: Sorted by id.
    """
    ready = []
    for number, article in enumerate(sorted(articles, key=lambda x: x.annotation.id), start=1):
        ready.append(prepare(article, with_rules=with_rules))
        if progress is not None and (number % 20 == 0 or number == len(articles)):
            progress(f"features of {number:,} of {len(articles):,} articles")
    return ready


def tag(model: Model, ready: Prepared) -> list[str]:
    """Return the model's labels of an article.

    Args:
        model (Model): A trained model.
        ready (Prepared): The article.

    Returns:
        list[str]: One label a token.
    """
    labels = ["O"] * len(ready.syllables.words)
    if ready.windows:
        found = model.decode(model.emissions(ready.rows), ready.lengths)
        for k, label in zip(ready.chosen.tolist(), found, strict=True):
            labels[k] = label
    return labels


def mentions(ready: Prepared, labels: Sequence[str]) -> set[Key]:
    """Return the mentions that labels stand for.

    Args:
        ready (Prepared): The article.
        labels (Sequence[str]): One label a token.

    Returns:
        set[Key]: Mentions in the raw text, those inside a TITLE included.
    """
    composed = compose(ready.syllables, spans_of(labels), "crf")
    return {
        (mention.label, *ready.clean.to_raw(mention.start, mention.end))
        for outer in composed
        for mention in (outer, *outer.inner)
    }
