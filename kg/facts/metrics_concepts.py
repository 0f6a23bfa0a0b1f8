"""The name of a metric in, the concept of the scheme that it belongs to out.

The scheme is `kg/lexicon/metrics.jsonl`: each row a concept with its label, its synonyms and its broader
concept. What police statistics keep apart (警情, 立案, 发案, 破案) stays apart: a report to the police
need not be filed as a case, and a case may be filed in a later year than that of the crime.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.lexicon.rows import rows

KEYS = ("id", "label", "synonyms", "broader", "sort", "note", "example", "counterexample")


@dataclass(frozen=True, slots=True)
class Concept:
    """One metric of the scheme; `broader` is the id of its group, "" for a group itself."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    broader: str
    sort: str
    note: str


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, in the order of the file."""
    return tuple(
        Concept(r["id"], r["label"], tuple(r["synonyms"]), r["broader"], r["sort"], r["note"])
        for r in rows("metrics.jsonl", KEYS)
    )


def _unquoted(name: str) -> str:
    return name.replace("“", "").replace("”", "")


@cache
def _by_name() -> dict[str, Concept]:
    return {_unquoted(n): c for c in reversed(concepts()) if c.broader for n in (c.label, *c.synonyms)}


def concept(metric: str) -> Concept | None:
    """The concept that a metric's name is a label of, None where the scheme has none.

    A name is compared without quotation marks and without the counting word at its end, so that 盗窃警情 and
    盗窃警情数 are one.
    """
    known = _by_name()
    bare = _unquoted(metric)
    endings = ("", "数", "数量", "人数", "金额", "户数", "场次", "期数")
    stems = [bare, *(bare.removesuffix(e) for e in endings[1:] if bare.endswith(e))]
    return next((known[s + e] for s in stems for e in endings if s + e in known), None)
