"""One proposed name: what every witness returns and the resolver settles."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Mention:
    """A span proposed as a name.

    Attributes:
        label (str): ``PER``, ``ORG``, ``LOC`` or ``TITLE``.
        start (int): First code point in the clean text.
        end (int): One past the last code point.
        witness (str): Name of the witness that proposes it.
        rule (str): Name of the rule, lexicon entry or model behind it.
        inner (list[Mention]): ORG and LOC mentions inside a TITLE, in text order; else empty.
        position (str): For a TITLE, its words without the body it is held in.
        needs_person (bool): For a TITLE, that it only stands when a person is linked to it.
    """

    label: str
    start: int
    end: int
    witness: str
    rule: str
    inner: list[Mention] = field(default_factory=list)
    position: str = ""
    needs_person: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """tuple[int, int]: start and end."""
        return (self.start, self.end)
