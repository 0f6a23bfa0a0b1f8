"""The source of a web page in, its main text with title, date, publisher and author out.

Menus, comments and scripts are left out by trafilatura, which reads the source only: nothing is fetched
and no script runs. Offsets count in the extracted text, because that is what a reader sees.
"""

from __future__ import annotations

import re

from kg.documents.extras import needs
from kg.documents.page import Page
from kg.errors import UnreadableInput

AUTHOR = re.compile(r"(?:作者|记者|通讯员)\s*[:：]?\s*([\u4e00-\u9fff·]{2,8})")
PUBLISHED = re.compile(
    r"""<meta[^>]+(?:name|property)=["'](?:article:published_time|publishdate|pubdate|publish_time|PubDate)["']"""
    r"""[^>]+content=["']([^"']{8,30})""",
    re.I,
)
SOURCE = re.compile(
    r"""<meta[^>]+name=["'](?:ContentSource|source)["'][^>]+content=["']([^"']{2,40})""", re.I
)
PRINTED = re.compile(r"来源\s*[:：]\s*(?:<[^<>]{0,200}>\s*){0,3}([\u4e00-\u9fff]{2,16})")  # beside the date
LONGEST = 20_000_000  # characters of source; no news page has them


def page_of_html(source: str) -> Page:
    """Read one page; raise UnreadableInput where no main text is found."""
    if len(source) > LONGEST:
        raise UnreadableInput(f"is a page of more than {LONGEST // 1_000_000} MB; split it")
    trafilatura = needs("trafilatura", "formats", "web pages")
    try:
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
    except (ValueError, RecursionError, AttributeError) as error:
        raise UnreadableInput(f"is a broken web page ({type(error).__name__})") from None
    text = (found.text or "") if found else ""
    if not text.strip():
        raise UnreadableInput("has no main text; save the page with its article")
    title = found.title or ""
    if title and title not in text[: len(title) + 20]:
        text = f"{title}\n\n{text}"
    date, publisher = PUBLISHED.search(source), SOURCE.search(source) or PRINTED.search(source)
    author = AUTHOR.search(text)
    return Page(
        text,
        title=title,
        date=date[1] if date else found.date or "",
        date_origin="html",
        publisher=publisher[1] if publisher else found.sitename or "",
        author=author[1] if author else found.author or "",
    )
