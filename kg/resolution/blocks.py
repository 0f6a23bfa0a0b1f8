"""An identity and what is gathered of it in, the blocks out: two that may be one have a block in common."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.lexicon.names import folded
from kg.records import Label
from kg.resolution.gathering import Gathered, place_of
from kg.resolution.identity import Identity, leading
from kg.resolution.joining import BY_ALIAS, CHAIN, SHORTEST
from kg.resolution.likeness import CROWD, Block, blocks_of
from kg.resolution.notes import packed

MASK, TAIL, NESTED, CLIPPED = "mask", "tail", "nested", "clipped"
LIMITS = {MASK: CROWD, NESTED: 2}  # members beyond which a block proposes nothing


def mask(block: Block) -> str:
    """A block of likely misprints as a key."""
    return packed(MASK, *block)


def _province(division: Division | None) -> str:
    """The province of a division: one lies within another only inside one."""
    chain = divisions.chain(division) if division else ()
    return next((up.code for up in chain if up.level <= Level.PROVINCE), "")


def _of_unit(one: Identity, name: str) -> Iterator[str]:
    home = divisions.by_code(one.scope)
    match = CHAIN.match(one.form) if not one.scope else None
    if match and (province := _province(leading(name))):
        yield packed(TAIL, one.form[match.end() :], province)
    if one.scope and "@" not in one.scope and (province := _province(home)):
        yield packed(TAIL, one.form, province)
    if home:
        yield packed(NESTED, one.form)


def blocks(one: Identity, gathered: Gathered) -> set[str]:
    """The blocks of `kg.resolution.joining`: by tail of a unit, by its bare name, by alias, by misprint."""
    found: set[str] = set()
    if one.label == Label.UNIT:
        found |= set(_of_unit(one, gathered.name))
    if one.label in BY_ALIAS:
        forms = {one.form, *map(folded, gathered.aliases)}
        found |= {packed(CLIPPED, one.label.value, one.scope, f) for f in forms if len(f) >= SHORTEST}
    if not gathered.private:
        found |= set(map(mask, blocks_of(one, gathered.name, place_of(one, gathered))))
    return found
