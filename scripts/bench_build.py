"""Reports in, the speed, memory and recall of whole builds out, from files to a graph that can be asked.

python scripts/bench_build.py [--reports 500] [--largest 2000]
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from statistics import median

from bench_measure import Measure, best, kg, program, spent
from bench_mentions import REPORTS
from bench_reports import reports
from bench_tagger import BareTagger

from kg.build import build
from kg.documents import read
from kg.evaluation.gold import unmark
from kg.graph.kept import kept
from kg.records import Article


def composed(folder: Path) -> Path:
    """The composed reports of the repository, without their annotation, as files."""
    folder.mkdir()
    for path in sorted(REPORTS.glob("*.txt")):
        (folder / path.name).write_text(unmark(path.read_text("utf-8"))[0], "utf-8")
    return folder


def made_up(folder: Path, count: int) -> Path:
    """`count` reports of the generator, with `facts.jsonl` beside them."""
    rows = []
    for name, text, facts in reports(count, 7):
        path = folder / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        rows.append(json.dumps({"file": name, **facts}, ensure_ascii=False))
    (folder / "facts.jsonl").write_text("\n".join(rows), "utf-8")
    return folder / "reports"


def per_core(name: str, sources: Path, work: Path) -> Measure:
    """Characters a processor second of the build and of the bare tagger on the same texts, both warm."""
    articles = [each for each in read([sources]) if isinstance(each, Article)]
    texts = [sentence.text for article in articles for sentence in article.sentences]
    tagger = BareTagger()

    def whole() -> None:
        shutil.rmtree(work / "graph", ignore_errors=True)
        build([sources], work / "graph")

    whole()
    list(tagger.tag(texts[:200]))
    ours, other = best(whole, 2), best(lambda: list(tagger.tag(texts)))
    size, tagged = sum(len(a.text) for a in articles), sum(map(len, texts))
    rates = size / ours, tagged / other
    note = f"{len(articles)} articles, {size:,} characters; processor time of all threads"
    return Measure(name, *rates, "characters/s", rates[0] / rates[1], "≥0.3", note)


def jobs(sources: Path, work: Path, rounds: int = 2) -> Measure:
    """Wall seconds of `--jobs 1` against `--jobs 2`, one after the other, start of processes included."""
    pairs = []
    for _ in range(rounds):
        pair = []
        for count in ("1", "2"):
            shutil.rmtree(work / "graph", ignore_errors=True)
            pair.append(kg("build", str(sources), "-g", str(work / "graph"), "--jobs", count)[0])
        pairs.append(pair)
    one, two = min(p[0] for p in pairs), min(p[1] for p in pairs)
    ratio = median(p[0] / p[1] for p in pairs)
    note = "wall time, median of pairs; reading is shared out, the store loaded by threads"
    return Measure("two workers against one", two, one, "s", ratio, "≥1.8", note)


READING = """
import sys
from pathlib import Path
from kg.build import files_of, LocalEngine, ReadOptions
for _ in LocalEngine(Path(sys.argv[2])).extractions(files_of([sys.argv[1]]), ReadOptions()): pass
"""


def memory(sizes: tuple[int, int], work: Path) -> Measure:
    """Peak memory of all that comes before resolution, for a few documents and for many."""
    peaks = []
    for size in sizes:
        folder = work / f"memory-{size}"
        peaks.append(program("-c", READING, str(made_up(folder, size)), str(folder / "graph"))[2])
    note = f"peak of one process up to resolution, {sizes[1]:,} reports against {sizes[0]:,}"
    return Measure("memory before resolution", peaks[1], peaks[0], "MB", peaks[1] / peaks[0], "≤1.1", note)


def plain(name: str) -> str:
    """A name as it is compared here."""
    return name.translate(dict.fromkeys(map(ord, "“”")))


def recall(folder: Path) -> tuple[int, int]:
    """How many of the known facts a graph of made-up reports holds, and how many there are."""
    facts = {row["file"]: row for row in map(json.loads, (folder / "facts.jsonl").read_text().splitlines())}
    found = total = 0
    for each in kept(folder / "graph"):
        row = facts[each.article.identifier]
        said = {
            (plain(s.subject.partition("/")[2]), s.predicate.value, plain(s.object.partition("/")[2]))
            for s in each.statements
        }
        measured = {(o.about.partition("/")[2], float(o.value), o.unit) for o in each.observations}
        found += sum((plain(s), p, plain(o)) in said for s, p, o in row["relations"])
        found += sum((about, float(value), unit) in measured for about, _, value, unit in row["figures"])
        total += len(row["relations"]) + len(row["figures"])
    return found, total


def recalls(sizes: tuple[int, int], work: Path) -> list[Measure]:
    """Share of the known facts found in a few documents and in many, and the speed of the larger build."""
    shares, rates = [], []
    for size in sizes:
        folder = work / f"recall-{size}"
        sources = made_up(folder, size)
        rates.append(size / spent(lambda s=sources, f=folder: build([s], f / "graph")))
        found, total = recall(folder)
        shares.append(found / total)
    note = f"share of the generator's known facts, {sizes[1]:,} reports against {sizes[0]:,}"
    grown = f"reports a processor second, {sizes[1]:,} against {sizes[0]:,}"
    return [
        Measure("known facts found", shares[1], shares[0], "share", shares[1] / shares[0], "≥0.99", note),
        Measure("build as it grows", rates[1], rates[0], "reports/s", rates[1] / rates[0], "", grown),
    ]


def measures(count: int, largest: int) -> list[Measure]:
    """All of these; `count` reports for speed, `largest` for memory and recall."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        sources = made_up(work / "some", count)
        return [
            per_core("whole build per core, composed reports", composed(work / "composed"), work),
            per_core("whole build per core, made-up reports", sources, work),
            jobs(sources, work),
            memory((max(100, largest // 10), largest), work),
            *recalls((100, largest), work),
        ]


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--largest", type=int, default=2000)
    given = parser.parse_args()
    for measure in measures(given.reports, given.largest):
        print(measure, measure.met)


if __name__ == "__main__":
    main()
