"""Identities that are one thing in, its canonical name, key, reasons and entity out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.lexicon import divisions
from kg.records import Label, entity_id
from kg.resolution.applying import Applied
from kg.resolution.gathering import Gathered
from kg.resolution.identity import Identity, distinction, scope_name
from kg.resolution.records import Member, Merge, ResolvedEntity

Known = Mapping[Identity, Gathered]
Group = Sequence[Identity]


def canonical(group: Group, known: Known, applied: Applied) -> str:
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


def distinction_of(group: Group, known: Known) -> str:
    """What tells a thing from its namesakes, the first that any of its identities has."""
    return next((extra for one in group if (extra := distinction(one, known[one].code))), "")


def is_private(group: Group, known: Known) -> bool:
    """Whether some document takes the thing for a private person."""
    return any(known[one].private for one in group)


def _none(label: Label, name: str) -> int:
    return 0


def keys_of(
    groups: Mapping[Identity, Group],
    names: Mapping[Identity, str],
    known: Known,
    others: Callable[[Label, str], int] = _none,
) -> dict[Identity, str]:
    """A key for each group: class and name, told apart from namesakes, and always for private people.

    `others` says how many namesakes of a class and name there are besides `groups`.
    """
    shared: dict[tuple[Label, str], list[Identity]] = defaultdict(list)
    for lead in groups:
        shared[lead.label, names[lead]].append(lead)
    keys: dict[Identity, str] = {}
    for (label, name), leads in sorted(shared.items()):
        used: set[str] = set()
        several = len(leads) + others(label, name) > 1
        for lead in sorted(leads):
            group = groups[lead]
            extra = distinction_of(group, known) if several or is_private(group, known) else ""
            key = entity_id(label, f"{name}（{extra}）" if extra else name)
            if key in used:
                key = entity_id(label, f"{name}（{_first_document(group, known)}）")
            used.add(key)
            keys[lead] = key
    return keys


def _first_document(group: Group, known: Known) -> str:
    return min(min(known[one].members) for one in group)[0]


def merges_of(group: Group, known: Known, done: Mapping[Identity, list[Merge]]) -> tuple[Merge, ...]:
    """Why the members of a group are one thing, sorted."""
    found = {merge for one in group for merge in done.get(one, ())}
    for one in group:
        names = sorted(known[one].names)
        where = f" in {scope_name(one.scope)}" if one.scope else ""
        if known[one].size > 1:
            found.add(Merge(names[0], names[-1], 1.0, f"same class and name{where}"))
    return tuple(sorted(found, key=lambda m: (m.left, m.right, m.reason)))


def entity_of(
    key: str,
    name: str,
    group: Group,
    known: Known,
    merges: tuple[Merge, ...],
    applied: Applied,
    members: Iterable[Member],
) -> ResolvedEntity:
    """The entity that a group is."""
    aliases: set[str] = set()
    for one in group:
        aliases.update(known[one].aliases, known[one].names, applied.aliases.get(one, ()))
    code = next((known[one].code for one in group if known[one].code), "")
    division = divisions.by_code(code)
    return ResolvedEntity(
        key,
        name,
        group[0].label,
        tuple(sorted(aliases - {name})),
        code,
        division.lon if division else None,
        division.lat if division else None,
        is_private(group, known),
        tuple(sorted(members)),
        merges,
    )
