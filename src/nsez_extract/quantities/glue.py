"""Sentences and captions run together without a blank: where a new line may be put, and back again.

Scraped news sticks a caption or heading on what goes before (``nhiệm kỳ 2020-2025Quang cảnh``). The scanner
reads such a text with a line break put in; spans are then counted back.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from nsez_extract.quantities.vocabulary import MEASURES, alternation

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_UNITS = alternation([form.split(" ")[0] for form in MEASURES if form[0].isalpha()])
_UNIT = re.compile(rf"(?:{_UNITS}|tr|triệu|tỷ|tỉ)(?![^\W_])", re.IGNORECASE)
_JUNCTION = re.compile(
    rf"[{_UPPER}](?:(?<=[0-9%].)(?:(?=[{_LOWER}])|(?<=Đ)(?=/c)|(?<=[ỞÝỦ])(?= [{_LOWER}])"
    rf"|(?<=20[0-9]{{2}}.)(?=[{_UPPER}]+ [{_UPPER}]{{2}}))"
    rf"|(?<=[{_LOWER}]{{2}}.)(?:(?=[{_LOWER}]+ )|(?<=Đ)(?=/c))"
    rf"|(?<=[{_LOWER})”\"]{{2}}[.!?].)(?=[{_LOWER}]+ )|(?<=[)”\"][.!?].)(?=[{_LOWER}]+ ))"
)


def _inside_unit(text: str, at: int) -> bool:
    """Return whether the capital at ``at`` belongs to a measure (``5Kg``, ``120 mmHg``)."""
    if text[at - 1] in ".!?":
        return False
    if _UNIT.match(text, at):
        return True
    begin = at
    while begin > 0 and at - begin < 6 and text[begin - 1].isalpha():
        begin -= 1
    return begin < at and _UNIT.match(text, begin) is not None


def split_glued(text: str) -> tuple[str, list[int]]:
    """Return the text with a line break at every junction, and where in it they were put.

    >>> split_glued("nhiệm kỳ 2020-2025Quang cảnh")
    ('nhiệm kỳ 2020-2025\\nQuang cảnh', [18])
    >>> split_glued("loa 50Kw, điện 110kV")[1]
    []
    """
    places = [match.start() for match in _JUNCTION.finditer(text) if not _inside_unit(text, match.start())]
    if not places:
        return text, []
    pieces, last = [], 0
    for place in places:
        pieces.append(text[last:place])
        last = place
    pieces.append(text[last:])
    return "\n".join(pieces), [place + index for index, place in enumerate(places)]


def back(position: int, breaks: list[int]) -> int:
    """Return the position in the text itself of one in the text with line breaks.

    >>> back(20, [18]), back(18, [18])
    (19, 18)
    """
    return position - bisect_left(breaks, position)
