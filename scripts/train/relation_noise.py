"""A gold Extraction in, the same article as the pipeline hands it on out: found mentions, linked entities.

The relation scorers meet names that are cut, missed or made up. They learn that from the grammar's own
mentions (which no training text has shaped as it has the recogniser) and from gold mentions spoilt at random.
Statements name the gold entities; an entity that stands for none of them is in no fact.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.entities import link
from kg.mentions import by_grammar
from kg.mentions.tagger import Words, lac
from kg.records import Entity, Extraction, Label, Mention

# Shares of mentions spoilt, about what the recogniser misses and mistakes in print it has not seen.
DROPPED, CUT, MISTAKEN = 0.08, 0.05, 0.03
LABELS = (Label.PLACE, Label.UNIT, Label.ORG, Label.TEAM, Label.PROGRAM, Label.PLATFORM)


def renamed(gold: Extraction, entities: Sequence[Entity], mentions: Sequence[Mention]) -> dict[str, str]:
    """For each entity found the id of the gold entity that most of its mentions name; `?` and its id else."""
    owner = {
        (m.start, m.end, m.label): e.id for e in gold.entities for m in (gold.mentions[i] for i in e.mentions)
    }
    known = {e.id for e in gold.entities}
    names: dict[str, str] = {}
    for entity in entities:
        spans = ((mentions[i].start, mentions[i].end, mentions[i].label) for i in entity.mentions)
        votes = Counter(owner[s] for s in spans if s in owner)
        best = min(votes, key=lambda g: (-votes[g], g)) if votes else ""
        names[entity.id] = best or (
            entity.id if entity.id in known and not entity.mentions else f"?{entity.id}"
        )
    return names


def restated(gold: Extraction, mentions: Sequence[Mention]) -> Extraction:
    """The article with `mentions` and the entities linked from them, the gold statements in their names.

    A gold entity found twice gives its facts to both; a fact whose end was not found keeps the gold name.
    """
    entities = link(gold.article, mentions)
    names = renamed(gold, entities, mentions)
    found: dict[str, list[str]] = {}
    for own, name in names.items():
        found.setdefault(name, []).append(own)
    statements = tuple(
        replace(s, subject=a, object=b)
        for s in gold.statements
        for a in found.get(s.subject, [s.subject])
        for b in found.get(s.object, [s.object])
    )
    return replace(gold, mentions=tuple(mentions), entities=entities, statements=statements)


def found_by_grammar(golds: Sequence[Extraction]) -> list[Extraction]:
    """Each article with what the grammar alone finds."""
    texts = [[s.text for s in g.article.sentences] for g in golds]
    flat = [t for each in texts for t in each]
    words: list[Words] = [()] * len(flat)
    for batch in lac().tag(flat):
        for place, found in zip(batch.places, batch.words, strict=True):
            words[place] = found
    given = iter(words)
    return [
        restated(g, by_grammar(g.article, [next(given) for _ in own]))
        for g, own in zip(golds, texts, strict=True)
    ]


def spoilt(gold: Extraction, chance: random.Random) -> Extraction:
    """An article whose gold mentions are dropped, cut or given another label here and there."""
    return restated(gold, tuple(m for each in gold.mentions for m in _spoil(each, chance)))


def _spoil(mention: Mention, chance: random.Random) -> Sequence[Mention]:
    fate = chance.random()
    if fate < DROPPED:
        return ()
    size = mention.high - mention.low
    if fate < DROPPED + CUT and size > 4 and mention.end - mention.start == size:
        cut = chance.randint(1, size - 3)
        if chance.random() < 0.5:
            return (
                replace(
                    mention,
                    low=mention.low + cut,
                    start=mention.start + cut,
                    surface=mention.surface[cut:],
                ),
            )
        return (
            replace(mention, high=mention.high - cut, end=mention.end - cut, surface=mention.surface[:-cut]),
        )
    if fate < DROPPED + CUT + MISTAKEN:
        return (replace(mention, label=chance.choice(LABELS)),)
    return (mention,)
