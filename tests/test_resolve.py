"""Which mention stands: the policy file, order of the candidates, what was beaten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsez_extract.entities.mention import Mention
from nsez_extract.entities.resolve import Resolution, parse_policy, policy, resolve
from nsez_extract.lexicon.tables import read_text

NAMES = sorted(policy().rank)


def mention(start: int, end: int, name: str = "rules.PER", rule: str = "given") -> Mention:
    witness, _, label = name.partition(".")
    return Mention(label, start, end, witness, rule)


def shown(result: Resolution) -> tuple[list[object], list[object]]:
    standing = [(m.witness, m.label, *m.span, m.rule) for m in result.mentions]
    beaten = [
        [(m.witness, m.label, *m.span, m.rule) for m in result.beaten.get(id(winner), ())]
        for winner in result.mentions
    ]
    return list(standing), list(beaten)


candidates = st.builds(
    lambda start, size, name, rule: mention(start, start + size, name, rule),
    st.integers(0, 30),
    st.integers(1, 8),
    st.sampled_from(NAMES),
    st.sampled_from(["surname", "document", "context"]),
)


@given(st.lists(candidates, max_size=12, unique_by=lambda m: (m.witness, m.label, m.span)), st.randoms())
def test_order_of_the_candidates_does_not_matter(proposed: list[Mention], random: object) -> None:
    turned = list(proposed)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert shown(resolve(proposed)) == shown(resolve(turned))


@given(st.lists(candidates, max_size=12))
def test_what_stands_is_in_order_and_does_not_overlap(proposed: list[Mention]) -> None:
    result = resolve(proposed)
    ends = [0]
    for standing in result.mentions:
        assert standing.start >= ends[-1]
        ends.append(standing.end)
    losers = [loser for beaten in result.beaten.values() for loser in beaten]
    assert not {id(m) for m in losers} & {id(m) for m in result.mentions}
    assert len(losers) == len({id(m) for m in losers})


def test_the_higher_label_wins_and_the_loser_is_listed() -> None:
    person, body = mention(0, 8, "rules.PER"), mention(4, 20, "rules.ORG")
    result = resolve([body, person])
    assert result.mentions == [person]
    assert result.beaten == {id(person): [body]}


def test_of_equal_rank_the_longer_wins_then_the_first() -> None:
    assert resolve([mention(0, 4), mention(2, 9)]).mentions == [mention(2, 9)]
    assert resolve([mention(3, 7), mention(1, 5)]).mentions == [mention(1, 5)]


def test_mentions_that_touch_both_stand() -> None:
    assert len(resolve([mention(0, 4), mention(4, 9)]).mentions) == 2


def test_a_silent_mention_never_stands() -> None:
    name = next(iter(policy().silent))
    assert resolve([mention(0, 4, name)]).mentions == []


def test_a_witness_outside_the_policy_is_refused() -> None:
    with pytest.raises(ValueError, match=r"guesses\.PER is not in the order of lexicon/data/resolve\.toml"):
        resolve([mention(0, 4, "guesses.PER")])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("silent =", "quiet ="), "the keys must be"),
        (("order = [", "loud = []\norder = ["), "the keys must be"),
        (("order = [\n", 'order = [\n  "rules.PER",\n'), "names an entry twice"),
        (("silent = [", 'silent = ["rules.EVENT", '), "'silent' names what 'order' does not"),
    ],
)
def test_a_policy_that_is_not_sound_is_refused(change: tuple[str, str], message: str) -> None:
    sound = read_text("resolve.toml")
    assert parse_policy(sound) == policy()
    broken = sound.replace(*change, 1)
    assert broken != sound
    with pytest.raises(ValueError, match=message):
        parse_policy(broken)
