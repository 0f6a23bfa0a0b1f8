"""Paths that a user gave in, every file below them out: in a fixed order, and nothing outside of them.

Hidden files are passed over. A link is followed only where it stays inside the folder that was given, and
a folder is never entered through one, so that a loop cannot arise.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents.options import Skipped
from kg.errors import UnreadableInput

METADATA = "metadata.csv"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its identifier, where it is, and the folder it was found in ("" for a lone file)."""

    identifier: str
    path: Path
    folder: str = ""


def _bad_link(path: Path, root: Path) -> str:
    """Why a link is not followed; "" where it may be."""
    try:
        inside = path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere"
    return "" if inside else "is a link that leads out of the folder; give its target itself"


def _below(folder: Path) -> Iterator[Found | Skipped]:
    root = folder.resolve()
    for where, folders, names in os.walk(folder, onerror=None, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(where)
        for name in folders:
            if (here / name).is_symlink():
                link = (here / name).relative_to(folder).as_posix()
                yield Skipped(link, "is a link to a folder; give that folder itself")
        for name in sorted(names):
            if name.startswith(".") or (name == METADATA and here == folder):
                continue
            path = here / name
            identifier = path.relative_to(folder).as_posix()
            wrong = _bad_link(path, root) if path.is_symlink() else ""
            yield Skipped(identifier, wrong) if wrong else Found(identifier, path, str(folder))


def _listed(source: str | Path) -> Iterator[Found | Skipped]:
    path = Path(source)
    try:
        if str(source) == "-":
            yield Found("-", path)
        elif path.is_dir():
            yield from sorted(_below(path), key=lambda found: found.identifier)
        elif path.exists():
            yield Found(path.name, path)
        else:
            yield Skipped(str(source), "does not exist; check the path")
    except OSError as error:
        yield Skipped(str(source), f"cannot be listed ({error.strerror})")


def files_of(sources: Iterable[str | Path]) -> list[Found | Skipped]:
    """Every file of `sources`, by identifier. Where two share one, both get their folder's name before it."""
    found = list(dict.fromkeys(f for source in sources for f in _listed(source)))
    count = Counter(f.identifier for f in found)
    named = []
    for f in found:
        if isinstance(f, Found) and count[f.identifier] > 1 and f.identifier != "-":
            parent = Path(f.folder).resolve() if f.folder else f.path.resolve().parent
            f = Found(f"{parent.name}/{f.identifier}", f.path, f.folder)
        named.append(f)
    return sorted(named, key=lambda f: (f.identifier, isinstance(f, Skipped)))


def content(path: Path, most: int) -> bytes:
    """Bytes of a regular file of at most `most` bytes; raise UnreadableInput saying what is wrong."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableInput("is no regular file")
            if status.st_size > most:
                raise UnreadableInput(f"is larger than {most // 1_000_000} MB; split it")
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise UnreadableInput("vanished before it was read") from None
    except OSError as error:
        raise UnreadableInput(f"cannot be read ({error.strerror})") from None
    if len(data) > most:
        raise UnreadableInput(f"is larger than {most // 1_000_000} MB; split it")
    return data
