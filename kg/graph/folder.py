"""A path in, a graph folder out: which generation of the store is current, and who may write the next.

    manifest.json        format version and the name of the current generation
    generation-7/        quads/ (pyoxigraph), notes.rows (what it was made of and how identities were
                         settled), names.sqlite (look-up index), log.json (its line of the log)
    cache/               extractions by content and rules, shared by all generations
    log.jsonl            what each writer changed, and why (`kg.graph.log`)
    lock                 held by the one writer

A writer fills a new generation and replaces the manifest in one rename, so that the folder holds the
old graph or the new one whenever it is killed. The generation before stays for its readers. A generation
that differs little from it begins as a copy of links to its files, of which the large ones never change.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import GraphBusy, NotAGraph, Unwritable

FORMAT = 1
GENERATION = re.compile(r"generation-(\d+)")
UNLINKABLE = {errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}  # links are not to be had


def read_manifest(folder: Path) -> dict[str, object]:
    """The manifest of a graph folder; NotAGraph where there is none that this version can read."""
    hint = "build one with: kg build SOURCE -g " + str(folder)
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        written = int(manifest["format"])
        current = str(manifest["generation"])
    except FileNotFoundError:
        what = "holds no graph" if folder.is_dir() else "does not exist"
        raise NotAGraph(f"{folder} {what}; {hint}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAGraph(f"{folder}/manifest.json cannot be read ({error}); {hint}") from None
    if written > FORMAT:
        raise NotAGraph(f"{folder} has format {written}, this version reads {FORMAT}; update policing-kg")
    if not GENERATION.fullmatch(current) or not (folder / current / "quads").is_dir():
        raise NotAGraph(f"{folder} lacks its store {current!r}; {hint}")
    return dict(manifest)


def _is_generation(folder: Path) -> bool:
    return bool(GENERATION.fullmatch(folder.name)) and (folder / "quads").is_dir()


def last_two(folder: Path) -> tuple[Path, Path]:
    """The generation before the current one, and the current one; NotAGraph where there is none before."""
    current = current_generation(folder)
    before = folder / f"generation-{_number_of_current(folder) - 1}"
    if not _is_generation(before):
        raise NotAGraph(f"{folder} holds no graph before the current one; name two folders to compare")
    return before, current


def current_generation(folder: Path) -> Path:
    """The folder of the generation that the manifest names; a generation's own folder names itself."""
    if _is_generation(folder):
        return folder
    return folder / str(read_manifest(folder)["generation"])


@contextmanager
def writer(folder: Path) -> Iterator[None]:
    """Hold the folder's only writing place; GraphBusy while another process has it."""
    if _is_generation(folder):
        raise Unwritable(f"{folder} is one generation of a graph; write to {folder.parent}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("a")
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written ({error.strerror}); choose another folder") from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GraphBusy(f"{folder} is being written by another process; wait until it is done") from None
        yield


def _generations(folder: Path) -> list[int]:
    return sorted(int(m[1]) for p in folder.iterdir() if (m := GENERATION.fullmatch(p.name)))


def _discard(folder: Path, keep: set[int]) -> None:
    for number in _generations(folder):
        if number not in keep:
            shutil.rmtree(folder / f"generation-{number}", ignore_errors=True)


def _number_of_current(folder: Path) -> int:
    try:
        match = GENERATION.fullmatch(str(read_manifest(folder)["generation"]))
    except NotAGraph:
        return 0
    return int(match[1]) if match else 0


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """An empty folder to fill; it becomes current when the block ends without an error.

    The caller holds `writer(folder)`. What a killed writer left is removed first.
    """
    current = _number_of_current(folder)
    _discard(folder, {current, current - 1})
    fresh = folder / f"generation-{current + 1}"
    try:
        fresh.mkdir()
        yield fresh
        commit(folder, fresh.name)
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(fresh, ignore_errors=True)
        why = getattr(error, "strerror", None) or error
        raise Unwritable(f"{folder} cannot be written ({why}); the old graph stays") from None
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _discard(folder, {current, current + 1})


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; copy it where files can have but one."""
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in UNLINKABLE:
            raise
        shutil.copyfile(source, target)


def link_files(source: Path, target: Path) -> None:
    """Make folder `target` a copy of the closed store in `source`: what never changes by link.

    That are the `.sst` files; locks and the store's own log are left out.
    """
    target.mkdir()
    for path in sorted(source.iterdir()):
        if path.suffix == ".sst":
            link(path, target / path.name)
        elif path.is_file() and not path.name.startswith("LO"):
            shutil.copyfile(path, target / path.name)


def commit(folder: Path, generation: str) -> None:
    """Make `generation` the current one, in one rename that survives a power cut."""
    beside = folder / "manifest.json.new"
    with beside.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"format": FORMAT, "generation": generation}, indent=1) + "\n")
        out.flush()
        os.fsync(out.fileno())
    beside.replace(folder / "manifest.json")
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
