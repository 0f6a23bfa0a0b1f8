"""Figures of documents in, those that cannot all be true out: one metric, subject and period, two values.

Held against each other are asserted figures of different documents with a period and without a bound: a
running total has no period, and 近 or 余 allow for another value.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode, Quad

from kg.graph import terms
from kg.graph.edits import UNION, Edits
from kg.graph.figures import KEY, Figures
from kg.graph.iris import ID, INFERRED, hashed, pol
from kg.graph.triples import TYPE

Row = tuple[str, ...]


def _reason(one: Row, other: Row, documents: int) -> str:
    """Why two figures (IRI, value, earlier value) of so many documents contradict, "" if they do not."""
    if documents < 2 or one[1:] == other[1:]:
        return ""
    return "value" if one[1] != other[1] else "from-value"


def conflicts(figures: Figures) -> list[tuple[str, str, str]]:
    """IRIs of two observations and the reason, `value` or `from-value`, sorted."""
    found = []
    for told in figures.alike():
        for one, other in combinations(sorted(told), 2):
            if reason := _reason(one, other, len(told[one] | told[other])):
                found.append((one[0], other[0], reason))
    return sorted(found)


def _quads(one: str, other: str, reason: str) -> Iterator[Quad]:
    node = hashed("Conflict", one, other)
    yield Quad(node, TYPE, pol("Conflict"), INFERRED)
    yield Quad(node, pol("conflicting"), NamedNode(one), INFERRED)
    yield Quad(node, pol("conflicting"), NamedNode(other), INFERRED)
    yield Quad(node, pol("reason"), terms.text(reason), INFERRED)


def conflict_quads(figures: Figures) -> Iterator[Quad]:
    """The conflicts of all figures, for the graph of inferred facts."""
    for conflict in conflicts(figures):
        yield from _quads(*conflict)


def _value(edits: Edits, node: NamedNode, name: str) -> str:
    found = next(edits.find(node, pol(name), None, UNION), None)
    return "" if found is None else found.object.value  # type: ignore[union-attr]


def _figure(edits: Edits, node: NamedNode) -> tuple[Row, Row] | None:
    """A figure that others may contradict: IRI and values, and what both must be about; None for another."""
    about, *rest = (_value(edits, node, name) for name in KEY)
    if not about or _value(edits, node, "bound") or not (rest[KEY.index("periodStart") - 1] or rest[-2]):
        return None
    return (node.value, _value(edits, node, "value"), _value(edits, node, "fromValue")), (about, *rest)


def _documents(edits: Edits, node: NamedNode) -> set[str]:
    """The documents that assert a figure."""
    found = set()
    for quad in edits.find(node, pol("evidence"), None, UNION):
        assert isinstance(quad.object, NamedNode)
        if _value(edits, quad.object, "status") == pol("Asserted").value:
            found.add(_value(edits, quad.object, "inDocument"))
    return found


def _against(edits: Edits, node: NamedNode) -> Iterator[Quad]:
    """The conflicts of one figure with others about the same thing."""
    figure = _figure(edits, node)
    asserted = _documents(edits, node) if figure else set()
    if figure is None or not asserted:
        return
    one, key = figure
    metric = NamedNode(key[1])
    for quad in edits.find(None, pol("about"), NamedNode(key[0]), UNION):
        peer = quad.subject
        assert isinstance(peer, NamedNode)
        if peer == node or Quad(peer, pol("metric"), metric) not in edits.store:
            continue
        other = _figure(edits, peer)
        if other and other[1] == key and (there := _documents(edits, peer)):
            low, high = sorted((one, other[0]))
            if reason := _reason(low, high, len(asserted | there)):
                yield from _quads(low[0], high[0], reason)


def renew_conflicts(edits: Edits) -> None:
    """Renew the conflicts of figures that were edited; the union is settled."""
    prefix = f"{ID}Observation/"
    subjects = {quad.subject for quad in edits.came | edits.went}
    figures = {node for node in subjects if isinstance(node, NamedNode) and node.value.startswith(prefix)}
    old: set[Quad] = set()
    new: set[Quad] = set()
    for node in figures:
        for quad in edits.find(None, pol("conflicting"), node, INFERRED):
            old.update(edits.find(quad.subject, None, None, INFERRED))
        new.update(_against(edits, node))
    edits.replace(old, new)
