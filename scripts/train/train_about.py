"""Folders of annotated reports in, the weights that choose whom a figure is about out.

    python scripts/train/train_about.py scripts/train/reports/dev --also scripts/train/passages [--check]

`--check` leaves one region of the reports out at a time and prints how many figures are about the right one.
Needs numpy and scipy, which the package itself does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from observed import Group, Report, Table, accepted, fit_choice, folder

from kg.evaluation.observations import Wanted
from kg.facts.about.discourse import flow_of
from kg.facts.about.sums import Sums
from kg.facts.observations_about import candidates
from kg.facts.observations_measured import Measured
from kg.facts.observations_of import subjects
from kg.facts.observations_told import told

TARGET = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "about_weights.json.gz"
PENALTY = 10.0
STEPS = 40


def asked(report: Report) -> Iterator[tuple[tuple[int, int], Measured, Wanted]]:
    """The figures of a report that gold knows, but for those that a list shares out to places."""
    for i, items in enumerate(report.scene.figures):
        for k, item in enumerate(items):
            gold = report.answers.get((i, k))
            if gold is not None and item.place < 0:
                yield (i, k), item, gold


def groups(report: Report) -> list[Group]:
    """Choices of whom in one report, each with the indices of its right answers."""
    flow, rows = flow_of(report.scene), []
    for (i, _), item, gold in asked(report):
        options = candidates(report.scene, flow, told(report.scene, i), item)
        right = [n for n, o in enumerate(options) if accepted(report, o.entity, gold)]
        if right:
            rows.append(([o.features for o in options], right))
    return rows


def fit_about(reports: Sequence[Report]) -> Table:
    """Weights of the choice of whom."""
    return fit_choice([row for report in reports for row in groups(report)], PENALTY, STEPS)


def right_in(report: Report, table: Sums) -> list[bool]:
    """For each figure of a report whether `table` chooses the right entity."""
    found = subjects(report.scene, table)
    return [accepted(report, found[place][0], gold) for place, _, gold in asked(report)]


def check(reports: Sequence[Report], always: Sequence[Report]) -> None:
    """Print how many figures are about the right one in each region, trained on the others."""
    hits: list[bool] = []
    for region in sorted({report.name[:2] for report in reports}):
        table = Sums(fit_about([r for r in (*reports, *always) if not r.name.startswith(region)]))
        hits += [hit for r in reports if r.name.startswith(region) for hit in right_in(r, table)]
        print(region, f"{sum(hits)} of {len(hits)} right, {sum(hits) / len(hits):.3f}", flush=True)


def main() -> None:
    """Train on folders and write the weights, or check by leaving regions out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path, help="a folder of annotated passages, for training alone")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    reports, always = folder(args.folder), folder(args.also)
    if args.check:
        check(reports, always)
        return
    table = fit_about([*reports, *always])
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(len(table))


if __name__ == "__main__":
    main()
