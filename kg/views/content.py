"""A projection of the graph in, what a page's script reads out: rows by number, each sentence once."""

from __future__ import annotations

from bisect import bisect_left
from importlib.resources import files
from typing import Any

from kg.graph.iris import ID, escape
from kg.lexicon.rows import read_rows
from kg.views.layout import Layout, layout
from kg.views.projection import CLASSES, FIGURE_SLOTS, Fact, Measured, Projection, Proof, Span

SHAPES = {
    "Place": ("triangle", "#2a9d8f"),
    "PoliceUnit": ("square", "#2f6db5"),
    "Organization": ("square", "#7b8794"),
    "Team": ("dot", "#f08c46"),
    "Role": ("dot", "#d9a520"),
    "Program": ("star", "#d1495b"),
    "Platform": ("diamond", "#8e5ea2"),
    "Person": ("dot", "#4f9d77"),
    "Event": ("hexagon", "#c0728a"),
    "Award": ("star", "#c9a227"),
    "Case": ("triangleDown", "#6f5fa8"),
}
Json = dict[str, Any]


def words() -> dict[str, list[str]]:
    """Every name and text that a page shows: its id → Chinese, English."""
    with files("kg.views").joinpath("words.jsonl").open(encoding="utf-8") as lines:
        rows = read_rows(lines, "kg/views/words.jsonl", frozenset({"id", "en", "zh"}), frozenset())
    return {row["id"]: [row["zh"], row["en"]] for row in rows}


class _Pool:
    """Proofs by number: a sentence that proves ten facts is written once."""

    def __init__(self, shown: Projection, number: dict[str, int]) -> None:
        self.rows: list[list[Any]] = []
        self.origins: list[str] = []
        self._documents = {name: i for i, name in enumerate(shown.documents)}
        self._mentions = shown.mentions
        self._number = number
        self._known: dict[tuple[Any, ...], int] = {}

    def number(self, proof: Proof) -> int:
        """The number under which the page knows `proof`."""
        key = (proof.document, proof.start, proof.end, proof.exact, proof.origin, proof.confidence)
        whole = (*key, proof.status, proof.figure, proof.flags)
        if whole not in self._known:
            self._known[whole] = len(self.rows)
            self.rows.append(self._row(proof))
        return self._known[whole]

    def _row(self, proof: Proof) -> list[Any]:
        if proof.origin not in self.origins:
            self.origins.append(proof.origin)
        where = self._documents.get(proof.document, -1), proof.start
        said = self.origins.index(proof.origin), round(proof.confidence, 2), proof.status
        return [*where, proof.exact.rstrip(), *said, self._spans(proof), list(proof.flags)]

    def _spans(self, proof: Proof) -> list[int]:
        """Entity, first and last character in the sentence, again and again; -1 stands for the figure."""
        if proof.end - proof.start != len(proof.exact):
            return []  # the sentence was joined over breaks: its offsets are not the file's
        found: list[int] = []
        for start, end, entity in mentions_in(self._mentions.get(proof.document, []), proof):
            if entity in self._number:
                found += [self._number[entity], start - proof.start, end - proof.start]
        low, high = proof.figure
        if proof.start <= low < high <= proof.end:
            found += [-1, low - proof.start, high - proof.start]
        return found


def mentions_in(mentions: list[Span], proof: Proof) -> list[Span]:
    """Those of the sorted `mentions` of a document that stand within the sentence of `proof`."""
    first = bisect_left(mentions, (proof.start, 0, ""))
    found = []
    for span in mentions[first:]:
        if span[0] >= proof.end:
            break
        if span[1] <= proof.end:
            found.append(span)
    return found


def order(shown: Projection) -> list[str]:
    """IRIs of the entities in the order of their numbers: the best connected first."""
    return sorted(shown.subjects, key=lambda iri: (-shown.subjects[iri].degree, iri))


def _entities(shown: Projection, iris: list[str], where: Layout) -> list[list[Any]]:
    rows = []
    for iri in iris:
        s = shown.subjects[iri]
        usual = f"{ID}{s.kind}/{escape(s.name)}"
        place = (*where.places[iri], s.degree, where.groups[iri])
        rows.append(
            [
                *(CLASSES.index(s.kind), s.name, sorted(s.aliases), sorted(s.pinyin)),
                *place,
                "" if iri == usual else iri,
            ]
        )
    return rows


def _figure(figure: Measured, shown: Projection, number: dict[str, int], pool: _Pool) -> list[Any]:
    slots = dict(figure.slots)
    for slot in ("rankScope", "attributedTo"):
        if slots.get(slot) in number:
            slots[slot] = shown.subjects[slots[slot]].name
        elif slot in slots:
            del slots[slot]  # a private person, or what stands outside the part that is shown
    values = [slots.get(slot, "") for slot in FIGURE_SLOTS]
    return [number[figure.about], figure.metric, values, [*map(pool.number, figure.proofs)]]


def _fact(fact: Fact, number: dict[str, int], pool: _Pool) -> list[Any]:
    end = fact.object if fact.literal else number[fact.object]
    return [number[fact.subject], fact.predicate, end, [*map(pool.number, fact.proofs)]]


def content(shown: Projection, placed: bool = True) -> Json:
    """Entities (the best connected first), facts and figures by number, evidence, documents, words.

    `placed` tells whether the page draws the entities as a graph and needs their layout.
    """
    iris = order(shown)
    number = {iri: i for i, iri in enumerate(iris)}
    edges = [(f.subject, f.object) for f in shown.facts if not f.literal] if placed else []
    unplaced = Layout(dict.fromkeys(iris, (0, 0)), dict.fromkeys(iris, -1), [])
    where = layout(iris, edges) if placed else unplaced
    pool = _Pool(shown, number)
    return {
        "classes": [[name, *SHAPES[name]] for name in CLASSES],
        "slots": FIGURE_SLOTS,
        "base": ID,
        "entities": _entities(shown, iris, where),
        "groups": where.middles,
        "facts": [_fact(f, number, pool) for f in shown.facts],
        "figures": [_figure(m, shown, number, pool) for m in shown.figures],
        "evidence": pool.rows,
        "origins": pool.origins,
        "documents": [[name, d["title"], d["issued"], d["publisher"]] for name, d in shown.documents.items()],
        "words": words(),
    }
