"""One reading of every stretch of text, by a policy kept as data (``lexicon/data/resolve.toml``)."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
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
        certain (frozenset[str]): Families of rules (the part before a colon) that are sure of the kind.
        yields (dict[str, frozenset[str]]): A witness to those whose presence silences it.
    """

    rank: dict[str, int]
    silent: frozenset[str]
    certain: frozenset[str]
    yields: dict[str, frozenset[str]]


def parse_policy(text: str) -> Policy:
    """Check a policy and return it.

    Args:
        text (str): TOML with the list ``order`` of every ``witness.LABEL``, highest first, the list
            ``silent`` of those that never stand by themselves, the list ``certain`` of rules that are sure
            of the kind, and the table ``yields`` of witnesses that are silent when others took part.

    Returns:
        Policy: The policy.

    Raises:
        ValueError: If a key is unknown or missing, an entry is repeated, or a silent one is not in the order.

    >>> parse_policy('order = ["rules.PER"]\\nsilent = []\\ncertain = []\\n[yields]').rank
    {'rules.PER': 0}
    """
    data = tomllib.loads(text)
    if set(data) != {"order", "silent", "certain", "yields"}:
        raise ValueError(
            "lexicon/data/resolve.toml: the keys must be order, silent, certain, yields; "
            f"they are {', '.join(sorted(data))}"
        )
    rank = {name: k for k, name in enumerate(data["order"])}
    if len(rank) < len(data["order"]):
        raise ValueError("lexicon/data/resolve.toml: 'order' names an entry twice")
    silent = frozenset(data["silent"])
    if not silent <= rank.keys():
        raise ValueError("lexicon/data/resolve.toml: 'silent' names what 'order' does not")
    witnesses = {name.partition(".")[0] for name in rank}
    yields = {name: frozenset(others) for name, others in data["yields"].items()}
    if not witnesses.issuperset(yields.keys() | frozenset().union(*yields.values())):
        raise ValueError("lexicon/data/resolve.toml: 'yields' names a witness that 'order' does not")
    return Policy(rank, silent, frozenset(data["certain"]), yields)


@cache
def policy() -> Policy:
    """Return the policy of the package.

    Returns:
        Policy: The policy; later calls return the same object.

    Raises:
        ValueError: If the file is not sound, as :func:`parse_policy` says.
    """
    return parse_policy(read_text("resolve.toml"))


@dataclass(slots=True)
class Resolution:
    """What stands and what it beat.

    Attributes:
        mentions (list[Mention]): In text order, without overlaps; nested ones in ``inner``.
        beaten (dict[int, list[Mention]]): ``id()`` of a standing mention to the overlapping losers.
    """

    mentions: list[Mention]
    beaten: dict[int, list[Mention]]


def resolve(candidates: Iterable[Mention], present: Collection[str] = ()) -> Resolution:
    """Keep one mention of every stretch of text; the order of the candidates does not matter.

    Args:
        candidates (Iterable[Mention]): What the witnesses propose.
        present (Collection[str]): Names of the witnesses that took part, whether they found anything or not.

    Returns:
        Resolution: The standing mentions and what each beat.

    Raises:
        ValueError: If a witness or label is not in the policy.
    """
    known = policy()
    ranks, silent = known.rank, known.silent
    mute = {name for name, others in known.yields.items() if not others.isdisjoint(present)}
    proposed = list(candidates)
    sure = {m.span: m for m in proposed if _family(m) in known.certain}

    def key(mention: Mention) -> tuple[int, int, int, str]:
        name = f"{mention.witness}.{mention.label}"
        if name not in ranks:
            raise ValueError(f"{name} is not in the order of lexicon/data/resolve.toml; add it there")
        return (ranks[name], mention.start - mention.end, mention.start, mention.rule)

    standing: list[tuple[int, int, Mention]] = []
    beaten: dict[int, list[Mention]] = {}
    for mention in sorted(proposed, key=key):
        surer = sure.get(mention.span)
        if surer is not None and surer is not mention:
            beaten.setdefault(id(surer), []).append(mention)
            continue
        at = bisect_left(standing, mention.start, key=lambda item: item[1] - 1)
        winner = standing[at][2] if at < len(standing) and standing[at][0] < mention.end else None
        if winner is not None:
            beaten.setdefault(id(winner), []).append(mention)
        elif surer is mention or (
            mention.witness not in mute and f"{mention.witness}.{mention.label}" not in silent
        ):
            insort(standing, (mention.start, mention.end, mention), key=lambda item: item[0])
    return Resolution([item[2] for item in standing], beaten)


def _family(mention: Mention) -> str:
    return mention.rule.partition(":")[0]
