"""A whole number as it is written in, its value out."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"


def number(written: str) -> int:
    """Value of a whole number below a thousand, in digits or Chinese: 12, 十二, 一百零四; `两` is 2."""
    if written.isdigit():
        return int(written)
    hundreds, mark, rest = written.replace("两", "二").replace("〇", "零").rpartition("百")
    high = 100 * (DIGITS.index(hundreds) if hundreds else 1) if mark else 0
    tens, mark, ones = rest.lstrip("零").rpartition("十")
    high += 10 * (DIGITS.index(tens.lstrip("零")) if tens else 1) if mark else 0
    return high + (DIGITS.index(ones) if ones else 0)
