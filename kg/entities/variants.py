"""An article's named mentions in, the same with misprints joined to the name they stand for out."""

from __future__ import annotations

from collections import Counter

from kg.entities.named import Named
from kg.entities.titles import alike_kinds, head, stem
from kg.lexicon.confusables import Likeness, variant
from kg.records import Label

_COMMON = frozenset({Label.PERSON, Label.PLACE})  # many real names differ by a like character only
LEAST = 0.62  # below, two names are two things


def _likeness(a: Named, b: Named) -> Likeness | None:
    if a.code and b.code:
        return None
    if found := variant(a.name, b.name):
        return found
    if a.label == Label.UNIT and a.full != b.full:
        short, full = (b, a) if a.full else (a, b)
        return variant(short.name, full.name[-len(short.name) :]) if len(short.name) >= 5 else None
    if a.label in (Label.PERSON, Label.PLACE) or not (head(a.name) or head(b.name)):
        return None
    return variant(stem(a.name), stem(b.name)) if alike_kinds(a.name, b.name) else None


def _better(a: Named, b: Named, count: Counter[str]) -> tuple[Named, Named]:
    """The name to keep, then the misprint: official before found, then the more frequent."""
    ranked = sorted((a, b), key=lambda n: (not n.code, not n.full, -count[n.key], n.name))
    return ranked[0], ranked[1]


def joined(names: dict[int, Named]) -> dict[int, Named]:
    """Replace each misprint by the one name that it is most like; chains of misprints end at one name."""
    keep: dict[str, Named] = {}
    for label in sorted({n.label for n in names.values()}):
        mine = [n for n in names.values() if n.label == label and not n.private]
        count = Counter(n.key for n in mine)
        distinct = sorted({n.key: n for n in mine}.values(), key=lambda n: n.name)
        for at, a in enumerate(distinct):
            for b in distinct[at + 1 :]:
                likeness = _likeness(a, b)
                if likeness is None or likeness.score < LEAST:
                    continue
                good, bad = _better(a, b, count)
                if label not in _COMMON or (count[bad.key] == 1 and count[good.key] > 1):
                    keep.setdefault(f"{label}{bad.key}", good)
    return {i: _end(n, keep) for i, n in names.items()}


def _end(name: Named, keep: dict[str, Named]) -> Named:
    seen = {name.key}
    while (better := keep.get(f"{name.label}{name.key}")) is not None and better.key not in seen:
        name = better
        seen.add(name.key)
    return name
