"""An IRI in, what the graph says of it out: as triples, or as a page that people read."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from kg.graph import Graph
from kg.graph.card import Card, Fact, Outcome, Quote, entity_card
from kg.graph.iris import ID, LABEL_OF
from kg.serve.limits import Refused

STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.5em}dt{font-weight:600}blockquote{margin:.2em 0 .8em 1em;color:#555;font-size:.9em}"
    "a{color:#0b5}code{background:#f3f3f3}table{border-collapse:collapse}"
    "td{padding:.2em .8em .2em 0;vertical-align:top}"
)


def triples_of(graph: Graph, iri: str) -> list[Triple]:
    """The triples with `iri` as subject or object, sorted; Refused (404) where there are none."""
    node = NamedNode(iri)
    out = [quad.triple for quad in graph.store.quads_for_pattern(node, None, None, DefaultGraph())]
    back = [quad.triple for quad in graph.store.quads_for_pattern(None, None, node, DefaultGraph())]
    found = sorted({*out, *back}, key=str)
    if not found:
        raise Refused(404, f"the graph says nothing of {iri}")
    return found


def hidden(graph: Graph, iri: str) -> bool:
    """True for a private person, who has no page."""
    flag = NamedNode("https://w3id.org/policing-kg/ontology#private")
    return next(graph.store.quads_for_pattern(NamedNode(iri), flag, None), None) is not None


def link(iri: str, words: str) -> str:
    """An HTML link: to our own page for a thing of the graph, plain words for anything else."""
    if not iri.startswith(ID):
        return escape(words)
    return f'<a href="/id/{quote(iri.removeprefix(ID), safe="/%")}">{escape(words)}</a>'


def page(title: str, body: str) -> str:
    """A whole HTML page; `title` is plain text, `body` is HTML."""
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<h1>{escape(title)}</h1>{body}</html>"
    )


def _quotes(quotes: tuple[Quote, ...]) -> str:
    return "".join(
        f"<blockquote>{escape(q.sentence)}<br><small>{escape(q.document)} · {escape(q.status)} · "
        f"{escape(q.origin)}</small></blockquote>"
        for q in quotes
    )


def _fact(fact: Fact) -> str:
    arrow = f"{fact.predicate} →" if fact.forward else f"← {fact.predicate}"
    return f"<dt>{escape(arrow)} {link(fact.other, fact.name)}</dt><dd>{_quotes(fact.quotes)}</dd>"


def _outcome(outcome: Outcome) -> str:
    period = f"{outcome.period_start}..{outcome.period_end}".strip(".")
    parts = (outcome.about, outcome.metric, outcome.direction, outcome.value + outcome.unit, period)
    return f"<dt>{escape(' '.join(filter(None, parts)))}</dt><dd>{_quotes(outcome.quotes)}</dd>"


def _head(card: Card) -> str:
    rows = (
        ("类别 class", card.kind),
        ("别名 also called", "、".join(card.aliases)),
        ("拼音 pinyin", card.pinyin),
        ("上级 part of", " → ".join(card.chain)),
        ("所在 located in", "、".join(card.places)),
        ("始于 started", "、".join(card.started)),
        ("代码 code", card.code),
        ("文档 documents", "、".join(card.documents)),
    )
    cells = (f"<tr><td>{escape(k)}</td><td>{escape(v)}</td></tr>" for k, v in rows if v)
    return f"<p><code>{escape(card.iri)}</code></p><table>{''.join(cells)}</table>"


def entity_page(card: Card) -> str:
    """The page of an entity: what it is, its facts and outcomes with their sentences."""
    facts = "".join(map(_fact, card.facts))
    outcomes = "".join(map(_outcome, card.outcomes))
    body = f"{_head(card)}<h2>事实 Facts</h2><dl>{facts}</dl><h2>成效 Outcomes</h2><dl>{outcomes}</dl>"
    return page(card.name, body)


def thing_page(graph: Graph, iri: str) -> str:
    """The page of anything else: its triples."""
    rows = []
    for triple in triples_of(graph, iri):
        parts = (triple.subject, triple.predicate, triple.object)
        cells = (
            escape(part.value) if isinstance(part, Literal) else link(part.value, part.value)
            for part in parts
            if isinstance(part, Literal | NamedNode)
        )
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return page(iri.removeprefix(ID), f"<table>{''.join(rows)}</table>")


def html_of(graph: Graph, iri: str) -> str:
    """The page of `iri`; Refused (404) where the graph says nothing of it, or it is private."""
    if hidden(graph, iri):
        raise Refused(404, f"the graph says nothing of {iri}")
    if iri.removeprefix(ID).partition("/")[0] in LABEL_OF and triples_of(graph, iri):
        return entity_page(entity_card(graph, iri))
    return thing_page(graph, iri)
