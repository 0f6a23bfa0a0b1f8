"""Two graphs in, what was added, what has gone and what was changed out, each with its cause."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.readings import Readings
from kg.graph.store import Graph
from kg.graph.told import Part, Told, told, told_in


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One difference. `sort` is entity, statement or observation; `what` added, gone or changed."""

    sort: str
    what: str
    iri: str
    words: str  # the thing in words: a name, subject predicate object, or a figure
    cause: str


READ = "changed reading (rules, options or corrections)"
SETTLED = "identity: changed rules of who is who"
JUDGED = "identity: a judgement, a merge, or another document's reading"


def _cause(thing: str, here: Told, there: Told, verb: str, readings: Readings) -> str:
    """Why `here` tells of `thing` and `there` does not, or tells otherwise."""
    tellings = here.tellings.get(thing, set())
    own = tellings - there.tellings.get(thing, set())
    for document, digest, origin, _ in sorted(own):
        if not digest:
            return f"official data {origin}"
        if document not in there.digests:
            return f"{verb} document {document}"
        if there.digests[document] != digest:
            return f"changed document {document}"
    for document, _, origin, _ in sorted(own):
        if origin and not there.knows(origin):
            return f"changed rule {origin} in {document}"
    for document in sorted({each[0] for each in own or tellings}):
        if readings.differ(document):
            return f"{READ} in {document}"
    return SETTLED if readings.settled_otherwise() else JUDGED


def compare(old: Graph, new: Graph, part: Part | None = None) -> list[Change]:
    """Every entity, statement and observation that differs between two graphs, sorted.

    `part` says where to look, where that is known.
    """
    readings = Readings(old, new)
    before, after = (told_in(each, part) if part else told(each) for each in (old, new))
    found = []
    for sort in ("entity", "statement", "observation"):
        was, now = before.words[sort], after.words[sort]
        for iri in now.keys() - was.keys():
            found.append(Change(sort, "added", iri, now[iri], _cause(iri, after, before, "new", readings)))
        for iri in was.keys() - now.keys():
            found.append(Change(sort, "gone", iri, was[iri], _cause(iri, before, after, "removed", readings)))
        for iri in was.keys() & now.keys():
            if before.tellings.get(iri) != after.tellings.get(iri) or was[iri] != now[iri]:
                more = after.tellings.get(iri, set()) - before.tellings.get(iri, set())
                pair = (after, before, "new") if more else (before, after, "removed")
                found.append(Change(sort, "changed", iri, now[iri], _cause(iri, *pair, readings)))
    return sorted(found)
