"""Sources in, a graph folder out: the only file that composes the stages over all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kg.documents import ReadOptions, Skipped
from kg.documents.files import Found, files_of
from kg.engines.local import LocalEngine
from kg.records import Extraction
from kg.resolution import Judgement, Resolution, Term, load_judgements, load_terms, resolve
from kg.spool import Spool
from kg.workers import few_collections, several_cores


class Engine(Protocol):
    """What reads documents somewhere, the same everywhere."""

    def extractions(
        self, files: Sequence[Found | Skipped], options: ReadOptions
    ) -> Iterator[Extraction | Skipped]:
        """What each text among `files` says, reprints once, and what could not be read."""
        ...

    def quads(self, resolution: Resolution) -> Iterator[bytes] | None:
        """The graphs of the documents last read as N-Quads, where the engine makes them itself."""
        ...


@dataclass(frozen=True)
class BuildOptions:
    """How to build: reading options, worker processes, a lexicon of the user, a Spark master instead."""

    reading: ReadOptions = field(default_factory=ReadOptions)
    jobs: int = 1
    lexicon: Path | None = None
    spark: str = ""


@dataclass
class Summary:
    """What a build did; `classes` counts entities by class name, `skipped` says what was left out.

    `reprints` names, for each document that was kept, those left out as the same text.
    """

    documents: int = 0
    mentions: int = 0
    statements: int = 0
    observations: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    reprints: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, extraction: Extraction, by: int = 1) -> None:
        """Add one document to the totals, or with -1 take it off."""
        self.documents += by
        self.mentions += by * len(extraction.mentions)
        self.observations += by * len(extraction.observations)
        self.statements += by * len(extraction.statements)

    def counts(self) -> dict[str, int]:
        """The totals by name."""
        return {
            "documents": self.documents,
            "mentions": self.mentions,
            "statements": self.statements,
            "observations": self.observations,
        }


def engine_of(folder: Path, options: BuildOptions) -> AbstractContextManager[Engine]:
    """The engine that `options` ask for, to be held while it works."""
    if options.spark:
        from kg.engines.spark import spark_engine

        return spark_engine(folder, options.spark)
    return nullcontext(LocalEngine(folder, options.jobs))


def _counted(
    found: Iterable[Extraction | Skipped], summary: Summary, progress: Callable[[int], None] | None
) -> Iterator[Extraction]:
    for each in found:
        if isinstance(each, Skipped):
            summary.skipped.append(each)
            continue
        summary.count(each)
        if each.article.sources:
            summary.reprints[each.article.identifier] = each.article.sources
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

    `progress` is called with the number of documents read so far. Raises GraphBusy, Unwritable and
    WorkerLost.
    """
    options = options or BuildOptions()
    lexicon = load_terms(options.lexicon) if options.lexicon else ()
    judgements = load_judgements(folder / "judgements.jsonl")
    with few_collections(), several_cores(options.jobs), engine_of(folder, options) as engine:
        return compose(engine, files_of(sources), folder, options.reading, judgements, lexicon, progress)


def compose(
    engine: Engine,
    files: Sequence[Found | Skipped],
    folder: Path,
    reading: ReadOptions,
    judgements: Sequence[Judgement] = (),
    lexicon: Sequence[Term] = (),
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Read `files` by `engine`, settle who is who, and write the graph."""
    from kg.graph.write import write_graph
    from kg.noting import notes_of

    summary = Summary()
    with Spool(_counted(engine.extractions(files, reading), summary, progress)) as extractions:
        if extractions:
            resolution = resolve(extractions, judgements, lexicon)
            summary.classes = dict(Counter(entity.label.value for entity in resolution.entities))
            rows = notes_of(extractions, resolution, judgements, lexicon, summary)
            write_graph(folder, extractions, resolution, documents=engine.quads(resolution), noted=rows)
    summary.skipped.sort(key=lambda each: each.identifier)
    return summary
