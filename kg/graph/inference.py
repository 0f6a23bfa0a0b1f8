"""Facts in, those that follow from the vocabulary's own axioms out, for a graph of their own.

Followed: transitive `partOf`, inverses, symmetric `partnerOf`, the chain `locatedIn` ∘ `partOf`, and
superclasses of entity classes. Which they are is read from `ontology/policing.ttl`. Facts are triples of
IRIs as N-Quads spell them, since they come from text and go into text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from kg.graph.iris import INFERRED, POL, RDF
from kg.graph.vocabulary import axioms

Iri = bytes
Fact = tuple[Iri, Iri, Iri]
Pairs = dict[Iri, set[Iri]]
KIND = f"<{RDF}type>".encode()


@dataclass(frozen=True, slots=True)
class Rules:
    """The axioms, spelt."""

    transitive: frozenset[Iri]
    symmetric: frozenset[Iri]
    inverses: dict[Iri, Iri]
    chains: dict[Iri, tuple[Iri, Iri]]
    superclasses: dict[Iri, tuple[Iri, ...]]
    links: frozenset[Iri]  # every property that some axiom speaks of


def _iri(node: NamedNode) -> Iri:
    return str(node).encode()


@cache
def rules() -> Rules:
    """What `policing.ttl` says."""
    told = axioms()
    return Rules(
        frozenset(map(_iri, told.transitive)),
        frozenset(map(_iri, told.symmetric)),
        {_iri(one): _iri(other) for one, other in told.inverses.items()},
        {_iri(whole): (_iri(first), _iri(second)) for whole, (first, second) in told.chains.items()},
        {_iri(kind): tuple(map(_iri, parents)) for kind, parents in told.superclasses.items()},
        frozenset(map(_iri, told.properties)),
    )


def followed() -> set[NamedNode]:
    """The properties from which something may follow."""
    return axioms().properties | {NamedNode(RDF + "type")}


def closure(edges: Pairs) -> Pairs:
    """All that can be reached along `edges`, one step or more; a node in a ring reaches not itself."""
    reached: Pairs = {}
    for start in edges:
        seen: set[Iri] = set()
        ahead = list(edges[start])
        while ahead:
            node = ahead.pop()
            if node not in seen:
                seen.add(node)
                ahead += edges.get(node, ())
        reached[start] = seen - {start}
    return reached


def _chains(facts: dict[Iri, Pairs], transitive: dict[Iri, Pairs]) -> None:
    """Extend `facts` in place: located in a part is located in the whole."""
    for predicate, (first, second) in rules().chains.items():
        for start, nodes in facts.get(first, {}).items():
            further = {whole for node in nodes for whole in transitive.get(second, {}).get(node, ())}
            facts.setdefault(predicate, defaultdict(set))[start] |= further


def follow(said: Iterable[Fact]) -> Iterator[Fact]:
    """What follows from facts, what is said among them already included; doubles may occur."""
    known = rules()
    facts: dict[Iri, Pairs] = {}
    for subject, predicate, target in said:
        facts.setdefault(predicate, defaultdict(set))[subject].add(target)
    closed = {predicate: closure(facts.get(predicate, {})) for predicate in known.transitive}
    facts.update(closed)
    _chains(facts, closed)
    for start, nodes in facts.pop(KIND, {}).items():
        yield from ((start, KIND, parent) for node in nodes for parent in known.superclasses.get(node, ()))
    for predicate, pairs in facts.items():
        inverse, symmetric = known.inverses.get(predicate), predicate in known.symmetric
        for start, nodes in pairs.items():
            for node in nodes:
                yield start, predicate, node
                if symmetric:
                    yield node, predicate, start
                if inverse:
                    yield node, inverse, start


def inferred_text(said: set[Fact]) -> bytes:
    """The graph of inferred facts as N-Quads: what follows and no document says."""
    ours = f"<{POL}".encode()
    new = set(follow(said)) - {fact for fact in said if fact[1].startswith(ours)}
    ending = f" {INFERRED} .\n".encode()
    return b"".join(b" ".join(fact) + ending for fact in new)
