"""Graphs of 10³, 10⁴ and 10⁵ documents in, what it costs to add one document to each and to remove it out.

    python scripts/bench_add.py [--sizes 1000 10000 100000] [--work FOLDER] [--save]

Reading an article costs the same whatever the graph holds, and reading 10⁵ of them takes hours, so documents
are made as extractions: entities of a real county or city with invented stations, people, programmes and
figures, each mentioned in a text of its own. They are resolved and written as those of any build. Timed is
all that `kg add` and `kg remove` do but for reading: finding reprints, settling who is who, writing the new
generation with its look-up index, log and notes. `--save` writes the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from bench_measure import ROOT
from bench_reports import ACTS, HEADS, METRICS, SYSTEMS, TYPES
from bench_resolution import GIVEN, SURNAMES

from kg.documents import article_of, reprints
from kg.graph.folder import current_generation, writer
from kg.graph.kept import kept_in
from kg.graph.notes import Notes
from kg.growing import grow, write_settled
from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.noting import alike
from kg.records import (
    Dated,
    Direction,
    Entity,
    Evidence,
    Extraction,
    Home,
    Kind,
    Label,
    Mention,
    Observation,
    Predicate,
    Statement,
)
from kg.resolution import resolve
from kg.spool import Spool
from kg.workers import few_collections

FILLING = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 1500))
TURNS = 15  # documents added, each alone; then removed
ORIGIN = "bench/made@1"


def _places() -> list[Division]:
    """Counties and cities of the country."""
    provinces = divisions.children(divisions.find("中国")[0])
    cities = [d for p in provinces for d in divisions.children(p) if p.level == Level.PROVINCE]
    counties = [d for city in cities for d in divisions.children(city) if d.level == Level.COUNTY and d.code]
    return sorted((d for d in (*cities, *counties) if d.name[-1] in "县市"), key=lambda d: d.code)


def _named(place: Division, chance: random.Random) -> list[Entity]:
    """The entities of one document."""
    bureau = f"{place.name}公安局"
    towns = [town.short for town in divisions.children(place) if town.short] or [place.short]
    stations = [f"{bureau}{town}派出所" for town in chance.sample(towns, min(2, len(towns)))]
    people = {chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)) for _ in range(2)}
    number = chance.choice("一二三四五六七八九")
    programme = f"“{chance.choice(HEADS)}{number}号{chance.choice(HEADS)}”{chance.choice(TYPES)}"
    system = f"“{chance.choice(HEADS)}{chance.choice(towns)}通”{chance.choice(SYSTEMS)}"
    found = [Entity(Label.PLACE, place.name, code=place.code), Entity(Label.UNIT, bureau, ("市公安局",))]
    found += [Entity(Label.UNIT, name, (name.removeprefix(bureau),)) for name in stations]
    found += [Entity(Label.PERSON, name) for name in sorted(people)]
    return [*found, Entity(Label.PROGRAM, programme), Entity(Label.PLATFORM, system)]


def _said(entities: list[Entity], evidence: Evidence) -> Iterator[Statement]:
    bureau = entities[1].id
    for entity in entities[2:]:
        if entity.label == Label.UNIT:
            yield Statement(entity.id, Predicate.PART_OF, bureau, (evidence,))
        elif entity.label == Label.PERSON:
            yield Statement(entity.id, Predicate.MEMBER_OF, bureau, (evidence,))
        else:
            yield Statement(bureau, Predicate.RUNS, entity.id, (evidence,))


def extraction(number: int, places: list[Division]) -> Extraction:
    """The document of this number."""
    chance = random.Random(f"add/{number}")
    place = chance.choice(places)
    entities = _named(place, chance)
    text, mentions = "", []
    for entity in entities:
        text += "".join(chance.choices(FILLING, k=14))
        mentions.append((entity, len(text)))
        text += entity.name
    name, year = f"d{number // 1000:04d}/d{number:07d}.txt", chance.randint(2015, 2025)
    (act, unit), metric = chance.choice(ACTS), chance.choice(METRICS)
    article = article_of(
        name, text + "。", issued=Dated(f"{year}-12-30", ORIGIN), home=Home(place.name, ORIGIN)
    )
    evidence = Evidence(name, 0, len(text) + 1, text + "。", ORIGIN, 0.9)
    days = (f"{year}-01-01", f"{year}-12-31")
    done, fall = Decimal(chance.randint(20, 4000)), Decimal(chance.randint(11, 399)) / 10
    figures = (
        Observation(entities[1].id, act, Kind.LEVEL, done, evidence, unit, None, None, None, None, *days),
        Observation(
            entities[0].id, metric, Kind.CHANGE, fall, evidence, "%", Direction.DOWN, None, None, None, *days
        ),
    )
    spans = ((e, at, at + len(e.name)) for e, at in mentions)
    found = tuple(Mention(e.label, 0, low, high, low, high, e.name, ORIGIN) for e, low, high in spans)
    numbered = [replace(entity, mentions=(at,)) for at, entity in enumerate(entities)]
    ordered = tuple(sorted(numbered, key=lambda each: each.id))
    said = sorted(_said(entities, evidence), key=lambda s: (s.subject, s.predicate, s.object))
    return Extraction(article, found, ordered, tuple(said), figures)


def build(folder: Path, size: int) -> None:
    """The graph of the first documents."""
    places = _places()
    with (
        few_collections(),
        Spool(extraction(number, places) for number in range(size)) as known,
        writer(folder),
    ):
        write_settled(folder, known, resolve(known), ())  # type: ignore[arg-type]


def _add(folder: Path, fresh: Extraction) -> None:
    with writer(folder):
        notes = Notes.reading(current_generation(folder))
        near = [kept_in(notes, name).article for name in sorted(alike(notes, fresh.article))]
        assert len(reprints([fresh.article, *near])) == 1 + len(near)
        grow(folder, notes, (), [fresh], (), ())


def _remove(folder: Path, name: str) -> None:
    with writer(folder):
        grow(folder, Notes.reading(current_generation(folder)), [name], (), (), ())


def _timed(task: Callable[[], None]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    task()
    return time.perf_counter() - wall, time.process_time() - processor


def measure(folder: Path, size: int) -> dict[str, float]:
    """Medians in milliseconds of adding and removing one document, and the peak of memory in MB."""
    places = _places()
    fresh = [extraction(number, places) for number in range(size, size + TURNS + 1)]
    _add(folder, fresh[-1])  # what is loaded once a process
    times: dict[str, list[tuple[float, float]]] = {"add": [], "remove": []}
    for each in fresh[:-1]:
        times["add"].append(_timed(lambda each=each: _add(folder, each)))  # type: ignore[misc]
    for each in fresh:
        name = each.article.identifier
        times["remove"].append(_timed(lambda name=name: _remove(folder, name)))  # type: ignore[misc]
    found: dict[str, float] = {"documents": size}
    for what, spent in times.items():
        for at, clock in enumerate(("wall", "processor")):
            found[f"{what} {clock}"] = statistics.median(each[at] for each in spent) * 1000
        found[f"{what} slowest"] = max(each[0] for each in spent) * 1000
    found["memory"] = _peak()
    return found


def _peak() -> float:
    """Most memory of this process in MB; `ru_maxrss` would count the process it was started from."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))


def _disk(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def rows(found: list[dict[str, float]]) -> Iterator[str]:
    """The measures as a Markdown table."""
    heads = (
        "documents",
        "add wall",
        "add processor",
        "add slowest",
        "remove wall",
        "remove processor",
        "memory",
    )
    yield "| documents | add | processor | slowest | remove | processor | peak, MB | on disk, MB |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    for each in found:
        yield "| " + " | ".join(f"{each[head]:,.0f}" for head in (*heads, "disk")) + " |"


def _save(lines: list[str]) -> None:
    page = ROOT / "docs" / "performance.md"
    before, mark, rest = page.read_text("utf-8").partition("<!-- adding -->\n")
    after = rest.partition("<!-- end of adding -->")[2]
    page.write_text(before + mark + "\n".join(lines) + "\n<!-- end of adding -->" + after, "utf-8")


def main() -> None:
    """Build what is not built, measure each size in a process of its own, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--work", type=Path, help="where graphs are kept for the next run")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="kg-bench-"))
    if given.measure:
        print(json.dumps(measure(work / str(given.measure), given.measure)))
        return
    found = []
    for size in given.sizes:
        folder = work / str(size)
        if not (folder / "manifest.json").exists():
            began = time.perf_counter()
            build(folder, size)
            print(
                f"{size} documents written in {time.perf_counter() - began:.0f} s",
                file=sys.stderr,
                flush=True,
            )
        command = [sys.executable, __file__, "--work", str(work), "--measure", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append({**json.loads(done.stdout), "disk": _disk(current_generation(folder))})
        print(json.dumps(found[-1]), flush=True)
    lines = list(rows(found))
    print("\n".join(lines))
    if given.save:
        _save(lines)
    if not given.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
