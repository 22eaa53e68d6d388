"""One reading of every stretch of text, by a policy kept as data (``lexicon/data/resolve.toml``)."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nsez_extract.entities.mention import Mention
from nsez_extract.lexicon.tables import read_text


@dataclass(frozen=True, slots=True)
class Policy:
    """Ranks of witnesses by label.

    Attributes:
        rank (dict[str, int]): ``witness.LABEL`` to its place in the order, 0 the highest.
        silent (frozenset[str]): ``witness.LABEL`` that never stands by itself.
    """

    rank: dict[str, int]
    silent: frozenset[str]


@cache
def policy() -> Policy:
    """Load and check the policy.

    Returns:
        Policy: The policy; later calls return the same object.

    Raises:
        ValueError: If the file has unknown keys or a silent entry that is not in the order.
    """
    data = tomllib.loads(read_text("resolve.toml"))
    unknown = set(data) - {"order", "silent"}
    if unknown:
        raise ValueError(f"lexicon/data/resolve.toml: unknown keys {', '.join(sorted(unknown))}")
    rank = {name: k for k, name in enumerate(data["order"])}
    silent = frozenset(data.get("silent", ()))
    if not silent <= set(rank):
        raise ValueError("lexicon/data/resolve.toml: 'silent' names what 'order' does not")
    return Policy(rank, silent)


@dataclass(slots=True)
class Resolution:
    """What stands and what it beat.

    Attributes:
        mentions (list[Mention]): In text order, without overlaps; nested ones in ``inner``.
        beaten (dict[int, list[Mention]]): ``id()`` of a standing mention to the overlapping losers.
    """

    mentions: list[Mention]
    beaten: dict[int, list[Mention]]


def resolve(candidates: Iterable[Mention]) -> Resolution:
    """Keep one mention of every stretch of text; the order of the candidates does not matter.

    Args:
        candidates (Iterable[Mention]): What the witnesses propose.

    Returns:
        Resolution: The standing mentions and what each beat.

    Raises:
        ValueError: If a witness or label is not in the policy.
    """
    ranks, silent = policy().rank, policy().silent

    def key(mention: Mention) -> tuple[int, int, float, int, str]:
        name = f"{mention.witness}.{mention.label}"
        if name not in ranks:
            raise ValueError(f"{name} is not in the order of lexicon/data/resolve.toml; add it there")
        return (ranks[name], mention.start - mention.end, -mention.score, mention.start, mention.rule)

    standing: list[tuple[int, int, Mention]] = []
    beaten: dict[int, list[Mention]] = {}
    for mention in sorted(candidates, key=key):
        at = bisect_left(standing, mention.start, key=lambda item: item[1] - 1)
        winner = standing[at][2] if at < len(standing) and standing[at][0] < mention.end else None
        if winner is not None:
            beaten.setdefault(id(winner), []).append(mention)
        elif f"{mention.witness}.{mention.label}" not in silent:
            insort(standing, (mention.start, mention.end, mention), key=lambda item: item[0])
    return Resolution([item[2] for item in standing], beaten)
