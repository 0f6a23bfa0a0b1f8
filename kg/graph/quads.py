"""One resolved extraction in, the quads of its named graph out: what this document says, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg.graph import iris, terms
from kg.graph.entities import entity_triples
from kg.graph.facts import observation_facts, statement_facts
from kg.graph.identity import Identity, node_of
from kg.graph.iris import DCT, hashed, pol
from kg.graph.triples import TYPE, Triple, span_triples
from kg.records import Article, Evidence, Extraction, Mention, Statement


class _Seen:
    """Local entity ids as IRIs; keeps what was asked for, so that each gets described."""

    def __init__(self, document: str, identity: Identity) -> None:
        self.document = document
        self.identity = identity
        self.nodes: dict[str, NamedNode] = {}

    def __call__(self, local: str) -> NamedNode:
        if local not in self.nodes:
            self.nodes[local] = node_of(self.identity.thing(self.document, local))
        return self.nodes[local]


def _article(article: Article) -> Iterator[Triple]:
    node = iris.document(article.identifier)
    yield node, TYPE, pol("Document")
    yield node, NamedNode(DCT + "identifier"), terms.text(article.identifier)
    yield node, NamedNode(DCT + "title"), terms.chinese(article.title or article.identifier)
    yield node, pol("start"), terms.integer(article.start)
    yield node, pol("end"), terms.integer(article.start + len(article.text))
    yield node, pol("digest"), terms.text(article.digest)
    if article.publisher:
        yield node, NamedNode(DCT + "publisher"), terms.chinese(article.publisher)
    if article.byline:
        yield node, pol("byline"), terms.chinese(article.byline)
    if article.issued:
        yield node, NamedNode(DCT + "issued"), terms.date(article.issued.value)
        yield node, pol("issuedOrigin"), terms.text(article.issued.origin)
    if article.home:
        yield node, pol("home"), terms.chinese(article.home.place)
        yield node, pol("homeOrigin"), terms.text(article.home.origin)
    for source in article.sources:
        yield node, pol("reprint"), terms.text(source)


def _mention(article: Article, mention: Mention, entity: NamedNode) -> Iterator[Triple]:
    span = str(mention.start), str(mention.end)
    node = hashed("Mention", article.identifier, *span, entity.value)
    yield node, TYPE, pol("Mention")
    yield from span_triples(node, article.identifier, mention.start, mention.end, mention.surface)
    yield node, pol("refersTo"), entity
    yield node, pol("origin"), terms.text(mention.origin)
    yield node, pol("confidence"), terms.decimal(mention.confidence)


def _quoted(article: Article, evidence: Evidence) -> Evidence:
    """The evidence with its characters, read from the article where the stage left them out."""
    return (
        evidence if evidence.exact else replace(evidence, exact=article.exact(evidence.start, evidence.end))
    )


def _statement(article: Article, statement: Statement, seen: _Seen) -> Iterator[Triple]:
    evidence = tuple(_quoted(article, each) for each in statement.evidence)
    yield from statement_facts(replace(statement, evidence=evidence), seen)


def document_triples(extraction: Extraction, identity: Identity) -> Iterator[Triple]:
    """All that a document says, entities last; doubles may occur."""
    article = extraction.article
    seen = _Seen(article.identifier, identity)
    yield from _article(article)
    for entity in extraction.entities:
        node = seen(entity.id)
        for index in entity.mentions:
            yield from _mention(article, extraction.mentions[index], node)
    for statement in extraction.statements:
        yield from _statement(article, statement, seen)
    for observation in extraction.observations:
        evidence = _quoted(article, observation.evidence)
        yield from observation_facts(replace(observation, evidence=evidence), seen)
    names = {entity.id: {entity.name, *entity.aliases} for entity in extraction.entities}
    for local, node in seen.nodes.items():
        thing = identity.thing(article.identifier, local)
        yield from entity_triples(node, thing, names.get(local, set()))


def document_quads(extraction: Extraction, identity: Identity) -> Iterator[Quad]:
    """The quads of the named graph of one document; doubles may occur."""
    name = iris.document_graph(extraction.article.identifier)
    for triple in document_triples(extraction, identity):
        yield Quad(*triple, name)
