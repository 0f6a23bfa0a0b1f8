"""A store in, its look-up index out: every name of every entity, as it is written and as it is typed.

The index is an SQLite file beside the store, written when the graph is, and small ones for what is
changed later (`kg.graph.name_segments`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.edits import Edits
from kg.graph.entities import romanise
from kg.graph.heard import Heard, Named
from kg.graph.iris import ID, LABEL_OF, SKOS, pol
from kg.graph.name_segments import Index, merge_grown, next_segment, written
from kg.graph.triples import TYPE

FILE = "names.sqlite"
LABELS = ("prefLabel", "altLabel")
KINDS = list(LABEL_OF)
NAMING = {TYPE, NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel"), pol("private")}
Row = tuple[str, str, str | None, int, int]  # iri, name, class, private, mentions
Form = tuple[str, str, str, str]  # form, how, name, iri
NOISE = re.compile(r"[\s“”\"'‘’「」《》·]+")


def plain(text: str) -> str:
    """A name as it is compared: widths and case levelled, without white space and quotation marks."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def toneless(pinyin: str) -> str:
    """Pinyin without tone marks, ü written v: `lǜ shī` → `lv shi`."""
    spelt = unicodedata.normalize("NFD", pinyin.casefold()).replace("u\u0308", "v")
    return "".join(c for c in spelt if not unicodedata.combining(c))


_toneless = lru_cache(maxsize=8192)(toneless)  # of one syllable, of which there are few


def forms_of(name: str) -> Iterator[tuple[str, str]]:
    """The ways to type a name, each with what it is: the name itself, its pinyin, its initials."""
    yield plain(name), "name"
    if not name.isascii():
        syllables = [part for each in romanise(name).split() if (part := _toneless(each)).isalnum()]
        yield "".join(syllables), "pinyin"
        yield "".join(part if part.isdigit() else part[0] for part in syllables), "initials"


def _stretches(form: str, size: int) -> set[str]:
    return {form[at : at + size] for at in range(len(form) - size + 1)}


def grams_of(form: str) -> set[str]:
    """The stretches by which a part of a form is found: one and two characters, four where all are ASCII."""
    latin = {gram for gram in _stretches(form, 4) if gram.isascii()}
    return latin if form.isascii() else latin | _stretches(form, 2) | {c for c in form if not c.isascii()}


def grams_asked(part: str) -> set[str]:
    """The stretches that every form with this part has; none for a part that is too short."""
    return _stretches(part, 4 if part.isascii() else min(2, len(part)))


def _labels(store: Store, iri: str, which: str) -> list[str]:
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(SKOS + which), None, DefaultGraph())
    labels = (quad.object for quad in quads if isinstance(quad.object, Literal))
    return sorted(label.value for label in labels if label.language == "zh")


def _forms(iri: str, preferred: Iterable[str], others: Iterable[str]) -> list[Form]:
    """The ways to type the names of an entity, sorted, each once."""
    found = set()
    for names, own in ((preferred, "name"), (others, "alias")):
        for name in names:
            found |= {
                (form, own if how == "name" else how, name, iri) for form, how in forms_of(name) if form
            }
    return sorted(found)


def _is_private(store: Store, iri: str) -> bool:
    quads = store.quads_for_pattern(NamedNode(iri), pol("private"), None, DefaultGraph())
    return next(iter(quads), None) is not None


def _row(store: Store, iri: str, kind: str, mentions: int) -> Row:
    name = (_labels(store, iri, "prefLabel") or [iri])[0]
    return iri, name, kind, int(_is_private(store, iri)), mentions


def write_index(path: Path, rows: Iterable[Row], forms: Iterable[Form], shadows: Iterable[str]) -> None:
    """Write one file of a look-up index: entities, forms of their names, and whose forms it replaces."""
    with written(path) as index:
        index.executemany("INSERT INTO entities VALUES (?, ?, ?, ?, ?)", rows)
        index.executemany("INSERT INTO forms VALUES (?, ?, ?, ?)", forms)
        index.executemany("INSERT INTO shadows VALUES (?)", ((iri,) for iri in shadows))


def write_names(heard: Heard, folder: Path) -> None:
    """Write the look-up index of a whole graph into `folder`."""
    known = sorted((iri[1:-1].decode(), iri) for iri in heard.kinds)
    rows, forms = [], []
    for iri, node in known:
        kind = max(heard.kinds[node], key=KINDS.index)
        named = heard.names.get(node, Named())
        name = min(named.preferred, default=iri)
        rows.append((iri, name, kind, int(node in heard.private), heard.mentions[node]))
        forms.append(_forms(iri, named.preferred, named.others))
    write_index(folder / FILE, rows, chain.from_iterable(forms), ())


def _touched(edits: Edits) -> tuple[set[str], Counter[str]]:
    """Entities whose names or kind changed, and by how many mentions each has more or less."""
    named, counts = set(), Counter[str]()
    for quads, by in ((edits.union_came, 1), (edits.union_went, -1)):
        for quad in quads:
            if quad.predicate in NAMING and isinstance(quad.subject, NamedNode):
                named.add(quad.subject.value)
            elif quad.predicate == pol("refersTo") and isinstance(quad.object, NamedNode):
                counts[quad.object.value] += by
    return named, counts


def _kind(store: Store, iri: str) -> str:
    """The class of an entity, "" for one that is gone or that is no entity."""
    kind = iri.removeprefix(ID).partition("/")[0]
    known = kind in LABEL_OF and Quad(NamedNode(iri), TYPE, pol(kind), DefaultGraph()) in store
    return kind if known else ""


def grow_names(edits: Edits, folder: Path) -> None:
    """Add to the look-up index in `folder` what the edits changed; the union is settled."""
    named, counts = _touched(edits)
    with Index(folder / FILE) as index:
        known = {iri: index.entity(iri) for iri in sorted(named | counts.keys())}
    store = edits.store
    rows: list[Row] = []
    for iri, row in known.items():
        mentions = counts[iri] + (row[2] if row else 0)
        if kind := _kind(store, iri):
            rows.append(_row(store, iri, kind, mentions))
        elif row:
            rows.append((iri, "", None, 0, 0))
    changed = sorted(row[0] for row in rows)  # forms stand in the order of mentions: rewrite them too
    forms = (_forms(iri, *(_labels(store, iri, which) for which in LABELS)) for iri in changed)
    write_index(next_segment(folder / FILE), rows, chain.from_iterable(forms), changed)
    merge_grown(folder / FILE)
