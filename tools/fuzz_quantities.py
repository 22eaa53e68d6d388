"""Throw random strings at the quantity grammar: no exception, sound spans, no blow-up in time.

Usage: python tools/fuzz_quantities.py [--strings 1000000] [--seed 1]

A string is made of pieces of the grammar (digits, scale words, currencies, date words, signs), of random
letters, and of itself repeated. Every match must lie inside its string, in order, without overlap; every
value must be an exact number or date; no string may take longer than a fixed time for its length. A
thousand strings of 100,000 characters that repeat one random piece prove that the time stays linear.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from decimal import Decimal

from nsez_extract.quantities import QuantityMatch, parse
from nsez_extract.quantities.vocabulary import CURRENCIES, LABELS, MEASURES, NOUNS, SCALES

WORDS = """
0 1 2 5 7 10 12 24 30 100 999 1000 1990 2013 2020 1.125 2,5 0.125 1.1.1 12/5 24/06/2020 2016-2020 3-5 9h30
18:05 % ‰ $ € US$ ( ) [ ] , . ; : / - – + ~ x × ' " … từ đến tới và hoặc hơn gần khoảng dưới trên ít nhất
tối đa không
ngày tháng năm quý III IV Q3 giai đoạn nhiệm kỳ mùng thứ chủ nhật sáng nay năm ngoái đầu cuối giữa quá
một hai ba bốn năm sáu bảy tám chín mười mươi trăm linh lẻ rưỡi nửa phẩy chấm âm phần tư hăm
tương đương lần lượt mỗi một cùng kỳ trở lên phút giờ độ C vĩ bắc kinh số điều khoản TP. U23 Covid-19
29A-123.45 +84 0912 345 678 tr 3tr5 15k T/2013 Đồng đồng chí tỷ lệ người dân
"""
PIECES = WORDS.split()
PIECES += [
    *SCALES,
    *list(CURRENCIES)[:80],
    *list(MEASURES)[:120],
    *list(NOUNS)[:120],
    *list(LABELS)[:120],
    "\n",
    "\n\n",
]
LETTERS = "abcđeghiklmnoôơpqrstuưvxyàáảãạăâêĐƯÀ0123456789.,-/%$() \n"
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]*[1-9])?")
DATE = re.compile(r"(?:[0-9]{4}|-)?(?:-Q[1-4]|-[0-9]{2}|--[0-9]{2})?(?:-[0-9]{2})?")
SLOWEST = 0.25
PER_CHARACTER = 100e-6


def random_text(chance: random.Random) -> str:
    """Return one random string of up to a few hundred characters."""
    kind = chance.random()
    if kind < 0.15:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(0, 60)))
    glue = chance.choice([" ", " ", " ", "", "  "])
    text = glue.join(chance.choice(PIECES) for _ in range(chance.randint(1, 16)))
    return text * chance.randint(2, 6) if kind > 0.95 else text


def check(text: str, found: list[QuantityMatch]) -> None:
    """Check what must hold for every result.

    Raises:
        AssertionError: If something does not.
    """
    end = 0
    for item in found:
        assert end <= item.start < item.end <= len(text), (text, item)
        end = item.end
        assert item.kind in ("MONEY", "PERCENT", "NUMBER", "DATE"), (text, item)
        assert (item.value is None) == (item.low is not None) == (item.high is not None), (text, item)
        if item.kind == "DATE":
            assert item.value is not None, (text, item)
            assert all(DATE.fullmatch(part) for part in item.value.split("/")), (text, item)
            assert item.edtf, (text, item)
            continue
        for number in (item.value, item.low, item.high):
            assert number is None or (NUMBER.fullmatch(number) and Decimal(number).is_finite()), (text, item)
        if item.equivalent_of is not None:
            assert any(other.start == item.equivalent_of for other in found), (text, item)


def fuzz(strings: int, seed: int) -> float:
    """Run random strings and return the longest time one took, in seconds."""
    chance = random.Random(seed)
    longest = 0.0
    for _ in range(strings):
        text = random_text(chance)
        begin = time.process_time()
        found = parse(text)
        longest = max(longest, time.process_time() - begin)
        check(text, found)
    assert longest < SLOWEST, f"one string took {longest:.3f} s"
    return longest


def stretch(strings: int, seed: int, size: int = 100_000) -> float:
    """Run long strings that repeat one random piece; return the longest time for a character, in seconds."""
    chance = random.Random(seed)
    longest = 0.0
    for _ in range(strings):
        piece = random_text(chance)[: chance.randint(1, 24)] or "1 "
        text = (piece * (size // len(piece) + 1))[:size]
        begin = time.process_time()
        check(text, parse(text))
        per = (time.process_time() - begin) / len(text)
        assert per < PER_CHARACTER, (piece, per)
        longest = max(longest, per)
    return longest


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strings", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin = time.monotonic()
    longest = fuzz(options.strings, options.seed)
    print(
        f"{options.strings} strings in {time.monotonic() - begin:.0f} s, the slowest {longest * 1e3:.1f} ms"
    )
    count = max(1, options.strings // 10_000)
    per = stretch(count, options.seed)
    print(f"{count} strings of 100,000 characters, at most {per * 1e6:.1f} µs a character")


if __name__ == "__main__":
    main()
