"""A resolution in; what official data says, and why names were joined, as quads of their own graphs out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg.graph import iris, terms
from kg.graph.entities import ALTERNATIVE, entity_triples
from kg.graph.facts import statement_facts
from kg.graph.identity import Identity, Reason, Thing, node_of
from kg.graph.iris import DCT, JUDGEMENTS, OFFICIAL, PREFIXES, hashed, pol
from kg.graph.triples import TYPE, Triple
from kg.records import Evidence, Statement


def gazetteer_triples(identifier: str, length: int) -> Iterator[Triple]:
    """The document node of an official source; it has no text of its own in the graph."""
    node = iris.document(identifier)
    yield node, TYPE, pol("Document")
    yield node, NamedNode(DCT + "identifier"), terms.text(identifier)
    yield node, NamedNode(DCT + "title"), terms.chinese(identifier)
    yield node, pol("start"), terms.integer(0)
    yield node, pol("end"), terms.integer(length)


def sourced(statement: Statement) -> Statement:
    """The statement with an evidence, whose document is the official source itself where none is named."""
    evidence = statement.evidence or (Evidence("", 0, 0, "", "official"),)
    named = (replace(each, document=each.document or each.origin) for each in evidence)
    return replace(statement, evidence=tuple(named))


def official_triples(identity: Identity) -> Iterator[Triple]:
    """Official statements with their sources; codes and coordinates of places; what only they name."""
    lengths: dict[str, int] = {}
    named: dict[NamedNode, Thing] = {}

    def node(key: str) -> NamedNode:
        thing = identity.keyed(key)
        named[node_of(thing)] = thing
        return node_of(thing)

    for statement in map(sourced, identity.resolved.official):
        yield from statement_facts(statement, node)
        for each in statement.evidence:
            lengths[each.document] = max(each.end, lengths.get(each.document, 0))
    for thing in identity.resolved.entities:
        if is_placed(thing):
            yield from place_triples(node(thing.key), thing)
    for iri, thing in named.items():
        yield from entity_triples(iri, thing, ())
    for identifier, length in lengths.items():
        yield from gazetteer_triples(identifier, length)


def is_placed(thing: Thing) -> bool:
    """Whether official data knows the thing itself."""
    return bool(thing.official or thing.code or thing.lon is not None)


def place_triples(node: NamedNode, thing: Thing) -> Iterator[Triple]:
    """Code and coordinates of a place."""
    if thing.code.isdigit():  # GB/T 2260 only; countries and named regions have codes of our own
        yield node, pol("code"), terms.text(thing.code)
    if thing.lon is not None and thing.lat is not None:
        yield node, NamedNode(PREFIXES["schema"] + "longitude"), terms.decimal(thing.lon)
        yield node, NamedNode(PREFIXES["schema"] + "latitude"), terms.decimal(thing.lat)


def thing_judgements(thing: Thing) -> Iterator[Triple]:
    """Names that resolution adds to a thing, and why names were joined in it."""
    node = node_of(thing)
    for alias in thing.aliases:
        yield node, ALTERNATIVE, terms.chinese(alias)
    for merge in thing.merges:
        yield node, pol("identityReason"), terms.text(f"{merge.left} = {merge.right}: {merge.reason}")


def pair_triples(pair: Reason, identity: Identity) -> Iterator[Triple]:
    """A pair that is left to a person."""
    node = hashed("Judgement", pair.left, pair.right)
    yield node, TYPE, pol("Judgement")
    yield node, pol("left"), node_of(identity.keyed(pair.left))
    yield node, pol("right"), node_of(identity.keyed(pair.right))
    yield node, pol("verdict"), terms.text("unsure")
    yield node, pol("confidence"), terms.decimal(pair.score)
    yield node, pol("reason"), terms.text(pair.reason)


def judgement_triples(identity: Identity) -> Iterator[Triple]:
    """Names that resolution adds, why names were joined, and which pairs are left to a person."""
    for thing in identity.resolved.entities:
        yield from thing_judgements(thing)
    for pair in identity.resolved.uncertain:
        yield from pair_triples(pair, identity)


def resolution_quads(identity: Identity) -> Iterator[Quad]:
    """Quads of the graphs of official data and of judgements."""
    for triple in official_triples(identity):
        yield Quad(*triple, OFFICIAL)
    for triple in judgement_triples(identity):
        yield Quad(*triple, JUDGEMENTS)
