"""The scorer and the gold format: reading, checking and building gold, and scoring against it."""

from __future__ import annotations

from nsez_extract.score.check import check_gold
from nsez_extract.score.errors import ScoreError
from nsez_extract.score.files import build_gold, check_gold_dir, score_annotations, score_files
from nsez_extract.score.gold import GoldDocument, load_gold, write_gold
from nsez_extract.score.inline import from_inline
from nsez_extract.score.inline_write import to_inline
from nsez_extract.score.manifest import build_manifest, check_manifest, load_manifest, write_manifest
from nsez_extract.score.problems import GoldProblem
from nsez_extract.score.report import ScoreReport, render_report

__all__ = [
    "GoldDocument",
    "GoldProblem",
    "ScoreError",
    "ScoreReport",
    "build_gold",
    "build_manifest",
    "check_gold",
    "check_gold_dir",
    "check_manifest",
    "from_inline",
    "load_gold",
    "load_manifest",
    "render_report",
    "score_annotations",
    "score_files",
    "to_inline",
    "write_gold",
    "write_manifest",
]
