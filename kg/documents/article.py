"""One article's text in, an Article with sentences, title, byline, date and home out."""

from __future__ import annotations

import hashlib
import re

from kg.documents.blocks import Block, blocks_of
from kg.documents.patterns import matches
from kg.documents.reflow import reflow
from kg.documents.sentences import sentences_of
from kg.documents.titles import title_of
from kg.documents.width import one_width
from kg.records import Article, Dated, Home, Role, Sentence

INLINE_BYLINE = re.compile(r"^[^。(]{0,8}讯\s?\(([^()]{2,40})\)")


def digest_of(text: str) -> str:
    """Sha256 of `text` in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sentences(blocks: list[Block], start: int) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    section = ""
    for number, block in enumerate(blocks):
        if block.role is Role.HEADING:
            section = block.text
        if not matches("rule", block.text):
            found.extend(sentences_of(block, start, number, "" if block.role is Role.TITLE else section))
    return tuple(found)


def byline_of(blocks: list[Block]) -> str:
    """The lines that name writers, photographers and dates, joined by a space."""
    found = [block.text for block in blocks if block.role is Role.BYLINE]
    found += [match[1] for block in blocks if (match := INLINE_BYLINE.match(block.text))]
    return " ".join(found)


def article_of(
    identifier: str, text: str, start: int = 0, issued: Dated | None = None, home: Home | None = None
) -> Article:
    """Make the Article of `text`, which begins at `start` in the decoded file `identifier`."""
    flat = one_width(text)
    blocks = reflow(blocks_of(flat), flat)
    title = title_of(blocks)
    return Article(
        identifier,
        text,
        start,
        digest_of(text),
        _sentences(blocks, start),
        title=title,
        byline=byline_of(blocks),
        issued=issued,
        home=home,
    )
