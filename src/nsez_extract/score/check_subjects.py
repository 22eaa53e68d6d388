"""The part of the gold checker that looks at subjects and at the attributes of roles.

>>> from nsez_extract.score.inline import from_inline
>>> gold = from_inline('<LOC>Vinh</LOC> và <LOC c="TP Vinh">Vinh</LOC>', doc_id="a")
>>> [finding.code for finding in subject_findings(gold)]
['canonical-not-marked']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nsez_extract.score.gold import (
    CURRENT,
    ROLE_STATUSES,
    SUBJECT_LABELS,
    GoldDocument,
    GoldRole,
    GoldSubject,
    Span,
)
from nsez_extract.score.names import normal_form
from nsez_extract.score.problems import Finding
from nsez_extract.score.values import is_period, is_plain_date


def subject_findings(gold: GoldDocument) -> Iterator[Finding]:
    """Find subjects that are no partition of the marks, or whose canonical form is not marked.

    Args:
        gold (GoldDocument): Gold; without subjects there is nothing to find.

    Yields:
        Finding: Codes ``subject-label``, ``subject-mention``, ``no-subject``, ``two-subjects``,
        ``canonical-not-marked``, ``canonical-mismatch``.
    """
    if gold.subjects is None:
        return
    texts = {(e.label, e.span): normal_form(e.text) for e in gold.entities if e.label in SUBJECT_LABELS}
    named = {(e.label, e.span): e.canonical for e in gold.entities}
    members: Counter[tuple[str, Span]] = Counter()
    for subject in gold.subjects:
        members.update((subject.label, span) for span in subject.mentions)
        yield from _one_subject(subject, texts, named)
    for label, span in texts:
        count = members[label, span]
        if count != 1:
            code = "two-subjects" if count else "no-subject"
            yield Finding(span[0], code, f"{label} {span[0]}-{span[1]} is in {count} subjects, not in one")


def _one_subject(
    subject: GoldSubject,
    texts: dict[tuple[str, Span], str],
    named: dict[tuple[str, Span], str | None],
) -> Iterator[Finding]:
    """Find what is wrong within one subject."""
    who = f"subject {subject.label} {subject.canonical!r}"
    at = min(subject.mentions, default=(0, 0))[0]
    if subject.label not in SUBJECT_LABELS:
        known = ", ".join(SUBJECT_LABELS)
        yield Finding(at, "subject-label", f"{who}: {subject.label!r} is none of {known}")
        return
    marks = [(subject.label, span) for span in subject.mentions]
    for mark in marks:
        _, (start, end) = mark
        if mark not in texts:
            yield Finding(start, "subject-mention", f"{who}: {start}-{end} is not marked {subject.label}")
        elif named[mark] != subject.canonical:
            message = f"{subject.label} {start}-{end} has the canonical form {named[mark]!r}, its {who}"
            yield Finding(start, "canonical-mismatch", message)
    if subject.canonical not in [texts.get(mark) for mark in marks]:
        yield Finding(at, "canonical-not-marked", f"{who}: none of its marks has that text")


def role_attribute_findings(gold: GoldDocument) -> Iterator[Finding]:
    """Find faulty values of role attributes, and attributes in gold whose subjects are not annotated.

    Args:
        gold (GoldDocument): Gold.

    Yields:
        Finding: Codes ``unknown-status``, ``not-plain-date``, ``period-order``, ``inferred-span``,
        ``inferred-and-organization``, and the warning ``attribute-not-scored``.
    """
    bodies = {entity.span for entity in gold.entities if entity.label == "ORG"}
    for role in gold.roles:
        at = role.title[0]
        if role.status not in ROLE_STATUSES:
            yield Finding(at, "unknown-status", f"{role.status!r} is none of {', '.join(ROLE_STATUSES)}")
        yield from _dates(role)
        if role.inferred is not None:
            start, end = role.inferred
            if role.inferred not in bodies:
                yield Finding(at, "inferred-span", f"the role's inferred {start}-{end} is not marked ORG")
            if role.organization is not None:
                message = "the role has an organization, so none is inferred"
                yield Finding(at, "inferred-and-organization", message)
        said = role.status != CURRENT or any((role.since, role.until, role.inferred))
        if said and gold.subjects is None:
            message = "the role's attributes are not scored where subjects are not annotated"
            yield Finding(at, "attribute-not-scored", message, "warning")


def _dates(role: GoldRole) -> Iterator[Finding]:
    """Find ends of a role's time that are no dates or go backwards."""
    ends = {name: value for name in ("since", "until") if (value := getattr(role, name)) is not None}
    faulty = {name: value for name, value in ends.items() if not is_plain_date(value)}
    for name, value in faulty.items():
        message = f"{name} {value!r} is no year, month or day like 2015, 2021-08, 2021-08-10"
        yield Finding(role.title[0], "not-plain-date", message)
    if len(ends) == 2 and not faulty and not is_period(ends["since"], ends["until"]):
        message = f"since {ends['since']} is after until {ends['until']}"
        yield Finding(role.title[0], "period-order", message)
