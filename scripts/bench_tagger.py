"""LAC alone in the form that speed is measured against: sentences in, their words out, nothing of ours.

One thread, sentences of equal length in a batch, Viterbi over whole vectors, all steps between tags looked
at: the best form known without touching what LAC computes. `kg.mentions.tagger` gives the same words and
finds the paths in a third of the time (`kg.mentions.paths`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.mentions.paths import best_paths
from kg.mentions.tagger import LacTagger, Tagged, Words, equal_lengths


class BareTagger(LacTagger):
    """LAC without hidden states, each batch decoded by itself."""

    def __init__(self) -> None:
        """Load the model."""
        super().__init__(with_states=False)

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Yield the non-empty texts in batches of equal length."""
        for places in equal_lengths(texts):
            batch = tuple(texts[place] for place in places)
            (emissions,) = self._run(batch)
            paths = best_paths(emissions, self._transitions)
            begins = ~self._inner[paths]
            begins[:, 0] = True
            yield Tagged(places, batch, tuple(map(self._sentence, paths, begins)))

    def _sentence(self, path: NDArray[np.intp], begin: NDArray[np.bool_]) -> Words:
        lows = begin.nonzero()[0]
        ends = [*lows[1:].tolist(), len(path)]
        named = (self._tags[i] for i in path[lows].tolist())
        return tuple(zip(lows.tolist(), ends, named, strict=True))
