"""Bytes of a zip archive in, its members out, within bounds that no bomb can break."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from kg.documents.options import ReadOptions, Skipped
from kg.errors import UnreadableInput

ENCRYPTED = 0x1
UTF8 = 0x800
MOST_RATIO = 200  # unpacked to packed bytes; text packs to a tenth, a bomb to a thousandth
SMALL = 10_000_000  # bytes below which no ratio is asked for


def check_members(archive: ZipFile, most: int, members: int) -> None:
    """Raise UnreadableInput where an archive is encrypted or would unpack to more than it may."""
    listed = archive.infolist()
    if len(listed) > members:
        raise UnreadableInput(f"holds more than {members} files; split it")
    size = sum(member.file_size for member in listed)
    packed = sum(member.compress_size for member in listed)
    if size > most:
        raise UnreadableInput(f"unpacks to more than {most // 1_000_000} MB; split it")
    if size > SMALL and size > MOST_RATIO * max(packed, 1):
        raise UnreadableInput("unpacks to far more than its size: a zip bomb")
    if any(member.flag_bits & ENCRYPTED for member in listed):
        raise UnreadableInput("is encrypted; unpack it with its password first")


def name_of(member: ZipInfo) -> str:
    """Name of a member; archives made on Chinese Windows write it in GB18030 without saying so."""
    if member.flag_bits & UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def members_of(data: bytes, options: ReadOptions) -> Iterator[tuple[str, bytes] | Skipped]:
    """Name and bytes of every file in the archive, by name; a broken member is reported."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, OSError):
        raise UnreadableInput("is no sound zip archive; it may be cut off") from None
    with archive:
        check_members(archive, options.most_unpacked, options.most_members)
        for member in sorted(archive.infolist(), key=name_of):
            name = name_of(member)
            if member.is_dir() or _is_hidden(name):
                continue
            if ".." in PurePosixPath(name).parts or name.startswith("/"):
                yield Skipped(name, "has a path that leads out of its archive")
                continue
            try:
                with archive.open(member) as stream:
                    packed = stream.read(options.most_bytes + 1)
            except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
                yield Skipped(name, f"cannot be unpacked ({type(error).__name__})")
                continue
            if len(packed) > options.most_bytes:
                yield Skipped(name, f"is larger than {options.most_bytes // 1_000_000} MB; split it")
            else:
                yield name, packed
