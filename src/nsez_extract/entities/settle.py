"""The second pass: runs the first left open, by what the rest of the text says, else by form and context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from nsez_extract.entities.brackets import read_brackets
from nsez_extract.entities.credits import Credits
from nsez_extract.entities.findings import Findings, Run
from nsez_extract.entities.grammars import Grammars
from nsez_extract.entities.syllables import CAP, LETTER
from nsez_extract.entities.typing_model import kind_of
from nsez_extract.entities.word_groups import words

_FUNCTION = words("function")
_OPENERS = words("personal_address") | words("plural")  # open sentences: Anh cho biết, Mười hộ
_SAID, _SAID_INITIAL = 2, 3  # least weight of what the text itself says of a name
_SURE = 0.62  # least probability at which a run is taken on form and context alone
_SURE_COMMON = 0.8  # the same at the start of a sentence, if ordinary words begin so
_OVERRULES = 0.97  # probability above which the context overrules the list of names
_OVERRULES_GIVEN = 0.95  # probability at which it overrules two given names
_GIVEN, _OFTEN_GIVEN = 15, 60  # how often a syllable is a given name in full names
_BEFORE_TITLE = frozenset(",-–(")
_AFTER_BYLINE = frozenset(".*")

_Verdict: TypeAlias = tuple[str, str] | None
"""A label and the rule behind it, an empty label for a run that is no name; None when a rule has no say."""

_NO_NAME = ("", "")


def settle(grammars: Grammars, found: Findings, credits: Credits) -> None:
    """Settle the open runs of one text and add those that are names.

    Args:
        grammars (Grammars): The text's readers.
        found (Findings): What the first pass found; new mentions go there.
        credits (Credits): Judge of names outside the running text.
    """
    found.note_mentions()
    ordinary = read_brackets(grammars, found)
    _Settler(grammars, found, credits, ordinary).settle()


class _Settler:
    """What is known when all is read."""

    def __init__(
        self, grammars: Grammars, found: Findings, credits: Credits, ordinary: frozenset[str]
    ) -> None:
        self._s = grammars.s
        self._lex = grammars.lex
        self._found = found
        self._credits = credits
        self._ordinary = ordinary
        self._sentence_ends = dict(grammars.s.bounds)
        self._title_starts = {m.start for m in found.mentions if m.label == "TITLE"}
        self._surfaces = [grammars.s.surface(run.first, run.end) for run in found.runs]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for run, surface in zip(found.runs, self._surfaces, strict=True):
            self._places.setdefault(surface, []).append((run.first, run.end))
        self._kinds: dict[str, tuple[str, float]] = {}

    def _kind(self, surface: str) -> tuple[str, float]:
        """Return what the contexts of all places of a run speak for, and the probability."""
        kind = self._kinds.get(surface)
        if kind is None:
            kind = self._kinds[surface] = kind_of(self._s, self._lex, self._places[surface])
        return kind

    def settle(self) -> None:
        """Settle each run by the first rule that has a say."""
        for run, surface in zip(self._found.runs, self._surfaces, strict=True):
            label, rule = next((verdict for verdict in self._verdicts(run, surface) if verdict), _NO_NAME)
            if label:
                self._found.add(label, run.first, run.end, rule)

    def _verdicts(self, run: Run, surface: str) -> Iterator[_Verdict]:
        """Yield what each rule says of a run, in their order."""
        single = run.end == run.first + 1
        common = self._s.folds[run.first] in self._lex.common
        yield self._by_look(run, surface, single)
        yield self._by_document(run, surface, single, common)
        yield self._by_credit(run)
        yield self._by_foreign_word(run, single)
        yield self._before_title(run, surface)
        yield self._by_list(run, surface, single and common)
        yield _NO_NAME if single and common else None
        yield self._by_given_names(run, surface)
        ordinary = common or (single and self._s.folds[run.first] in self._lex.pairs)
        yield self._by_context(surface, doubtful=run.initial and ordinary)

    def _by_look(self, run: Run, surface: str, single: bool) -> _Verdict:
        letter = self._s.kinds[run.first] == LETTER or len(surface) < 2
        opener = run.initial and self._s.folds[run.first] in _OPENERS
        return _NO_NAME if single and (letter or opener or surface in self._ordinary) else None

    def _by_document(self, run: Run, surface: str, single: bool, common: bool) -> _Verdict:
        """Follow what the rest of the text calls the name."""
        label, weight = self._found.known(surface)
        if weight >= (_SAID_INITIAL if run.initial and single and common else _SAID):
            return label, "document"
        opens = run.initial and self._s.folds[run.first] in _FUNCTION
        return ("PER", "given-name") if single and surface in self._found.given and not opens else None

    def _by_credit(self, run: Run) -> _Verdict:
        """Read credits, and lines that are nothing but a name."""
        credit = self._credits.kind(run.first, run.end)
        if credit:
            return credit, "credit"
        line_end = self._sentence_ends.get(run.first)
        whole = line_end == run.end or (line_end == run.end + 1 and self._s.words[run.end] in _AFTER_BYLINE)
        return ("PER", "byline") if whole and self._credits.byline(run.first, run.end) else None

    def _by_foreign_word(self, run: Run, single: bool) -> _Verdict:
        words = self._s.words[run.first : run.end]
        foreign = not single and any(word in self._lex.foreign_org_words for word in words)
        return ("ORG", "foreign-org-word") if foreign else None

    def _before_title(self, run: Run, surface: str) -> _Verdict:
        """Take a name before a comma, dash or bracket and a title for its holder's."""
        s = self._s
        title = run.end + 1 < len(s.words) and s.starts[run.end + 1] in self._title_starts
        if not (title and s.words[run.end] in _BEFORE_TITLE and s.kinds[run.first] == CAP):
            return None
        person = 2 <= run.end - run.first <= 4 and self._lex.names.get(surface, "PER") == "PER"
        return ("PER", "before-title") if person else None

    def _by_list(self, run: Run, surface: str, common: bool) -> _Verdict:
        """Follow the list of names, unless the context of all its places says otherwise."""
        listed = self._lex.names.get(surface)
        if listed is None:
            return None
        if listed == "MISC" or (run.initial and common):
            return _NO_NAME
        kind, sure = self._kind(surface)
        if kind != "MISC" and sure > _OVERRULES:
            listed = kind
        return listed, f"name-list:{listed}"

    def _by_given_names(self, run: Run, surface: str) -> _Verdict:
        """Take two given names side by side for a person's."""
        counts = [self._lex.given.get(folded, 0) for folded in self._s.folds[run.first : run.end]]
        kind, sure = self._kind(surface)
        if len(counts) != 2 or min(counts) < _GIVEN or sure >= _OVERRULES_GIVEN:
            return None
        likely = kind in ("PER", "MISC") or counts[0] >= _OFTEN_GIVEN
        return ("PER", "given-names") if likely else None

    def _by_context(self, surface: str, *, doubtful: bool) -> _Verdict:
        kind, sure = self._kind(surface)
        taken = kind != "MISC" and sure >= (_SURE_COMMON if doubtful else _SURE)
        return (kind, "context") if taken else None
