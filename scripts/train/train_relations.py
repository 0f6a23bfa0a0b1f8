"""Gold reports in, the weights of the relation scorers out.

    python scripts/train/train_relations.py [--check] [--output FILE]

Trains one logistic regression a predicate on the pairs of `reports/dev` (needs scikit-learn). `--check`
prints precision, recall and F1 by cross-validation over the regions instead, with thresholds chosen in each
fold. A pair that gold relates counts as right in every sentence where both stand, though not every sentence
says so: after a first fit those that look unlike their best sentence are left out and the regression is
fitted again.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from relation_samples import samples
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
VERSION = "1"
# Inverse strength of L2, least count of a feature, least precision of a threshold, least weight kept.
STRENGTH, RARE, FLOOR, SMALL = 0.15, 2, 0.7, 0.02

# Square of the beta of the F measure by which thresholds are chosen: below 1 leans to precision.
LEAN = 0.64
# How many made-up articles, and what one of their pairs weighs beside a report's.
MADE, WEIGHT = 150, 0.3

Fact = tuple[str, str, str]


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


Scored = dict[tuple[int, Fact], tuple[float, bool]]


def threshold(scored: list[tuple[float, bool]], wanted: int) -> tuple[float, float]:
    """The best F measure with a precision of at least FLOOR, and the score from which it holds."""
    best, at, hits = 0.0, 0.5, 0
    for n, (score, right) in enumerate(sorted(scored, reverse=True), 1):
        hits += right
        mean = (1 + LEAN) * hits / (n + LEAN * wanted)
        if mean > best and hits / n >= FLOOR and 0.25 <= score <= 0.65:
            best, at = mean, score
    return best, round(at, 3)


def against(scored: Scored, side: str, ratio: float) -> list[tuple[float, bool]]:
    """Scores of the facts that reach `ratio` of their best rival's at the `side`."""
    top: dict[tuple[int, str], float] = defaultdict(float)
    end = {"subject": 0, "object": 2}.get(side)
    if end is None:
        return list(scored.values())
    for (document, fact), (score, _) in scored.items():
        top[document, fact[end]] = max(top[document, fact[end]], score)
    return [v for (document, fact), v in scored.items() if v[0] >= ratio * top[document, fact[end]]]


# Where facts may rule each other out: a person serves one body, an honour goes to those who won it.
RIVALS = {Predicate.MEMBER_OF: "subject", Predicate.RECEIVED: "object"}


def settings(predicate: Predicate, scored: Scored, wanted: int) -> tuple[float, str, float]:
    """Threshold, side and ratio of the best F measure; rivals are only let in where they gain a point."""
    f1, at = threshold(list(scored.values()), wanted)
    best, found, side = f1 + 0.01, (at, "", 0.0), RIVALS.get(predicate, "")
    for ratio in (0.5, 0.7, 0.85) if side else ():
        f1, at = threshold(against(scored, side, ratio), wanted)
        if f1 > best:
            best, found = f1, (at, side, ratio)
    return found


def read(folder: Path) -> tuple[list[str], list[Extraction], dict[Predicate, list[Case]]]:
    """Names, extractions and cases of a folder of gold reports."""
    names = list(gold_names(folder))
    extractions = [gold_extraction(folder, name) for name in names]
    found: dict[Predicate, list[Case]] = {p: [] for p in TYPES}
    for i, extraction in enumerate(extractions):
        for p, rows in cases(i, extraction).items():
            found[p] += rows
    return names, extractions, found


def made() -> dict[Predicate, list[Case]]:
    """The cases of sentences made from patterns; their documents count down from -1."""
    found: dict[Predicate, list[Case]] = {p: [] for p in TYPES}
    for i, extraction in enumerate(samples(MADE)):
        for p, rows in cases(-1 - i, extraction, WEIGHT).items():
            found[p] += rows
    return found


def cross(
    names: list[str], rows: list[Case], extra: list[Case]
) -> dict[tuple[int, Fact], tuple[float, bool]]:
    """Scores of each region's reports by a model of the other regions and the made-up sentences."""
    scored: dict[tuple[int, Fact], tuple[float, bool]] = {}
    for region in sorted({n[:2] for n in names}):
        model = fit([r for r in rows if names[r.document][:2] != region] + extra)
        scored |= best_scores([r for r in rows if names[r.document][:2] == region], model)
    return scored


def _missing(extractions: list[Extraction], p: Predicate) -> int:
    return sum(1 for x in extractions for f in _known(x) - _spelled(x) if f[1] == str(p))


def train(folder: Path, output: Path, check: bool) -> None:
    """Fit all predicates and write their weights; with `check` print the cross-validated figures only."""
    names, extractions, found = read(folder)
    extra = made()
    packed: dict[str, object] = {}
    for p, rows in found.items():
        scored = cross(names, rows, extra[p])
        wanted = _missing(extractions, p)
        at, side, ratio = settings(p, scored, wanted)
        guessed = [right for score, right in against(scored, side, ratio) if score >= at]
        print(f"{p:12} from {at:.2f} {side}{ratio}  right {sum(guessed)} of {len(guessed)}, {wanted} wanted")
        if not check:
            model = fit(rows + extra[p])
            weights = dict(sorted(model.weights.items()))
            packed[str(p)] = {
                "bias": model.bias,
                "threshold": at,
                "weights": weights,
                "side": side,
                "ratio": ratio,
            }
    if not check:
        text = json.dumps(
            {"version": VERSION, "predicates": packed}, ensure_ascii=False, separators=(",", ":")
        )
        output.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    parser.add_argument("--reports", type=Path, default=HERE / "reports" / "dev")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "kg/facts/relation_weights.json.gz")
    args = parser.parse_args()
    train(args.reports, args.output, args.check)


if __name__ == "__main__":
    main()
