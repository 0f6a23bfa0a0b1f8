"""A whole number as it is written in, its value out."""

from __future__ import annotations

import re

DIGITS = "零一二三四五六七八九"
WRITTEN = re.compile(rf"(?:([{DIGITS}]*)(百))?零*(?:([{DIGITS}]*)(十))?([{DIGITS}]*)")


def number(written: str) -> int:
    """Value of a whole number, 0 where it is none: 12, 十二, 一百零四, 一二〇; `两` is 2."""
    if written.isdecimal():
        return int(written)
    match = WRITTEN.fullmatch(written.replace("两", "二").replace("〇", "零"))
    if not match:
        return 0
    hundreds, hundred, tens, ten, ones = (group or "" for group in match.groups())
    high = 100 * _digits(hundreds, 1) if hundred else 0
    high += 10 * _digits(tens, 1) if ten else 0
    return high + _digits(ones, 0)


def _digits(written: str, otherwise: int) -> int:
    """Value of digits one after another; `otherwise` where there are none."""
    return int("".join(str(DIGITS.index(char)) for char in written)) if written else otherwise
