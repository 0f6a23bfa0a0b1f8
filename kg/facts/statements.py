"""An article, its mentions and entities in, its statements out: relations, and when things began.

The sources: what names spell out (`relations.names`), titles, honours and sites by their wording
(`relations.posts`, `relations.honours`, `relations.sites`), pairs that a regression weighs in their sentences
and a forest against their rivals in the article (`relations.judged`), and dates beside words of beginning
(`relations.starts`, `relations.topics`). One Statement stands for one fact with all its evidences. A subject
or object may be the id of a division or bureau that only a name spells out: the build adds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from kg.facts.relations.arguments import Argument
from kg.facts.relations.context import status_at
from kg.facts.relations.dates import Calendar
from kg.facts.relations.guards import guards_of
from kg.facts.relations.judged import judged
from kg.facts.relations.readings import LEAST, Reading
from kg.facts.relations.sites import sites_of
from kg.facts.relations.starts import starts_of, unbound
from kg.facts.relations.told import Fact
from kg.facts.relations.told import told as told_facts
from kg.facts.relations.topics import topics_of
from kg.records import Article, Entity, Evidence, Label, Mention, Predicate, Sentence, Statement, Status

BEGUN = "relations/starts@2"
POSTED, HONOURED = "relations/posts@1", "relations/honours@1"
SITED, GUARDED = "relations/sites@1", "relations/guards@1"
EARLIER = 12  # names before a sentence that a bare head in it may point back to


def statements(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Statement, ...]:
    """The facts of an article, sorted by subject, predicate and object, each with its evidences by offset."""
    found: dict[Fact, list[Evidence]] = {}
    reading = Reading(article, mentions, entities)
    spelled = list(_told(reading))
    scored = _scored(reading, {fact for fact, _ in spelled})
    for fact, evidence in (*spelled, *scored, *_dated(reading)):
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
    for found in told_facts(article, reading.mentions, reading.entities, reading.rows):
        sentence = article.sentences[found.sentence]
        confidence = found.confidence * reading.sure[found.entity]
        if confidence >= LEAST:
            yield found.fact, _evidence(article, sentence, found.origin, confidence, Status.ASSERTED)
    yield from _worded(reading)


def _worded(reading: Reading) -> Iterator[tuple[Fact, Evidence]]:
    """Whom a title puts where, who received which honour, what stands where, who guarded what."""
    posts = (
        (number, person, Predicate.MEMBER_OF, body, POSTED)
        for number, person, body in reading.posts.found
        if reading.entities[body].label != Label.UNIT or not reading.outsider(person)
    )
    honours = (
        (number, one, Predicate.RECEIVED, honour, HONOURED)
        for (number, honour), receivers in reading.honours.found.items()
        for one in receivers
    )
    shown = (
        (number, *fact)
        for number, row in enumerate(reading.rows)
        for fact in _shown(reading.article.sentences[number], row, reading.entities)
    )
    for number, subject, predicate, object_, origin in (*posts, *honours, *shown):
        confidence = 0.95 * reading.sure[subject] * reading.sure[object_]
        if confidence >= LEAST:
            fact = reading.entities[subject].id, predicate, reading.entities[object_].id
            sentence = reading.article.sentences[number]
            yield fact, _evidence(reading.article, sentence, origin, confidence, Status.ASSERTED)


def _shown(
    sentence: Sentence, row: Sequence[Argument], entities: Sequence[Entity]
) -> Iterator[tuple[int, Predicate, int, str]]:
    """What one sentence shows by its wording: sites, and guards of events that are no plan."""
    took, text = Predicate.TOOK_PART_IN, sentence.text
    for subject, predicate, place in sites_of(text, row, entities):
        yield subject, predicate, place, SITED
    for subject, event in guards_of(text, row):
        if status_at(text, event.low, event.high, sentence.section, took) == Status.ASSERTED:
            yield subject, took, event.entity, GUARDED


def _scored(reading: Reading, known: Set[Fact]) -> Iterator[tuple[Fact, Evidence]]:
    article = reading.article
    for found in judged(reading, known):
        sentence = article.sentences[found.sentence]
        yield found.fact, _evidence(article, sentence, found.origin, found.confidence, found.status)


def _dated(reading: Reading) -> Iterator[tuple[Fact, Evidence]]:
    """When things began: for each entity the first date that the article gives."""
    article = reading.article
    calendar = Calendar(article.issued.value if article.issued else "")
    begun: set[int] = set()
    for number, argument, value in _beginnings(reading, calendar):
        sentence = article.sentences[number]
        low, high = argument.low, argument.high
        status = status_at(sentence.text, low, high, sentence.section, Predicate.STARTED)
        sure = 0.8 * reading.sure[argument.entity]
        if argument.entity not in begun and sure >= LEAST:
            begun |= {argument.entity} if status == Status.ASSERTED else set()
            fact = reading.entities[argument.entity].id, Predicate.STARTED, value
            yield fact, _evidence(article, sentence, BEGUN, sure, status)


def _beginnings(reading: Reading, calendar: Calendar) -> Iterator[tuple[int, Argument, str]]:
    """Sentence by sentence what it dates: the topics of its clauses, then all else."""
    earlier: list[Argument] = []
    for number, listed in enumerate(reading.rows):
        text = reading.article.sentences[number].text
        row, days = unbound(text, listed), list(calendar.days(text))
        topics = list(topics_of(text, row, days, earlier, reading.entities))
        dated = {argument.entity for argument, _ in topics}
        others = [s for s in starts_of(text, row, days) if s[0].entity not in dated]
        yield from ((number, argument, value) for argument, value in (*topics, *others))
        earlier = [*earlier, *row][-EARLIER:]
