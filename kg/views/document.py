"""A graph and one of its documents in, its page out: the text with all that was read from it marked."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NoSuchName
from kg.lexicon.printable import printable
from kg.serial import load_extraction
from kg.views.content import content, order
from kg.views.projection import Projection, Proof
from kg.views.shell import page_html

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.records import Article

Piece = tuple[int, str]  # where it begins in the file, its characters


def identifier_of(shown: Projection, wanted: str) -> str:
    """The document that `wanted` names: identifier, the end of one, or a part of one title."""
    known = shown.documents
    for found in (
        [name for name in known if name == wanted],
        [name for name in known if name.endswith("/" + wanted)],
        [name for name, d in known.items() if wanted in name or wanted in d["title"]],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise NoSuchName(f"{printable(wanted)} may be {_listed(found)}; write the whole identifier")
    raise NoSuchName(f"no document is called {printable(wanted)}; there are {_listed(list(known))}")


def _listed(names: list[str], most: int = 5) -> str:
    return ", ".join(map(printable, names[:most])) + (" …" if len(names) > most else "")


def only_from(shown: Projection, document: str) -> Projection:
    """What this document says: its mentions, and the facts and figures with their sentences in it."""

    def here(proofs: list[Proof]) -> list[Proof]:
        return [p for p in proofs if p.document == document]

    facts = [replace(f, proofs=here(f.proofs)) for f in shown.facts if here(f.proofs)]
    figures = [replace(m, proofs=here(m.proofs)) for m in shown.figures if here(m.proofs)]
    mentions = shown.mentions.get(document, [])
    named = {entity for _, _, entity in mentions} | {m.about for m in figures}
    named |= {end for f in facts for end in (f.subject, f.object)}
    subjects = {iri: s for iri, s in shown.subjects.items() if iri in named}
    documents = {document: shown.documents[document]}
    return Projection(subjects, facts, figures, documents, {document: mentions})


def kept_article(folder: Path, digest: str) -> Article | None:
    """The article with this digest from the extractions kept beside the graph, if it is there."""
    for path in sorted((folder / "cache").glob("??/*.json")) if digest else ():
        try:
            raw = path.read_text("utf-8")
            article = load_extraction(raw).article if digest in raw else None
        except (OSError, ValueError):
            continue
        if article and hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest() == digest:
            return article
    return None


def sentences_of(shown: Projection) -> list[Piece]:
    """The sentences that prove something, in their order, without what an earlier one holds."""
    proofs = [p for fact in shown.facts for p in fact.proofs]
    proofs += [p for figure in shown.figures for p in figure.proofs]
    found: list[Piece] = []
    for start, _, exact in sorted({(p.start, -p.end, p.exact) for p in proofs}):
        if not found or start >= found[-1][0] + len(found[-1][1]):
            found.append((start, exact))
    return found


def _digest(graph: Graph, document: str) -> str:
    from kg.graph.iris import document as node

    rows = graph.select(f"SELECT ?d {{ {node(document)} pol:digest ?d }}")
    return next((str(row[0]) for row in rows), "")


def render_document(graph: Graph, shown: Projection, wanted: str, language: str = "zh") -> str:
    """The whole page of the document that `wanted` names; NoSuchName where there is none or several."""
    name = identifier_of(shown, wanted)
    part = only_from(shown, name)
    kept = kept_article(Path(graph.path), _digest(graph, name))
    number = {iri: i for i, iri in enumerate(order(part))}
    spans = [[s, e, number[iri]] for s, e, iri in part.mentions[name] if iri in number]
    rows = content(part, placed=False) | {
        "pieces": [(kept.start, kept.text)] if kept else sentences_of(part),
        "whole": kept is not None,
        "boxes": kept.boxes if kept else (),  # of a scanned page's lines: start, end, page, x0, y0, x1, y1
        "mentions": spans,
    }
    return page_html(rows, "document", ("page_sheet.js", "document.js"), language)
