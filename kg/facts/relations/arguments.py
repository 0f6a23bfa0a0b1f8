"""An article's mentions and entities in, what may stand in a relation out: mentions and pointers back.

该局, 这支队伍, bare 派出所 and 全市公安机关 stand for an entity named before; the rows of
`kg/lexicon/relation_anaphors.jsonl` say which. Names listed side by side form a group and share its context.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.lexicon.rows import rows
from kg.records import Article, Entity, Label, Mention

ACTORS = frozenset((Label.UNIT, Label.ORG, Label.TEAM, Label.PLACE))
BETWEEN = re.compile(
    r"[”’』」》\")）]*(?:[、和与及]|以及)?[“‘『「《\"(（]*(?:[0-9一二三四五六七八九十]+[个名支项]?)?[“‘『「《\"]*"
)
BARE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Argument:
    """A place in a sentence that stands for an entity; `left` and `right` bound the list it is in."""

    entity: int
    label: Label
    sentence: int
    low: int
    high: int
    pointing: bool = False  # 该局 rather than a name
    left: int = 0
    right: int = 0
    group: int = 0  # equal within one list
    first: bool = False  # the entity's first mention in the article


@dataclass(frozen=True, slots=True)
class Pointer:
    """One row of the anaphors: what it looks like and what it may stand for."""

    id: str
    pattern: re.Pattern[str]
    labels: frozenset[Label]
    heads: re.Pattern[str]
    home: bool


@cache
def _pointers() -> tuple[Pointer, ...]:
    found = []
    for row in rows(
        "relation_anaphors.jsonl",
        ("id", "pattern", "labels", "heads", "example", "counterexample"),
        ("bare",),
    ):
        lead = r"(?<![\u4e00-\u9fffA-Za-z”])" if row.get("bare") else ""
        home = row["heads"] == "^HOME"
        labels = frozenset(map(Label, row["labels"]))
        found.append(
            Pointer(
                row["id"],
                re.compile(lead + f"(?:{row['pattern']})"),
                labels,
                re.compile("" if home else row["heads"]),
                home,
            )
        )
    return tuple(found)


def home_unit(article: Article, entities: Sequence[Entity]) -> int | None:
    """Index of the police of the article's home, else of the unit it names most."""
    units = [(len(e.mentions), -i) for i, e in enumerate(entities) if e.label == Label.UNIT and e.mentions]
    place = article.home.place if article.home else ""
    for i, entity in enumerate(entities):
        if place and entity.label == Label.UNIT and entity.name in (f"{place}公安局", f"{place}公安厅"):
            return i
    return -max(units)[1] if units else None


def home_place(article: Article, entities: Sequence[Entity]) -> int | None:
    """Index of the PLACE that 全市 means, if it is among the entities."""
    place = article.home.place if article.home else ""
    return next((i for i, e in enumerate(entities) if e.label == Label.PLACE and e.name == place), None)


def arguments_of(
    article: Article, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> list[list[Argument]]:
    """The arguments of every sentence, left to right."""
    placed: list[list[Argument]] = [[] for _ in article.sentences]
    for i, entity in enumerate(entities):
        for k, at in enumerate(sorted(entity.mentions)):
            m = mentions[at]
            placed[m.sentence].append(Argument(i, entity.label, m.sentence, m.low, m.high, first=k == 0))
    homes = {Label.UNIT: home_unit(article, entities), Label.PLACE: home_place(article, entities)}
    latest: list[Argument] = []
    for number, found in enumerate(placed):
        found.sort(key=lambda a: (a.low, -a.high))
        text = article.sentences[number].text
        pointing = _pointing(text, number, found, latest, entities, homes)
        placed[number] = _grouped(text, sorted([*found, *pointing], key=lambda a: (a.low, -a.high)))
        latest = (latest + placed[number])[-60:]
    return placed


def _pointing(
    text: str,
    number: int,
    found: list[Argument],
    latest: list[Argument],
    entities: Sequence[Entity],
    homes: dict[Label, int | None],
) -> list[Argument]:
    hits: list[Argument] = []
    taken = [(a.low, a.high) for a in found]
    for pointer in _pointers():
        for match in pointer.pattern.finditer(text):
            if any(low < match.end() and match.start() < high for low, high in taken):
                continue
            before = latest + [a for a in found if a.high <= match.start()]
            at = _resolve(pointer, before, entities, homes)
            if at is not None:
                hits.append(
                    Argument(at, entities[at].label, number, match.start(), match.end(), pointing=True)
                )
                taken.append(match.span())
    return hits


def _resolve(
    pointer: Pointer, before: list[Argument], entities: Sequence[Entity], homes: dict[Label, int | None]
) -> int | None:
    if pointer.home:
        return next((homes[label] for label in pointer.labels if homes.get(label) is not None), None)
    for argument in reversed(before):
        if argument.label in pointer.labels and pointer.heads.search(entities[argument.entity].name):
            return argument.entity
    return None


def _kind(label: Label) -> str:
    return "actor" if label in ACTORS else label.value


def _grouped(text: str, arguments: list[Argument]) -> list[Argument]:
    """Bind neighbours that 、 or 和 joins into groups."""
    starts = [0] if arguments else []
    for i in range(1, len(arguments)):
        a, b = arguments[i - 1], arguments[i]
        gap = text[a.high : b.low] if b.low >= a.high else "?"
        joined = _kind(a.label) == _kind(b.label) and gap != "" and BETWEEN.fullmatch(gap)
        if not joined:
            starts.append(i)
    grouped = []
    for number, low in enumerate(starts):
        members = arguments[low : starts[number + 1] if number + 1 < len(starts) else len(arguments)]
        left, right = members[0].low, max(m.high for m in members)
        grouped += [replace(m, left=left, right=right, group=number) for m in members]
    return grouped


def focus(arguments: list[list[Argument]]) -> Counter[int]:
    """How often each entity stands in the article."""
    return Counter(a.entity for row in arguments for a in row if not a.pointing)
