"""``format_vi`` writes what ``parse`` reads back: generated quantities of every kind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsez_extract.extractor import get_extractor
from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.quantities import QuantityMatch, format_vi, parse, quantity
from nsez_extract.quantities.formatting import read_iso
from nsez_extract.quantities.numbers import plain

CODES = [
    code
    for code, name in read_tsv("iso4217.tsv", ("code", "name"))
    if "withdrawn" not in name and code not in ("XDR", "CLF")
]
UNITS = [
    "hộ",
    "dự án",
    "lao động",
    "học sinh",
    "ha",
    "km2",
    "tấn",
    "tạ",
    "MW",
    "kWh",
    "m3",
    "lít",
    "km",
    "km/h",
]
UNITS += ["độ C", "người", "đại biểu", "tuổi", "lần", "năm", "tháng"]
MODIFIERS = st.sampled_from([None, "approx", "over", "under", "at_least", "at_most"])

positive = st.one_of(
    st.integers(1, 10**13).map(Decimal),
    st.decimals(Decimal("0.01"), Decimal(10**7), places=2),
    st.decimals(Decimal("0.001"), Decimal(10**4), places=3),
)
signed = st.tuples(positive, st.sampled_from([1, 1, 1, -1])).map(lambda pair: pair[0] * pair[1])
years = st.integers(1950, 2049)


@st.composite
def ends(draw: st.DrawFn) -> dict[str, str]:
    """Draw the value of an amount, or the ends of a range."""
    if draw(st.booleans()):
        return {"value": plain(draw(signed))}
    low, high = sorted(draw(st.tuples(signed, signed).filter(lambda pair: pair[0] != pair[1])))
    return {"low": plain(low), "high": plain(high)}


@st.composite
def amounts(draw: st.DrawFn) -> QuantityMatch:
    """Draw a MONEY, PERCENT or NUMBER."""
    kind = draw(st.sampled_from(["MONEY", "PERCENT", "NUMBER"]))
    extra: dict[str, str | None] = {}
    if kind == "MONEY":
        extra["currency"] = draw(st.sampled_from(["VND", "VND", "VND", "USD", "EUR", *CODES]))
        extra["rate"] = draw(st.sampled_from([None, None, "kg", "người/năm", "m2", "tháng", "thùng"]))
    elif kind == "NUMBER":
        extra["unit"] = draw(st.sampled_from(UNITS))
    return quantity(kind, **draw(ends()), modifier=draw(MODIFIERS), **extra)


@st.composite
def dates(draw: st.DrawFn) -> QuantityMatch:
    """Draw a DATE of any precision, or a period."""
    year, month, day = draw(years), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    later = draw(st.integers(1, 9))
    return quantity(
        "DATE",
        draw(
            st.sampled_from(
                [
                    f"{year}-{month:02d}-{day:02d}",
                    f"{year}-{month:02d}",
                    f"{year}",
                    f"{year}-Q{(month + 2) // 3}",
                    f"--Q{(month + 2) // 3}",
                    f"--{month:02d}-{day:02d}",
                    f"--{month:02d}",
                    f"{year}/{year + later}",
                    f"{year}-{month:02d}-{day:02d}/{year + 1}-{month:02d}-{day:02d}",
                    f"{year}-{month:02d}/{year + 1}-{month:02d}",
                ]
            )
        ),
    )


@settings(max_examples=600)
@given(amounts())
def test_amounts_are_read_back(item: QuantityMatch) -> None:
    assert parse(format_vi(item)) == [item]


@settings(max_examples=300)
@given(dates())
def test_dates_are_read_back(item: QuantityMatch) -> None:
    assert parse(format_vi(item)) == [item]


@pytest.mark.parametrize("code", CODES)
def test_every_currency_is_read_back(code: str) -> None:
    for value in ("5", "1234", "1.125", "0.5", "15000000", "2500000000"):
        item = quantity("MONEY", value, currency=code)
        assert parse(format_vi(item)) == [item]


@pytest.mark.parametrize(
    "text",
    [
        "từ năm 2016 đến nay",
        "những năm 1990",
        "đầu năm 2020",
        "nửa cuối năm 2021",
        "mùa hè năm 2019",
        "khoảng năm 1990",
        "4‰",
        "từ 5 đến 7",
        "khoảng âm 5 độ C",
    ],
)
def test_what_words_around_add_is_written_back(text: str) -> None:
    (item,) = parse(text)
    assert format_vi(item) == text
    assert parse(format_vi(item)) == [item]


def test_a_quantity_of_a_record_is_written() -> None:
    record = get_extractor().extract("Xã chi hơn 2 tỷ đồng làm 3,5 km đường trong quý III/2020.")
    assert [format_vi(item) for item in record.quantities] == ["hơn 2 tỷ đồng", "3,5 km", "quý III/2020"]


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        format_vi(quantity("NUMBER", low="7", high="5", unit="hộ"))
    with pytest.raises(ValueError, match="is no date"):
        read_iso("soon")


def test_equal_meaning_is_equal_wherever_it_stands() -> None:
    (one,) = parse("chi 5 tỷ đồng")
    (two,) = parse("đã thu về 5.000 triệu đồng")
    assert one == two
    assert hash(one) == hash(two)
    assert one.start != two.start
