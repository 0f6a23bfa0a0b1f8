"""An entity's IRI in, what the graph says of it out, each fact with the sentence it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.errors import NoSuchName
from kg.graph.iris import INFERRED, LABEL_OF, POL, SKOS, pol
from kg.graph.store import Graph

FACTS = """SELECT DISTINCT ?predicate ?other ?name ?status ?document ?start ?end ?sentence ?origin {
  VALUES ?e { %s }
  { ?st rdf:subject ?e ; rdf:predicate ?predicate ; rdf:object ?other . BIND(true AS ?out) }
  UNION { ?st rdf:object ?e ; rdf:predicate ?predicate ; rdf:subject ?other . BIND(false AS ?out) }
  FILTER(?out = %s)
  ?st pol:evidence ?v .
  ?v pol:status ?status ; pol:start ?start ; pol:end ?end ; pol:exact ?sentence ; pol:origin ?origin ;
     pol:inDocument/dct:identifier ?document .
  OPTIONAL { ?other skos:prefLabel ?name }
}"""
OUTCOMES = """SELECT DISTINCT ?o ?about ?metric ?kind ?value ?unit ?direction ?basis ?from ?bound ?first ?last
  ?scope ?credit ?status ?document ?start ?end ?sentence ?origin
{
  VALUES ?e { %s }
  ?o pol:about|pol:attributedTo ?e ; a pol:Observation ; pol:about/skos:prefLabel ?about ;
     pol:metric/skos:prefLabel ?metric ; pol:kind ?kind ; pol:value ?value ; pol:evidence ?v .
  ?v pol:status ?status ; pol:start ?start ; pol:end ?end ; pol:exact ?sentence ; pol:origin ?origin ;
     pol:inDocument/dct:identifier ?document .
  OPTIONAL { ?o pol:unit ?unit } OPTIONAL { ?o pol:direction ?direction } OPTIONAL { ?o pol:basis ?basis }
  OPTIONAL { ?o pol:fromValue ?from } OPTIONAL { ?o pol:bound ?bound }
  OPTIONAL { ?o pol:periodStart ?first } OPTIONAL { ?o pol:periodEnd ?last }
  OPTIONAL { ?o pol:rankScope/skos:prefLabel ?scope } OPTIONAL { ?o pol:attributedTo/skos:prefLabel ?credit }
}"""


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence a fact stands on; `origin` is the rule or model that read it."""

    document: str
    start: int
    end: int
    sentence: str
    origin: str
    status: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement about the entity: `other` is the IRI, or the date, at its other end."""

    predicate: str  # local name
    forward: bool  # True where the entity is the subject
    other: str
    name: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An observation about the entity or credited to it; "" where the text gives nothing."""

    iri: str
    about: str
    metric: str
    kind: str
    value: str
    unit: str
    direction: str
    basis: str
    from_value: str
    bound: str
    period_start: str
    period_end: str
    rank_scope: str
    attributed_to: str
    quotes: tuple[Quote, ...]


OUTCOME_FIELDS = tuple(field.name for field in fields(Outcome) if field.name != "quotes")


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph says of one entity."""

    iri: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    pinyin: str
    code: str
    private: bool
    chain: tuple[str, ...]  # names of the wholes it is part of, nearest first
    places: tuple[str, ...]  # names of the places it is said to be in
    started: tuple[str, ...]
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    documents: tuple[str, ...]  # identifiers of the documents that mention it
    mentions: int

    def programmes(self) -> tuple[Fact, ...]:
        """The facts that say what it runs or uses."""
        return tuple(fact for fact in self.facts if fact.forward and fact.predicate in {"runs", "uses"})


def _labels(graph: Graph, node: NamedNode, which: str) -> list[Literal]:
    quads = graph.store.quads_for_pattern(node, NamedNode(SKOS + which), None, DefaultGraph())
    return sorted((q.object for q in quads if isinstance(q.object, Literal)), key=str)


def name_of(graph: Graph, iri: str) -> str:
    """Preferred label of an entity; its IRI where it has none."""
    labels = _labels(graph, NamedNode(iri), "prefLabel")
    return labels[0].value if labels else iri


def _values(graph: Graph, node: NamedNode, name: str) -> list[str]:
    quads = graph.store.quads_for_pattern(node, pol(name), None, DefaultGraph())
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode))


def _said(graph: Graph, node: NamedNode, name: str) -> list[str]:
    """Objects of what some document or official source says, without what is inferred."""
    quads = graph.store.quads_for_pattern(node, pol(name), None, None)
    told = {q.object.value for q in quads if q.graph_name not in {INFERRED, DefaultGraph()}}  # type: ignore[union-attr]
    return sorted(told)


def chain_of(graph: Graph, iri: str) -> tuple[str, ...]:
    """IRIs of the wholes that an entity is part of, link by link, nearest first."""
    links: list[str] = []
    ahead = [iri]
    while ahead:
        above = _said(graph, NamedNode(ahead.pop(0)), "partOf")
        fresh = [whole for whole in above if whole not in links and whole != iri]
        links += fresh
        ahead += fresh
    return tuple(links)


def _local(value: str | None) -> str:
    return (value or "").removeprefix(POL)


def _quote(*parts: str | None) -> Quote:
    document, start, end, sentence, origin, status = (_local(part) for part in parts)
    return Quote(document, int(start), int(end), sentence, origin, status)


def _facts(graph: Graph, node: NamedNode) -> Iterator[Fact]:
    for forward in (True, False):
        found: dict[tuple[str, str, str], set[Quote]] = {}
        for predicate, other, name, status, document, start, end, sentence, origin in graph.select(
            FACTS % (node, str(forward).lower())
        ):
            quote = _quote(document, start, end, sentence, origin, status)
            found.setdefault((_local(predicate), other or "", name or other or ""), set()).add(quote)
        for (predicate, other, name), quotes in sorted(found.items()):
            yield Fact(predicate, forward, other, name, tuple(sorted(quotes, key=_where)))


def _where(quote: Quote) -> tuple[str, int, int, str]:
    return quote.document, quote.start, quote.end, quote.origin


def _outcomes(graph: Graph, node: NamedNode) -> Iterator[Outcome]:
    found: dict[tuple[str, ...], set[Quote]] = {}
    for *said, status, document, start, end, sentence, origin in graph.select(OUTCOMES % node):
        quote = _quote(document, start, end, sentence, origin, status)
        found.setdefault(tuple(_local(part) for part in said), set()).add(quote)
    for key, quotes in sorted(found.items(), key=lambda pair: (pair[0][2:], pair[0])):
        values = dict(zip(OUTCOME_FIELDS, key, strict=True))
        yield Outcome(**values, quotes=tuple(sorted(quotes, key=_where)))


def _kinds(graph: Graph, node: NamedNode) -> list[str]:
    quads = graph.store.quads_for_pattern(node, None, None, DefaultGraph())
    kinds = {q.object.value.removeprefix(POL) for q in quads if isinstance(q.object, NamedNode)}
    return sorted(kinds & LABEL_OF.keys())


def entity_card(graph: Graph, iri: str) -> Card:
    """All that `graph` says of the entity `iri`; NoSuchName where it is none."""
    node = NamedNode(iri)
    types = _kinds(graph, node)
    if not types:
        raise NoSuchName(f"{iri} is no entity of {graph.path}; look it up with kg lookup")
    labels = _labels(graph, node, "altLabel")
    mentions = list(graph.store.quads_for_pattern(None, pol("refersTo"), node, DefaultGraph()))
    documents = graph.select(
        f"SELECT DISTINCT ?i {{ ?m pol:refersTo {node} ; pol:inDocument/dct:identifier ?i }} ORDER BY ?i"
    )
    return Card(
        iri=iri,
        name=name_of(graph, iri),
        kind=types[0],
        aliases=tuple(label.value for label in labels if label.language == "zh"),
        pinyin=next((label.value for label in labels if label.language != "zh"), ""),
        code="".join(_values(graph, node, "code")[:1]),
        private="true" in _values(graph, node, "private"),
        chain=tuple(name_of(graph, link) for link in chain_of(graph, iri)),
        places=tuple(name_of(graph, place) for place in _said(graph, node, "locatedIn")),
        started=tuple(_values(graph, node, "started")),
        facts=tuple(_facts(graph, node)),
        outcomes=tuple(_outcomes(graph, node)),
        documents=tuple(str(identifier) for (identifier,) in documents),
        mentions=len(mentions),
    )
