"""An article and its mentions in, its entities out: which mentions are one thing, and what it is called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.entities.aliases import derived
from kg.entities.apposition import appositions
from kg.entities.frame import Frame, frame_of
from kg.entities.named import Named, cleaned
from kg.entities.reading import read_all
from kg.entities.variants import joined
from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.lexicon.names import unit_key
from kg.records import Article, Entity, Label, Mention

Groups = dict[tuple[Label, str], list[int]]


def _grouped(names: dict[int, Named]) -> Groups:
    groups: Groups = defaultdict(list)
    for i in sorted(names):
        groups[names[i].label, names[i].key].append(i)
    return groups


def _best(found: Sequence[Named]) -> Named:
    """The fullest name of a group; private if any mention is."""
    best = max(found, key=lambda n: (n.full, len(n.name), n.name))
    return replace(best, private=any(n.private for n in found))


def _division(named: Named, frame: Frame, indices: Sequence[int]) -> Division | None:
    if named.code:
        return divisions.by_code(named.code)
    return next((frame.places[i] for i in indices if i in frame.places), None)


def _distinct(groups: Groups, names: dict[int, Named], frame: Frame) -> dict[tuple[Label, str], Named]:
    """One Named for each group; homonyms of one class get their parent place in brackets."""
    best = {key: _best([names[i] for i in indices]) for key, indices in groups.items()}
    shared: dict[tuple[Label, str], list[tuple[Label, str]]] = defaultdict(list)
    for key, named in best.items():
        shared[named.label, named.name].append(key)
    for keys in shared.values():
        for key in keys if len(keys) > 1 else ():
            division = _division(best[key], frame, groups[key])
            above = divisions.by_code(division.parent) if division else None
            best[key] = replace(best[key], name=f"{best[key].name}（{above.name if above else key[1]}）")
    return best


def _implied_places(frame: Frame) -> Iterator[Division]:
    """The home and its parents, and the parents of every division mentioned."""
    for d in (*frame.home, *frame.places.values()):
        for up in divisions.chain(d):
            if up.level >= Level.PROVINCE:
                yield up


def _implied_units(names: Sequence[str]) -> Iterator[str]:
    """Bureaus and stations that longer names spell out: 湖州市公安局 of 湖州市公安局织里分局."""
    for name in names:
        for pattern in (r"^.+?公安[局厅](?=.)", r"^.+?公安局.{2,}?分局(?=.)", r"^.+?派出所(?=.)"):
            if match := re.match(pattern, name):
                yield match[0]


def _implied(frame: Frame, names: dict[int, Named]) -> dict[tuple[Label, str], Named]:
    found: dict[tuple[Label, str], Named] = {}
    origin = f"official/divisions@{divisions.VERSION}"
    for d in _implied_places(frame):
        key = d.code or f"{d.parent}/{d.name}"
        found[Label.PLACE, key] = Named(Label.PLACE, d.name, key, d.code, origin=origin)
    for name in _implied_units(sorted({n.name for n in names.values() if n.label == Label.UNIT})):
        named = Named(Label.UNIT, name, unit_key(name), origin="units/chain@1")
        found.setdefault((Label.UNIT, named.key), named)
    return found


def _with_aliases(drafts: list[tuple[Named, list[int], set[str], set[str]]]) -> Iterator[Entity]:
    """Entities with the names seen and those derived names that no other entity of the class answers to."""
    taken: dict[tuple[Label, str], set[int]] = defaultdict(set)
    claims: Counter[tuple[Label, str]] = Counter()
    for at, (named, _, seen, more) in enumerate(drafts):
        claims.update((named.label, form) for form in more)
        for form in seen | {named.name}:
            taken[named.label, form].add(at)
    for at, (named, indices, seen, more) in enumerate(drafts):
        free = {form for form in more if claims[named.label, form] == 1 or form in seen}
        extra = {form for form in free if not taken[named.label, form] - {at}}
        aliases = tuple(sorted((seen | extra) - {named.name}))
        rest = (tuple(indices), named.code, named.private, named.origin)
        yield Entity(named.label, named.name, aliases, *rest)


def link(article: Article, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Entities of an article, sorted by id; every mention belongs to exactly one.

    Entities without mentions are those the article implies: its home with its parents, the parents
    of places mentioned, and the bureaus that longer unit names spell out.
    """
    frame = frame_of(article, mentions)
    names = appositions(joined(read_all(frame)), frame)
    groups = _grouped(names)
    best = _distinct(groups, names, frame)
    known = {(n.label, n.name) for n in best.values()}
    for key, named in sorted(_implied(frame, names).items()):
        if key not in groups and (named.label, named.name) not in known:
            groups[key], best[key] = [], named
            known.add((named.label, named.name))
    drafts = []
    for key, indices in groups.items():
        named = best[key]
        seen = {cleaned(mentions[i].surface) for i in indices} | {mentions[i].surface for i in indices}
        division = _division(named, frame, indices)
        drafts.append((named, indices, seen, derived(named.label, named.name, division)))
    return tuple(sorted(_with_aliases(drafts), key=lambda e: e.id))
