"""The look-up index of a generation in, its rows out: one large file and small ones with what came later.

`names.sqlite` is written with the whole graph. An update adds `names+N.sqlite`, which says of the entities
that it touched how they are now: it shadows their rows in the files before it. No file is changed once it
is written, so that generations share them by link. Where a file has grown to a quarter of the one before,
the two become one, so that there are few files and each row is written few times.
"""

from __future__ import annotations

import os
import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import NotAGraph
from kg.graph.folder import link

NUMBER = re.compile(r"\+(\d+)$")
PART = 128  # forms with a stretch that stand in one row
GROWN = 4  # a file stays beside the one before while it has less than this part of its entities
VERSION = 2  # of the tables
SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE entities (iri TEXT PRIMARY KEY, name TEXT, kind TEXT, private INTEGER, mentions INTEGER);
CREATE TABLE forms (form TEXT, how TEXT, name TEXT, iri TEXT);
CREATE TABLE grams (gram TEXT, part INTEGER, forms TEXT, PRIMARY KEY (gram, part)) WITHOUT ROWID;
CREATE TABLE spread (gram TEXT PRIMARY KEY, forms INTEGER) WITHOUT ROWID;
CREATE TABLE shadows (iri TEXT PRIMARY KEY);
CREATE TABLE size (entities INTEGER);
"""
RANKED = """
CREATE TABLE ranked AS SELECT f.form, f.how, f.name, f.iri FROM forms f LEFT JOIN entities e ON e.iri = f.iri
  ORDER BY length(f.form), e.mentions DESC, f.iri, f.how, f.name;
DROP TABLE forms;
ALTER TABLE ranked RENAME TO forms;
"""
INDEX = """
INSERT INTO size SELECT count(*) FROM entities;
CREATE INDEX forms_by_form ON forms (form);
"""
MERGE = """
INSERT INTO entities SELECT * FROM newer.entities WHERE :last = 0 OR kind IS NOT NULL;
INSERT INTO entities SELECT * FROM older.entities o
  WHERE NOT EXISTS (SELECT 1 FROM newer.entities n WHERE n.iri = o.iri);
INSERT INTO forms SELECT * FROM newer.forms;
INSERT INTO forms SELECT * FROM older.forms o
  WHERE NOT EXISTS (SELECT 1 FROM newer.shadows n WHERE n.iri = o.iri);
INSERT OR IGNORE INTO shadows SELECT iri FROM older.shadows WHERE :last = 0;
INSERT OR IGNORE INTO shadows SELECT iri FROM newer.shadows WHERE :last = 0;
"""


def _number(path: Path) -> int:
    match = NUMBER.search(path.stem)
    return int(match[1]) if match else 0


def segments(index: Path) -> list[Path]:
    """The files of an index, given its large one, in the order in which they were written."""
    return sorted((index, *index.parent.glob(f"{index.stem}+*{index.suffix}")), key=_number)


def link_segments(index: Path, folder: Path) -> None:
    """Put the files of an index, given its large one, into another folder by link."""
    for path in segments(index):
        link(path, folder / path.name)


def next_segment(index: Path) -> Path:
    """Where the next file of an index goes."""
    return index.with_stem(f"{index.stem}+{_number(segments(index)[-1]) + 1}")


class Index:
    """An open index."""

    def __init__(self, index: Path) -> None:
        """Open the files of an index for reading, given its large one; NotAGraph for an earlier version's."""
        uris = (f"{path.resolve().as_uri()}?mode=ro&immutable=1" for path in segments(index))
        self.parts = [sqlite3.connect(uri, uri=True) for uri in uris]
        if any(part.execute("PRAGMA user_version").fetchone() != (VERSION,) for part in self.parts):
            raise NotAGraph(f"{index} is of an earlier version; build the graph again from its sources")

    def entity(self, iri: str) -> tuple[Any, ...] | None:
        """Name, class, mentions and privacy of an entity; None for one that is not there."""
        for part in reversed(self.parts):
            row = part.execute("SELECT name, kind, mentions, private FROM entities WHERE iri = ?", (iri,))
            if found := row.fetchone():
                return found if found[1] else None
        return None

    def stands(self, at: int, iri: str) -> bool:
        """Whether no file after the one numbered `at` says otherwise of the forms of an entity."""
        asked = "SELECT 1 FROM shadows WHERE iri = ?"
        return not any(part.execute(asked, (iri,)).fetchone() for part in self.parts[at + 1 :])

    def rows(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a query for forms, whose last column is the entity, over all files."""
        for at, part in enumerate(self.parts):
            for row in part.execute(sql, values):
                if self.stands(at, row[-1]):
                    yield row

    def __enter__(self) -> Index:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the files."""
        for part in self.parts:
            part.close()


@contextmanager
def written(path: Path) -> Iterator[sqlite3.Connection]:
    """A file that nobody reads before it is whole, so that its pages need no journal; on disk at the end."""
    with closing(sqlite3.connect(path)) as out:
        out.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        yield out
        finish(out)
        out.commit()
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def _size(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as part:
        return int(part.execute("SELECT entities FROM size").fetchone()[0])


def _merge(older: Path, newer: Path, last: bool) -> None:
    """Make two files one in the place of the older; in the `last` one nothing is left to be shadowed."""
    beside = older.with_suffix(".part")
    beside.unlink(missing_ok=True)
    with written(beside) as out:
        out.execute("ATTACH ? AS older", (str(older),))
        out.execute("ATTACH ? AS newer", (str(newer),))
        for statement in MERGE.split(";\n"):
            if statement.strip():
                out.execute(statement, {"last": int(last)} if ":last" in statement else {})
        out.commit()
        out.execute("DETACH older")
        out.execute("DETACH newer")
    beside.replace(older)
    newer.unlink()


def merge_grown(index: Path) -> None:
    """Make files one until each is much smaller than the one before; files of other generations stay."""
    parts = segments(index)
    while len(parts) > 1 and _size(parts[-1]) * GROWN >= _size(parts[-2]):
        _merge(parts[-2], parts[-1], len(parts) == 2)
        parts.pop()


def finish(out: sqlite3.Connection) -> None:
    """Rank the forms of an index that is being written, cut them into stretches, and index all.

    Forms stand short before long, then by mentions, so that the best are met first and reading can stop.
    """
    from kg.graph.names import grams_of

    out.executescript(RANKED)
    holding: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for form, row in out.execute("SELECT form, rowid FROM forms WHERE how <> 'initials'"):
        for gram in grams_of(form):
            holding[gram].append(row)
    grams = sorted(holding)
    out.executemany("INSERT INTO spread VALUES (?, ?)", ((gram, len(holding[gram])) for gram in grams))
    parts = (
        (gram, at, str(holding[gram][at : at + PART].tolist()))
        for gram in grams
        for at in range(0, len(holding[gram]), PART)
    )
    out.executemany("INSERT INTO grams VALUES (?, ?, ?)", parts)
    out.executescript(INDEX)
