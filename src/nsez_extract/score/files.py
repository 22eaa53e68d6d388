"""Scoring, checking and building of gold from files: what the command line calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nsez_extract.errors import UsageError
from nsez_extract.score.check import check_gold
from nsez_extract.score.cluster_scores import cluster_scores, document_tallies
from nsez_extract.score.errors import ScoreError, list_errors
from nsez_extract.score.gold import GoldDocument, load_gold, read_raw, sha256_of
from nsez_extract.score.inline import from_inline
from nsez_extract.score.manifest import MANIFEST, check_manifest, load_manifest
from nsez_extract.score.marks import Annotation, annotation_of
from nsez_extract.score.metrics import document_counts, scores
from nsez_extract.score.partial import partial_of
from nsez_extract.score.predictions import read_predictions
from nsez_extract.score.problems import GoldProblem
from nsez_extract.score.report import ScoreReport
from nsez_extract.score.subject_errors import SubjectError, list_subject_errors


def score_files(
    gold_dir: Path,
    pred: Path,
    *,
    ids: set[str] | None = None,
    bootstrap: int = 1000,
    corpus_dir: Path | None = None,
) -> ScoreReport:
    """Score predicted records against gold.

    Args:
        gold_dir (Path): Folder of gold files, or one gold file.
        pred (Path): JSON Lines of records; each is of the document its ``doc_id`` (or the file stem
            of it) names.
        ids (set[str] | None): Score only these documents; None for all.
        bootstrap (int): Samples for the confidence intervals, 0 for none.
        corpus_dir (Path | None): Folder of ``<doc_id>.txt`` raw texts for the context of errors; None
            looks in ``corpus`` beside the gold folder. A record's own ``text`` or ``source`` comes
            first. A raw text counts only if it is the one gold was made on.

    Returns:
        ScoreReport: Figures and errors.

    Raises:
        UsageError: Gold or output cannot be read, an id is unknown, or the output is of another
            text than gold.
    """
    gold = {document.doc_id: annotation_of(document) for document in load_gold(gold_dir)}
    if ids is not None:
        unknown = sorted(ids - gold.keys())
        if unknown:
            raise UsageError(f"{gold_dir}: no gold for {', '.join(unknown)}; ask for documents it has")
        gold = {doc_id: annotation for doc_id, annotation in gold.items() if doc_id in ids}
    predicted, unscored = read_predictions(pred, gold.keys())
    folder = gold_dir if gold_dir.is_dir() else gold_dir.parent
    corpus = corpus_dir or folder.resolve().parent / "corpus"
    texts = {doc_id: _find_raw(gold[doc_id], predicted.get(doc_id), corpus) for doc_id in gold}
    return score_annotations(gold, predicted, texts=texts, unscored=unscored, bootstrap=bootstrap)


def score_annotations(
    gold: Mapping[str, Annotation],
    predicted: Mapping[str, Annotation],
    *,
    texts: Mapping[str, str | None] | None = None,
    unscored: Iterable[str] = (),
    bootstrap: int = 1000,
) -> ScoreReport:
    """Score annotations that are in memory.

    Args:
        gold (Mapping[str, Annotation]): By document id.
        predicted (Mapping[str, Annotation]): By the same ids; what is missing counts as all missed.
        texts (Mapping[str, str | None] | None): Raw texts by id, for the context of errors.
        unscored (Iterable[str]): Ids to report as not scored.
        bootstrap (int): Samples for the confidence intervals, 0 for none.

    Returns:
        ScoreReport: Figures and errors.

    Raises:
        UsageError: An output is of another text than its gold (their SHA-256 differ).
    """
    texts = texts or {}
    counts, tallies, pairs = {}, {}, []
    errors: list[ScoreError] = []
    subject_errors: list[SubjectError] = []
    for doc_id in sorted(gold):
        right = gold[doc_id]
        found = predicted.get(doc_id, Annotation(doc_id))
        if right.sha256 and found.sha256 and right.sha256 != found.sha256:
            raise UsageError(
                f"{doc_id}: the output is of another text than the gold; run the extraction on the same file"
            )
        counts[doc_id] = document_counts(right, found)
        if right.subjects is not None:
            tallies[doc_id] = document_tallies(right, found)
        pairs.append((right, found))
        errors += list_errors(right, found, texts.get(doc_id))
        subject_errors += list_subject_errors(right, found)
    return ScoreReport(
        documents=counts,
        scores=scores(counts, bootstrap=bootstrap),
        clusters=cluster_scores(tallies, bootstrap=bootstrap),
        cluster_documents=tallies,
        partial=partial_of(pairs),
        bootstrap=bootstrap,
        missing=sorted(gold.keys() - predicted.keys()),
        unscored=sorted(unscored),
        without_text=[doc_id for doc_id in sorted(gold) if texts.get(doc_id) is None],
        errors=errors,
        subject_errors=subject_errors,
    )


def _find_raw(gold: Annotation, predicted: Annotation | None, corpus: Path) -> str | None:
    """Return the raw text gold was made on, from the record, its source, or the corpus folder."""
    if predicted is not None and predicted.text is not None and sha256_of(predicted.text) == gold.sha256:
        return predicted.text
    sources = [Path(predicted.source)] if predicted is not None and predicted.source else []
    for path in (*sources, corpus / f"{gold.doc_id}.txt"):
        try:
            raw = path.read_bytes().decode("utf-8")
        except (OSError, ValueError):
            continue
        if sha256_of(raw) == gold.sha256:
            return raw
    return None


def check_gold_dir(gold_dir: Path, corpus_dir: Path) -> list[GoldProblem]:
    """Check every gold file of a folder against its article, and the manifest if there is one.

    Args:
        gold_dir (Path): Folder of ``<doc_id>.json`` files.
        corpus_dir (Path): Folder of ``<doc_id>.txt`` files.

    Returns:
        list[GoldProblem]: Sorted by document and offset; empty when all is well.

    Raises:
        UsageError: A file cannot be read or is not of the gold format.
    """
    problems: list[GoldProblem] = []
    for gold in load_gold(gold_dir):
        article = corpus_dir / f"{gold.doc_id}.txt"
        if article.is_file():
            problems += check_gold(gold, read_raw(article))
        else:
            problems.append(GoldProblem(gold.doc_id, 0, "no-article", f"{article.name} is not there"))
    manifest = gold_dir / MANIFEST
    if manifest.is_file():
        problems += check_manifest(load_manifest(manifest), gold_dir, corpus_dir)
    return sorted(set(problems))


def build_gold(marked: Path, raw: Path) -> GoldDocument:
    """Build gold from an inline-marked file and the raw text it stands on.

    Args:
        marked (Path): Inline markup, UTF-8.
        raw (Path): Raw text, UTF-8; its stem is the ``doc_id``.

    Returns:
        GoldDocument: Checked gold.

    Raises:
        UsageError: A file cannot be read, the markup is faulty, or the checker finds errors.
    """
    text = read_raw(raw)
    try:
        gold = from_inline(read_raw(marked), doc_id=raw.stem, raw=text)
    except UsageError as error:
        raise UsageError(f"{marked}: {error}") from None
    faults = [problem for problem in check_gold(gold, text) if problem.level == "error"]
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise UsageError(f"{marked}: {faults[0]}{more}; mend the markup")
    return gold
