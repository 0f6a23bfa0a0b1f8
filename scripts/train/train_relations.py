"""Gold reports in, the weights of the relation scorers and the forest that judges among rivals out.

    python scripts/train/train_relations.py [--check] [--output FOLDER]

Trains one logistic regression a predicate on the pairs of `reports/dev`, of `passages` and of made-up
articles (`relation_cases`, `relation_fit`; needs scikit-learn), then a forest on the scores that regressions
of the other folds give (`relation_forest`). `--check` prints the cross-validated figures only.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from relation_cases import ALWAYS, FOLDS, WEIGHTS, Case, Document, cases, documents
from relation_fit import Fitted, fit
from relation_forest import crossed, grow, report, table

from kg.facts.relations.standing import PREDICATES
from kg.records import Predicate

HERE = Path(__file__).resolve().parent
VERSION = "3"
Found = dict[Predicate, list[Case]]


def gathered(given: Sequence[Document]) -> Found:
    """The cases of all readings by predicate."""
    found: Found = defaultdict(list)
    for document in given:
        for case in cases(document):
            found[case.row.predicate].append(case)
    return found


def scored(found: Found, given: Sequence[Document], weight: dict[int, float]) -> list[tuple[Case, float]]:
    """Every case of a fold with the log-odds that the regressions of the other folds give."""
    rows: list[tuple[Case, float]] = []
    for p in PREDICATES:
        for number in range(FOLDS):
            model = fit([c for c in found[p] if given[c.document].fold != number], weight)
            rows += [(c, model.odds(c.features)) for c in found[p] if given[c.document].fold == number]
    return rows


def packed(models: dict[Predicate, Fitted]) -> bytes:
    """The weights file, the same bytes for the same weights."""
    of = {str(p): {"bias": m.bias, "weights": dict(sorted(m.weights.items()))} for p, m in models.items()}
    text = json.dumps({"version": VERSION, "predicates": of}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 9, mtime=0)


def train(reports: Path, passages: Path, output: Path, check: bool) -> None:
    """Print cross-validated figures and, without `check`, write the weights and the forest."""
    given = documents(reports, passages)
    weight = {d.number: WEIGHTS[d.mentions] for d in given}
    found = gathered(given)
    facts = table(scored(found, given, weight))
    for line in report(facts, crossed(facts, given), given):
        print(line, flush=True)
    if not check:
        models = {p: fit(found[p], weight) for p in PREDICATES}
        (output / "relation_weights.json.gz").write_bytes(packed(models))
        used = np.array([given[d].fold != ALWAYS for d in facts.document])
        np.savez_compressed(output / "relation_forest.npz", **grow(facts, used)._asdict())


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--reports", type=Path, default=HERE / "reports" / "dev")
    parser.add_argument("--passages", type=Path, default=HERE / "passages")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "kg/facts")
    args = parser.parse_args()
    train(args.reports, args.passages, args.output, args.check)


if __name__ == "__main__":
    main()
