"""A graph of many entities in; load, look-up, queries and networks against Oxigraph and rdflib alone out.

python scripts/bench_store.py [--entities 100000]
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench_build import composed
from bench_measure import Measure, best, kg, percentile, spent
from bench_resolution import documents
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse, serialize

from kg.build import build
from kg.graph import Graph
from kg.graph.identity import as_read
from kg.graph.iris import PREFIXES
from kg.graph.loading import load
from kg.graph.lookup import lookup
from kg.graph.names import FILE, forms_of, write_index
from kg.graph.parameters import bind
from kg.graph.queries import named_queries
from kg.graph.write import graph_texts, write_graph
from kg.lexicon import divisions
from kg.records import Extraction

POSTS = (
    *("派出所", "警务室", "警务站", "综治中心", "义警队", "护学岗", "反诈中心", "调解室", "巡防队", "联勤站"),
    *("警务工作站", "平安议事厅", "网格服务站", "志愿服务队", "水上警务站", "旅游警务室", "校园警务室"),
    *("森林警务站", "牧区警务站", "企业警务室", "边境警务站", "交通劝导队", "治安联防队", "老兵调解室"),
)
NEW = 7.5  # entities that a further document of the stream brings, some


def graph_of(folder: Path, entities: int) -> tuple[Graph, list[Extraction]]:
    """A graph of about that many entities, from the stream of made-up documents."""
    found = [
        replace(each, entities=tuple(replace(entity, mentions=()) for entity in each.entities))
        for each in documents(int(entities / NEW))
    ]
    write_graph(folder, found)
    return Graph.open(folder), found


def loading(found: list[Extraction], work: Path) -> Measure:
    """Quads a second into the store, against Oxigraph's bulk loader on the same quads from a file."""
    texts = list(graph_texts(found, as_read(found)))
    quads = list(parse(b"".join(texts), RdfFormat.N_QUADS))
    union = [each for quad in quads for each in (quad, Quad(*quad.triple))]
    (work / "all.nq").write_bytes(serialize(union, format=RdfFormat.N_QUADS) or b"")

    def into(fill: Callable[[Store], None]) -> Callable[[], None]:
        def run() -> None:
            shutil.rmtree(work / "store", ignore_errors=True)
            store = Store(work / "store")
            fill(store)
            store.flush()

        return run

    ours = best(into(lambda store: load(store, texts)), 2)
    other = best(into(lambda store: store.bulk_load(path=work / "all.nq", format=RdfFormat.N_QUADS)), 2)
    rates = len(union) / ours, len(union) / other
    note = f"{len(union):,} quads, half of them the union of all graphs; processor time"
    return Measure("store load", *rates, "quads/s", rates[0] / rates[1], "≥0.7", note)


def index_of(folder: Path, count: int) -> tuple[Graph, list[str]]:
    """A graph that is a look-up index alone, of `count` made-up names at real towns, and the names."""
    provinces = divisions.children(divisions.find("中国")[0])
    places = sorted({each.name for province in provinces for each in below(province)})
    names = list(islice((place + post for post in POSTS for place in places), count))
    folder.mkdir()
    rows = ((name, name, "PoliceUnit", 0, number % 7) for number, name in enumerate(names))
    forms = ((form, how, name, name) for name in names for form, how in forms_of(name))
    write_index(folder / FILE, rows, forms, ())
    return Graph(folder, folder, Store()), names


def below(division: divisions.Division) -> Iterator[divisions.Division]:
    """All divisions within one."""
    for each in divisions.children(division):
        yield each
        yield from below(each)


def look_ups(graph: Graph, known: list[str]) -> Iterator[Measure]:
    """Milliseconds of a look-up by name and by part of a name."""
    names = random.Random(5).choices(known, k=200)
    size = len(known)
    for what, typed in (("name", names), ("part of a name", [name[1:-1] for name in names[:60]])):
        lookup(graph, typed[0])
        times = []
        for name in typed:
            began = time.perf_counter()
            lookup(graph, name)
            times.append((time.perf_counter() - began) * 1000)
        note = f"{size:,} names, process warm, wall time; the other side is the median"
        middle, high = percentile(times, 0.5), percentile(times, 0.95)
        yield Measure(f"look-up by {what}, p95", high, middle, "ms", None, "≤20", note)


def starts(graph: Graph, found: list[Extraction]) -> Iterator[Measure]:
    """Seconds of a look-up from the shell, and of the help alone."""
    size = sum(1 for _ in graph.select("SELECT DISTINCT ?e { ?e skos:prefLabel ?n }"))
    name = found[0].entities[0].name
    cold = min(kg("lookup", name, "-g", str(graph.path))[0] for _ in range(3))
    yield Measure("kg lookup from the shell", cold, None, "s", None, "≤1.0", f"{size:,} entities, wall time")
    first = min(kg("--help")[0] for _ in range(5))
    yield Measure("kg --help", first, None, "s", None, "≤0.25", "wall time, best of five")


def queries(graph: Graph) -> Iterator[Measure]:
    """All named queries with their examples, against the same text given to Oxigraph and to rdflib."""
    texts = []
    for query in named_queries().values():
        bindings = query.bindings({p.name: p.example for p in query.parameters})
        texts.append((query.sparql, bindings, bind(query.sparql, bindings)))

    def direct() -> None:
        for _, _, text in texts:
            list(graph.store.query(text, prefixes=PREFIXES))  # type: ignore[call-overload]

    def ours() -> None:
        for sparql, bindings, _ in texts:
            list(graph.query(sparql, bindings))  # type: ignore[call-overload]

    ours()
    direct()
    pairs = [(spent(ours), spent(direct)) for _ in range(5)]
    here, there = min(p[0] for p in pairs), min(p[1] for p in pairs)
    note = f"{len(texts)} queries with their examples; processor time"
    yield Measure(
        "named queries against Oxigraph", here * 1000, there * 1000, "ms", here / there, "≤1.1", note
    )


def networks(graph: Graph, work: Path) -> Iterator[Measure]:
    """The graph as a networkx graph, against rdflib's converter, which takes every triple."""
    from rdflib import Graph as Triples
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    triples = (q.triple for q in graph.store.quads_for_pattern(None, None, None, DefaultGraph()))
    (work / "all.nt").write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    held = Triples().parse(work / "all.nt", format="nt")
    ours = spent(lambda: graph.to_networkx())
    other = spent(lambda: rdflib_to_networkx_multidigraph(held))
    note = f"{len(held):,} triples; ours holds entities and facts, rdflib's every triple; processor time"
    yield Measure("to networkx", ours, other, "s", other / ours, "≥5", note)
    text = named_queries()["units-of-place"]
    query = bind(text.sparql, text.bindings({p.name: p.example for p in text.parameters}))
    slow = spent(lambda: list(held.query(query, initNs=PREFIXES)))
    fast = spent(lambda: list(graph.store.query(query, prefixes=PREFIXES)))  # type: ignore[call-overload]
    times = fast * 1000, slow * 1000
    yield Measure("units of a place against rdflib", *times, "ms", slow / fast, "", "the same text")


def validation(graph: Graph) -> Measure:
    """Statements and observations validated a minute, each in its document, with all that stands around."""
    stats = graph.stats()
    rate = stats.evidences / best(graph.validate) * 60
    note = f"{stats.evidences:,} statements and observations, {stats.quads:,} quads; processor time"
    return Measure("validation", rate, None, "facts/min", None, "≥100000", note)


def measures(entities: int, small: int, names: int) -> list[Measure]:
    """All of these; `entities` of a graph, `small` for what rdflib can hold, `names` looked up among."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _, found = graph_of(work / "few", small)
        build([composed(work / "composed")], work / "built")
        built = Graph.open(work / "built")
        rows = [loading(found, work), *queries(built), *networks(built, work), validation(built)]
        many, found = graph_of(work / "many", entities)
        return [*rows, *look_ups(*index_of(work / "index", names)), *starts(many, found)]


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--names", type=int, default=1_000_000)
    given = parser.parse_args()
    for measure in measures(given.entities, given.small, given.names):
        print(measure, measure.met)


if __name__ == "__main__":
    main()
