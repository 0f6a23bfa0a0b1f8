"""Extractions of all documents, judgements and a lexicon in, a Resolution out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.records import Extraction
from kg.resolution import official
from kg.resolution.applying import Applied, apply_judgements, apply_terms, references
from kg.resolution.clusters import Clusters
from kg.resolution.gathering import Gathered, gather
from kg.resolution.identity import Identity
from kg.resolution.joining import Proposal, proposals
from kg.resolution.naming import canonical, entity_of, keys_of, merges_of
from kg.resolution.records import Judgement, Member, Merge, Pair, Resolution, Settled, Term


def carry_out(
    found: Iterable[Proposal],
    clusters: Clusters[Identity],
    known: Mapping[Identity, Gathered],
    applied: Applied,
) -> tuple[dict[Identity, list[Merge]], list[Proposal]]:
    """Join what is sure and allowed; hand back the reasons and what is left open."""
    done: dict[Identity, list[Merge]] = defaultdict(list)
    for one, merge in applied.merges:
        done[one].append(merge)
    left = []
    for p in found:
        unsure = frozenset((p.left, p.right)) in applied.unsure
        if p.sure and not unsure and clusters.join(p.left, p.right):
            done[p.left].append(Merge(known[p.left].name, known[p.right].name, p.score, p.reason))
        elif clusters.joinable(p.left, p.right):
            left.append(p)
    return done, left


def resolve(
    extractions: Iterable[Extraction], judgements: Sequence[Judgement] = (), lexicon: Sequence[Term] = ()
) -> Resolution:
    """One identity for every thing over all extractions; see `kg.resolution` for what comes out.

    Raises MalformedRule where a judgement names nothing known or contradicts another, with its line.
    """
    known = gather(extractions, references(judgements))
    clusters = Clusters(sorted(known))
    applied = Applied()
    apply_terms(lexicon, known, clusters, applied)
    apply_judgements(judgements, known, clusters, applied)
    done, left = carry_out(proposals(known), clusters, known, applied)
    groups = {lead: sorted(group) for lead, group in clusters.groups().items()}
    names = {lead: canonical(group, known, applied) for lead, group in groups.items()}
    keys = keys_of(groups, names, known)
    entities = []
    for lead, group in groups.items():
        members = (member for one in group for member in known[one].members)
        reasons = merges_of(group, known, done)
        entities.append(entity_of(keys[lead], names[lead], group, known, reasons, applied, members))
    entities += official.added_places(entities)
    entities.sort(key=lambda e: e.key)
    of_member: dict[Member, str] = {member: e.key for e in entities for member in e.members}
    extra = applied.statements(keys, clusters)
    settled = Settled(known, {keys[lead]: group for lead, group in groups.items()})
    pairs = ranked(left, lambda one: keys[clusters.find(one)])
    return Resolution(tuple(entities), of_member, official.statements(entities) + extra, pairs, settled)


def ranked(left: Iterable[Proposal], key: Callable[[Identity], str]) -> tuple[Pair, ...]:
    """What is left open as pairs of entities, best first."""
    found = {
        Pair(min(a, b), max(a, b), p.score, p.reason)
        for p in left
        if (a := key(p.left)) != (b := key(p.right))
    }
    return tuple(sorted(found, key=lambda p: (-p.score, p.left, p.right, p.reason)))
