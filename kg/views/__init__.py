"""A graph in, what people look at out: pages that open without a network, and text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

VIEWS = ("graph", "map", "timeline", "outcomes", "document")


def page_of(
    graph: Graph,
    view: str = "graph",
    *,
    around: str = "",
    document: str = "",
    private: bool = False,
    language: str = "zh",
) -> str:
    """The HTML of one of `VIEWS`, whole and self-contained; ValueError for another view.

    `around` is the IRI of an entity: only what stands within two facts of it is shown. `document` is the
    identifier of a document, or a part of it or of its title that only one has (NoSuchName else).
    """
    from kg.views import document as documents
    from kg.views import map as maps
    from kg.views import outcomes, page, projection, timeline

    shown = projection.project(graph.store, private)
    if around:
        shown = projection.around(shown, around)
    if view == "document":
        return documents.render_document(graph, shown, document, language)
    renders = {
        "graph": page.render,
        "map": maps.render_map,
        "timeline": timeline.render_timeline,
        "outcomes": outcomes.render_outcomes,
    }
    if view not in renders:
        raise ValueError(f"no view {view!r}; write {', '.join(VIEWS)}")
    return renders[view](shown, language)
