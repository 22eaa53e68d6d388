"""No figure on the bundled gold falls below its floor, and the floors belong to these very data."""

from __future__ import annotations

import pytest

import floors


def test_floors_belong_to_the_data() -> None:
    pinned = floors.pinned()
    assert pinned["corpus"] == floors.digest("corpus", "*.txt"), "corpus changed: measure and pin again"
    assert pinned["gold"] == floors.digest("gold", "*.json"), "gold changed: measure and pin again"


@pytest.mark.parametrize("part", floors.PARTS)
@pytest.mark.parametrize("key", floors.KEYS)
def test_no_figure_falls(part: str, key: str) -> None:
    assert floors.measured()[part][key] >= floors.pinned()["floors"][part][key]


@pytest.mark.parametrize("part", floors.PARTS)
@pytest.mark.parametrize("metric", floors.METRICS)
def test_no_figure_of_subjects_falls(part: str, metric: str) -> None:
    floor = floors.pinned()["floors"][part].get(metric)
    if floor is None:
        pytest.skip("no floor is pinned yet: python tests/floors.py --write")
    assert floors.measured()[part][metric] >= floor
