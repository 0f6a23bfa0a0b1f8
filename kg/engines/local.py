"""Listed files in, extractions out, read on this machine in one process or several."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path

from kg.annotation.corrections import load_corrections
from kg.documents import ReadOptions, Skipped
from kg.documents.files import Found
from kg.documents.reader import articles_in
from kg.documents.reprints import find_reprints
from kg.documents.sketches import Sketches, sketch_of
from kg.engines.batch import Reading, load_networks
from kg.graph.cache import Cache
from kg.records import Article, Extraction
from kg.resolution import Resolution
from kg.rules import rules_version
from kg.spool import Spool
from kg.workers import Pool, begun, in_order

BATCH = 64  # articles read by the model at a time; more gains no speed and costs memory
LAST = 16  # articles of the last batches for several workers


def sizes(count: int, jobs: int) -> Iterator[int]:
    """Sizes of batches of so many articles: several workers get small ones last, and so end together."""
    while jobs > 1 and count > LAST:
        size = max(LAST, min(BATCH, count // (2 * jobs)))
        yield size
        count -= size
    yield from repeat(BATCH)


def batched(articles: Iterable[Article], sizes: Iterable[int]) -> Iterator[tuple[int, list[Article]]]:
    """Cut a stream of articles into numbered lists of these sizes."""
    stream = iter(articles)
    for number, size in enumerate(sizes):
        if not (batch := list(islice(stream, size))):
            break
        yield number, batch


def extracted(
    articles: Iterable[Article], folder: Path, jobs: int = 1, count: int = 0, pool: Pool | None = None
) -> Iterator[Extraction | Skipped]:
    """The extraction of each article, in order: from the cache of `folder`, or read now.

    `count` is how many there are, some; `pool` has workers begun already.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as ledgers:
        work = Reading(Cache(folder, rules_version()), load_corrections(folder), Path(ledgers))
        batches = batched(articles, sizes(count, jobs))
        for batch in map(work, batches) if jobs == 1 else in_order(work, batches, jobs, pool):
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

        def articles() -> Iterator[Article]:
            for each in articles_in(files, options):
                if isinstance(each, Skipped):
                    skipped.append(each)
                else:
                    yield each

        with (
            begun(self.jobs, load_networks) if self.jobs > 1 else nullcontext() as pool,
            Sketches() as sketches,
            Spool(articles(), lambda article: sketches.add(sketch_of(article))) as spool,
        ):
            yield from skipped
            found = find_reprints(sketches, spool.__getitem__)
            once = (kept for each in spool if (kept := found.once(each)) is not None)
            yield from extracted(once, self.folder, self.jobs, len(spool), pool)

    def quads(self, resolution: Resolution) -> Iterator[bytes] | None:
        """None: the graphs of documents are made while the graph is written."""
        return None
