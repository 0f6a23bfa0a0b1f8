"""A graph folder and what is to come or go in, the updated graph out, in one transaction.

What the graph was made of is kept beside it, so only new documents are read; adding one by one gives the
same graph as building at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.build import BuildOptions, Summary
from kg.documents import Skipped, read, reprints
from kg.engines.local import extracted
from kg.errors import NoSuchName
from kg.graph.folder import current_generation, writer
from kg.graph.kept import kept_in, names_kept
from kg.graph.notes import Notes
from kg.growing import grow
from kg.noting import alike
from kg.records import Article, Extraction
from kg.resolution import load_judgements, load_terms


def _written(
    folder: Path, notes: Notes, gone: set[str], come: Sequence[Extraction], lexicon: Path | None
) -> Summary:
    terms = load_terms(lexicon) if lexicon else ()
    return grow(folder, notes, gone, come, load_judgements(folder / "judgements.jsonl"), terms)


def _held(notes: Notes, names: Iterable[str]) -> dict[str, Extraction]:
    """Those of the named documents that the graph holds."""
    held = (name for name in sorted(names) if notes.values("extraction", name, 1))
    return {name: kept_in(notes, name) for name in held}


def add(sources: Iterable[str | Path], folder: Path, options: BuildOptions | None = None) -> Summary:
    """Read `sources` into the graph in `folder`; a document that it holds already is replaced.

    The summary counts the whole graph; `skipped` names what could not be read, `reprints` what is the same
    text as another. Raises NotAGraph, GraphBusy and Unwritable; the old graph stays then.
    """
    options = options or BuildOptions()
    current_generation(folder)
    with writer(folder):
        notes = Notes.reading(current_generation(folder))
        found = list(read(sources, options.reading))
        skipped = [each for each in found if isinstance(each, Skipped)]
        fresh = [each for each in found if not isinstance(each, Skipped)]
        own = {article.identifier for article in fresh}
        held = _held(notes, own.union(*(alike(notes, article) for article in fresh)))
        articles = reprints([*fresh, *(held[name].article for name in held if name not in own)])
        come, missed = _come(articles, held, folder, options.jobs)
        gone = {name for name in held if name not in {article.identifier for article in articles}}
        gone |= {each.identifier for each in missed if each.identifier in held}
        gone |= {each.article.identifier for each in come} & held.keys()
        summary = _written(folder, notes, gone, come, options.lexicon)
    summary.skipped = [*skipped, *missed]
    summary.reprints = _left_out(articles, own)
    return summary


def _left_out(articles: Iterable[Article], own: set[str]) -> dict[str, tuple[str, ...]]:
    """Of each article that was kept its reprints: those that came (`own`), or all where it came itself."""
    left = {
        each.identifier: tuple(name for name in each.sources if name in own or each.identifier in own)
        for each in articles
    }
    return {kept: others for kept, others in left.items() if others}


def _come(
    articles: Sequence[Article], held: dict[str, Extraction], folder: Path, jobs: int
) -> tuple[list[Extraction], list[Skipped]]:
    """What is read of articles that are new or other than those held, and what cannot be read."""
    other = [a for a in articles if a.identifier not in held or held[a.identifier].article != a]
    come: list[Extraction] = []
    missed: list[Skipped] = []
    for found in extracted(other, folder, jobs):
        if isinstance(found, Skipped):
            missed.append(found)
        else:
            come.append(found)
    return come, missed


def remove(documents: Iterable[str], folder: Path, lexicon: Path | None = None) -> Summary:
    """Take documents, named by their identifiers, out of the graph in `folder`.

    Raises NoSuchName for one that it does not hold, besides what `add` raises.
    """
    current_generation(folder)
    with writer(folder):
        notes = Notes.reading(current_generation(folder))
        gone = set(documents)
        for name in sorted(gone):
            if not notes.values("extraction", name, 1):
                some = ", ".join(names_kept(notes)[:5])
                raise NoSuchName(f"{folder} holds no document {name}; it holds {some} …")
        return _written(folder, notes, gone, (), lexicon)
