"""A user's own lexicon (CSV) in, checked terms out.

Columns: name, class, canonical, aliases (separated by |), parent, place; the first line is the header.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from kg.errors import MalformedRule
from kg.records import Label
from kg.resolution.records import Term

COLUMNS = ("name", "class", "canonical", "aliases", "parent", "place")


def _term(row: dict[str, str], where: str) -> Term:
    if None in row or None in row.values():
        raise MalformedRule(f"{where}: {len(COLUMNS)} columns expected: {', '.join(COLUMNS)}")
    cells = {key: value.strip() for key, value in row.items()}
    if not cells["name"]:
        raise MalformedRule(f"{where}: the name is empty")
    try:
        label = Label(cells["class"].upper())
    except ValueError:
        raise MalformedRule(f"{where}: unknown class {cells['class']!r}; one of {', '.join(Label)}") from None
    aliases = tuple(sorted({part.strip() for part in cells["aliases"].split("|")} - {""}))
    canonical = cells["canonical"] or cells["name"]
    return Term(cells["name"], label, canonical, aliases, cells["parent"], cells["place"], where)


def read_terms(lines: Iterable[str], name: str) -> tuple[Term, ...]:
    """Terms of the file called `name`; MalformedRule names the line that is wrong or contradicts another."""
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise MalformedRule(f"{name}:1: the header must be {','.join(COLUMNS)}")
    terms = [_term(row, f"{name}:{reader.line_num}") for row in reader]
    if not terms:
        raise MalformedRule(f"{name}: no rows; leave the lexicon out or give it rows")
    seen: dict[tuple[Label, str], Term] = {}
    for term in terms:
        for form in (term.name, term.canonical, *term.aliases):
            other = seen.setdefault((term.label, form), term)
            if other.canonical != term.canonical:
                clash = f"{form} stands for {term.canonical} here and for {other.canonical} in {other.where}"
                raise MalformedRule(f"{term.where}: {clash}")
    return tuple(terms)


def load_terms(path: Path) -> tuple[Term, ...]:
    """Terms of a CSV file in UTF-8, with or without a byte order mark."""
    return read_terms(path.read_text("utf-8-sig").splitlines(), str(path))
