"""Nothing in, the trees that judge facts among their rivals out, from a packaged file.

`relation_forest.npz` is made by `scripts/train/train_relations.py`; what the numbers are, `standing` says.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from kg.forest import Forest, forest_in

FOREST = "relation_forest.npz"


@cache
def forest() -> Forest:
    """The packaged trees, read once a process."""
    with files("kg.facts").joinpath(FOREST).open("rb") as stream, np.load(stream) as held:
        return forest_in(held)
