"""The best one-to-one assignment of rows to columns (Kuhn 1955, Munkres 1957), exact in integers."""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(weights: Sequence[Sequence[int]]) -> list[int]:
    """Return the column of each row in an assignment of the greatest weight.

    The Hungarian algorithm with row and column potentials, O(rows² · columns). Integers stay
    integers, so that no weight is rounded, however large.

    Args:
        weights (Sequence[Sequence[int]]): One sequence a row, all of one length; at most as many rows
            as columns.

    Returns:
        list[int]: Column of each row, every column once at most.

    >>> best_assignment([[5, 4, 0], [5, 1, 0]])
    [1, 0]
    """
    width = len(weights[0])
    row_potential = [0] * (len(weights) + 1)
    column_potential = [0] * (width + 1)
    owner = [0] * (width + 1)  # row + 1 that holds a column; column 0 is the one being placed
    for row in range(1, len(weights) + 1):
        owner[0] = row
        column = 0
        slack: list[float] = [float("inf")] * (width + 1)
        back = [0] * (width + 1)
        seen = [False] * (width + 1)
        while owner[column]:
            seen[column] = True
            current = owner[column]
            delta: float = float("inf")
            following = 0
            for j in range(1, width + 1):
                if seen[j]:
                    continue
                cost = -weights[current - 1][j - 1] - row_potential[current] - column_potential[j]
                if cost < slack[j]:
                    slack[j] = cost
                    back[j] = column
                if slack[j] < delta:
                    delta = slack[j]
                    following = j
            step = int(delta)
            for j in range(width + 1):
                if seen[j]:
                    row_potential[owner[j]] += step
                    column_potential[j] -= step
                else:
                    slack[j] -= step
            column = following
        while column:
            owner[column] = owner[back[column]]
            column = back[column]
    chosen = [0] * len(weights)
    for j in range(1, width + 1):
        if owner[j]:
            chosen[owner[j] - 1] = j - 1
    return chosen
