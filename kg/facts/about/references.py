"""A scene in, every place where it speaks of an entity out: by name, by a noun, by a pronoun.

“该平台”, “所里”, “她” and “全镇” stand for an entity named before; each is taken for a mention of it, so that
whoever asks for the subject of a clause need not tell names from what stands for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.facts.observations_places import WORDS, field, field_of_unit, taken
from kg.facts.observations_roles import Named
from kg.facts.observations_scene import Scene
from kg.facts.rank_fields import rank_fields
from kg.lexicon.rows import rows
from kg.records import Label, entity_id

TOWN = {"镇": "镇", "乡": "乡", "村": "村", "岛": "岛", "街": "街道", "道": "街道"}
STATION = re.compile(r"(?:^|公安局|分局|大队|支队)([一-龥]{2,4})派出所$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a sentence that stands for an entity; `kind` is name or the id of its anaphor's row."""

    entity: str
    label: str
    sentence: int
    low: int
    high: int
    kind: str = "name"


@cache
def _anaphors() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...], str], ...]:
    found = rows("about_references.jsonl", ("id", "pattern", "labels", "heads", "example", "counterexample"))
    return tuple((r["id"], re.compile(r["pattern"]), tuple(r["labels"]), r["heads"]) for r in found)


def _last(earlier: Sequence[Reference], labels: tuple[str, ...], heads: str) -> str:
    """Id of the entity last named whose label and name fit."""
    head = re.compile(heads)
    return next(
        (r.entity for r in reversed(earlier) if r.label in labels and head.search(r.entity.strip("“”"))), ""
    )


def _town(scene: Scene, earlier: Sequence[Reference], word: str) -> str:
    """Id of the town, village or island that 全镇, 岛上 mean: the last named, or the station's own."""
    ending = next((TOWN[c] for c in word if c in TOWN), "")
    for r in reversed(earlier):
        name = r.entity.partition("/")[2]
        if r.label == Label.PLACE and name.endswith(ending):
            return r.entity
        station = STATION.search(name) if r.label == Label.UNIT and ending in {"镇", "乡", "街道"} else None
        if station:
            return entity_id(Label.PLACE, station[1] + ending)
    return ""


def _whole(scene: Scene, earlier: Sequence[Reference], i: int, word: str) -> str:
    """Id of the division that 全市, 全县 mean: that of what the paragraph named last, else of the home."""
    kind = word[-1]
    paragraph = scene.article.sentences[i].paragraph
    near = []
    for r in reversed(earlier):
        if scene.article.sentences[r.sentence].paragraph != paragraph or r.sentence < i - 5:
            break
        near.append(r)
    home = scene.home.partition("/")[2]
    names = [r.entity.partition("/")[2] for r in near if r.label in (Label.UNIT, Label.PLACE)]
    for r in near if taken(kind, home, names) else ():
        name = r.entity.partition("/")[2]
        own = field_of_unit(kind, name) if r.label == Label.UNIT else ""
        if own or (r.label == Label.PLACE and name.endswith(WORDS.get(kind, kind))):
            return entity_id(Label.PLACE, own or name)
    name = field(kind, home)
    return entity_id(Label.PLACE, name) if name else ""


def _police(scene: Scene, earlier: Sequence[Reference], place: str) -> str:
    """Id of the police of a place: that of the home unless another place is meant whose police is named."""
    if place == scene.home:
        return scene.police
    ending = re.compile(re.escape(place.partition("/")[2]) + "(?:公安局|公安分局|分局)$")
    return next((r.entity for r in reversed(earlier) if ending.search(r.entity)), scene.police)


def _meant(
    scene: Scene, earlier: Sequence[Reference], i: int, row: tuple[str, tuple[str, ...], str], word: str
) -> str:
    _, labels, heads = row
    if heads == "^HOME":
        place = _whole(scene, earlier, i, re.sub(r"(?:各级)?公安.*", "", word))
        return place if labels != ("UNIT",) else _police(scene, earlier, place)
    if heads == "^TOWN":
        return _town(scene, earlier, word)
    if heads == "^SAME":
        noun = re.sub(r"^(?:该|这[个片条])", "", word)
        return _last(earlier, labels, re.escape(noun) + "$")
    return _last(earlier, labels, heads)


def _spoken(scene: Scene, i: int, names: Sequence[Named], earlier: list[Reference]) -> Iterator[Reference]:
    """References of one sentence that are no names; `earlier` are all before it."""
    text = scene.article.sentences[i].text
    for id_, pattern, labels, heads in _anaphors():
        for m in pattern.finditer(text):
            if any(n.mention.low < m.end() and m.start() < n.mention.high for n in names):
                continue
            if m.start() in rank_fields(text):
                continue
            known = [*earlier, *(_named(n) for n in names if n.mention.high <= m.start())]
            entity = _meant(scene, known, i, (id_, labels, heads), m[0])
            if entity:
                yield Reference(entity, entity.partition("/")[0], i, m.start(), m.end(), id_)


def _named(n: Named) -> Reference:
    m = n.mention
    return Reference(n.entity, n.entity.partition("/")[0], m.sentence, m.low, m.high)


def references(scene: Scene) -> tuple[tuple[Reference, ...], ...]:
    """All references of a scene by sentence, left to right."""
    found: list[tuple[Reference, ...]] = []
    earlier: list[Reference] = []
    for i, names in enumerate(scene.named):
        row = [*(_named(n) for n in names), *_spoken(scene, i, names, earlier)]
        row.sort(key=lambda r: (r.low, r.high))
        found.append(tuple(row))
        earlier += row
    return tuple(found)
