"""The spaCy path: the stages of :mod:`nsez_extract.extractor` as a tokenizer and five components.

====================  =======================================================================================
``nsez_sentences``    ``doc.sents``; ``doc.spans["sentences"]`` and ``["placeholders"]`` (scraping noise)
``nsez_entities``     ``doc.ents`` (outermost mentions), ``doc.spans["entities"]`` (all, with the ORG and LOC
                      inside titles) and ``doc.spans["titles"]``
``nsez_roles``        who holds which title; titles that need a holder and have none go
``nsez_quantities``   ``doc.spans["quantities"]``, labelled MONEY, PERCENT, NUMBER and DATE
``nsez_record``       the record, kept as JSON in ``doc.user_data``, so that it is saved with the document
====================  =======================================================================================

``Doc._.record``, ``Doc._.roles``, ``Doc._.quantities``, ``Doc._.subjects``, ``Doc._.nsez_meta``,
``Span._.entity``, ``Span._.quantity``, ``Span._.canonical``, ``Span._.subject`` and ``Span._.source`` are
described in :mod:`nsez_extract.pipeline.extensions`.

``doc.text`` is the raw text. Every sentence, mention and quantity of the record is a span of whole tokens.
The components also work behind another tokenizer (``spacy.blank("xx").add_pipe("nsez_quantities")``); a
token that a result begins or ends inside is divided, so place them before taggers and parsers.

>>> doc = build()("Bà Lê Thị Hoa, Chủ tịch UBND xã Tân Phú, nhận 2,5 tỷ đồng.")
>>> [(span.text, span.label_) for span in doc.ents]
[('Lê Thị Hoa', 'PER'), ('Chủ tịch UBND xã Tân Phú', 'TITLE')]
>>> [(span.text, span._.quantity.value) for span in doc.spans["quantities"]]
[('2,5 tỷ đồng', '2500000000')]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nsez_extract.pipeline.factories import COMPONENTS, TOKENIZER

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["COMPONENTS", "TOKENIZER", "build", "make_doc", "register_extensions"]


def build(witnesses: Sequence[str] | None = None) -> Language:
    """Return a Vietnamese pipeline with all stages; needs neither pyvi nor a download.

    The same pipeline comes back from ``spacy.load`` after ``nlp.to_disk``; only ``nlp.max_length`` is then
    spaCy's own again (1,000,000 characters).

    Args:
        witnesses (Sequence[str] | None): Optional witnesses beside the rules; None for the defaults.

    Returns:
        spacy.language.Language: The pipeline, with the language code ``vi``.

    Raises:
        UsageError: If a witness is unknown or not installed.
    """
    import spacy

    from nsez_extract._version import __version__
    from nsez_extract.io.document import DEFAULT_MAX_CHARS

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.meta["name"] = "nsez"
    nlp.meta["version"] = __version__
    nlp.meta["description"] = (
        "Vietnamese news: sentences, names, titles, roles and quantities by nsez-extract"
    )
    nlp.max_length = DEFAULT_MAX_CHARS
    for name in COMPONENTS:
        takes = name == "nsez_entities" and witnesses is not None
        nlp.add_pipe(name, config={"witnesses": list(witnesses or ())} if takes else {})
    return nlp


def make_doc(
    nlp: Language,
    text: str,
    *,
    doc_id: str = "doc",
    source: str | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> Doc:
    """Return a document that knows where it comes from, for ``nlp(doc)`` or ``nlp.pipe(docs)``.

    Args:
        nlp (spacy.language.Language): The pipeline whose tokenizer is used.
        text (str): Raw text.
        doc_id (str): The document's id.
        source (str | None): Where it came from.
        metadata (Mapping[str, Any] | None): As for :func:`nsez_extract.extract`; ``published`` gives dates
            without a year theirs.

    Returns:
        spacy.tokens.Doc: The tokens of the text, with ``Doc._.nsez_meta`` set.

    Raises:
        UsageError: If the text cannot be stored by spaCy, or the metadata is unusable.

    >>> nlp = build()
    >>> doc = nlp(make_doc(nlp, "Sáng 18/5, mưa to.", doc_id="a1", metadata={"published": "2021-05-19"}))
    >>> doc._.record.doc_id, doc._.record.quantities[0].value
    ('a1', '2021-05-18')
    """
    register_extensions()
    doc = nlp.make_doc(text)
    doc._.nsez_meta = {"doc_id": doc_id, "source": source, "metadata": dict(metadata or {})}
    return doc


def register_extensions() -> None:
    """Make ``Doc._.record`` and the other attributes known to spaCy; any number of calls is one call.

    Building or loading a pipeline does it. Call it only to read documents that were saved (``DocBin``) in a
    program without one.
    """
    from nsez_extract.pipeline import extensions

    extensions.register()
