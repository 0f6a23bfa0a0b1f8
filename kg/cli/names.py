"""A graph and a name as typed in, the entities it may mean out, private people left out unless asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.messages import text
from kg.errors import NoSuchName
from kg.lexicon.printable import printable

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.graph.lookup import Hit


class UnknownName(NoSuchName):
    """Nothing answers to a name; the command ends with exit code 1."""

    exit_code = 1


def hits(graph: Graph, name: str, private: bool = False, limit: int = 10) -> list[Hit]:
    """Entities that `name` may mean, likeliest first; UnknownName with near ones where there is none."""
    from kg.graph.lookup import lookup, suggest

    found = lookup(graph, name, limit, private)
    if not found:
        near = dict.fromkeys(printable(each) for each in suggest(graph, name))
        raise UnknownName(
            text("lookup.unknown", name=printable(name), near="、".join(near) or text("lookup.none"))
        )
    return found


def only(graph: Graph, name: str, private: bool = False) -> Hit:
    """The likeliest entity that `name` may mean."""
    return hits(graph, name, private, 1)[0]
