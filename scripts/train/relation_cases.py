"""Gold articles in, their pairs out: features, what gold says of each, and where each stands.

Each article is read with its gold mentions, with those that the grammar finds and with spoilt ones
(`relation_noise`); all three are cases of one fold.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relation_noise import found_by_grammar, spoilt
from relation_samples import samples

from kg.evaluation.gold import gold_extraction, gold_names
from kg.facts.relations.arguments import arguments_of
from kg.facts.relations.judged import shown, status_of
from kg.facts.relations.readings import Reading
from kg.facts.relations.standing import Shown
from kg.facts.relations.told import told
from kg.records import Extraction, Predicate, Status

Fact = tuple[str, str, str]
FOLDS = 5
ALWAYS = -1  # the fold of what trains every model
# How many made-up articles; what a pair weighs in them, on found or spoilt mentions, on gold ones.
MADE, WEIGHTS = 150, {"made": 0.3, "found": 0.5, "spoilt": 0.5, "gold": 1.0}


@dataclass(frozen=True)
class Document:
    """One reading of an article: its number, fold, kind of text and of mentions; what it holds."""

    number: int
    fold: int
    kind: str  # "reports", "features", "passages" or "made"
    mentions: str  # a key of WEIGHTS
    extraction: Extraction
    wanted: Counter[str]  # facts that names do not spell out


@dataclass(frozen=True)
class Case:
    """One pair in one sentence, for one predicate; its score is filled in later."""

    document: int
    row: Shown
    features: tuple[str, ...]
    right: bool
    asserted: bool


def known(extraction: Extraction) -> set[Fact]:
    """The gold facts."""
    return {(s.subject, str(s.predicate), s.object) for s in extraction.statements}


def spelled(extraction: Extraction) -> set[Fact]:
    """The facts that rules find, right or wrong."""
    rows = arguments_of(extraction.article, extraction.mentions, extraction.entities)
    found = told(extraction.article, extraction.mentions, extraction.entities, rows)
    return {(t.fact[0], str(t.fact[1]), t.fact[2]) for t in found}


def cases(document: Document) -> Iterator[Case]:
    """The candidate pairs of one reading, without what rules already find."""
    extraction = document.extraction
    gold, given = known(extraction), spelled(extraction)
    reading = Reading(extraction.article, extraction.mentions, extraction.entities)
    for pair, features in reading.pairs():
        ends = tuple(extraction.entities[e.entity].id for e in (pair.subject, pair.object))
        for p in pair.predicates:
            both = p == Predicate.PARTNER_OF
            fact = (*(sorted(ends) if both else ends),)
            if (fact[0], str(p), fact[1]) in given:
                continue
            right = (ends[0], str(p), ends[1]) in gold or (both and (ends[1], str(p), ends[0]) in gold)
            asserted = status_of(reading, pair, p) == Status.ASSERTED
            yield Case(document.number, shown(pair, p, 0.0), tuple(features), right, asserted)


def read(folder: Path) -> list[Extraction]:
    """The gold extractions of a folder that hold facts."""
    return [
        gold_extraction(folder, name) for name in gold_names(folder) if (folder / f"{name}.json").exists()
    ]


def _kind(name: str) -> str:
    return {"f": "features", "r": "features"}.get(name[0], "passages")


def _readings(golds: Sequence[Extraction], seed: int) -> Iterator[tuple[str, Extraction]]:
    chance = random.Random(seed)
    yield from (("gold", g) for g in golds)
    yield from (("found", g) for g in found_by_grammar(golds))
    yield from (("spoilt", spoilt(g, chance)) for g in golds)


def documents(reports: Path, passages: Path) -> list[Document]:
    """All readings; the reports of one region share a fold."""
    found: list[Document] = []

    def add(kind: str, fold: int, mentions: str, extraction: Extraction) -> None:
        missing = Counter(p for _, p, _ in known(extraction) - spelled(extraction))
        found.append(Document(len(found), fold, kind, mentions, extraction, missing))

    golds = read(reports)
    regions = sorted({g.article.identifier[:2] for g in golds})
    for mentions, x in _readings(golds, 0):
        add("reports", regions.index(x.article.identifier[:2]) % FOLDS, mentions, x)
    for i, (mentions, x) in enumerate(_readings(others := read(passages), 1)):
        add(_kind(x.article.identifier), i % len(others) % FOLDS, mentions, x)
    for x in samples(MADE):
        add("made", ALWAYS, "made", x)
    return found
