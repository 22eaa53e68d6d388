"""A short run of the fuzzer; ``tools/fuzz_quantities.py`` runs a million strings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import fuzz_quantities


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_random_strings(seed: int) -> None:
    fuzz_quantities.fuzz(2_000, seed)


def test_long_strings_stay_linear() -> None:
    fuzz_quantities.stretch(12, 14, size=20_000)
