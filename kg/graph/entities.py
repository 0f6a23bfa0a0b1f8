"""A thing and the names one document has for it in, its type and labels as triples out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.graph import spelling
from kg.graph.identity import Thing
from kg.graph.iris import CLASS_OF, SKOS
from kg.graph.triples import Triple

ALTERNATIVE = NamedNode(SKOS + "altLabel")


@lru_cache(maxsize=65536)
def _syllables(word: str) -> tuple[str, ...]:
    """Pinyin of a word as it is cut for romanising."""
    from pypinyin import Style, lazy_pinyin

    return tuple(part.strip() for part in lazy_pinyin(word, style=Style.TONE) if part.strip())


@lru_cache(maxsize=65536)
def romanise(name: str) -> str:
    """Pinyin of a name, a syllable a word, with tone marks; Latin letters and digits stay."""
    from pypinyin.seg.simpleseg import seg

    return " ".join(part for word in seg(name) for part in _syllables(word))


def entity_lines(node: str, thing: Thing, names: Iterable[str]) -> Iterator[str]:
    """Type, preferred label, its pinyin, and `names` as further labels."""
    yield f"{node} {spelling.TYPE} {spelling.pol(CLASS_OF[thing.label])}"
    yield f"{node} {spelling.PREFERRED} {spelling.chinese(thing.name)}"
    if not thing.name.isascii():
        yield f"{node} {spelling.ALTERNATIVE} {spelling.pinyin(romanise(thing.name))}"
    for name in sorted({*names} - {thing.name, ""}):
        yield f"{node} {spelling.ALTERNATIVE} {spelling.chinese(name)}"
    if thing.private:
        yield f"{node} {spelling.pol('private')} {spelling.boolean(True)}"


def entity_triples(node: NamedNode, thing: Thing, names: Iterable[str]) -> Iterator[Triple]:
    """The triples of `entity_lines` as objects."""
    return spelling.read(entity_lines(str(node), thing, names))
