"""A store in, what the page shows out: entities, facts, figures, evidence and documents as plain rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyoxigraph import Store

POL = "https://w3id.org/policing-kg/ontology#"
PREFIXES = {
    "pol": POL,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
CLASSES = (
    *("Place", "PoliceUnit", "Organization", "Team", "Role", "Program"),
    *("Platform", "Person", "Event", "Award", "Case"),
)
FIGURE_SLOTS = (
    *("kind", "value", "unit", "direction", "basis", "fromValue", "bound"),
    *("periodStart", "periodEnd", "rankScope", "attributedTo"),
)
Row = list[str]


@dataclass
class Subject:
    """One entity of the page: class, name, aliases, and what is sorted by."""

    iri: str
    kind: str
    name: str = ""
    aliases: set[str] = field(default_factory=set)
    pinyin: set[str] = field(default_factory=set)
    degree: int = 0


@dataclass
class Proof:
    """One sentence: document, offsets, its words, who found it, how sure, in what status."""

    document: str
    start: int
    end: int
    exact: str
    origin: str
    confidence: float
    status: str


@dataclass
class Fact:
    """Subject, predicate and object (an entity, or a date for `started`), with its proofs."""

    subject: str
    predicate: str
    object: str
    literal: bool
    proofs: list[Proof] = field(default_factory=list)


@dataclass
class Measured:
    """One observation: whom it is about, its metric's name, its other slots, its proofs."""

    iri: str
    about: str
    metric: str
    slots: dict[str, str] = field(default_factory=dict)
    proofs: list[Proof] = field(default_factory=list)


@dataclass
class Projection:
    """All that a page needs; every list is sorted, so that the same graph gives the same page."""

    subjects: dict[str, Subject]
    facts: list[Fact]
    figures: list[Measured]
    documents: dict[str, dict[str, str]]


class _Asker:
    def __init__(self, store: Store, private: bool) -> None:
        self.store = store
        self.private = private

    def rows(self, body: str, columns: int) -> Iterator[Row]:
        found: Any = self.store.query(body, prefixes=PREFIXES, use_default_graph_as_union=True)
        for row in found:
            yield [row[i].value if row[i] is not None else "" for i in range(columns)]

    def subjects(self) -> dict[str, Subject]:
        hidden = {row[0] for row in self.rows("SELECT ?e { ?e pol:private true }", 1)}
        found: dict[str, Subject] = {}
        values = " ".join("pol:" + name for name in CLASSES)
        for iri, kind in self.rows(f"SELECT DISTINCT ?e ?c {{ VALUES ?c {{ {values} }} ?e a ?c }}", 2):
            if self.private or iri not in hidden:
                found[iri] = Subject(iri, kind.removeprefix(POL))
        for iri, name in self.rows("SELECT ?e ?l { ?e skos:prefLabel ?l }", 2):
            if iri in found:
                found[iri].name = name
        labels = "SELECT ?e ?l (LANG(?l) AS ?g) { ?e skos:altLabel ?l }"
        for iri, name, language in self.rows(labels, 3):
            if iri in found:
                (found[iri].aliases if language in ("zh", "") else found[iri].pinyin).add(name)
        return found

    def proofs(self) -> dict[str, list[Proof]]:
        body = (
            "SELECT ?f ?i ?s ?e ?x ?o ?c ?st { ?f pol:evidence ?v . ?v pol:inDocument/dct:identifier ?i ; "
            "pol:start ?s ; pol:end ?e ; pol:exact ?x ; pol:origin ?o ; pol:confidence ?c ; pol:status ?st }"
        )
        found: dict[str, list[Proof]] = {}
        for fact, document, start, end, exact, origin, confidence, status in self.rows(body, 8):
            proof = Proof(
                document, int(start), int(end), exact, origin, float(confidence), status.removeprefix(POL)
            )
            found.setdefault(fact, []).append(proof)
        for proofs in found.values():
            proofs.sort(key=lambda p: (p.document, p.start, p.end, p.origin))
        return found

    def facts(self, proofs: dict[str, list[Proof]]) -> list[Fact]:
        body = (
            "SELECT DISTINCT ?n ?s ?p ?o (isLiteral(?o) AS ?l) "
            "{ ?n a pol:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
        )
        found = [
            Fact(s, p.removeprefix(POL), o, literal == "true", proofs.get(n, []))
            for n, s, p, o, literal in self.rows(body, 5)
        ]
        return sorted(found, key=lambda f: (f.subject, f.predicate, f.object))

    def figures(self, proofs: dict[str, list[Proof]]) -> list[Measured]:
        slots = "".join(f" OPTIONAL {{ ?n pol:{slot} ?{slot} }}" for slot in FIGURE_SLOTS)
        body = (
            f"SELECT ?n ?a ?m {' '.join('?' + slot for slot in FIGURE_SLOTS)} "
            f"{{ ?n a pol:Observation ; pol:about ?a ; pol:metric/skos:prefLabel ?m{slots} }}"
        )
        found = {}
        for node, about, metric, *values in self.rows(body, 3 + len(FIGURE_SLOTS)):
            known = {k: v.removeprefix(POL) for k, v in zip(FIGURE_SLOTS, values, strict=True) if v}
            found[node] = Measured(node, about, metric, known, proofs.get(node, []))
        return sorted(found.values(), key=lambda m: (m.about, m.metric, m.iri))

    def documents(self) -> dict[str, dict[str, str]]:
        body = (
            "SELECT ?i ?t ?d ?p { ?n a pol:Document ; dct:identifier ?i OPTIONAL { ?n dct:title ?t } "
            "OPTIONAL { ?n dct:issued ?d } OPTIONAL { ?n dct:publisher ?p } }"
        )
        rows = sorted(self.rows(body, 4))
        return {i: {"title": t, "issued": d, "publisher": p} for i, t, d, p in rows}


def project(store: Store, private: bool = False) -> Projection:
    """Read the whole store; people marked private stay out unless `private`."""
    ask = _Asker(store, private)
    subjects = ask.subjects()
    proofs = ask.proofs()
    facts = [f for f in ask.facts(proofs) if f.subject in subjects and (f.literal or f.object in subjects)]
    figures = [m for m in ask.figures(proofs) if m.about in subjects]
    for fact in facts:
        for end in (fact.subject, fact.object):
            if end in subjects:
                subjects[end].degree += 1
    for figure in figures:
        subjects[figure.about].degree += 1
    return Projection(dict(sorted(subjects.items())), facts, figures, ask.documents())


def around(whole: Projection, centre: str, depth: int = 2) -> Projection:
    """Only what stands within `depth` facts of the entity `centre`."""
    near, edge = {centre}, {centre}
    for _ in range(depth):
        step = {f.object for f in whole.facts if f.subject in edge and not f.literal}
        step |= {f.subject for f in whole.facts if f.object in edge}
        edge = step - near
        near |= step
    facts = [f for f in whole.facts if f.subject in near and (f.literal or f.object in near)]
    figures = [m for m in whole.figures if m.about in near]
    subjects = {iri: s for iri, s in whole.subjects.items() if iri in near}
    return Projection(subjects, facts, figures, whole.documents)
