"""Tagged sentences in, spans with their class and probability out, by the network that was trained here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.mentions.paths import Floats, best_paths
from kg.mentions.tagger import Tagged, code_points, session
from kg.records import Label

LABELS = tuple(label.value for label in Label)
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BIES"))
SINGLE = "、,。!?;:()《》·-—+%.&'\""
PAIRS = (("“", "”"), ("《", "》"), ("(", ")"))
OPEN = tuple(left for left, _ in PAIRS)
MARKS = len(SINGLE) + 2 * len(PAIRS) + 9


def marks(points: NDArray[np.uint32]) -> Floats:
    """What can be seen of each character: [sentence, character] code points in, flags out."""
    planes = [points == ord(c) for c in SINGLE]
    for left, right in PAIRS:
        opened, closed = points == ord(left), points == ord(right)
        depth = opened.cumsum(1) - closed.cumsum(1)
        rest = closed[:, ::-1].cumsum(1)[:, ::-1]
        planes += [opened | closed, (depth > 0) & (rest > 0) & ~opened]
    planes += [
        (points >= 48) & (points < 58),
        ((points >= 65) & (points < 91)) | ((points >= 97) & (points < 123)),
        (points >= 0x4E00) & (points < 0xA000),
        np.isin(points, [ord(c) for c in "一二三四五六七八九十百千万亿两几零"]),
        points == 32,
        np.isin(points, [ord("‘"), ord("’"), ord("「"), ord("」")]),
        points >= 0x10000,
    ]
    edge = np.zeros((2, *points.shape), bool)
    edge[0, :, 0] = edge[1, :, -1] = True
    return np.stack([*planes, *edge], axis=2).astype(np.float32)


def allowed() -> Floats:
    """Transitions between tags: 0 where a span stays whole, a large negative number elsewhere."""
    table = np.full((len(TAGS), len(TAGS)), -1e4, np.float32)
    for i, left in enumerate(TAGS):
        for j, right in enumerate(TAGS):
            inside, goes_on = left[0] in "BI", right[0] in "IE"
            if inside == goes_on and (not inside or left[2:] == right[2:]):
                table[i, j] = 0
    return table


TRANSITIONS = allowed()
STARTS = np.array([-1e4 if tag[0] in "IE" else 0 for tag in TAGS], np.float32)
ENDS = np.array([-1e4 if tag[0] in "BI" else 0 for tag in TAGS], np.float32)


def decode(probabilities: Floats) -> list[list[tuple[int, int, str]]]:
    """Best spans of each sentence: probabilities [sentence, character, tag] in.

    Where the likeliest tag of every character makes whole spans, no other path can be better; only the
    other sentences are searched.
    """
    paths = probabilities.argmax(axis=2)
    whole = (TRANSITIONS[paths[:, :-1], paths[:, 1:]] == 0).all(axis=1)
    whole &= (STARTS[paths[:, 0]] == 0) & (ENDS[paths[:, -1]] == 0)
    if not whole.all():
        scores = np.log(probabilities[~whole] + np.float32(1e-9))
        scores[:, 0] += STARTS
        scores[:, -1] += ENDS
        paths[~whole] = best_paths(scores, TRANSITIONS)
    return [spans_of(path) for path in paths]


def spans_of(path: Sequence[int] | NDArray[np.intp]) -> list[tuple[int, int, str]]:
    """Spans of one sequence of tags."""
    found, low = [], 0
    for at in np.asarray(path).nonzero()[0].tolist():
        tag = TAGS[path[at]]
        if tag[0] in "BS":
            low = at
        if tag[0] in "ES":
            found.append((low, at + 1, tag[2:]))
    return found


class Reading(NamedTuple):
    """What the network makes of a sentence: the best spans, and each tag's probability by character."""

    spans: tuple[tuple[int, int, str], ...]
    probabilities: Floats


@cache
def network() -> onnxruntime.InferenceSession:
    """The trained network, loaded once a process."""
    return session(files("kg.mentions").joinpath("recogniser.onnx").read_bytes())


def read(batch: Tagged) -> list[Reading]:
    """Run the network over a batch that carries states; one Reading for each sentence."""
    inputs = {"states": batch.states, "marks": marks(code_points(batch.texts))}
    (probabilities,) = network().run(None, inputs)
    found = decode(probabilities)
    return [Reading(tuple(spans), p) for spans, p in zip(found, probabilities, strict=True)]
