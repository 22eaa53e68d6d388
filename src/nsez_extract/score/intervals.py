"""Ends of percentile bootstrap intervals (Efron 1979)."""

from __future__ import annotations

from collections.abc import Iterable

Interval = tuple[float, float]
"""Lower and upper end."""

SEED = 20201218
"""int: seed of every draw: equal input gives equal intervals."""


def middle(values: Iterable[float]) -> Interval:
    """Return the ends of the middle 95% of values; ends are interpolated linearly between neighbours.

    Args:
        values (Iterable[float]): At least one value, in any order.

    Returns:
        tuple[float, float]: The 2.5% and the 97.5% quantile.

    >>> middle(float(n) for n in range(81))
    (2.0, 78.0)
    """
    ordered = sorted(values)

    def quantile(q: float) -> float:
        at = q * (len(ordered) - 1)
        below = int(at)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (at - below) * (ordered[above] - ordered[below])

    return quantile(0.025), quantile(0.975)
