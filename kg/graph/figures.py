"""Lines of documents' graphs in, the figures that others may contradict out: asserted, with a period, exact.

What is kept of each is small, since all documents' are held at once (`kg.graph.conflicts`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from kg.graph.iris import POL

Iri = bytes
Figure = tuple[str, str, str]  # IRI, value, earlier value
KEY = ("about", "metric", "kind", "unit", "direction", "basis", "periodStart", "periodEnd", "rankScope")
EVIDENCE, STATUS, ASSERTED, BOUND, START, END, VALUE, FROM = (
    f"<{POL}{name}>".encode()
    for name in ("evidence", "status", "Asserted", "bound", "periodStart", "periodEnd", "value", "fromValue")
)
ALIKE = tuple(f"<{POL}{name}>".encode() for name in KEY)
TOLD = frozenset((EVIDENCE, STATUS, BOUND, VALUE, FROM, *ALIKE))


def _value(term: bytes) -> str:
    """The digits of a number as it is spelt, "" where there is none."""
    return term.split(b'"', 2)[1].decode() if term else ""


@dataclass(slots=True)
class Figures:
    """What was told so far; a figure's document is known by its graph."""

    groups: dict[bytes, list[tuple[Iri, ...]]] = field(default_factory=lambda: defaultdict(list))
    _said: dict[Iri, dict[bytes, bytes]] = field(default_factory=lambda: defaultdict(dict))
    _asserted: set[Iri] = field(default_factory=set)  # evidences
    _evidence: list[tuple[Iri, Iri, bytes]] = field(default_factory=list)  # fact, evidence, graph

    def take(self, subject: Iri, predicate: bytes, rest: bytes) -> None:
        """Take a line whose predicate is one of `TOLD`."""
        target, _, graph = rest[:-2].rpartition(b" ")
        if predicate == EVIDENCE:
            self._evidence.append((subject, target, graph))
        elif predicate != STATUS:
            self._said[subject][predicate] = target
        elif target == ASSERTED:
            self._asserted.add(subject)

    def settle(self) -> None:
        """Keep what counts of the graphs that were taken, which are whole now."""
        for node, evidence, graph in self._evidence:
            said = self._said.get(node)
            if said and evidence in self._asserted and BOUND not in said and (START in said or END in said):
                alike = b"\n".join(said.get(each, b"") for each in ALIKE)
                told = node, said[VALUE], said.get(FROM, b""), graph
                self.groups[blake2b(alike, digest_size=16).digest()].append(told)
        self._said.clear()
        self._asserted.clear()
        self._evidence.clear()

    def alike(self) -> Iterator[dict[Figure, set[bytes]]]:
        """Figures that differ in value alone, each with the documents that assert it."""
        for told in self.groups.values():
            if len(told) > 1:
                found: dict[Figure, set[bytes]] = defaultdict(set)
                for node, value, earlier, graph in told:
                    found[node[1:-1].decode(), _value(value), _value(earlier)].add(graph)
                yield found
