"""Scores of tags by character and of steps between tags in, the best sequence of tags out (Viterbi)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
SLACK = 0.1  # far above what rounding adds up to over a sentence, far below a real margin


def best_paths(emissions: Floats, transitions: Floats) -> Places:
    """Viterbi over a batch: [batch, time, tag] and [from, to] in, the best tags [batch, time] out.

    The batch is the innermost axis, so that each step is one addition and one maximum over whole
    vectors; the way back looks only at the tag chosen. Ties fall to the lowest tag.
    """
    batch, time, count = emissions.shape
    inner = np.ascontiguousarray(emissions.transpose(1, 2, 0))
    spread = np.ascontiguousarray(np.broadcast_to(transitions[:, :, None], (count, count, batch)))
    scores = np.empty_like(inner)
    scores[0] = inner[0]
    step = np.empty_like(spread)
    for t in range(1, time):
        np.add(scores[t - 1][:, None, :], spread, out=step)
        np.maximum.reduce(step, axis=0, out=scores[t])
        scores[t] += inner[t]
    back = np.ascontiguousarray(transitions.T)
    paths = np.empty((time, batch), np.intp)
    paths[-1] = scores[-1].argmax(axis=0)
    for t in range(time - 1, 0, -1):
        paths[t - 1] = (scores[t - 1].T + back[paths[t]]).argmax(axis=1)
    return paths.T


def _likely(emissions: Floats, margin: float) -> tuple[Places, Floats]:
    """Of each character the tags whose score is within `margin` of its best, lowest first, and their scores.

    Rows are as long as the most that one character has; what is over has tag 0 and an endless minus.
    """
    cells, tags = (emissions >= emissions.max(axis=1, keepdims=True) - np.float32(margin)).nonzero()
    counts = np.bincount(cells, minlength=len(emissions))
    column = np.arange(len(cells)) - np.repeat(counts.cumsum() - counts, counts)
    kept = np.zeros((len(emissions), int(counts.max())), np.intp)
    scores = np.full(kept.shape, -np.inf, np.float32)
    kept[cells, column] = tags
    scores[cells, column] = emissions[cells, tags]
    return kept, scores


def close_paths(emissions: Floats, transitions: Floats, lengths: Places) -> Places:
    """The same for sentences that follow each other in [character, tag]; best tags [character] out.

    `lengths` are theirs, in rising order. Where steps between tags weigh little (LAC's by 0.41 at most), a
    tag that is worse than another of its character by twice that much can be on no best path, so that one
    or two tags of a character are left to search. All sums are those of `best_paths`, to the bit.
    """
    kept, own = _likely(emissions, 2 * float(transitions.max() - transitions.min()) + SLACK)
    firsts = lengths.cumsum() - lengths
    over = np.searchsorted(lengths, np.arange(lengths[-1]), "right").tolist()  # sentences over before a time
    back = np.zeros(kept.shape, np.intp)
    scores = own.copy()
    for t in range(1, len(over)):
        cells = firsts[over[t] :] + t
        steps = transitions[kept[cells - 1][:, :, None], kept[cells][:, None, :]]
        totals = scores[cells - 1][:, :, None] + steps
        back[cells] = totals.argmax(axis=1)
        scores[cells] += totals.max(axis=1)
    lasts = firsts + lengths - 1
    column = np.zeros(len(emissions), np.intp)
    column[lasts] = scores[lasts].argmax(axis=1)
    for t in range(len(over) - 1, 0, -1):
        cells = firsts[over[t] :] + t
        column[cells - 1] = back[cells, column[cells]]
    best: Places = kept[np.arange(len(kept)), column]
    return best
