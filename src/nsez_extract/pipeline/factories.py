"""What spaCy looks up by name: one tokenizer and five component factories.

The entry points of the package lead here, and spaCy loads them in every program that makes a pipeline, so
this module stays light: a stage is imported when it is first made.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

TOKENIZER = "nsez_extract.SyllableTokenizer.v1"
"""str: name of the tokenizer in spaCy's registry and in configs."""

COMPONENTS: tuple[str, ...] = (
    "nsez_sentences",
    "nsez_entities",
    "nsez_roles",
    "nsez_quantities",
    "nsez_record",
)
"""tuple[str, ...]: component names in the order they run."""

Component = Callable[[Doc], Doc]
"""A pipeline component."""


def create_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Return what makes the syllable tokenizer for a pipeline.

    Returns:
        Callable[[Language], Callable[[str], Doc]]: Called by spaCy with the pipeline.
    """
    from nsez_extract.pipeline.tokenizer import SyllableTokenizer

    def create(nlp: Language) -> Callable[[str], Doc]:
        return SyllableTokenizer(nlp.vocab)

    return create


registry.tokenizers.register(TOKENIZER, func=create_tokenizer)


@Language.factory(
    "nsez_sentences",
    assigns=["token.is_sent_start", "doc.sents", "doc.spans"],
    retokenizes=True,
)
def create_sentences(nlp: Language, name: str) -> Component:
    """Return the component that marks sentences.

    Args:
        nlp (spacy.language.Language): The pipeline.
        name (str): Name of the component in it.

    Returns:
        Callable[[Doc], Doc]: The component.
    """
    from nsez_extract.pipeline import extensions, stages

    extensions.register()
    return stages.mark_sentences


@Language.factory(
    "nsez_entities",
    default_config={"witnesses": None},
    assigns=["doc.ents", "doc.spans", "token.ent_type", "token.ent_iob"],
    retokenizes=True,
)
def create_entities(nlp: Language, name: str, witnesses: list[str] | None) -> Component:
    """Return the component that finds mentions.

    Args:
        nlp (spacy.language.Language): The pipeline.
        name (str): Name of the component in it.
        witnesses (list[str] | None): Optional witnesses beside the rules; None for the defaults.

    Returns:
        Callable[[Doc], Doc]: The component.

    Raises:
        UsageError: If a witness is unknown or not installed.
    """
    from nsez_extract.pipeline import extensions, stages

    extensions.register()
    return stages.NameFinder(witnesses)


@Language.factory(
    "nsez_roles",
    requires=["doc.ents"],
    assigns=["doc.ents", "doc.spans", "doc._.roles"],
    retokenizes=True,
)
def create_roles(nlp: Language, name: str) -> Component:
    """Return the component that links persons and titles.

    Args:
        nlp (spacy.language.Language): The pipeline.
        name (str): Name of the component in it.

    Returns:
        Callable[[Doc], Doc]: The component.
    """
    from nsez_extract.pipeline import extensions, stages

    extensions.register()
    return stages.link_titles


@Language.factory("nsez_quantities", assigns=["doc.spans", "doc._.quantities"], retokenizes=True)
def create_quantities(nlp: Language, name: str) -> Component:
    """Return the component that finds quantities.

    Args:
        nlp (spacy.language.Language): The pipeline.
        name (str): Name of the component in it.

    Returns:
        Callable[[Doc], Doc]: The component.
    """
    from nsez_extract.pipeline import extensions, stages

    extensions.register()
    return stages.mark_quantities


@Language.factory("nsez_record", assigns=["doc._.record"])
def create_record(nlp: Language, name: str) -> Component:
    """Return the component that stores the record.

    Args:
        nlp (spacy.language.Language): The pipeline.
        name (str): Name of the component in it.

    Returns:
        Callable[[Doc], Doc]: The component.
    """
    from nsez_extract.pipeline import extensions, stages

    extensions.register()
    return stages.store_record
