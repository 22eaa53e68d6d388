"""A whole training: what was asked for, in order, with all figures together at the end."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nsez_extract.errors import UsageError
from nsez_extract.tagger.model import Model, save
from nsez_extract.training.agreement import Agreement, agreement, agreement_table
from nsez_extract.training.annotations import read_annotations
from nsez_extract.training.crf import Settings, require
from nsez_extract.training.disagreements import find_disagreements, write_disagreements
from nsez_extract.training.evaluate import (
    SIZES,
    Figures,
    by_group,
    count,
    cross_validate,
    learning_curve,
    measure,
)
from nsez_extract.training.fit import fit
from nsez_extract.training.folds import hold_out
from nsez_extract.training.prepare import Prepared, Progress, prepare_all
from nsez_extract.training.report import as_json, f1_table, label_table
from nsez_extract.training.texts import join, load_texts

HELD_OUT = 0.2
"""float: fraction of the articles that learning curve and ablation are measured on."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to train and what to measure.

    Attributes:
        gold (Path): Annotations: a file of them, or a folder of gold.
        texts (Path): The articles: a JSON Lines file or a folder of ``.txt``.
        out (Path): The model.
        settings (Settings): How to learn.
        folds (int): Folds of the cross-validation; 0 for none.
        held_out (float): Fraction kept out of training and measured; 0 for none.
        curve (bool): Whether to measure models of growing samples.
        ablation (bool): Whether to measure a model that does not know what the rules propose.
        second (Path | None): A second annotation of some of the articles, for the agreement.
        disagreements (Path | None): Where the report for reviewers goes; needs folds.
    """

    gold: Path
    texts: Path
    out: Path
    settings: Settings = field(default_factory=Settings)
    folds: int = 0
    held_out: float = 0.0
    curve: bool = False
    ablation: bool = False
    second: Path | None = None
    disagreements: Path | None = None


@dataclass(slots=True)
class Results:
    """What came out.

    Attributes:
        card (dict[str, Any]): The card of the model that was written.
        misfits (list[str]): Mentions that do not begin and end with a token and cannot be learnt.
        cross_validation (Figures | None): Figures over all folds.
        groups (dict[str, Figures]): The same by data set and section.
        held_out (Figures | None): Figures on the articles kept out.
        curve (list[tuple[int, Figures]]): Number of articles and figures.
        ablation (list[tuple[str, Figures]]): What was left out, and figures.
        agreement (dict[str, Agreement]): Of two annotations, by label.
        disagreements (int | None): Places in the report for reviewers.
    """

    card: dict[str, Any] = field(default_factory=dict)
    misfits: list[str] = field(default_factory=list)
    cross_validation: Figures | None = None
    groups: dict[str, Figures] = field(default_factory=dict)
    held_out: Figures | None = None
    curve: list[tuple[int, Figures]] = field(default_factory=list)
    ablation: list[tuple[str, Figures]] = field(default_factory=list)
    agreement: dict[str, Agreement] = field(default_factory=dict)
    disagreements: int | None = None

    def figures(self) -> dict[str, Any]:
        """Return all figures for the card and for a JSON report.

        Returns:
            dict[str, Any]: Only what was measured.
        """
        out: dict[str, Any] = {}
        if self.cross_validation is not None:
            out["cross_validation"] = as_json(self.cross_validation)
            out["groups"] = {name: as_json(figures) for name, figures in self.groups.items()}
        if self.held_out is not None:
            out["held_out"] = as_json(self.held_out)
        if self.curve:
            out["learning_curve"] = [{"articles": n, "figures": as_json(x)} for n, x in self.curve]
        if self.ablation:
            out["ablation"] = {name: as_json(figures) for name, figures in self.ablation}
        if self.agreement:
            out["agreement"] = {
                label: {"f1": round(x.counts.f1, 4), "kappa": round(x.kappa, 4)}
                for label, x in self.agreement.items()
            }
        return out

    def tables(self) -> list[tuple[str, str]]:
        """Return all figures as tables.

        Returns:
            list[tuple[str, str]]: Heading and lines of each.
        """
        out: list[tuple[str, str]] = []
        if self.agreement:
            out.append(("agreement of two annotations", agreement_table(self.agreement)))
        if self.cross_validation is not None:
            out.append(("cross-validation", label_table(self.cross_validation)))
            out.append(("cross-validation, F1 by group", f1_table("group", list(self.groups.items()))))
        if self.curve:
            lines = [(f"{n:,}", figures) for n, figures in self.curve]
            out.append(("learning curve, F1 on held-out articles", f1_table("articles", lines)))
        if self.ablation:
            out.append(("ablation, F1 on held-out articles", f1_table("features", self.ablation)))
        if self.held_out is not None:
            out.append(("the model on held-out articles", label_table(self.held_out)))
        return out


def train(request: Request, progress: Progress | None = None) -> Results:
    """Read, measure what was asked for, learn the model and write it.

    Args:
        request (Request): What to do.
        progress (Progress | None): Told how far the work is.

    Returns:
        Results: The card and all figures.

    Raises:
        UsageError: If an input is missing or unsound, a target cannot be written, or python-crfsuite is
            not installed.
    """
    _check(request)
    texts = load_texts(request.texts)
    annotations = read_annotations(request.gold)
    articles = join(annotations, texts)
    results = Results()
    if request.second is not None:
        results.agreement = agreement(annotations, read_annotations(request.second), texts)
    ready = prepare_all(articles, progress=progress)
    results.misfits = [f"article {x.article.annotation.id}: {text}" for x in ready for text in x.misfits]
    if request.folds:
        _cross_validation(request, ready, results, progress)
    if request.curve or request.ablation:
        _held_out(request, ready, results, progress)
    aside: list[Prepared] = []
    if request.held_out:
        ready, aside = hold_out(ready, request.held_out)
    model = fit(ready, request.settings, progress=progress)
    if aside:
        results.held_out = measure(model, aside)
    results.card = {**model.card, "figures": results.figures()}
    _write(replace(model, card=results.card), request.out)
    return results


def _cross_validation(
    request: Request, ready: Sequence[Prepared], results: Results, progress: Progress | None
) -> None:
    tagged = cross_validate(ready, request.folds, request.settings, progress=progress)
    results.cross_validation = count((x.ready.gold, x.found) for x in tagged)
    results.groups = by_group(tagged)
    if request.disagreements is not None:
        places = find_disagreements(tagged)
        write_disagreements(places, request.disagreements)
        results.disagreements = len(places)


def _held_out(
    request: Request, ready: Sequence[Prepared], results: Results, progress: Progress | None
) -> None:
    rest, aside = hold_out(ready, request.held_out or HELD_OUT)
    sizes = SIZES if request.curve else ()
    curve = learning_curve(rest, aside, request.settings, sizes=sizes, progress=progress)
    if request.curve:
        results.curve = curve
    if request.ablation:
        parts = [
            prepare_all([x.article for x in part], with_rules=False, progress=progress)
            for part in (rest, aside)
        ]
        model = fit(parts[0], request.settings, progress=progress, name="ablation")
        results.ablation = [("all", curve[-1][1]), ("without the rules", measure(model, parts[1]))]


def _write(model: Model, path: Path) -> None:
    """Write the model beside its place and move it there."""
    part = path.with_name(f".{path.stem}.{os.getpid()}.part.npz")
    try:
        save(model, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another --out") from None


def _check(request: Request) -> None:
    """Complain of what can be seen before the work begins."""
    require()
    if request.out.suffix != ".npz":
        raise UsageError(f"{request.out}: a model; give it the ending .npz")
    if request.disagreements is not None and not request.folds:
        raise UsageError("disagreements are those of a cross-validation; add --folds 5")
    for path in (request.out, request.disagreements):
        if path is not None and not path.absolute().parent.is_dir():
            raise UsageError(f"{path}: there is no folder {path.parent}; make it, or choose another place")
