"""A decoded file in, its articles out, each with sentences, title, byline, publisher, date and home."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.documents.blocks import BODY, Block, blocks_of
from kg.documents.boundaries import beginnings
from kg.documents.dates import issued_of, stated
from kg.documents.home import common_home, home_of
from kg.documents.patterns import matches
from kg.documents.publisher import publisher_of
from kg.documents.reflow import mark_pictures, reflow
from kg.documents.script import readable
from kg.documents.sentences import sentences_of
from kg.documents.titles import title_of
from kg.records import Article, Dated, Home, Role, Sentence

MOST_READ = 2000  # sentences from which date and home are inferred; no article has more
INLINE_BYLINE = re.compile(r"^[^。(]{0,8}讯\s?\(([^()]{2,40})\)")


def digest_of(text: str) -> str:
    """Sha256 of `text` in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sentences(blocks: list[Block], start: int) -> Iterator[Sentence]:
    section = ""
    for number, block in enumerate(blocks):
        if block.role is BODY:
            yield from sentences_of(block, start, number, section)
            continue
        if block.role is Role.HEADING:
            section = block.text
        elif block.role is Role.TITLE:
            section = ""  # what stands above the title is a kicker
        if not matches("rule", block.text):
            yield from sentences_of(block, start, number, section)


def byline_of(blocks: list[Block]) -> str:
    """The lines that name writers, photographers and dates, joined by a space."""
    found = [block.text for block in blocks if block.role is Role.BYLINE]
    found += [match[1] for block in blocks if (match := INLINE_BYLINE.match(block.text))]
    return " ".join(found)


def _article(identifier: str, text: str, start: int, blocks: list[Block], page: str, base: int) -> Article:
    """The Article of `blocks`, whose pieces count from `base` in the file; date and home still open."""
    joined = reflow(blocks, page)
    title = title_of(joined)
    mark_pictures(joined)
    byline = byline_of(joined)
    sentences = tuple(_sentences(joined, base))
    publisher = publisher_of(byline)
    return Article(identifier, text, start, digest_of(text), sentences, title, byline, publisher)


def article_of(
    identifier: str,
    text: str,
    start: int = 0,
    issued: Dated | None = None,
    home: Home | None = None,
    markdown: bool = False,
) -> Article:
    """Make one Article of `text`, which begins at `start` in the decoded file `identifier`.

    `issued` and `home` are inferred where they are not given.
    """
    page = readable(text)
    article = _article(identifier, text, start, blocks_of(page, markdown), page, start)
    return replace(
        article,
        issued=issued or issued_of(article.sentences[:MOST_READ], article.title),
        home=home or home_of(article.sentences[:MOST_READ]),
    )


def articles_of(identifier: str, text: str, markdown: bool = False) -> tuple[Article, ...]:
    """Every article of the decoded file `identifier`; `#n` is added where it holds several.

    What stands above the first headline belongs to the first article. A date on the page holds for all of
    them, and so does a home where the articles' places lie in one city.
    """
    page = readable(text)
    blocks = blocks_of(page, markdown)
    begins = beginnings(blocks)
    if len(begins) < 2:
        article = _article(identifier, text, 0, blocks, page, 0)
        sample = article.sentences[:MOST_READ]
        return (replace(article, issued=issued_of(sample, article.title), home=home_of(sample)),)
    ends = [*begins[1:], len(blocks)]
    cuts = [0, *(blocks[at].start for at in begins[1:]), len(text)]
    found = []
    for number, (first, last) in enumerate(zip(begins, ends, strict=True)):
        low, high = cuts[number], cuts[number + 1]
        name = f"{identifier}#{number + 1}"
        found.append(_article(name, text[low:high], low, blocks[first:last], page, 0))
    return tuple(_on_one_page(found))


def _on_one_page(articles: list[Article]) -> Iterator[Article]:
    lines = [s.text for article in articles for s in article.sentences if s.role is Role.BYLINE]
    whole = tuple(s for article in articles for s in article.sentences[:MOST_READ])
    date = stated(lines) or issued_of(whole, "")
    homes = [home_of(article.sentences) for article in articles]
    shared = common_home(homes)
    for article, home in zip(articles, homes, strict=True):
        own = stated(s.text for s in article.sentences if s.role is Role.BYLINE)
        yield replace(article, issued=own or date, home=shared or home)
