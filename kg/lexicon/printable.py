"""Text from a document in, text that is safe to show in a terminal out.

Control characters could move the cursor or set colours, and marks of direction could hide what a
line says; each is shown as its code point instead.
"""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BREAKS = re.compile(r"\s*[\n\r\t]\s*")


def printable(text: str) -> str:
    """`text` on one line, every character that a terminal would act on shown as `<U+XXXX>`."""
    return _UNSAFE.sub(lambda m: f"<U+{ord(m[0]):04X}>", _BREAKS.sub(" ", text))
