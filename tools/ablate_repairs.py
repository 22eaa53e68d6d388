"""Show what each repair of settled mentions gains: strict F1 with all repairs, and what is lost without each.

Usage: python tools/ablate_repairs.py --gold gold --texts corpus [--gold OTHER --texts OTHER …]

Every pair of folders gives one table: a row a repair, and in it the points of F1 (times 100) that PER, ORG,
LOC, TITLE, the roles and B³ of the subjects lose when that repair alone is left out; the first two rows give
the figures with no repair and with all.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Collection
from pathlib import Path

from nsez_extract.extractor import Extractor
from nsez_extract.relations.repair import REPAIRS
from nsez_extract.score import score_files

KEYS = ("PER", "ORG", "LOC", "TITLE", "ROLE")


def figures(gold: Path, texts: Path, without: Collection[str]) -> dict[str, float]:
    """Return F1 by key, and B³ where the gold has subjects, without some repairs.

    Args:
        gold (Path): Folder of gold files.
        texts (Path): Folder of their texts.
        without (Collection[str]): Names of repairs.

    Returns:
        dict[str, float]: Key to F1.
    """
    extractor = Extractor(without=without)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for path in sorted(texts.glob("*.txt")):
                raw = path.read_bytes().decode("utf-8")
                file.write(extractor.extract(raw, doc_id=path.stem).to_json() + "\n")
        report = score_files(gold, out, bootstrap=0, corpus_dir=texts).to_dict()
    found = {key: report["scores"][key]["f"] for key in KEYS}
    if report["subjects"]["documents"]:
        found["B3"] = report["subjects"]["b3"]["f"]
    return found


def main() -> None:
    """Print one table for each pair of folders."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--texts", type=Path, action="append", required=True)
    options = parser.parse_args()
    for gold, texts in zip(options.gold, options.texts, strict=True):
        full = figures(gold, texts, ())
        print(f"\n{gold}\n{'':22}" + "".join(f"{key:>8}" for key in full))
        for name, row in (("none", figures(gold, texts, REPAIRS)), ("all", full)):
            print(f"{name:22}" + "".join(f"{row[key]:8.3f}" for key in full))
        for name in REPAIRS:
            row = figures(gold, texts, {name})
            print(f"without {name:14}" + "".join(f"{100 * (row[key] - full[key]):8.1f}" for key in full))


if __name__ == "__main__":
    main()
