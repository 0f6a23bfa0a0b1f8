"""An article with its mentions and entities in, the surroundings of each sentence out, ready for questions.

A scene holds, once for the whole article, where each entity is mentioned, which time expressions stand
where and what the figures of each sentence are, so that the modules that choose need not search again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.metrics import verbs
from kg.facts.observations_figures import Figure, counted
from kg.facts.observations_listed import Measured
from kg.facts.observations_measured import measured
from kg.facts.observations_ranks import placed
from kg.facts.observations_roles import Named, named
from kg.facts.periods import Period
from kg.facts.periods_echoed import article_periods
from kg.facts.quantities_patterns import pattern
from kg.records import Article, Entity, Kind, Label, Mention, Role, Sentence, entity_id

CRIME = pattern("crime")
COLUMNS = re.compile(r"\s{2,}|\t")
SHARE = re.compile(r"[率感度比]$|占比|满意|比例|得分|指数")


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds the figures of an article, by sentence."""

    article: Article
    entities: dict[str, Entity]
    named: tuple[tuple[Named, ...], ...]
    times: tuple[tuple[Period, ...], ...]
    figures: tuple[tuple[Measured, ...], ...]
    home: str  # id of the home place, "" where unknown
    police: str  # id of its police, "" where unknown


def topic(item: Measured) -> str:
    """Coarse class of what is measured, on which whom it is about depends."""
    metric, figure = item.metric, item.figure
    if figure.kind is Kind.STREAK:
        return "streak"
    if figure.sort == "money":
        return "money"
    if figure.sort == "time":
        return "time"
    if SHARE.search(metric):
        return "safety" if re.search(r"安全感|满意", metric) else "share"
    if verbs(True).match(metric):
        return "deed"
    if CRIME.search(metric):
        return "crime"
    if figure.unit in {"人", "名", "位"}:
        return "people"
    return "thing" if figure.sort == "count" else "other"


def figures_of(text: str, names: Sequence[Mention]) -> list[Figure]:
    """All figures of a sentence, left to right; a count that only says how many are ranked is none."""
    spans = [(m.low, m.high) for m in names]
    ranks = placed(text, spans)
    levels = [
        f for f in counted(text, spans) if not any(r.lead <= f.low < r.low for r in ranks if r.sort == "rank")
    ]
    return sorted([*levels, *ranks], key=lambda f: (f.low, f.high))


def _named(
    article: Article,
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[Sequence[Period]],
) -> tuple[tuple[Named, ...], ...]:
    owner = {i: e.id for e in entities for i in e.mentions}
    rows: list[list[Named]] = [[] for _ in article.sentences]
    for i, mention in enumerate(mentions):
        if i in owner:
            at = mention.sentence
            rows[at].append(named(mention, owner[i], article.sentences[at].text, times[at]))
    return tuple(tuple(sorted(row, key=lambda n: n.mention.low)) for row in rows)


def _times(article: Article) -> tuple[tuple[Period, ...], ...]:
    issued = article.issued.value if article.issued else ""
    return article_periods([sentence.text for sentence in article.sentences], issued)


def _tabular(sentence: Sentence) -> bool:
    """Whether it is a row of a table, whose figures belong to the heads of its columns, not to its words."""
    return sentence.role is Role.CAPTION and len(COLUMNS.findall(sentence.text)) > 1


def _measured(article: Article, mentions: Sequence[Mention]) -> tuple[tuple[Measured, ...], ...]:
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    rows, paragraph, last = [], -1, ""
    for i, sentence in enumerate(article.sentences):
        last = last if sentence.paragraph == paragraph else ""
        paragraph = sentence.paragraph
        names = sorted(by_sentence[i], key=lambda m: m.low)
        figures = [] if _tabular(sentence) else figures_of(sentence.text, names)
        found = measured(sentence.text, figures, names, last)
        last = found[-1].metric if found else last
        rows.append(tuple(found))
    return tuple(rows)


def scene_of(article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]) -> Scene:
    """Gather the surroundings of the figures of one article."""
    known, times = {e.id: e for e in entities}, _times(article)
    home = entity_id(Label.PLACE, article.home.place) if article.home else ""
    police = ""
    if article.home:
        place = article.home.place
        province = place.endswith(("省", "自治区"))
        names = [f"{place}公安厅"] if province else [f"{place}公安局", f"{place}公安分局"]
        units = [e for e in entities if e.label is Label.UNIT]
        fits = [e for e in units if e.name in names or re.search(rf"{article.home.place}分局$", e.name)]
        police = fits[0].id if fits else entity_id(Label.UNIT, names[0])
    return Scene(
        article,
        known,
        _named(article, mentions, entities, times),
        times,
        _measured(article, mentions),
        home,
        police,
    )
