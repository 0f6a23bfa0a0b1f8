"""Synthetic extractions of 10⁴ to 10⁶ mentions in, the time and memory that resolution takes out.

Run: python scripts/bench_resolution.py [--largest 1000000]. Names are drawn from the official
divisions, so that homonyms, bare units, clipped programmes and misprints occur as they do in news.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator

from kg.documents import article_of
from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.records import Entity, Extraction, Home, Label
from kg.resolution import resolve

MENTIONS = 30  # a document of ordinary length
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂华建文志海玲红新国春"


def entity(label: Label, name: str, *aliases: str, code: str = "") -> Entity:
    """An entity with a mention index, as a document knows it."""
    return Entity(label, name, tuple(sorted(aliases)), (0,), code)


def document(number: int, counties: list[Division], chance: random.Random) -> Extraction:
    """One document: its county, bureau, stations, people, programmes, teams and posts."""
    home = chance.choice(counties)
    towns = [d for d in divisions.children(home) if d.short]
    bureau = f"{home.name}公安局"
    found = [entity(Label.PLACE, home.name, code=home.code), entity(Label.UNIT, bureau)]
    for town in chance.sample(towns, min(3, len(towns))):
        station = f"{town.short}派出所"
        found.append(entity(Label.UNIT, chance.choice((station, bureau + station)), station))
    for _ in range(4):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        found.append(entity(Label.PERSON, name))
    theme = chance.choice(towns).short if towns else home.short
    found.append(entity(Label.PROGRAM, f"“平安{theme}”行动", f"平安{theme}"))
    found.append(entity(Label.PLATFORM, f"“{theme}智眼”预警平台", f"{theme}智眼"))
    found.append(entity(Label.UNIT, f"{theme}{chance.choice(('生态', '水上', '旅游'))}警务站"))
    found.append(entity(Label.ORG, f"{home.name}{chance.choice(('人民法院', '司法局', '民政局'))}"))
    article = article_of(f"{number:07d}.txt", "正文。", home=Home(home.name, "bench"))
    unique = {e.id: e for e in found}
    return Extraction(article, (), tuple(unique[key] for key in sorted(unique)))


def documents(count: int) -> Iterator[Extraction]:
    """The first `count` documents of a fixed stream."""
    chance = random.Random(20260101)
    provinces = [d for d in divisions.find("中国")[:1] for d in divisions.children(d)]
    upper = [d for p in provinces for d in divisions.children(p) if p.level == Level.PROVINCE]
    counties = [
        d for u in upper for d in divisions.children(u) if d.level == Level.COUNTY and d.name[-1] in "县市"
    ]
    for number in range(count):
        yield document(number, counties, chance)


def main() -> None:
    """Print one line a size: mentions, entities in, entities out, seconds, microseconds a mention, memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000, help="mentions of the largest run")
    largest = parser.parse_args().largest
    print("mentions entities resolved seconds µs/mention MB")
    size = 10_000
    while size <= largest:
        batch = list(documents(size // MENTIONS))
        begin = time.process_time()
        result = resolve(batch)
        spent = time.process_time() - begin
        known = sum(len(x.entities) for x in batch)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size} {known} {len(result.entities)} {spent:.2f} {spent / size * 1e6:.1f} {memory}", flush=True
        )
        size *= 10


if __name__ == "__main__":
    main()
