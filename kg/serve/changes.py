"""A change of the users' graphs in, its HTTP status and what the client is told out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphBusy, NoSuchName, NotAllowed, PolicingError, Unwritable
from kg.graph.user import drop, put, update

STATUS = {NotAllowed: 403, NoSuchName: 404, GraphBusy: 503, Unwritable: 507}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `update` with its text, or `put`, `post` or `delete` of a graph with its content.

    `graph` is that of the three, and the base IRI of an update.
    """

    how: str
    content: bytes
    graph: str = ""
    media: str = ""


def made(folder: Path, change: Change) -> tuple[int, str]:
    """Make the change in the graph folder: 201 or 204 and no words, or an error's status and its one line."""
    new = False
    try:
        if change.how == "update":
            update(folder, change.content.decode(), change.graph)
        elif change.how == "delete":
            drop(folder, change.graph)
        else:
            new = put(folder, change.graph, change.content, change.media, change.how == "post").new
    except PolicingError as error:
        return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400), str(error)
    return 201 if new else 204, ""
