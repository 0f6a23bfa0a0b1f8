"""Gathered identities in, proposals to join two of them out, each with score and reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.lexicon import divisions
from kg.lexicon.names import folded
from kg.records import Label
from kg.resolution.gathering import Gathered, place_of
from kg.resolution.identity import Identity, leading, scope_name
from kg.resolution.likeness import SURE, Crowded, pairs, too_many

CHAIN = re.compile(r"^.*(?:公安局|分局|公安厅)(?=.)")
BY_ALIAS = frozenset({Label.PROGRAM, Label.PLATFORM, Label.EVENT, Label.AWARD, Label.ORG, Label.TEAM})
# Scores of a unit completed by its place, of a clipped name, and of one bare unit in nested homes.
ONLY, ALIAS, NESTED = 0.9, 0.85, 0.8
SHORTEST = 3  # characters of a clipped name


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two identities that may be one; `sure` proposals are carried out, others shown to a person."""

    left: Identity
    right: Identity
    score: float
    reason: str
    sure: bool


def completions(known: Mapping[Identity, Gathered]) -> Iterator[Proposal]:
    """A bare unit joins the only unit of its home whose full name ends in it."""
    tails: dict[str, list[Identity]] = defaultdict(list)
    for one in sorted(known):
        if one.label == Label.UNIT and not one.scope and (match := CHAIN.match(one.form)):
            tails[one.form[match.end() :]].append(one)
    for one in sorted(known):
        if one.label != Label.UNIT or not one.scope or "@" in one.scope:
            continue
        fits = [full for full in tails.get(one.form, ()) if _inside(known[full].name, one.scope)]
        if fits:
            reason = (
                f"only {one.form} in {scope_name(one.scope)}" if len(fits) == 1 else "several units end so"
            )
            for full in fits[:3]:
                yield Proposal(full, one, ONLY if len(fits) == 1 else 0.5, reason, len(fits) == 1)


def nested(known: Mapping[Identity, Gathered]) -> Iterator[Proposal]:
    """A bare unit of a city's papers joins the only one so called in a county's or district's papers."""
    same: dict[str, list[Identity]] = defaultdict(list)
    for one in sorted(known):
        if one.label == Label.UNIT and divisions.by_code(one.scope):
            same[one.form].append(one)
    for form, ones in sorted(same.items()):
        if len(ones) == 2:
            low, high = sorted(ones, key=lambda one: one.scope.endswith("00"))
            lower, upper = divisions.by_code(low.scope), divisions.by_code(high.scope)
            if lower and upper and divisions.within(lower, upper):
                yield Proposal(low, high, NESTED, f"only {form} below {upper.name}", True)


def _inside(name: str, scope: str) -> bool:
    place, home = leading(name), divisions.by_code(scope)
    if place is None or home is None:
        return False
    return divisions.within(place, home) or divisions.within(home, place)


def _met(short: Gathered, full: Gathered) -> bool:
    """Whether a clipped name may mean a full one: said in one city, or the full one said in many.

    A year in the name tells a national operation (昆仑2024) from a local brand.
    """
    shared = bool(short.homes.keys() & full.homes.keys()) or len(full.homes) > 1
    return shared or re.search(r"20\d\d", short.name) is not None


def clipped(known: Mapping[Identity, Gathered]) -> Iterator[Proposal]:
    """A programme's or firm's short form joins the only one that a document of its city calls so."""
    forms = {(one.label, one.scope, one.form): one for one in known if one.label in BY_ALIAS}
    owners: dict[Identity, set[Identity]] = defaultdict(set)
    for one, gathered in known.items():
        if one.label in BY_ALIAS:
            for alias in gathered.aliases:
                short = forms.get((one.label, one.scope, folded(alias)))
                if short is None or short == one or len(short.form) < SHORTEST:
                    continue
                if _met(known[short], gathered):
                    owners[short].add(one)
    for short in sorted(owners):
        full = sorted(owners[short] - {short})
        for owner in full[:3]:
            reason = f"{known[owner].name} is also called {known[short].name}"
            yield Proposal(owner, short, ALIAS if len(full) == 1 else 0.5, reason, len(full) == 1)


def misprints(known: Mapping[Identity, Gathered], crowded: Crowded = too_many) -> Iterator[Proposal]:
    """Names of one class and place that differ in a similar character, unless one document has both."""
    names = {one: gathered.name for one, gathered in known.items() if not gathered.private}
    where = {one: place_of(one, known[one]) for one in names}
    for a, b, alike in pairs(names, where, crowded):
        together = {m[0] for m in known[a].members} & {m[0] for m in known[b].members}
        yield Proposal(
            a, b, alike.score, alike.reason, alike.score >= SURE and not together and where[a] != ""
        )


def proposals(known: Mapping[Identity, Gathered], crowded: Crowded = too_many) -> Iterator[Proposal]:
    """All proposals, in a fixed order: completions, nested homes, clipped names, misprints.

    `crowded` says which blocks of misprints are passed over, where `known` is a part of all.
    """
    yield from completions(known)
    yield from nested(known)
    yield from clipped(known)
    yield from misprints(known, crowded)
