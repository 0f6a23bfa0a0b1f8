"""A graph folder and documents that go and come in, the graph grown by them out.

Where notes tell how the graph was settled, only what the documents touch is settled and written anew;
else (a graph with judgements or a user's lexicon, or one of another version) the whole is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.build import Summary
from kg.graph.grown import Delta, Settled, grow_graph
from kg.graph.kept import kept_in, names_kept
from kg.graph.notes import BASIS, Notes
from kg.graph.renewing import NotedIdentity
from kg.graph.write import replace_graph
from kg.noting import TOTALS, basis, notes_of, sketch_rows, totals_of
from kg.records import Extraction
from kg.resolution import Judgement, Resolution, ResolvedEntity, Term, resolve
from kg.resolution.notes import noted_thing, parts_of
from kg.resolution.official import CHAIN, ORIGIN
from kg.resolution.records import Resettled
from kg.resolution.resettling import resettle


def write_settled(
    folder: Path,
    extractions: Sequence[Extraction],
    resolution: Resolution,
    judgements: Sequence[Judgement],
    lexicon: Sequence[Term] = (),
) -> Summary:
    """Replace the graph in `folder`, whose writing place the caller holds, by that of `extractions`."""
    summary = Summary(classes=dict(Counter(entity.label.value for entity in resolution.entities)))
    for each in extractions:
        summary.count(each)
    rows = notes_of(extractions, resolution, judgements, lexicon, summary)
    replace_graph(folder, extractions, resolution, noted=rows)
    return summary


def _identity(notes: Notes) -> NotedIdentity:
    keys: dict[str, dict[str, str]] = {}

    def key(document: str, local: str) -> str | None:
        if document not in keys:
            rows = map(parts_of, notes.values("document", document))
            keys[document] = {name: notes.values("key", one)[0] for name, one in rows}
        return keys[document].get(local)

    def thing(key: str) -> ResolvedEntity | None:
        found = noted_thing(notes, key)
        return found[0] if found else None

    return NotedIdentity(key, thing)


def noted_summary(notes: Notes) -> Summary:
    """The counts of the whole graph."""
    return Summary(**json.loads(notes.values(TOTALS, "")[0]))


def _count(notes: Notes, delta: Delta, change: Resettled) -> Summary:
    """Bring the counts up to date."""
    summary = noted_summary(notes)
    classes = Counter(summary.classes)
    classes.subtract(Counter(each.label.value for each in change.old.values()))
    classes.update(Counter(each.label.value for each in change.new.values()))
    summary.classes = dict(+classes)
    for each in delta.gone:
        summary.count(each, -1)
    for each in delta.come:
        summary.count(each)
    notes.renew(TOTALS, "", [json.dumps(totals_of(summary), sort_keys=True)])
    return summary


def _sketch(notes: Notes, delta: Delta) -> None:
    old = {row for each in delta.gone for row in sketch_rows(each.article)}
    new = {row for each in delta.come for row in sketch_rows(each.article)}
    for row in old - new:
        notes.drop(row)
    for row in new - old:
        notes.put(row)


def grow(
    folder: Path,
    notes: Notes,
    gone: Iterable[str],
    come: Sequence[Extraction],
    judgements: Sequence[Judgement],
    lexicon: Sequence[Term],
) -> Summary:
    """Take documents out of the graph in `folder`, whose writing place the caller holds, and others in.

    `notes` are those of the current generation.
    """
    if not judgements and not lexicon and notes.values(BASIS, "") == [basis(judgements, lexicon)]:
        return _grow(folder, Delta([kept_in(notes, name) for name in sorted(gone)], come))
    left = [kept_in(notes, name) for name in sorted(set(names_kept(notes)) - set(gone))]
    known = sorted([*left, *come], key=lambda each: each.article.identifier)
    return write_settled(folder, known, resolve(known, judgements, lexicon), judgements, lexicon)


def _grow(folder: Path, delta: Delta) -> Summary:
    told: list[Summary] = []

    def settle(notes: Notes) -> Settled:
        change = resettle(notes, delta.gone, delta.come, lambda name: kept_in(notes, name))
        _sketch(notes, delta)
        told.append(_count(notes, delta, change))
        return Settled(change, _identity(notes), told[0].documents, (ORIGIN, CHAIN))

    grow_graph(folder, delta, settle)
    return told[0]
