"""An article, its mentions and entities in, its statements out: relations, and when things began.

Three sources: what names spell out (`relations.names`), pairs that a regression accepts (`relations.scorer`),
and dates beside words of beginning (`relations.starts`). One Statement stands for one fact with all its
evidences. A subject or object may be the id of a division or bureau that only a name spells out: the build
adds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.facts.relations.arguments import Argument
from kg.facts.relations.context import status_at
from kg.facts.relations.dates import Calendar
from kg.facts.relations.pairs import Pair
from kg.facts.relations.readings import Reading
from kg.facts.relations.rivals import unbeaten
from kg.facts.relations.scorer import Scorers, scorers
from kg.facts.relations.starts import starts_of
from kg.facts.relations.told import Fact, told
from kg.records import Article, Entity, Evidence, Mention, Predicate, Sentence, Statement, Status

BEGUN = "relations/starts@1"
LEAST = 0.5  # what a mention's confidence, times a rule's where one found the fact, must reach


@dataclass(frozen=True, slots=True)
class Likely:
    """A fact that a pair in a sentence shows: the regression's score, and how sure both names are."""

    fact: Fact
    score: float
    sure: float
    sentence: Sentence
    status: Status


def statements(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Statement, ...]:
    """The facts of an article, sorted by subject, predicate and object, each with its evidences by offset."""
    found: dict[Fact, list[Evidence]] = {}
    reading = Reading(article, mentions, entities)
    for fact, evidence in (*_told(reading), *_scored(reading), *_dated(reading)):
        found.setdefault(fact, []).append(evidence)
    return tuple(Statement(*fact, evidence=_one_each(found[fact])) for fact in sorted(found))


def _one_each(evidences: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """One evidence a sentence and status: the surest."""
    best: dict[tuple[int, Status], Evidence] = {}
    for evidence in sorted(evidences, key=lambda e: (e.confidence, e.origin)):
        best[evidence.start, evidence.status] = evidence
    return tuple(best[key] for key in sorted(best))


def _evidence(
    article: Article, sentence: Sentence, origin: str, confidence: float, status: Status
) -> Evidence:
    exact = article.exact(sentence.start, sentence.end)
    return Evidence(
        article.identifier, sentence.start, sentence.end, exact, origin, round(confidence, 3), status
    )


def _told(reading: Reading) -> Iterator[tuple[Fact, Evidence]]:
    article = reading.article
    for found in told(article, reading.mentions, reading.entities, reading.rows):
        sentence = article.sentences[found.sentence]
        confidence = found.confidence * reading.sure[found.entity]
        if confidence >= LEAST:
            yield found.fact, _evidence(article, sentence, found.origin, confidence, Status.ASSERTED)


def _scored(reading: Reading) -> Iterator[tuple[Fact, Evidence]]:
    judge = scorers()
    origin = f"relations/pairs@{judge.version}"
    found: dict[Status, list[Likely]] = {}
    for likely in _likely(reading, judge):
        found.setdefault(likely.status, []).append(likely)
    for status, rows in found.items():
        best: dict[Fact, float] = {}
        for row in rows:
            best[row.fact] = max(best.get(row.fact, 0.0), row.score)
        standing = unbeaten(best, judge.of)
        for row in rows:
            if row.fact in standing:
                confidence = row.score * row.sure
                yield row.fact, _evidence(reading.article, row.sentence, origin, confidence, status)


def _likely(reading: Reading, judge: Scorers) -> Iterator[Likely]:
    """Pairs whose score reaches the threshold; it was set on names found, so their doubt is in it already."""
    for pair, features in reading.pairs():
        sure = reading.sure[pair.subject.entity], reading.sure[pair.object.entity]
        for predicate in pair.predicates if min(sure) >= LEAST else ():
            scorer = judge.of[predicate]
            score = scorer.score(features)
            if score >= scorer.threshold:
                sentence = reading.article.sentences[pair.sentence]
                status = _status(pair, sentence, predicate)
                fact = _fact(pair, predicate, reading.entities)
                yield Likely(fact, score, sure[0] * sure[1], sentence, status)


def _fact(pair: Pair, predicate: Predicate, entities: Sequence[Entity]) -> Fact:
    subject, object_ = entities[pair.subject.entity].id, entities[pair.object.entity].id
    if predicate == Predicate.PARTNER_OF and object_ < subject:
        return object_, predicate, subject
    return subject, predicate, object_


def _status(pair: Pair, sentence: Sentence, predicate: Predicate) -> Status:
    places = [a for a in (pair.subject, pair.object) if isinstance(a, Argument)]
    last = pair.object if isinstance(pair.object, Argument) else places[0]
    return status_at(sentence.text, last.low, last.high, sentence.section, predicate)


def _dated(reading: Reading) -> Iterator[tuple[Fact, Evidence]]:
    """When things began: for each entity the first date that the article gives."""
    article = reading.article
    calendar = Calendar(article.issued.value if article.issued else "")
    begun: set[int] = set()
    for number, row in enumerate(reading.rows):
        sentence = article.sentences[number]
        for argument, value in starts_of(sentence.text, row, list(calendar.days(sentence.text))):
            low, high = argument.low, argument.high
            status = status_at(sentence.text, low, high, sentence.section, Predicate.STARTED)
            sure = 0.8 * reading.sure[argument.entity]
            if argument.entity not in begun and sure >= LEAST:
                begun |= {argument.entity} if status == Status.ASSERTED else set()
                fact = reading.entities[argument.entity].id, Predicate.STARTED, value
                yield fact, _evidence(article, sentence, BEGUN, sure, status)
