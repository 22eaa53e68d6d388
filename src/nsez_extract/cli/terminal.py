"""One record in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nsez_extract.cli.common import one_line, visible
from nsez_extract.cli.markup import amount, events, record_marks, role_line
from nsez_extract.schema import Record

STYLES = {
    "PER": "bold blue",
    "ORG": "green",
    "LOC": "yellow",
    "TITLE": "magenta",
    "MONEY": "bold cyan",
    "PERCENT": "cyan",
    "NUMBER": "bright_black",
    "DATE": "bright_red",
}
"""dict[str, str]: rich style of each label."""


def marked_text(record: Record, text: str) -> Text:
    """Return the article with each mark in brackets with its label, nested ones inside the outer.

    Args:
        record (Record): The record.
        text (str): The text its offsets count in.

    Returns:
        Text: Styled text; without colours the brackets still show everything.
    """
    shown = Text()
    styles: list[str] = []
    for event in events(text, record_marks(record)):
        if event[0] == "text":
            shown.append(
                visible(event[1].replace("\r\n", "\n").replace("\r", "\n")), styles[-1] if styles else ""
            )
        elif event[0] == "open":
            styles.append(STYLES[event[1].label])
            shown.append(f"[{event[1].label} ", f"{styles[-1]} dim")
        else:
            shown.append("]", f"{styles.pop()} dim")
    return shown


def print_record(record: Record, text: str) -> None:
    """Print the marked-up article, then roles, quantities and warnings.

    Args:
        record (Record): The record.
        text (str): The text its offsets count in.
    """
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    console.print(marked_text(record, text))
    if record.roles:
        console.print(Text("\nRoles", style="bold"))
        for role in record.roles:
            console.print(Text(f"  {one_line(role_line(record, role))}"))
    if record.quantities:
        table = Table(box=None, show_header=False, padding=(0, 2))
        for quantity in record.quantities:
            kind = Text(quantity.kind, style=STYLES[quantity.kind])
            table.add_row(kind, Text(one_line(quantity.text)), Text(one_line(amount(quantity))))
        console.print(Text("\nQuantities", style="bold"))
        console.print(table)
    for warning in record.warnings:
        console.print(Text(f"warning {warning.code}: {one_line(warning.message)}", style="yellow"))
