"""Marked-up text: marks always nest, and the text comes out unchanged."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from fake_extractor import FakeExtractor
from nsez_extract.cli.markup import Mark, events
from nsez_extract.cli.page import render_page
from nsez_extract.cli.terminal import marked_text
from nsez_extract.schema import Quantity

TEXT = "Bí thư Tỉnh ủy\nThanh Hóa 🎉"


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT) + 3)), max_size=8))
def test_marks_nest_and_cover_their_text(spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, f"L{number}", "") for number, (start, end) in enumerate(spans)]
    stack: list[Mark] = []
    covered: dict[str, str] = {}
    whole = ""
    for event in events(TEXT, marks):
        if event[0] == "open":
            stack.append(event[1])
        elif event[0] == "close":
            assert stack.pop() == event[1]
        else:
            whole += event[1]
            for mark in stack:
                covered[mark.label] = covered.get(mark.label, "") + event[1]
    assert not stack
    assert whole == TEXT
    shown = {m.label: TEXT[m.start : m.end] for m in marks if m.start < m.end <= len(TEXT)}
    assert covered == shown


def test_crossing_marks_are_cut() -> None:
    marks = [Mark(0, 3, "A", ""), Mark(1, 5, "B", "")]
    found = [
        event[0][0] + (event[1] if isinstance(event[1], str) else event[1].label)
        for event in events("abcdef", marks)
    ]
    assert found == ["oA", "ta", "oB", "tbc", "cB", "cA", "oB", "tde", "cB", "tf"]


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_gives_well_formed_output(text: str, unit: str) -> None:
    record = FakeExtractor().extract("x")
    record.quantities.append(
        Quantity(
            id="q1", kind="NUMBER", start=0, end=len(text), text=text, sentence=None, value="1", unit=unit
        )
    )
    body = render_page(record, text).partition("<body>")[2].partition("</body>")[0]
    ET.fromstring(f"<body>{body}</body>")
    assert "\x1b" not in marked_text(record, text).plain
