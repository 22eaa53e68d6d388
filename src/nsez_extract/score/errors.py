"""The list of every miss and false hit, in its context, with what stood there instead.

A quantity's value, and a role's three parts, count as one mark here, so nothing is listed twice:
the keys are :data:`~nsez_extract.score.marks.STRICT_KEYS`, a modifier or unit is listed only where the
quantity itself was found with the same span, and status, dates and inferred body of a role only where its
person and title were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nsez_extract.schema import ENTITY_LABELS
from nsez_extract.score.gold import Span
from nsez_extract.score.marks import ROLE_ATTRIBUTES, STRICT_KEYS, Annotation, Mark, marks_of_both

CONTEXT = 40
"""int: characters of context on either side."""

_VALUES = ("MONEY", "PERCENT", "NUMBER", "DATE")
_LAYERS: dict[str, tuple[str, ...]] = {
    **{str(label): tuple(map(str, ENTITY_LABELS)) for label in ENTITY_LABELS},
    **dict.fromkeys(_VALUES, _VALUES),
}


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """A mark as error lists show it.

    Attributes:
        start (int): First code point (of a role: of its title, else of its person).
        end (int): One past the last code point.
        key (str): The scored key, such as ``ORG``.
        text (str): Raw text of the span, empty when the raw text is not at hand.
        detail (str): Value, modifier, unit, the person and organisation of a role, or the person and what
            is said of his role.
    """

    start: int
    end: int
    key: str
    text: str
    detail: str

    def __str__(self) -> str:
        """Return the mark as one phrase."""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.key} {self.start}-{self.end} {self.text!r}{detail}"


@dataclass(frozen=True, slots=True)
class ScoreError:
    """One miss or false hit.

    Attributes:
        doc_id (str): The document.
        kind (str): ``missed`` (in gold only) or ``spurious`` (predicted only).
        mark (Shown): The mark.
        before (str): Up to 40 characters before it.
        after (str): Up to 40 characters after it.
        instead (tuple[Shown, ...]): Wrong marks of the other side that overlap it: for a miss what
            was predicted there, for a false hit what gold has there.
    """

    doc_id: str
    kind: Literal["missed", "spurious"]
    mark: Shown
    before: str
    after: str
    instead: tuple[Shown, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the error as JSON types, keys in a fixed order.

        Returns:
            dict[str, object]: ``doc_id``, ``kind``, ``key``, ``start``, ``end``, ``text``,
            ``detail``, ``before``, ``after``, ``instead``.
        """
        return {
            "doc_id": self.doc_id,
            "kind": self.kind,
            **_shown_dict(self.mark),
            "before": self.before,
            "after": self.after,
            "instead": [_shown_dict(shown) for shown in self.instead],
        }


def _shown_dict(shown: Shown) -> dict[str, object]:
    """Return a shown mark as JSON types."""
    return {
        "key": shown.key,
        "start": shown.start,
        "end": shown.end,
        "text": shown.text,
        "detail": shown.detail,
    }


def list_errors(gold: Annotation, predicted: Annotation, raw: str | None) -> list[ScoreError]:
    """List the errors of one document.

    Args:
        gold (Annotation): Gold.
        predicted (Annotation): Output.
        raw (str | None): The raw text, None when it is not at hand: texts and context stay empty.

    Returns:
        list[ScoreError]: By start, end, key, misses first.
    """
    right, found = marks_of_both(gold, predicted)
    wrong_gold = {key: right[key] - found[key] for key in STRICT_KEYS}
    wrong_found = {key: found[key] - right[key] for key in STRICT_KEYS}
    roles = right["ROLE-pt"] & found["ROLE-pt"]
    for wrong in (wrong_gold, wrong_found):
        for key in ROLE_ATTRIBUTES:
            wrong[key] = {mark for mark in wrong[key] if mark[:2] in roles}
    errors = [
        *_side("missed", gold.doc_id, wrong_gold, wrong_found, raw),
        *_side("spurious", gold.doc_id, wrong_found, wrong_gold, raw),
    ]
    order = {key: i for i, key in enumerate(STRICT_KEYS)}
    return sorted(errors, key=lambda e: (e.mark.start, e.mark.end, order[e.mark.key], e.kind, e.mark))


def _side(
    kind: Literal["missed", "spurious"],
    doc_id: str,
    own: Mapping[str, set[Mark]],
    other: Mapping[str, set[Mark]],
    raw: str | None,
) -> Iterator[ScoreError]:
    """Yield the errors of one side: gold's misses, or the output's false hits."""
    for key in STRICT_KEYS:
        for mark in own[key]:
            overlapping = [
                _shown(k, m, raw) for k in _LAYERS.get(key, (key,)) for m in other[k] if _touch(key, mark, m)
            ]
            if key in ("modifier", "unit") and not any(
                s.key == key and _span(key, mark) == (s.start, s.end) for s in overlapping
            ):
                continue
            shown = _shown(key, mark, raw)
            text = raw or ""
            yield ScoreError(
                doc_id,
                kind,
                shown,
                text[max(0, shown.start - CONTEXT) : shown.start],
                text[shown.end : shown.end + CONTEXT],
                tuple(sorted(overlapping)),
            )


def _span(key: str, mark: Mark) -> Span:
    """Return the span an error is shown at."""
    if key == "ROLE":
        return mark[1] or mark[0] or mark[2] or (0, 0)
    if key in ROLE_ATTRIBUTES:
        return mark[1] or mark[0] or (0, 0)
    return mark[0], mark[1]


def _touch(key: str, one: Mark, other: Mark) -> bool:
    """Tell whether two marks are about the same place: for roles, the same person or title."""
    if key in ROLE_ATTRIBUTES:
        return bool(one[:2] == other[:2])
    if key == "ROLE":
        return any(a and b and a[0] < b[1] and b[0] < a[1] for a, b in zip(one[:2], other[:2], strict=True))
    return bool(one[0] < other[1] and other[0] < one[1])


def _shown(key: str, mark: Mark, raw: str | None) -> Shown:
    """Return a mark as lists show it."""
    start, end = _span(key, mark)
    return Shown(start, end, key, (raw or "")[start:end], _detail(key, mark, raw))


def _detail(key: str, mark: Mark, raw: str | None) -> str:
    """Say what a mark holds besides its span."""
    if key == "ROLE":
        person, _, organization = mark
        return f"of {_name(person, raw)}, organization {_name(organization, raw)}"
    if key in ROLE_ATTRIBUTES:
        said = _name(mark[2], raw) if key == "role-inferred" else mark[2]
        return f"of {_name(mark[0], raw)}, {said}"
    if key in ("MONEY", "PERCENT", "NUMBER"):
        value, low, high, currency = mark[2:]
        amount = _plain(value) if value is not None else f"{_plain(low)} to {_plain(high)}"
        return f"{amount} {currency}" if currency else amount
    if key in ("DATE", "modifier", "unit"):
        return str(mark[2]) if mark[2] is not None else "none"
    return ""


def _name(span: Span | None, raw: str | None) -> str:
    """Return what a part of a role is called: its text, its span without a raw text, or nothing."""
    if span is None:
        return "nothing"
    return repr(raw[slice(*span)]) if raw else f"{span[0]}-{span[1]}"


def _plain(value: Decimal | str | None) -> str:
    """Return a value without exponent and idle zeros, so that equal values read alike."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
