"""The name of a metric in, its node and the triples that describe it out.

Every name is a metric of its own, as the text has it. Where the scheme of metrics
(`kg/lexicon/metrics.jsonl`) knows it, its concept stands above it by `skos:broader`, and the concept's group
above that: the scheme's words for one concept are partly narrower than it (生态警长人数 under 警长人数), so
that to merge them would mix up figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import NamedNode

from kg.graph import iris, spelling
from kg.lexicon.rows import rows

KEYS = ("id", "label", "synonyms", "broader", "sort", "note", "example", "counterexample")


@cache
def _scheme() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows("metrics.jsonl", KEYS)}


@cache
def _by_name() -> dict[str, dict[str, Any]]:
    """Concepts by label and by the narrower words that belong to them; groups have no figures."""
    told = [row for row in _scheme().values() if row["broader"]]
    return {name: row for row in told for name in (row["label"], *row["synonyms"])}


def metric_node(name: str) -> NamedNode:
    """IRI of the metric that `name` names."""
    return iris.thing("Metric", name)


def metric_name(name: str) -> str:
    """The same, spelt."""
    return spelling.thing("Metric", name)


def _labelled(name: str) -> Iterator[str]:
    yield f"{metric_name(name)} {spelling.TYPE} {spelling.pol('Metric')}"
    yield f"{metric_name(name)} {spelling.PREFERRED} {spelling.chinese(name)}"


@lru_cache(maxsize=4096)
def metric_lines(name: str) -> tuple[str, ...]:
    """Type and label of the metric that `name` names, and the concept and group above it."""
    return tuple(_lines(name))


def _lines(name: str) -> Iterator[str]:
    yield from _labelled(name)
    row = _by_name().get(name)
    if not row:
        return
    concept, group = row["label"], _scheme()[row["broader"]]["label"]
    if concept != name:
        yield from _labelled(concept)
        yield f"{metric_name(name)} {spelling.BROADER} {metric_name(concept)}"
    yield from _labelled(group)
    yield f"{metric_name(concept)} {spelling.BROADER} {metric_name(group)}"
    if row["note"]:
        yield f"{metric_name(concept)} {spelling.DEFINITION} {spelling.chinese(row['note'])}"
