"""Folders of annotated reports in, the weights that choose whom a figure is about out.

    python scripts/train/train_about.py scripts/train/reports/dev --also scripts/train/passages [--check]

Classes that figures are seldom about weigh more, and each text is learnt from once more with organisations
and people in the place of units and teams (`swapped.py`). `--check` leaves one region of the reports out at
a time, with its copies, and prints how many figures are about the right one. Needs numpy and scipy, which
the package itself does not.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from observed import Group, Report, Table, accepted, command_line, fit_choice, folder
from swapped import copies

from kg.evaluation.observations import Wanted
from kg.facts.about.discourse import flow_of
from kg.facts.about.sums import Sums
from kg.facts.observations_about import candidates
from kg.facts.observations_listed import Measured
from kg.facts.observations_of import subjects
from kg.facts.observations_told import told

TARGET = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "about_weights.json.gz"
PENALTY = 10.0
STEPS = 40
RARE = 0.25  # a class a sixteenth as frequent as the most frequent one weighs double
RARE_MOST = 6.0
SWAPPED = 0.5  # what a figure of a copy weighs
REPORT = 3.0  # what one of a report weighs: three in four figures are of features, told in another manner


@dataclass(frozen=True)
class Lesson:
    """What one figure teaches: the choice, the class of the right answer, what it weighs beside that."""

    group: Group
    label: str
    weight: float = 1.0
    copied: bool = False


def asked(report: Report) -> Iterator[tuple[tuple[int, int], Measured, Wanted]]:
    """The figures of a report that gold knows, but for those that a list shares out to places."""
    for i, items in enumerate(report.scene.figures):
        for k, item in enumerate(items):
            gold = report.answers.get((i, k))
            if gold is not None and item.place < 0:
                yield (i, k), item, gold


def lessons(report: Report, swapped: frozenset[str] = frozenset(), weight: float = 1.0) -> list[Lesson]:
    """What the figures of one report teach; of a copy, those about the names in `swapped` alone."""
    flow, rows = flow_of(report.scene), []
    for (i, _), item, gold in asked(report):
        if swapped and gold.name not in swapped:
            continue
        options = candidates(report.scene, flow, told(report.scene, i), item)
        right = [n for n, o in enumerate(options) if accepted(report, o.entity, gold)]
        if right:
            label = options[right[0]].entity.partition("/")[0]
            rows.append(Lesson(([o.features for o in options], right), label, weight, bool(swapped)))
    return rows


def copied(folders: Sequence[Path | None]) -> dict[str, list[Lesson]]:
    """What the copies of all texts of some folders teach, by the name of the text."""
    found: dict[str, list[Lesson]] = {}
    for path in filter(None, folders):
        with tempfile.TemporaryDirectory() as target:
            names = copies(path, Path(target))
            found |= {report.name: lessons(report, names, SWAPPED) for report in folder(Path(target))}
    return found


def fit_lessons(taught: Sequence[Lesson]) -> Table:
    """Weights of the choice of whom from what was taught; rare classes weigh more."""
    count = Counter(one.label for one in taught if not one.copied)
    most = max(count.values())
    rare = {label: min((most / n) ** RARE, RARE_MOST) for label, n in count.items()}
    worth = [one.weight * (1.0 if one.copied else rare[one.label]) for one in taught]
    return fit_choice([one.group for one in taught], PENALTY, STEPS, worth)


def fit_about(
    reports: Sequence[Report], passages: Sequence[Report] = (), copies: Sequence[Lesson] = ()
) -> Table:
    """Weights of the choice of whom from reports, from passages, and from copies of both."""
    own = [one for report in reports for one in lessons(report, weight=REPORT)]
    return fit_lessons([*own, *(one for report in passages for one in lessons(report)), *copies])


def right_in(report: Report, table: Sums) -> list[bool]:
    """For each figure of a report whether `table` chooses the right entity."""
    found = subjects(report.scene, table)
    return [accepted(report, found[place][0], gold) for place, _, gold in asked(report)]


def check(reports: Sequence[Report], always: Sequence[Report], more: dict[str, list[Lesson]]) -> None:
    """Print how many figures are about the right one in each region, trained on the others."""
    taught = {report.name: lessons(report, weight=REPORT) for report in reports}
    taught |= {report.name: lessons(report) for report in always} | more
    hits: list[tuple[str, bool]] = []
    for region in sorted({report.name[:2] for report in reports}):
        table = Sums(fit_lessons([one for name in taught if name[:2] != region for one in taught[name]]))
        for report in (r for r in reports if r.name.startswith(region)):
            labels = [_label(report, gold) for _, _, gold in asked(report)]
            hits += zip(labels, right_in(report, table), strict=True)
        print(region, f"{sum(h for _, h in hits)} of {len(hits)} right", flush=True)
    for label, wanted in Counter(label for label, _ in hits).most_common():
        print(label or "unnamed", f"{sum(hit for name, hit in hits if name == label)} of {wanted}")


def _label(report: Report, gold: Wanted) -> str:
    """Class of the entity that gold holds right, nothing where the text does not name it."""
    return next((e.label.value for e in report.entities if accepted(report, e.id, gold)), "")


def main() -> None:
    """Train on folders and write the weights, or check by leaving regions out."""
    parser = command_line(__doc__)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    reports, always = folder(args.folder), folder(args.also)
    more = copied((args.folder, args.also))
    if args.check:
        check(reports, always, more)
        return
    table = fit_about(reports, always, [one for rows in more.values() for one in rows])
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(len(table))


if __name__ == "__main__":
    main()
