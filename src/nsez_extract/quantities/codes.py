"""Codes: document numbers, plates, telephones, accounts, coordinates, versions, streets named by a day."""

from __future__ import annotations

import re

from nsez_extract.quantities.context import Left, counted
from nsez_extract.quantities.vocabulary import CURRENCY, GLUED, alternation, any_of, words

_CODE = re.compile(
    r"[0-9]+(?:[-/.][0-9]+)*"
    r"(?:[-/](?=[A-ZĐƯ])(?!(?:CP|USD|VND|TEU|ha|kg)(?!\w))[\w&.-]*(?:/[\w&.-]+)*|[A-ZĐ][\w]*(?:[-/.][\w-]+)*)"
)
_PLATE = re.compile(
    r"[0-9]{2} ?[A-ZĐ][A-Z0-9]?(?: ?[-–] ?| )(?:[0-9]{3}\.[0-9]{2}|[0-9]{4,5})(?![0-9])(?![.,][0-9])"
)
_TOKEN_TAIL = re.compile(r"[\w]*(?:[-/.:,+][\w]+)*")
_IRREGULAR = re.compile(r"[0-9]+(?:[./,:-][0-9]+)*")
_PHONE = re.compile(
    r"0[0-9]{1,3}\) ?[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){1,4}(?![0-9])"
    r"|0[0-9]{1,4}(?:[ .-]?[0-9]{2,4}){2,3}(?![0-9])"
)
_ABROAD = re.compile(
    r"(?:84\)?(?:[ .-]?\(?[0-9]{2,4}\)?){2,4}|[1-9][0-9]{0,2}\)?(?:[ -]\(?[0-9]{2,4}\)?){2,4})"
    r"(?![0-9]|[.,][0-9])"
)
_ACCOUNT = re.compile(
    r"(?!(?:19|20)[0-9]{2} (?:19|20)[0-9]{2} )(?<![0-9] )[0-9]{4}(?: [0-9]{4}){2,3}(?! ?[0-9])"
    r"|1[89]00 ?[0-9]{4,6}(?![0-9])|1[89]00[.-](?!19|20)[0-9]{4,6}(?![0-9])"
)
_COORDINATE = re.compile(
    r"[0-9]{1,3}(?:[.,][0-9]+)?(?: ?(?:độ|°|º|o)"
    r"(?: ?[0-9]{1,2}(?:[.,][0-9]+)? ?(?:phút|['’′])(?: ?[0-9]{1,2}(?:[.,][0-9]+)? ?(?:giây|[\"”″]|''))?)?)"
    r" ?(?:(?:[Vv]ĩ|[Kk]inh)(?: độ)?(?: (?:[Bb]ắc|[Nn]am|[Đđ]ông|[Tt]ây|tuyến))?|[NSEWĐBT](?!\w))"
)
_UPPER_UNITS = alternation([unit for unit in GLUED if unit[0].isupper()])
_UNIT_GLUED = re.compile(rf"[0-9]+(?:[.,/][0-9]+)*(?:{_UPPER_UNITS}|{CURRENCY}|TR|TỶ)(?!\w)", re.IGNORECASE)
_PER_NUMBER = re.compile(r"(?: |[0-9])(?:[^\W\d_A-ZĐ]{2,}|[GMK]Hz|[GMT]B)/\Z")
_BARE = re.compile(r"[0-9][0-9.,]*(?= [^\W\d_])")
_CODE_HEAD = re.compile(r"(?<!\w)(?:[0-9]*[A-ZĐ]{1,4}[0-9]?|Su|MiG|Mig|Mi|Tu|Il|Ka|Yak|Covid)\Z")
_CODE_DIGITS = re.compile(r"[0-9]{1,5}(?:\.[0-9]{2})?(?![0-9%])(?!,[0-9])(?! ?(?:%|điểm|đồng))")
_PLATE_HEAD = re.compile(r"[0-9]{2}[A-ZĐ][A-Z0-9]?")
_GLUED_WORDS = words("glued_words")
_CURRENCY_GLUED = re.compile(r"(?<!\w)(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|NDT|AUD|SGD|US)\Z")
_NAMED_DAY = re.compile(r"[0-9]{1,2}(?:/|-| - |\.| (?:Tháng|tháng|THÁNG) )[0-9]{1,2}(?![0-9]|[./-][0-9])")
_NAMED_BY_DAY = re.compile(rf"(?<!\w)(?:{any_of('named_by_day')})\Z")


def skip_code(text: str, at: int) -> int:
    """Return where a document number, plate, phone or other code at ``at`` ends, or ``at``.

    >>> skip_code("07-CT/TU của", 0), skip_code("29A-123.45 chạy", 0), skip_code("263 đoàn", 0)
    (8, 10, 0)
    """
    for pattern in (_PHONE, _PLATE, _ACCOUNT, _COORDINATE):
        match = pattern.match(text, at)
        if match:
            return match.end()
    if at and text[at - 1] == "+":
        match = _ABROAD.match(text, at)
        if match and sum(char.isdigit() for char in match[0]) > 7:
            return match.end()
    match = _CODE.match(text, at)
    if match and not _UNIT_GLUED.match(text, at):
        return match.end()
    return at


def glued_code(text: str, at: int) -> int:
    """Return where a token ends whose letters stand directly before the digits, or ``at`` if none do.

    ``VN30-Index``, ``C-130``, ``Covid-19``, ``ĐT605B``, ``#5``, ``1:500``.
    """
    before = text[at - 1] if at else " "
    if before in " \n(\"“‘'[" or before in "$€£¥₫₩~≈<>=«":
        return at
    if before.isalpha() or before in "_#@":
        word = re.search(r"[^\W\d_]+\Z", text[max(0, at - 8) : at])
        if word and word[0].lower() in _GLUED_WORDS and word[0][1:].islower():
            return at
        if word and _CURRENCY_GLUED.search(text[max(0, at - 5) : at]):
            return at
    elif before == "/" and _PER_NUMBER.search(text, max(0, at - 14), at) and _BARE.match(text, at):
        return at
    elif before in "-/–":
        head = text[max(0, at - 8) : at - 2]
        if text[at - 2 : at - 1] == " " and _CODE_HEAD.search(head) and _CODE_DIGITS.match(text, at):
            return skip_irregular(text, at)
        if before == "–" or not (at > 1 and text[at - 2].isalnum()):
            return at
    elif before in ".,":
        initials = re.search(r"(?<!\w)(?:[A-ZĐ][A-ZĐ]{0,2}|[Vv]ol|[Nn]o|Op)\.\Z", text[max(0, at - 5) : at])
        if initials is None and not (at > 1 and text[at - 2].isdigit()):
            return at
    elif before in ":+":
        if not (at > 1 and text[at - 2].isdigit()):
            return at
    else:
        return at
    match = _TOKEN_TAIL.match(text, at)
    return match.end() if match else at


def skip_irregular(text: str, at: int) -> int:
    """Return the end of a token of digits that is no number, such as ``1.1.1.1``."""
    match = _IRREGULAR.match(text, at)
    return match.end() if match else at + 1


def skip_named_day(text: str, at: int, left: Left) -> int:
    """Return where the day in the name of a street, square or the like ends, or ``at``.

    >>> skip_named_day("đường 30 Tháng 4", 6, Left(["đường"], " "))
    16
    """
    match = _NAMED_DAY.match(text, at)
    if match is None or counted(text, match.end()).kind:
        return at
    if left.gap.strip() or not _NAMED_BY_DAY.search(left.phrase(3)):
        return at
    return match.end()


def is_plate_head(word: str) -> bool:
    """Return whether a word is the head of a number plate (``29A``)."""
    return _PLATE_HEAD.fullmatch(word) is not None
