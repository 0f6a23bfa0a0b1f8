"""Gold reports in, the weights of the relation scorers out.

    python scripts/train/train_relations.py [--check] [--output FILE]

Trains one logistic regression a predicate on the pairs of `reports/dev`, of `passages` and of made-up
articles (needs scikit-learn), each article with its gold mentions, with those that the grammar finds and with
spoilt ones. Thresholds are chosen by cross-validation over the regions of the reports on found and spoilt
mentions (`rough`); `--check` prints those figures only. A pair that gold relates counts as right in every
sentence where both stand, though not every sentence says so: after a first fit those that look unlike their
best sentence are left out and the regression is fitted again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from relation_noise import found_by_grammar, spoilt
from relation_samples import samples
from relation_thresholds import Fact, Scored, against, settings
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.evaluation.gold import gold_extraction, gold_names
from kg.facts.relations.arguments import arguments_of
from kg.facts.relations.context import status_at
from kg.facts.relations.pairs import TYPES, Carried
from kg.facts.relations.readings import Reading
from kg.facts.relations.told import told
from kg.records import Extraction, Predicate, Status

HERE = Path(__file__).resolve().parent
VERSION = "2"
# Inverse strength of L2, least count of a feature, least weight kept.
STRENGTH, RARE, SMALL = 0.15, 2, 0.02

# How many made-up articles, and what one of their pairs weighs beside a report's.
MADE, WEIGHT = 150, 0.3

# Folds over regions; document numbers of the articles on found mentions, of passages and made-up articles.
FOLDS, ROUGH, PASSAGES, MADE_FROM = 5, 1_000, 10_000, 20_000
# What a pair on found mentions weighs beside the same on gold mentions.
HALF = 0.5


@dataclass(frozen=True)
class Case:
    """One pair in one sentence: its document, fact, features and whether gold holds it."""

    document: int
    fact: Fact
    features: tuple[str, ...]
    right: bool
    planned: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """A regression: features with their weights, and the bias."""

    weights: dict[str, float]
    bias: float

    def score(self, features: tuple[str, ...]) -> float:
        total = self.bias + sum(self.weights.get(f, 0.0) for f in features)
        return float(1 / (1 + np.exp(-total)))


def _known(extraction: Extraction) -> set[Fact]:
    return {(s.subject, str(s.predicate), s.object) for s in extraction.statements}


def _spelled(extraction: Extraction) -> set[Fact]:
    rows = arguments_of(extraction.article, extraction.mentions, extraction.entities)
    found = told(extraction.article, extraction.mentions, extraction.entities, rows)
    return {(t.fact[0], str(t.fact[1]), t.fact[2]) for t in found}


def cases(document: int, extraction: Extraction, weight: float = 1.0) -> dict[Predicate, list[Case]]:
    """The candidate pairs of one report, by predicate, without what names already spell out."""
    gold, spelled = _known(extraction), _spelled(extraction)
    found: dict[Predicate, list[Case]] = defaultdict(list)
    for pair, features in Reading(extraction.article, extraction.mentions, extraction.entities).pairs():
        subject = extraction.entities[pair.subject.entity].id
        object_ = extraction.entities[pair.object.entity].id
        sentence = extraction.article.sentences[pair.sentence]
        place = pair.subject if isinstance(pair.object, Carried) else pair.object
        for p in pair.predicates:
            fact = (subject, str(p), object_)
            turned = (object_, str(p), subject)
            right = fact in gold or (p == Predicate.PARTNER_OF and turned in gold)
            fact = min(fact, turned) if p == Predicate.PARTNER_OF else fact
            status = status_at(sentence.text, place.low, place.high, sentence.section, p)
            if fact not in spelled:
                found[p].append(
                    Case(document, fact, tuple(set(features)), right, status != Status.ASSERTED, weight)
                )
    return found


def _matrix(rows: list[Case], columns: dict[str, int]) -> csr_matrix:
    picked = [sorted(columns[f] for f in row.features if f in columns) for row in rows]
    ends = np.cumsum([0, *map(len, picked)])
    return csr_matrix(
        (np.ones(ends[-1]), [c for row in picked for c in row], ends), (len(rows), len(columns))
    )


def fit(rows: list[Case]) -> Fitted:
    """Fit, drop right pairs whose sentence does not say so, fit again."""
    rows = [r for r in rows if r.right or not r.planned]
    counts = Counter(f for row in rows for f in row.features)
    columns = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    matrix, right = _matrix(rows, columns), np.array([r.right for r in rows])
    weight = given = np.array([r.weight for r in rows])
    for last in (False, True):
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300, random_state=0)
        model.fit(matrix, right, sample_weight=weight)
        if not last:
            weight = given * _kept(rows, model.decision_function(matrix))
    kept = {
        f: round(float(model.coef_[0][i]), 3) for f, i in columns.items() if abs(model.coef_[0][i]) >= SMALL
    }
    return Fitted(kept, round(float(model.intercept_[0]), 3))


def _kept(rows: list[Case], scores: np.ndarray) -> np.ndarray:
    best: dict[tuple[int, Fact], float] = defaultdict(lambda: -np.inf)
    for row, score in zip(rows, scores, strict=True):
        best[row.document, row.fact] = max(best[row.document, row.fact], score)
    unlike = [
        r.right and s < 0 and s < best[r.document, r.fact] - 1 for r, s in zip(rows, scores, strict=True)
    ]
    return np.where(unlike, 0.0, 1.0)


def best_scores(rows: list[Case], model: Fitted) -> dict[tuple[int, Fact], tuple[float, bool]]:
    """For each asserted fact of each document its best score and whether gold holds it."""
    best: dict[tuple[int, Fact], tuple[float, bool]] = {}
    for row in rows:
        if not row.planned:
            key = row.document, row.fact
            best[key] = max(best.get(key, (0.0, row.right)), (model.score(row.features), row.right))
    return best


Found = dict[Predicate, list[Case]]


def gathered(extractions: Sequence[Extraction], first: int, weight: float) -> Found:
    """The cases of extractions, their documents numbered from `first`."""
    found: Found = {p: [] for p in TYPES}
    for i, extraction in enumerate(extractions):
        for p, rows in cases(first + i, extraction, weight).items():
            found[p] += rows
    return found


def merged(*founds: Found) -> Found:
    """Several gatherings as one."""
    return {p: [row for found in founds for row in found[p]] for p in TYPES}


def read(folder: Path) -> list[Extraction]:
    """The gold extractions of a folder."""
    return [
        gold_extraction(folder, name) for name in gold_names(folder) if (folder / f"{name}.json").exists()
    ]


def variants(golds: Sequence[Extraction], first: int) -> tuple[Found, list[Extraction], Found]:
    """Cases on gold mentions, the extractions on found mentions (two of each article), and their cases."""
    chance = random.Random(first)
    rough = [*found_by_grammar(golds), *(spoilt(g, chance) for g in golds)]
    return gathered(golds, first, 1.0), rough, gathered(rough, first + ROUGH, HALF)


def made() -> Found:
    """The cases of sentences made from patterns."""
    return gathered(list(samples(MADE)), MADE_FROM, WEIGHT)


def cross(regions: Sequence[str], rows: list[Case], extra: list[Case], tested: list[Case]) -> Scored:
    """Scores of each fold's `tested` cases by a model of the other folds' `rows` and `extra`."""
    folds = {r: i % FOLDS for i, r in enumerate(sorted(set(regions)))}

    def fold(row: Case) -> int:
        return folds[regions[row.document % ROUGH % len(regions)]]

    scored: Scored = {}
    for number in range(FOLDS):
        model = fit([r for r in rows if fold(r) != number] + extra)
        scored |= best_scores([r for r in tested if fold(r) == number], model)
    return scored


def _missing(extractions: Sequence[Extraction], p: Predicate) -> int:
    return sum(1 for x in extractions for f in _known(x) - _spelled(x) if f[1] == str(p))


def report(
    p: Predicate, chosen: tuple[float, str, float], scored: Scored, wanted: int, on: str
) -> Counter[str]:
    """Print and count what is right, guessed and wanted."""
    at, side, ratio = chosen
    guessed = [right for score, right in against(scored, side, ratio) if score >= at]
    right = sum(guessed)
    print(
        f"{p:12} {on:6} from {at:.2f} {side}{ratio}  right {right} of {len(guessed)}, {wanted} wanted",
        flush=True,
    )
    return Counter({f"{on} right": right, f"{on} guessed": len(guessed), f"{on} wanted": wanted})


def train(reports: Path, passages: Path, output: Path, check: bool) -> None:
    """Fit all predicates and write their weights; with `check` print the cross-validated figures only."""
    golds = read(reports)
    regions = [g.article.identifier[:2] for g in golds]
    clean, rough, rough_cases = variants(golds, 0)
    own = merged(clean, rough_cases)
    extra = merged(*(f for f in (variants(read(passages), PASSAGES)[::2])), made())
    packed: dict[str, object] = {}
    sums: Counter[str] = Counter()
    for p in TYPES:
        scored = cross(regions, own[p], extra[p], own[p])
        parts = {
            "clean": {k: v for k, v in scored.items() if k[0] < ROUGH},
            "rough": {k: v for k, v in scored.items() if k[0] >= ROUGH},
        }
        at, side, ratio = settings(p, parts["rough"], _missing(rough, p))
        for on, given in (("clean", golds), ("rough", rough)):
            sums += report(p, (at, side, ratio), parts[on], _missing(given, p), on)
        if not check:
            packed[str(p)] = packed_model(fit(own[p] + extra[p]), at, side, ratio)
    print(dict(sums))
    if not check:
        write(packed, output)


def packed_model(model: Fitted, at: float, side: str, ratio: float) -> dict[str, object]:
    """One predicate's regression as the package keeps it."""
    weights = dict(sorted(model.weights.items()))
    return {"bias": model.bias, "threshold": at, "weights": weights, "side": side, "ratio": ratio}


def write(packed: dict[str, object], output: Path) -> None:
    """Write the weights file, the same bytes for the same weights."""
    text = json.dumps({"version": VERSION, "predicates": packed}, ensure_ascii=False, separators=(",", ":"))
    output.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--reports", type=Path, default=HERE / "reports" / "dev")
    parser.add_argument("--passages", type=Path, default=HERE / "passages")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "kg/facts/relation_weights.json.gz")
    args = parser.parse_args()
    train(args.reports, args.passages, args.output, args.check)


if __name__ == "__main__":
    main()
