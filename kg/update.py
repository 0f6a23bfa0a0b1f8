"""A graph folder and what is to come or go in, the updated graph out, in one transaction.

What the graph was made of is kept beside it, so only new documents are read; identities are settled
anew over all of them, so that adding one by one gives the same graph as building at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.build import BuildOptions, Summary
from kg.documents import Skipped, read, reprints
from kg.engines.local import extracted
from kg.errors import NoSuchName
from kg.graph.kept import kept
from kg.graph.write import write_graph
from kg.records import Article, Extraction
from kg.resolution import Resolution, load_judgements, load_terms, resolve


def write_settled(folder: Path, extractions: Sequence[Extraction], resolution: Resolution) -> Summary:
    """Replace the graph in `folder` by that of `extractions`, identities as in `resolution`."""
    write_graph(folder, extractions, resolution)
    summary = Summary(classes=dict(Counter(entity.label.value for entity in resolution.entities)))
    for each in extractions:
        summary.count(each)
    return summary


def _write(folder: Path, extractions: Sequence[Extraction], lexicon: Path | None) -> Summary:
    terms = load_terms(lexicon) if lexicon else ()
    resolution = resolve(extractions, load_judgements(folder / "judgements.jsonl"), terms)
    return write_settled(folder, extractions, resolution)


def add(sources: Iterable[str | Path], folder: Path, options: BuildOptions | None = None) -> Summary:
    """Read `sources` into the graph in `folder`; a document that it holds already is replaced.

    The summary counts the whole graph; `skipped` names what could not be read. Raises NotAGraph, GraphBusy
    and Unwritable; the old graph stays then.
    """
    options = options or BuildOptions()
    known = {each.article: each for each in kept(folder)}
    skipped: list[Skipped] = []
    fresh: list[Article] = []
    for each in read(sources, options.reading):
        if isinstance(each, Skipped):
            skipped.append(each)
        else:
            fresh.append(each)
    replaced = {article.identifier for article in fresh}
    articles = reprints([*fresh, *(a for a in known if a.identifier not in replaced)])
    for found in extracted([a for a in articles if a not in known], folder, options.jobs):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            known[found.article] = found
    summary = _write(folder, [known[a] for a in articles if a in known], options.lexicon)
    summary.skipped = skipped
    return summary


def remove(documents: Iterable[str], folder: Path, lexicon: Path | None = None) -> Summary:
    """Take documents, named by their identifiers, out of the graph in `folder`.

    Raises NoSuchName for one that it does not hold, besides what `add` raises.
    """
    held = {each.article.identifier: each for each in kept(folder)}
    for name in documents:
        if name not in held:
            some = ", ".join(sorted(held)[:5])
            raise NoSuchName(f"{folder} holds no document {name}; it holds {some} …")
        del held[name]
    return _write(folder, [held[name] for name in sorted(held)], lexicon)
