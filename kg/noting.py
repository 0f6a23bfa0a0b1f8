"""A resolution and what it was made of in, the rows to note beside the graph out; and back what they tell.

With these notes `kg.growing` lets documents come and go without reading the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from kg.documents.sketches import BAND, PERMUTATIONS, sketch_of
from kg.graph.note_files import Row
from kg.graph.notes import BASIS, Notes
from kg.records import Article, Extraction
from kg.resolution import Judgement, Resolution, Term
from kg.resolution.noting import settled_rows
from kg.rules import settling_version

if TYPE_CHECKING:
    from kg.build import Summary

TOTALS, LETTERS, SKETCH = "totals", "letters", "band"
WIDTH = 4  # bytes of a value of a sketch


def basis(judgements: Sequence[Judgement], lexicon: Sequence[Term]) -> str:
    """What identities are settled by besides documents, as a hash; the same basis settles them alike."""
    told = ([asdict(each) | {"where": ""} for each in part] for part in (judgements, lexicon))
    text = json.dumps([settling_version(), *told], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def sketch_rows(article: Article) -> Iterator[Row]:
    """Rows by which an article is found that may be a reprint of this one, or this of it."""
    sketch = sketch_of(article)
    yield LETTERS, sketch.letters.hex(), article.identifier
    for at in range(0, PERMUTATIONS if sketch.values else 0, BAND):
        yield SKETCH, f"{at}:{sketch.values[at * WIDTH : (at + BAND) * WIDTH].hex()}", article.identifier


def alike(notes: Notes, article: Article) -> set[str]:
    """Identifiers of the documents that may be reprints of an article."""
    return {name for table, key, _ in sketch_rows(article) for name in notes.values(table, key)}


def notes_of(
    extractions: Iterable[Extraction],
    resolution: Resolution,
    judgements: Sequence[Judgement],
    lexicon: Sequence[Term],
    summary: Summary,
) -> Iterator[Row]:
    """All rows of a whole graph, but those that keep its extractions."""
    for each in extractions:
        yield from sketch_rows(each.article)
    yield TOTALS, "", json.dumps(totals_of(summary), sort_keys=True)
    if resolution.settled and not judgements and not lexicon:
        yield from settled_rows(resolution.settled, resolution.entities, extractions)
        yield BASIS, "", basis(judgements, lexicon)


def totals_of(summary: Summary) -> dict[str, object]:
    """The counts of a whole graph."""
    return summary.counts() | {"classes": dict(sorted(summary.classes.items()))}
