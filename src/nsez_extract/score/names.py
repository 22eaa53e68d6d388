"""The form in which names are compared and stored.

>>> normal_form("Lê\\u00a0\\u200bVăn  Ký") == normal_form("Lê Văn Ký")
True
"""

from __future__ import annotations

from nsez_extract.text.clean import clean


def normal_form(name: str) -> str:
    """Return a name in the project's normal form: cleaned as texts are, on one line, single blanks.

    Args:
        name (str): A name, as the raw text or an annotator has it.

    Returns:
        str: NFC, no invisible characters, single blanks inside and none at the edges.

    >>> normal_form("Sở\\n Công  Thương ")
    'Sở Công Thương'
    """
    return " ".join(clean(name).text.split())
