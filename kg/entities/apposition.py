"""Named mentions in, the same with names joined that the text says are one out: A（简称“B”）, A“B”."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from kg.entities.frame import Frame
from kg.entities.named import Named
from kg.lexicon import rows
from kg.records import Label

_JOINED = frozenset(
    {Label.PROGRAM, Label.PLATFORM, Label.TEAM, Label.EVENT, Label.PERSON, Label.ORG, Label.UNIT}
)
_TITLED = frozenset({Label.PROGRAM, Label.PLATFORM, Label.TEAM})


def says_same(between: str, label: Label) -> bool:
    """Whether the text between two names says that they name one thing.

    A bare opening quotation mark does so for programmes, platforms and teams: 电诈预警系统“云盾”.
    """
    for row in rows("apposition.jsonl", ("id", "pattern", "example", "counterexample")):
        if row["id"] == "kind-then-name" and label not in _TITLED:
            continue
        if re.fullmatch(row["pattern"], between):
            return True
    return False


def _between(frame: Frame, i: int) -> str | None:
    """The text between a mention and the next; None where they stand in two sentences or at an end."""
    if not 0 <= i < len(frame.mentions) - 1:
        return None
    left, right = frame.mentions[i], frame.mentions[i + 1]
    if left.sentence != right.sentence:
        return None
    return frame.article.sentences[left.sentence].text[left.high : right.low]


def _listed(frame: Frame, i: int) -> bool:
    """Whether a mention and the next are items of one list: A、B, “A”“B”, A和B."""
    return re.fullmatch(r"[”’]?[、和与及]?[“‘]?", _between(frame, i) or "无") is not None


def appositions(names: dict[int, Named], frame: Frame) -> dict[int, Named]:
    """Join pairs of neighbouring names that the text equates; the more frequent name stays.

    A name beside a list is no name of its last or first item: 甲、乙、丙“三项机制”.
    """
    count = Counter((n.label, n.key) for n in names.values())
    keep: dict[tuple[Label, str], Named] = {}
    for i in range(len(frame.mentions) - 1):
        a, b, between = names[i], names[i + 1], _between(frame, i)
        if between is None or a.label != b.label or a.key == b.key or a.label not in _JOINED:
            continue
        if says_same(between, a.label) and not (_listed(frame, i - 1) or _listed(frame, i + 1)):
            ranked = sorted((a, b), key=lambda n: (-count[n.label, n.key], not n.full, -len(n.name), n.name))
            keep.setdefault((a.label, ranked[1].key), ranked[0])
    return {i: _kept(n, keep) for i, n in names.items()}


def _kept(name: Named, keep: dict[tuple[Label, str], Named]) -> Named:
    better = keep.get((name.label, name.key))
    return replace(better, private=name.private or better.private) if better else name
