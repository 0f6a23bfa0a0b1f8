"""The readings of an article's sentences in, the spans whose two edges the network finds likely out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from kg.mentions.paths import Floats, Places
from kg.mentions.recogniser import LABELS, TAGS, Reading

AT = {tag: number for number, tag in enumerate(TAGS)}
BEGIN, END, SINGLE = (np.array([AT[f"{p}-{label}"] for label in LABELS]) for p in "BES")
LIKELY = 0.12  # an edge less probable than this begins or ends no candidate of the network's
LONGEST = 40


def likely_spans(readings: Sequence[Reading | None]) -> dict[int, list[tuple[int, int, int]]]:
    """By sentence the spans (low, high, class) whose two edges the network finds likely."""
    held = [(number, reading.probabilities) for number, reading in enumerate(readings) if reading]
    if not held:
        return {}
    joined = np.concatenate([own for _, own in held])
    firsts = np.cumsum([0, *(len(own) for _, own in held)])
    found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, at, label in _likely(joined[:, SINGLE], firsts):
        found[held[number][0]].append((at, at + 1, label))
    closing: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, at, label in _likely(joined[:, END], firsts):
        closing[number, label].append(at)
    for number, low, label in _likely(joined[:, BEGIN], firsts):
        for last in closing.get((number, label), ()):
            if low < last < low + LONGEST:
                found[held[number][0]].append((low, last + 1, label))
    return found


def _likely(probabilities: Floats, firsts: Places) -> Iterator[tuple[int, int, int]]:
    """Sentence, place in it and class of each likely edge; the sentences begin at `firsts`."""
    cells, labels = (probabilities > LIKELY).nonzero()
    numbers = np.searchsorted(firsts, cells, "right") - 1
    return zip(numbers.tolist(), (cells - firsts[numbers]).tolist(), labels.tolist(), strict=True)
