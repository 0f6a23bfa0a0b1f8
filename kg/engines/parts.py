"""What a step made of one batch in, a file of the shared folder out, and back: Parquet parts, N-Quads parts.

    parts/<run>/files/NAME.json          the files of a batch
    parts/<run>/articles/NAME.parquet    its articles with their sketches, and what could not be read
    parts/<run>/plans/NAME.json          which of them are reprints, where any is
    parts/<run>/extractions/NAME.parquet
    parts/<run>/identities/NAME.json     which thing each of their entities is
    parts/<run>/quads/NAME.nq
    parts/<run>/ledgers/…                what is being worked on

NAME is the batch's number and a hash of what the part was made from; <run> is a hash of the rules and of the
options. A part that is there is never made again, so that a restarted build goes on from what is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.documents import Skipped
from kg.documents.sketches import Sketch
from kg.engines.extras import spark_module
from kg.errors import Unwritable, WorkerLost
from kg.records import Article, Extraction
from kg.serial import dump_extraction, from_json, load_extraction, to_json

ROWS = 1000  # rows of a part that are in memory at a time


def digest_of(value: Any) -> str:
    """16 hexadecimal digits of the SHA-256 of plain values."""
    return hashlib.sha256(encoded(value)).hexdigest()[:16]


@dataclass(frozen=True)
class Parts:
    """The parts of one run below a folder that the driver and every worker see."""

    root: Path

    def path(self, step: str, name: str, ending: str = "parquet") -> Path:
        """Where the part `name` of a step stands."""
        return self.root / step / f"{name}.{ending}"

    def write(self, path: Path, content: bytes) -> None:
        """Write a part whole or not at all; Unwritable where the folder does not let us."""
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as error:
            raise Unwritable(f"{path.parent} cannot be written ({error.strerror}) from a worker") from None

    def write_json(self, path: Path, value: Any) -> None:
        """Write plain values as one JSON file."""
        self.write(path, encoded(value))

    def read_json(self, path: Path) -> Any:
        """The values of a JSON file."""
        return json.loads(self.read(path).decode("utf-8", "surrogatepass"))

    def read(self, path: Path) -> bytes:
        """The bytes of a part; WorkerLost where it is not there, though a worker said so."""
        try:
            return path.read_bytes()
        except OSError:
            raise WorkerLost(
                f"{path} is not there; the graph folder must be on a store that all workers share"
            ) from None

    def write_table(self, path: Path, columns: dict[str, list[Any]]) -> None:
        """Write columns of one length as Parquet."""
        arrow, parquet = spark_module("pyarrow"), spark_module("pyarrow.parquet")
        sink = arrow.BufferOutputStream()
        parquet.write_table(arrow.table(columns), sink, compression="zstd", row_group_size=ROWS)
        self.write(path, sink.getvalue().to_pybytes())

    def rows(self, path: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
        """Rows of a Parquet part, some columns of them, a thousand in memory at a time."""
        arrow, parquet = spark_module("pyarrow"), spark_module("pyarrow.parquet")
        with parquet.ParquetFile(arrow.BufferReader(self.read(path))) as table:
            for batch in table.iter_batches(ROWS, columns=columns):
                yield from batch.to_pylist()

    def write_articles(self, name: str, rows: Iterable[tuple[Article, Sketch] | Skipped]) -> None:
        """Write what a batch of files held."""
        names = ("identifier", "skipped", "letters", "values", "article")
        columns: dict[str, list[Any]] = {name: [] for name in names}
        for row in rows:
            if isinstance(row, Skipped):
                values: tuple[Any, ...] = (row.identifier, row.reason, b"", b"", b"")
            else:
                article, sketch = row
                values = (article.identifier, "", sketch.letters, sketch.values, encoded(to_json(article)))
            for column, value in zip(columns.values(), values, strict=True):
                column.append(value)
        self.write_table(self.path("articles", name), columns)

    def sketches(self, name: str) -> Iterator[Sketch | Skipped]:
        """Sketches of a batch's articles, and what could not be read."""
        for row in self.rows(self.path("articles", name), ["identifier", "skipped", "letters", "values"]):
            if row["skipped"]:
                yield Skipped(row["identifier"], row["skipped"])
            else:
                yield Sketch(row["identifier"], row["letters"], row["values"])

    def articles(self, name: str) -> Iterator[Article]:
        """A batch's articles."""
        for row in self.rows(self.path("articles", name), ["article"]):
            if row["article"]:
                yield article_from(json.loads(row["article"].decode("utf-8", "surrogatepass")))

    def write_extractions(self, name: str, found: Iterable[Extraction | Skipped]) -> None:
        """Write what was read from a batch of articles."""
        columns: dict[str, list[Any]] = {"identifier": [], "skipped": [], "extraction": []}
        for each in found:
            if isinstance(each, Skipped):
                row = (each.identifier, each.reason, b"")
            else:
                line = dump_extraction(each).encode("utf-8", "surrogatepass")
                row = (each.article.identifier, "", line)
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
        self.write_table(self.path("extractions", name), columns)

    def extractions(self, name: str) -> Iterator[Extraction | Skipped]:
        """What was read from a batch of articles."""
        for row in self.rows(self.path("extractions", name), ["identifier", "skipped", "extraction"]):
            if row["skipped"]:
                yield Skipped(row["identifier"], row["skipped"])
            else:
                yield load_extraction(row["extraction"].decode("utf-8", "surrogatepass"))


def encoded(value: Any) -> bytes:
    """Plain values as the bytes of one JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def article_from(value: Any) -> Article:
    """The article of its JSON values."""
    article: Article = from_json(Article, value)
    return article
