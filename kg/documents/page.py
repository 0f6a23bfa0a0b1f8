"""What a format's reader yields: the text of one document and what its file says about it."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[int, int, int, float, float, float, float]  # start, end, page from 1, x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Page:
    """Decoded text with the metadata of its file; "" where the file says nothing.

    `part` tells the documents of one file apart ("" where it has one): a row's number, a member's name.
    Boxes are in points for PDF and in pixels for pictures, from the top left corner.
    """

    text: str
    part: str = ""
    title: str = ""
    date: str = ""
    date_origin: str = "metadata"
    publisher: str = ""
    author: str = ""
    home: str = ""
    url: str = ""
    markdown: bool = False
    boxes: tuple[Box, ...] = ()
