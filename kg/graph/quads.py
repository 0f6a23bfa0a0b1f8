"""One resolved extraction in, the triples of its named graph out: what this document says, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import Quad, RdfFormat, parse

from kg.graph import iris, spelling
from kg.graph.entities import entity_lines
from kg.graph.facts import fact_lines, observation_lines
from kg.graph.identity import Identity, Thing
from kg.graph.iris import CLASS_OF
from kg.graph.spelling import chinese, hashed, integer, pol, text
from kg.graph.triples import CONFIDENCE, END, ORIGIN, START, span_lines
from kg.records import Article, Evidence, Extraction, Mention

MENTION, REFERS = pol("Mention"), pol("refersTo")


class _Seen:
    """Local entity ids as IRIs; keeps what was asked for, so that each gets described."""

    def __init__(self, document: str, identity: Identity) -> None:
        self.document = document
        self.identity = identity
        self.things: dict[str, tuple[str, Thing]] = {}

    def __call__(self, local: str) -> str:
        if local not in self.things:
            thing = self.identity.thing(self.document, local)
            node = spelling.thing(CLASS_OF[thing.label], thing.key.partition("/")[2])
            self.things[local] = node, thing
        return self.things[local][0]


def _article(node: str, article: Article) -> Iterator[str]:
    yield f"{node} {spelling.TYPE} {pol('Document')}"
    yield f"{node} {spelling.IDENTIFIER} {text(article.identifier)}"
    yield f"{node} {spelling.TITLE} {chinese(article.title or article.identifier)}"
    yield f"{node} {START} {integer(article.start)}"
    yield f"{node} {END} {integer(article.start + len(article.text))}"
    yield f"{node} {pol('digest')} {text(article.digest)}"
    if article.publisher:
        yield f"{node} {spelling.PUBLISHER} {chinese(article.publisher)}"
    if article.byline:
        yield f"{node} {pol('byline')} {chinese(article.byline)}"
    if article.issued:
        yield f"{node} {spelling.ISSUED} {spelling.date(article.issued.value)}"
        yield f"{node} {pol('issuedOrigin')} {text(article.issued.origin)}"
    if article.home:
        yield f"{node} {pol('home')} {chinese(article.home.place)}"
        yield f"{node} {pol('homeOrigin')} {text(article.home.origin)}"
    for source in article.sources:
        yield f"{node} {pol('reprint')} {text(source)}"


def _mention(document: str, article: Article, mention: Mention, entity: str) -> Iterator[str]:
    span = str(mention.start), str(mention.end)
    node = hashed("Mention", article.identifier, *span, entity[1:-1])
    yield f"{node} {spelling.TYPE} {MENTION}"
    yield from span_lines(node, document, mention.start, mention.end, mention.surface)
    yield f"{node} {REFERS} {entity}"
    yield f"{node} {ORIGIN} {text(mention.origin)}"
    yield f"{node} {CONFIDENCE} {spelling.decimal(mention.confidence)}"


def _quoted(article: Article, evidence: Evidence) -> Evidence:
    """The evidence with its characters, read from the article where the stage left them out."""
    return (
        evidence if evidence.exact else replace(evidence, exact=article.exact(evidence.start, evidence.end))
    )


def _facts(extraction: Extraction, seen: _Seen) -> Iterator[str]:
    article = extraction.article
    for statement in extraction.statements:
        evidence = tuple(_quoted(article, each) for each in statement.evidence)
        yield from fact_lines(replace(statement, evidence=evidence), seen)
    for observation in extraction.observations:
        quoted = _quoted(article, observation.evidence)
        yield from observation_lines(replace(observation, evidence=quoted), seen)


def document_lines(extraction: Extraction, identity: Identity) -> Iterator[str]:
    """All that a document says as spelt triples, entities last; doubles may occur."""
    article = extraction.article
    seen, document = _Seen(article.identifier, identity), spelling.thing("Document", article.identifier)
    yield from _article(document, article)
    for entity in extraction.entities:
        node = seen(entity.id)
        for index in entity.mentions:
            yield from _mention(document, article, extraction.mentions[index], node)
    yield from _facts(extraction, seen)
    names = {entity.id: {entity.name, *entity.aliases} for entity in extraction.entities}
    for local, (node, thing) in seen.things.items():
        yield from entity_lines(node, thing, names.get(local, set()))


def document_text(extraction: Extraction, identity: Identity) -> bytes:
    """The named graph of one document as N-Quads, each quad once."""
    ending = f" {iris.document_graph(extraction.article.identifier)} .\n"
    return "".join((ending.join(dict.fromkeys(document_lines(extraction, identity))), ending)).encode()


def document_quads(extraction: Extraction, identity: Identity) -> Iterator[Quad]:
    """The quads of the named graph of one document."""
    return parse(document_text(extraction, identity), RdfFormat.N_QUADS, lenient=True)
