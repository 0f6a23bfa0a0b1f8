"""Two graphs in, what was added, what has gone and what was changed out, each with its cause."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.graph.iris import LABEL_OF, POL
from kg.graph.store import Graph

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
STATEMENTS = """SELECT ?st ?subject ?p ?object {
  ?st a pol:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s skos:prefLabel ?subject .
  OPTIONAL { ?o skos:prefLabel ?name } BIND(COALESCE(?name, STR(?o)) AS ?object)
}"""
OBSERVATIONS = """SELECT ?o ?about ?metric ?value ?unit {
  ?o a pol:Observation ; pol:about/skos:prefLabel ?about ; pol:metric/skos:prefLabel ?metric ;
     pol:value ?value .
  OPTIONAL { ?o pol:unit ?unit }
}"""


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

    words: dict[str, dict[str, str]] = field(default_factory=dict)  # sort → IRI → words
    tellings: dict[str, set[tuple[str, str, str, str]]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)  # document → digest, "" for official data


def _words(graph: Graph, query: str) -> dict[str, str]:
    rows = ((row[0] or "", row[1:]) for row in graph.select(query))
    return {iri: " ".join((part or "").removeprefix(POL) for part in rest).strip() for iri, rest in rows}


def _told(graph: Graph) -> _Told:
    classes = " ".join(f"pol:{name}" for name in sorted(LABEL_OF))
    entities = f"SELECT DISTINCT ?e ?n {{ VALUES ?c {{ {classes} }} ?e a ?c ; skos:prefLabel ?n }}"
    asked = {"entity": entities, "statement": STATEMENTS, "observation": OBSERVATIONS}
    told = _Told({sort: _words(graph, query) for sort, query in asked.items()})
    for query in (EVIDENCE, MENTIONS):
        for row in graph.select(query):
            thing, document, digest, origin, status = (part or "" for part in row)
            told.tellings.setdefault(thing, set()).add((document, digest, origin, status))
            told.digests[document] = digest
    _add_unmentioned(graph, told)
    return told


def _add_unmentioned(graph: Graph, told: _Told) -> None:
    """Tellings of entities that no mention names, such as a place that a unit's name implies."""
    mentioned = set(told.tellings)
    for row in graph.select(NAMED):
        thing, document, digest, origin, status = (part or "" for part in row)
        if thing not in mentioned:
            told.tellings.setdefault(thing, set()).add((document, digest, origin, status))


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
    origins = {telling[2] for tellings in there.tellings.values() for telling in tellings}
    for document, _, origin, _ in sorted(own):
        if origin not in origins:
            return f"changed rule {origin} in {document}"
    return "identity: a judgement, a merge, or another rule's reading"


def compare(old: Graph, new: Graph) -> list[Change]:
    """Every entity, statement and observation that differs between two graphs, sorted."""
    before, after = _told(old), _told(new)
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
