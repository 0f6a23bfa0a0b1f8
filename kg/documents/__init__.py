"""Files in, articles out: decoded text, sentences with the way back, title, date and home."""

from kg.documents.article import article_of, articles_of
from kg.documents.options import ReadOptions, Skipped
from kg.documents.reader import document, read
from kg.documents.reprints import reprints

__all__ = ["ReadOptions", "Skipped", "article_of", "articles_of", "document", "read", "reprints"]
