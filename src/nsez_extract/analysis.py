"""What the stages find in one text, in offsets of the clean text, and the reasons behind a record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import Syllables
from nsez_extract.errors import UsageError
from nsez_extract.quantities import QuantityMatch, RelativeDate
from nsez_extract.relations.roles import RoleLink
from nsez_extract.relations.who import WhoIsWho, who_is_who
from nsez_extract.schema import Metadata, Record
from nsez_extract.text.clean import CleanText


@dataclass(slots=True)
class Analysis:
    """What the stages found in one text, in offsets of the clean text.

    Attributes:
        clean (CleanText): The text and its map to the raw text.
        sentences (list[tuple[int, int]]): Sentence spans.
        syllables (Syllables): The tokens.
        metadata (Metadata): What the text says of itself, completed by what came with it.
        mentions (list[Mention]): Settled mentions in text order.
        beaten (dict[int, list[Mention]]): ``id()`` of a mention to the candidates it beat.
        links (list[RoleLink]): Roles.
        quantities (list[QuantityMatch]): Quantities in text order.
        relative_dates (list[RelativeDate]): Times named from the article's own date, in text order.
    """

    clean: CleanText
    sentences: list[tuple[int, int]]
    syllables: Syllables
    metadata: Metadata
    mentions: list[Mention] = field(default_factory=list)
    beaten: dict[int, list[Mention]] = field(default_factory=dict)
    links: list[RoleLink] = field(default_factory=list)
    quantities: list[QuantityMatch] = field(default_factory=list)
    relative_dates: list[RelativeDate] = field(default_factory=list)

    @property
    def published(self) -> datetime.date | None:
        """datetime.date | None: the article's own day; None when it is not known or no ISO date."""
        if self.metadata.published is None:
            return None
        try:
            return datetime.date.fromisoformat(self.metadata.published[:10])
        except ValueError:
            return None

    def who(self) -> WhoIsWho:
        """Return the subjects of the text and what is known of its roles.

        Returns:
            WhoIsWho: From what the stages found so far.
        """
        return who_is_who(
            self.clean.text, self.mentions, self.links, self.quantities, self.sentences, self.published
        )

    def complete(self, given: Mapping[str, Any]) -> None:
        """Let metadata that came with the text win over what the text says of itself.

        Args:
            given (Mapping[str, Any]): Fields of :class:`~nsez_extract.schema.Metadata`; None is no value.

        Raises:
            UsageError: If a field is unknown or not of its type.
        """
        known = {name: value for name, value in given.items() if value is not None}
        if not known:
            return
        try:
            Metadata.model_validate(known)
        except ValidationError as error:
            first = error.errors()[0]
            raise UsageError(
                f"metadata {'.'.join(map(str, first['loc']))!r}: {first['msg']}; it takes title, published "
                "(ISO date), byline, publisher, url (all strings) and extra (a dict)"
            ) from None
        self.metadata = self.metadata.model_copy(update=known)


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """Why one entity stands.

    Attributes:
        entity_id (str): Id in the record.
        label (str): Its label.
        start (int): First code point in the raw text.
        end (int): One past the last.
        text (str): Its surface.
        witness (str): The witness that made it.
        rule (str): The rule or model behind it.
        beat (list[tuple[str, int, int, str, str, str]]): Candidates it beat: label, start, end, text,
            witness, rule.
    """

    entity_id: str
    label: str
    start: int
    end: int
    text: str
    witness: str
    rule: str
    beat: list[tuple[str, int, int, str, str, str]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A record and the reasons behind it.

    Attributes:
        record (Record): The record.
        entities (list[ExplainedMention]): One for each entity, in the record's order.
        quantities (list[tuple[str, str, list[str]]]): Quantity id, rule, notes.
        roles (list[tuple[int, str]]): Index into the record's roles, rule; with the words that tell how the
            office is held, and the rule that carried its body over.
        subjects (list[tuple[str, str, str]]): Subject id, entity id, and the rule and words that joined it.
    """

    record: Record
    entities: list[ExplainedMention]
    quantities: list[tuple[str, str, list[str]]]
    roles: list[tuple[int, str]]
    subjects: list[tuple[str, str, str]]
