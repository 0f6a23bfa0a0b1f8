"""Extractions of all documents, judgements and a lexicon in, a Resolution out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.lexicon import divisions
from kg.records import Extraction, Label, entity_id
from kg.resolution import official
from kg.resolution.applying import Applied, apply_judgements, apply_terms, references
from kg.resolution.clusters import Clusters
from kg.resolution.gathering import Gathered, gather
from kg.resolution.identity import Identity, distinction, scope_name
from kg.resolution.joining import Proposal, proposals
from kg.resolution.records import Judgement, Member, Merge, Pair, Resolution, ResolvedEntity, Term


def _canonical(group: Sequence[Identity], known: Mapping[Identity, Gathered], applied: Applied) -> str:
    """Judged or given names first, then official ones, then the longest.

    Of equally long names the one that most documents use, then the one of commoner characters, then
    the first in code order.
    """
    given = sorted(applied.names[one] for one in group if one in applied.names)
    if given:
        return given[0]
    official_place = divisions.by_code(next((known[one].code for one in group if known[one].code), ""))
    if official_place is not None:
        return official_place.name
    counts: dict[str, int] = defaultdict(int)
    for one in group:
        for name, count in known[one].names.items():
            counts[name] += count
    longest = max(map(len, counts))
    return min((n for n in counts if len(n) == longest), key=lambda n: (-counts[n], -_common(n), n))


def _common(name: str) -> int:
    """How many characters of a name are everyday ones (level 1 of GB 2312): misprints are often rare."""
    return sum(bytes(c.encode("gb2312", "ignore"))[:1] < b"\xd8" for c in name)


def _distinction(group: Sequence[Identity], known: Mapping[Identity, Gathered]) -> str:
    """What tells a thing from its namesakes, the first that any of its identities has."""
    return next((extra for one in group if (extra := distinction(one, known[one].code))), "")


def _keys(
    groups: Mapping[Identity, Sequence[Identity]],
    names: Mapping[Identity, str],
    known: Mapping[Identity, Gathered],
) -> dict[Identity, str]:
    """A key for each group: class and name, told apart from namesakes, and always for private people."""
    shared: dict[tuple[Label, str], list[Identity]] = defaultdict(list)
    for lead in groups:
        shared[lead.label, names[lead]].append(lead)
    keys: dict[Identity, str] = {}
    for (label, name), leads in sorted(shared.items()):
        used: set[str] = set()
        for lead in sorted(leads):
            private = any(known[one].private for one in groups[lead])
            extra = _distinction(groups[lead], known) if len(leads) > 1 or private else ""
            key = entity_id(label, f"{name}（{extra}）" if extra else name)
            if key in used:
                key = entity_id(label, f"{name}（{min(min(known[one].members) for one in groups[lead])[0]}）")
            used.add(key)
            keys[lead] = key
    return keys


def _merges(
    group: Sequence[Identity], known: Mapping[Identity, Gathered], done: Mapping[Identity, list[Merge]]
) -> tuple[Merge, ...]:
    found = {merge for one in group for merge in done.get(one, ())}
    for one in group:
        names = sorted(known[one].names)
        where = f" in {scope_name(one.scope)}" if one.scope else ""
        if len(known[one].members) > 1:
            found.add(Merge(names[0], names[-1], 1.0, f"same class and name{where}"))
    return tuple(sorted(found, key=lambda m: (m.left, m.right, m.reason)))


def _entity(
    key: str,
    name: str,
    group: Sequence[Identity],
    known: Mapping[Identity, Gathered],
    merges: tuple[Merge, ...],
    applied: Applied,
) -> ResolvedEntity:
    aliases: set[str] = set()
    for one in group:
        aliases |= known[one].aliases | set(known[one].names) | applied.aliases.get(one, set())
    code = next((known[one].code for one in group if known[one].code), "")
    division = divisions.by_code(code)
    members = tuple(sorted(m for one in group for m in known[one].members))
    return ResolvedEntity(
        key,
        name,
        group[0].label,
        tuple(sorted(aliases - {name})),
        code,
        division.lon if division else None,
        division.lat if division else None,
        any(known[one].private for one in group),
        members,
        merges,
    )


def _carry_out(
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
    done, left = _carry_out(proposals(known), clusters, known, applied)
    groups = {lead: sorted(group) for lead, group in clusters.groups().items()}
    names = {lead: _canonical(group, known, applied) for lead, group in groups.items()}
    keys = _keys(groups, names, known)
    entities = [
        _entity(keys[lead], names[lead], group, known, _merges(group, known, done), applied)
        for lead, group in groups.items()
    ]
    entities += official.added_places(entities)
    entities.sort(key=lambda e: e.key)
    of_member: dict[Member, str] = {member: e.key for e in entities for member in e.members}
    open_pairs = {
        Pair(min(a, b), max(a, b), p.score, p.reason)
        for p in left
        if (a := keys[clusters.find(p.left)]) != (b := keys[clusters.find(p.right)])
    }
    ranked = tuple(sorted(open_pairs, key=lambda p: (-p.score, p.left, p.right, p.reason)))
    extra = applied.statements(keys, clusters)
    return Resolution(tuple(entities), of_member, official.statements(entities) + extra, ranked)
