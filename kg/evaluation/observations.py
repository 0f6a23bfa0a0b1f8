"""Gold annotations and found observations in, precision, recall and the errors of each level out.

Two levels. A *figure* agrees in value, unit, kind and direction and stands on a sentence that holds the
gold quote; an *observation* agrees besides in whom it is about, metric, basis and period. This judges
`Observation` records without building a graph, so that a rule can be tried in a second.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.records import Entity, Observation, Status

DROP = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()()·・—\-–]")


def plain(name: str) -> str:
    """A name as compared: NFKC, lower case, without spaces, quotation marks or dashes."""
    return DROP.sub("", unicodedata.normalize("NFKC", name)).lower()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gold observation with every wording that is accepted."""

    document: str
    about: frozenset[str]
    metrics: tuple[str, ...]
    units: frozenset[str]
    kind: str
    value: Decimal
    direction: str | None
    basis: str | None
    period: tuple[str | None, str | None]
    spans: tuple[tuple[int, int], ...]
    quote: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} · {self.metrics[0]} {self.kind} {self.value} [{self.quote}]"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, how many were given, how many were wanted."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was given."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    def __str__(self) -> str:
        rates = f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"
        return f"{rates} ({self.right} right, {self.given} given, {self.wanted} wanted)"


def _spans(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", quote)))
    return tuple(m.span() for m in re.finditer(pattern, text))


def wanted(path: Path, text: str, entities: Iterable[Entity]) -> tuple[Wanted, ...]:
    """Gold observations of the annotation file `path` over `text`, with the names of `entities`."""
    meta = json.loads(path.read_text("utf-8"))
    names = {e.name: frozenset(map(plain, (e.name, *e.aliases))) for e in entities}

    def one(ob: dict[str, Any]) -> Wanted:
        start, end = ob.get("period") or (None, None)
        return Wanted(
            document=path.stem,
            about=names.get(ob["about"], frozenset()) | {plain(ob["about"])},
            metrics=(ob["metric"], *ob.get("metricAliases", [])),
            units=frozenset(u or "" for u in (ob.get("unit"), *ob.get("unitAliases", []))),
            kind=ob["kind"],
            value=Decimal(str(ob["value"])),
            direction=ob.get("direction"),
            basis=ob.get("basis"),
            period=(start, end),
            spans=_spans(text, ob["quote"]),
            quote=ob["quote"],
            name=ob["about"],
        )

    return tuple(one(ob) for ob in meta.get("observations", []))


def _bigrams(text: str) -> Counter[str]:
    flat = plain(text)
    return Counter(flat[i : i + 2] for i in range(len(flat) - 1)) or Counter([flat])


def alike(metric: str, accepted: Iterable[str]) -> bool:
    """True when two metric labels share at least half of their character pairs (Dice coefficient)."""
    ours = _bigrams(metric)
    for label in accepted:
        theirs = _bigrams(label)
        both = sum((ours & theirs).values())
        if 2 * both >= 0.5 * (sum(ours.values()) + sum(theirs.values())):
            return True
    return False


def same_figure(found: Observation, gold: Wanted) -> bool:
    """True when value, unit, kind and direction agree and the evidence overlaps the gold quote."""
    unit_fits = found.unit.strip("个") in {u.strip("个") for u in gold.units}
    direction = found.direction.value if found.direction else None
    if not unit_fits or found.kind.value != gold.kind or direction != gold.direction:
        return False
    if abs(found.value - gold.value) > Decimal("1e-6") * max(Decimal(1), abs(gold.value)):
        return False
    return any(found.evidence.start < end and start < found.evidence.end for start, end in gold.spans)


def differences(found: Observation, gold: Wanted, names: dict[str, frozenset[str]]) -> tuple[str, ...]:
    """Which of about, metric, basis and period keep a right figure from being a right observation."""
    about = names.get(found.about) or {plain(found.about.partition("/")[2])}
    checks = {
        "about": bool(about & gold.about),
        "metric": alike(found.metric, gold.metrics),
        "basis": (found.basis.value if found.basis else None) == gold.basis,
        "period": (found.period_start, found.period_end) == gold.period,
    }
    return tuple(name for name, fits in checks.items() if not fits)


@dataclass(frozen=True, slots=True)
class Judged:
    """One document's observations against gold; `pairs` join a figure with the gold it answers."""

    figures: Tally
    observations: Tally
    pairs: tuple[tuple[Observation, Wanted, tuple[str, ...]], ...]
    missed: tuple[Wanted, ...]
    extra: tuple[Observation, ...]


def judge(found: Sequence[Observation], gold: Sequence[Wanted], entities: Iterable[Entity]) -> Judged:
    """Pair found observations with gold, the best fit first; only what is asserted is judged."""
    names = {e.id: frozenset(map(plain, (e.name, *e.aliases))) for e in entities}
    stated = [o for o in found if o.evidence.status is Status.ASSERTED]
    fits = sorted(
        (len(wrong := differences(o, g, names)), j, i, wrong)
        for j, g in enumerate(gold)
        for i, o in enumerate(stated)
        if same_figure(o, g)
    )
    taken: dict[int, int] = {}
    pairs = []
    for _, j, i, wrong in fits:
        if i not in taken and j not in taken.values():
            taken[i] = j
            pairs.append((stated[i], gold[j], wrong))
    right = sum(1 for _, _, wrong in pairs if not wrong)
    return Judged(
        Tally(len(pairs), len(stated), len(gold)),
        Tally(right, len(stated), len(gold)),
        tuple(pairs),
        tuple(g for j, g in enumerate(gold) if j not in taken.values()),
        tuple(o for i, o in enumerate(stated) if i not in taken),
    )
