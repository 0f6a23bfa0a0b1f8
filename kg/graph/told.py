"""A graph in, what it tells out: its entities, statements and figures in words, and the tellings of each.

A telling is a document, or official data, with the origin and status of what it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.graph import iris
from kg.graph.iris import DCT, ID, LABEL_OF, OFFICIAL, POL, RDF, SKOS, pol
from kg.graph.store import Graph
from kg.graph.terms import text
from kg.graph.triples import TYPE

EVIDENCE = """SELECT ?fact ?document ?digest ?origin ?status {
  ?fact pol:evidence ?v . ?v pol:inDocument ?d ; pol:origin ?origin ; pol:status ?status .
  ?d dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
}"""
MENTIONS = """SELECT ?e ?document ?digest ?origin ("" AS ?none) {
  ?m pol:refersTo ?e ; pol:inDocument ?d ; pol:origin ?origin .
  ?d dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
}"""
NAMED = """SELECT ?e ?document ?digest ("" AS ?origin) ("" AS ?status) {
  GRAPH ?g { ?d a pol:Document ; dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
    ?e skos:prefLabel ?name }
}"""
ENTITIES = """SELECT DISTINCT ?e ?n {
  VALUES ?c { #CLASSES } ?e a ?c ; skos:prefLabel ?n
}""".replace("#CLASSES", " ".join(f"pol:{name}" for name in sorted(LABEL_OF)))
STATEMENTS = """SELECT ?st ?subject ?p ?object {
  ?st a pol:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s skos:prefLabel ?subject .
  OPTIONAL { ?o skos:prefLabel ?name } BIND(COALESCE(?name, STR(?o)) AS ?object)
}"""
OBSERVATIONS = """SELECT ?ob ?about ?metric ?value ?unit {
  ?ob a pol:Observation ; pol:about/skos:prefLabel ?about ; pol:metric/skos:prefLabel ?metric ;
     pol:value ?value .
  OPTIONAL { ?ob pol:unit ?unit }
}"""
WORDS = {"entity": ENTITIES, "statement": STATEMENTS, "observation": OBSERVATIONS}
Telling = tuple[str, str, str, str]  # document, digest, origin, status


PREFERRED = NamedNode(SKOS + "prefLabel")


@dataclass
class Told:
    """What one graph holds: things in words, and for each the tellings that it stands on."""

    words: dict[str, dict[str, str]]  # sort → IRI → words
    tellings: dict[str, set[Telling]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)  # document → digest, "" for official data
    knows: Callable[[str], bool] = field(default=bool)  # whether something is told by an origin

    def add(self, rows: Iterable[tuple[str | None, ...]]) -> None:
        """Take in tellings."""
        for row in rows:
            thing, document, digest, origin, status = (part or "" for part in row)
            self.tellings.setdefault(thing, set()).add((document, digest, origin, status))
            self.digests[document] = digest

    def add_unmentioned(
        self, rows: Iterable[tuple[str | None, ...]], mentioned: Callable[[str], bool]
    ) -> None:
        """Take in that documents name things that they do not mention, such as a place in a unit's name.

        Official data tells of what no document has `mentioned`.
        """
        pairs = {(thing, each[0]) for thing, tellings in self.tellings.items() for each in tellings}
        for row in rows:
            thing, document, digest, _, _ = (part or "" for part in row)
            if (thing, document) not in pairs if digest else not mentioned(thing):
                telling = (document if digest else "", digest, "", "")
                self.tellings.setdefault(thing, set()).add(telling)


def _words(graph: Graph, query: str) -> dict[str, str]:
    return {row[0] or "": _phrase(row[1:]) for row in graph.select(query)}


def _phrase(parts: Iterable[str | None]) -> str:
    return " ".join((part or "").removeprefix(POL) for part in parts).strip()


def told(graph: Graph) -> Told:
    """All that a graph tells."""
    found = Told({sort: _words(graph, query) for sort, query in WORDS.items()})
    for query in (EVIDENCE, MENTIONS):
        found.add(graph.select(query))
    found.add_unmentioned(graph.select(NAMED), set(found.tellings).__contains__)
    origins = {telling[2] for tellings in found.tellings.values() for telling in tellings}
    found.knows = origins.__contains__
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A part of two graphs in which all that differs lies."""

    things: frozenset[str]  # IRIs of entities, statements and observations
    documents: frozenset[str]  # identifiers


class _Walk:
    """Reads a store by its indexes alone, so that what is read costs what it is."""

    def __init__(self, graph: Graph) -> None:
        self._store = graph.store

    def value(self, node: object, predicate: NamedNode, graph: object = None) -> str:
        """The one value of a property, "" where there is none."""
        where = DefaultGraph() if graph is None else graph
        found = next(self._store.quads_for_pattern(node, predicate, None, where), None)
        return found.object.value if found else ""  # type: ignore[union-attr]

    def holds(self, predicate: NamedNode, target: NamedNode | Literal) -> bool:
        """Whether anything has this property."""
        return next(self._store.quads_for_pattern(None, predicate, target, DefaultGraph()), None) is not None

    def quads(self, graph: NamedNode, subject: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of a named graph."""
        return iter(self._store.quads_for_pattern(subject, None, None, graph))

    def _label(self, node: str) -> str:
        return self.value(NamedNode(node), PREFERRED)

    def words(self, iri: str, sort: str) -> str | None:
        """A thing in words, None where it is not there."""
        node = NamedNode(iri)
        if not self.value(node, TYPE):
            return None
        if sort == "entity":
            return self._label(iri)
        if sort == "statement":
            ends = [self.value(node, NamedNode(RDF + name)) for name in ("subject", "predicate", "object")]
            name = self._label(ends[2]) if ends[2].startswith(ID) else ""
            return _phrase((self._label(ends[0]), ends[1], name or ends[2]))
        about, metric = (self._label(self.value(node, pol(name))) for name in ("about", "metric"))
        return _phrase((about, metric, self.value(node, pol("value")), self.value(node, pol("unit"))))

    def document(self, name: str) -> Iterator[tuple[str, str, str, str, str]]:
        """What a document tells, things that it only names last and without an origin."""
        values: dict[str, dict[str, str]] = defaultdict(dict)
        told: list[tuple[str, str]] = []
        named: list[str] = []
        for quad in self.quads(iris.document_graph(name)):
            subject, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
            if quad.predicate in PLAIN:
                values[subject][quad.predicate.value] = value
            elif quad.predicate == pol("evidence"):
                told.append((subject, value))
            elif quad.predicate == pol("refersTo"):
                told.append((value, subject))
            elif quad.predicate == PREFERRED and subject.startswith(ID):
                named.append(subject)
        digest = values[iris.document(name).value].get(POL + "digest", "")
        for thing, telling in told:
            said = values[telling]
            yield thing, name, digest, said.get(POL + "origin", ""), said.get(POL + "status", "")
        yield from ((thing, name, digest, "", "") for thing in named)

    def official(self, thing: str) -> Iterator[tuple[str, str, str, str, str]]:
        """What official data tells of a thing."""
        for quad in self.quads(OFFICIAL, NamedNode(thing)):
            if quad.predicate == pol("evidence"):
                source = self.value(quad.object, pol("inDocument"))
                name = self.value(NamedNode(source), NamedNode(DCT + "identifier"))
                said = (self.value(quad.object, pol(each)) for each in ("origin", "status"))
                yield (thing, name, "", *said)  # type: ignore[misc]
            elif quad.predicate == PREFERRED:
                yield thing, "", "", "", ""


PLAIN = {pol("origin"), pol("status"), pol("digest")}


def _sort(iri: str) -> str:
    kind = iri.removeprefix(ID).partition("/")[0]
    return "entity" if kind in LABEL_OF else kind.lower()


def told_in(graph: Graph, part: Part) -> Told:
    """What a graph tells in a part, without tellings in other documents, which two graphs have alike."""
    walk = _Walk(graph)
    found = Told({sort: {} for sort in WORDS})
    for thing in part.things:
        if (words := walk.words(thing, _sort(thing))) is not None:
            found.words[_sort(thing)][thing] = words
    rows = [row for name in sorted(part.documents) for row in walk.document(name)]
    rows += (row for thing in sorted(part.things) for row in walk.official(thing))
    rows = [row for row in rows if row[0] in part.things]
    found.add(row for row in rows if row[3])
    found.add_unmentioned(
        (row for row in rows if not row[3]), lambda thing: walk.holds(pol("refersTo"), NamedNode(thing))
    )
    found.knows = lambda origin: walk.holds(pol("origin"), text(origin))
    return found
