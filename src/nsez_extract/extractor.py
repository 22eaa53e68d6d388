"""The plain path: one raw text in, one record out, and the explanation of every result.

Each stage is a pure function of the package; this module only calls them in order and maps spans of
the clean text back to the raw text. The spaCy path (:mod:`nsez_extract.pipeline`) runs the same stages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nsez_extract._version import __version__
from nsez_extract.analysis import Analysis, ExplainedMention, Explanation
from nsez_extract.assemble import Assembler
from nsez_extract.entities import rules, underthesea
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.resolve import resolve
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.quantities import find_quantities, find_relative_dates
from nsez_extract.relations.offices import offices_in_general
from nsez_extract.relations.repair import REPAIRS, repair
from nsez_extract.relations.roles import link_roles
from nsez_extract.schema import Engine, Record
from nsez_extract.text.clean import clean
from nsez_extract.text.metadata import read_metadata
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

__all__ = ["Analysis", "ExplainedMention", "Explanation", "Extractor", "get_extractor"]

Witness = Callable[[Syllables, Sequence[Mention]], list[Mention]]
"""What proposes mentions, from the syllables of a text and what the rules propose for it."""


def _tagger(model: Path | None) -> tuple[Witness, str]:
    from nsez_extract.tagger.witness import make_witness

    return make_witness(model)


def _underthesea(model: Path | None) -> tuple[Witness, str]:
    return (lambda syllables, proposed: underthesea.find_names(syllables)), underthesea.witness_version()


WITNESSES: dict[str, Callable[[Path | None], tuple[Witness, str]]] = {
    "tagger": _tagger,
    "underthesea": _underthesea,
}
"""dict: optional witnesses by name; each is made from the path of a model (None for the shipped one) and
gives itself and its version. Another one is added here and in ``lexicon/data/resolve.toml``."""

DEFAULT_WITNESSES: tuple[str, ...] = ("tagger",)
"""tuple[str, ...]: optional witnesses in use unless others are named; the rules always speak."""


class Extractor:
    """Runs the stages with a fixed set of witnesses.

    Args:
        witnesses (Sequence[str] | None): Names of the optional witnesses; None for the defaults.
        model (Path | None): Model of the witness ``tagger``; None for the shipped one.
        without (Collection[str]): Names of repairs to leave out, to see what they gain.

    Raises:
        UsageError: If a witness or repair is unknown, a witness not installed, or the model unusable.
    """

    def __init__(
        self,
        witnesses: Sequence[str] | None = None,
        model: Path | None = None,
        without: Collection[str] = (),
    ) -> None:
        names = DEFAULT_WITNESSES if witnesses is None else tuple(witnesses)
        unknown = [name for name in names if name not in WITNESSES]
        if unknown:
            known = ", ".join(sorted(WITNESSES))
            raise UsageError(f"no witness is called {unknown[0]!r}; there are: {known}, or none")
        if model is not None and "tagger" not in names:
            raise UsageError("a model is of use only to the witness 'tagger'; add it, or leave out the model")
        made = {name: WITNESSES[name](model) for name in names}
        self._without = frozenset(without)
        odd = sorted(self._without - REPAIRS.keys())
        if odd:
            raise UsageError(f"no repair is called {odd[0]!r}; there are: {', '.join(REPAIRS)}")
        self._names = (rules.WITNESS, *names)
        self._witnesses = [witness for witness, _ in made.values()]
        models = {rules.WITNESS: __version__} | {name: told for name, (_, told) in made.items()}
        self._engine = Engine(version=__version__, models=dict(sorted(models.items())))

    # -- stages, each usable on its own ------------------------------------------------------------

    def read(self, raw: str, metadata: Mapping[str, Any] | None = None) -> Analysis:
        """Clean a text, split it and read its metadata.

        Args:
            raw (str): Raw text.
            metadata (Mapping[str, Any] | None): ``title``, ``published``, ``url``, ``byline``,
                ``publisher`` or ``extra`` that came with it; they win over what the text says.

        Returns:
            Analysis: Without mentions, roles and quantities yet.

        Raises:
            UsageError: If the metadata is unusable.
        """
        text = clean(raw)
        sentences = split_sentences(text.text, text.placeholders)
        syllables = Syllables(text.text, tokenize(text.text), sentences)
        analysis = Analysis(text, sentences, syllables, read_metadata(text.text, sentences))
        analysis.complete(metadata or {})
        return analysis

    def find_entities(self, analysis: Analysis) -> None:
        """Fill ``mentions`` and ``beaten`` from all witnesses by the policy."""
        proposed = rules.find_names(analysis.syllables)
        candidates = list(proposed)
        for witness in self._witnesses:
            candidates += witness(analysis.syllables, proposed)
        settled = resolve(candidates, self._names)
        analysis.mentions = repair(analysis.clean.text, settled.mentions, proposed, self._without)
        analysis.beaten = settled.beaten

    def find_roles(self, analysis: Analysis) -> None:
        """Fill ``links``, then drop titles that need a holder they lack, and offices in general."""
        analysis.links = link_roles(analysis.clean.text, analysis.mentions, analysis.sentences)
        held = {id(link.title) for link in analysis.links}
        general = offices_in_general(
            analysis.clean.text, analysis.mentions, analysis.links, analysis.sentences
        )
        kept: list[Mention] = []
        for mention in analysis.mentions:
            if (mention.needs_person and id(mention) not in held) or id(mention) in general:
                kept += mention.inner
            else:
                kept.append(mention)
        analysis.mentions = kept

    def find_quantities(self, analysis: Analysis) -> None:
        """Fill ``quantities`` and ``relative_dates``; numbers inside names stay out."""
        text, published = analysis.clean.text, analysis.published
        masked = [m.span for m in analysis.mentions if m.label != "TITLE"]
        masked += [inner.span for m in analysis.mentions for inner in m.inner]
        analysis.quantities = find_quantities(text, published=published, masked=sorted(masked))
        analysis.relative_dates = find_relative_dates(text, published=published)

    def analyse(self, raw: str, metadata: Mapping[str, Any] | None = None) -> Analysis:
        """Run all stages on one raw text.

        Args:
            raw (str): Raw text.
            metadata (Mapping[str, Any] | None): What came with it, as for :meth:`read`.

        Returns:
            Analysis: Everything found, in offsets of the clean text.
        """
        analysis = self.read(raw, metadata)
        self.find_entities(analysis)
        self.find_roles(analysis)
        self.find_quantities(analysis)
        return analysis

    # -- results -----------------------------------------------------------------------------------

    def extract(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        html: bool = False,
    ) -> Record:
        """Return the record of one article.

        Args:
            text (str): Raw text, or the source of a web page.
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            metadata (Mapping[str, Any] | None): ``title``, ``published`` (ISO date), ``url``, ``extra``
                that came with it; they win over what the text says.
            html (bool): Whether ``text`` is HTML; its article is extracted first and the record carries it.

        Returns:
            Record: The record.

        Raises:
            UsageError: If HTML holds no article, or the extra ``html`` is not installed.
        """
        given = dict(metadata or {})
        if html:
            from nsez_extract.text.html import extract_html

            page = extract_html(text)
            text = page.text
            own = {"title": page.title, "published": page.published, "byline": page.author}
            own |= {"publisher": page.publisher, "url": page.url}
            given = {k: v for k, v in own.items() if v is not None} | {
                k: v for k, v in given.items() if v is not None
            }
        analysis = self.analyse(text, given)
        return self.record(analysis, doc_id=doc_id, source=source, carry_text=html)

    def record(
        self, analysis: Analysis, *, doc_id: str, source: str | None = None, carry_text: bool = False
    ) -> Record:
        """Turn an analysis into a record with offsets of the raw text.

        Args:
            analysis (Analysis): What the stages found.
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            carry_text (bool): Whether the record carries the text (HTML input).

        Returns:
            Record: The record.
        """
        return Assembler(analysis, self._engine).record(doc_id, source, carry_text)

    def explain(
        self,
        text: str,
        *,
        doc_id: str = "doc",
        source: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Explanation:
        """Return the record of one text with the reason behind every result.

        Args:
            text (str): Raw text.
            doc_id (str): The document's id.
            source (str | None): Where it came from.
            metadata (Mapping[str, Any] | None): What came with it, as for :meth:`extract`.

        Returns:
            Explanation: The record, and for each entity, quantity and role what made it.
        """
        analysis = self.analyse(text, metadata)
        writer = Assembler(analysis, self._engine)
        record = writer.record(doc_id, source, False)
        return Explanation(record, *writer.reasons())


@cache
def _cached(witnesses: tuple[str, ...] | None, model: Path | None) -> Extractor:
    return Extractor(witnesses, model)


def get_extractor(witnesses: Sequence[str] | None = None, model: Path | None = None) -> Extractor:
    """Return the extractor for a set of witnesses; the same object at every call.

    Args:
        witnesses (Sequence[str] | None): Names of the optional witnesses; None for the defaults.
        model (Path | None): Model of the witness ``tagger``; None for the shipped one.

    Returns:
        Extractor: The extractor.

    Raises:
        UsageError: If a witness is unknown or not installed, or the model is unusable.

    >>> get_extractor().extract("Ông Lê Văn Bình nộp 5 triệu đồng.").quantities[0].value
    '5000000'
    """
    return _cached(None if witnesses is None else tuple(witnesses), model)
