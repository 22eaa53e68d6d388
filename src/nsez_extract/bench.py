"""Speed and memory of this package beside ``underthesea.ner()`` and ViNLP on the same texts.

The programs take turns text by text, so that whatever else the machine does slows all of them alike.
Peak memory is measured in a fresh process for each program.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from nsez_extract.errors import DocumentError, UsageError
from nsez_extract.io import plan_inputs, read_plan

Run = Callable[[str], object]
"""Runs a program on one text."""

_MEMORY_SECONDS = 5.0
_MEMORY_CHARS = 50_000

SAMPLE = """Quảng Trị đón dự án điện gió thứ mười hai

Sáng 18/5, tại TP Đông Hà, ông Lê Hữu Thuần, Phó Chủ tịch Thường trực UBND tỉnh Quảng Trị, đã trao giấy \
chứng nhận đầu tư cho Công ty Cổ phần Năng lượng Tân Hải Phong (THP). Dự án có tổng vốn 1.845,5 tỷ đồng, \
công suất 48 MW, đặt tại xã Hướng Linh, huyện Hướng Hóa, dự kiến phát điện trong quý III/2026.

Theo bà Nguyễn Thị Thu Hoài, Giám đốc Sở Kế hoạch và Đầu tư, 4 tháng đầu năm 2025 toàn tỉnh có 27 dự án \
mới với số vốn hơn 9.300 tỷ đồng, tăng 12,4% so với cùng kỳ; tỷ lệ giải ngân đạt 35 - 40%. "Chúng tôi sẽ \
rút ngắn ít nhất 15 ngày làm thủ tục cho doanh nghiệp", bà Hoài nói.

Đại tá Trần Đình Khoa, Phó Giám đốc Công an tỉnh, cho biết khoảng 120 hộ dân ở hai thôn Xa Bai và Mới đã \
nhận tiền đền bù, mỗi hộ từ 150 đến 220 triệu đồng. Trong giai đoạn 2026 - 2030, Khu kinh tế Đông Nam \
Quảng Trị đặt mục tiêu thu hút 3,2 tỷ USD.

Hoàng Vân
"""
"""str: a short article written for this measurement; taken when no other texts are at hand."""


@dataclass(slots=True)
class BenchRow:
    """Figures of one program.

    Attributes:
        name (str): The program.
        seconds (float): Wall-clock time on the texts.
        chars (int): Code points it went through.
        start_seconds (float | None): Time to import, load and answer for the first time, in a process of
            its own; None when not measured.
        peak_mb (float | None): Peak resident memory in megabytes (10^6 bytes), None where unknown.
        ratio (float | None): Speed over that of ``underthesea.ner()`` called per sentence.
        problem (str | None): Why there are no figures.
    """

    name: str
    seconds: float = 0.0
    chars: int = 0
    start_seconds: float | None = None
    peak_mb: float | None = None
    ratio: float | None = None
    problem: str | None = None

    @property
    def chars_per_second(self) -> float:
        """float: Code points a second."""
        return self.chars / self.seconds if self.seconds > 0 else 0.0


@dataclass(slots=True)
class BenchReport:
    """Figures of all programs.

    Attributes:
        rows (list[BenchRow]): One row a program.
        documents (int): Texts each program was run on, repetitions counted once.
        chars (int): Code points each program went through, repetitions included.
    """

    rows: list[BenchRow] = field(default_factory=list)
    documents: int = 0
    chars: int = 0


def _own(witnesses: tuple[str, ...] | None) -> Run:
    """Return this package with some optional witnesses, None for the defaults."""
    from nsez_extract.extractor import get_extractor

    return get_extractor(witnesses).extract


def _names() -> Run:
    """Return the finding of names alone, from raw text to settled mentions."""
    from nsez_extract.extractor import get_extractor

    extractor = get_extractor()

    def run(text: str) -> object:
        analysis = extractor.read(text)
        extractor.find_entities(analysis)
        return analysis

    return run


def _quantities() -> Run:
    """Return the quantity grammar on its own."""
    from nsez_extract.quantities import parse

    return parse


def _ner() -> Run:
    """Return ``underthesea.ner``."""
    try:
        from underthesea import ner
    except ImportError:
        raise UsageError('not installed: pip install "nsez-extract[underthesea]"') from None
    run: Run = ner
    return run


def _vinlp() -> Run:
    """Return ``ViNLP.ner``."""
    try:
        from ViNLP import ner
    except ImportError:
        raise UsageError("not installed: pip install ViNLP") from None
    run: Run = ner
    return run


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    from nsez_extract.text.clean import clean
    from nsez_extract.text.sentences import split_sentences

    cleaned = clean(text)
    return [cleaned.text[start:end] for start, end in split_sentences(cleaned.text, cleaned.placeholders)]


def _clean(text: str) -> list[str]:
    """Return the clean text, whole."""
    from nsez_extract.text.clean import clean

    return [clean(text).text]


def _article(text: str) -> list[str]:
    """Return a text whole."""
    return [text]


PER_SENTENCE = "underthesea.ner() per sentence"
"""str: name of the program the ratios are taken over."""

PROGRAMS: dict[str, tuple[Callable[[], Run], Callable[[str], list[str]]]] = {
    "nsez-extract": (partial(_own, None), _article),
    "nsez-extract names only": (_names, _article),
    "nsez-extract quantities only": (_quantities, _clean),
    "nsez-extract --witness none": (partial(_own, ()), _article),
    "nsez-extract --witness underthesea": (partial(_own, ("underthesea",)), _article),
    PER_SENTENCE: (_ner, _sentences),
    "underthesea.ner() per article": (_ner, _article),
    "ViNLP.ner() per sentence": (_vinlp, _sentences),
}
"""dict[str, tuple]: name to (what loads it, how a text is cut for it; the cutting is not timed)."""


def bench_texts(paths: Sequence[Path]) -> tuple[str, list[str]]:
    """Return the texts to measure on.

    Args:
        paths (Sequence[Path]): Files or folders as for ``run``; empty for the folder ``corpus`` of the
            repository, else a built-in article.

    Returns:
        tuple[str, list[str]]: What they are, and the texts.

    Raises:
        UsageError: If the paths hold no text.
    """
    if not paths:
        here = Path(__file__).resolve().parents[2] / "corpus"
        corpus = next((folder for folder in (Path("corpus"), here) if any(folder.glob("*.txt"))), None)
        if corpus is None:
            return "a built-in article", [SAMPLE]
        paths = [corpus]
    found = []
    for item in read_plan(plan_inputs(paths)):
        if not isinstance(item, DocumentError) and item.text is not None:
            found.append(item.text)
    if not found:
        raise UsageError(f"{paths[0]}: no text to measure on; give .txt or .jsonl files")
    return ", ".join(map(str, paths)), found


def peak_memory_mb() -> float | None:
    """Return the peak resident memory of this process.

    Returns:
        float | None: Megabytes (10^6 bytes), from ``/proc`` where there is one, else from ``getrusage``;
        None on systems with neither.
    """
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _try_out(name: str, texts: list[str]) -> tuple[float, float | None]:
    """Load a program and run it for some seconds; called in a fresh process.

    Returns:
        tuple[float, float | None]: Seconds until the first answer, and peak memory in megabytes.
    """
    load, cut = PROGRAMS[name]
    begin = time.perf_counter()
    run = load()
    run(cut(texts[0])[0])
    start = time.perf_counter() - begin
    end = time.perf_counter() + _MEMORY_SECONDS
    for text in texts:
        for part in cut(text):
            run(part)
        if time.perf_counter() > end:
            break
    return start, peak_memory_mb()


def _fresh(name: str, texts: Sequence[str]) -> tuple[float | None, float | None]:
    """Return seconds to start and peak megabytes of a program in a process of its own."""
    totals = itertools.accumulate(map(len, texts))
    few = [text for text, total in zip(texts, totals, strict=False) if total <= _MEMORY_CHARS] or [texts[0]]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            return pool.submit(_try_out, name, few).result()
        except (UsageError, BrokenProcessPool):
            return None, None


def measure(texts: Sequence[str], *, seconds: float = 20.0, fresh: bool = True) -> BenchReport:
    """Measure all programs on the same texts in one go.

    Args:
        texts (Sequence[str]): Raw texts, at least one; taken again from the beginning while there is time.
        seconds (float): Wall-clock time for the comparison, besides loading and memory.
        fresh (bool): Whether to measure start and peak memory as well, in processes of their own.

    Returns:
        BenchReport: Figures; a program that is not installed has its ``problem``.
    """
    report = BenchReport()
    runs: list[tuple[BenchRow, Run, Callable[[str], list[str]]]] = []
    for name, (load, cut) in PROGRAMS.items():
        row = BenchRow(name)
        report.rows.append(row)
        try:
            run = load()
            _timed(run, cut(texts[0]))
        except UsageError as error:
            row.problem = str(error)
            continue
        if fresh:
            row.start_seconds, row.peak_mb = _fresh(name, texts)
        runs.append((row, run, cut))
    gc.collect()
    gc.freeze()  # else each program pays for the collector's walks over what all of them have loaded
    end = time.perf_counter() + seconds
    for number, text in enumerate(itertools.cycle(texts)):
        if number and time.perf_counter() > end:
            break
        for row, run, cut in runs:
            row.seconds += _timed(run, cut(text))
            row.chars += len(text)
        report.documents = min(number + 1, len(texts))
        report.chars += len(text)
    gc.unfreeze()
    base = next((row for row in report.rows if row.name == PER_SENTENCE), None)
    if base is not None and base.problem is None and base.chars_per_second:
        for row in report.rows:
            if row.problem is None:
                row.ratio = row.chars_per_second / base.chars_per_second
    return report


def _timed(run: Run, parts: list[str]) -> float:
    """Return the seconds a program takes for the parts of one text."""
    begin = time.perf_counter()
    for part in parts:
        run(part)
    return time.perf_counter() - begin
