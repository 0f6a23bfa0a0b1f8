"""Bytes of a PDF in, its text in reading order with boxes out; pages without text go to OCR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.documents.extras import needs
from kg.documents.layout import Line, laid_out
from kg.documents.ocr import lines_in
from kg.documents.options import ReadOptions, Skipped
from kg.documents.page import Box, Page
from kg.documents.width import plain_radicals
from kg.errors import UnreadableInput

FEW = 8  # characters: a page with fewer has no text layer worth the name
DPI = 200
POINTS = 72  # of an inch
JUMP = 1.5  # white inside a line from which another column begins, in character heights


def _characters(page: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Characters of a page with their boxes (left, bottom, right, top), in the order of the file."""
    words = page.get_textpage()
    count = words.count_chars()
    text = words.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(words.get_text_range(at, 1)[:1] or " " for at in range(count))
    for at, char in enumerate(text):
        yield char, words.get_charbox(at)


def _breaks(char: str, box: tuple[float, ...], run: list[tuple[str, tuple[float, ...]]]) -> bool:
    if char in "\r\n":
        return True
    left, bottom, right, top = run[-1][1]
    height = max(top - bottom, box[3] - box[1])
    return box[0] - right > JUMP * height or abs(box[1] - bottom) > height or box[2] < left


def _lines(page: Any) -> list[Line]:
    """Lines of a page; a run of characters ends at a jump, so that no line spans two columns."""
    size = page.get_height()
    runs: list[list[tuple[str, tuple[float, ...]]]] = []
    fresh = True
    for char, box in _characters(page):
        if char in "\r\n" or (char.isspace() and not runs):
            fresh = True
        elif char.isspace() and not fresh:
            runs[-1].append((char, runs[-1][-1][1]))
        elif not char.isspace():
            if fresh or _breaks(char, box, runs[-1]):
                runs.append([])
            runs[-1].append((char, box))
            fresh = False
    found = []
    for run in runs:
        text = plain_radicals("".join(char for char, _ in run).rstrip())
        x0, y0 = min(b[0] for _, b in run), size - max(b[3] for _, b in run)
        found.append(Line(text, x0, y0, max(b[2] for _, b in run), size - min(b[1] for _, b in run)))
    return found


def _scanned(page: Any) -> list[Line]:
    """Lines of a page that is a picture, in points."""
    picture = page.render(scale=DPI / POINTS).to_numpy()
    scale = POINTS / DPI
    return [Line(a.text, a.x0 * scale, a.y0 * scale, a.x1 * scale, a.y1 * scale) for a in lines_in(picture)]


def _opened(data: bytes, most: int) -> Any:
    pdfium = needs("pypdfium2", "formats", "PDF files")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableInput("is encrypted; save it without a password first") from None
        raise UnreadableInput("is no sound PDF; it may be cut off") from None
    if not len(document):
        raise UnreadableInput("has no pages")
    if len(document) > most:
        raise UnreadableInput(f"has more than {most} pages; split it")
    return document


def _page_lines(document: Any, number: int, ocr: bool) -> list[Line]:
    """Lines of page `number` (from 1); raise UnreadableInput where it is broken or cannot be read."""
    try:
        page = document[number - 1]
        lines = _lines(page)
    except (RuntimeError, ValueError) as error:
        raise UnreadableInput(f"page {number} is broken ({type(error).__name__})") from None
    if sum(len(line.text) for line in lines) >= FEW:
        return lines
    if not next(iter(page.get_objects(max_depth=2)), None):
        return []
    if not ocr:
        raise UnreadableInput(f"page {number} is a picture; leave out --no-ocr to read it")
    return _scanned(page)


def pages_of_pdf(data: bytes, options: ReadOptions) -> Iterator[Page | Skipped]:
    """The document of a PDF; a page that cannot be read is reported beside it."""
    document = _opened(data, options.most_pages)
    text = ""
    boxes: list[Box] = []
    for number in range(1, len(document) + 1):
        try:
            lines = _page_lines(document, number, options.ocr)
        except UnreadableInput as error:
            yield Skipped("", str(error))
            continue
        words, found = laid_out(lines, number, len(text) + 2 if text else 0)
        if words:
            text = f"{text}\n\n{words}" if text else words
            boxes += found
    if text:
        yield Page(text, boxes=tuple(boxes))
