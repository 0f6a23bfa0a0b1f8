"""A folder of annotated reports in, the weights that choose periods and what counts at all out.

    python scripts/train/train_periods.py scripts/train/reports/dev [--also scripts/train/passages] [--check]

`--check` trains on all reports but one fold at a time and prints how many periods of right figures are
right in what was left out; `check_observations.py` scores whole observations. Needs numpy, scipy and
scikit-learn, which the package itself does not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from observed import Group, Report, Table, Tables, command_line, fit_choice, folder, left_out
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.facts.observations_keep import keep_features
from kg.facts.observations_of import choose
from kg.facts.observations_periods import choices
from kg.facts.observations_ranker import chances, weights
from kg.records import Status

TARGET = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "period_weights.json"
PENALTY = 15.0
KEEP_C = 0.5
REPORT = 3.0  # what a figure of a report weighs: three in four are of features, told in another manner


def groups(report: Report) -> list[Group]:
    """Choices of when in one report, each with the indices of its right answers."""
    rows = []
    for i, items in enumerate(report.scene.figures):
        for k, item in enumerate(items):
            gold = report.answers.get((i, k))
            if gold is None:
                continue
            times = choices(report.scene, i, item)
            fits = [n for n, c in enumerate(times) if c.dates == gold.period]
            if fits:
                rows.append(([c.features for c in times], fits))
    return rows


def fit_periods(reports: Sequence[Report], passages: Sequence[Report] = ()) -> Table:
    """Weights of the choice of periods."""
    own = [row for report in reports for row in groups(report)]
    other = [row for report in passages for row in groups(report)]
    return fit_choice([*own, *other], PENALTY, worth=[REPORT] * len(own) + [1.0] * len(other))


def keep_rows(report: Report, table: Tables) -> list[tuple[tuple[str, ...], int]]:
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


def fit_keep(rows: list[tuple[tuple[str, ...], int]]) -> Table:
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


def fit_kept(reports: Sequence[Report], tables: Tables) -> Table:
    """Weights of what counts at all, under the `about` and `period` of `tables`."""
    return fit_keep([row for report in reports for row in keep_rows(report, tables)])


def check(reports: list[Report], always: list[Report], folds: int = 5) -> None:
    """Print how many periods are right on reports left out of the training."""
    right = asked = reachable = 0
    for fold in range(folds):
        known, fresh = left_out(reports, fold, folds)
        table = fit_periods(known, always)
        for options, fits in (row for report in fresh for row in groups(report)):
            odds = chances(options, table)
            right += max(range(len(odds)), key=odds.__getitem__) in fits
            reachable += 1
        asked += sum(len(report.answers) for report in fresh)
    print(f"periods: {right} right of {asked} figures, {reachable} reachable")


def main() -> None:
    """Train on a folder and write the weights, or check by leaving reports out."""
    parser = command_line(__doc__)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    reports, always = folder(args.folder), folder(args.also)
    if args.check:
        check(reports, always)
        return
    table: Tables = {"about": weights("about"), "period": fit_periods(reports, always)}
    table["keep"] = fit_kept(reports, table)
    del table["about"]
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print({question: len(rows) for question, rows in table.items()})


if __name__ == "__main__":
    main()
