"""The work grows with the text, not with its square, whatever the text; counted in steps, not in seconds."""

from __future__ import annotations

from typing import Any

import pytest

from case_files import params, read_cases
from hostile import STAGES, repeated, steps
from nsez_extract.lexicon.admin import all_units
from nsez_extract.relations.gazetteer import link_places

CHARACTERS = 1_500


@pytest.mark.parametrize(
    "case", params(read_cases("hostile"), lambda case: f"{case['stage']}: {case['piece']}")
)
def test_four_times_the_text_takes_four_times_the_steps(case: dict[str, Any]) -> None:
    build, piece = STAGES[case["stage"]], case["piece"]
    times = max(40, CHARACTERS // len(piece))
    short, long = steps(build(repeated(piece, times))), steps(build(repeated(piece, 4 * times)))
    assert short <= long < 5 * short + 1_000


def test_steps_are_counted() -> None:
    def linear() -> None:
        sum(i for i in range(100))

    def square() -> None:
        for i in range(100):
            sum(k for k in range(i))

    assert 100 <= steps(linear) <= 400
    assert steps(linear) == steps(linear)
    assert steps(square) > 4_000


def test_linking_a_place_does_not_walk_over_the_table() -> None:
    units = [unit for unit in all_units() if "a" in unit.editions][:: len(all_units()) // 30][:30]
    names = [unit.name for unit in units]
    assert steps(lambda: link_places(names)) < 400 * len(names)
