"""What spaCy looks up by name: one tokenizer and five component factories.

The entry points of the package lead here, and spaCy loads them in every program that makes a pipeline, so
this module stays light: a stage is imported when it is first made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import List, Optional  # noqa: UP035

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


def create_tokenizer() -> Callable[[Language], Component]:
    """Return what makes the syllable tokenizer for a pipeline.

    Returns:
        Callable[[Language], Callable[[str], Doc]]: Called by spaCy with the pipeline.
    """
