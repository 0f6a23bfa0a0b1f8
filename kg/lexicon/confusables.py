"""Two names in, how easily one is a misprint of the other out: similar shape or similar sound.

The table behind (`scripts/lexicon/build_confusables.py`) holds syllables and look-alikes of every
character of GB 2312. Characters that tell things apart (numerals, directions, 新/老 …) never count as
misprints of each other: `contrasts.jsonl`.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.lexicon.rows import rows

SAME_SOUND = 0.75  # a homophone is a likely slip of the input method
NEAR_SOUND = 0.6  # zh/z, ang/an …: a likely slip of a southern typist


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 1, and why."""

    score: float
    reason: str  # "shape 构/枸", "sound 尚/上"


@cache
def _table() -> dict[str, tuple[frozenset[str], dict[str, float]]]:
    packed = files("kg.lexicon").joinpath("confusables.tsv.gz").read_bytes()
    found = {}
    for line in gzip.decompress(packed).decode().splitlines():
        char, sounds, near = line.split("\t")
        likes = {near[i]: int(near[i + 1 : i + 3]) / 100 for i in range(0, len(near), 3)}
        found[char] = (frozenset(sounds.split()), likes)
    return found


@cache
def _contrasts() -> tuple[frozenset[str], ...]:
    found = rows("contrasts.jsonl", ("id", "chars", "example", "counterexample"))
    return tuple(frozenset(row["chars"]) for row in found)


def _blurred(sound: str) -> str:
    return re.sub(r"^([zcs])h", r"\1", re.sub(r"(?<=[aei])ng$", "n", sound))


def contrast(a: str, b: str) -> bool:
    """Whether the two characters tell two things apart by meaning: 东 and 西, 一 and 二."""
    return any(a in group and b in group for group in _contrasts())


def alike(a: str, b: str) -> Likeness | None:
    """Likeness of two characters, or None if one is no likely misprint of the other."""
    if contrast(a, b) or a not in _table() or b not in _table():
        return None
    sounds, likes = _table()[a]
    others = _table()[b][0]
    found = []
    if b in likes:
        found.append(Likeness(likes[b], f"shape {a}/{b}"))
    if sounds & others:
        found.append(Likeness(SAME_SOUND, f"sound {a}/{b}"))
    elif {_blurred(s) for s in sounds} & {_blurred(s) for s in others}:
        found.append(Likeness(NEAR_SOUND, f"sound {a}/{b}"))
    return max(found, key=lambda x: x.score, default=None)


def variant(left: str, right: str) -> Likeness | None:
    """Likeness of two names of one length that differ in one or two similar characters, else None.

    Two differing characters are asked of names of five and more, and at least two others must agree.
    """
    if len(left) != len(right) or left == right:
        return None
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(pairs) > (2 if len(left) >= 5 else 1) or len(left) - len(pairs) < 2:
        return None
    found = [alike(a, b) for a, b in pairs]
    if any(x is None for x in found):
        return None
    likes = [x for x in found if x is not None]
    reason = ", ".join(x.reason for x in likes)
    return Likeness(round(min(x.score for x in likes) * 0.9 ** (len(likes) - 1), 2), reason)
