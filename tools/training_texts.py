"""Make the texts of the training annotations from the public data sets they come from.

Usage: python tools/training_texts.py gold/training/annotations.jsonl FOLDER... --out texts.jsonl

Each FOLDER is an unpacked copy of a data set: of vietnews (VNDS) the folder that holds ``data``, of
VietnameseMDS the one that holds ``clusters``. The path of an article is the source in its annotation
without the first word, the name of the data set. vietnews is published word-segmented: syllables of a word
joined by ``_``, punctuation set off by blanks. The texts that were annotated have the blanks of ordinary
writing, which :func:`restore` brings back. A text is written only when its SHA-256 is that of the annotated
one; articles without a file or with another text are named on stderr, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nsez_extract.score.gold import read_raw, sha256_of
from nsez_extract.training.annotations import Annotation, read_annotations

BEFORE = re.compile(r" +(?=[,.;:!?)\]%…”’])")
AFTER = re.compile(r"(?<=[(\[“‘]) +")


def restore(segmented: str) -> str:
    """Return word-segmented text with the blanks of ordinary writing.

    >>> restore('Ông Lê_Văn_Tư ( 40 tuổi ) nói : " Giá gạo tăng 5 % " .')
    'Ông Lê Văn Tư (40 tuổi) nói: "Giá gạo tăng 5%".\\n'
    """
    return "\n".join(_restore_line(line) for line in segmented.strip().split("\n")) + "\n"


def _restore_line(line: str) -> str:
    """Restore one line; straight quotes open and close in turn within it."""
    line = AFTER.sub("", BEFORE.sub("", line.replace("_", " ").strip()))
    pieces = re.split(r'( *" *)', line)
    opening = True
    for k in range(1, len(pieces), 2):
        pieces[k] = pieces[k].rstrip() if opening else pieces[k].lstrip()
        opening = not opening
    return BEFORE.sub("", "".join(pieces))


def candidates(raw: str) -> Iterator[str]:
    """Yield the forms the annotated text can have."""
    yield raw
    yield raw.strip() + "\n"
    yield " ".join(raw.split()) + "\n"
    yield restore(raw)


def find_text(annotation: Annotation, folders: list[Path]) -> str:
    """Return the text of an article, or raise a ValueError that says what is wrong."""
    path = annotation.source.partition(" ")[2]
    files = [folder / path for folder in folders if (folder / path).is_file()]
    if not files:
        raise ValueError(f"no file {path}")
    raw = read_raw(files[0])
    for text in candidates(raw):
        if sha256_of(text) == annotation.sha256:
            return text
    raise ValueError(f"{files[0]} has another text than the one that was annotated")


def main() -> int:
    """Write the texts that were found; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("annotations", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows, missing = [], 0
    for annotation in read_annotations(args.annotations):
        try:
            row = {"id": annotation.id, "text": find_text(annotation, args.folders)}
        except ValueError as error:
            print(f"{annotation.id}: {error}", file=sys.stderr)
            missing += 1
            continue
        rows.append(json.dumps(row, ensure_ascii=False) + "\n")
    args.out.write_text("".join(rows), encoding="utf-8", newline="")
    print(f"{len(rows)} texts -> {args.out}; {missing} missing", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
