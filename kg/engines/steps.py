"""A run and the name of a batch in, one part of the run out: what a cluster's tasks do.

Each step is a function of its batch alone, leaves a part that is there as it is, and may be run twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.annotation.corrections import Correction
from kg.documents import ReadOptions, Skipped
from kg.documents.files import Found
from kg.documents.sketches import Sketch, sketch_of
from kg.engines.batch import Ledger, guarded, read_files
from kg.engines.parts import Parts, article_from
from kg.extraction import extract
from kg.graph.identity import AsRead, Identity, Named
from kg.graph.quads import document_text
from kg.records import Article, Extraction, Label


@dataclass(frozen=True)
class Run:
    """What all tasks of a build know."""

    parts: Parts
    options: ReadOptions
    corrections: dict[str, Correction]

    def ledger(self, step: str, name: str) -> Ledger:
        """Where a task notes what it is working on."""
        path = self.parts.path("ledgers", f"{step}-{name}", "txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        return Ledger(path)


def _sketched(options: ReadOptions, files: Sequence[Found]) -> list[tuple[Article, Sketch] | Skipped]:
    return [
        each if isinstance(each, Skipped) else (each, sketch_of(each)) for each in read_files(options, files)
    ]


def articles_step(run: Run, name: str) -> None:
    """Read the files of a batch."""
    if run.parts.path("articles", name).exists():
        return
    rows = run.parts.read_json(run.parts.path("files", name, "json"))
    files = [Found(identifier, Path(path), folder) for identifier, path, folder in rows]
    work = partial(_sketched, run.options)
    run.parts.write_articles(
        name, guarded(work, files, lambda found: found.identifier, run.ledger("articles", name))
    )


def _once(run: Run, batch: str, plan: str) -> Iterator[Article]:
    """The articles of a batch without its reprints, as the plan says."""
    told = run.parts.read_json(run.parts.path("plans", plan, "json"))
    kept = {name: article_from(value) for name, value in told["kept"].items()}
    dropped = set(told["dropped"])
    for article in run.parts.articles(batch):
        if article.identifier not in dropped:
            yield kept.get(article.identifier, article)


def extractions_step(run: Run, name: str) -> None:
    """Read the articles of a batch; `name` is that of its plan."""
    if run.parts.path("extractions", name).exists():
        return
    articles = list(_once(run, name.rpartition("-")[0], name))
    work = partial(extract, corrections=run.corrections)
    found = guarded(work, articles, lambda article: article.identifier, run.ledger("extractions", name))
    run.parts.write_extractions(name, found)


def _identity(rows: Iterable[tuple[str, str, str, str, bool]]) -> Identity:
    things, keys = {}, {}
    for document, local, key, name, private in rows:
        keys[document, local] = key
        things[key] = Named(key, name, Label(key.partition("/")[0]), private=private)
    return Identity(AsRead(tuple(things.values()), keys))


def quads_step(run: Run, name: str) -> None:
    """Write the named graphs of a batch's documents; `name` is that of its identities."""
    path = run.parts.path("quads", name, "nq")
    if path.exists():
        return
    identity = _identity(run.parts.read_json(run.parts.path("identities", name, "json")))
    found = run.parts.extractions(name.rpartition("-")[0])
    texts = (document_text(each, identity) for each in found if isinstance(each, Extraction))
    run.parts.write(path, b"".join(texts))


STEPS = {"articles": articles_step, "extractions": extractions_step, "quads": quads_step}
