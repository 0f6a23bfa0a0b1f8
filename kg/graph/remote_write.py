"""A graph folder and a SPARQL server in, the server's named graphs made like the folder's out.

Only named graphs that changed are sent: the server keeps a digest of each in the graph `…/graph/stored`. A
digest is taken away before its graph is touched and put back when the graph is whole, so that sending again
mends what a broken connection or a killed process left. Graphs that the folder does not have and that were
never sent, a user's own for example, stay as they are.

A query without GRAPH must see every triple once. Where the server's default graph is its own, it holds them;
where it is the union of all graphs, which counts a triple once for each that holds it, the graph
`…/graph/union` does, and readers name it as the default graph.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.errors import Unwritable
from kg.graph.remote import DIGEST, STORED, UNION, RemoteStore
from kg.graph.store import Graph

MOST = 1000  # triples in one request: Virtuoso's compiler has no memory for five thousand


@dataclass(frozen=True, slots=True)
class Sent:
    """How many named graphs were sent, taken away, and left as they were."""

    graphs: int
    gone: int
    same: int


def update_addresses(address: str) -> Iterator[str]:
    """Where a server that answers queries at `address` may take updates, the likeliest first."""
    if told := os.environ.get("KG_STORE_UPDATE"):
        yield told
        return
    yield address
    home, _, last = address.rpartition("/")
    yield f"{home}/update"  # Oxigraph, Fuseki, Stardog, ours
    yield f"{home}/{last}-auth"  # Virtuoso
    yield f"{address}/statements"  # RDF4J, GraphDB


def update_address(store: RemoteStore) -> str:
    """The address at which the store's server runs updates; Unwritable, with its reasons, where none does."""
    reasons = []
    for address in update_addresses(store.server.address):
        reason = store.server.takes_updates(address)
        if not reason:
            return address
        reasons.append(f"{address} ({reason})")
    # What asks for credentials is the service itself; what is not found is none.
    reasons.sort(key=lambda each: ("(401" not in each, "(403" not in each))
    raise Unwritable(f"{reasons[0]} takes no updates; KG_STORE_UPDATE names another address")


def digest_of(lines: list[str]) -> str:
    """SHA-256 of sorted lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _triples(graph: Graph, name: NamedNode) -> list[str]:
    """The triples of a graph as sorted lines."""
    text = (serialize(graph.quads(name), format=RdfFormat.N_QUADS) or b"").decode()
    ending = f" {name} ."
    return sorted(f"{line.removesuffix(ending)} ." for line in text.split("\n") if line)


class _Sender:
    """Sends one graph after another to one update service."""

    def __init__(self, store: RemoteStore) -> None:
        self.store = store
        self.address = update_address(store)
        self.whole = f"GRAPH {UNION} {{ %s }}" if self._joins_graphs() else "%s"

    def _run(self, *updates: str) -> None:
        self.store.server.send(self.address, " ;\n".join(filter(None, updates)))

    def _joins_graphs(self) -> bool:
        """True where a query without GRAPH sees what stands in named graphs."""
        self._run(f'INSERT DATA {{ GRAPH {STORED} {{ {STORED} {DIGEST} "" }} }}')
        seen = bool(self.store.server_answer(f"ASK {{ {STORED} {DIGEST} ?digest }}"))
        self._run(self._forgotten(STORED))
        return seen

    def digests(self) -> dict[str, str]:
        """The digest of each graph that was sent whole."""
        asked = f"SELECT ?g ?digest {{ GRAPH {STORED} {{ ?g {DIGEST} ?digest }} }}"
        return {g: digest for g, digest in self.store.rows(asked) if g not in {STORED.value, UNION.value}}

    def _forgotten(self, name: NamedNode) -> str:
        return f"DELETE WHERE {{ GRAPH {STORED} {{ {name} {DIGEST} ?digest }} }}"

    def begin(self) -> None:
        """Take away the digest of the whole, by which readers keep what they made of it."""
        self._run(self._forgotten(STORED), self._forgotten(UNION))

    def end(self, digest: str) -> None:
        """Tell the digest of the whole."""
        mark = STORED if self.whole == "%s" else UNION
        self._run(f'INSERT DATA {{ GRAPH {STORED} {{ {mark} {DIGEST} "{digest}" }} }}')

    def _away(self, name: NamedNode) -> str:
        """Take a graph away, and its triples from the whole where no other graph has them."""
        triple, whole = "?s ?p ?o", self.whole % "?s ?p ?o"
        return (
            f"DELETE {{ {whole} }} WHERE {{ GRAPH {name} {{ {triple} }} FILTER NOT EXISTS {{ "
            f"GRAPH ?other {{ {triple} }} FILTER(?other != {name} && ?other != {UNION}) }} }} ;\n"
            f"DROP SILENT GRAPH {name}"
        )

    def drop(self, name: NamedNode) -> None:
        """Take a graph away."""
        self._run(self._forgotten(name), self._away(name))

    def replace(self, name: NamedNode, triples: list[str], digest: str) -> None:
        """Put `triples` in the place of a graph; a few in one request, and so whole or not at all."""
        rest = iter(triples)
        waiting = [self._forgotten(name), self._away(name)]
        while part := " ".join(islice(rest, MOST)):
            waiting.append(f"INSERT DATA {{ GRAPH {name} {{ {part} }} {self.whole % part} }}")
            if len(triples) > MOST:
                self._run(*waiting)
                waiting = []
        self._run(*waiting, f'INSERT DATA {{ GRAPH {STORED} {{ {name} {DIGEST} "{digest}" }} }}')


def send(graph: Graph, url: str) -> Sent:
    """Make the named graphs at the endpoint `url` those of `graph`, sending only what changed.

    Raises NotAGraph where nothing answers, Unwritable where the server refuses.
    """
    sender = _Sender(RemoteStore(url))
    known, digests = sender.digests(), []
    names = {name.value: name for name in graph.graphs()}
    sent, gone = 0, sorted(known.keys() - names.keys())
    sender.begin()
    for iri in gone:
        sender.drop(NamedNode(iri))
    for iri, name in names.items():
        triples = _triples(graph, name)
        digest = digest_of(triples)
        digests.append(f"{iri} {digest}")
        if known.get(iri) != digest:
            sender.replace(name, triples, digest)
            sent += 1
    sender.end(digest_of(digests))
    return Sent(sent, len(gone), len(names) - sent)
