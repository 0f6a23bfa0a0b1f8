"""A figure with what was decided of it in, the Observation out, with evidence, scope and flags."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.facts.observations_figures import Figure
from kg.facts.observations_listed import Measured
from kg.facts.observations_periods import Dates
from kg.facts.observations_scene import Scene
from kg.facts.periods import relative
from kg.facts.quantities_patterns import pattern
from kg.facts.rank_fields import scope_of
from kg.records import Basis, Direction, Evidence, Kind, Label, Observation, Status

ORIGIN = "observations"
VERSION = "1"
CREDIT = frozenset({Label.PROGRAM, Label.PLATFORM, Label.TEAM})
CREDITING = pattern("crediting")
CREDITED = pattern("credited")


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


def _undated(scene: Scene, i: int, figure: Figure, dates: Dates) -> tuple[str, ...]:
    """The code of a period that the text names but that an article of no known date leaves open: 今年以来."""
    text = scene.article.sentences[i].text[: figure.low]
    lost = not scene.article.issued and dates == (None, None) and relative(text)
    return ("undated-period",) if lost else ()


def _outcome(scene: Scene, i: int, item: Measured, since: int) -> bool:
    """Whether a figure is an effect told right after `since`: a change, or the share that a change led to."""
    figure = item.figure
    between = [m.figure for m in scene.figures[i] if since <= m.figure.low < figure.low]
    changed = any(f.kind is Kind.CHANGE for f in between)
    if figure.kind is not Kind.CHANGE and not (changed and figure.sort == "share"):
        return False
    return all(f.kind is Kind.CHANGE or f.sort in {"share", "score", "rank"} for f in between)


def _credited(scene: Scene, i: int, item: Measured, about: str) -> str | None:
    """Id of the programme or tool that an effect is credited to: the last put to use in the words before."""
    text = scene.article.sentences[i].text
    start = max(text.rfind(mark, 0, item.figure.low) + 1 for mark in ";。")
    near = [
        n for n in scene.named[i] if start <= n.mention.low < item.figure.low and n.mention.label in CREDIT
    ]
    if not near:
        return None
    last = near[-1]
    listed = len(near) > 1 and last.mention.low - near[-2].mention.high <= 3
    put = CREDITING.search(text[: last.mention.low]) or CREDITED.match(text[last.mention.high :])
    fits = last.entity != about and put and not listed and _outcome(scene, i, item, last.mention.high)
    return last.entity if fits else None


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
        rank_scope=scope_of(scene, i, item, about),
        attributed_to=_credited(scene, i, item, about),
        quote=article.exact(low, high),
        figure=sentence.locate(figure.low, figure.high),
        speaker=_speaker(scene, i),
        flags=flags_of(figure, dates, article.issued.value if article.issued else "")
        + _undated(scene, i, figure, dates),
    )
