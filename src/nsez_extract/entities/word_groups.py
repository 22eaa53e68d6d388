"""The closed word lists of the naming rules, from ``lexicon/data/name_words.tsv``."""

from __future__ import annotations

from nsez_extract.lexicon.phrases import split_phrase
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities.vocabulary import alternation

_GROUPS: dict[str, list[str]] = {
    group: members.split("|") for group, members in read_tsv("name_words.tsv", ("group", "words"))
}


def words(group: str) -> frozenset[str]:
    """Return one closed word list, each entry as folded syllables joined by blanks.

    Args:
        group (str): Name of the list in ``name_words.tsv``.

    Returns:
        frozenset[str]: Its entries.

    Raises:
        KeyError: If there is no such list.

    >>> "bộ trưởng" in words("ministers")
    True
    """
    return frozenset(" ".join(split_phrase(word)) for word in _GROUPS[group])


def any_of(group: str) -> str:
    """Return a regular expression for any entry of a closed word list as written, the longest first.

    Args:
        group (str): Name of the list in ``name_words.tsv``.

    Returns:
        str: The alternatives, without a group around them.

    Raises:
        KeyError: If there is no such list.

    >>> any_of("credits")
    'video|clip|bài|tin|ảnh'
    """
    return alternation(_GROUPS[group])
