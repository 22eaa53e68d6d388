"""Writing of gold in its inline form: the reverse of :mod:`nsez_extract.score.inline`.

>>> gold = from_inline('<LOC>TP Vinh</LOC>, <LOC c="TP Vinh">Vinh</LOC>', doc_id="a")
>>> to_inline(gold, "TP Vinh, Vinh")
'<SUBJECTS/><LOC>TP Vinh</LOC>, <LOC c="TP Vinh">Vinh</LOC>'
"""

from __future__ import annotations

from nsez_extract.errors import UsageError
from nsez_extract.score.gold import CURRENT, GoldDocument, GoldEntity, GoldQuantity, GoldRole, Span
from nsez_extract.score.inline import QUANTITY_KEYS, from_inline
from nsez_extract.score.lines import lines_of, trim
from nsez_extract.score.names import normal_form
from nsez_extract.score.subjects import NamedMark, numbered_marks


def to_inline(gold: GoldDocument, raw: str) -> str:
    """Write gold as inline markup; reading it back gives the same gold.

    Args:
        gold (GoldDocument): Checked gold. ``source`` of entities is not written, nor is their
            ``canonical`` when the gold has no subjects.
        raw (str): The raw text it stands on.

    Returns:
        str: Inline markup.

    Raises:
        UsageError: The gold cannot be said inline: crossing spans, a raw text that itself holds
            such tags, text outside sentences on a line that has some, or a role that "the nearest
            name on the line" does not find.
    """
    inserts: list[tuple[int, int, int, str]] = []  # offset, rank at that offset, order, tag
    named = numbered_marks(gold)
    marks = [
        (e.start, e.end, e.label, _title_attributes(gold, e, raw) + _subject_attributes(named, e))
        for e in gold.in_order().entities
    ]
    marks += [(q.start, q.end, q.kind, _quantity_attributes(q)) for q in gold.quantities]
    for order, (start, end, label, attributes) in enumerate(sorted(marks, key=lambda m: (m[0], -m[1]))):
        inserts.append((start, 3, order, f"<{label}{attributes}>"))
        inserts.append((end, 0, -order, f"</{label}>"))
    if gold.sentences is not None:
        for start, end in lines_of(raw):
            inside = sorted(s for s in gold.sentences if start <= s[0] and s[1] <= end)
            inserts += [(sentence[1], 1, 0, "<S/>") for sentence in inside[:-1]]
            low, high = trim(raw, start, end)
            if not inside and low < high:
                inserts.append((start, 2, 0, "<NOISE/>"))
    pieces, position = [], 0
    for at, _, _, tag in sorted(inserts):
        pieces += [raw[position:at], tag]
        position = at
    has_subjects = gold.subjects is not None
    marked = "".join(["<SUBJECTS/>" if has_subjects else "", *pieces, raw[position:]])
    back = from_inline(
        marked,
        doc_id=gold.doc_id,
        raw=raw,
        sentences=gold.sentences is not None,
        subjects=has_subjects,
    )
    plain = gold.in_order()
    bare = {"source": None} if has_subjects else {"source": None, "canonical": None}
    plain.entities = [entity.model_copy(update=bare) for entity in plain.entities]
    for part in ("sha256", "entities", "subjects", "roles", "quantities", "sentences"):
        if getattr(back, part) != getattr(plain, part):
            raise UsageError(f"{gold.doc_id}: its {part} cannot be said inline; check the gold first")
    return marked


def _attribute(name: str, value: str) -> str:
    """Return one attribute with its leading blank."""
    return ' {}="{}"'.format(name, value.replace('"', "&quot;"))


def _title_attributes(gold: GoldDocument, entity: GoldEntity, raw: str) -> str:
    """Return holders, organisation and role attributes of a TITLE, or nothing."""
    roles = [r for r in gold.roles if entity.label == "TITLE" and r.title == entity.span]
    if not roles:
        return ""
    attributes = _attribute("of", "; ".join(raw[a:b] for a, b in sorted(r.person for r in roles)))
    role = roles[0]
    body = role.organization
    if body is not None and not (entity.start <= body[0] and body[1] <= entity.end):
        attributes += _attribute("org", raw[body[0] : body[1]])
    return attributes + _holding_attributes(gold, role, raw)


def _holding_attributes(gold: GoldDocument, role: GoldRole, raw: str) -> str:
    """Return what is said of how a title is held."""
    attributes = _attribute("status", role.status) if role.status != CURRENT else ""
    for name, value in (("since", role.since), ("until", role.until)):
        attributes += _attribute(name, value) if value is not None else ""
    if role.inferred is None:
        return attributes
    bodies = (e for e in gold.entities if e.label == "ORG" and e.span == role.inferred)
    form = next((e.canonical for e in bodies if gold.subjects is not None), None)
    return attributes + _attribute("inferred", form or normal_form(raw[slice(*role.inferred)]))


def _subject_attributes(named: dict[tuple[str, Span], NamedMark], entity: GoldEntity) -> str:
    """Return canonical form and number of a PER, ORG or LOC, where they say something."""
    mark = named.get((entity.label, entity.span))
    if mark is None:
        return ""
    own = mark.canonical == normal_form(entity.text)
    attributes = "" if own else _attribute("c", mark.canonical)
    return attributes + (_attribute("k", str(mark.number)) if mark.number > 1 else "")


def _quantity_attributes(quantity: GoldQuantity) -> str:
    """Return the attributes of a quantity that it has."""
    values = ((key, getattr(quantity, name)) for key, name in QUANTITY_KEYS.items())
    return "".join(_attribute(key, value) for key, value in values if value is not None)
