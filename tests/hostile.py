"""Hostile input: texts made of one piece over and over, and what each stage does with them.

The cases are ``tests/cases/hostile.jsonl``: a stage, and a piece in the notation the stage takes (marked, see
``marked.py``, where it works on mentions). ``{a}`` and ``{b}`` stand for syllables that are others in each
repetition, ``{A}`` for the first in capitals. The test counts steps, which are the same on every machine;
``python tests/hostile.py`` measures seconds, which also cover what regular expressions and copies cost, and
fails when four times the text takes more than eight times as long.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from case_files import read_cases
from marked import given_mentions
from nsez_extract.extractor import get_extractor
from nsez_extract.quantities import find_quantities, parse
from nsez_extract.relations.hierarchy import hierarchy_of, level_of
from nsez_extract.relations.offices import offices_in_general
from nsez_extract.relations.repair import repair
from nsez_extract.relations.roles import link_roles
from nsez_extract.relations.subjects import group_subjects
from nsez_extract.relations.who import who_is_who
from nsez_extract.text.clean import clean
from nsez_extract.text.sentences import split_sentences
from nsez_extract.text.tokens import tokenize

Run = Callable[[], object]


def word(number: int) -> str:
    """Return a syllable of its own for each number."""
    letters = ""
    while True:
        letters += "bcdghklmnpqrstvx"[number % 16] + "a"
        number //= 16
        if not number:
            return letters.capitalize()


def repeated(piece: str, times: int) -> str:
    """Return a piece so many times, its placeholders filled."""
    if "{" not in piece:
        return piece * times
    names = ((word(2 * k), word(2 * k + 1)) for k in range(times))
    return "".join(piece.format(a=a, b=b, A=a.upper()) for a, b in names)


def _text(text: str) -> Run:
    def run() -> None:
        found = clean(text)
        tokenize(found.text)
        split_sentences(found.text, found.placeholders)

    return run


def _quantities(text: str) -> Run:
    return lambda: parse(text)


def _levels(name: str) -> Run:
    return lambda: (hierarchy_of(name), level_of(name))


def _record(text: str) -> Run:
    extract = get_extractor(()).extract
    return lambda: extract(text)


def _repair(marked: str) -> Run:
    text, _ = given_mentions(marked)
    return lambda: repair(text, given_mentions(marked)[1])


def _subjects(marked: str) -> Run:
    text, mentions = given_mentions(marked)
    return lambda: group_subjects(text, mentions)


def _offices(marked: str) -> Run:
    text, mentions = given_mentions(marked)
    sentences = split_sentences(text)
    links = link_roles(text, mentions, sentences)
    return lambda: offices_in_general(text, mentions, links, sentences)


def _who(marked: str) -> Run:
    text, mentions = given_mentions(marked)
    sentences = split_sentences(text)
    quantities = find_quantities(text)

    def run() -> None:
        links = link_roles(text, mentions, sentences)
        who_is_who(text, mentions, links, quantities, sentences, None)

    return run


STAGES: dict[str, Callable[[str], Run]] = {
    "text": _text,
    "quantities": _quantities,
    "levels": _levels,
    "record": _record,
    "repair": _repair,
    "subjects": _subjects,
    "offices": _offices,
    "who": _who,
}


def steps(run: Run) -> int:
    """Return how many lines were run and functions called, builtin ones included; it is run once before."""
    run()
    count = 0

    def trace(_frame: FrameType, _event: str, _arg: object) -> Any:
        nonlocal count
        count += 1
        return trace

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    gc.collect()
    gc.disable()  # what is told of collections (hypothesis listens) would be counted
    sys.setprofile(profile)
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
        gc.enable()
    return count


def seconds(run: Run) -> float:
    """Return the least processor time of three runs."""
    times = []
    for _ in range(3):
        gc.collect()
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> int:
    """Print microseconds a character for each case on a long text, and how they grew from a quarter of it."""
    slow = 0
    for case in read_cases("hostile"):
        build, piece = STAGES[case["stage"]], case["piece"]
        times = max(1, 20_000 // len(piece))
        text = repeated(piece, 4 * times)
        short, long = seconds(build(repeated(piece, times))), seconds(build(text))
        grown = long / max(short, 1e-3)
        slow += grown > 8
        print(f"{case['stage']:<10} {long / len(text) * 1e6:6.2f} µs  x{grown:4.1f}  {piece!r}")
    print(f"{slow} grow faster than the text")
    return int(bool(slow))


if __name__ == "__main__":
    raise SystemExit(main())
