"""A file's name and first bytes in, the kind of reader that it needs out; the bytes win over the name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """What a file is, as far as reading it goes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "word"
    IMAGE = "image"
    ROWS = "rows"
    TABLE = "table"
    ARCHIVE = "archive"
    FOREIGN = "foreign"  # a format that we know and do not read


NAMES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    "": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".shtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".png": Kind.IMAGE,
    ".jpg": Kind.IMAGE,
    ".jpeg": Kind.IMAGE,
    ".tif": Kind.IMAGE,
    ".tiff": Kind.IMAGE,
    ".jsonl": Kind.ROWS,
    ".ndjson": Kind.ROWS,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".zip": Kind.ARCHIVE,
}
BYTES = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"PK\x05\x06", Kind.ARCHIVE),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"{\\rtf", Kind.FOREIGN),
    (b"\xd0\xcf\x11\xe0", Kind.FOREIGN),
    (b"GIF8", Kind.FOREIGN),
    (b"\x1f\x8b", Kind.FOREIGN),
    (b"7z\xbc\xaf", Kind.FOREIGN),
    (b"Rar!", Kind.FOREIGN),
    (b"\x7fELF", Kind.FOREIGN),
    (b"MZ\x90", Kind.FOREIGN),
)
FORMATTED = frozenset({Kind.PDF, Kind.WORD, Kind.IMAGE, Kind.ARCHIVE})
PROLOGUES = (b"<!doctype html", b"<html")


def kind_of(name: str, head: bytes) -> Kind | None:
    """Kind of the file called `name` that begins with `head`; None where neither tells.

    A name that promises a format which the bytes deny (a text called .pdf) is read as text.
    """
    named = NAMES.get(PurePosixPath(name).suffix.lower())
    start = head[3:] if head.startswith(b"\xef\xbb\xbf") else head
    for magic, kind in BYTES:
        if start.startswith(magic):
            return Kind.WORD if kind is Kind.ARCHIVE and named is Kind.WORD else kind
    if start.lstrip()[:14].lower().startswith(PROLOGUES):
        return Kind.HTML
    if name == "-" and start.lstrip().startswith(b"{"):
        return Kind.ROWS
    return Kind.TEXT if named in FORMATTED else named
