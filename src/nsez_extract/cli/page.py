"""One record as a web page that needs nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nsez_extract.cli.common import visible
from nsez_extract.cli.markup import amount, events, record_marks, role_line
from nsez_extract.schema import ENTITY_LABELS, QUANTITY_KINDS, Record

COLOURS = {
    "PER": "#1f6fd6",
    "ORG": "#18864b",
    "LOC": "#b35c00",
    "TITLE": "#8a3fc4",
    "MONEY": "#b8860b",
    "PERCENT": "#c2255c",
    "NUMBER": "#5c677d",
    "DATE": "#0b7f8a",
}
"""dict[str, str]: colour of each label, readable on light and dark ground."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 17px/1.9 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.3em; line-height: 1.4; } h2 { font-size: 1.05em; margin-top: 2em; }
article { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; border: 1px solid var(--c); border-radius: 4px; padding: 1px 3px; cursor: help;
  background: color-mix(in srgb, var(--c) 16%, transparent); }
mark::after { content: attr(data-l); font-size: .58em; font-weight: 700; color: var(--c); margin-left: 4px; }
table { border-collapse: collapse; font-size: .88em; line-height: 1.5; }
td, th { text-align: left; padding: 2px 14px 2px 0; vertical-align: top; }
.legend mark { margin-right: 6px; }
"""


def _colours() -> str:
    """Return the style rules that give each label its colour."""
    return "\n".join(f".{label} {{ --c: {colour}; }}" for label, colour in COLOURS.items())


def _text(value: str) -> str:
    """Return text safe inside an element or a quoted attribute."""
    return escape(visible(value), quote=True)


def _marked(record: Record, text: str) -> str:
    """Return the article with its marks."""
    parts = []
    for event in events(text, record_marks(record)):
        if event[0] == "text":
            parts.append(_text(event[1]))
        elif event[0] == "open":
            mark = event[1]
            parts.append(f'<mark class="{mark.label}" data-l="{mark.label}" title="{_text(mark.note)}">')
        else:
            parts.append("</mark>")
    return "".join(parts)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table with a heading, or nothing when it has no rows."""
    if not rows:
        return ""
    cells = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<h2>{_text(title)}</h2>\n<table>\n<tr>{cells}</tr>\n{body}</table>\n"


def render_page(record: Record, text: str) -> str:
    """Return a self-contained HTML page of one record: no script, nothing loaded, everything escaped.

    Args:
        record (Record): The record.
        text (str): The text its offsets count in.

    Returns:
        str: The page.
    """
    title = record.metadata.title or record.doc_id
    legend = "".join(
        f'<mark class="{label}" data-l="">{label}</mark>' for label in (*ENTITY_LABELS, *QUANTITY_KINDS)
    )
    facts = [value for value in (record.metadata.published, record.metadata.byline, record.source) if value]
    roles = [(role_line(record, role),) for role in record.roles]
    quantities = [(q.id, q.kind, q.text, amount(q)) for q in record.quantities]
    warnings = [(warning.code, warning.message) for warning in record.warnings]
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(title)}</title>
<style>{_STYLE}{_colours()}
</style>
</head>
<body>
<h1>{_text(title)}</h1>
<p>{_text(" · ".join(facts))}</p>
<p class="legend">{legend}</p>
<article>{_marked(record, text)}</article>
{_table("Roles", ("person: position (organisation)",), roles)}\
{_table("Quantities", ("id", "kind", "text", "value"), quantities)}\
{_table("Warnings", ("code", "message"), warnings)}\
</body>
</html>
"""
