"""What is known about the language and the domain, as data: a file's name in, its checked rows out."""

from kg.lexicon.rows import read_rows, rows

__all__ = ["read_rows", "rows"]
