"""Quantities composed from the grammar's own parts, set into sentences and read back."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pytest

from nsez_extract.quantities import QuantityMatch, parse
from nsez_extract.quantities.numbers import plain

NUMBERS = {
    "3": "3",
    "12": "12",
    "250": "250",
    "1.250": "1250",
    "61.724,485": "61724.485",
    "2,5": "2.5",
    "0,125": "0.125",
    "2.5": "2.5",
    "1.125.000": "1125000",
    "2,000,000": "2000000",
}
SPELLED = {
    "hai mươi": "20",
    "mười lăm": "15",
    "hai mươi mốt": "21",
    "ba mươi tư": "34",
    "một trăm linh năm": "105",
    "hai trăm rưỡi": "250",
    "một nghìn hai trăm": "1200",
}
SCALES = {"": "1", " nghìn": "1000", " triệu": "1000000", " tỷ": "1000000000", " nghìn tỷ": "1000000000000"}
CURRENCIES = {
    " đồng": "VND",
    " VND": "VND",
    " USD": "USD",
    " euro": "EUR",
    " nhân dân tệ": "CNY",
    " yên": "JPY",
}
UNITS = ["hộ", "dự án", "lao động", "ha", "km", "tấn", "MW", "m3", "học sinh"]
MODIFIERS = {
    "": None,
    "khoảng ": "approx",
    "gần ": "approx",
    "hơn ": "over",
    "dưới ": "under",
    "chưa đến ": "under",
    "ít nhất ": "at_least",
    "không quá ": "at_most",
}
FRAMES = [
    "{}",
    "Năm nay xã có {}.",
    "Theo báo cáo, {} đã xong.",
    "({})",
    "Kết quả:\n- Đạt {}; còn lại chưa xong.",
]
RATES = ["", "/kg", "/người/năm", "/tháng"]
DATES = {
    "ngày {}": {
        "24/6/2020": "2020-06-24",
        "5-7-2019": "2019-07-05",
        "18/5": "--05-18",
        "5 tháng 6 năm 2020": "2020-06-05",
    },
    "tháng {}": {"9/2019": "2019-09", "9 năm 2019": "2019-09", "12": "--12"},
    "năm {}": {"1975": "1975", "2020": "2020"},
    "giai đoạn {}": {"2016 - 2020": "2016/2020", "2021-2025": "2021/2025"},
    "{}": {"quý III/2020": "2020-Q3", "quý 4": "--Q4"},
}


def read_one(text: str, frame: str) -> QuantityMatch:
    """Return the only quantity of a text set into a sentence, and check its span."""
    sentence = frame.format(text)
    found = parse(sentence)
    assert len(found) == 1, (sentence, found)
    (match,) = found
    assert sentence[match.start : match.end] in text
    return match


@pytest.mark.parametrize("frame", FRAMES)
def test_money(frame: str) -> None:
    parts = itertools.product({**NUMBERS, **SPELLED}.items(), SCALES.items(), CURRENCIES.items())
    for (written, value), (scale, factor), (word, code) in parts:
        if (written in SPELLED and ("trăm" in written or scale == "")) or value == "0.125":
            continue
        match = read_one(f"{written}{scale}{word}", frame)
        assert (match.kind, match.currency) == ("MONEY", code)
        assert match.value == plain(Decimal(value) * Decimal(factor)), (written, scale, word)


@pytest.mark.parametrize("frame", FRAMES)
def test_modifiers_and_rates(frame: str) -> None:
    for (word, modifier), rate in itertools.product(MODIFIERS.items(), RATES):
        match = read_one(f"{word}4,5 triệu đồng{rate}", frame)
        assert match.modifier == modifier
        assert match.rate == (rate[1:] or None)


@pytest.mark.parametrize("frame", FRAMES)
def test_numbers_with_units(frame: str) -> None:
    for (written, value), unit in itertools.product({**NUMBERS, **SPELLED}.items(), UNITS):
        match = read_one(f"{written} {unit}", frame)
        assert (match.kind, match.unit) == ("NUMBER", unit)
        assert match.value == value, (written, unit)


@pytest.mark.parametrize("frame", FRAMES)
def test_percents(frame: str) -> None:
    for (written, value), sign in itertools.product(NUMBERS.items(), ("%", " %", " phần trăm")):
        match = read_one(f"{written}{sign}", frame)
        assert (match.kind, match.value) == ("PERCENT", value)
    for written, value in SPELLED.items():
        assert read_one(f"{written} phần trăm", frame).value == value


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("join", ["-", " - ", " – ", " đến ", " tới "])
def test_ranges(frame: str, join: str) -> None:
    for tail, kind, factor in ((" tỷ đồng", "MONEY", 10**9), ("%", "PERCENT", 1), (" ha", "NUMBER", 1)):
        for low, high in (("5", "7"), ("2,5", "3,5"), ("120", "150")):
            match = read_one(f"{low}{join}{high}{tail}", frame)
            wanted = [plain(Decimal(end.replace(",", ".")) * factor) for end in (low, high)]
            assert (match.kind, [match.low, match.high]) == (kind, wanted)
            assert match.value is None


@pytest.mark.parametrize("frame", FRAMES)
def test_dates(frame: str) -> None:
    for head, forms in DATES.items():
        for written, value in forms.items():
            match = read_one(head.format(written), frame)
            assert (match.kind, match.value) == ("DATE", value)


def test_many_in_one_sentence() -> None:
    random.seed(20)
    for _ in range(300):
        number, value = random.choice([*NUMBERS.items()])
        unit = random.choice(UNITS)
        word, modifier = random.choice([*MODIFIERS.items()])
        year = random.randint(1991, 2025)
        text = f"Năm {year}, tỉnh có {word}{number} {unit}, tăng 4,5% và thu 3 tỷ 500 triệu đồng."
        found = parse(text)
        assert [item.kind for item in found] == ["DATE", "NUMBER", "PERCENT", "MONEY"], text
        assert [item.value for item in found] == [str(year), value, "4.5", "3500000000"], text
        assert found[1].modifier == modifier
