"""An article's text and the rules' version in, its extraction out, where one was kept before.

One file an extraction, `cache/<2 digits>/<key>.json`, named by the SHA-256 of what the extraction is
a function of; a file that cannot be read counts as none. Writing is by rename, so that a killed
process leaves whole files only.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from kg.errors import Unwritable
from kg.records import Article, Extraction
from kg.serial import dump_extraction, load_extraction


def cache_key(article: Article, rules: str) -> str:
    """Key of an article's extraction: its text, where it stands, its date and home, and the rules."""
    issued = article.issued.value if article.issued else ""
    home = article.home.place if article.home else ""
    parts = (article.identifier, str(article.start), article.digest, article.title, issued, home, rules)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


class Cache:
    """The extractions kept beside a graph; `rules` is the version of all that made them."""

    def __init__(self, folder: Path, rules: str) -> None:
        """Keep extractions in `folder`/cache."""
        self._root = folder / "cache"
        self._rules = rules

    def _path(self, article: Article) -> Path:
        key = cache_key(article, self._rules)
        return self._root / key[:2] / f"{key}.json"

    def get(self, article: Article) -> Extraction | None:
        """The extraction of `article` by these rules, if it was kept."""
        try:
            found = load_extraction(self._path(article).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if found.article == article else None

    def put(self, extraction: Extraction) -> None:
        """Keep `extraction`; Unwritable when there is no space or permission."""
        path = self._path(extraction.article)
        beside = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(dump_extraction(extraction), "utf-8")
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise Unwritable(f"{path.parent} cannot be written ({error.strerror})") from None
