"""Files in, articles out: decoded text, sentences with the way back, title, date and home."""

from kg.documents.article import article_of, articles_of

__all__ = ["article_of", "articles_of"]
