"""Dates said from the article's own date, and what follows from it for quantities."""

from __future__ import annotations

import datetime

import pytest

import nsez_extract
from nsez_extract.quantities import find_quantities, find_relative_dates

PUBLISHED = datetime.date(2020, 5, 20)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("Hôm qua, xã họp.", "2020-05-19"),
        ("Sáng nay trời mưa.", "2020-05-20"),
        ("Chiều qua có lốc.", "2020-05-19"),
        ("Hôm kia chợ nghỉ.", "2020-05-18"),
        ("Ngày mai, đoàn lên đường.", "2020-05-21"),
        ("Tuần trước lũ về.", "2020-W20"),
        ("Tuần này nắng.", "2020-W21"),
        ("Tháng trước giá tăng.", "2020-04"),
        ("Tháng sau mở cửa.", "2020-06"),
        ("Quý trước lãi lớn.", "2020-Q1"),
        ("Quý tới có thể lỗ.", "2020-Q3"),
        ("Năm ngoái được mùa.", "2019"),
        ("Tăng so với cùng kỳ năm trước.", "2019"),
        ("Năm nay hạn nặng.", "2020"),
        ("Năm sau sẽ khác.", "2021"),
        ("Thứ hai tuần trước, lớp nghỉ.", "2020-05-11"),
        ("Chủ nhật tuần này, chợ họp.", "2020-05-24"),
        ("Cách đây 3 ngày trước.", "2020-05-17"),
        ("Trong 2 tuần qua, giá giảm.", "2020-W19/2020-W21"),
        ("5 năm trước, nơi này là bãi hoang.", "2015"),
        ("Hai năm trước, cầu còn dang dở.", "2018"),
        ("Ba tháng qua, giá giảm.", "2020-02/2020-05"),
        ("6 tháng tới sẽ khó khăn.", "2020-11"),
        ("Từ đầu năm đến nay, tỉnh thu đạt khá.", "2020-01-01/2020-05-20"),
        ("Đến nay, dự án đã xong.", "../2020-05-20"),
    ],
)
def test_resolved_by_the_day_of_the_article(text: str, resolved: str) -> None:
    (found,) = find_relative_dates(text, published=PUBLISHED)
    assert found.resolved == resolved
    (unknown,) = find_relative_dates(text)
    assert unknown.resolved is None
    assert (unknown.start, unknown.end) == (found.start, found.end)


@pytest.mark.parametrize(
    "text",
    [
        "Hôm ấy trời mưa.",
        "Nay kính báo.",
        "Qua kiểm tra, xã tốt.",
        "Năm 2019 được mùa.",
        "Nhiều năm trước nơi này hoang vắng.",
        "Các tháng trước giá thấp.",
        "Một năm sau đó, ông mất.",
        "Tuần sau khi cưới, họ chuyển đi.",
    ],
)
def test_nothing_relative(text: str) -> None:
    assert find_relative_dates(text, published=PUBLISHED) == []


def test_far_away_is_not_resolved() -> None:
    (found,) = find_relative_dates("999 năm trước", published=datetime.date(500, 1, 1))
    assert found.resolved is None


def test_the_record_keeps_relative_dates_beside_the_quantities() -> None:
    text = "\ufeffHôm\u00a0qua, xã họp; năm ngoái thu 5 tỷ đồng."
    record = nsez_extract.extract(text, metadata={"published": "2020-05-20"})
    assert [(x.text, x.resolved, x.sentence) for x in record.relative_dates] == [
        ("Hôm\u00a0qua", "2020-05-19", 0),
        ("năm ngoái", "2019", 0),
    ]
    assert all(text[x.start : x.end] == x.text for x in record.relative_dates)
    assert [x.kind for x in record.quantities] == ["MONEY"]
    assert [x.resolved for x in nsez_extract.extract(text).relative_dates] == [None, None]


def test_relative_expressions_are_no_quantities() -> None:
    assert find_quantities("Hôm qua và tuần trước", published=PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "value", "resolved"),
    [
        ("Tháng 9 năm ngoái", "2019-09", None),
        ("Quý I năm sau", "2021-Q1", None),
        ("Từ năm 2016 đến nay", "2016", "2016/2020-05-20"),
        ("Đơn nộp ngày 15", "---15", "2020-05-15"),
        ("Ngày 18/5, đoàn đến", "2020-05-18", None),
    ],
)
def test_quantities_by_the_day_of_the_article(text: str, value: str, resolved: str | None) -> None:
    (found,) = find_quantities(text, published=PUBLISHED)
    assert (found.value, found.resolved) == (value, resolved)
