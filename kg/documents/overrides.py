"""What a user or a file says of a document in, articles with it in place of what was inferred out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kg.documents.dates import from_path, given
from kg.documents.options import ReadOptions
from kg.documents.page import Page
from kg.lexicon.divisions import find
from kg.records import Article, Dated, Home

PATHS = ("path", "file", "name", "文件", "路径")
FIELDS = {"title": "标题", "date": "日期", "publisher": "来源", "home": "属地"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a row of `metadata.csv` says of one file; "" where it says nothing."""

    title: str = ""
    date: str = ""
    publisher: str = ""
    home: str = ""


def metadata_rows(text: str) -> dict[str, Known]:
    """Rows of a metadata table by the path they are about."""
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        lowered = {str(key).strip().lower(): (value or "").strip() for key, value in row.items() if key}
        path = next((lowered[name] for name in PATHS if lowered.get(name)), "")
        if path:
            said = {field: lowered.get(field) or lowered.get(other, "") for field, other in FIELDS.items()}
            found[PurePosixPath(path.replace("\\", "/")).as_posix()] = Known(**said)
    return found


def known_of(identifier: str, rows: Mapping[str, Known]) -> Known:
    """The row about a file, found by its path or its bare name."""
    path = identifier.split("#")[0]
    return rows.get(path) or rows.get(PurePosixPath(path).name) or Known()


def _issued(article: Article, page: Page, options: ReadOptions, known: Known) -> Dated | None:
    said = ((options.date, "option"), (known.date, "metadata.csv"), (page.date, page.date_origin))
    for value, origin in said:
        if value and (date := given(value, origin)):
            return date
    if article.issued and article.issued.origin == "stated":
        return article.issued
    return from_path(page.url) or from_path(article.identifier) or article.issued


def _home(article: Article, page: Page, options: ReadOptions, known: Known) -> Home | None:
    for value, origin in ((options.home, "option"), (known.home, "metadata.csv"), (page.home, "metadata")):
        if value:
            official = find(value, towns=False)
            return Home(official[0].name if official else value, origin)
    return article.home


def told(article: Article, page: Page, options: ReadOptions, known: Known) -> Article:
    """`article` with what options, metadata and the file itself say, in that order of weight."""
    return replace(
        article,
        title=known.title or page.title or article.title,
        byline=article.byline or page.author,
        publisher=known.publisher or page.publisher or article.publisher,
        issued=_issued(article, page, options, known),
        home=_home(article, page, options, known),
    )
