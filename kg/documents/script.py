"""Decoded text in, the text that later stages match on out: one width, simplified script, same length."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.documents.extras import needs
from kg.documents.width import one_width

TRADITIONAL = re.compile("[國個這來們說時會為後對發學關機車門問間開區縣與實現應務議級體無義處業產據將經動]")
SAMPLE = 4000  # characters that the guess looks at
SHARE = 0.02  # of traditional forms from which a text is in that script; a quoted name stays below


def is_traditional(text: str) -> bool:
    """True when the text is written in traditional characters."""
    sample = text[:SAMPLE]
    return len(TRADITIONAL.findall(sample)) > SHARE * len(sample)


@cache
def _converter() -> Any:
    return needs("opencc", "formats", "traditional script").OpenCC("t2s")


def readable(text: str) -> str:
    """`text` in one width and simplified script, character for character; the original stays evidence."""
    flat = one_width(text)
    if not is_traditional(flat):
        return flat
    simple: str = _converter().convert(flat)
    if len(simple) == len(flat):
        return simple
    forms = {char: _converter().convert(char) for char in set(flat)}
    return "".join(forms[char] if len(forms[char]) == 1 else char for char in flat)
