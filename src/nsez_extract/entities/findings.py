"""What the rules found in one text so far, and what the text itself says of its names."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from nsez_extract.entities.lexicons import Lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.syllables import CAP, Syllables
from nsez_extract.entities.title_bodies import Title
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import fold, split_phrase

WITNESS = "rules"
"""str: name of the rule witness."""

_SHORT_NAMED = words("short_named_heads")  # heads whose proper name alone is later used for the body
_LONGEST_SHORT_NAME = 4  # words
_SEEN = 2  # weight of a mention in the text's own memory


class Run(NamedTuple):
    """A capital run left for the second pass.

    Attributes:
        first (int): Index of its first token.
        end (int): One past its last token.
        initial (bool): Whether it opens a sentence, where a capital says nothing.
    """

    first: int
    end: int
    initial: bool


class Findings:
    """Mentions, open runs and the memory of one text.

    Args:
        s (Syllables): The text.
        lex (Lexicons): The tables.

    Attributes:
        mentions (list[Mention]): Mentions in the order found.
        runs (list[Run]): Capital runs to settle when all is read, in text order.
        given (set[str]): Given names of persons named in full.
    """

    def __init__(self, s: Syllables, lex: Lexicons) -> None:
        self._s = s
        self._lex = lex
        self._known: dict[str, Counter[str]] = {}
        self.mentions: list[Mention] = []
        self.runs: list[Run] = []
        self.given: set[str] = set()

    def add(self, label: str, first: int, end: int, rule: str) -> None:
        """Add a mention.

        Args:
            label (str): ``PER``, ``ORG`` or ``LOC``.
            first (int): Index of its first token.
            end (int): One past its last token.
            rule (str): Name of the rule behind it.
        """
        s = self._s
        self.mentions.append(Mention(label, s.starts[first], s.ends[end - 1], WITNESS, rule))

    def add_title(self, title: Title) -> None:
        """Add a title with the bodies and places inside it.

        Args:
            title (Title): What the title grammar read.
        """
        s = self._s
        inner = [
            Mention(label, s.starts[first], s.ends[end - 1], WITNESS, "in-title")
            for label, first, end in title.inner
        ]
        position = s.surface(title.first, title.position_end).removesuffix(" của").rstrip(" ,")
        span = s.starts[title.first], s.ends[title.end - 1]
        self.mentions.append(
            Mention("TITLE", *span, WITNESS, title.rule, inner, position, title.needs_person)
        )

    def add_person(self, first: int, end: int, rule: str) -> None:
        """Add a person and remember the given name and the last two words of the name.

        Args:
            first (int): Index of the name's first token.
            end (int): One past its last token.
            rule (str): Name of the rule behind it.
        """
        self.add("PER", first, end, rule)
        if end - first >= 2 and self._s.kinds[end - 1] == CAP:
            self.given.add(self._s.words[end - 1])
            if end - first >= 3:
                self.note(self._s.surface(end - 2, end), "PER", _SEEN)

    def note(self, surface: str, label: str, weight: int) -> None:
        """Remember that the text speaks for a label of a name.

        Args:
            surface (str): The name as written, blanks folded.
            label (str): ``PER``, ``ORG`` or ``LOC``.
            weight (int): How loudly.
        """
        self._known.setdefault(surface, Counter())[label] += weight

    def known(self, surface: str) -> tuple[str, int]:
        """Return the label the text itself gives a name most, and its weight.

        Args:
            surface (str): The name as written, blanks folded.

        Returns:
            tuple[str, int]: Label and weight; an empty label and 0 when the text says nothing.
        """
        said = self._known.get(surface)
        return said.most_common(1)[0] if said else ("", 0)

    def note_mentions(self) -> None:
        """Remember all mentions found so far, and the short names of companies and clubs."""
        for mention in self.mentions:
            if mention.label != "TITLE":
                self._note_mention(mention)
            for inner in mention.inner:
                self._note_mention(inner)

    def _note_mention(self, mention: Mention) -> None:
        surface = self._s.text[mention.start : mention.end].split()
        self.note(" ".join(surface), mention.label, _SEEN)
        opener = mention.rule.removeprefix("org:")
        if mention.label == "ORG" and opener != mention.rule and opener in _SHORT_NAMED:
            proper = _proper_part(surface)
            for short in dict.fromkeys((proper, self._without_business(proper))):
                if 0 < len(short.split()) <= _LONGEST_SHORT_NAME and not self._has_other_meaning(short):
                    self.note(short, "ORG", _SEEN)

    def _without_business(self, name: str) -> str:
        """Return a company's name without the words of business that open it (``TNHH Hoa Mai``)."""
        words = name.split()
        while words and self._lex.business.match([fold(word) for word in words], 0, 1):
            del words[0]
        return " ".join(words)

    def _has_other_meaning(self, name: str) -> bool:
        """Tell whether a name is known as a place or as nothing the guideline marks."""
        if self._lex.names.get(name) in ("LOC", "MISC"):
            return True
        folds = split_phrase(name)
        place = self._lex.places.match(folds, 0, len(folds)) if folds else None
        return place is not None and place[0] == len(folds)


def _proper_part(surface: list[str]) -> str:
    """Return the capitalised words that end a name, after its head noun; empty when there are none.

    >>> _proper_part(["công", "ty", "Hoa", "Mai"]), _proper_part(["CLB", "Hoa", "Mai"])
    ('Hoa Mai', 'Hoa Mai')
    >>> _proper_part(["Công", "ty", "Hoa", "Mai", "miền", "núi"])
    ''
    """
    for cut in range(1, len(surface)):
        tail = surface[cut:]
        after_head = cut == 1 or surface[cut - 1][0].islower()
        if after_head and all(word[0].isupper() for word in tail):
            return " ".join(tail)
    return ""
