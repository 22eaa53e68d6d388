"""One pass over a text: candidates, then the grammar that decides what each of them is."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nsez_extract.quantities.amounts import Amount, currency_before, read_amount, read_side
from nsez_extract.quantities.context import Counted, Left, counted, left_of
from nsez_extract.quantities.dates import Dated, date_styles, read_dates, read_month_words, read_quarter
from nsez_extract.quantities.fractions import read_fraction
from nsez_extract.quantities.match import QuantityMatch, build_amount, build_date
from nsez_extract.quantities.numbers import parse_digits, plain
from nsez_extract.quantities.partial_dates import PartialDate
from nsez_extract.quantities.spelled import HALF_AFTER, read_spelled
from nsez_extract.quantities.traps import (
    bare_money,
    closes_name,
    glued_code,
    is_label,
    is_list_number,
    is_noise,
    is_score,
    looks_like_score,
    skip_clock,
    skip_code,
    skip_irregular,
)
from nsez_extract.quantities.vocabulary import any_of, words
from nsez_extract.quantities.words import WORDS

_CANDIDATE = re.compile(rf"[0-9]|(?<!\w)[Qq]u(?:ý|í|Ý) ?(?=[IV1-4])|{WORDS}")
_LEGAL = re.compile(
    rf"(?:{any_of('legal_left')}|(?<!tổng )(?<!trong )(?<!con )(?<!chỉ )(?<!\w)số)\Z", re.IGNORECASE
)
_LINKED = frozenset(f" {word} " for word in words("linked_amounts"))
_SHARED = frozenset(word if word == "/" else f" {word} " for word in words("shared_unit"))
_THOUSAND = re.compile(r"[0-9]+(?:[.,][0-9]+)?k(?![\w])")
_SLOGAN = re.compile(rf" ({any_of('quantity_slogan')})(?=[,”\"’. ])")
_YEAR_LIKE = re.compile(r"(?:19[0-9]{2}|20[0-9]{2})")
_COUNTING = words("counting")
_BETWEEN_LABELS = (", ", " và ", ",", " - ", "-", " – ", "–", "; ", " hay ")
_RANGE_LEFT = words("ratio_left") | {"từ", "khoảng", "chừng", "tầm", "cấp"}
_TIMES = (" x ", " × ")


class _Scanner:
    """The state of one pass: the text, what was found, and where money and labels were last seen."""

    def __init__(self, text: str, published: datetime.date | None) -> None:
        self.text = text
        self.published = published
        self.found: list[QuantityMatch] = []
        self.money_end = -1000
        self.label_end = -1000
        self.list_number = 0
        self.styles = date_styles(text)

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
        months = read_month_words(self.text, at)
        if months:
            return self.add_dates(months)
        item, end = read_spelled(self.text, at)
        if item is not None:
            self.add(item)
        return end

    def add_dates(self, dates: list[Dated]) -> int:
        """Add dates and return where the scan goes on."""
        self.found.extend(build_date(item, self.published) for item in dates)
        return dates[-1].end

    def add(self, item: QuantityMatch) -> int:
        """Add an amount, let the one before it share currency, percent or unit, and return its end."""
        if self.found:
            self.found[-1] = self.shared(self.found[-1], item)
        self.found.append(item)
        if item.kind == "MONEY":
            self.money_end = item.end
        return item.end

    def shared(self, before: QuantityMatch, item: QuantityMatch) -> QuantityMatch:
        """Return the quantity before ``item`` with what it shares with it."""
        if item.start - before.end > 16 or before.value is None or before.kind not in ("NUMBER", "MONEY"):
            return before
        between = self.text[before.end : item.start]
        if before.kind == "MONEY":
            if before.rule == "money-bare" and item.kind == "NUMBER" and item.unit and between in _LINKED:
                return replace(before, kind="NUMBER", currency=None, unit=item.unit, rule="linked")
            return before
        if before.unit is not None:
            return before
        if between in _LINKED and item.kind in ("MONEY", "PERCENT") and item.value is not None:
            value = Decimal(before.value)
            side = read_side(self.text, item.start)
            if side is not None and side.factor > 1 and value <= side.raw and before.rule == "number":
                value *= side.factor
            return replace(before, kind=item.kind, currency=item.currency, value=plain(value), rule="linked")
        if between in _SHARED and item.kind == "NUMBER":
            return replace(before, unit=item.unit)
        return before

    def digits(self, at: int) -> int:
        """Decide what the digits at ``at`` are; return where the scan goes on."""
        text = self.text
        end = glued_code(text, at)
        if end > at:
            return end
        left = left_of(text, at)
        end = max(skip_clock(text, at, left), skip_code(text, at))
        if end > at:
            return end
        amount = read_amount(text, at)
        dates: list[Dated] = []
        if amount is not None:
            before = currency_before(text, at)
            free = self.found[-1].end if self.found else 0
            if before is not None and before[0] >= free and amount.currency in (None, before[1]):
                return self.add(self.priced(amount, before[0], before[1], "money-prefix"))
            if amount.currency is not None or amount.percent:
                dates = self.dated_first(at, left, amount)
                if not dates:
                    return self.add(self.priced(amount, at, amount.currency, "money"))
        if not left.gap.strip() and _LEGAL.search(left.phrase(2)):
            self.label_end = skip_irregular(text, at)
            return self.label_end
        fraction = read_fraction(text, at, left)
        if fraction is not None:
            for item in fraction.found:
                self.add(item)
            return fraction.end
        dates = dates or read_dates(text, at, left, self.styles)
        if dates:
            return self.add_dates(dates)
        return self.plain_number(at, left, amount)

    def dated_first(self, at: int, left: Left, amount: Amount) -> list[Dated]:
        """Return the date before an amount whose digits ran together with it (``năm 2012 - 5 tỷ``)."""
        token = amount.first.token
        year = amount.high is not None and amount.first.factor == 1 and len(token) == 4
        if " " in token or (year and left.word() == "năm"):
            return read_dates(self.text, at, left, self.styles)
        return []

    def priced(self, amount: Amount, start: int, currency: str | None, rule: str) -> QuantityMatch:
        """Build the MONEY or PERCENT an amount is."""
        kind = "PERCENT" if amount.percent and rule == "money" else "MONEY"
        rule = "percent" if kind == "PERCENT" else rule
        if amount.high is not None:
            rule += "-range"
        return build_amount(
            kind,
            self.text,
            (start, amount.end),
            amount.low,
            amount.high,
            rule=rule,
            currency=(currency or None) if kind == "MONEY" else None,
            note=amount.first.note,
        )

    def plain_number(self, at: int, left: Left, amount: Amount | None) -> int:
        """Decide on digits that are neither date nor amount with a currency or percent sign."""
        text = self.text
        if is_list_number(text, at, self.list_number):
            end = skip_irregular(text, at)
            self.list_number = int(text[at:end]) if text[at:end].isdecimal() else 0
            return end
        end = is_score(text, at, left)
        if end > at:
            return end
        thousand = _THOUSAND.match(text, at)
        if thousand:
            return self.thousands(at, thousand)
        if amount is None:
            return skip_irregular(text, at)
        after = counted(text, amount.end)
        if after.code:
            return max(skip_irregular(text, at), after.end)
        if amount.factor > 1:
            word = text[at : amount.end].lower().rsplit(" ", 1)[-1].lstrip("0123456789.,")
            near = at - self.money_end < 80 and ". " not in text[self.money_end : at]
            if bare_money(text, at, amount.end, word, after, near=near):
                return self.add(self.priced(amount, at, "VND", "money-bare"))
        end = self.not_counted(at, left, amount, after)
        if end > at:
            return end
        return self.number(at, left, amount, after)

    def not_counted(self, at: int, left: Left, amount: Amount, after: Counted) -> int:
        """Return where a label, score, name or noise ends, or ``at`` when the digits are a number."""
        text, token = self.text, amount.first.token
        if len(token) > 8 and token.isdigit():
            return amount.end
        big = amount.factor > 1 or not token.isdigit() or len(token) > 5
        big = big or text.startswith(_TIMES, amount.end)
        if is_label(left, after, big=big) or self.continues_label(at, after):
            self.label_end = amount.end
            return amount.end
        if amount.high is None:
            if after.unit is None and text[amount.end : amount.end + 2].lstrip(" ")[:1] in ("-", "–"):
                end = looks_like_score(text, at)
                if end > amount.end:
                    return end
        elif after.unit is None and not big and left.word() not in _RANGE_LEFT:
            return amount.end
        if is_noise(text, at, amount.end, token, after):
            return amount.end + 1
        if closes_name(text, at, left, after, token):
            self.label_end = amount.end
            return amount.end
        times = text.startswith(_TIMES, amount.end)
        if _YEAR_LIKE.fullmatch(token) and amount.high is None and not (after.known or times):
            if left.names_end():
                return amount.end
            if left.word() not in _COUNTING:
                return self.add_dates([Dated(at, amount.end, PartialDate(int(token)), None, "year-bare")])
        return at

    def number(self, at: int, left: Left, amount: Amount, after: Counted) -> int:
        """Add the NUMBER at ``at`` with its unit and return where the scan goes on."""
        text, low, note = self.text, amount.low, amount.first.note
        half = HALF_AFTER.match(text, amount.end) if amount.high is None else None
        if half is not None:
            span, value = (at, half.end()), low + Decimal("0.5")
            return self.add(build_amount("NUMBER", text, span, value, rule="number-half", unit=half[1]))
        if amount.high is None and amount.factor == 1 and after.known and not after.kind:
            parsed = parse_digits(amount.first.token, whole=True)
            if parsed is not None:
                low, note = parsed
        unit = after.unit
        if not after.known and left.word() in ("tuổi", "cấp"):
            unit = left.words[-1]
        rule = "number" if amount.high is None else "number-range"
        slogan = _SLOGAN.match(text, amount.end) if unit is None and rule == "number" else None
        quoted = left.gap[-1:] in ("“", '"', "‘")
        listed = bool(self.found) and self.found[-1].rule == "slogan" and at - self.found[-1].end < 16
        if slogan and (quoted or listed):
            unit, rule = slogan[1], "slogan"
        span = (at, amount.end)
        self.add(build_amount("NUMBER", text, span, low, amount.high, rule=rule, unit=unit, note=note))
        return max(amount.end, after.end if after.known else 0)

    def thousands(self, at: int, match: re.Match[str]) -> int:
        """Read ``500k``: thousands of đồng when money is spoken of, else nothing."""
        parsed = parse_digits(match[0][:-1])
        after = counted(self.text, match.end())
        gold = self.text[max(0, at - 5) : at].lower() == "vàng "
        if parsed is None or gold or not bare_money(self.text, at, match.end(), "nghìn", after, near=False):
            return match.end()
        span, value = (at, match.end()), parsed[0] * 1000
        return self.add(build_amount("MONEY", self.text, span, value, rule="money-k", currency="VND"))

    def continues_label(self, at: int, after: Counted) -> bool:
        """Return whether the number goes on a list of labels (``số 2 và 3``, ``khu 1, 2``)."""
        if at - self.label_end > 5 or after.known:
            return False
        return self.text[self.label_end : at] in _BETWEEN_LABELS


def find_quantities(
    text: str, *, published: datetime.date | None = None, masked: Sequence[tuple[int, int]] = ()
) -> list[QuantityMatch]:
    """Find money, percents, numbers and dates in a text.

    Args:
        text (str): Clean text of an article (NFC, ordinary spaces, ``\\n`` line ends).
        published (datetime.date | None): The article's own date, which gives a date its missing year.
        masked (Sequence[tuple[int, int]]): Spans of names; a NUMBER or DATE inside one is dropped.

    Returns:
        list[QuantityMatch]: In text order, without overlaps.

    >>> [(q.kind, q.value, q.currency) for q in find_quantities("vốn 48.315,275 tỷ đồng, tăng 32,5%")]
    [('MONEY', '48315275000000', 'VND'), ('PERCENT', '32.5', None)]
    >>> [(q.value, q.unit, q.modifier) for q in find_quantities("khoảng 96.000 lao động")]
    [('96000', 'lao động', 'approx')]
    """
    found = _Scanner(text, published).run()
    if not masked:
        return found
    spans = sorted(masked)
    starts = [start for start, _ in spans]

    def inside(item: QuantityMatch) -> bool:
        index = bisect_right(starts, item.start)
        return any(spans[i][1] >= item.end for i in range(max(0, index - 3), index))

    return [item for item in found if item.kind in ("MONEY", "PERCENT") or not inside(item)]
