"""A mention in, what it is called out: the record that the readers of this stage share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.records import Label

QUOTES = "“”\"‘’'「」『』《》"
_UNQUOTE = {ord(mark): None for mark in QUOTES}
_ENCLOSED = re.compile(r"^[“\"‘「『《]([^“”\"‘’「」『』《》]+)[”\"’」』》]$")


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention is called. Mentions of one article with equal label and `key` are one entity."""

    label: Label
    name: str  # proposed canonical name
    key: str  # what makes it the same thing; not shown
    code: str = ""
    private: bool = False
    origin: str = ""  # the rule that named it
    full: bool = False  # whether the name is complete (chain or type noun), and so preferred


def cleaned(surface: str) -> str:
    """A surface without white space and without quotation marks that enclose the whole."""
    text = re.sub(r"\s+", "", surface)
    match = _ENCLOSED.match(text)
    return match[1] if match else text


def unquoted(name: str) -> str:
    """A name without any quotation marks, for comparison."""
    return name.translate(_UNQUOTE)
