"""A folder of annotated reports in, the scores of whole observations on reports left out of training.

    python scripts/train/check_observations.py scripts/train/reports/dev [--also scripts/train/passages]

Trains all three choices (about, period, keep) on all folds but one and prints which of the four parts of
an observation fail most; `--errors` prints each wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from observed import Report, Tables, command_line, folder, left_out
from train_about import Lesson, copied, fit_about
from train_periods import fit_kept, fit_periods

from kg.evaluation.observations import Tally, judge
from kg.facts.observations_of import KEEP, choose
from kg.facts.observations_record import record
from kg.records import Observation


def fit(reports: Sequence[Report], passages: Sequence[Report], more: dict[str, list[Lesson]]) -> Tables:
    """All three tables; passages teach whom and when, what counts at all is learnt from whole reports."""
    texts = [*reports, *passages]
    known = {text.name for text in texts}
    copies = [one for name, rows in more.items() if name.rpartition("_")[0] in known for one in rows]
    tables = {"about": fit_about(reports, passages, copies), "period": fit_periods(reports, passages)}
    tables["keep"] = fit_kept(reports, tables)
    return tables


def found(report: Report, table: Tables, least: float) -> list[Observation]:
    """Observations of a report under `table`, kept from probability `least` on."""
    rows = (
        c for c in choose(report.scene, table.__getitem__) if c.about and c.item.metric and c.keep >= least
    )
    return [record(report.scene, c.sentence, c.item, c.about, c.dates, c.status, c.sure) for c in rows]


def check(
    reports: list[Report],
    always: list[Report],
    more: dict[str, list[Lesson]],
    folds: int = 5,
    least: float = KEEP,
    errors: bool = False,
) -> None:
    """Print scores on reports left out of the training, and which of the four parts fail most.

    The passages of `always` train every fold and are never scored; nor are the copies of `more`, each of
    which trains where its text does.
    """
    figures = full = Tally(0, 0, 0)
    failing: dict[str, int] = defaultdict(int)
    for fold in range(folds):
        known, fresh = left_out(reports, fold, folds)
        table = fit(known, always, more)
        for report in fresh:
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
    """Check by leaving reports out."""
    parser = command_line(__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--least", type=float, default=KEEP)
    args = parser.parse_args()
    more = copied((args.folder, args.also))
    check(folder(args.folder), folder(args.also), more, least=args.least, errors=args.errors)


if __name__ == "__main__":
    main()
