"""Make the table of currency names of the quantity grammar from the Unicode CLDR.

Usage: python tools/make_currencies.py --out src/nsez_extract/lexicon/data/cldr_currencies.tsv

Needs Babel, which the package itself does not. Every current ISO 4217 code of ``iso4217.tsv`` gives its
Vietnamese name, its symbol, the code itself, and the name's head noun (``peso``, ``quetzal``): with the
code when one currency only bears it, else without. Names that stand in the hand-written
``currencies.tsv`` are left to it.
"""

from __future__ import annotations

import argparse
import datetime
from collections import defaultdict
from importlib import metadata
from pathlib import Path

from babel import Locale

from nsez_extract.lexicon.tables import read_tsv

NO_MONEY = {"XDR", "CLF"}
# Codes and heads that are words of their own in Vietnamese text: they count only after a scale word.
RISKY_CODES = frozenset({"ALL", "ANG", "BAM", "COP", "CUP", "ERN", "GEL", "MAD", "MOP", "MUR", "PAB", "PEN"})
RISKY_CODES |= {"RON", "SAR", "SOS", "TJS", "TOP", "TRY"}
RISKY_HEADS = frozenset({"colón", "dram", "kina", "lek", "leu", "lia", "pula", "sol", "som", "tala"})
HEADS_TO_SKIP = {"bảng", "mark"}
VARIANTS = {
    "Thụy sĩ": "Thụy Sĩ",
    "Xê-út": "Xê Út",
    "Braxin": "Brazil",
    "Philipin": "Philippines",
    "Ma-rốc": "Morocco",
}


def forms(code: str, name: str) -> list[str]:
    """Return the ways a CLDR name is written: as it is, with ``đô-la``/``đôla``, with a newer spelling."""
    name = name.split(" (")[0].replace(" có thể chuyển đổi", "")
    name = name.removesuffix(" mới")
    head, _, rest = name.partition(" ")
    if name.lower().startswith("đô la "):
        rest = name[6:]
        return [f"{spelling} {rest}" for spelling in ("đô la", "đô-la", "đôla", "đô")]
    names = [f"{head.lower()} {rest}".strip()]
    for old, new in VARIANTS.items():
        if old in names[0]:
            names.append(names[0].replace(old, new))
    return names


def rows() -> list[tuple[str, str, str, str]]:
    """Return form, code, place and need of every form the hand-written table lacks."""
    locale = Locale("vi")
    known = {form.lower() for form, *_ in read_tsv("currencies.tsv", ("form", "code", "place", "needs"))}
    found: dict[str, tuple[str, str, str]] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for code, english in read_tsv("iso4217.tsv", ("code", "name")):
        if code in NO_MONEY or "withdrawn" in english:
            continue
        need = "scale" if code in RISKY_CODES else "upper"
        found.setdefault(code, (code, "after" if code in RISKY_CODES else "both", need))
        symbol = locale.currency_symbols.get(code, "").replace("\u202f", " ")
        if symbol and symbol != code and not symbol.endswith("."):
            found.setdefault(symbol, (code, "after" if symbol[-1].isalpha() else "both", ""))
        if code not in locale.currencies or code == "VND":
            continue
        for form in forms(code, locale.currencies[code]):
            found.setdefault(form, (code, "after", ""))
            head = form.split(" ")[0]
            if " " in form and not form.startswith(("đô la", "đô-la", "đôla", "đô ", "nhân")):
                heads[head].add(code)
    for head, codes in heads.items():
        if head not in HEADS_TO_SKIP:
            code = next(iter(codes)) if len(codes) == 1 else ""
            found.setdefault(head, (code, "after", "scale" if head in RISKY_HEADS else ""))
    return sorted((form, *row) for form, row in found.items() if form.lower() not in known)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    options = parser.parse_args()
    lines = [
        "# Currency forms that the hand-written table lacks: form, ISO 4217 code (empty: the money of",
        "# several countries), where it stands, what it needs (scale: a scale word first; upper: capitals).",
        f"# Source: Unicode CLDR, locale vi, Babel {metadata.version('babel')}, tools/make_currencies.py",
        f"# Date: {options.date}",
        "form\tcode\tplace\tneeds",
        *("\t".join(row).rstrip("\t") for row in rows()),
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
