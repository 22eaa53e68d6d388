"""The five components; each runs one stage of the extractor and puts what it found on the document."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from nsez_extract.extractor import Analysis, get_extractor
from nsez_extract.pipeline import work
from nsez_extract.pipeline.spans import outermost, place_groups, start_sentences
from nsez_extract.schema import ENTITY_LABELS


def mark_sentences(doc: Doc) -> Doc:
    """Set ``doc.sents``, ``doc.spans["sentences"]`` and ``doc.spans["placeholders"]``.

    spaCy's sentences leave no token out, so those in ``doc.sents`` end with the blanks after them, and lines
    of scraping noise are sentences of their own. The groups hold exactly the spans of the record.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        spacy.tokens.Doc: The same document.
    """
    analysis = work.resume(doc).analysis
    to_raw, noise = analysis.clean.to_raw, analysis.clean.placeholders
    sentences = [(*to_raw(start, end), "SENTENCE") for start, end in analysis.sentences]
    placeholders = [(*to_raw(start, end), "PLACEHOLDER") for start, end in noise]
    place_groups(doc, {"sentences": sentences, "placeholders": placeholders})
    starts = sorted({span.start for key in ("sentences", "placeholders") for span in doc.spans[key]})
    start_sentences(doc, starts[1:])  # blanks before the first belong to it
    return doc


class NameFinder:
    """Sets ``doc.ents``, ``doc.spans["entities"]`` and ``doc.spans["titles"]``.

    Args:
        witnesses (Sequence[str] | None): Optional witnesses beside the rules; None for the defaults.

    Raises:
        UsageError: If a witness is unknown or not installed.
    """

    labels: tuple[str, ...] = ENTITY_LABELS
    """tuple[str, ...]: labels it may give."""

    def __init__(self, witnesses: Sequence[str] | None) -> None:
        self._witnesses = None if witnesses is None else tuple(witnesses)
        get_extractor(self._witnesses)  # complains now rather than at the first document

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one document.

        Args:
            doc (spacy.tokens.Doc): The document.

        Returns:
            spacy.tokens.Doc: The same document.
        """
        under_way = work.resume(doc)
        under_way.extractor = get_extractor(self._witnesses)
        under_way.extractor.find_entities(under_way.analysis)
        _show_mentions(doc, under_way.analysis)
        return doc


def link_titles(doc: Doc) -> Doc:
    """Find who holds which title, for ``Doc._.roles``; titles that need a holder and have none go.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        spacy.tokens.Doc: The same document.
    """
    under_way = work.resume(doc)
    analysis = under_way.analysis
    before = analysis.mentions
    under_way.extractor.find_roles(analysis)
    if [id(mention) for mention in analysis.mentions] != [id(mention) for mention in before]:
        _show_mentions(doc, analysis)
    return doc


def mark_quantities(doc: Doc) -> Doc:
    """Set ``doc.spans["quantities"]``, labelled with the kind of each.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        spacy.tokens.Doc: The same document.

    Raises:
        UsageError: If the metadata of the document is unusable.
    """
    under_way = work.resume(doc)
    under_way.settle(doc)
    analysis = under_way.analysis
    under_way.extractor.find_quantities(analysis)
    to_raw = analysis.clean.to_raw
    place_groups(doc, {"quantities": [(*to_raw(q.start, q.end), q.kind) for q in analysis.quantities]})
    return doc


def store_record(doc: Doc) -> Doc:
    """Store the record in ``doc.user_data``, from which ``Doc._.record`` reads it.

    Args:
        doc (spacy.tokens.Doc): The document.

    Returns:
        spacy.tokens.Doc: The same document.

    Raises:
        UsageError: If the metadata of the document is unusable.
    """
    work.finish(doc)
    return doc


def _show_mentions(doc: Doc, analysis: Analysis) -> None:
    """Put the mentions of an analysis on the document."""
    to_raw = analysis.clean.to_raw
    mentions = [mention for outer in analysis.mentions for mention in (outer, *outer.inner)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    found = [(*to_raw(mention.start, mention.end), mention.label) for mention in mentions]
    place_groups(doc, {"entities": found, "titles": [item for item in found if item[2] == "TITLE"]})
    doc.ents = outermost(doc.spans["entities"])
