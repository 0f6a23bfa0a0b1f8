"""What changes of a resolution in, the graphs of documents, official data and judgements renewed out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from kg.graph import iris
from kg.graph.edits import Edits
from kg.graph.entities import ALTERNATIVE, entity_triples
from kg.graph.facts import statement_facts
from kg.graph.identity import Identity, Reason, Thing, as_named, node_of
from kg.graph.iris import JUDGEMENTS, OFFICIAL, RDF, SKOS, pol
from kg.graph.official import (
    gazetteer_triples,
    is_placed,
    pair_triples,
    place_triples,
    sourced,
    thing_judgements,
)
from kg.graph.quads import document_quads
from kg.graph.triples import TYPE, Triple
from kg.records import Extraction, Statement

SUBJECT, OBJECT = NamedNode(RDF + "subject"), NamedNode(RDF + "object")
LABELS = (TYPE, NamedNode(SKOS + "prefLabel"), ALTERNATIVE, pol("private"))


class Change(Protocol):
    """What changes of a resolution: touched things by key as they were and are, and what hangs on them."""

    @property
    def old(self) -> Mapping[str, Thing]: ...
    @property
    def new(self) -> Mapping[str, Thing]: ...
    @property
    def documents(self) -> Collection[str]: ...
    @property
    def pairs(self) -> Sequence[Reason]: ...
    @property
    def statements(self) -> Mapping[str, Sequence[Statement]]: ...


class NotedIdentity(Identity):
    """Look-up of things one by one, where there is no resolution of all."""

    def __init__(self, key: Callable[[str, str], str | None], thing: Callable[[str], Thing | None]) -> None:
        """`key` gives the key of a document's entity, `thing` the thing of a key; None for the unknown."""
        self._key, self._thing = key, thing

    def thing(self, document: str, local: str) -> Thing:
        """The thing that entity `local` of `document` is."""
        return self.keyed(self._key(document, local) or local)

    def keyed(self, key: str) -> Thing:
        """The thing with this key."""
        return self._thing(key) or as_named(key)


def renew_documents(
    edits: Edits, gone: Iterable[str], there: Iterable[Extraction], identity: Identity
) -> None:
    """Take out the graphs of documents that are `gone`, and renew those of the others."""
    for name in gone:
        edits.replace_graph(iris.document_graph(name), ())
    for extraction in there:
        name = extraction.article.identifier
        edits.replace_graph(iris.document_graph(name), document_quads(extraction, identity))


def renew_judgements(edits: Edits, change: Change, identity: Identity) -> None:
    """Renew what the graph of judgements says of touched things and of pairs with one of them."""
    old: set[Quad] = set()
    for thing in (*change.old.values(), *change.new.values()):
        node = node_of(thing)
        old.update(edits.find(node, None, None, JUDGEMENTS))
        for side in ("left", "right"):
            for quad in edits.find(None, pol(side), node, JUDGEMENTS):
                old.update(edits.find(quad.subject, None, None, JUDGEMENTS))
    triples = [triple for thing in change.new.values() for triple in thing_judgements(thing)]
    triples += (triple for pair in change.pairs for triple in pair_triples(pair, identity))
    edits.replace(old, (Quad(*triple, JUDGEMENTS) for triple in triples))


def _official_facts(edits: Edits, node: NamedNode) -> Iterator[Quad]:
    """What official data says of a thing, its labels not counted."""
    yield from (q for q in edits.find(node, None, None, OFFICIAL) if q.predicate not in LABELS)
    for said in edits.find(None, SUBJECT, node, OFFICIAL):
        for quad in edits.find(said.subject, None, None, OFFICIAL):
            yield quad
            if quad.predicate == pol("evidence"):
                yield from edits.find(quad.object, None, None, OFFICIAL)


def _is_named(edits: Edits, node: NamedNode) -> bool:
    """Whether official data has a fact with this thing, or knows it as a place."""
    said = (edits.find(None, each, node, OFFICIAL) for each in (SUBJECT, OBJECT))
    if any(next(each, None) for each in said):
        return True
    placed = ("code", "longitude")
    return any(q.predicate.value.endswith(placed) for q in edits.find(node, None, None, OFFICIAL))


def _renew_labels(edits: Edits, nodes: Mapping[NamedNode, Thing | None]) -> None:
    """Labels for what official data names, none for what it names no more."""
    for node, thing in nodes.items():
        old = [q for q in edits.find(node, None, None, OFFICIAL) if q.predicate in LABELS]
        named = thing is not None and (is_placed(thing) or _is_named(edits, node))
        triples: Iterable[Triple] = entity_triples(node, thing, ()) if thing and named else ()
        edits.replace(old, (Quad(*triple, OFFICIAL) for triple in triples))


def _renew_gazetteers(edits: Edits, identifiers: Iterable[str]) -> None:
    """The nodes of official sources, while evidence stands in them."""
    for identifier in sorted(identifiers):
        node = iris.document(identifier)
        used = next(edits.find(None, pol("inDocument"), node, OFFICIAL), None)
        triples: Iterable[Triple] = gazetteer_triples(identifier, 0) if used else ()
        edits.replace(edits.find(node, None, None, OFFICIAL), (Quad(*t, OFFICIAL) for t in triples))


def renew_official(edits: Edits, change: Change, identity: Identity, sources: Iterable[str]) -> None:
    """Renew what official data says of the things in `change.statements`; `sources` are all it may name."""
    nodes: dict[NamedNode, Thing | None] = {}
    old: set[Quad] = set()
    new: list[Triple] = []

    def node(key: str) -> NamedNode:
        thing = identity.keyed(key)
        nodes[node_of(thing)] = thing
        return node_of(thing)

    for key, statements in change.statements.items():
        thing = identity.keyed(key)
        stays = key in change.new or key not in change.old
        nodes[node_of(thing)] = thing if stays else None
        old.update(_official_facts(edits, node_of(thing)))
        if stays and is_placed(thing):
            new += place_triples(node_of(thing), thing)
        for statement in statements:
            new += statement_facts(sourced(statement), node)
    edits.replace(old, (Quad(*triple, OFFICIAL) for triple in new))
    targets = {q.object for q in old if q.predicate == OBJECT and isinstance(q.object, NamedNode)}
    nodes.update((target, None) for target in targets - nodes.keys() if not _is_named(edits, target))
    _renew_labels(edits, nodes)
    _renew_gazetteers(edits, sources)
