"""One pass over a text: candidates, then the grammar that decides what each of them is."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from nsez_extract.quantities.amounts import Amount, currency_before
from nsez_extract.quantities.clocks import Clock, skip_clock
from nsez_extract.quantities.codes import glued_code, skip_code, skip_irregular, skip_named_day
from nsez_extract.quantities.colloquial import read_colloquial, read_metres
from nsez_extract.quantities.context import Left, counted, left_of
from nsez_extract.quantities.date_atoms import Dated
from nsez_extract.quantities.dates import read_dates, read_month_words
from nsez_extract.quantities.fractions import read_fraction, read_joined
from nsez_extract.quantities.glue import back, split_glued
from nsez_extract.quantities.match import QuantityMatch, build_amount
from nsez_extract.quantities.plain import PlainNumbers
from nsez_extract.quantities.quarters import read_quarter
from nsez_extract.quantities.spelled import read_spelled
from nsez_extract.quantities.traps import is_slashed_score
from nsez_extract.quantities.vocabulary import RARE_CODES, words
from nsez_extract.quantities.words import FIRST_LETTERS, WORDS

_CANDIDATE = re.compile(
    rf"[0-9Qq{FIRST_LETTERS}](?:(?<=[0-9])|(?<![\w-].)(?:{WORDS}"
    r"|(?<=[Qq])u(?:ý|í|Ý) ?(?=[IV1-4])|(?<=Q)(?=[1-4][/-][12][0-9]{3})))"
)
_LEGAL = words("legal_left")
_DECIDING = words("deciding")
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_COUNTED_SO = words("number_so")
_ROW = re.compile(
    r"(?:[0-9]{1,3}|(?!(?:19|20)[0-9]{2} )[0-9]{4,6})(?= [0-9])"
    r"(?!(?: [0-9]{3}){2,5}(?![0-9]| [0-9]|[.,][0-9])| 000(?![0-9])| [0-9]{3} ?[^\W\d_])"
)
_MONTHS_CODE = re.compile(r"([1-9]|1[0-2])T[/-]?((?:19|20)[0-9]{2})(?![0-9A-Za-z])")


_RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


class Shape(NamedTuple):
    """What a token of digits can be by the characters that follow it; saves most numbers most patterns."""

    code: bool
    """bool: a document number, plate, telephone, named day or spoken amount."""
    clock: bool
    """bool: a clock time."""
    joined: bool
    """bool: joined to another number by a slash or multiplication sign."""


def shape_of(text: str, at: int) -> Shape:
    """Return what the digits at ``at`` can be.

    >>> shape_of("35 hộ", 0), shape_of("1/3 hộ", 0).joined, shape_of("9h30", 0).clock
    (Shape(code=False, clock=False, joined=False), True, True)
    """
    run = _RUN.match(text, at)
    end = run.end() if run else at
    first, second = text[end : end + 1], text[end + 1 : end + 2]
    if first == " ":
        sign = second
        code = second.isupper() or second.isdigit() or sign in "-–" or text.startswith(_DEGREE_OR_MONTH, end)
        clock = sign in "-–" or text.startswith(" giờ", end) or _HOUR.match(text, end) is not None
    else:
        sign = first
        code = first not in ",.;)\n"
        clock = sign in ":hHgG-–"
    code = code or text[at] == "0" or text[at - 1 : at] == "+" or end - at > 6
    return Shape(code, bool(sign and clock), bool(sign) and sign in "/xX×")


_DEGREE_OR_MONTH = (" độ", " tháng", " Tháng", " THÁNG")
_HOUR = re.compile(r" [hHg](?![^\W\d_])")


def _is_legal(text: str, at: int, left: Left) -> bool:
    """Return whether the number of a law, decree or the like is expected.

    ``kết luận 1.500 trường hợp`` in small letters concludes on so many; ``Kết luận 27`` is a document.
    """
    if left.word() == "số":
        return left.word(2) not in _COUNTED_SO
    if left.phrase(2) not in _LEGAL:
        return False
    number = _DIGITS.match(text, at)
    verb = left.phrase(2) in _DECIDING and left.words[-2].islower() and left.word(3) != "theo"
    if number is None or not verb:
        return True
    after = counted(text, number.end())
    return not after.known or after.kind == "time"


class _Scanner(PlainNumbers):
    """Goes through a text once and hands every candidate to the grammar that knows it."""

    def run(self) -> list[QuantityMatch]:
        """Scan the text once from left to right."""
        text, position = self.text, 0
        search = _CANDIDATE.search
        while (match := search(text, position)) is not None:
            at = match.start()
            first = text[at]
            if "0" <= first <= "9":
                position = max(self.digits(at), at + 1)
            elif first in "Qq":
                dates = read_quarter(text, at)
                position = self.add_dates(dates) if dates else match.end()
            else:
                position = max(self.spelled(at), match.end())
        return self.found

    def spelled(self, at: int) -> int:
        """Decide what a spelled-out number is; return where the scan goes on."""
        if at < self.rate_end:
            return self.rate_end  # 9 triệu tấn một năm
        months = read_month_words(self.text, at)
        if months:
            return self.add_dates(months)
        item, end = read_spelled(self.text, at)
        if item is not None:
            self.add(item)
        return end

    def digits(self, at: int) -> int:
        """Decide what the digits at ``at`` are; return where the scan goes on."""
        text = self.text
        if self.found and self.found[-1].end == at - 1 and (end := self.row(at)):
            return end
        if (
            at
            and text[at - 1] in ".,"
            and (at == 1 or text[at - 2] in " (\n")
            and (end := self.point_first(at))
        ):
            return end
        metres = read_metres(text, at)
        if metres is not None:
            span, value = (at, metres.end), metres.value
            return self.add(build_amount("NUMBER", text, span, value, rule="number-metres", unit="m"))
        end = glued_code(text, at)
        if end > at:
            return end
        left = left_of(text, at)
        shape = shape_of(text, at)
        if shape.code or shape.clock:
            months = _MONTHS_CODE.match(text, at)
            if months is not None:
                return self.months_code(at, months)
            end = self.skipped(at, left, shape)
            if end > at:
                if self.after_label(at):
                    self.label_end = end
                return end
            spoken = read_colloquial(text, at)
            if spoken is not None:
                return self.colloquial(at, spoken)
        amount = self.amount(at)
        dates: list[Dated] = []
        if amount is not None:
            before = currency_before(text, at)
            free = self.found[-1].end if self.found else 0
            if before is not None and before[0] >= free and amount.currency in (None, before[1]):
                rare = text[before[0] : at].strip() in RARE_CODES
                if not rare or amount.factor > 1 or amount.low >= 100:
                    return self.add(self.priced(amount, before[0], before[1], "money-prefix"))
            if amount.currency is not None or amount.percent:
                dates = self.dated_first(at, left, amount)
                if not dates:
                    return self.add(self.priced(amount, at, amount.currency, "money"))
        if not left.gap.strip() and _is_legal(text, at, left):
            self.label_end = skip_irregular(text, at)
            return self.label_end
        if shape.joined:
            end = is_slashed_score(text, at, left, near=at - self.score_end < 24)
            if end > at:
                self.score_end = end
                return end
            fraction = read_fraction(text, at, left) or read_joined(text, at, left)
            if fraction is not None:
                for item in fraction.found:
                    self.add(item)
                return fraction.end
        dates = dates or read_dates(text, at, left, self.styles)
        if dates:
            return self.add_dates(dates)
        return self.plain_number(at, left, amount)

    def row(self, at: int) -> int:
        """Read the next of a row of bare numbers, as in a table; return its end, or 0 when it is none."""
        last, match = self.found[-1], _ROW.match(self.text, at)
        if match is None or last.kind != "NUMBER" or last.unit is not None or last.value is None:
            return 0
        if self.text[at - 1] != " ":
            return 0
        value, end = str(int(match[0])), match.end()
        self.found.append(QuantityMatch("NUMBER", at, end, value, None, None, None, None, None, "number-row"))
        return end

    def skipped(self, at: int, left: Left, shape: Shape) -> int:
        """Return where a clock time, code or named day at ``at`` ends, or ``at``."""
        clock = skip_clock(self.text, at, left) if shape.clock else Clock(at)
        if clock.duration:
            self.duration_end = clock.end
            return at
        if clock.end == at:
            return max(skip_code(self.text, at), skip_named_day(self.text, at, left))
        if at - self.duration_end < 60 and left.word() in ("và", "hoặc", "còn") and clock.worded:
            return at
        return clock.end

    def dated_first(self, at: int, left: Left, amount: Amount) -> list[Dated]:
        """Return the date before an amount whose digits ran together with it (``năm 2012 - 5 tỷ``)."""
        token = amount.first.token
        year = amount.high is not None and amount.first.factor == 1 and len(token) == 4
        if " " in token or (year and left.word() == "năm"):
            return read_dates(self.text, at, left, self.styles)
        return []


def find_quantities(
    text: str, *, published: datetime.date | None = None, masked: Sequence[tuple[int, int]] = ()
) -> list[QuantityMatch]:
    """Find money, percents, numbers and dates in a text.

    Args:
        text (str): Clean text of an article (NFC, ordinary spaces, ``\\n`` line ends).
        published (datetime.date | None): The article's own date, which gives a date its missing year.
        masked (Sequence[tuple[int, int]]): Spans of names; a NUMBER or DATE inside one is dropped, unless
            the name is nothing but a measured number (``Bảy`` in ``Bảy tháng qua``).

    Returns:
        list[QuantityMatch]: In text order, without overlaps.

    >>> [(q.kind, q.value, q.currency) for q in find_quantities("vốn 48.315,275 tỷ đồng, tăng 32,5%")]
    [('MONEY', '48315275000000', 'VND'), ('PERCENT', '32.5', None)]
    >>> [(q.value, q.unit, q.modifier) for q in find_quantities("khoảng 96.000 lao động")]
    [('96000', 'lao động', 'approx')]
    """
    working, breaks = split_glued(text)
    found = _Scanner(working, published).run()
    if breaks:
        found = [_moved(item, breaks) for item in found]
    if not masked:
        return found
    spans = sorted(masked)
    starts = [start for start, _ in spans]

    def inside(item: QuantityMatch) -> bool:
        index = bisect_right(starts, item.start)
        measured = item.canonical_unit is not None
        return any(
            spans[i][1] >= item.end and not (measured and spans[i] == (item.start, item.end))
            for i in range(max(0, index - 3), index)
        )

    kept = [item for item in found if item.kind in ("MONEY", "PERCENT") or not inside(item)]
    begins = {item.start for item in kept}
    return [
        item
        if item.equivalent_of is None or item.equivalent_of in begins
        else replace(item, equivalent_of=None)
        for item in kept
    ]


def _moved(item: QuantityMatch, breaks: list[int]) -> QuantityMatch:
    """Return a match counted in the text without the line breaks put in."""
    if item.end <= breaks[0]:
        return item
    other = None if item.equivalent_of is None else back(item.equivalent_of, breaks)
    return QuantityMatch(
        item.kind, back(item.start, breaks), back(item.end, breaks), item.value, item.low, item.high,
        item.currency, item.unit, item.modifier, item.rule, item.notes, item.rate, item.canonical_unit,
        item.canonical_value, item.canonical_low, item.canonical_high, item.edtf, item.resolved, other,
    )  # fmt: skip
