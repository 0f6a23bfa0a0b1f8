"""What a reader may be told (`ReadOptions`), and what it says of a file it could not read (`Skipped`)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: every field overrides what the reader would find out for itself.

    Sizes are in bytes and bound what a hostile file can cost; `metadata` is the path of a CSV file with
    the columns `path`, `title`, `date`, `publisher`, `home` (a `metadata.csv` in a folder is used anyway).
    """

    encoding: str | None = None
    date: str | None = None
    home: str | None = None
    metadata: str | None = None
    ocr: bool = True
    most_bytes: int = 200 * MEGABYTE  # of one file
    most_unpacked: int = 1000 * MEGABYTE  # of one archive
    most_members: int = 100_000  # files of one archive
    most_pages: int = 2000  # pages of one PDF
    most_pixels: int = 100_000_000  # of one picture


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that was left out, and why, in one line a reader can act on."""

    identifier: str
    reason: str
