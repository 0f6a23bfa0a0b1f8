"""What has been typed of a name in, the entities of the graph that it may become out, for the shell."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

MOST = 30  # a longer list helps nobody


def entity_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names by what was typed: a part of a name or alias, pinyin or initials; none where no graph opens."""
    from kg.errors import PolicingError
    from kg.graph import Graph
    from kg.graph.lookup import lookup
    from kg.lexicon.printable import printable

    try:
        graph = Graph.open(ctx.params.get("graph") or Path("graph"))
        hits = lookup(graph, incomplete, MOST) if incomplete else _common(graph)
    except PolicingError:
        return []
    return [CompletionItem(printable(hit.name), help=hit.kind) for hit in hits if hit.how != "similar"]


def _common(graph: object) -> list[object]:
    return []
