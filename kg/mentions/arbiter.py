"""Candidates with their features in, the mentions that stand out: judged by trees, chosen without overlap.

The trees (gradient boosting, trained by `scripts/train/arbiter.py` on text that neither network nor
grammar had seen) give each candidate a probability; of all sets of candidates that do not overlap the
one whose probabilities lie the most above the bar (`LEAST`, `ALONE`) is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from kg.forest import Forest, forest_in
from kg.mentions.candidates import Candidate, Candidates, Key, describe, gather
from kg.mentions.paths import Floats
from kg.mentions.recogniser import Reading
from kg.mentions.tagger import Words
from kg.records import Article, Label, Mention

VERSION = 1
# A candidate less probable is left out. The F1 of cross-validation is flat from 0.36 to 0.48.
LEAST = 0.4
# What no rule of the grammar supports must be likelier, programmes most: the composed text that the network
# learned from calls fewer quoted words no name than print does.
ALONE = {Label.PROGRAM: 0.6}
ELSE = 0.5
# The share that the grammar's own verdict has. The network is surer of text like its training text than of
# print; from 0.3 to 0.4 the F1 on text that the trees never saw is highest.
SHARE = 0.35
# The share of its rivals' probability that a candidate has: “甲”警务模式 and 甲 are one name, bounded in two
# ways. In cross-validation the F1 of passages rises from 0.893 to 0.897, that of reports stays.
RIVALS = 0.3
SUPPORT = 0.5  # a rule's confidence from which it counts as support


@cache
def trees() -> Forest:
    """The trained trees, loaded once a process."""
    with files("kg.mentions").joinpath("arbiter.npz").open("rb") as stream, np.load(stream) as held:
        return forest_in(held)


@cache
def precise() -> dict[str, float]:
    """How often each rule of the grammar was right in the training text."""
    found: dict[str, float] = json.loads(files("kg.mentions").joinpath("precise.json").read_text("utf-8"))
    return found


def schedule(keys: Sequence[Key], scores: Sequence[float]) -> list[int]:
    """Indices of the non-overlapping spans of one sentence with the highest sum of scores."""
    order = sorted(range(len(keys)), key=lambda i: (keys[i].high, keys[i].low, keys[i].label))
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for place, i in enumerate(order):
        before = place
        while before and keys[order[before - 1]].high > keys[i].low:
            before -= 1
        total = best[before][0] + scores[i]
        better = total > best[-1][0] + 1e-9
        best.append((total, [*best[before][1], i]) if better else best[-1])
    return best[-1][1]


def backed(keys: Sequence[Key], probable: Sequence[float]) -> list[float]:
    """Each probability with a share of those less probable that it overlaps: some name stands there."""
    lines: dict[int, list[int]] = {}
    for i, key in enumerate(keys):
        lines.setdefault(key.sentence, []).append(i)
    return [
        min(1.0, own + RIVALS * sum(probable[j] for j in _rivals(i, keys, lines[keys[i].sentence], probable)))
        for i, own in enumerate(probable)
    ]


def _rivals(i: int, keys: Sequence[Key], line: Sequence[int], probable: Sequence[float]) -> Iterator[int]:
    """The candidates of a line that the `i`-th overlaps and that are no more probable."""
    low, high, most = keys[i].low, keys[i].high, probable[i]
    for j in line:
        if j != i and keys[j].low < high and low < keys[j].high and probable[j] <= most:
            yield j


def choose(
    article: Article,
    found: Candidates,
    probable: Sequence[float],
    least: float = LEAST,
    sure: Sequence[float] | None = None,
) -> list[Mention]:
    """The mentions that stand, in the order of the text; `sure` is the confidence they are given."""
    lines: dict[int, list[tuple[Key, float, float]]] = {}
    given_all, probable = sure or probable, backed(list(found), probable)
    for (key, own), p, given in zip(found.items(), probable, given_all, strict=True):
        supported = max(own.grammar, own.short) >= SUPPORT
        bar = least if supported else max(least, ALONE.get(key.label, ELSE))
        if p > bar:
            lines.setdefault(key.sentence, []).append((key, given, p - bar))
    chosen = []
    for number in sorted(lines):
        keys, ps, above = zip(*lines[number], strict=True)
        for i in schedule(keys, above):
            chosen.append(_mention(article, keys[i], found[keys[i]].rule, ps[i]))
    return sorted(chosen, key=lambda m: (m.sentence, m.low))


def _mention(article: Article, key: Key, rule: str, p: float) -> Mention:
    sentence = article.sentences[key.sentence]
    start, end = sentence.locate(key.low, key.high)
    surface = sentence.text[key.low : key.high]
    origin = f"{rule or 'recogniser'}+arbiter@{VERSION}"
    return Mention(
        key.label, key.sentence, key.low, key.high, start, end, surface, origin, round(float(p), 3)
    )


def weigh(candidates: Sequence[Candidate], probable: Floats) -> list[float]:
    """Join the trees' probabilities with the grammar's verdict, by how often its rule is right."""
    right = precise()
    verdicts = np.array([right.get(own.rule, 0.5) if own.settled else 0.0 for own in candidates], np.float32)
    shared: list[float] = ((1 - SHARE) * probable + SHARE * verdicts).tolist()
    return shared


def within_marks(found: Candidates, probable: Sequence[float]) -> list[float]:
    """Give the last name of a quoted list what it has together with the head that all share.

    In “甲”“乙”“丙”模式 the trees split what they know of 丙 between 丙 and “丙”模式; the first is the name.
    """
    at = {key: i for i, key in enumerate(found)}
    scores = list(probable)
    listed = {(k.sentence, k.low, k.label): i for k, i in at.items() if found[k].rule.endswith("-list")}
    for whole, own in found.items():
        inner = listed.get((whole.sentence, whole.low + 1, whole.label))
        if own.rule.endswith("-last") and inner is not None:
            scores[inner] = min(1.0, scores[inner] + scores[at[whole]])
            scores[at[whole]] = 0.0
    return scores


Read = tuple[Article, Sequence[Words], Sequence[Reading | None]]


def arbitrate(articles: Sequence[Read]) -> list[tuple[Mention, ...]]:
    """Mentions of each article, from the tagger's words and the network's readings of its sentences."""
    found = [gather(*given) for given in articles]
    rows = [
        describe(article, own, words, readings, precise())
        for own, (article, words, readings) in zip(found, articles, strict=True)
    ]
    given = np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)
    probable: Floats = trees().probabilities(given).astype(np.float32)
    shared = weigh([own for candidates in found for own in candidates.values()], probable)
    sure = [max(pair) for pair in zip(shared, probable.tolist(), strict=True)]
    chosen, low = [], 0
    for own, (article, _, _) in zip(found, articles, strict=True):
        high = low + len(own)
        both = [within_marks(own, scores[low:high]) for scores in (shared, sure)]
        chosen.append(tuple(choose(article, own, both[0], sure=both[1])))
        low = high
    return chosen
