"""A graph and a folder of gold in, precision, recall and F1 of mentions, links, relations, figures out.

Definitions: a mention matches on document, exact span and class; linking asks that the entity behind a
matched mention bears an accepted name; B-cubed compares the grouping of matched mentions; a relation
matches on accepted names; a figure on value, unit, kind and direction on an overlapping sentence; an
observation besides on subject, metric, basis and period. One gold figure takes one of ours at most.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import UnreadableInput
from kg.evaluation.built import Built, Figure
from kg.evaluation.gold import gold_names, unmark
from kg.evaluation.matching import norm, same_metric, same_number, tail
from kg.records import Label


@dataclass
class GoldDocument:
    """One annotated document: spans, accepted names and facts as the annotator wrote them."""

    name: str
    text: str
    spans: list[tuple[int, int, Label, str]]
    meta: dict[str, Any]
    accepted: dict[str, set[str]]

    def names(self, canonical: str) -> set[str]:
        """Accepted names of the entity, normalised."""
        return self.accepted.get(canonical) or {norm(canonical)}


def read_gold(folder: Path, names: list[str] | None = None) -> list[GoldDocument]:
    """Read the documents annotated in `folder`, all or those named."""
    documents = []
    for name in names or gold_names(folder):
        marked = folder / f"{name}.ann.txt"
        if not marked.exists():
            raise UnreadableInput(f"{marked}: no such gold file; `kg eval` wants NAME.ann.txt and NAME.json")
        text, spans = unmark(marked.read_text("utf-8"))
        meta = json.loads((folder / f"{name}.json").read_text("utf-8"))
        accepted: dict[str, set[str]] = defaultdict(set)
        for start, end, _, canonical in spans:
            accepted[canonical] |= {norm(canonical), norm(text[start:end])}
        for canonical, others in meta.get("aliases", {}).items():
            accepted[canonical] |= {norm(o) for o in others} | {norm(canonical)}
        documents.append(GoldDocument(name, text, spans, meta, dict(accepted)))
    if not documents:
        raise UnreadableInput(f"{folder}: holds no NAME.ann.txt")
    return documents


@dataclass
class Score:
    """Counts of one comparison; rates are rounded to four digits."""

    right: int
    guessed: int
    gold: int
    p: float = field(init=False)
    r: float = field(init=False)
    found: int | None = None  # gold matched, where it differs from ours that match

    def __post_init__(self) -> None:
        self.p = self.right / self.guessed if self.guessed else 0.0
        self.r = (self.right if self.found is None else self.found) / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return round(2 * self.p * self.r / (self.p + self.r), 4) if self.p + self.r else 0.0

    def row(self) -> dict[str, float | int]:
        """The score as a flat row."""
        rates = {"p": round(self.p, 4), "r": round(self.r, 4), "f1": self.f1}
        return {**rates, "right": self.right, "guessed": self.guessed, "gold": self.gold}


@dataclass
class Report:
    """All scores by name, and the errors of each kind as one line each."""

    scores: dict[str, Score]
    labels: dict[Label, Score]
    b_cubed: tuple[float, float]
    errors: dict[str, list[str]]

    @property
    def b_cubed_f1(self) -> float:
        """F1 of the grouping of matched mentions."""
        p, r = self.b_cubed
        return round(2 * p * r / (p + r), 4) if p + r else 0.0

    @property
    def overall(self) -> float:
        """Mean F1 of mentions, linking, relations and observations."""
        linking = self.scores["linking accuracy"]
        parts = [self.scores[k].f1 for k in ("mentions", "relations", "observations")]
        return round((sum(parts) + round(linking.p, 4)) / 4, 4)

    def table(self, by_label: bool = False) -> Iterator[tuple[str, Score]]:
        """Named scores in order of the path; with `by_label`, those of the classes after the mentions."""
        for name, row in self.scores.items():
            yield name, row
            if name == "mentions" and by_label:
                yield from ((label.value, each) for label, each in self.labels.items())

    def as_rows(self) -> dict[str, dict[str, float | int] | float]:
        """Every score as plain values."""
        rows: dict[str, dict[str, float | int] | float] = {name: row.row() for name, row in self.table(True)}
        p, r = self.b_cubed
        rows["B-cubed"] = {"p": round(p, 4), "r": round(r, 4), "f1": self.b_cubed_f1}
        return {**rows, "overall": self.overall}


Errors = dict[str, list[str]]


def _mention_scores(
    built: Built, gold: list[GoldDocument], errors: Errors
) -> tuple[Score, dict[Label, Score], dict[tuple[str, int, int, Label], tuple[GoldDocument, str]]]:
    wanted = {(g.name, s, e, label): (g, name) for g in gold for s, e, label, name in g.spans}
    texts = {g.name: g.text for g in gold}
    hits = set(built.mentions) & set(wanted)
    for kind, rows in (("mention missed", set(wanted) - hits), ("mention wrong", set(built.mentions) - hits)):
        errors[kind] += [f"{d} {s}-{e} {label.value} {texts[d][s:e]!r}" for d, s, e, label in sorted(rows)]
    labels = {}
    for label in Label:
        ours = sum(m[3] == label for m in built.mentions)
        theirs = sum(m[3] == label for m in wanted)
        if ours or theirs:
            labels[label] = Score(sum(m[3] == label for m in hits), ours, theirs)
    return Score(len(hits), len(built.mentions), len(wanted)), labels, {h: wanted[h] for h in hits}


Hits = dict[tuple[str, int, int, Label], tuple[GoldDocument, str]]


def _linking(built: Built, hits: Hits, errors: Errors) -> tuple[Score, tuple[float, float]]:
    ours, theirs = defaultdict(set), defaultdict(set)
    right = 0
    for hit, (document, canonical) in hits.items():
        entity = built.mentions[hit]
        ours[entity].add(hit)
        theirs[canonical].add(hit)
        if built.names.get(entity, set()) & document.names(canonical):
            right += 1
        else:
            names = sorted(built.names.get(entity, ()))[:3]
            errors["link wrong"].append(f"{hit[0]} {hit[1]}-{hit[2]} → {names} wanted {canonical}")
    total = len(hits) or 1
    groups = [(ours[built.mentions[h]], theirs[c]) for h, (_, c) in hits.items()]
    p = sum(len(a & b) / len(a) for a, b in groups) / total
    r = sum(len(a & b) / len(b) for a, b in groups) / total
    return Score(right, len(hits), len(hits)), (p, r)


def _relations(built: Built, gold: list[GoldDocument], errors: Errors) -> Score:
    wanted: dict[tuple[frozenset[str], str, frozenset[str]], str] = {}
    for g in gold:
        for r in g.meta.get("relations", []):
            key = (frozenset(g.names(r["s"])), r["p"], frozenset(g.names(r["o"])))
            wanted.setdefault(key, f"{g.name} {r['s']} {r['p']} {r['o']}")
    by_predicate = defaultdict(list)
    for key in wanted:
        by_predicate[key[1]].append(key)
    found, right = set(), 0
    for s, p, o in sorted(built.relations):
        a, b = built.names.get(s, set()), built.names.get(o, set())
        match = [
            k
            for k in by_predicate[p]
            if (a & k[0] and b & k[2]) or (p == "partnerOf" and a & k[2] and b & k[0])
        ]
        found.update(match)
        right += bool(match)
        if not match:
            errors["relation wrong"].append(f"{min(a, default=s)} {p} {min(b, default=o)}")
    errors["relation missed"] += [text for key, text in wanted.items() if key not in found]
    return Score(right, len(built.relations), len(wanted), found=len(found))


def _unit_fits(ours: str, wanted: dict[str, Any]) -> bool:
    unit = wanted.get("unit") or ""
    return ours.strip("个") == unit.strip("个") or norm(ours) in {
        norm(u) for u in [unit, *wanted.get("unitAliases", [])]
    }


def _same_figure(
    ours: Figure, gold: GoldDocument, wanted: dict[str, Any], spans: list[tuple[int, int]]
) -> bool:
    slots = ours.slots
    return (
        ours.document == gold.name
        and tail(slots["kind"]) == wanted["kind"]
        and same_number(slots["value"], wanted["value"])
        and _unit_fits(slots["unit"] or "", wanted)
        and (tail(slots["direction"]) or None) == wanted.get("direction")
        and any(s < quote_end and quote_start < e for s, e in ours.spans for quote_start, quote_end in spans)
    )


def _same_observation(ours: Figure, built: Built, gold: GoldDocument, wanted: dict[str, Any]) -> bool:
    accepted = gold.names(wanted["about"])
    slots = ours.slots
    return (
        any(built.names.get(a, set()) & accepted for a in ours.about)
        and same_metric(ours.metrics, [wanted["metric"], *wanted.get("metricAliases", [])])
        and (tail(slots["basis"]) or None) == wanted.get("basis")
        and (slots["periodStart"] or None, slots["periodEnd"] or None)
        == tuple(wanted.get("period") or (None, None))
    )


def _quotes(gold: GoldDocument, quote: str) -> list[tuple[int, int]]:
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", quote)))
    return [m.span() for m in re.finditer(pattern, gold.text)]


def _wanted_figures(
    gold: list[GoldDocument],
) -> Iterator[tuple[GoldDocument, dict[str, Any], list[tuple[int, int]]]]:
    for g in gold:
        for wanted in g.meta.get("observations", []):
            yield g, wanted, _quotes(g, wanted["quote"])


def _observations(built: Built, gold: list[GoldDocument], whole: bool, errors: Errors) -> Score:
    level = "observations" if whole else "figures"
    taken: set[int] = set()
    rows = list(_wanted_figures(gold))
    for g, wanted, spans in rows:
        best = None
        for i, ours in enumerate(built.figures):
            if i in taken or not _same_figure(ours, g, wanted, spans):
                continue
            if _same_observation(ours, built, g, wanted):
                best = i
                break
            if not whole and best is None:
                best = i
        if best is None:
            errors[level + " missed"].append(
                f"{g.name} {wanted['quote']} ({wanted['metric']} {wanted['kind']})"
            )
        else:
            taken.add(best)
    for i, ours in enumerate(built.figures):
        if i not in taken:
            slots = ours.slots
            what = f"{tail(slots['kind'])} {slots['value']}{slots['unit'] or ''}"
            errors[level + " wrong"].append(f"{ours.document} {min(ours.metrics)} {what}")
    return Score(len(taken), len(built.figures), len(rows))


def _starts(built: Built, gold: list[GoldDocument]) -> Score:
    wanted = {(frozenset(g.names(x["s"])), x["date"]) for g in gold for x in g.meta.get("started", [])}
    hit = {k for k in wanted for s, d in built.starts if built.names.get(s, set()) & k[0] and d == k[1]}
    return Score(len(hit), len(built.starts), len(wanted))


def score(built: Built, gold: list[GoldDocument]) -> Report:
    """Compare what a graph says with gold."""
    errors: Errors = defaultdict(list)
    mentions, labels, hits = _mention_scores(built, gold, errors)
    spans = {m[:3] for m in built.mentions}
    wanted = {(g.name, s, e) for g in gold for s, e, *_ in g.spans}
    linking, b_cubed = _linking(built, hits, errors)
    scores = {
        "mentions": mentions,
        "mention spans, any label": Score(len(spans & wanted), len(spans), len(wanted)),
        "linking accuracy": linking,
        "relations": _relations(built, gold, errors),
        "figures": _observations(built, gold, False, errors),
        "observations": _observations(built, gold, True, errors),
        "starts": _starts(built, gold),
    }
    return Report(scores, labels, b_cubed, dict(errors))
