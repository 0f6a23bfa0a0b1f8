"""Two graphs in, what was added, what has gone and what was changed out, each with its cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.graph import iris
from kg.graph.iris import LABEL_OF, OFFICIAL, POL, pol
from kg.graph.store import Graph
from kg.graph.terms import text

EVIDENCE = """SELECT ?fact ?document ?digest ?origin ?status { #LIMITS
  ?v pol:inDocument ?d . ?fact pol:evidence ?v . ?v pol:origin ?origin ; pol:status ?status .
  ?d dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
}"""
MENTIONS = """SELECT ?e ?document ?digest ?origin ("" AS ?none) { #LIMITS
  ?m pol:inDocument ?d . ?m pol:refersTo ?e ; pol:origin ?origin .
  ?d dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
}"""
NAMED = """SELECT ?e ?document ?digest ("" AS ?origin) ("" AS ?status) { #LIMITS
  GRAPH ?g { ?d a pol:Document ; dct:identifier ?document . OPTIONAL { ?d pol:digest ?digest }
    ?e skos:prefLabel ?name }
}"""
OFFICIAL_EVIDENCE = """SELECT ?fact ?document ("" AS ?digest) ?origin ?status { #LIMITS
  GRAPH ?g { ?fact pol:evidence ?v . ?v pol:inDocument ?d ; pol:origin ?origin ; pol:status ?status .
    ?d dct:identifier ?document }
}"""
ENTITIES = """SELECT DISTINCT ?e ?n { #LIMITS
  VALUES ?c { #CLASSES } ?e a ?c ; skos:prefLabel ?n
}""".replace("#CLASSES", " ".join(f"pol:{name}" for name in sorted(LABEL_OF)))
STATEMENTS = """SELECT ?st ?subject ?p ?object { #LIMITS
  ?st a pol:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s skos:prefLabel ?subject .
  OPTIONAL { ?o skos:prefLabel ?name } BIND(COALESCE(?name, STR(?o)) AS ?object)
}"""
OBSERVATIONS = """SELECT ?ob ?about ?metric ?value ?unit { #LIMITS
  ?ob a pol:Observation ; pol:about/skos:prefLabel ?about ; pol:metric/skos:prefLabel ?metric ;
     pol:value ?value .
  OPTIONAL { ?ob pol:unit ?unit }
}"""
WORDS = {"entity": ("e", ENTITIES), "statement": ("st", STATEMENTS), "observation": ("ob", OBSERVATIONS)}
Telling = tuple[str, str, str, str]  # document, digest, origin, status


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One difference. `sort` is entity, statement or observation; `what` added, gone or changed."""

    sort: str
    what: str
    iri: str
    words: str  # the thing in words: a name, subject predicate object, or a figure
    cause: str


@dataclass
class _Told:
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of two graphs in which all that differs lies."""

    things: frozenset[str]  # IRIs of entities, statements and observations
    documents: frozenset[str]  # identifiers


def _among(query: str, **limits: Iterable[str]) -> str:
    """A query with values given for its variables."""
    said = (
        f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in sorted(iris))} }}"
        for name, iris in limits.items()
    )
    return query.replace("#LIMITS", " ".join(said))


def _words(graph: Graph, query: str) -> dict[str, str]:
    rows = ((row[0] or "", row[1:]) for row in graph.select(query))
    return {iri: " ".join((part or "").removeprefix(POL) for part in rest).strip() for iri, rest in rows}


def _told(graph: Graph) -> _Told:
    told = _Told({sort: _words(graph, _among(query)) for sort, (_, query) in WORDS.items()})
    for query in (EVIDENCE, MENTIONS):
        told.add(graph.select(_among(query)))
    told.add_unmentioned(graph.select(_among(NAMED)), set(told.tellings).__contains__)
    origins = {telling[2] for tellings in told.tellings.values() for telling in tellings}
    told.knows = origins.__contains__
    return told


def _told_in(graph: Graph, part: Part) -> _Told:
    """The same for a part; tellings in other documents are left out, which both graphs have alike."""
    store, things = graph.store, part.things
    nodes = [iris.document(name).value for name in part.documents]
    told = _Told({s: _words(graph, _among(query, **{name: things})) for s, (name, query) in WORDS.items()})
    for query in (EVIDENCE, MENTIONS):
        told.add(graph.select(_among(query, d=nodes)))
    told.add(graph.select(_among(OFFICIAL_EVIDENCE, g=[OFFICIAL.value], fact=things)))
    graphs = [iris.document_graph(name).value for name in part.documents]

    def stands(predicate: NamedNode, target: NamedNode | Literal) -> bool:
        return next(store.quads_for_pattern(None, predicate, target, DefaultGraph()), None) is not None

    def mentioned(thing: str) -> bool:
        return stands(pol("refersTo"), NamedNode(thing))

    told.add_unmentioned(graph.select(_among(NAMED, g=graphs)), mentioned)
    told.add_unmentioned(graph.select(_among(NAMED, g=[OFFICIAL.value], e=things)), mentioned)
    told.knows = lambda origin: stands(pol("origin"), text(origin))
    told.tellings = {thing: tellings for thing, tellings in told.tellings.items() if thing in things}
    return told


def _cause(thing: str, here: _Told, there: _Told, verb: str) -> str:
    """Why `here` tells of `thing` and `there` does not, or tells otherwise."""
    own = here.tellings.get(thing, set()) - there.tellings.get(thing, set())
    for document, digest, origin, _ in sorted(own):
        if not digest:
            return f"official data {origin}"
        if document not in there.digests:
            return f"{verb} document {document}"
        if there.digests[document] != digest:
            return f"changed document {document}"
    for document, _, origin, _ in sorted(own):
        if origin and not there.knows(origin):
            return f"changed rule {origin} in {document}"
    return "identity: a judgement, a merge, or another rule's reading"


def compare(old: Graph, new: Graph, part: Part | None = None) -> list[Change]:
    """Every entity, statement and observation that differs between two graphs, sorted.

    `part` says where to look, where that is known.
    """
    before, after = (_told_in(each, part) if part else _told(each) for each in (old, new))
    found = []
    for sort in ("entity", "statement", "observation"):
        was, now = before.words[sort], after.words[sort]
        for iri in now.keys() - was.keys():
            found.append(Change(sort, "added", iri, now[iri], _cause(iri, after, before, "new")))
        for iri in was.keys() - now.keys():
            found.append(Change(sort, "gone", iri, was[iri], _cause(iri, before, after, "removed")))
        for iri in was.keys() & now.keys():
            if before.tellings.get(iri) != after.tellings.get(iri) or was[iri] != now[iri]:
                more = after.tellings.get(iri, set()) - before.tellings.get(iri, set())
                pair = (after, before, "new") if more else (before, after, "removed")
                found.append(Change(sort, "changed", iri, now[iri], _cause(iri, *pair)))
    return sorted(found)
