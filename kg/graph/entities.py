"""A thing and the names one document has for it in, its type and labels as triples out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.graph import terms
from kg.graph.identity import Thing
from kg.graph.iris import CLASS_OF, SKOS, pol
from kg.graph.triples import TYPE, Triple

ALTERNATIVE = NamedNode(SKOS + "altLabel")


@lru_cache(maxsize=65536)
def romanise(name: str) -> str:
    """Pinyin of a name, a syllable a word, with tone marks; Latin letters and digits stay."""
    from pypinyin import Style, lazy_pinyin

    return " ".join(part.strip() for part in lazy_pinyin(name, style=Style.TONE) if part.strip())


def entity_triples(node: NamedNode, thing: Thing, names: Iterable[str]) -> Iterator[Triple]:
    """Type, preferred label, its pinyin, and `names` as further labels."""
    yield node, TYPE, pol(CLASS_OF[thing.label])
    yield node, NamedNode(SKOS + "prefLabel"), terms.chinese(thing.name)
    if not thing.name.isascii():
        yield node, ALTERNATIVE, terms.pinyin(romanise(thing.name))
    for name in sorted({*names} - {thing.name, ""}):
        yield node, ALTERNATIVE, terms.chinese(name)
    if thing.private:
        yield node, pol("private"), terms.boolean(True)
