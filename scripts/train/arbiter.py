"""Out-of-fold readings in, the arbiter's trees and the rules' precision out.

    python scripts/train/arbiter.py OOF.pickle [--ship]

Needs scikit-learn. The readings come from `recogniser.py folds`, so that the trees learn how far a network
is to be trusted on text that it has not seen. Prints precision, recall and F1 of cross-validation over the
same folds; `--ship` then trains on all and writes `kg/mentions/arbiter.npz` and `precise.json`.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from grown import forest_of
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.documents import article_of
from kg.evaluation.gold import mentions_at, unmark
from kg.forest import Forest
from kg.mentions.arbiter import LEAST, choose, weigh
from kg.mentions.candidates import Candidates, describe, gather
from kg.mentions.recogniser import Reading
from kg.mentions.tagger import Words, lac
from kg.records import Article, Label

HERE = Path(__file__).parent
MENTIONS = HERE.parents[1] / "kg" / "mentions"
SETTINGS = json.loads((HERE / "config.json").read_text("utf-8"))["arbiter"]
FOLDS = 5


class Entry(NamedTuple):
    """An article with its candidates and what is right of them; `gold` holds keys as plain tuples."""

    name: str
    article: Article
    gold: frozenset[tuple[Any, ...]]
    found: Candidates
    words: list[Words]
    readings: list[Reading | None]

    @property
    def fold(self) -> int:
        """The fold of its readings, as `recogniser.fold_of` has it."""
        head, _, tail = self.name.partition("_")
        return int(head[1:]) - 1 if tail else int("".join(filter(str.isdigit, self.name)) or 0) % FOLDS

    @property
    def truth(self) -> np.ndarray:
        """Which candidates are right."""
        return np.array([tuple(key) in self.gold for key in self.found])


def words_of(article: Article) -> list[Words]:
    """The tagger's words of each sentence."""
    words: list[Words] = [()] * len(article.sentences)
    for batch in lac().tag([s.text for s in article.sentences]):
        for place, found in zip(batch.places, batch.words, strict=True):
            words[place] = found
    return words


def collect(kept: dict[str, list[tuple[str, Reading]]]) -> Iterator[Entry]:
    """One entry for each annotated file that has readings."""
    for folder in ("reports/dev", "passages", "passages/names"):
        for path in sorted((HERE / folder).glob("*.ann.txt")):
            name = path.name.removesuffix(".ann.txt")
            if name not in kept:
                continue
            text, spans = unmark(path.read_text("utf-8"))
            article = article_of(name, text)
            held = dict(kept[name])
            readings = [held.get(s.text) for s in article.sentences]
            words = words_of(article)
            gold = frozenset((m.sentence, m.low, m.high, m.label) for m in mentions_at(article, spans))
            yield Entry(name, article, gold, gather(article, words, readings), words, readings)


def precision(entries: Sequence[Entry], leave: int | None = None) -> dict[str, float]:
    """How often each rule is right, drawn towards a half; `leave` is a fold not counted."""
    right, seen = Counter[str](), Counter[str]()
    for entry in entries:
        for key, own in entry.found.items() if entry.fold != leave else ():
            if own.rule:
                seen[own.rule] += 1
                right[own.rule] += tuple(key) in entry.gold
    return {rule: round((right[rule] + 3) / (seen[rule] + 6), 3) for rule in sorted(seen)}


def fit(tables: Sequence[tuple[np.ndarray, np.ndarray]]) -> Forest:
    """Train on (features, truth) of many articles."""
    rows = np.concatenate([rows for rows, _ in tables])
    truth = np.concatenate([truth for _, truth in tables])
    return forest_of(HistGradientBoostingClassifier(**SETTINGS).fit(rows, truth))


def table(entry: Entry, right: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Features and truth of an entry's candidates."""
    return describe(entry.article, entry.found, entry.words, entry.readings, right), entry.truth


def rates(total: Counter[str]) -> str:
    """Precision, recall and F1 in three decimals."""
    t, f, n = total["true"], total["wrong"], total["missed"]
    return f"P {t / max(1, t + f):.3f} R {t / max(1, t + n):.3f} F {2 * t / max(1, 2 * t + f + n):.3f}"


def report(entries: Sequence[Entry], scored: dict[str, np.ndarray], least: float) -> dict[str, Counter[str]]:
    """Counts of true, wrong and missed mentions by label."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        shared = weigh(list(entry.found.values()), scored[entry.name])
        chosen = choose(entry.article, entry.found, shared, least)
        made = {(m.sentence, m.low, m.high, m.label) for m in chosen}
        for label in Label:
            gold, own = ({x for x in spans if x[3] == label} for spans in (entry.gold, made))
            counts[label].update(true=len(gold & own), wrong=len(own - gold), missed=len(gold - own))
    return counts


def cross(entries: Sequence[Entry]) -> dict[str, np.ndarray]:
    """Probabilities of every entry's candidates by trees that never saw its fold."""
    tables = {}
    for fold in range(FOLDS):
        right = precision(entries, fold)
        tables.update({e.name: table(e, right) for e in entries if e.fold == fold})
    scored = {}
    for fold in range(FOLDS):
        grown = fit([tables[e.name] for e in entries if e.fold != fold])
        scored.update(
            {
                e.name: grown.probabilities(tables[e.name][0]).astype(np.float32)
                for e in entries
                if e.fold == fold
            }
        )
    return scored


def ship(entries: Sequence[Entry]) -> None:
    """Train on all entries and write the weights; each row's rules are judged by the other folds."""
    folds = [precision(entries, fold) for fold in range(FOLDS)]
    grown = fit([table(entry, folds[entry.fold]) for entry in entries])
    text = json.dumps(precision(entries), ensure_ascii=False, indent=0)
    (MENTIONS / "precise.json").write_text(text + "\n", "utf-8")
    np.savez_compressed(MENTIONS / "arbiter.npz", **grown._asdict())


def main() -> None:
    """Cross-validate, and with --ship write the weights."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    entries = list(collect(pickle.loads(Path(sys.argv[1]).read_bytes())))
    scored = cross(entries)
    for which in ("reports", "passages"):
        some = [e for e in entries if ("_" in e.name) == (which == "reports")]
        reached = sum(len(e.gold & {tuple(key) for key in e.found}) for e in some)
        print(which, f"recall of the candidates {reached / sum(len(e.gold) for e in some):.3f}")
        for least in (0.36, 0.42, 0.45, 0.48, 0.54):
            print(f"  least {least}", rates(sum(report(some, scored, least).values(), Counter())))
        for label, total in report(some, scored, LEAST).items():
            print(f"  {label:9s} {rates(total)} n={total['true'] + total['missed']}")
    if "--ship" in sys.argv:
        ship(entries)


if __name__ == "__main__":
    main()
