"""A graph file or store in, what it says of the scored documents out: names, mentions, facts, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.evaluation.matching import document_name, norm, tail
from kg.records import Label, Predicate

if TYPE_CHECKING:
    from pyoxigraph import Store

POL = "https://w3id.org/policing-kg/ontology#"
PREFIXES = (
    f"PREFIX pol: <{POL}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX dct: <http://purl.org/dc/terms/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
)
ASSERTED = "FILTER NOT EXISTS { ?v pol:status ?st FILTER(?st != pol:Asserted) }"
CLASSES = {
    "Place": Label.PLACE,
    "PoliceUnit": Label.UNIT,
    "Organization": Label.ORG,
    "Team": Label.TEAM,
    "Role": Label.ROLE,
    "Program": Label.PROGRAM,
    "Platform": Label.PLATFORM,
    "Person": Label.PERSON,
    "Event": Label.EVENT,
    "Award": Label.AWARD,
    "Case": Label.CASE,
}
SLOTS = (
    *("kind", "value", "unit", "direction", "basis", "fromValue", "bound"),
    *("periodStart", "periodEnd", "rankScope", "attributedTo"),
)


@dataclass
class Figure:
    """One observation of the graph in one document; `slots` hold the tails of its values."""

    document: str
    about: set[str] = field(default_factory=set)
    metrics: set[str] = field(default_factory=set)
    spans: set[tuple[int, int]] = field(default_factory=set)
    slots: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Built:
    """What a graph says: `names` per entity, mentions by span, facts, figures, starts."""

    names: dict[str, set[str]]
    mentions: dict[tuple[str, int, int, Label], str]
    relations: set[tuple[str, str, str]]
    figures: list[Figure]
    starts: list[tuple[str, str]]


def load_store(path: Path) -> Store:
    """Load a .nq, .nt, .ttl or .trig file into a store in memory."""
    import pyoxigraph as ox

    formats = {
        ".nq": ox.RdfFormat.N_QUADS,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".ttl": ox.RdfFormat.TURTLE,
        ".trig": ox.RdfFormat.TRIG,
    }
    store = ox.Store()
    store.bulk_load(path=str(path), format=formats[path.suffix])
    return store


class Reader:
    """Reads a store for the documents named; every other document is left aside."""

    def __init__(self, store: Store, documents: frozenset[str]) -> None:
        from pyoxigraph import DefaultGraph

        self.store = store
        self.documents = documents
        # A graph folder keeps the union of its graphs in the default graph; a loaded file may not.
        self.apart = next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None

    def ask(self, body: str, columns: int) -> Iterator[list[str | None]]:
        """Rows of a SELECT over all graphs, as strings."""
        rows: Any = self.store.query(PREFIXES + body, use_default_graph_as_union=self.apart)
        for row in rows:
            yield [row[i].value if row[i] is not None else None for i in range(columns)]

    def document(self, identifier: str | None) -> str | None:
        """Name of the gold document that a `dct:identifier` stands for, None for any other."""
        return document_name(identifier or "", self.documents)

    def read(self) -> Built:
        """Everything the scores need, one query each."""
        names: dict[str, set[str]] = defaultdict(set)
        for iri, label in self.ask("SELECT ?e ?l { ?e skos:prefLabel|skos:altLabel ?l }", 2):
            names[iri or ""].add(norm(label or ""))
        mentions = self._mentions()
        starts = [(s or "", d or "") for s, d in self.ask("SELECT DISTINCT ?s ?d { ?s pol:started ?d }", 2)]
        mentioned = set(mentions.values())
        return Built(
            names, mentions, self._relations(), self._figures(), [x for x in starts if x[0] in mentioned]
        )

    def _mentions(self) -> dict[tuple[str, int, int, Label], str]:
        kinds: dict[str, set[str]] = defaultdict(set)
        for iri, kind in self.ask(f"SELECT ?e ?c {{ ?e a ?c FILTER(STRSTARTS(STR(?c), '{POL}')) }}", 2):
            kinds[iri or ""].add(tail(kind) or "")
        body = (
            "SELECT DISTINCT ?i ?s ?e ?x { ?m a pol:Mention ; pol:inDocument ?d ; pol:start ?s ; "
            "pol:end ?e ; pol:refersTo ?x . ?d dct:identifier ?i }"
        )
        rows = set()
        for identifier, start, end, entity in self.ask(body, 4):
            if name := self.document(identifier):
                labels = [CLASSES[k] for k in kinds[entity or ""] if k in CLASSES]
                rows |= {(name, int(start or 0), int(end or 0), label, entity or "") for label in labels}
        return {row[:4]: row[4] for row in sorted(rows)}

    def _relations(self) -> set[tuple[str, str, str]]:
        body = (
            "SELECT DISTINCT ?s ?p ?o ?i { ?c a pol:Statement ; rdf:subject ?s ; rdf:predicate ?p ; "
            "rdf:object ?o ; pol:evidence ?v . ?v pol:inDocument ?d . ?d dct:identifier ?i " + ASSERTED + " }"
        )
        known = {p.value for p in Predicate} - {Predicate.STARTED.value}
        found = {
            (s or "", tail(p) or "", o or "")
            for s, p, o, identifier in self.ask(body, 4)
            if tail(p) in known and self.document(identifier)
        }
        return {(s, p, o) for s, p, o in found if not (p == "partnerOf" and (o, p, s) in found and o < s)}

    def _figures(self) -> list[Figure]:
        body = (
            "SELECT DISTINCT ?o ?a ?ml ?i ?vs ?ve "
            + " ".join("?" + slot for slot in SLOTS)
            + " { ?o a pol:Observation ; pol:about ?a ; pol:metric ?m ; pol:evidence ?v . "
            "?m skos:prefLabel|skos:altLabel ?ml . "
            "?v pol:inDocument ?d ; pol:start ?vs ; pol:end ?ve . ?d dct:identifier ?i "
            + ASSERTED
            + " ".join(f" OPTIONAL {{ ?o pol:{slot} ?{slot} }}" for slot in SLOTS)
            + " }"
        )
        figures: dict[tuple[str, str], Figure] = {}
        for row in self.ask(body, 6 + len(SLOTS)):
            if name := self.document(row[3]):
                figure = figures.setdefault((row[0] or "", name), Figure(name))
                figure.about.add(row[1] or "")
                figure.metrics.add(row[2] or "")
                figure.spans.add((int(row[4] or 0), int(row[5] or 0)))
                figure.slots.update(zip(SLOTS, row[6:], strict=True))
        return list(figures.values())
