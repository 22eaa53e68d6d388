"""Words that begin sentences, words that cannot end one, and abbreviations: the tables, loaded once."""

from __future__ import annotations

from nsez_extract.lexicon.tables import read_tsv


def _by_kind(
    name: str, columns: tuple[str, ...], kinds: tuple[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of a table apart by the kind in its second column.

    Args:
        name (str): File name below ``lexicon/data``.
        columns (tuple[str, ...]): The table's columns; the second is the kind.
        kinds (tuple[str, str]): The two kinds allowed.

    Raises:
        ValueError: On any other kind.
    """
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for row in read_tsv(name, columns):
        if row[1] not in found:
            raise ValueError(
                f"lexicon/data/{name}: {row[0]!r} has {columns[1]} {row[1]!r}, not one of {kinds}"
            )
        found[row[1]].add(row[0])
    return frozenset(found[kinds[0]]), frozenset(found[kinds[1]])


ABBREVIATIONS, FINAL_ABBREVIATIONS = _by_kind(
    "abbreviations.tsv", ("form", "kind", "meaning"), ("open", "final")
)
STARTERS, _glued = _by_kind("sentence_starters.tsv", ("word", "trust"), ("always", "glued"))
GLUED_STARTERS = STARTERS | _glued
OPENERS, WEAK_OPENERS = _by_kind("glue_openers.tsv", ("word", "kind"), ("always", "mostly"))
