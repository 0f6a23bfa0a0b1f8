"""A store in, its look-up index out: every name of every entity, as it is written and as it is typed.

The index is one SQLite file beside the store, written when the graph is.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.graph.entities import romanise
from kg.graph.iris import LABEL_OF, POL, SKOS, pol
from kg.graph.triples import TYPE

FILE = "names.sqlite"
SCHEMA = """
CREATE TABLE entities (iri TEXT PRIMARY KEY, name TEXT, kind TEXT, private INTEGER, mentions INTEGER);
CREATE TABLE forms (form TEXT, how TEXT, name TEXT, iri TEXT);
CREATE TABLE grams (gram TEXT, form INTEGER);
"""
INDEX = """
CREATE INDEX forms_by_form ON forms (form);
CREATE INDEX forms_by_gram ON grams (gram, form);
CREATE TABLE spread AS SELECT gram, count(*) AS forms FROM grams GROUP BY gram;
CREATE UNIQUE INDEX spread_by_gram ON spread (gram);
"""
NOISE = re.compile(r"[\s“”\"'‘’「」《》·]+")


def plain(text: str) -> str:
    """A name as it is compared: widths and case levelled, without white space and quotation marks."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def toneless(pinyin: str) -> str:
    """Pinyin without tone marks, ü written v: `lǜ shī` → `lv shi`."""
    spelt = unicodedata.normalize("NFD", pinyin.casefold()).replace("u\u0308", "v")
    return "".join(c for c in spelt if not unicodedata.combining(c))


def forms_of(name: str) -> Iterator[tuple[str, str]]:
    """The ways to type a name, each with what it is: the name itself, its pinyin, its initials."""
    yield plain(name), "name"
    if not name.isascii():
        syllables = [part for part in toneless(romanise(name)).split() if part.isalnum()]
        yield "".join(syllables), "pinyin"
        yield "".join(part if part.isdigit() else part[0] for part in syllables), "initials"


def _stretches(form: str, size: int) -> set[str]:
    return {form[at : at + size] for at in range(len(form) - size + 1)}


def grams_of(form: str) -> set[str]:
    """The stretches by which a part of a form is found: two characters, four where all are ASCII."""
    latin = {gram for gram in _stretches(form, 4) if gram.isascii()}
    return latin if form.isascii() else latin | _stretches(form, 2)


def grams_asked(part: str) -> set[str]:
    """The stretches that every form with this part has; none for a part that is too short."""
    return _stretches(part, 4 if part.isascii() else 2)


def _entities(store: Store) -> dict[str, str]:
    found = {}
    for kind in LABEL_OF:
        for quad in store.quads_for_pattern(None, TYPE, pol(kind), DefaultGraph()):
            assert isinstance(quad.subject, NamedNode)
            found[quad.subject.value] = kind
    return dict(sorted(found.items()))


def _labels(store: Store, iri: str, which: str) -> list[str]:
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(SKOS + which), None, DefaultGraph())
    labels = (quad.object for quad in quads if isinstance(quad.object, Literal))
    return sorted(label.value for label in labels if label.language == "zh")


def _mentions(store: Store) -> Counter[str]:
    quads = store.quads_for_pattern(None, NamedNode(POL + "refersTo"), None, DefaultGraph())
    return Counter(quad.object.value for quad in quads if isinstance(quad.object, NamedNode))


def _rows(store: Store, iri: str) -> Iterator[tuple[str, str, str, str]]:
    for which in ("prefLabel", "altLabel"):
        for name in _labels(store, iri, which):
            for form, how in forms_of(name):
                if form:
                    yield form, "alias" if how == "name" and which == "altLabel" else how, name, iri


def write_names(store: Store, folder: Path) -> None:
    """Write the look-up index of `store` into `folder`."""
    counts = _mentions(store)
    kinds = _entities(store)
    private = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, pol("private"), None, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    }
    rows = ((iri, (_labels(store, iri, "prefLabel") or [iri])[0], kind) for iri, kind in kinds.items())
    with sqlite3.connect(folder / FILE) as index:
        index.executescript(SCHEMA)
        index.executemany(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?)",
            ((iri, name, kind, int(iri in private), counts[iri]) for iri, name, kind in rows),
        )
        forms = (row for iri in kinds for row in sorted(set(_rows(store, iri))))
        index.executemany("INSERT INTO forms VALUES (?, ?, ?, ?)", forms)
        parts = index.execute("SELECT form, rowid FROM forms WHERE how <> 'initials'")
        grams = ((gram, row) for form, row in parts for gram in sorted(grams_of(form)))
        index.executemany("INSERT INTO grams VALUES (?, ?)", grams)
        index.executescript(INDEX)
    index.close()
