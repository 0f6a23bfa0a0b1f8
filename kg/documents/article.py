"""One article's text in, an Article with sentences, title, date and home out."""

from __future__ import annotations

import hashlib

from kg.documents.sentences import sentences_of
from kg.records import Article, Dated, Home


def article_of(
    identifier: str, text: str, start: int = 0, issued: Dated | None = None, home: Home | None = None
) -> Article:
    """Make the Article of `text`, which begins at `start` in the decoded file `identifier`."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    sentences = sentences_of(text, start)
    title = sentences[0].text if sentences else ""
    return Article(identifier, text, start, digest, sentences, title=title, issued=issued, home=home)
