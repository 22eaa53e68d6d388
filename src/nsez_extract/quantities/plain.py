"""Digits that are neither date nor price: a number with what it counts, bare money, or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from nsez_extract.quantities.amounts import Amount
from nsez_extract.quantities.codes import skip_irregular
from nsez_extract.quantities.colloquial import Colloquial
from nsez_extract.quantities.context import Counted, Left, counted, left_of
from nsez_extract.quantities.date_atoms import Dated
from nsez_extract.quantities.match import build_amount
from nsez_extract.quantities.numbers import parse_digits
from nsez_extract.quantities.partial_dates import PartialDate
from nsez_extract.quantities.rates import RATE_HEADS, read_rate
from nsez_extract.quantities.spelled import HALF_AFTER
from nsez_extract.quantities.state import ScanState
from nsez_extract.quantities.traps import (
    bare_money,
    closes_name,
    is_house_number,
    is_label,
    is_list_number,
    is_noise,
    is_score,
    looks_like_score,
)
from nsez_extract.quantities.vocabulary import any_of, words

_EACH = re.compile(r" ?/ ?[^\W\d_]| (?:một|mỗi|1) [^\W\d_]")
_THOUSAND = re.compile(r"[0-9]+(?:[.,][0-9]+)?k(?![\w])")
_SMALLEST_K = 15
_DISTANCES = (21, 42)  # of races; smaller numbers with k are distances and display sizes as often as prices
_SLOGAN = re.compile(rf" ({any_of('quantity_slogan')})(?=[,”\"’. ])")
_YEAR_LIKE = re.compile(r"(?:19[0-9]{2}|20[0-9]{2})")
_AMONG = re.compile(r" (?:trong (?:tổng )?số|trong) (?:những|các) ")
_WHOLE = words("whole_measures")
_OPEN_SLASH = re.compile(r" ?/ ?[0-9]")
_YEAR_NEXT = re.compile(r" (?:19|20)[0-9]{2}(?! ?[-–] ?[0-9])(?![0-9.,])")
_SPACED_CODE = re.compile(r" [DGK](?!\w)(?! ?[.-]\w)")  # in 3 D, mạng 5 G
_MODEL = re.compile(r"(?<![\w.])[A-ZĐ][A-Za-z]{0,3} [-−–]\Z")  # Su -30
_FINENESS = frozenset({"9999", "999", "999,9", "99,99"})
_NEARLY = words("nearly")
_COUNTING = words("counting")
_RANGE_LEFT = words("ratio_left") | {"tuổi", "từ", "khoảng", "chừng", "tầm", "cấp"}
_TIMES = (" x ", " × ")
_POINT_FIRST = re.compile(r"[.,][0-9]{1,3}(?![0-9]|[.,/:-][0-9])")


class PlainNumbers(ScanState):
    """Decides on plain digits."""

    def point_first(self, at: int) -> int:
        """Read ``.5 điểm`` whose point stands before ``at``; return its end, or 0 when it is none."""
        if _POINT_FIRST.match(self.text, at - 1) is None:
            return 0
        amount = self.amount(at - 1)
        if amount is None:
            return 0
        if amount.currency is not None or amount.percent:
            return self.add(self.priced(amount, at - 1, amount.currency, "money"))
        after = counted(self.text, amount.end)
        if amount.factor == 1 and not after.kind:
            return 0
        return self.number(at - 1, left_of(self.text, at - 1), amount, after)

    def months_code(self, at: int, match: re.Match[str]) -> int:
        """Add the number of months and the year of ``6T/2018``."""
        months = build_amount(
            "NUMBER", self.text, (at, match.end(1)), Decimal(match[1]), rule="months", unit="T"
        )
        self.add(months)
        return self.add_dates([Dated(match.start(2), match.end(), PartialDate(int(match[2])), None, "year")])

    def colloquial(self, at: int, spoken: Colloquial) -> int:
        """Add ``3tr5``: money, unless something is counted."""
        after = counted(self.text, spoken.end)
        span = (at, spoken.end)
        if after.known and not after.kind:
            item = build_amount(
                "NUMBER", self.text, span, spoken.value, rule="number-spoken", unit=after.unit
            )
        else:
            item = build_amount("MONEY", self.text, span, spoken.value, rule="money-spoken", currency="VND")
        return self.add(item)

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
            end = max(skip_irregular(text, at), after.end)
            if self.continues_label(at, after):
                self.label_end = end
            return end
        if amount.factor > 1:
            word = text[at : amount.end].lower().removesuffix(" rưỡi").rstrip("0123456789 ")
            word = word.rsplit(" ", 1)[-1].lstrip("0123456789.,")
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
        of_year = after.unit == "năm" and _YEAR_NEXT.match(text, after.end) is not None
        if is_label(left, after, big=big, of_year=of_year) or self.continues_label(at, after):
            self.label_end = amount.end
            return amount.end
        if amount.high is None:
            if _OPEN_SLASH.match(text, amount.end):
                return skip_irregular(text, at)
            if after.unit is None and text[amount.end : amount.end + 2].lstrip(" ")[:1] in ("-", "–"):
                end = looks_like_score(text, at)
                if end > amount.end:
                    return end
        elif after.unit is None and not big and left.word() not in _RANGE_LEFT:
            return amount.end
        if _SPACED_CODE.match(text, amount.end) or (
            not after.known and _MODEL.search(text, max(0, at - 8), at)
        ):
            return amount.end
        if (left.word() == "vàng" and token in _FINENESS) or is_house_number(text, amount.end, left):
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
        whole = after.known and (not after.kind or after.unit in _WHOLE)
        if amount.high is None and amount.factor == 1 and whole:
            parsed = parse_digits(amount.first.token, whole=True)
            if parsed is not None:
                low, note = parsed
        unit = after.unit
        back = 2 if left.word() in _NEARLY else 1  # tuổi 50, tuổi gần 50
        if not after.known and left.word(back) in ("tuổi", "cấp"):
            unit = left.word_at(back)
        if unit is None and (among := _AMONG.match(text, amount.end)):
            unit = counted(text, among.end() - 1).unit
        rule = "number" if amount.high is None else "number-range"
        slogan = _SLOGAN.match(text, amount.end) if unit is None and rule == "number" else None
        quoted = left.gap[-1:] in ("“", '"', "‘")
        listed = bool(self.found) and self.found[-1].rule == "slogan" and at - self.found[-1].end < 16
        if slogan and (quoted or listed):
            unit, rule = slogan[1], "slogan"
        span = (at, amount.end)
        rated = unit is not None and unit == after.unit and text.startswith(RATE_HEADS, after.end)
        rate = read_rate(text, after.end, worded=after.kind not in ("", "time")) if rated else None
        if rate is not None:
            self.rate_end = rate[1]
        self.add(
            build_amount(
                "NUMBER",
                text,
                span,
                low,
                amount.high,
                rule=rule,
                unit=unit,
                rate=rate[0] if rate else None,
                note=note,
            )
        )
        return max(amount.end, after.end if after.known else 0)

    def thousands(self, at: int, match: re.Match[str]) -> int:
        """Read ``500k``: thousands of đồng when money is spoken of, else nothing."""
        parsed = parse_digits(match[0][:-1])
        after = counted(self.text, match.end())
        gold = self.text[max(0, at - 5) : at].lower() == "vàng "
        priced = after.unit is None and parsed is not None and parsed[0] >= _SMALLEST_K
        priced = priced and parsed is not None and parsed[0] not in _DISTANCES
        priced = priced or bare_money(self.text, at, match.end(), "nghìn", after, near=False)
        if parsed is None or gold or not (priced or _EACH.match(self.text, match.end())):
            return match.end()
        span, value = (at, match.end()), parsed[0] * 1000
        return self.add(build_amount("MONEY", self.text, span, value, rule="money-k", currency="VND"))
