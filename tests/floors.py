"""Score floors: what the extractor must reach on the bundled gold, pinned with the digests of the data.

``python tests/floors.py`` says which figures are below their floors; with ``--write`` it pins those of now,
only upwards; a lower figure needs ``--lower`` as well, which is for a commit that says why. Pinning also
brings the README's table up to date.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from nsez_extract.extractor import get_extractor
from nsez_extract.score import score_files
from nsez_extract.score.manifest import load_manifest

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "tests" / "floors.json"
KEYS = (
    "PER",
    "ORG",
    "LOC",
    "TITLE",
    "ROLE",
    "MONEY",
    "PERCENT",
    "NUMBER",
    "DATE",
    "modifier",
    "unit",
    "sentence",
)
METRICS = ("b3", "ceaf")
"""Of the subjects. They have a floor once one is pinned for them; until then nothing is asked of them."""
PARTS = ("dev", "test")


def digest(folder: str, pattern: str) -> str:
    """Return one SHA-256 over the names and contents of a folder's files, in order of names."""
    total = hashlib.sha256()
    for path in sorted((ROOT / folder).glob(pattern)):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def measured() -> dict[str, dict[str, float]]:
    """Return F1 by part of the manifest and key or metric, rounded down to four decimals."""
    manifest = load_manifest(ROOT / "gold" / "manifest.toml")
    extractor = get_extractor()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "corpus.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for path in sorted((ROOT / "corpus").glob("*.txt")):
                raw = path.read_bytes().decode("utf-8")
                file.write(extractor.extract(raw, doc_id=path.stem).to_json() + "\n")
        found: dict[str, dict[str, float]] = {}
        for part in PARTS:
            report = score_files(ROOT / "gold", out, ids=set(manifest.ids(part)), bootstrap=0).to_dict()
            figures = {key: report["scores"][key]["f"] for key in KEYS}
            figures |= {metric: report["subjects"][metric]["f"] for metric in METRICS}
            found[part] = {key: int(figure * 10_000) / 10_000 for key, figure in figures.items()}
    return found


def pinned() -> dict[str, Any]:
    """Return the pinned floors and digests."""
    data: dict[str, Any] = json.loads(PINNED.read_text(encoding="utf-8"))
    return data


def table() -> str:
    """Return the README's table of the pinned figures."""
    floors = pinned()["floors"]
    lines = ["| | development part (22 articles) | test part (11 articles) |", "| --- | --- | --- |"]
    names = {"ROLE": "roles (triples)", "modifier": "modifiers", "unit": "units", "sentence": "sentences"}
    names |= {"b3": "subjects (B³)", "ceaf": "subjects (CEAF φ4)"}
    for key in (*KEYS, *METRICS):
        if key not in floors["dev"]:
            continue
        cells = " | ".join(f"{floors[part][key]:.3f}" for part in PARTS)
        lines.append(f"| {names.get(key, key)} | {cells} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print or pin the figures; return the exit code."""
    now = measured()
    old = pinned()["floors"] if PINNED.exists() else {}
    lower = [
        f"{part} {key}: {old[part][key]} -> {now[part][key]}"
        for part in old
        for key in (*KEYS, *METRICS)
        if now[part][key] < old[part].get(key, 0.0)
    ]
    print("\n".join(lower) or "no figure is below its floor")
    if "--write" in arguments and (not lower or "--lower" in arguments):
        data = {"corpus": digest("corpus", "*.txt"), "gold": digest("gold", "*.json"), "floors": now}
        PINNED.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        shown = re.compile(r"(<!-- scores -->\n\n)(?:\|[^\n]*\n)*")
        readme.write_text(shown.sub(lambda found: found[1] + table() + "\n", text), encoding="utf-8")
        print(table())
        return 0
    return int(bool(lower))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
