"""A folder of annotated reports in, the weights that choose about, period and keep out.

    python scripts/train/train_about.py scripts/train/reports/dev [--also scripts/train/passages] [--check]

`--check` trains on all provinces but one fold at a time and prints the scores on what was left out. Needs
numpy, scipy and scikit-learn, which the package itself does not.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.evaluation.gold import gold_extraction, gold_names
from kg.evaluation.observations import Tally, Wanted, judge, plain, wanted
from kg.facts.observations_about import candidates
from kg.facts.observations_keep import keep_features
from kg.facts.observations_of import KEEP, choose
from kg.facts.observations_periods import choices
from kg.facts.observations_ranker import chances
from kg.facts.observations_record import record
from kg.facts.observations_scene import Scene, scene_of
from kg.facts.observations_status import status_of
from kg.records import Entity, Observation, Status

TARGET = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "observation_weights.json"
PENALTY = {"about": 4.0, "period": 3.0}
ROUNDS = 3
KEEP_C = 0.5


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


Tables = dict[str, dict[str, float]]
Group = tuple[list[tuple[str, ...]], list[int]]


def groups(report: Report, table: Tables | None = None) -> tuple[list[Group], list[Group]]:
    """Choices of whom and when in one report, each with the indices of its right answers.

    With a `table` each choice sees what that table chose before it, not what gold says, so that the weights
    learn how far the choice before can be trusted.
    """
    who, when = [], []
    about = ("", 0, 0)
    for i, items in enumerate(report.scene.figures):
        for k, item in enumerate(items):
            gold = report.answers.get((i, k))
            if gold is None:
                continue
            options = candidates(report.scene, i, item, about)
            right = [n for n, o in enumerate(options) if accepted(report, o.entity, gold)]
            if right and item.place < 0:
                who.append(([o.features for o in options], right))
                best = right[0]
                if table:
                    odds = chances([o.features for o in options], table["about"])
                    best = max(range(len(odds)), key=odds.__getitem__)
                about = (options[best].entity, i, item.figure.low)
            times = choices(report.scene, i, item)
            fits = [n for n, c in enumerate(times) if c.dates == gold.period]
            if fits:
                when.append(([c.features for c in times], fits))
    return who, when


def fit_choice(rows: list[Group], penalty: float) -> dict[str, float]:
    """Weights of a conditional logit: the right candidates of each group against the others."""
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
        value = float(np.sum(np.log(whole) - np.log(good))) + 0.5 * penalty * float(w @ w)
        return value, matrix.T @ (all_p - good_p) + penalty * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {f: round(float(x), 3) for f, x in zip(names, best.x, strict=True) if abs(x) >= 0.01}


def keep_rows(report: Report, table: dict[str, dict[str, float]]) -> list[tuple[tuple[str, ...], int]]:
    """Asserted figures of a report with 1 where gold counts them."""
    rows = []
    where = {
        (id(item)): (i, k) for i, items in enumerate(report.scene.figures) for k, item in enumerate(items)
    }
    for c in choose(report.scene, lambda question: table.get(question, {})):
        if c.status is Status.ASSERTED:
            features = keep_features(report.scene, c.sentence, c.item, c.about_chance, c.dates)
            rows.append((features, int(where[id(c.item)] in report.answers)))
    return rows


def fit_keep(rows: list[tuple[tuple[str, ...], int]]) -> dict[str, float]:
    """Weights of a logistic regression over keep or drop."""
    seen: dict[str, int] = defaultdict(int)
    for features, _ in rows:
        for feature in features:
            seen[feature] += 1
    names = sorted(f for f, n in seen.items() if n >= 3)
    index = {f: n for n, f in enumerate(names)}
    data = [(r, index[f]) for r, (features, _) in enumerate(rows) for f in features if f in index]
    matrix = csr_matrix((np.ones(len(data)), tuple(zip(*data, strict=True))), shape=(len(rows), len(names)))
    model = LogisticRegression(C=KEEP_C, fit_intercept=False, max_iter=500)
    model.fit(matrix, [answer for _, answer in rows])
    return {f: round(float(x), 3) for f, x in zip(names, model.coef_[0], strict=True) if abs(x) >= 0.01}


def fit(reports: list[Report], passages: Sequence[Report] = ()) -> Tables:
    """All three tables; passages, too short to show what a subject is carried over, only teach periods."""
    when = [row for report in (*reports, *passages) for row in groups(report)[1]]
    table: Tables = {}
    for _ in range(ROUNDS):
        who = [row for report in reports for row in groups(report, table)[0]]
        table["about"] = fit_choice(who, PENALTY["about"])
    table["period"] = fit_choice(when, PENALTY["period"])
    table["keep"] = fit_keep([row for report in reports for row in keep_rows(report, table)])
    return table


def found(report: Report, table: dict[str, dict[str, float]], least: float) -> list[Observation]:
    """Observations of a report under `table`, kept from probability `least` on."""
    rows = (
        c for c in choose(report.scene, table.__getitem__) if c.about and c.item.metric and c.keep >= least
    )
    return [record(report.scene, c.sentence, c.item, c.about, c.dates, c.status, c.sure) for c in rows]


def check(
    reports: list[Report], always: list[Report], folds: int = 5, least: float = KEEP, errors: bool = False
) -> None:
    """Print scores on reports left out of the training, and which of the four parts fail most.

    The passages of `always` train every fold and are never scored.
    """
    figures = full = Tally(0, 0, 0)
    failing: dict[str, int] = defaultdict(int)
    for fold in range(folds):
        table = fit([r for n, r in enumerate(reports) if n % folds != fold], always)
        for report in reports[fold::folds]:
            judged = judge(found(report, table, least), report.gold, report.entities)
            figures, full = figures + judged.figures, full + judged.observations
            for o, g, wrong in judged.pairs:
                for part in wrong:
                    failing[part] += 1
                if errors and wrong:
                    print(
                        report.name,
                        wrong,
                        "|",
                        o.about,
                        o.metric,
                        o.period_start,
                        o.period_end,
                        "|",
                        g,
                        g.period,
                    )
            for o in judged.extra if errors else ():
                print(report.name, "EXTRA", o.kind.value, o.value, o.unit, o.metric, "|", o.quote)
            for g in judged.missed if errors else ():
                print(report.name, "MISSED", g)
    print("figures", figures)
    print("observations", full, dict(failing))


def main() -> None:
    """Train on a folder and write the weights, or check by leaving reports out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path, help="a folder of annotated passages, for training alone")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--least", type=float, default=KEEP)
    args = parser.parse_args()
    reports = [read(args.folder, name) for name in gold_names(args.folder)]
    always = [read(args.also, name) for name in gold_names(args.also)] if args.also else []
    if args.check:
        check(reports, always, least=args.least, errors=args.errors)
        return
    table = fit(reports, always)
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print({question: len(rows) for question, rows in table.items()})


if __name__ == "__main__":
    main()
