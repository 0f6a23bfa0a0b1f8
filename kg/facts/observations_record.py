"""A figure with what was decided of it in, the Observation out, with evidence, scope and flags."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.facts.observations_figures import Figure
from kg.facts.observations_measured import Measured
from kg.facts.observations_periods import Dates
from kg.facts.observations_places import field, field_of_unit
from kg.facts.observations_scene import Scene
from kg.facts.quantities_patterns import pattern
from kg.records import Basis, Direction, Evidence, Kind, Label, Observation, Status, entity_id

ORIGIN = "observations"
VERSION = "1"
REGION = re.compile(r"全(自治区|[省市县区州盟旗镇乡疆])")
CREDIT = frozenset({Label.PROGRAM, Label.PLATFORM, Label.TEAM, Label.UNIT})
CREDITING = pattern("crediting")


def flags_of(figure: Figure, dates: Dates, issued: str) -> tuple[str, ...]:
    """Codes of what does not add up: a fall over 100%, a period turned round or still to come."""
    start, end = dates
    found = []
    falls = figure.direction is Direction.DOWN and figure.basis is not Basis.FROM_TO
    if falls and figure.unit == "%" and figure.value > 100:
        found.append("fall-over-100")
    if figure.basis is Basis.FROM_TO and figure.from_value is not None:
        rises = figure.value > figure.from_value
        if figure.value == figure.from_value or rises != (figure.direction is Direction.UP):
            found.append("change-mismatch")
    if start and end and start > end:
        found.append("reversed-period")
    if (start or end or "1900") < "1900":
        found.append("early-period")
    if issued and start and start[: len(issued)] > issued:
        found.append("future-period")
    return tuple(found)


def _scope(scene: Scene, i: int, item: Measured, about: str) -> str | None:
    """Id of the place within which a rank holds, None where the text names none."""
    figure = item.figure
    if figure.kind is not Kind.RANK:
        return None
    text = scene.article.sentences[i].text
    inside = [
        n.entity
        for n in scene.named[i]
        if n.mention.label is Label.PLACE and figure.lead <= n.mention.low < figure.low and n.entity != about
    ]
    match = REGION.search(text, max(0, figure.clause[0]), figure.high) or REGION.search(
        text, figure.lead, figure.high
    )
    home = scene.article.home.place if scene.article.home else ""
    if match:
        own = field_of_unit(match[1], about.partition("/")[2]) if about.startswith("UNIT/") else ""
        name = own or field(match[1], home)
        return entity_id(Label.PLACE, name) if name else inside[-1] if inside else None
    return inside[-1] if inside else None


def _credited(scene: Scene, i: int, item: Measured, about: str) -> str | None:
    """Id of the one programme or tool that the clause before a figure credits it to."""
    text = scene.article.sentences[i].text
    start = max(text.rfind(mark, 0, item.figure.low) + 1 for mark in ";。")
    named = [
        n.entity
        for n in scene.named[i]
        if start <= n.mention.low < item.figure.low
        and n.mention.label in CREDIT
        and n.entity != about
        and CREDITING.search(text[: n.mention.low])
        and n.mention.label is not Label.UNIT
    ]
    return named[0] if len(set(named)) == 1 else None


def _speaker(scene: Scene, i: int) -> str:
    """Id of the person whose words the sentence gives (…介绍, …说), "" for the paper itself."""
    text = scene.article.sentences[i].text
    for named in scene.named[i]:
        after = text[named.mention.high : named.mention.high + 12]
        if named.mention.label is Label.PERSON and re.match(
            r"[^,。]{0,4}(?:介绍|说|表示|告诉|坦言|回忆|透露|称)", after
        ):
            return named.entity
    return ""


def record(
    scene: Scene, i: int, item: Measured, about: str, dates: Dates, status: Status, confidence: float
) -> Observation:
    """The Observation of a figure; its evidence is the sentence, its quote the clause up to the number."""
    article, figure = scene.article, item.figure
    sentence = article.sentences[i]
    origin = f"{ORIGIN}/{figure.rule}-{item.named}@{VERSION}"
    exact = article.exact(sentence.start, sentence.end)
    evidence = Evidence(
        article.identifier, sentence.start, sentence.end, exact, origin, round(confidence, 4), status
    )
    low, high = sentence.locate(min(figure.clause[0], figure.lead), figure.high)
    return Observation(
        about=about,
        metric=item.metric,
        kind=figure.kind,
        value=Decimal(figure.value),
        evidence=evidence,
        unit=figure.unit,
        direction=figure.direction,
        basis=figure.basis,
        from_value=figure.from_value,
        bound=figure.bound,
        period_start=dates[0],
        period_end=dates[1],
        rank_scope=_scope(scene, i, item, about),
        attributed_to=_credited(scene, i, item, about),
        quote=article.exact(low, high),
        figure=sentence.locate(figure.low, figure.high),
        speaker=_speaker(scene, i),
        flags=flags_of(figure, dates, article.issued.value if article.issued else ""),
    )
