"""Listed files in, extractions out, read on this machine in one process or several."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.annotation.corrections import load_corrections
from kg.documents import ReadOptions, Skipped
from kg.documents.files import Found
from kg.documents.reader import articles_in
from kg.documents.reprints import find_reprints
from kg.documents.sketches import Sketches, sketch_of
from kg.engines.batch import Reading
from kg.graph.cache import Cache
from kg.records import Article, Extraction
from kg.resolution import Resolution
from kg.rules import rules_version
from kg.spool import Spool
from kg.workers import in_order, prepare

BATCH = 64  # articles read by the model at a time; more gains no speed and costs memory


def batched(articles: Iterable[Article], size: int = BATCH) -> Iterator[tuple[int, list[Article]]]:
    """Cut a stream of articles into numbered lists of `size`."""
    stream = iter(articles)
    number = 0
    while batch := list(islice(stream, size)):
        yield number, batch
        number += 1


def extracted(articles: Iterable[Article], folder: Path, jobs: int = 1) -> Iterator[Extraction | Skipped]:
    """The extraction of each article, in order: from the cache of `folder`, or read now."""
    with tempfile.TemporaryDirectory(prefix="kg-") as ledgers:
        work = Reading(Cache(folder, rules_version()), load_corrections(folder), Path(ledgers))
        done = map(work, batched(articles)) if jobs == 1 else in_order(work, batched(articles), jobs)
        for batch in done:
            yield from batch


@dataclass(frozen=True)
class LocalEngine:
    """Reads on this machine; `folder` holds the cache, from which a killed build goes on."""

    folder: Path
    jobs: int = 1

    def extractions(
        self, files: Sequence[Found | Skipped], options: ReadOptions
    ) -> Iterator[Extraction | Skipped]:
        """What each text among `files` says, and what could not be read."""
        skipped: list[Skipped] = []
        if self.jobs > 1:
            prepare()  # beside the reading of files

        def articles() -> Iterator[Article]:
            for each in articles_in(files, options):
                if isinstance(each, Skipped):
                    skipped.append(each)
                else:
                    yield each

        with (
            Sketches() as sketches,
            Spool(articles(), lambda article: sketches.add(sketch_of(article))) as spool,
        ):
            yield from skipped
            found = find_reprints(sketches, spool.__getitem__)
            once = (kept for each in spool if (kept := found.once(each)) is not None)
            yield from extracted(once, self.folder, self.jobs)

    def quads(self, resolution: Resolution) -> Iterator[bytes] | None:
        """None: the graphs of documents are made while the graph is written."""
        return None
