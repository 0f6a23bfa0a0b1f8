"""Two names, metrics or numbers in, whether they count as the same out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

DROPPED = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）·・—\-–]")


def norm(name: str) -> str:
    """A name as compared: NFKC, lower case, without spaces, quotation marks, brackets or dashes."""
    return DROPPED.sub("", unicodedata.normalize("NFKC", name)).lower()


def tail(iri: str | None) -> str | None:
    """The last part of an IRI, or the text itself where there is none."""
    return re.split(r"[#/]", iri)[-1] if iri else iri


def document_name(identifier: str, known: Iterable[str]) -> str | None:
    """The gold document whose name the identifier's file name is or begins with."""
    base = re.sub(r"\.(txt|md|html?)$", "", PurePosixPath(identifier.split("#")[0]).name)
    return next((name for name in known if base == name or base.startswith(name)), None)


def _bigrams(text: str) -> Counter[str]:
    flat = norm(text)
    return Counter(flat[i : i + 2] for i in range(len(flat) - 1)) or Counter([flat])


def _dice(one: str, other: str) -> float:
    a, b = _bigrams(one), _bigrams(other)
    return 2 * (a & b).total() / (a.total() + b.total())


def same_metric(ours: Iterable[str], accepted: Iterable[str]) -> bool:
    """True when a label of ours equals an accepted one or shares half its character pairs with it."""
    ours, accepted = list(ours), list(accepted)
    if {norm(o) for o in ours} & {norm(a) for a in accepted}:
        return True
    return any(_dice(o, a) >= 0.5 for o in ours for a in accepted)


def same_number(one: object, other: object) -> bool:
    """True when two numbers differ by no more than a millionth."""
    try:
        a, b = float(str(one)), float(str(other))
    except ValueError:
        return False
    return abs(a - b) <= 1e-6 * max(1.0, abs(b))
