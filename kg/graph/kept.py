"""Extractions in, one compressed file beside the store out, and back: what a graph was made of.

With it a document can be added or taken out without the sources of the others, and a graph can be made
anew by newer rules, since an extraction holds its article whole.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path

from kg.errors import NotAGraph
from kg.graph.folder import current_generation
from kg.records import Extraction
from kg.serial import dump_extraction, load_extraction

FILE = "extractions.jsonl.gz"


def keep(extractions: Iterable[Extraction], generation: Path) -> None:
    """Write extractions into a generation, in the order in which they come."""
    with (
        (generation / FILE).open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        TextIOWrapper(packed, "utf-8", errors="surrogatepass", newline="\n") as out,
    ):
        out.writelines(f"{dump_extraction(each)}\n" for each in extractions)


def kept(folder: Path | str) -> Iterator[Extraction]:
    """The extractions of the current graph; NotAGraph where they cannot be read."""
    path = current_generation(Path(folder)) / FILE
    try:
        with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
            for line in lines:
                yield load_extraction(line)
    except (OSError, EOFError, ValueError) as error:
        raise NotAGraph(f"{path} cannot be read ({error}); build the graph again from its sources") from None
