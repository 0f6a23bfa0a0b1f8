"""Sources in, a graph folder out: the only file that composes the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from kg.annotation.corrections import Correction, corrected, load_corrections
from kg.documents import ReadOptions, Skipped, read, reprints
from kg.entities import link
from kg.facts import observations, statements
from kg.graph.cache import Cache
from kg.mentions import find_mentions
from kg.records import Article, Entity, Extraction, Label, Mention, Observation, Predicate, Statement
from kg.rules import rules_version
from kg.spool import Spool

BATCH = 64  # articles read by the model at a time; more gains no speed and costs memory


@dataclass(frozen=True)
class BuildOptions:
    """How to build: reading options, number of worker processes, a lexicon and judgements of the user."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    lexicon: Path | None = None


def _named(entity: str) -> Entity:
    label, _, name = entity.partition("/")
    return Entity(Label(label), name, origin="facts/implied")


def complete(
    entities: Sequence[Entity], said: Sequence[Statement], measured: Sequence[Observation]
) -> tuple[Entity, ...]:
    """Add to `entities` those that facts name and no mention does (a parent spelled out by a chain)."""
    cited = {s.subject for s in said} | {s.object for s in said if s.predicate != Predicate.STARTED}
    for o in measured:
        cited |= {i for i in (o.about, o.rank_scope, o.attributed_to) if i}
    missing = cited - {e.id for e in entities}
    return tuple(sorted([*entities, *map(_named, missing)], key=lambda e: e.id))


def _facts(article: Article, mentions: tuple[Mention, ...]) -> Extraction:
    entities = link(article, mentions)
    said = statements(article, mentions, entities)
    measured = observations(article, mentions, entities)
    return Extraction(article, mentions, complete(entities, said, measured), said, measured)


Corrections = Mapping[str, Correction]  # by document


def _mentions(articles: Sequence[Article], corrections: Corrections) -> Iterator[tuple[Mention, ...]]:
    """The mentions of each article: a person's where there is a correction, else those found now."""
    told = [corrected(article, corrections.get(article.identifier)) for article in articles]
    found = iter(find_mentions([a for a, known in zip(articles, told, strict=True) if known is None]))
    for known in told:
        yield next(found) if known is None else known


def extract(articles: Sequence[Article], corrections: Corrections = MappingProxyType({})) -> list[Extraction]:
    """Read a batch of articles; each Extraction depends on its own article and correction alone."""
    return [
        _facts(article, found)
        for article, found in zip(articles, _mentions(articles, corrections), strict=True)
    ]


def batched(articles: Iterable[Article], size: int = BATCH) -> Iterator[list[Article]]:
    """Cut a stream of articles into lists of `size`."""
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch


@dataclass
class Summary:
    """What a build did; `classes` counts entities by class name, `skipped` says what was left out."""

    documents: int = 0
    mentions: int = 0
    statements: int = 0
    observations: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def count(self, extraction: Extraction) -> None:
        """Add one document to the totals."""
        self.documents += 1
        self.mentions += len(extraction.mentions)
        self.observations += len(extraction.observations)
        self.statements += len(extraction.statements)

    def counts(self) -> dict[str, int]:
        """The totals by name."""
        return {
            "documents": self.documents,
            "mentions": self.mentions,
            "statements": self.statements,
            "observations": self.observations,
        }


def readable(
    sources: Iterable[str | Path], options: ReadOptions, skipped: list[Skipped]
) -> Iterator[Article]:
    """The articles of `sources`; what could not be read is added to `skipped`."""
    for each in read(sources, options):
        if isinstance(each, Skipped):
            skipped.append(each)
        else:
            yield each


def kept_or_extracted(
    cache: Cache, corrections: Corrections, articles: Sequence[Article]
) -> list[Extraction]:
    """The extraction of each article: from the cache where it is kept, else read now and kept.

    What a person corrected is read anew each time: there is little of it, and it changes.
    """
    known = [None if a.identifier in corrections else cache.get(a) for a in articles]
    fresh = iter(extract([a for a, k in zip(articles, known, strict=True) if k is None], corrections))
    found = []
    for each in known:
        if each is None:
            each = next(fresh)
            if each.article.identifier not in corrections:
                cache.put(each)
        found.append(each)
    return found


def extracted(articles: Iterable[Article], folder: Path, jobs: int) -> Iterator[Extraction]:
    """The extraction of each article, in order, from the cache or read now in `jobs` processes."""
    work = partial(kept_or_extracted, Cache(folder, rules_version()), load_corrections(folder))
    if jobs == 1:
        done: Iterator[list[Extraction]] = map(work, batched(articles))
    else:
        from kg.workers import in_order

        done = in_order(work, batched(articles), jobs)
    for batch in done:
        yield from batch


def _counted(
    extractions: Iterable[Extraction], summary: Summary, progress: Callable[[int], None] | None
) -> Iterator[Extraction]:
    for each in extractions:
        summary.count(each)
        if progress:
            progress(summary.documents)
        yield each


def build(
    sources: Iterable[str | Path],
    folder: Path,
    options: BuildOptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Read `sources` and replace the graph in `folder`; nothing is written when nothing could be read.

    `progress` is called with the number of documents read so far. Raises GraphBusy and Unwritable.
    """
    from kg.graph.write import write_graph
    from kg.resolution import load_judgements, load_terms, resolve

    options = options or BuildOptions()
    lexicon = load_terms(options.lexicon) if options.lexicon else ()
    judgements = load_judgements(folder / "judgements.jsonl")
    summary = Summary()
    articles = reprints(readable(sources, options.reading, summary.skipped))
    with Spool(_counted(extracted(articles, folder, options.jobs), summary, progress)) as extractions:
        if extractions:
            resolution = resolve(extractions, judgements, lexicon)
            write_graph(folder, extractions, resolution)
            summary.classes = dict(Counter(entity.label.value for entity in resolution.entities))
    return summary
