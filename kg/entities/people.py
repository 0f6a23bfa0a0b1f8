"""PERSON surfaces in, which are one person and who is private out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.entities.named import cleaned
from kg.lexicon import rows


def _titles(private: bool) -> tuple[str, ...]:
    found = rows("person_titles.jsonl", ("id", "title", "private", "example", "counterexample"))
    return tuple(row["title"] for row in found if row["private"] is private)


def is_private(name: str, before: str) -> bool:
    """Whether a person is to be kept private: named by 某 or a courtesy title, or as a victim or suspect.

    `before` is the text right before the name.
    """
    courteous = name.endswith(_titles(True)) and not name.endswith(_titles(False))
    if "某" in name or (len(name) <= 5 and courteous):
        return True
    words = rows("private_words.jsonl", ("id", "word", "example", "counterexample"))
    return before.endswith(tuple(row["word"] for row in words))


@lru_cache(1 << 12)
def _titled(name: str) -> str:
    """The surname of 周警官, 王所长; "" for others."""
    for title in _titles(False):
        if name.endswith(title) and 1 <= len(name) - len(title) <= 2:
            return name[: -len(title)]
    return ""


def full_name(name: str, names: Sequence[str]) -> str:
    """The full name in `names` that a short form stands for, if one alone fits; else the name itself."""
    full = [n for n in names if 2 <= len(n) <= 4 and not _titled(n) and not is_private(n, "")]
    fits: set[str] = set()
    if surname := _titled(name):
        fits = {n for n in full if n.startswith(surname)}
    elif given := [n for n in names if len(name) > 1 and re.match(re.escape(name) + "[·•・]", n)]:
        fits = set(given)
    elif match := re.match(r"^[老小阿](.)$", name):
        fits = {n for n in full if n[0] == match[1] and n != name}
        fits |= {n for n in names if len(n) == 3 and n.endswith(name)}
    elif len(name) == 2:
        fits = {n for n in names if len(n) == 3 and n.endswith(name)}
    return fits.pop() if len(fits) == 1 else name


def read_people(surfaces: Sequence[str]) -> list[str]:
    """The full name of each surface, short forms joined to the only person they fit."""
    names = [cleaned(s) for s in surfaces]
    known = sorted(set(names))
    return [full_name(n, known) for n in names]
