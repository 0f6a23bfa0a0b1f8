"""A folder of annotated reports in, their figures paired with gold out, and the fit all choices share."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.evaluation.gold import gold_extraction, gold_names
from kg.evaluation.observations import Wanted, judge, plain, wanted
from kg.facts.observations_record import record
from kg.facts.observations_scene import Scene, scene_of
from kg.facts.observations_status import status_of
from kg.records import Entity, Observation

Table = dict[str, float]
Tables = dict[str, Table]
Group = tuple[list[tuple[str, ...]], list[int]]  # candidates' features, indices of the right ones


def command_line(description: str | None) -> argparse.ArgumentParser:
    """A command line that names a folder of reports, and one of passages for training alone."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path, help="a folder of annotated passages, for training alone")
    return parser


@dataclass(frozen=True)
class Report:
    """One annotated report with its scene and its gold, figures already paired with gold."""

    name: str
    scene: Scene
    gold: tuple[Wanted, ...]
    entities: tuple[Entity, ...]
    answers: dict[tuple[int, int], Wanted]  # (sentence, index among its figures) → gold


def read(folder: Path, name: str) -> Report:
    """Load one report and pair its figures with gold."""
    extraction = gold_extraction(folder, name)
    scene = scene_of(extraction.article, extraction.mentions, extraction.entities)
    gold = wanted(folder / f"{name}.json", extraction.article.text, extraction.entities)
    found: list[Observation] = []
    places: dict[int, tuple[int, int]] = {}
    for i, items in enumerate(scene.figures):
        for k, item in enumerate(items):
            sentence = scene.article.sentences[i]
            status = status_of(
                sentence.text, (item.figure.low, item.figure.high), item.figure.kind, sentence.section
            )
            ob = record(scene, i, item, "PLACE/?", (None, None), status, 1.0)
            places[id(ob)] = (i, k)
            found.append(ob)
    pairs = judge(found, gold, extraction.entities).pairs
    return Report(name, scene, gold, extraction.entities, {places[id(o)]: g for o, g, _ in pairs})


def accepted(report: Report, entity: str, gold: Wanted) -> bool:
    """Whether an entity carries a name that gold accepts."""
    names = {e.id: {plain(e.name), *map(plain, e.aliases)} for e in report.entities}
    return bool(names.get(entity, {plain(entity.partition("/")[2])}) & gold.about)


def folder(path: Path | None) -> list[Report]:
    """All reports of a folder by name, () for None."""
    return [read(path, name) for name in gold_names(path)] if path else []


def left_out(reports: Sequence[Report], fold: int, folds: int) -> tuple[list[Report], list[Report]]:
    """The reports to train on and those to be scored in one fold."""
    return [r for n, r in enumerate(reports) if n % folds != fold], list(reports[fold::folds])


def fit_choice(
    rows: list[Group], penalty: float, steps: int = 200, worth: Sequence[float] | None = None
) -> dict[str, float]:
    """Weights of a conditional logit: the right candidates of each group against the others.

    `worth` says how much each group counts, 1 if not given.
    """
    seen: dict[str, int] = defaultdict(int)
    for options, _ in rows:
        for features in options:
            for feature in features:
                seen[feature] += 1
    names = sorted(f for f, n in seen.items() if n >= 3)
    index = {f: n for n, f in enumerate(names)}
    flat = [features for options, _ in rows for features in options]
    data = [(r, index[f]) for r, features in enumerate(flat) for f in features if f in index]
    matrix = csr_matrix((np.ones(len(data)), tuple(zip(*data, strict=True))), shape=(len(flat), len(names)))
    starts = np.cumsum([0, *(len(options) for options, _ in rows)])
    worths = np.ones(len(rows)) if worth is None else np.asarray(worth)
    each = np.repeat(worths, np.diff(starts))
    right = np.zeros(len(flat))
    for start, (_, answers) in zip(starts, rows, strict=False):
        right[[start + a for a in answers]] = 1

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ w
        top = np.repeat(np.maximum.reduceat(sums, starts[:-1]), np.diff(starts))
        powers = np.exp(sums - top)
        whole = np.add.reduceat(powers, starts[:-1])
        good = np.add.reduceat(powers * right, starts[:-1])
        all_p = powers / np.repeat(whole, np.diff(starts))
        good_p = powers * right / np.repeat(good, np.diff(starts))
        value = float(np.sum(worths * (np.log(whole) - np.log(good)))) + 0.5 * penalty * float(w @ w)
        return value, matrix.T @ (each * (all_p - good_p)) + penalty * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return {f: round(float(x), 3) for f, x in zip(names, best.x, strict=True) if abs(x) >= 0.01}
