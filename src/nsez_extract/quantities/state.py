"""What the scanner knows as it goes through a text, and how it adds what it finds."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from nsez_extract.quantities.amounts import Amount, percent_of, read_amount
from nsez_extract.quantities.calendar_match import build_date, resolve_months
from nsez_extract.quantities.context import Counted
from nsez_extract.quantities.date_atoms import Dated
from nsez_extract.quantities.dates import date_styles
from nsez_extract.quantities.match import QuantityMatch, build_amount
from nsez_extract.quantities.numbers import english_habit
from nsez_extract.quantities.rates import RATE_HEADS, read_rate
from nsez_extract.quantities.sharing import joined_negative, measured_range, restated, share_back

_BETWEEN_LABELS = (", ", " và ", ",", " - ", "-", " – ", "–", "; ", " hay ", " + ")


class ScanState:
    """The text, what was found in it, and where money, labels, scores and spans of time were last seen.

    Args:
        text (str): Clean text with line breaks at its junctions.
        published (datetime.date | None): The article's own date.
    """

    def __init__(self, text: str, published: datetime.date | None) -> None:
        self.text = text
        self.published = published
        self.found: list[QuantityMatch] = []
        self.money_end = -1000
        self.label_end = -1000
        self.duration_end = -1000
        self.score_end = -1000
        self.rate_end = -1000
        self.list_number = 0
        self.english: bool | None = None
        self.styles = date_styles(text)

    def add_dates(self, dates: list[Dated]) -> int:
        """Add dates and return where the scan goes on."""
        self.found.extend(build_date(self.text, item, self.published) for item in dates)
        return dates[-1].end

    def add(self, item: QuantityMatch) -> int:
        """Add an amount, let the ones before it share what they lack, and return its end."""
        if (
            item.rate is None
            and item.kind in ("MONEY", "PERCENT")
            and self.text.startswith(RATE_HEADS, item.end)
        ):
            rate = read_rate(self.text, item.end, worded=item.kind == "MONEY")
            if rate is not None:
                item = replace(item, rate=rate[0])
                self.rate_end = rate[1]
        elif item.unit is not None and item.value is not None and item.unit.lower() == "tháng":
            period = resolve_months(self.text, item.end, int(Decimal(item.value)), self.published)
            if period is not None:
                item = replace(item, resolved=period)
        if self.found and item.start - self.found[-1].end <= 40:
            before = self.found[-1]
            whole = joined_negative(self.text, before, item) or measured_range(self.text, before, item)
            if whole is not None:
                self.found[-1] = whole
                return whole.end
            share_back(self.text, self.found, item)
            other = restated(self.text, self.found[-1], item)
            if other is not None:
                item = replace(item, equivalent_of=other)
        self.found.append(item)
        if item.kind == "MONEY":
            self.money_end = item.end
        return item.end

    def amount(self, at: int) -> Amount | None:
        """Read the amount at ``at``, by the habit of the article where its digits leave two readings."""
        amount = read_amount(self.text, at)
        if amount is None or not (amount.first.note or amount.last.note or "." in amount.first.token):
            return amount
        if self.english is None:
            self.english = english_habit(self.text)
        return read_amount(self.text, at, english=True) if self.english else amount

    def priced(self, amount: Amount, start: int, currency: str | None, rule: str) -> QuantityMatch:
        """Build the MONEY or PERCENT an amount is."""
        kind = "PERCENT" if amount.percent and rule == "money" else "MONEY"
        rule = "percent" if kind == "PERCENT" else rule
        if amount.high is not None:
            rule += "-range"
        rate = None
        if self.text.startswith(RATE_HEADS, amount.end):
            rate = read_rate(self.text, amount.end, worded=kind == "MONEY")
        if rate is not None:
            self.rate_end = rate[1]
        return build_amount(
            kind,
            self.text,
            (start, amount.end),
            amount.low,
            amount.high,
            rule=rule,
            currency=(currency or None) if kind == "MONEY" else None,
            rate=rate[0] if rate else None,
            percent_unit=percent_of(amount.percent)[1] if kind == "PERCENT" and amount.percent else None,
            note=amount.first.note or amount.last.note,
        )

    def continues_label(self, at: int, after: Counted) -> bool:
        """Return whether the number goes on a list of labels (``số 2 và 3``, ``khu 1, 2``)."""
        return not after.known and self.after_label(at)

    def after_label(self, at: int) -> bool:
        """Return whether only a comma, dash or ``và`` stands between the last label and ``at``."""
        return at - self.label_end <= 5 and self.text[self.label_end : at] in _BETWEEN_LABELS
