"""Marked-up text: spans nested in one another, cut where they cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nsez_extract.schema import Quantity, Record, Role


@dataclass(frozen=True, slots=True)
class Mark:
    """One span to show.

    Attributes:
        start (int): First code point.
        end (int): One past the last code point.
        label (str): Entity label or quantity kind.
        note (str): What is known of it, one line.
    """

    start: int
    end: int
    label: str
    note: str


Event = tuple[Literal["text"], str] | tuple[Literal["open", "close"], Mark]
"""A piece of text, or the beginning or end of a mark."""


def events(text: str, marks: Sequence[Mark]) -> Iterator[Event]:
    """Yield text pieces and mark borders in order; opens and closes always nest properly.

    A mark that crosses another one is closed at the other's end and opened again.

    Args:
        text (str): The text.
        marks (Sequence[Mark]): Marks in any order; empty ones are left out.

    Yields:
        tuple: ``("text", piece)``, ``("open", mark)`` or ``("close", mark)``.

    >>> [event[0] for event in events("a b c", [Mark(0, 5, "TITLE", ""), Mark(2, 5, "ORG", "")])]
    ['open', 'text', 'open', 'text', 'close', 'close']
    """
    todo = sorted((m for m in marks if m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end))
    todo.reverse()
    stack: list[Mark] = []
    place = 0
    while todo or stack:
        ends = [mark.end for mark in stack]
        here = min([*ends, todo[-1].start] if todo else ends)
        if place < here:
            yield "text", text[place:here]
            place = here
        reopen: list[Mark] = []
        while any(mark.end == here for mark in stack):
            mark = stack.pop()
            yield "close", mark
            if mark.end > here:
                reopen.append(mark)
        while reopen:
            stack.append(reopen.pop())
            yield "open", stack[-1]
        while todo and todo[-1].start == here:
            stack.append(todo.pop())
            yield "open", stack[-1]
    if place < len(text):
        yield "text", text[place:]


def amount(quantity: Quantity) -> str:
    """Return a quantity's value for people.

    Args:
        quantity (Quantity): The quantity.

    Returns:
        str: Modifier, value or range, and currency or unit.
    """
    value = quantity.value if quantity.value is not None else f"{quantity.low} … {quantity.high}"
    tail = quantity.currency or quantity.unit or ("%" if quantity.kind == "PERCENT" else None)
    return " ".join(part for part in (quantity.modifier, value, tail) if part)


def role_line(record: Record, role: Role) -> str:
    """Return a role for people.

    Args:
        record (Record): The record.
        role (Role): One of its roles.

    Returns:
        str: ``person: title``, the organisation when there is one, and how and how long it is held when the
        text says more than that it is.
    """
    names = {entity.id: entity.canonical for entity in record.entities}
    person = names.get(role.person, role.person)
    organization = role.organization or role.inferred
    body = f" ({names.get(organization, organization)})" if organization else ""
    said: list[str] = [] if role.status == "current" else [role.status]
    said += [f"{word} {date}" for word, date in (("since", role.since), ("until", role.until)) if date]
    return ", ".join([f"{person}: {role.position}{body}", *said])


def record_marks(record: Record) -> list[Mark]:
    """Return all entities and quantities of a record as marks with notes.

    Args:
        record (Record): The record.

    Returns:
        list[Mark]: Marks with notes on canonical form, roles and values.
    """
    roles: dict[str, list[str]] = {}
    for role in record.roles:
        line = role_line(record, role)
        roles.setdefault(role.person, []).append(line)
        roles.setdefault(role.title, []).append(line)
    marks = []
    for entity in record.entities:
        notes = [f"{entity.label} {entity.id}, {entity.source}"]
        if entity.canonical != entity.text:
            notes.append(f"= {entity.canonical}")
        notes += roles.get(entity.id, [])
        marks.append(Mark(entity.start, entity.end, entity.label, "; ".join(notes)))
    for quantity in record.quantities:
        note = f"{quantity.kind} {quantity.id} = {amount(quantity)}"
        marks.append(Mark(quantity.start, quantity.end, quantity.kind, note))
    return marks
