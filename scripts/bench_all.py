"""Nothing in, all that is claimed of speed and memory measured, as ratios within this run.

    scripts/bench            # an hour on two cores
    scripts/bench --quick    # minutes

Writes `bench/results.json` and the table in `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bench_build
import bench_documents
import bench_mentions
import bench_store
from bench_measure import Measure, best, number, save, spent
from bench_resolution import MENTIONS, documents
from bench_tagger import BareTagger

from kg.mentions import find_mentions
from kg.resolution import resolve

PAGE = re.compile(r"open: page (\d+) ms.*pyvis (\d+) ms")


@dataclass(frozen=True)
class Sizes:
    """Reports built, reports for growth, entities of a graph, names, what rdflib can hold, mentions."""

    reports: int
    largest: int
    entities: int
    names: int
    small: int
    mentions: int


FULL = Sizes(2000, 10_000, 1_000_000, 1_000_000, 20_000, 100_000)
QUICK = Sizes(200, 300, 100_000, 200_000, 5000, 30_000)


def texts() -> Measure:
    """Megabytes a second from bytes to articles, against decoding alone."""
    files = [bench_documents.made_up(0.5)] * 4
    size = sum(map(len, files)) / 1e6
    rates = [
        size / best(lambda step=step: [step(data) for data in files])
        for step in (bench_documents.whole, lambda data: bench_documents.decode(data)[0])
    ]
    note = "plain text; the other side is decoding alone"
    return Measure("bytes to articles", rates[0], rates[1], "MB/s", rates[0] / rates[1], "", note)


def names() -> Measure:
    """Characters a second of the mention stage, against the bare tagger."""
    held = bench_mentions.articles(bench_mentions.REPORTS)
    said = [sentence.text for article in held for sentence in article.sentences]
    size, tagger = sum(map(len, said)), BareTagger()
    list(tagger.tag(said[:200]))
    find_mentions(held[:5])
    ours, other = size / best(lambda: find_mentions(held)), size / best(lambda: list(tagger.tag(said)))
    note = f"{len(held)} composed reports, one thread"
    return Measure("mentions against the bare tagger", ours, other, "characters/s", ours / other, "", note)


def growth(mentions: int) -> Measure:
    """Microseconds a mention of resolution, for many mentions against a tenth of them."""
    times = []
    for size in (mentions, mentions // 10):
        batch = list(documents(size // MENTIONS))
        times.append(spent(lambda batch=batch: resolve(batch)) / size * 1e6)
    note = f"{mentions:,} mentions against {mentions // 10:,}"
    return Measure("resolution as it grows", *times, "µs/mention", times[0] / times[1], "≤2", note)


def page() -> Iterator[Measure]:
    """Milliseconds until the page of a graph answers, against plain pyvis; none without a browser."""
    script = Path(__file__).with_name("bench_page.py")
    done = subprocess.run([sys.executable, str(script), "500", "1500"], capture_output=True, text=True)
    if match := PAGE.search(done.stdout):
        ours, other = float(match[1]), float(match[2])
        note = "500 entities, 1,500 facts, headless Chromium"
        yield Measure("page opens", ours, other, "ms", other / ours, "", note)


def measures(sizes: Sizes) -> Iterator[Measure]:
    """Everything, one after the other."""
    yield texts()
    yield names()
    yield from bench_build.measures(sizes.reports, sizes.largest)
    yield growth(sizes.mentions)
    yield from bench_store.measures(sizes.entities, sizes.small, sizes.names)
    yield from page()


def line(measure: Measure) -> str:
    """A measure as one line of the terminal."""
    sides = f"{number(measure.ours):>10} {number(measure.other):>10} {measure.unit:14}"
    return f"{measure.name:40} {sides} {number(measure.ratio):>8} {measure.target:6} {measure.met}"


def main() -> int:
    """Measure, print, write; exit 1 where a target is missed and `--strict` was given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    given = parser.parse_args()
    found = []
    for measure in measures(QUICK if given.quick else FULL):
        print(line(measure), flush=True)
        found.append(measure)
    busy = f"{os.getloadavg()[0]:.1f} processes wanted a core when it ended"
    load = f"Sizes: {'quick' if given.quick else 'full'}; {busy}."
    save(found, load)
    return int(given.strict and any(measure.met == "no" for measure in found))


if __name__ == "__main__":
    sys.exit(main())
