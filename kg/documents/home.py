"""An article's sentences in, its home place out: the division that 我市, 全市 or 全县 mean there.

Two questions are asked apart. Which places is the article about: every official division that the text
names counts for itself and for what it belongs to, more in a title or byline and before 公安. Of which
rank does it speak as its own: the rows of `home.jsonl` vote for a rank. The home is the division of the
winning rank that the names support best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kg.lexicon.divisions import Division, Level, by_code, find, scan
from kg.lexicon.rows import Row, read_rows
from kg.records import Home, Role, Sentence

KEYS = frozenset({"id", "level", "pattern", "weight", "example", "counterexample"})
POLICE = re.compile(r"公安|警方|警|检察|分局")
RANKED = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
HEAD_WEIGHT, POLICE_WEIGHT = 3.0, 2.0
PLACE = "\x00"
UNIT_PLACE = re.compile(r"(?=(?:区|县|市)?(?:公安)?分局|区公安|公安局)")
BODIES = ("公安",)  # what 古渡公安分局 has before its last word is no county, though one is called so
ENOUGH = 4.0  # votes from which the text's own words decide the rank
PROVINCE_PRIOR = 0.5  # a province is named for its ranks and its bureau oftener than as home
LEAST = 0.9  # one short name without its parents named weighs a third: 大化 may be part of 大化解
PROMOTE = 1.3
CLEAR = 1.5  # a county-level city is the home where it is named that much more often than its prefecture

Support = dict[Division, float]


def _upward(division: Division) -> tuple[Division, ...]:
    """The division and its parents, up to the province."""
    found = [division]
    while found[-1].level > Level.PROVINCE and (above := by_code(found[-1].parent)):
        found.append(above)
    return tuple(found)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Row], ...]:
    with files("kg.documents").joinpath("home.jsonl").open(encoding="utf-8") as lines:
        found = read_rows(lines, "kg/documents/home.jsonl", KEYS, frozenset())
    return tuple((re.compile(row["pattern"]), row) for row in found)


def _unit_places(text: str) -> list[tuple[int, int, tuple[Division, ...]]]:
    """Places that only a unit's name shows: 东城 is a word, 东城分局 is not."""
    found: list[tuple[int, int, tuple[Division, ...]]] = []
    if "分局" not in text and "公安" not in text:
        return found
    for match in UNIT_PLACE.finditer(text):
        for length in (2, 3):
            low = match.start() - length
            own = text[low : match.start()]
            if low >= 0 and own not in BODIES and (named := find(own, towns=False)):
                found.append((low, match.start(), named))
    return found


def _hits(sentences: Sequence[Sentence]) -> list[tuple[Sentence, int, int, tuple[Division, ...]]]:
    """Every place of the rank of a county or above, with its stretch of a sentence, in reading order."""
    found = []
    for sentence in sentences:
        spans = {(low, high): ds for low, high, ds in scan(sentence.text, towns=False)}
        for low, high, ds in _unit_places(sentence.text):
            if not any(low < end and begin < high for begin, end in spans):
                spans[low, high] = ds
        for (low, high), ds in sorted(spans.items(), key=lambda pair: pair[0]):
            if able := tuple(d for d in ds if d.level in RANKED):
                found.append((sentence, low, high, able))
    return found


def _named(sentences: Sequence[Sentence]) -> Support:
    """How much the text speaks of each division; a doubtful name goes where its parents are named too."""
    support: Support = defaultdict(float)
    doubtful = []
    for sentence, low, high, able in _hits(sentences):
        weight = HEAD_WEIGHT if sentence.role in (Role.TITLE, Role.BYLINE) else 1.0
        weight *= POLICE_WEIGHT if POLICE.match(sentence.text, high) else 1.0
        if len(able) == 1 and (able[0].name == sentence.text[low:high] or able[0].level < Level.COUNTY):
            support[able[0]] += weight
        else:
            doubtful.append((weight, able))
    sure = dict(support)
    for weight, able in doubtful:
        known = {d: sum(sure.get(above, 0.0) for above in _upward(d)) for d in able}
        best = max(able, key=lambda d: known[d])
        support[best] += weight if known[best] else weight / (3 * len(able))
    return support


def _without_places(sentences: Sequence[Sentence]) -> str:
    """The text with a mark where a place stood, so that 湖州市公安局 is not read as a bare 市公安局."""
    text = "\n".join(s.text for s in sentences)
    parts, last = [], 0
    for low, high, _ in scan(text, towns=False):
        parts += [text[last:low], PLACE]
        last = high
    return "".join([*parts, text[last:]])


def _votes(text: str) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for pattern, row in _rules():
        votes[row["level"]] += row["weight"] * sum(
            text[match.start() - 1 : match.start()] != PLACE for match in pattern.finditer(text)
        )
    return votes


def _rank_names(division: Division) -> tuple[str, ...]:
    """The ranks by which a text may speak of `division` as its own."""
    if division.level is Level.PROVINCE:
        return ("city",) if division.name.endswith("市") else ("province",)
    if division.level is Level.PREFECTURE:
        return ("city",) if division.name.endswith("市") else ("prefecture",)
    if division.name.endswith("市"):
        return ("city",)
    return ("district",) if division.name.endswith("区") else ("county",)


def _gathered(support: Support) -> Support:
    """Support with what belongs to a division added to it, at half weight a step."""
    found: Support = defaultdict(float)
    for division, weight in support.items():
        for step, above in enumerate(_upward(division)):
            if above.level in RANKED:
                found[above] += weight * 0.5**step
    return found


def _score(division: Division, support: Support, gathered: Support, votes: dict[str, float]) -> float:
    spoken = sum(votes.get(rank, 0.0) for rank in _rank_names(division))
    own = support.get(division, 0.0)
    if _rank_names(division) == ("city",) and division.level is Level.COUNTY:
        above = _upward(division)[1]
        spoken = spoken if own >= CLEAR * support.get(above, 0.0) else 0.0
    total = sum(votes.values())
    trust = min(1.0, total / ENOUGH)
    named = own + (gathered[division] - own) / 2
    prior = float(own > 0) * (PROVINCE_PRIOR if division.level is Level.PROVINCE else 1.0)
    return named * ((1 - trust) * prior + 0.15 + trust * (spoken / total if total else 0.0))


def _promoted(best: Division, votes: dict[str, float]) -> Division:
    """The city above a county or district, where the text speaks of 我市 and 全市 much oftener than of it."""
    above = _upward(best)[1:2]
    if not above or best.level is not Level.COUNTY or _rank_names(above[0]) != ("city",):
        return best
    spoken = max(votes.get(rank, 0.0) for rank in _rank_names(best))
    return above[0] if sum(votes.values()) >= ENOUGH and votes.get("city", 0.0) > spoken * PROMOTE else best


def home_of(sentences: Sequence[Sentence]) -> Home | None:
    """Home place of an article; None where it names no division."""
    support = _named(sentences)
    if not support or sum(support.values()) < LEAST:
        return None
    gathered, votes = _gathered(support), _votes(_without_places(sentences))
    scored = {d: _score(d, support, gathered, votes) for d in gathered}
    best = max(sorted(scored, key=lambda d: d.code), key=lambda d: scored[d])
    total = sum(scored.values())
    best = _promoted(best, votes)
    return Home(best.name, "inferred", round(0.4 + 0.5 * max(scored.values()) / total, 2)) if total else None


def common_home(homes: Sequence[Home | None]) -> Home | None:
    """The home that all articles of a page share: one place, or the city or prefecture they lie in."""
    names = sorted({home.place for home in homes if home})
    if len(names) < 2:
        return next((home for home in homes if home), None)
    chains = [[d for found in find(name, towns=False) for d in _upward(found)] for name in names]
    shared = [d for d in chains[0] if d.level is Level.PREFECTURE and all(d in other for other in chains[1:])]
    return Home(shared[0].name, "inferred/page", 0.6) if shared else None
