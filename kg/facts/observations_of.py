"""Article, mentions and entities in, its observations out, in the order of their figures.

Each number is read (`quantities`), given its kind (`observations_figures`, `observations_ranks`) and its
metric (`observations_measured`); then whom it is about, over what period and whether it counts at all are
chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.facts.about.discourse import flow_of
from kg.facts.about.neighbours import Odds, heard
from kg.facts.about.reporters import reporters
from kg.facts.about.sums import Sums, sums
from kg.facts.conflicts import mismatched
from kg.facts.metrics import verbs
from kg.facts.observations_about import Candidate, allowed, candidates
from kg.facts.observations_keep import keep_features
from kg.facts.observations_listed import Measured
from kg.facts.observations_periods import Dates, choices, leading
from kg.facts.observations_ranker import chances, likely, spread, weights
from kg.facts.observations_record import record
from kg.facts.observations_scene import Scene, scene_of
from kg.facts.observations_status import status_of
from kg.facts.observations_told import told
from kg.facts.periods_shared import own_year
from kg.facts.quantities_patterns import pattern
from kg.records import Article, Entity, Mention, Observation, Status

ASIDE = pattern("aside")
PARTY = pattern("party")
KEEP = 0.65  # least probability with which a number is taken for an observation
Table = Callable[[str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided of one figure, and how sure that is."""

    sentence: int
    item: Measured
    about: str
    dates: Dates
    status: Status
    keep: float
    about_chance: float
    period_chance: float

    @property
    def sure(self) -> float:
        """Probability that the whole observation is right, but for its metric: keep, about and period."""
        return self.keep * self.about_chance * self.period_chance


def subjects(scene: Scene, table: Sums) -> dict[tuple[int, int], tuple[str, float]]:
    """Whom each figure is about and how sure that is, by sentence and number in it."""
    flow, asked, where = flow_of(scene), [], []
    quoted = reporters(scene)
    for i, items in enumerate(scene.figures):
        known = told(scene, i) if items else None
        for k, item in enumerate(items):
            if known and item.place < 0:
                options = allowed(item.metric, candidates(scene, flow, known, item), quoted)
                asked.append(
                    Odds(i, scene.article.sentences[i].paragraph, _odds(options, item.metric, table))
                )
                where.append((i, k))
    found = {}
    for place, odd in zip(where, heard(asked), strict=True):
        best = max(odd.chances, key=odd.chances.__getitem__, default="")
        found[place] = (best, odd.chances.get(best, 0.0))
    return found


def _odds(options: Sequence[Candidate], metric: str, table: Sums) -> dict[str, float]:
    """The chance of each candidate, from what speaks for it alone."""
    shared = {o.label: o.shared for o in options}
    spelt = table.spelt(metric, shared)
    common = {label: table.of(clues) + spelt[label] for label, clues in shared.items()}
    odds = spread([table.of(o.own) + common[o.label] for o in options])
    return {o.entity: chance for o, chance in zip(options, odds, strict=True)}


def choose(scene: Scene, table: Table = weights) -> Iterator[Chosen]:
    """Decide for every figure of a scene, left to right."""
    led = leading(scene)
    about = subjects(scene, sums() if table is weights else Sums(table("about")))
    for i, items in enumerate(scene.figures):
        sentence = scene.article.sentences[i]
        for k, item in enumerate(items):
            entity, sure = about.get((i, k), ("", 1.0))
            if item.place >= 0:
                entity = _placed(scene, i, item)
            times = choices(scene, i, item, led)
            time_odds = chances([c.features for c in times], table("period"))
            when = max(range(len(time_odds)), key=time_odds.__getitem__)
            dates = own_year(items, k, times[when].dates)
            chance = likely(keep_features(scene, i, item, sure, dates), table("keep"))
            status = status_of(
                sentence.text, (item.figure.low, item.figure.high), item.figure.kind, sentence.section
            )
            yield Chosen(i, item, entity, dates, status, chance, sure, time_odds[when])


def _placed(scene: Scene, i: int, item: Measured) -> str:
    """Entity of the place that a list shares the figure out to."""
    return next((n.entity for n in scene.named[i] if n.mention.low == item.place), "")


def _bears(about: str) -> bool:
    """False where nothing is named, or a party to a case: 刘某, 张女士."""
    return bool(about) and not (about.startswith("PERSON/") and PARTY.search(about))


def _counts(metric: str) -> bool:
    """False where nothing is named, or a private sum of a case: 房租, 被骗金额."""
    return bool(metric) and not (ASIDE.search(metric) and not verbs(True).match(metric))


def observations(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Observation, ...]:
    """Observations of one article, in the order of their figures; a pure function of its arguments."""
    scene = scene_of(article, mentions, entities)
    kept = [c for c in choose(scene) if c.keep >= KEEP and _bears(c.about) and _counts(c.item.metric)]
    found = [record(scene, c.sentence, c.item, c.about, c.dates, c.status, c.sure) for c in kept]
    return tuple(_flagged(one, found) for one in found)


def _flagged(one: Observation, found: Sequence[Observation]) -> Observation:
    """The observation, flagged where an earlier and a later level of its metric contradict the change."""
    levels = (o for o in found if o.metric == one.metric and o.about == one.about)
    if "change-mismatch" in one.flags or not any(mismatched(level, one) for level in levels):
        return one
    return replace(one, flags=(*one.flags, "change-mismatch"))
