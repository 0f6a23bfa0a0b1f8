"""Lines of print with their boxes in, text in reading order with the boxes of its lines out.

The page is cut into bands that fill its width (a headline) and bands that stand in columns; a column is
read to its end before the next. Boxes count from the top left corner, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.documents.page import Box

GUTTER = 0.6  # least white between two columns, in line heights
PARAGRAPH = 0.9  # white between lines from which a new block begins, in line heights
TALLER = 1.25  # a line that much taller or lower than the one above is another block
INDENT = 1.3  # white before the first line of a paragraph, in line heights
SAME = 0.5  # share of the lower height that two boxes of one line have in common


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """Height of the line's box."""
        return self.y1 - self.y0


def _on_one_line(a: Line, b: Line) -> bool:
    common = min(a.y1, b.y1) - max(a.y0, b.y0)
    return common > SAME * min(a.height, b.height)


def _columns(lines: list[Line], gutter: float) -> list[list[Line]]:
    """Lines parted by white from top to bottom; one list where there is no such white."""
    found: list[list[Line]] = []
    edge = float("-inf")
    for line in sorted(lines, key=lambda one: one.x0):
        if not found or line.x0 - edge >= gutter:
            found.append([])
        found[-1].append(line)
        edge = max(edge, line.x1)
    return found


def _bands(lines: list[Line]) -> list[list[Line]]:
    """Lines parted by white from left to right, however thin."""
    found: list[list[Line]] = []
    edge = float("-inf")
    for line in sorted(lines, key=lambda one: (one.y0, one.x0)):
        if not found or line.y0 >= edge - SAME * line.height:
            found.append([])
        found[-1].append(line)
        edge = max(edge, line.y1) if len(found[-1]) > 1 else line.y1
    return found


def _stands_in_columns(lines: list[Line], gutter: float) -> bool:
    columns = _columns(lines, gutter)
    return len(columns) > 1 and sum(len(_bands(column)) > 1 for column in columns) > 1


def _column_bands(bands: list[list[Line]], gutter: float) -> tuple[int, int]:
    """The longest run of bands that stands in columns, as indices; (0, 0) if there is none."""
    best = (0, 0)
    for low in range(len(bands)):
        if len(bands) - low <= best[1] - best[0]:
            break
        for high in range(len(bands), low + 1, -1):
            if high - low <= best[1] - best[0]:
                break
            if _stands_in_columns([line for band in bands[low:high] for line in band], gutter):
                best = (low, high)
    return best


def in_order(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines as a reader takes them: one run a column or full-width part."""
    if not lines:
        return
    gutter = GUTTER * median(line.height for line in lines)
    bands = _bands(lines)
    low, high = _column_bands(bands, gutter)
    if high <= low:
        yield [line for band in bands for line in sorted(band, key=lambda one: one.x0)]
        return
    yield from in_order([line for band in bands[:low] for line in band])
    for column in _columns([line for band in bands[low:high] for line in band], gutter):
        yield from in_order(column)
    yield from in_order([line for band in bands[high:] for line in band])


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Boxes of one printed line together, from left to right."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _on_one_line(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda one: one.x0) for row in found]


def _between(above: list[Line], below: list[Line], usual: float) -> str:
    """Line breaks between two printed lines: two where a new block begins."""
    white = below[0].y0 - above[0].y1
    tall, low = sorted((above[0].height, below[0].height), reverse=True)
    return "\n\n" if white > usual + PARAGRAPH * low or tall > TALLER * low else "\n"


def laid_out(lines: list[Line], page: int, start: int) -> tuple[str, list[Box]]:
    """Text of one page, which begins at `start` in its document, and the boxes of its lines."""
    text, boxes = "", []
    above: list[Line] = []
    for run in in_order(lines):
        rows = _rows(run)
        left = min(row[0].x0 for row in rows)
        gaps = [b[0].y0 - a[0].y1 for a, b in pairwise(rows)]
        usual = median(gaps) if gaps else 0.0
        for row in rows:
            if above:
                text += _between(above, row, usual) if row is not rows[0] else _next_run(above, row)
            if row[0].x0 - left > INDENT * row[0].height and len(rows) > 2:
                text += "\u3000\u3000"
            for number, line in enumerate(row):
                text += " " if number and line.x0 - row[number - 1].x1 > line.height else ""
                low = start + len(text)
                text += line.text
                boxes.append((low, start + len(text), page, line.x0, line.y0, line.x1, line.y1))
            above = row
    return text, boxes


def _next_run(above: list[Line], below: list[Line]) -> str:
    """A column goes on in the next one of the same print; other print begins a new block."""
    tall, low = sorted((above[0].height, below[0].height), reverse=True)
    return "\n" if tall <= TALLER * low and below[0].y0 < above[0].y0 else "\n\n"
