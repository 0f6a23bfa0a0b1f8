"""The graph before and the graph just made in, a line of the folder's `log.jsonl` out: what changed and why.

A line has the time (UTC), the generation, the documents added, changed and gone, and, where both graphs
are small enough to compare, counts of entities, statements and observations by cause. It is written into
the new generation first and appended once that is current, so that a killed writer's line is not lost:
the next writer appends it. Nothing of it is part of the graph, whose bytes know no clock.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import NotAGraph
from kg.graph.changes import Change, compare
from kg.graph.folder import current_generation
from kg.graph.store import Graph

FILE = "log.jsonl"
ENTRY = "log.json"
COMPARED = 300  # documents up to which graphs are compared: some 12 ms each, a tenth of writing them
NAMED = 100  # documents up to which each is named
DIGESTS = "SELECT ?n ?digest { ?d a pol:Document ; dct:identifier ?n . OPTIONAL { ?d pol:digest ?digest } }"


def _digests(graph: Graph | None) -> dict[str, str]:
    return {row[0] or "": row[1] or "" for row in graph.select(DIGESTS)} if graph else {}


def _told(names: set[str]) -> dict[str, Any]:
    return {"count": len(names)} | ({"names": sorted(names)} if 0 < len(names) <= NAMED else {})


def _kind(cause: str) -> str:
    """The cause without the document, which the line names once: `new document`, `changed rule x@1`."""
    head, _, _ = cause.partition(" document ")
    return f"{head} document" if head != cause else cause.partition(" in ")[0]


def _counted(changes: Iterable[Change]) -> list[dict[str, Any]]:
    counted = Counter((each.sort, each.what, _kind(each.cause)) for each in changes)
    return [
        {"sort": sort, "what": what, "cause": cause, "count": count}
        for (sort, what, cause), count in sorted(counted.items())
    ]


def entry(old: Graph | None, new: Graph) -> dict[str, Any]:
    """What changed from `old`, None where there was no graph, to `new`."""
    was, now = _digests(old), _digests(new)
    documents = {
        "held": len(now),
        "added": _told(now.keys() - was.keys()),
        "changed": _told({name for name in now.keys() & was.keys() if now[name] != was[name]}),
        "gone": _told(was.keys() - now.keys()),
    }
    line: dict[str, Any] = {"generation": new.generation.name, "documents": documents}
    if old and max(len(was), len(now)) <= COMPARED:
        line["changes"] = _counted(compare(old, new))
    return line


def write_entry(new: Graph) -> None:
    """Write the line of `new`, a generation that is not yet current, into it; OSError where it cannot."""
    try:
        old = Graph.open(new.path)
    except NotAGraph:
        old = None
    _write(new.generation, entry(old, new))


def _write(generation: Path, told: dict[str, Any]) -> None:
    line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **told}
    (generation / ENTRY).write_text(json.dumps(line, ensure_ascii=False), "utf-8")


@dataclass(frozen=True, slots=True)
class Moved:
    """Documents that a writer added, changed or took out of `held` ones."""

    added: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]
    held: int


def write_grown_entry(new: Graph, moved: Moved, changes: Iterable[Change]) -> None:
    """Write the line of a generation that was made from the one before by `changes`; OSError if it cannot."""
    documents = {
        "held": moved.held,
        "added": _told(set(moved.added)),
        "changed": _told(set(moved.changed)),
        "gone": _told(set(moved.gone)),
    }
    told = {"generation": new.generation.name, "documents": documents, "changes": _counted(changes)}
    _write(new.generation, told)


def append_entry(folder: Path) -> None:
    """Append the line of the current generation unless the log ends with it.

    The caller holds `writer(folder)`. A log that cannot be written now gets the line by the next writer.
    """
    with suppress(OSError, NotAGraph):
        line = (current_generation(folder) / ENTRY).read_text("utf-8")
        log = folder / FILE
        known = log.read_text("utf-8") if log.exists() else ""
        if line in known.splitlines():
            return
        between = "" if not known or known.endswith("\n") else "\n"  # after a line that was cut off
        with log.open("a", encoding="utf-8") as out:
            out.write(f"{between}{line}\n")
