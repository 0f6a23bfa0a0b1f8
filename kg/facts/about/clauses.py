"""The references of a sentence in, the part that each plays in its clause out: subject, means, made …

A clause ends at a comma, semicolon, colon or full stop. Its subject stands first in it, after words of time
and linking words; a name within an attribute (“市局研发的平台接入视频”, “派出所民警王某”) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.about.references import Reference
from kg.facts.about.words import endings, words
from kg.facts.observations_scene import Scene

MARK = re.compile(r"[,;:。!?]|——")
OPEN = '“"《 '


@dataclass(frozen=True, slots=True)
class Part:
    """A reference with its clause, counted from 0 in the sentence, and the part it plays there."""

    ref: Reference
    clause: int
    role: str


def clauses(text: str) -> tuple[int, ...]:
    """Where each clause of `text` begins."""
    return (0, *(m.end() for m in MARK.finditer(text)))


def _ahead(text: str, low: int, ref: Reference, scene: Scene) -> str:
    """Words of the clause before a reference, without time, linking words and opening marks."""
    for period in scene.times[ref.sentence]:
        if low <= period.low and period.high <= ref.low and not text[low : period.low].strip(OPEN):
            low = period.high
    pre = text[low : ref.low].rstrip(OPEN)
    opening = words("opening").match(pre)
    return pre[opening.end() :] if opening else pre


def _first(text: str, pre: str, ref: Reference, high: int, following: Reference | None) -> str:
    """Part of a reference that stands first in its clause."""
    post = text[ref.high : high].lstrip('”"》')
    if following is not None and following.low < high:
        gap = text[ref.high : following.low].strip('“”"《》 ')
        if following.label == "PERSON" and len(gap) <= 14 and "、" not in gap:
            return "attribute"
        if gap.endswith("的") and len(gap) > 1:
            return "relative"
        if not gap and ref.label in {"UNIT", "PLACE", "ORG"}:
            return "attribute"
    if post.startswith("的"):
        return "owner"
    if not post:
        return "alone"
    return "listed" if post[0] in "、和与及等" else "subject"


def _part(
    scene: Scene,
    text: str,
    bounds: tuple[int, int],
    row: Sequence[Part],
    ref: Reference,
    following: Reference | None,
) -> str:
    low, high = bounds
    pre = _ahead(text, low, ref, scene)
    previous = row[-1] if row and row[-1].ref.low >= low else None
    if not pre:
        return _first(text, pre, ref, high, following)
    gap = text[previous.ref.high : ref.low].strip('“”"《》 ') if previous else "-"
    if previous and gap in {"、", "和", "与", "及", "以及", "等"}:
        return (
            "subject"
            if previous.role == "listed" and _first(text, pre, ref, high, following) == "subject"
            else previous.role
        )
    if (
        previous
        and previous.role in {"attribute", "relative", "owner"}
        and (len(gap) <= 14 and (gap.endswith("的") or not gap or previous.role == "attribute"))
    ):
        return _first(text, pre, ref, high, following)
    bare = re.sub(r"[的了起出着]$", "", pre)
    for name, pattern in endings():
        if pattern.search(pre) or (name in {"create", "carry", "use"} and pattern.search(bare)):
            return name
    if re.search(r"的$", pre):
        return "of"
    return "object"


def parts(scene: Scene, rows: Sequence[Sequence[Reference]]) -> tuple[tuple[Part, ...], ...]:
    """The part that each reference plays, by sentence."""
    out = []
    for i, refs in enumerate(rows):
        text = scene.article.sentences[i].text
        starts = clauses(text)
        row: list[Part] = []
        at = 0
        for n, ref in enumerate(refs):
            while at + 1 < len(starts) and starts[at + 1] <= ref.low:
                at += 1
            high = starts[at + 1] - 1 if at + 1 < len(starts) else len(text)
            following = refs[n + 1] if n + 1 < len(refs) else None
            row.append(Part(ref, at, _part(scene, text, (starts[at], high), row, ref, following)))
        out.append(tuple(row))
    return tuple(out)
