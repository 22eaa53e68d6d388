"""Names that are none: sections of a site in its navigation line, and the parts of a stock index's name."""

from __future__ import annotations

import re
from dataclasses import replace

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.word_groups import any_of
from nsez_extract.relations.gaps import compile_pattern

_BAR = re.compile(r"\s*[»|]")
_SECTION = rf"(?:{any_of('sections_of_sites')})"
_SECTIONS = compile_pattern(rf"{_SECTION}(?:\s*(?:[-–,&/]| và )\s*{_SECTION})*")
_NAVIGATION = re.compile(r"[»|]")
_INDEX = re.compile(r"(?:-|\w)index\Z", re.IGNORECASE)
_REST = re.compile(r"[-\w]*")
_LONGEST_LINE = 200  # characters of a navigation line


def drop_stray(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop what a site's navigation line names no body by, and parts of an index's name.

    ``Trang chủ » [Tin tức - Sự kiện » Y tế]``; ``[UPCoM]-Index``. A name before a bar ends there
    (``[Cổng thông tin điện tử tỉnh An Giang | Kinh tế]``).

    Args:
        text (str): Clean text.
        mentions (list[Mention]): Mentions in text order.

    Returns:
        list[Mention]: In text order.
    """
    out: list[Mention] = []
    for mention in mentions:
        if mention.label == "TITLE":
            out.append(mention)
            continue
        bar = _BAR.search(text, mention.start, mention.end)
        if bar is not None:
            mention = replace(mention, end=bar.start(), rule=f"stray-name, {mention.rule}")
        if mention.start < mention.end and not (_is_section(text, mention) or _is_index(text, mention)):
            out.append(mention)
    return out


def _is_section(text: str, name: Mention) -> bool:
    """Tell whether a name is that of sections of a site, or the cut end of one, in a navigation line."""
    first = text.rfind("\n", max(0, name.start - _LONGEST_LINE), name.start) + 1
    last = text.find("\n", name.end, name.end + _LONGEST_LINE)
    end = min(len(text), name.end + _LONGEST_LINE) if last < 0 else last
    if name.label == "PER" or end - first > _LONGEST_LINE or not _NAVIGATION.search(text, first, end):
        return False
    part = _SECTIONS.match(text, name.start, end)
    return part is not None and part.end() >= name.end


def _is_index(text: str, name: Mention) -> bool:
    """Tell whether a name is the beginning or the whole of an index's name (``VN-Index``)."""
    rest = _REST.match(text, name.end)
    return rest is not None and _INDEX.search(text, name.start, rest.end()) is not None
