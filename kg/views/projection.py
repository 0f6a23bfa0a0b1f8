"""A store in, what the pages show out: entities, facts, figures, evidence and documents as plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.graph.iris import DCT, LABEL_OF, POL, RDF, SKOS

if TYPE_CHECKING:
    from kg.graph.store import Answering

CLASSES = tuple(LABEL_OF)
FIGURE_SLOTS = (
    *("kind", "value", "unit", "direction", "basis", "fromValue", "bound"),
    *("periodStart", "periodEnd", "rankScope", "attributedTo"),
)
Values = dict[str, list[str]]
Span = tuple[int, int, str]  # first character, the one after the last, IRI of what is named


@dataclass
class Subject:
    """One entity of the page: class, name, aliases, code of a division, and what is sorted by."""

    iri: str
    kind: str
    name: str = ""
    aliases: set[str] = field(default_factory=set)
    pinyin: set[str] = field(default_factory=set)
    code: str = ""
    degree: int = 0


@dataclass
class Proof:
    """One sentence: document, offsets, its words, who found it, how sure, in what status.

    `figure` is where its number stands; `flags` tell what does not add up ("change-mismatch").
    """

    document: str
    start: int
    end: int
    exact: str
    origin: str
    confidence: float
    status: str
    figure: tuple[int, int] = (0, 0)
    flags: tuple[str, ...] = ()


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
    mentions: dict[str, list[Span]] = field(default_factory=dict)  # by document


class _Reader:
    """The store, one property at a time: a query would join what a dictionary looks up."""

    def __init__(self, store: Answering, private: bool) -> None:
        self.store = store
        self.hidden = set() if private else set(self.values(POL + "private"))
        self.names = {iri: name for iri, (name, *_) in self.values(DCT + "identifier").items()}

    def pairs(self, predicate: str, target: str = "") -> Iterator[tuple[str, str, str]]:
        """Subject, object and the object's language for every triple with `predicate`."""
        wanted = NamedNode(target) if target else None
        for quad in self.store.quads_for_pattern(None, NamedNode(predicate), wanted, DefaultGraph()):
            end = quad.object
            if isinstance(quad.subject, NamedNode) and isinstance(end, NamedNode | Literal):
                yield quad.subject.value, end.value, _language(end)

    def values(self, predicate: str) -> Values:
        found: Values = defaultdict(list)
        for subject, value, _ in self.pairs(predicate):
            found[subject].append(value)
        return {subject: sorted(values) for subject, values in found.items()}

    def one(self, predicate: str) -> dict[str, str]:
        return {subject: values[0] for subject, values in self.values(predicate).items()}

    def of_class(self, name: str) -> list[str]:
        return sorted({iri for iri, _, _ in self.pairs(RDF + "type", POL + name)})


def _language(end: NamedNode | Literal) -> str:
    return (end.language or "") if isinstance(end, Literal) else ""


def _subjects(read: _Reader) -> dict[str, Subject]:
    found = {iri: Subject(iri, kind) for kind in CLASSES for iri in read.of_class(kind)}
    found = {iri: subject for iri, subject in sorted(found.items()) if iri not in read.hidden}
    for iri, name in read.one(SKOS + "prefLabel").items():
        if iri in found:
            found[iri].name = name
    for iri, name, language in read.pairs(SKOS + "altLabel"):
        if iri in found:
            (found[iri].aliases if language in ("zh", "") else found[iri].pinyin).add(name)
    for iri, code in read.one(POL + "code").items():
        if iri in found:
            found[iri].code = code
    return found


def _proofs(read: _Reader) -> dict[str, list[Proof]]:
    slots = ("inDocument", "start", "end", "exact", "origin", "confidence", "status")
    at = {slot: read.one(POL + slot) for slot in slots}
    figures = read.one(POL + "figureStart"), read.one(POL + "figureEnd")
    flags = read.values(POL + "flag")
    found: dict[str, list[Proof]] = defaultdict(list)
    for fact, node, _ in read.pairs(POL + "evidence"):
        said = {slot: at[slot].get(node, "") for slot in slots}
        proof = Proof(
            document=read.names.get(said["inDocument"], said["inDocument"]),
            start=int(said["start"] or 0),
            end=int(said["end"] or 0),
            exact=said["exact"],
            origin=said["origin"],
            confidence=float(said["confidence"] or 1),
            status=said["status"].removeprefix(POL),
            figure=(int(figures[0].get(node, "0")), int(figures[1].get(node, "0"))),
            flags=tuple(flags.get(node, ())),
        )
        found[fact].append(proof)
    for proofs in found.values():
        proofs.sort(key=lambda p: (p.document, p.start, p.end, p.origin))
    return found


def _facts(read: _Reader, proofs: dict[str, list[Proof]], known: dict[str, Subject]) -> list[Fact]:
    predicates, objects = read.one(RDF + "predicate"), read.one(RDF + "object")
    found = []
    for node, subject in read.one(RDF + "subject").items():
        predicate, target = predicates[node].removeprefix(POL), objects[node]
        literal = predicate == "started"
        if subject in known and (literal or target in known):
            found.append(Fact(subject, predicate, target, literal, proofs.get(node, [])))
    return sorted(found, key=lambda f: (f.subject, f.predicate, f.object))


def _figures(read: _Reader, proofs: dict[str, list[Proof]], known: dict[str, Subject]) -> list[Measured]:
    slots = {slot: read.one(POL + slot) for slot in FIGURE_SLOTS}
    about, metrics, labels = read.one(POL + "about"), read.one(POL + "metric"), read.one(SKOS + "prefLabel")
    found = []
    for node in read.of_class("Observation"):
        if about.get(node) in known and node in metrics:
            said = {k: v[node].removeprefix(POL) for k, v in slots.items() if node in v}
            metric = labels.get(metrics[node], metrics[node])
            found.append(Measured(node, about[node], metric, said, proofs.get(node, [])))
    return sorted(found, key=lambda m: (m.about, m.metric, m.iri))


def _documents(read: _Reader) -> dict[str, dict[str, str]]:
    parts = {"title": DCT + "title", "issued": DCT + "issued", "publisher": DCT + "publisher"}
    values = {name: read.one(predicate) for name, predicate in parts.items()}
    rows = sorted((read.names[iri], iri) for iri in read.of_class("Document") if iri in read.names)
    return {name: {part: values[part].get(iri, "") for part in parts} for name, iri in rows}


def _mentions(read: _Reader, known: dict[str, Subject]) -> dict[str, list[Span]]:
    where, start, end = (read.one(POL + slot) for slot in ("inDocument", "start", "end"))
    found: dict[str, list[Span]] = defaultdict(list)
    for node, entity in read.one(POL + "refersTo").items():
        if entity in known and node in where:
            found[read.names.get(where[node], "")].append((int(start[node]), int(end[node]), entity))
    return {document: sorted(spans) for document, spans in sorted(found.items())}


def project(store: Answering, private: bool = False) -> Projection:
    """Read the whole store; people marked private stay out unless `private`."""
    read = _Reader(store, private)
    subjects, proofs = _subjects(read), _proofs(read)
    facts, figures = _facts(read, proofs, subjects), _figures(read, proofs, subjects)
    for fact in facts:
        for end in (fact.subject, fact.object):
            if end in subjects:
                subjects[end].degree += 1
    for figure in figures:
        subjects[figure.about].degree += 1
    return Projection(subjects, facts, figures, _documents(read), _mentions(read, subjects))


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
    return Projection(subjects, facts, figures, whole.documents, whole.mentions)
