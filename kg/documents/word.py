"""Bytes of a Word file in, its paragraphs and table cells as text out, in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from kg.documents.archives import check_members
from kg.documents.extras import needs
from kg.documents.page import Page
from kg.errors import UnreadableInput

ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
BETWEEN = "   "  # the cells of a row: wider than any space of a sentence
PROLOGUE = 4096  # bytes at the head of a part in which a document type stands


def _check(data: bytes, most: int, members: int) -> None:
    """Refuse a bomb, an encrypted file, and any part that declares a document type or an entity."""
    with ZipFile(io.BytesIO(data)) as archive:
        check_members(archive, most, members)
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if ENTITY.search(part.read(PROLOGUE)):
                        raise UnreadableInput(f"declares an entity in {name}, which no Word file does")


def _paragraphs(container: Any) -> Iterator[str]:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield BETWEEN.join(cell for cell in cells if cell)
        else:
            yield item.text


def page_of_word(data: bytes, most: int, members: int) -> Page:
    """Read one .docx file; raise UnreadableInput saying what is wrong with it."""
    docx = needs("docx", "formats", "Word files")
    try:
        _check(data, most, members)
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(document))
    except UnreadableInput:
        raise
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableInput(f"is no sound Word file ({type(error).__name__}); save it again") from None
    core = document.core_properties
    return Page(text, title=(core.title or "").strip(), publisher="")
