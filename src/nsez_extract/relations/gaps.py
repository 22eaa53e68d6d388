"""What may stand between a title and its holder, between titles of one holder, and before an organisation.

Patterns of the text between two mentions; all ignore case.
"""

from __future__ import annotations

import re

from nsez_extract.entities.word_groups import any_of
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities.vocabulary import alternation

ADDRESS = rf"(?:{alternation([phrase for (phrase,) in read_tsv('honorifics.tsv', ('phrase',))])})\.?"
"""str: pattern of a form of address."""

_OFFICES = r"(?:nhiều|các) (?:chức vụ|chức danh|vị trí|cương vị)(?: \w+){0,3}?(?: như| gồm| là| sau)?"
_NEW = r"(?:(?:tân|đương kim)\s+)?"  # not part of the title
_HOLD = rf"(?:(?:{any_of('before_holding')})\s+)*(?:{any_of('holding')})"


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern that ignores case.

    Args:
        pattern (str): A regular expression.

    Returns:
        re.Pattern[str]: The pattern.
    """
    return re.compile(pattern, re.IGNORECASE)


_THEN = r"(?:(?:khi|lúc) (?:đó|ấy|bấy giờ)|bấy giờ|hiện nay|hiện tại|đương thời)"
TO_NAME = compile_pattern(
    r"\s*(?:\((?:(?-i:[A-ZĐ])|tỉnh |huyện |quận |thành phố |tp)[^()\d]{1,28}\)\s*)?"
    rf"(?:nhiệm k[ỳì]\s+\d{{4}}\s*[-–]\s*\d{{4}}\s+(?=là ))?"
    rf"(?:(?:(?:mới |khác |{_THEN} )?là|[-–,:(])?\s*(?:{ADDRESS}\s+)+|là | [-–] )?[“\"'(]?\s*"
)
"""re.Pattern[str]: from a title to the name after it: forms of address, a quote or bracket, nothing else."""

OF_NAME = compile_pattern(
    r"\s+(?:vừa |mới |sắp )?(?:đắc cử|đương nhiệm|đương chức|mãn nhiệm|tiền nhiệm|kế nhiệm"
    r"|bị (?:sa thải|cách chức|phế truất|bãi nhiệm|lật đổ))\s+"
)
"""re.Pattern[str]: words of holding between a title and the name after it (``Tổng thống đắc cử A``)."""

NOT_HELD = compile_pattern(
    rf"(?<!\w)(?:(?:{any_of('candidates')})\s+(?:(?:cho\s+)?(?:chức|ghế|vị trí)(?:\s+danh)?\s+)?"
    r"|nhiệm k[ỳì]\s+)\Z"
)
"""re.Pattern[str]: before a title that somebody wants to hold, or that names a term; searched at the end."""

APPOINTS = compile_pattern(
    r"\s+(?:đã\s+|vừa\s+)?(?:bổ nhiệm|chỉ định|đề bạt|cử|bầu|chọn|phong|giao)\s+(?:làm|giữ)\s"
)
"""re.Pattern[str]: behind the name of who gives an office to another (``được ông B bổ nhiệm làm``)."""

BY_WHOM = compile_pattern(rf"\s+(?:\w+\s+){{0,2}}được\s+(?:{ADDRESS}\s+)*")
"""re.Pattern[str]: from the name of who gets an office to who gives it."""

WHOEVER = compile_pattern(
    rf"(?:(?<!là )(?<!\w)(?:người|ai|kẻ)\s+{_HOLD}|(?<!làm )(?<!\w)việc\s[^,]*|(?<!\w)sau đó là)\s+\Z"
)
"""re.Pattern[str]: at the end of the words before a title that says nothing about the person before them."""

BY_ANOTHER = compile_pattern(rf"(?<!\w)(?:{any_of('acts_on_offices')})(?:\s+chức(?: vụ| danh)?)?\s+\Z")
"""re.Pattern[str]: before a title that the person before these words gives to, or takes from, another."""

PASSIVE = compile_pattern(r"(?<!\w)(?:được|bị)\s")
"""re.Pattern[str]: what makes such words the person's own fate."""

TO_WHOM = compile_pattern(
    r"\s*(?:kh(?:óa|oá)\s+\w+\s*,?\s*)?(?:nhiệm k[ỳì]\s+\d{4}\s*[-–]\s*\d{4}\s+)?"
    rf"(?:của|đối với|với|cho)\s+(?:{ADDRESS}\s+)+"
)
"""re.Pattern[str]: from an office taken or given up to whom it concerns (``Chủ tịch UBND xã của ông``)."""

OFFICE_TAKEN = compile_pattern(rf"(?<!\w)(?:{any_of('office_taken')})\s+\Z")
"""re.Pattern[str]: before a title that somebody gets or loses; searched at the end of what precedes it."""

_PERSONALIA = (
    r"(?:(?:,\s*|\s(?=sn\s|sinh năm\s))(?:\d{1,3} tuổi|(?:sinh năm|sinh ngày|sn)\s*[\d/.-]+"
    r"|(?:ngụ|trú|quê|quê quán|trú tại|ngụ tại|quê ở)\s[^,;.:!?()\n]{2,40})(?=\s*,)){0,3}"
)
TO_TITLE = compile_pattern(
    rf"(?:\.(?=\s?[-–,(]))?\s*[)”\"']*(?:\([^()\n]{{0,60}}\)(?=\s(?:sn|sinh năm)\s))?{_PERSONALIA}\s*"
    r"(?:\([^()]{0,50}[;,]\s*|,\s\(|[-–,:(]\s*)?"  # a bracket with something before the title, or one sign
    r"(?:\([^()]{0,90}\)\s*[-–,]?\s*)?"  # a whole bracket: "A (53 tuổi), Giám đốc"
    rf"(?:{_HOLD}\s+)?{_NEW}"
)
"""re.Pattern[str]: from a name to the title after it: signs, a bracket, a verb of holding office."""

TO_TITLE_FAR = compile_pattern(
    rf"[^.;:!?\n]{{0,90}}?\s(?:{_HOLD}(?:\s+(?:là|của|mới|vụ|như|sau|gồm))?|{_OFFICES}):?\s+{_NEW}"
)
"""re.Pattern[str]: from a name over other words and a verb of holding office to a title."""

TAKES_OFFICE = compile_pattern(
    r"(?:\s*\([^()\n]{0,60}\))?[^.;:!?\n()]{0,60}?\s"
    rf"(?:{any_of('taking_office')})(?: chức| chức vụ)?\s+{_NEW}"
)
"""re.Pattern[str]: from a name to an office that somebody takes, over a verb that means nothing else."""

TO_BODY_AND_NAME = compile_pattern(r"\s*(?:của|tại)\s+.{2,60}\s")
"""re.Pattern[str]: from a title over the body it is held in to the name after it."""

OPENING_CLAUSE = compile_pattern(
    rf"\W*(?:trước khi|sau khi|từ khi|khi|trong thời gian|thời gian|từng|được|với cương vị|là)\b"
    rf"[^.;:!?\n]{{0,60}}(?<!\w)(?:{any_of('holding')})\s+|\W*(?:từng là|là|được bầu làm|được bầu)\s+"
    r"|\W*(?:với|trên|ở|trong|giữ)\s(?:cương vị|vai trò|tư cách)(?:\s(?:là|một))?\s+"
)
"""re.Pattern[str]: the beginning of a sentence whose first clause says what its subject is or was."""

TO_SUBJECT = compile_pattern(
    rf"(?:\s*\([^()\n]{{0,60}}\))?[^.;:!?\n()]{{0,60}}(?:\([^()\n]{{0,60}}\))?,\s*(?:{ADDRESS}\s+)+"
)
"""re.Pattern[str]: from a title of an opening clause to the subject of the sentence."""

_TERM = r"(?:,?\s*khóa\s+\w+)?(?:,?\s*nhiệm k[ỳì]\s+[12]\d{3}\s*[-–]\s*[12]\d{3})?"
_ABBREVIATED = r"(?:\s*\((?-i:[A-ZĐ])[^()\s\d]{0,14}\)(?=,))?"
BETWEEN_TITLES = compile_pattern(
    rf"{_ABBREVIATED}{_TERM}\s*\)?\s*(?:{any_of('chaining')})\s*(?:hiện là|nay là)?\s*"
)
"""re.Pattern[str]: between two titles of one holder."""

TO_LIST = compile_pattern(
    r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:(?:còn lại|khác|hiện nay)\s+)?(?:(?:là|gồm|bao gồm|gồm có)\s*)?:?\s*"
    rf"(?:(?:các|hai|ba|bốn)\s+)?(?:{ADDRESS}\s*)*:?\s*"
)
"""re.Pattern[str]: from a title that several persons hold to the list of their names."""

BETWEEN_LISTED = compile_pattern(rf"\s*(?:\([^()\n]{{0,80}}\)\s*)?(?:,|;|và|, và|; và)\s*(?:{ADDRESS}\s+)*")
"""re.Pattern[str]: between two names of such a list; a bracket may say more of the first."""

BETWEEN_NAMES = compile_pattern(r"\s*(?:,|và|-|–)\s*")
"""re.Pattern[str]: between two holders of one title."""

ADDRESSED = compile_pattern(rf"(?<!\w)(?:{ADDRESS}\s+)+\Z")
"""re.Pattern[str]: before the name of somebody addressed; searched at the end of what precedes it."""

AND_PERSON = compile_pattern(rf"\s*,?\s*(?:và|cùng)\s+(?:{ADDRESS}\s+)+")
"""re.Pattern[str]: from a title to another person named beside its holder."""

AND_ALSO = frozenset({"kiêm", "và", ", kiêm", "-", "–"})
"""frozenset[str]: between two titles that share the body after the second."""

TO_OWNER = compile_pattern(r"\s*(?:của|tại|thuộc|ở)\s*")
"""re.Pattern[str]: from a title or name to the organisation the text ties it to."""

TO_OWNER_OF_NAME = compile_pattern(r"\s*(?:của|,?\s*thuộc)\s*")
"""re.Pattern[str]: the same behind a name, where ``tại`` tells where somebody is."""

OFFICE_ITSELF = compile_pattern(rf"(?<!\w)(?:{any_of('the_office_itself')})[\"”’»]?\s+\Z")
"""re.Pattern[str]: before a title that means the office (``bầu cử Tổng thống``); searched at the end."""

PLURAL_BEFORE = compile_pattern(
    r"(?<![\w/-])(?<!ngày )(?<!thứ )(?<!tháng )(?<!năm )"  # no day of a date
    r"(?:các|hai|những|ba|bốn|[2-9]|1[0-9])\s+(?:đồng chí\s+)?\Z"
)
"""re.Pattern[str]: before a title that several persons hold; searched at the end of what precedes it."""

IN_BRACKETS = compile_pattern(r"\s*\((?:[^()\n]{0,30}\s)?")
"""re.Pattern[str]: from a name to another one in the bracket behind it (``A (chồng bà B)``)."""

REST_OF_BRACKET = compile_pattern(r"[^()\n]{0,40}\)")
"""re.Pattern[str]: from a name in a bracket to its end."""

CHILD = compile_pattern(rf"(?<!\w)(?:{any_of('of_children')})\s+\Z")
"""re.Pattern[str]: before the name of a child, who holds no office; searched at the end."""

OF_CLAUSE = compile_pattern(r"(?<!\w)(?:của|do|bởi|với|cho)\s+\Z")
"""re.Pattern[str]: before a title that belongs to a noun (``lệnh của Chủ tịch``); searched at the end."""

HOLDS_ALL = compile_pattern(
    rf"(?<!\w)chức (?:vụ|danh)(?:\s[^.;:!?\n]{{0,40}})?\s(?:của|đối với)\s+(?:{ADDRESS}\s+)*\Z"
)
"""re.Pattern[str]: before the holder of the offices that a list behind him names; searched at the end."""

NAMELY = compile_pattern(r"\s*,?\s*(?:bao gồm|gồm)(?: có)?(?: các chức vụ)?\s*:?\s*")
"""re.Pattern[str]: from such a holder to the list of offices."""

RUN_BY = compile_pattern(rf"\s*(?:\([^()\n]{{0,60}}\))?(?:,?\s*do|,\s*nơi)\s+(?:{ADDRESS}\s+)*")
"""re.Pattern[str]: from a body to who runs it (``Công ty X do ông A làm giám đốc``, ``X, nơi ông A là``)."""

HAS = compile_pattern(
    rf"\s+(?:(?:hiện|đang|vẫn|hiện nay|hiện tại)\s+)*có\s+(?:\w+\s+)?(?:[\s,;:()–-]|và|gồm|các|là|{ADDRESS})*"
)
"""re.Pattern[str]: behind a body whose officers a sentence lists, their titles and names left out."""

RELATIVE = compile_pattern(r"\s*,\s*(?:người|vị)\s")
"""re.Pattern[str]: what makes the words after a name speak of him alone (``, người vừa được bầu làm``)."""

REPLACES = compile_pattern(r"\bthay(?:\s+(?:thế|cho))?\s+(?:\w+\s+){0,2}$")
"""re.Pattern[str]: before the name of who is replaced (``A thay ông B làm Giám đốc``)."""
