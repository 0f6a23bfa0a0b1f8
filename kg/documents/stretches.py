"""A text in, the stretches of it that a slow pattern need look at out."""

from __future__ import annotations

import re
from collections.abc import Iterator


def lines_with(sign: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Stretches (low, high) of the lines of `text` in which `sign` is found, in order, each once."""
    high = -1
    for match in sign.finditer(text):
        if match.start() > high:
            low, high = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
            high = high if high >= 0 else len(text)
            yield low, high
