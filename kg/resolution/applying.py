"""Judgements and terms in, joins and separations of identities out, or an error that names the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import MalformedRule
from kg.records import Evidence, Label, Predicate, Statement, entity_id
from kg.resolution.clusters import Clusters
from kg.resolution.gathering import Gathered
from kg.resolution.identity import Identity, distinction, scope_name
from kg.resolution.records import Judgement, Merge, Term, Verdict

LEXICON = "lexicon"
_ORDER = {Verdict.DIFFERENT: 1, Verdict.SAME: 0, Verdict.UNSURE: 2, Verdict.RENAME: 3}


@dataclass(slots=True)
class Applied:
    """What a person's knowledge adds: names, aliases, reasons, pairs to leave open, parents and places."""

    names: dict[Identity, str] = field(default_factory=dict)
    aliases: dict[Identity, set[str]] = field(default_factory=dict)
    merges: list[tuple[Identity, Merge]] = field(default_factory=list)
    unsure: set[frozenset[Identity]] = field(default_factory=set)
    facts: list[tuple[Identity, Predicate, Identity, Term]] = field(default_factory=list)

    def statements(self, keys: Mapping[Identity, str], clusters: Clusters[Identity]) -> tuple[Statement, ...]:
        """Parents and places that the lexicon gives, with its line as evidence."""
        found = []
        for one, predicate, other, term in self.facts:
            evidence = Evidence(LEXICON, 0, 0, f"{term.canonical} {predicate.value}", LEXICON)
            found.append(
                Statement(keys[clusters.find(one)], predicate, keys[clusters.find(other)], (evidence,))
            )
        return tuple(sorted(set(found), key=lambda s: (s.subject, s.predicate, s.object)))


def references(judgements: Sequence[Judgement]) -> frozenset[str]:
    """References to one document's entity ("UNIT/市公安局@a.txt") among the judgements."""
    return frozenset(ref for j in judgements for ref in (j.left, j.right) if "/" in ref and "@" in ref)


def _index(known: Mapping[Identity, Gathered]) -> dict[str, list[Identity]]:
    found: dict[str, set[Identity]] = defaultdict(set)
    for one, gathered in known.items():
        where = distinction(one, gathered.code)
        for name in gathered.names:
            for form in (name, f"{name}（{where}）"):
                found[form].add(one)
                found[entity_id(one.label, form)].add(one)
        for document, member in gathered.members:
            found[f"{member}@{document}"].add(one)
            found[entity_id(one.label, f"{member.partition('/')[2]}（{document}）")].add(one)
    return {form: sorted(ones) for form, ones in found.items()}


def _named(ref: str, index: Mapping[str, list[Identity]], where: str) -> Identity:
    found = index.get(ref, [])
    if not found:
        raise MalformedRule(f"{where}: no entity is called {ref!r}; give its key as `kg explain` shows it")
    if len(found) > 1:
        options = ", ".join(
            sorted(f"{one.label.value} in {scope_name(one.scope) or 'any place'}" for one in found)
        )
        raise MalformedRule(f"{where}: {ref!r} names several entities ({options}); add the place in （）")
    return found[0]


def apply_judgements(
    judgements: Sequence[Judgement],
    known: Mapping[Identity, Gathered],
    clusters: Clusters[Identity],
    applied: Applied,
) -> None:
    """Join and keep apart as judged, whatever the order of the lines."""
    if not judgements:
        return
    index = _index(known)
    renames = sorted(
        (j for j in judgements if j.verdict == Verdict.RENAME), key=lambda j: (j.when, j.left, j.right)
    )
    for j in renames:
        left = _named(j.left, index, j.where)
        applied.names[left] = j.right
        index[j.right] = index[entity_id(left.label, j.right)] = [left]
    for ref in sorted(references(judgements)):
        _rejoin(ref, judgements, known, index, clusters)
    for j in sorted(judgements, key=lambda j: (_ORDER[j.verdict], j.left, j.right, j.when)):
        if j.verdict == Verdict.RENAME:
            continue
        left = _named(j.left, index, j.where)
        right = _named(j.right, index, j.where)
        if j.verdict == Verdict.SAME:
            if left.label != right.label:
                raise MalformedRule(
                    f"{j.where}: {j.left} and {j.right} are of different classes and can't be one"
                )
            if (known[left].private or known[right].private) and left != right:
                raise MalformedRule(f"{j.where}: private people are never joined over documents")
            clusters.join(left, right)
            reason = f"judgement {j.who} {j.when}: {j.why}"
            applied.merges.append((left, Merge(known[left].name, known[right].name, 1.0, reason)))
        elif j.verdict == Verdict.UNSURE:
            applied.unsure.add(frozenset((left, right)))
        elif not clusters.keep_apart(left, right):
            raise MalformedRule(
                f"{j.where}: {j.left} and {j.right} are different here but the same by other lines"
            )


def _rejoin(
    ref: str,
    judgements: Sequence[Judgement],
    known: Mapping[Identity, Gathered],
    index: Mapping[str, list[Identity]],
    clusters: Clusters[Identity],
) -> None:
    """A document's entity that is judged on its own stays with its namesakes unless judged different."""
    for j in judgements:
        if ref in (j.left, j.right) and j.verdict != Verdict.DIFFERENT and index.get(ref):
            one = index[ref][0]
            rest = Identity(one.label, one.form, one.scope.rpartition("@")[0])
            if rest in known:
                clusters.join(rest, one)


def apply_terms(
    terms: Sequence[Term], known: Mapping[Identity, Gathered], clusters: Clusters[Identity], applied: Applied
) -> None:
    """Join all that a term's names mean, call it by its canonical name, and note its parent and place."""
    if not terms:
        return
    index: dict[tuple[Label, str], list[Identity]] = defaultdict(list)
    for one in sorted(known):
        for name in known[one].names:
            index[one.label, name].append(one)
    for term in sorted(terms, key=lambda t: (t.label, t.canonical, t.name)):
        ones = _term_members(term, index, known)
        for one in ones:
            if clusters.join(ones[0], one) and one != ones[0]:
                reason = f"lexicon {term.where}"
                applied.merges.append((ones[0], Merge(known[ones[0]].name, known[one].name, 1.0, reason)))
        if ones:
            applied.names[ones[0]] = term.canonical
            applied.aliases.setdefault(ones[0], set()).update({term.name, *term.aliases})
            _note_place(term, ones[0], index, applied)


def _term_members(
    term: Term, index: Mapping[tuple[Label, str], list[Identity]], known: Mapping[Identity, Gathered]
) -> list[Identity]:
    found = {
        one
        for form in (term.canonical, term.name, *term.aliases)
        for one in index.get((term.label, form), ())
        if not known[one].private
    }
    return sorted(found)


def _note_place(
    term: Term, one: Identity, index: Mapping[tuple[Label, str], list[Identity]], applied: Applied
) -> None:
    for name, predicate, labels in (
        (term.parent, Predicate.PART_OF, tuple(Label)),
        (term.place, Predicate.LOCATED_IN, (Label.PLACE,)),
    ):
        if name:
            targets = [other for label in labels for other in index.get((label, name), ())]
            applied.facts += [(one, predicate, other, term) for other in targets[:1] if other != one]
