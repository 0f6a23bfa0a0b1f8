"""Graphs as N-Quads in, one after the other; what must be known of them all together out.

That are the facts from which something may follow, figures that may contradict each other, and what things
are called: it is read off the lines while they pass into the store, which would take longer to ask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Literal, RdfFormat, parse

from kg.graph.figures import TOLD, Figures
from kg.graph.inference import KIND, Fact, Iri, rules
from kg.graph.iris import LABEL_OF, POL, SKOS

KINDS = {f"<{POL}{kind}>".encode(): kind for kind in LABEL_OF}
PREFERRED, ALTERNATIVE = (f"<{SKOS}{name}>".encode() for name in ("prefLabel", "altLabel"))
REFERS, PRIVATE = (f"<{POL}{name}>".encode() for name in ("refersTo", "private"))
NAMING = frozenset((PREFERRED, ALTERNATIVE, REFERS, PRIVATE))


def _chinese(rest: bytes) -> str | None:
    """The label that a line ends with, where it is Chinese."""
    if b"\\" not in rest:
        label, _, after = rest[1:].partition(b'"')
        return label.decode() if after.startswith(b"@zh ") else None
    text = b"<x:s> <x:p> " + rest
    term = next(parse(text, RdfFormat.N_QUADS, lenient=True)).object
    return term.value if isinstance(term, Literal) and term.language == "zh" else None


@dataclass(slots=True)
class Named:
    """What a thing is called."""

    preferred: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Heard:
    """What was heard so far; IRIs as N-Quads spell them."""

    facts: set[Fact] = field(default_factory=set)
    kinds: dict[Iri, set[str]] = field(default_factory=lambda: defaultdict(set))  # local names of classes
    names: dict[Iri, Named] = field(default_factory=lambda: defaultdict(Named))
    private: set[Iri] = field(default_factory=set)
    mentions: Counter[Iri] = field(default_factory=Counter)
    figures: Figures = field(default_factory=Figures)
    _known: set[tuple[Iri, Iri]] = field(default_factory=set)  # mentions that may be told again

    def read(self, text: bytes, again: bool = False) -> None:
        """Read whole graphs, each quad once; `again` if they are users' and may repeat what others say."""
        known = rules()
        links, superclasses = known.links, known.superclasses
        told = frozenset[bytes]() if again else TOLD
        for line in text.splitlines():
            subject, predicate, rest = line.split(b" ", 2)
            if predicate == KIND:
                kind = rest.partition(b" ")[0]
                if kind in superclasses:
                    self.facts.add((subject, predicate, kind))
                if kind in KINDS:
                    self.kinds[subject].add(KINDS[kind])
            elif predicate in links:
                if subject[:1] == rest[:1] == b"<":
                    self.facts.add((subject, predicate, rest.partition(b" ")[0]))
            elif predicate in told:
                self.figures.take(subject, predicate, rest)
            elif predicate in NAMING:
                self._name(subject, predicate, rest, again)
        self.figures.settle()

    def _name(self, subject: Iri, predicate: Iri, rest: bytes, again: bool) -> None:
        if predicate == REFERS:
            pair = subject, rest.partition(b" ")[0]
            if pair not in self._known:
                self.mentions[pair[1]] += 1
                if again:
                    self._known.add(pair)
        elif predicate == PRIVATE:
            self.private.add(subject)
        elif (label := _chinese(rest)) is not None:
            named = self.names[subject]
            (named.preferred if predicate == PREFERRED else named.others).add(label)
