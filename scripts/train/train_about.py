"""A folder of annotated reports in, the weights that choose whom a figure is about out.

    python scripts/train/train_about.py scripts/train/reports/dev

`check_observations.py` scores whole observations on what was left out. Needs numpy and scipy, which the
package itself does not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from observed import Group, Report, Table, accepted, fit_choice, folder

from kg.facts.observations_about import candidates
from kg.facts.observations_ranker import chances

TARGET = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "about_weights.json"
PENALTY = 4.0
ROUNDS = 3


def groups(report: Report, table: Table | None = None) -> list[Group]:
    """Choices of whom in one report, each with the indices of its right answers.

    With a `table` each choice sees what that table chose before it, not what gold says, so that the weights
    learn how far the choice before can be trusted.
    """
    who: list[Group] = []
    about = ("", 0, 0)
    for i, items in enumerate(report.scene.figures):
        for k, item in enumerate(items):
            gold = report.answers.get((i, k))
            if gold is None or item.place >= 0:
                continue
            options = candidates(report.scene, i, item, about)
            right = [n for n, o in enumerate(options) if accepted(report, o.entity, gold)]
            if right:
                who.append(([o.features for o in options], right))
                best = right[0]
                if table:
                    odds = chances([o.features for o in options], table)
                    best = max(range(len(odds)), key=odds.__getitem__)
                about = (options[best].entity, i, item.figure.low)
    return who


def fit_about(reports: Sequence[Report]) -> Table:
    """Weights of the choice of whom, trained on its own earlier choices."""
    table: Table = {}
    for _ in range(ROUNDS):
        table = fit_choice([row for report in reports for row in groups(report, table)], PENALTY)
    return table


def main() -> None:
    """Train on a folder and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    table = fit_about(folder(parser.parse_args().folder))
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print(len(table))


if __name__ == "__main__":
    main()
