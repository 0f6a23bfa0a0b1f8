"""The ontology in, what the code must know of it out: its terms, and the axioms that are followed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.graph.iris import POL, PREFIXES

OWL = PREFIXES["owl"]


@dataclass(frozen=True, slots=True)
class Axioms:
    """The part of the ontology that inference follows."""

    transitive: frozenset[NamedNode]
    symmetric: frozenset[NamedNode]
    inverses: dict[NamedNode, NamedNode]
    chains: dict[NamedNode, tuple[NamedNode, NamedNode]]
    superclasses: dict[NamedNode, tuple[NamedNode, ...]]

    @property
    def properties(self) -> set[NamedNode]:
        """Every property that some axiom speaks of."""
        links = {node for pair in self.chains.values() for node in pair}
        return set(self.transitive | self.symmetric | links | self.inverses.keys())


@cache
def ontology() -> Store:
    """`policing.ttl`, parsed once a process."""
    store = Store()
    store.load(
        files("kg.ontology").joinpath("policing.ttl").read_bytes(),
        RdfFormat.TURTLE,
    )
    return store


def _select(query: str) -> list[tuple[NamedNode, ...]]:
    rows = ontology().query(query, prefixes=PREFIXES)
    return sorted((tuple(row) for row in rows), key=str)  # type: ignore[union-attr]


@cache
def axioms() -> Axioms:
    """What `policing.ttl` says of its own properties and of the superclasses of entity classes."""
    superclasses: dict[NamedNode, tuple[NamedNode, ...]] = {}
    entities = "?c rdfs:subClassOf+ pol:Entity . ?c rdfs:subClassOf+ ?d FILTER(isIRI(?d))"
    for child, parent in _select(f"SELECT DISTINCT ?c ?d {{ {entities} }}"):
        superclasses[child] = (*superclasses.get(child, ()), parent)
    chain = "?p owl:propertyChainAxiom (?a ?b)"
    return Axioms(
        frozenset(row[0] for row in _select("SELECT ?p { ?p a owl:TransitiveProperty }")),
        frozenset(row[0] for row in _select("SELECT ?p { ?p a owl:SymmetricProperty }")),
        {row[0]: row[1] for row in _select("SELECT ?p ?q { ?q owl:inverseOf ?p }")},
        {row[0]: (row[1], row[2]) for row in _select(f"SELECT ?p ?a ?b {{ {chain} }}")},
        superclasses,
    )


@cache
def terms(kind: str) -> frozenset[str]:
    """Local names of the terms of type `kind` (a prefixed name) that the ontology defines."""
    rows = _select(f"SELECT DISTINCT ?t {{ ?t a {kind} FILTER(STRSTARTS(STR(?t), '{POL}')) }}")
    return frozenset(row[0].value.removeprefix(POL) for row in rows)


@cache
def labels(language: str) -> dict[str, str]:
    """Label of every term, by local name, in `zh` or `en`."""
    rows = ontology().query(
        f"SELECT ?t ?l {{ ?t rdfs:label ?l FILTER(LANG(?l) = '{language}') }}", prefixes=PREFIXES
    )
    return {row["t"].value.removeprefix(POL): row["l"].value for row in rows}  # type: ignore[union-attr]
