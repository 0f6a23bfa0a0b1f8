"""Paths in, the articles below them out, and a line for each file that cannot be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kg.documents.archives import members_of
from kg.documents.article import article_of, articles_of
from kg.documents.decode import decode
from kg.documents.files import METADATA, Found, content, files_of
from kg.documents.html import page_of_html
from kg.documents.kinds import Kind, kind_of
from kg.documents.ocr import pages_of_image
from kg.documents.options import ReadOptions, Skipped
from kg.documents.overrides import Known, known_of, metadata_rows, told
from kg.documents.page import Page
from kg.documents.pdf import pages_of_pdf
from kg.documents.tables import rows_of, table_of
from kg.documents.word import page_of_word
from kg.errors import UnreadableInput
from kg.records import Article

LONGEST_LINE = 2_000_000  # characters; a page of news has some ten thousand
Rows = dict[str, Known]


def _text(data: bytes, options: ReadOptions) -> str:
    text, _ = decode(data, options.encoding)
    if len(text) > LONGEST_LINE and max(map(len, text.splitlines())) > LONGEST_LINE:
        raise UnreadableInput(f"has a line of more than {LONGEST_LINE // 1_000_000} million characters")
    return text


def _pages(kind: Kind, name: str, data: bytes, options: ReadOptions) -> Iterator[Page | Skipped]:
    match kind:
        case Kind.TEXT | Kind.MARKDOWN:
            yield Page(_text(data, options), markdown=kind is Kind.MARKDOWN)
        case Kind.HTML:
            yield page_of_html(decode(data, options.encoding)[0])
        case Kind.PDF:
            yield from pages_of_pdf(data, options)
        case Kind.WORD:
            yield page_of_word(data, options.most_unpacked, options.most_members)
        case Kind.IMAGE:
            yield from pages_of_image(data, options)
        case Kind.ROWS:
            yield from rows_of(decode(data, options.encoding)[0])
        case Kind.TABLE:
            delimiter = "\t" if name.lower().endswith(".tsv") else ","
            yield from table_of(decode(data, options.encoding)[0], delimiter)
        case _:
            raise UnreadableInput("is in a format we do not read; save it as .docx, .pdf, .html or .txt")


def _articles(identifier: str, page: Page, options: ReadOptions, rows: Rows) -> Iterator[Article | Skipped]:
    if not page.text.strip():
        yield Skipped(identifier, "is empty")
        return
    if page.part:
        found: tuple[Article, ...] = (article_of(identifier, page.text),)
    else:
        found = articles_of(identifier, page.text, page.markdown)
    for article in found:
        boxes = tuple(b for b in page.boxes if article.start <= b[0] < article.start + len(article.text))
        known = known_of(identifier, rows)
        if len(found) > 1:
            known, page = replace(known, title=""), replace(page, title="")
        yield replace(told(article, page, options, known), boxes=boxes)


def _members(identifier: str, data: bytes, options: ReadOptions, rows: Rows) -> Iterator[Article | Skipped]:
    for member in members_of(data, options):
        if isinstance(member, Skipped):
            yield Skipped(f"{identifier}/{member.identifier}", member.reason)
        elif PurePosixPath(member[0]).name != METADATA:
            yield from document(f"{identifier}/{member[0]}", member[1], options, rows, inside=True)


def document(
    identifier: str, data: bytes, options: ReadOptions, rows: Rows, inside: bool = False
) -> Iterator[Article | Skipped]:
    """Articles of one file's bytes; whatever is wrong with them becomes a Skipped."""
    try:
        kind = kind_of(identifier, data[:64])
        if not data.strip():
            raise UnreadableInput("is empty")
        if kind is None:
            raise UnreadableInput(f"is of a kind we do not read ({PurePosixPath(identifier).suffix})")
        if kind is Kind.ARCHIVE:
            if inside:
                raise UnreadableInput("is an archive inside an archive; unpack it first")
            yield from _members(identifier, data, options, rows)
            return
        for page in _pages(kind, identifier, data, options):
            if isinstance(page, Skipped):
                yield Skipped(identifier + page.identifier, page.reason)
            else:
                yield from _articles(identifier + page.part, page, options, rows)
    except UnreadableInput as error:
        yield Skipped(identifier, str(error))
    except (MemoryError, RecursionError) as error:
        yield Skipped(identifier, f"is too large or too deep to read ({type(error).__name__})")


def _rows(path: Path, options: ReadOptions) -> Rows:
    return metadata_rows(decode(content(path, options.most_bytes))[0])


def _metadata(folder: str, options: ReadOptions) -> Rows:
    """Rows about the files of one folder: its own metadata.csv, and the one that the options name."""
    beside = Path(folder) / METADATA if folder else None
    rows = _rows(beside, options) if beside and beside.is_file() else {}
    return rows | (_rows(Path(options.metadata), options) if options.metadata else {})


def _bytes(found: Found, options: ReadOptions) -> bytes:
    if found.identifier != "-":
        return content(found.path, options.most_bytes)
    data = sys.stdin.buffer.read(options.most_bytes + 1)
    if len(data) > options.most_bytes:
        raise UnreadableInput(f"is larger than {options.most_bytes // 1_000_000} MB; split it")
    return data


def read(
    sources: Iterable[str | Path],
    options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen, so shared safely
) -> Iterator[Article | Skipped]:
    """Read files, folders, archives and "-" (standard input), in the order of their identifiers.

    An identifier is the path within the folder that was given, or the name of a file that was given, with
    the member's path behind it in an archive and `#n` where one file holds several articles.
    """
    yield from articles_in(files_of(sources), options)


def articles_in(files: Iterable[Found | Skipped], options: ReadOptions) -> Iterator[Article | Skipped]:
    """Articles of listed files, in their order; what was skipped already is passed on."""
    tables: dict[str, Rows] = {}
    for found in files:
        if isinstance(found, Skipped):
            yield found
            continue
        try:
            if found.folder not in tables:
                tables[found.folder] = _metadata(found.folder, options)
            data = _bytes(found, options)
        except UnreadableInput as error:
            yield Skipped(found.identifier, str(error))
            continue
        yield from document(found.identifier, data, options, tables[found.folder])
