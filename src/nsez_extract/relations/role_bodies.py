"""In which body somebody holds a title: nested in it, shared with another title, or named beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from nsez_extract.entities.lexicons import lexicons
from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import words
from nsez_extract.lexicon.phrases import fold, split_phrase
from nsez_extract.relations import gaps
from nsez_extract.relations.hierarchy import hierarchy_of

_UNITS = words("units") | {"sở", "trường", "công", "bệnh"}
_HEADS_OF_TWO = words("heads_of_two_syllables")
_PARTS = frozenset({"phòng", "ban", "tổ", "đội"})  # units of a body
_OF_THE_STATE = words("offices_of_the_state") | words("ministers")
_NEAR_UNITS = 4  # mentions before a title among which the body of its head noun is looked for
_LONGEST_CHAIN = 4  # titles before a name that share the body of the last
_LONGEST_LIST = 24  # mentions of a list of officers behind their body


def _bare_office(title: Mention) -> bool:
    """Tell whether a title is nothing but an office, with no body or place in its words."""
    words = split_phrase(title.position)
    found = lexicons().positions.match(words, 0, len(words)) if words else None
    return not title.inner and found is not None and found[0] == len(words)


def _same_kind(text: str, title: Mention, other: Mention) -> bool:
    """Tell whether one body can have two offices: not a unit, the party's body, or a ministry."""
    body = next((inner for inner in other.inner if inner.label == "ORG"), None)
    if hierarchy_of(title.position) == "member":
        return False  # Tỉnh ủy viên, Phó Giám đốc Sở X
    if body is None or " ".join(split_phrase(title.position)) in _OF_THE_STATE:
        return False
    opening = other.position.lower().split()
    unit = bool(opening) and opening[-1] in _UNITS
    unit = unit or text[body.start : body.end].split(" ", 1)[0].lower() in _PARTS
    return not unit and ("bí thư" in title.position.lower()) == ("bí thư" in other.position.lower())


def _deputy_of(title: Mention, other: Mention) -> bool:
    """Tell whether a title is that of the deputy of another (``Phó Chủ tịch``, ``Chủ tịch``)."""
    return title.position.lower() == f"phó {other.position.lower()}"


class RoleBodies:
    """Finds the bodies of the roles of one sentence.

    Args:
        text (str): Clean text.
        mentions (Sequence[Mention]): The mentions of the sentence in text order.
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._all = mentions

    def organization(self, title: Mention, person: Mention) -> Mention | None:
        """Return the body a title is held in: nested, shared with another title, or named beside it.

        Args:
            title (Mention): A TITLE mention of the sentence.
            person (Mention): Its holder.

        Returns:
            Mention | None: An ORG mention, or None where the sentence names none.
        """
        for holder in (title, self._sharing(title, person), self._deputy(title)):
            nested = [inner for inner in holder.inner if inner.label == "ORG"] if holder else []
            if nested:
                return nested[0]
        owners = [owner for left in (person, title) if (owner := self.owner(left))]
        owner = min(owners, key=lambda owner: owner.start, default=None)
        return owner or self._unit(title) or self._having(title) or self._run_by(title, person)

    def _next(self, left: Mention) -> Mention | None:
        """Return the first mention that begins after another has ended."""
        at = bisect_left(self._all, left.end, key=lambda mention: mention.start)
        return self._all[at] if at < len(self._all) else None

    def _sharing(self, title: Mention, person: Mention) -> Mention | None:
        """Return the title that shares its body with one before it.

        ``Chủ tịch kiêm CEO của X``; before a name in a chain too: ``Phó Chủ tịch, Tổng Thư ký Hội X Lê A``.
        """
        other: Mention | None = title
        for _ in range(_LONGEST_CHAIN):
            last = other
            other = self._next(last) if last is not None else None
            if last is None or other is None or other.label != "TITLE":
                return None
            gap = self._text[last.end : other.start].strip()
            listed = gap == "," and (person.start > title.start or _deputy_of(title, other))
            if gap not in gaps.AND_ALSO and not listed:
                return None
            if other.inner:
                return other if _bare_office(title) and _same_kind(self._text, title, other) else None
        return None

    def _deputy(self, title: Mention) -> Mention | None:
        """Return the title of the deputy named beside a head, whose body is the head's too.

        ``ông A, Chủ tịch và ông B, Phó Chủ tịch UBND huyện``.
        """
        person = self._next(title)
        other = self._next(person) if person is not None and person.label == "PER" else None
        if person is None or other is None or other.label != "TITLE" or not _bare_office(title):
            return None
        joined = gaps.AND_PERSON.fullmatch(self._text, title.end, person.start)
        position, deputy = title.position.lower(), other.position.lower()
        return other if joined and deputy.startswith("phó") and deputy.endswith(position) else None

    def _unit(self, title: Mention) -> Mention | None:
        """Return the body before a title ending in its head noun (``Sở X, nơi ông A làm giám đốc sở``)."""
        position = split_phrase(title.position)
        head = " ".join(position[-2:])
        unit = head if head in _HEADS_OF_TWO else " ".join(position[-1:])
        if title.inner or (unit != head and unit not in _UNITS):
            return None
        at = bisect_left(self._all, title.start, key=lambda mention: mention.start)
        for mention in reversed(self._all[max(0, at - _NEAR_UNITS) : at]):
            for body in (mention, *mention.inner):
                opening = self._text[body.start : body.end].split(" ")[: unit.count(" ") + 1]
                if body.label == "ORG" and " ".join(map(fold, opening)) == unit:
                    return body
        return None

    def _run_by(self, title: Mention, person: Mention) -> Mention | None:
        """Return the body that ``do`` ties to a holder (``Công ty X do ông A làm giám đốc``)."""
        at = bisect_left(self._all, person.start, key=lambda mention: mention.start)
        before = (mention for mention in reversed(self._all[:at]) if mention.label != "LOC")
        body = next(before, None)
        if body is None or body.label != "ORG" or person.start > title.start or not _bare_office(title):
            return None
        return body if gaps.RUN_BY.fullmatch(self._text, body.end, person.start) else None

    def _having(self, title: Mention) -> Mention | None:
        """Return the body before a list of its officers (``HĐND tỉnh có Chủ tịch A; Phó Chủ tịch B``)."""
        if not _bare_office(title):
            return None
        words, end = "", title.start
        at = bisect_left(self._all, title.start, key=lambda mention: mention.start)
        for mention in reversed(self._all[max(0, at - _LONGEST_LIST) : at]):
            words, end = self._text[mention.end : end] + words, mention.start
            if mention.label == "ORG":
                return mention if gaps.HAS.fullmatch(words) else None
            if mention.label == "LOC":
                return None
        return None

    def owner(self, left: Mention, labels: Collection[str] = ("ORG",)) -> Mention | None:
        """Return the organisation (or place) that ``của`` or ``tại`` ties to a title or name.

        Args:
            left (Mention): A title or person.
            labels (Collection[str]): What it may be.

        Returns:
            Mention | None: The mention after it.
        """
        owner = self._next(left)
        if owner is None or owner.label not in labels:
            return None
        if left.label == "PER" and self._text.startswith(("đảng ", "Đảng "), owner.start):
            return None  # a politician's party is not what he holds office in
        pattern = gaps.TO_OWNER_OF_NAME if left.label == "PER" else gaps.TO_OWNER
        return owner if pattern.fullmatch(self._text, left.end, owner.start) else None
