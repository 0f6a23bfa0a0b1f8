"""A picture of print in, its lines with their boxes out, read offline by RapidOCR."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from functools import cache
from statistics import fmean, median
from typing import Any

from kg.documents.extras import needs
from kg.documents.layout import Line, laid_out
from kg.documents.options import ReadOptions, Skipped
from kg.documents.page import Page
from kg.errors import UnreadableInput

LEAST = 24.0  # pixels of a line's height from which the model reads without errors worth counting
WANTED = 34.0  # pixels that smaller print is scaled up to
MOST_SCALE = 4.0
SURE = 0.80  # mean score below which the words are guesses
UNSURE_LINE = 0.5  # lines below it are specks and rules, not words


@cache
def _engine() -> Any:
    rapidocr = needs("rapidocr", "ocr", "scans and photographs")
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def _read(picture: Any) -> tuple[list[Line], float]:
    found = _engine()(picture)
    if found.boxes is None or not len(found.boxes):
        return [], 1.0
    lines, scores = [], []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= UNSURE_LINE and text.strip():
            xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
            lines.append(Line(text, min(xs), min(ys), max(xs), max(ys)))
        scores += [float(score)] * len(text)
    return lines, fmean(scores) if scores else 0.0


def _enlarged(picture: Any, scale: float) -> Any:
    import cv2

    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def lines_in(picture: Any) -> list[Line]:
    """Lines of an array of pixels; small print is scaled up, and what stays unsure raises UnreadableInput."""
    lines, score = _read(picture)
    if not lines:
        return []
    height = median(line.height for line in lines)
    if height < LEAST:
        scale = min(MOST_SCALE, WANTED / height)
        larger, larger_score = _read(_enlarged(picture, scale))
        if larger and larger_score >= score:
            score = larger_score
            lines = [Line(a.text, a.x0 / scale, a.y0 / scale, a.x1 / scale, a.y1 / scale) for a in larger]
    if score < SURE:
        raise UnreadableInput(f"is too small or faint to read surely (score {score:.2f}); scan it at 300 dpi")
    return lines


def _frames(data: bytes, most: int) -> Iterator[Any]:
    image = needs("PIL.Image", "ocr", "scans and photographs")
    numpy = needs("numpy", "ocr", "scans and photographs")
    try:
        with image.open(io.BytesIO(data)) as opened:
            for number in range(getattr(opened, "n_frames", 1)):
                opened.seek(number)
                if opened.width * opened.height > most:
                    raise UnreadableInput(f"has more than {most // 1_000_000} million pixels; scale it down")
                yield numpy.asarray(opened.convert("RGB"))[:, :, ::-1]
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError):
        raise UnreadableInput("is no sound picture; save it again as .png or .jpg") from None


def pages_of_image(data: bytes, options: ReadOptions) -> Iterator[Page | Skipped]:
    """The document of a picture, or of all frames of one."""
    if not options.ocr:
        raise UnreadableInput("is a picture; leave out --no-ocr to read it")
    _engine()
    text = ""
    boxes = []
    for number, picture in enumerate(_frames(data, options.most_pixels), 1):
        words, found = laid_out(lines_in(picture), number, len(text) + 2 if text else 0)
        text = f"{text}\n\n{words}" if text and words else text + words
        boxes += found
    if not text:
        raise UnreadableInput("shows no words")
    yield Page(text, boxes=tuple(boxes))
