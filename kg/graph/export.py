"""A graph in, a file or a folder of files out, in the format that its name ends with.

The same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import PolicingError, Unwritable
from kg.graph.iris import PREFIXES
from kg.graph.store import Graph

Writer = Callable[[Graph, BinaryIO, bool], None]


def sorted_lines(graph: Graph) -> Iterator[bytes]:
    """N-Quads lines: named graphs by IRI, within each the lines by code point."""
    for name in graph.graphs():
        dumped = serialize(graph.quads(name), format=RdfFormat.N_QUADS) or b""
        yield from sorted(dumped.splitlines(keepends=True))


def _nquads(graph: Graph, out: BinaryIO, private: bool) -> None:
    out.writelines(sorted_lines(graph))


def _ntriples(graph: Graph, out: BinaryIO, private: bool) -> None:
    dumped = serialize((quad.triple for quad in graph.union()), format=RdfFormat.N_TRIPLES) or b""
    out.writelines(sorted(dumped.splitlines(keepends=True)))


def _prefixed(quads: Iterator[Quad], out: BinaryIO, syntax: RdfFormat) -> None:
    """Write Turtle or TriG with its prefixes in order; the serialiser alone shuffles them."""
    prefixes = {name: iri for name, iri in sorted(PREFIXES.items()) if name != "id"}
    whole = BytesIO()
    if syntax == RdfFormat.TURTLE:
        serialize((quad.triple for quad in quads), whole, syntax, prefixes=prefixes)
    else:
        serialize(quads, whole, syntax, prefixes=prefixes)
    lines = whole.getvalue().splitlines(keepends=True)
    out.writelines(sorted(lines[: len(prefixes)]))
    out.writelines(lines[len(prefixes) :])


def _turtle(graph: Graph, out: BinaryIO, private: bool) -> None:
    _prefixed(iter(sorted(graph.union(), key=str)), out, RdfFormat.TURTLE)


def _trig(graph: Graph, out: BinaryIO, private: bool) -> None:
    quads = (quad for name in graph.graphs() for quad in sorted(graph.quads(name), key=str))
    _prefixed(quads, out, RdfFormat.TRIG)


def _jsonld(graph: Graph, out: BinaryIO, private: bool) -> None:
    from kg.graph.jsonld import write_jsonld

    write_jsonld(graph, out)


def _graphml(graph: Graph, out: BinaryIO, private: bool) -> None:
    import networkx as nx

    from kg.graph.network import flat

    nx.write_graphml_xml(flat(graph, private), out, encoding="utf-8", prettyprint=True, named_key_ids=True)


def _gexf(graph: Graph, out: BinaryIO, private: bool) -> None:
    import networkx as nx

    from kg.graph.network import flat

    lines = (line for line in nx.generate_gexf(flat(graph, private), prettyprint=True))
    dated = "lastmodifieddate="  # networkx stamps the day; the same graph must give the same bytes
    for line in lines:
        if dated in line:
            head, _, rest = line.partition(dated)
            line = head.rstrip() + rest.partition(rest[0])[2].partition(rest[0])[2]
        out.write(line.encode() + b"\n")


def _csv(graph: Graph, out: BinaryIO, private: bool) -> None:
    from kg.graph.tables import observation_rows, write_table

    write_table(observation_rows(graph, private), out)


def _statements(graph: Graph, out: BinaryIO, private: bool) -> None:
    from kg.graph.tables import statement_rows, write_table

    write_table(statement_rows(graph, private), out)


def _ftm(graph: Graph, out: BinaryIO, private: bool) -> None:
    from kg.graph.ftm import write_ftm

    write_ftm(graph, out, private)


def _cube(graph: Graph, out: BinaryIO, private: bool) -> None:
    from kg.graph.cube import write_cube

    write_cube(graph, out, private)


WRITERS: dict[str, Writer] = {
    ".nq": _nquads,
    ".nt": _ntriples,
    ".ttl": _turtle,
    ".trig": _trig,
    ".jsonld": _jsonld,
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
    ".ftm.jsonl": _ftm,
    ".qb.ttl": _cube,
}
FOLDERS = (".neo4j", ".parquet")


def _folder(ending: str) -> dict[str, Writer]:
    from kg.graph import neo4j, parquet

    return neo4j.FILES if ending == ".neo4j" else parquet.FILES


def targets(target: Path) -> dict[Path, Writer]:
    """The files that an export to `target` writes; Unwritable for an ending that names no format.

    `.csv` makes two: NAME.csv with the observations and NAME.statements.csv with the statements; `.neo4j`
    and `.parquet` are folders. The longest ending that fits decides: `.qb.ttl` before `.ttl`.
    """
    fitting = [ending for ending in (*WRITERS, *FOLDERS) if target.name.endswith(ending)]
    if not fitting:
        known = " ".join((*WRITERS, *FOLDERS))
        raise Unwritable(f"{target}: no format ends in {target.suffix!r}; write one of {known}")
    ending = max(fitting, key=len)
    if ending in FOLDERS:
        return {target / name: write for name, write in _folder(ending).items()}
    files = {target: WRITERS[ending]}
    if ending == ".csv":
        files[target.with_name(f"{target.stem}.statements.csv")] = _statements
    return files


def export(graph: Graph, target: Path, private: bool = False) -> list[Path]:
    """Write `graph` to `target`, each file whole or not at all, and give back the files written.

    Tables, networks and the cube leave private people out unless `private`; the other RDF formats hold all.
    """
    files = targets(target)
    for path, write in files.items():
        beside = path.with_name(f".{path.name}.part")
        try:
            if path != target and path.parent == target:
                target.mkdir(exist_ok=True)
            with beside.open("wb") as out:
                write(graph, out, private)
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise Unwritable(f"{path} cannot be written ({error.strerror}); choose another place") from None
        except PolicingError:
            beside.unlink(missing_ok=True)
            raise
    return list(files)
