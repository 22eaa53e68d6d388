"""Mine name tables from unlabelled Vietnamese news.

Usage: python tools/mine_names.py ARTICLES.jsonl[.xz] PLACES.tsv... --out src/nsez_extract/lexicon/data

Reads one JSON object a line with a ``text`` field and writes three tables:

``collocations.tsv``  two-syllable words: pairs of lower-case syllables with a high normalised
                      pointwise mutual information (Bouma 2009).
``names.tsv``         capitalised runs with the kind their contexts speak for.
``contexts.tsv``      log-odds of each kind given a word beside a run or a trait of its form.

No annotation is read. The kinds are bootstrapped: words that always stand before one kind of name
(``ông``, ``tỉnh``, ``công ty``, ``bộ phim``) label some runs, a naive Bayes model learns from all
contexts of these runs, labels the rest where it is sure, and is learnt again (three rounds).
Needs nothing beyond the package itself.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

KINDS = ("PER", "LOC", "ORG", "MISC")
TOKEN = re.compile(r"[^\W\d_]+(?:[&'’./-](?=[^\W\d_])[^\W\d_]+)*|\d+(?:[.,]\d+)*|\n|[^\s\w]")
SEEDS = {
    "PER": "ông|bà|anh|chị|cô|chú|cụ|ngài|cháu|diễn viên|ca sĩ|nghệ sĩ|nhạc sĩ|bác sĩ|luật sư|"
    "đại tá|thượng tá|"
    "trung tá|thiếu tá|đại úy|thượng úy|trung úy|đại tướng|trung tướng|thiếu tướng|thượng tướng|đại uý|"
    "thượng uý|trung uý|tiền đạo|tiền vệ|hậu vệ|trung vệ|thủ môn|cầu thủ|danh thủ|hoa hậu|á hậu|đạo diễn|"
    "giáo sư|tiến sĩ|thầy giáo|cô giáo|bị cáo|bị can|nghi phạm|nạn nhân|đồng chí|hoàng tử|công chúa|nhà văn|"
    "nhà thơ|họa sĩ|hoạ sĩ|tài xế|tỷ phú|tỉ phú|danh hài|siêu mẫu|phi công|tay vợt|võ sĩ|hlv",
    "LOC": "tỉnh|huyện|quận|phường|thị xã|thị trấn|thành phố|thôn|ấp|sông|đảo|núi|đèo|hồ|vịnh|bang|"
    "xã|quần đảo|"
    "bán đảo|thủ đô|miền|tại|ở|làng|cửa khẩu|sân bay|cảng|cao tốc|khu vực|ga|đường|ngụ|trú tại|"
    "eo biển|biển|hạt",
    "ORG": "công ty|tập đoàn|ngân hàng|clb|đội|đội tuyển|đt|báo|hãng|trường|tạp chí|đài|hãng tin|"
    "kênh|tờ|liên đoàn|"
    "tổ chức|tổng công ty|quỹ|bệnh viện|hãng xe|hãng hàng không|đảng|hãng thông tấn|nhật báo|hợp tác xã",
    "MISC": "phim|bộ phim|giải|cúp|bài hát|ca khúc|chương trình|bão|cơn bão|dự án|luật|chiếc|"
    "máy bay|album|tiểu thuyết|"
    "cuốn|game|smartphone|mẫu|virus|thuốc|dòng|hệ điều hành|mã|chỉ số|lễ hội|cuộc thi|liveshow|vắc xin|vở|"
    "dịch|tên lửa|súng|tiêm kích|trực thăng|mạng xã hội|tàu ngầm|nghị định|siêu xe|chiến dịch|tiếng|gói",
}
TRIGGER = {tuple(p.split()): kind for kind, text in SEEDS.items() for p in text.split("|")}
Occurrence = tuple[str, str, str, str]


def read_texts(path: Path) -> Iterator[str]:
    """Yield the ``text`` of every row."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def collect(
    path: Path,
) -> tuple[dict[str, list[Occurrence]], Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """Return the contexts of each capitalised run inside sentences, counts of lower-case and capitalised
    syllables there, and counts of pairs of neighbouring syllables."""
    runs: dict[str, list[Occurrence]] = defaultdict(list)
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in read_texts(path):
        tokens = TOKEN.findall(unicodedata.normalize("NFC", text))
        size, i, start = len(tokens), 0, True
        while i < size:
            word = tokens[i]
            if not word[0].isalpha():
                start = word in '.!?\n:…"“”;'
                i += 1
                continue
            if not word[0].isupper():
                lower[word] += 1
                if i + 1 < size and tokens[i + 1].islower():
                    pairs[word, tokens[i + 1]] += 1
                start = False
                i += 1
                continue
            j = i + 1
            while j < size and tokens[j][0].isupper():
                j += 1
            if j == i + 1 and j < size and tokens[j].islower():
                pairs[word.lower(), tokens[j]] += 1
            if not start:
                for syllable in tokens[i:j]:
                    upper[syllable.lower()] += 1
                if j - i <= 6:
                    before = tokens[i - 1].lower()
                    after = tokens[j].lower() if j < size else "\n"
                    before2 = tokens[i - 2].lower() if i > 1 else "\n"
                    after2 = tokens[j + 1].lower() if j + 1 < size else "\n"
                    runs[" ".join(tokens[i:j])].append((before2, before, after, after2))
            i, start = j, False
    return runs, lower, upper, pairs


def collocations(
    pairs: Counter[tuple[str, str]], lower: Counter[str], least: int, npmi: float
) -> dict[str, list[str]]:
    """Return first syllable -> second syllables of pairs that behave as one word."""
    total = sum(pairs.values())
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (a, b), n in pairs.items():
        left[a] += n
        right[b] += n
    out: dict[str, list[str]] = defaultdict(list)
    for (a, b), n in pairs.items():
        if n >= least and lower[a] >= 15:
            p = n / total
            value = math.log(p / (left[a] / total * right[b] / total)) / -math.log(p)
            if value >= npmi:
                out[a].append(b)
    return out


def form(run: str, lower: Counter[str], surnames: set[str]) -> list[str]:
    """Return the traits of a run's form that the model sees (the tagger builds the same)."""
    words = run.split()
    traits = [f"len={min(len(words), 5)}", f"suffix={words[-1][-3:].lower()}", f"first={words[0].lower()}"]
    native = all(lower[w.lower()] >= 15 for w in words)
    traits.append(f"native={int(native)}")
    if run.isupper():
        traits.append(f"caps={min(len(run), 6)}")
    if "-" in run:
        traits.append("hyphen")
    if words[0] in surnames:
        traits.append(f"surname={min(len(words), 5)}")
    return traits


def context(o: Occurrence) -> list[str]:
    """Return the context features of one occurrence."""
    return [f"p1={o[1]}", f"p2={o[0]} {o[1]}", f"n1={o[2]}", f"n2={o[2]} {o[3]}"]


def learn(
    labels: dict[str, str], runs: dict[str, list[Occurrence]], lower: Counter[str], surnames: set[str]
) -> tuple[dict[str, list[float]], list[float], Counter[str]]:
    """Return log-odds by feature, log priors, and how often each feature was seen."""
    seen = {kind: Counter[str]() for kind in KINDS}
    total: Counter[str] = Counter()
    for run, kind in labels.items():
        weight = min(1.0, 8 / len(runs[run]))
        for o in runs[run]:
            for f in context(o):
                seen[kind][f] += weight
            total[kind] += weight
        for f in form(run, lower, surnames):
            seen[kind][f] += min(len(runs[run]), 8)
    n = sum(total.values())
    every: Counter[str] = Counter()
    for kind in KINDS:
        every.update(seen[kind])
    weights = {
        f: [math.log((seen[k][f] + 2 * total[k] / n) / (count + 2) / (total[k] / n)) for k in KINDS]
        for f, count in every.items()
        if count >= 4
    }
    return weights, [math.log(total[k] / n) for k in KINDS], every


def posterior(
    run: str,
    occurrences: list[Occurrence],
    weights: dict[str, list[float]],
    prior: list[float],
    lower: Counter[str],
    surnames: set[str],
) -> list[float]:
    """Return the probability of each kind for a run over all its occurrences."""
    score = [0.0] * 4
    for o in occurrences:
        for f in context(o):
            for k, w in enumerate(weights.get(f, ())):
                score[k] += 0.5 * w
    damp = min(1.0, 4 / len(occurrences)) ** 0.5
    score = [s * damp + p for s, p in zip(score, prior, strict=True)]
    for f in form(run, lower, surnames):
        for k, w in enumerate(weights.get(f, ())):
            score[k] += 0.7 * w
    top = max(score)
    odds = [math.exp(s - top) for s in score]
    return [x / sum(odds) for x in odds]


def main() -> None:
    """Read the articles and write the tables."""
    from nsez_extract.lexicon.tables import read_tsv

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    surnames = {row[0] for row in read_tsv("surnames.tsv", ("surname", "strength"))}
    strong = {s for s, strength in read_tsv("surnames.tsv", ("surname", "strength")) if strength == "strong"}
    places = {name for name, _ in read_tsv("places.tsv", ("name", "level"))}
    heads = {row[0].split()[0] for row in read_tsv("org_heads.tsv", ("phrase", "cls", "alone"))}
    heads |= {row[0].split()[0] for row in read_tsv("positions.tsv", ("phrase", "kind", "bare", "body"))}
    runs, lower, upper, pairs = collect(args.articles)
    labels: dict[str, str] = {}
    for run, occurrences in runs.items():
        votes = Counter(
            kind for o in occurrences if (kind := TRIGGER.get((o[0], o[1])) or TRIGGER.get((o[1],)))
        )
        words = run.split()
        if run in places:
            votes["LOC"] += 20
        if words[0] in strong and len(words) in (3, 4) and all(w[1:].islower() for w in words):
            votes["PER"] += 3
        if votes:
            kind, n = votes.most_common(1)[0]
            if n >= 2 and n / votes.total() >= 0.7:
                labels[run] = kind
    for _ in range(3):
        weights, prior, every = learn(labels, runs, lower, surnames)
        post = {run: posterior(run, occ, weights, prior, lower, surnames) for run, occ in runs.items()}
        labels = {
            run: KINDS[p.index(max(p))] for run, p in post.items() if max(p) > 0.9 and len(runs[run]) >= 2
        }
        labels.update({run: "LOC" for run in places if run in runs})

    def keep(run: str) -> bool:
        words = run.split()
        n, p = len(runs[run]), max(post[run])
        if run in places or n < 4 or p < 0.97 or words[0].lower() in heads:
            return False
        if labels.get(run) == "PER" and words[0] in strong and len(words) > 2:
            return False
        if len(words) == 1:
            share = lower[run.lower()] / max(1, upper[run.lower()])
            if len(run) < 2 or share > (0.5 if labels.get(run) == "LOC" else 0.15):
                return False
        if (
            len(words) > 1
            and words[0] not in surnames
            and lower[words[0].lower()] > 3 * upper[words[0].lower()]
        ):
            return False
        for k in range(1, len(words)):
            head, tail = " ".join(words[:k]), " ".join(words[k:])
            if (head in places or labels.get(head) in ("LOC", "ORG")) and labels.get(tail) == "PER":
                return False
        return run in labels

    made = (
        "# Source: mined by tools/mine_names.py from 25,000 unlabelled news articles (2013-2019)\n"
        "# Date: 2026-11-23\n"
    )
    pairs_out = collocations(pairs, lower, 25, 0.33)
    rows = [f"{a}\t{' '.join(sorted(b))}\n" for a, b in sorted(pairs_out.items())]
    (args.out / "collocations.tsv").write_text(
        "# Two-syllable words: a first syllable and the second syllables that make one word with it\n"
        + made
        + "first\tseconds\n"
        + "".join(rows),
        encoding="utf-8",
    )
    chosen = sorted(run for run in runs if keep(run))
    (args.out / "names.tsv").write_text(
        "# Names and the kind their contexts in news speak for; MISC is a product, event, law …\n"
        + made
        + "name\tkind\tcount\n"
        + "".join(f"{r}\t{labels[r]}\t{len(runs[r])}\n" for r in chosen),
        encoding="utf-8",
    )
    lines = []
    for f, w in sorted(weights.items()):
        floor = 25 if f[:3] in ("p2=", "n2=", "fir") else 12
        if every[f] >= floor and max(map(abs, w)) >= 0.4 and "\n" not in f and "\t" not in f:
            lines.append(f + "\t" + "\t".join(f"{x:.2f}" for x in w) + "\n")
    (args.out / "contexts.tsv").write_text(
        "# Log-odds of each kind of name given a feature: p1/p2 the one or two words before, n1/n2 those\n"
        "# after it, and its form\n"
        + made
        + "# Priors: "
        + " ".join(f"{k}={p:.3f}" for k, p in zip(KINDS, prior, strict=True))
        + "\n"
        + "feature\tPER\tLOC\tORG\tMISC\n"
        + "".join(lines),
        encoding="utf-8",
    )
    given: Counter[str] = Counter()
    for run, occurrences in runs.items():
        words = run.split()
        if words[0] in strong and len(words) in (3, 4) and all(w[1:].islower() for w in words):
            for syllable in words[1:]:
                given[syllable.lower()] += min(len(occurrences), 3)
    rows = [f"{w}\t{n}\n" for w, n in sorted(given.items()) if n >= 8 and w.isalpha()]
    (args.out / "given_names.tsv").write_text(
        "# Syllables that follow a surname in full Vietnamese names, and how often\n"
        + made
        + "syllable\tcount\n"
        + "".join(rows),
        encoding="utf-8",
    )
    common = sorted(w for w, n in lower.items() if n >= 60 and n > 1.5 * upper[w] and w.isalpha())
    (args.out / "common_syllables.tsv").write_text(
        "# Syllables that are written in lower case more often than not inside sentences\n"
        + made
        + "syllable\n"
        + "".join(f"{w}\n" for w in common),
        encoding="utf-8",
    )
    print(
        len(pairs_out),
        "first syllables,",
        len(chosen),
        "names,",
        len(lines),
        "context features,",
        len(common),
        "common",
    )


if __name__ == "__main__":
    main()
