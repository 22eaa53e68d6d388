"""Reader of the tab-separated tables in ``nsez_extract/lexicon/data``.

A table is UTF-8 text. Lines that begin with ``#`` are comments (what the table is, its source, its
date); empty lines are skipped; the first other line is the header and names the columns; every
further line is one row. The first column is the key and may not repeat.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib import resources


def read_text(name: str) -> str:
    """Return the text of one data file of the package.

    Args:
        name (str): File name below ``lexicon/data``, such as ``currencies.tsv``.

    Returns:
        str: The file's text, normalised to NFC.

    Raises:
        ValueError: If there is no such file.
    """
    path = resources.files("nsez_extract.lexicon").joinpath("data", name)
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ValueError(f"lexicon/data/{name}: no such file in the package") from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (1-based line number, cells) of every line that is neither empty nor a comment."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.rstrip("\r").split("\t")]


def parse_tsv(text: str, name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Check a table's text and return its rows.

    Args:
        text (str): The table.
        name (str): Its name, for error messages.
        columns (tuple[str, ...]): The header it must have, in order; the first column is the key.

    Returns:
        list[tuple[str, ...]]: The rows in file order, cells stripped of outer white space. Cells
        missing at the end of a line are empty strings.

    Raises:
        ValueError: On a wrong header, a row with too many cells, an empty key or a repeated key.

    >>> parse_tsv("# colours\\nword\\tcode\\nđỏ\\tred\\nxanh\\n", "colours.tsv", ("word", "code"))
    [('đỏ', 'red'), ('xanh', '')]
    >>> parse_tsv("word\\nđỏ\\nđỏ\\n", "colours.tsv", ("word",))
    Traceback (most recent call last):
    ValueError: lexicon/data/colours.tsv, line 3: 'đỏ' was already given on line 2
    """
    where = f"lexicon/data/{name}"
    lines = _rows(text)
    number, header = next(lines, (1, []))
    if tuple(header) != columns:
        raise ValueError(
            f"{where}, line {number}: the header must be {', '.join(columns)}; it is {', '.join(header)}"
        )
    rows: list[tuple[str, ...]] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        if len(cells) > len(columns):
            raise ValueError(f"{where}, line {number}: {len(cells)} cells, at most {len(columns)} allowed")
        key = cells[0]
        if not key:
            raise ValueError(f"{where}, line {number}: the first cell is empty")
        if key in seen:
            raise ValueError(f"{where}, line {number}: {key!r} was already given on line {seen[key]}")
        seen[key] = number
        rows.append((*cells, *[""] * (len(columns) - len(cells))))
    return rows


def read_tsv(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Read and check a table of the package.

    Args:
        name (str): File name below ``lexicon/data``, such as ``currencies.tsv``.
        columns (tuple[str, ...]): The header the file must have, in order; the first is the key.

    Returns:
        list[tuple[str, ...]]: The rows in file order, as :func:`parse_tsv` gives them.

    Raises:
        ValueError: If the file is missing or not a table with these columns and unique keys.
    """
    return parse_tsv(read_text(name), name, columns)
