"""JSON Lines and CSV in, one page a row out; columns are found by their usual names, English or Chinese."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.documents.options import Skipped
from kg.documents.page import Page
from kg.errors import UnreadableInput

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "正文", "内容", "文本"),
    "title": ("title", "headline", "标题", "题目"),
    "date": ("date", "published", "publish_date", "pubdate", "issued", "日期", "发布日期", "发布时间"),
    "publisher": ("publisher", "source", "site", "media", "来源", "媒体", "发布机构"),
    "author": ("author", "byline", "作者", "记者"),
    "home": ("home", "place", "属地", "地区"),
    "url": ("url", "link", "链接", "网址"),
}
LONGEST_FIELD = 1 << 28


def _field(row: Mapping[str, object], name: str) -> str:
    lowered = {str(key).strip().lower(): value for key, value in row.items()}
    for column in COLUMNS[name]:
        value = lowered.get(column)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _page(row: Mapping[str, object], number: int) -> Page | Skipped:
    text = _field(row, "text")
    if not text:
        names = ", ".join(sorted(map(str, row))[:8])
        return Skipped(f"#{number}", f"has no text; its columns are {names or 'none'}")
    rest: dict[str, Any] = {name: _field(row, name).strip() for name in COLUMNS if name != "text"}
    if rest["title"] and rest["title"] not in text[: 2 * len(rest["title"]) + 20]:
        text = rest["title"] + "\n\n" + text
    return replace(Page(text, part=f"#{number}"), **rest)


def rows_of(text: str) -> Iterator[Page | Skipped]:
    """Pages of JSON Lines; a line that is no object is reported with its number."""
    number = 0
    for line in text.splitlines() if "\n" in text or "\r" in text else [text]:
        if not line.strip():
            continue
        number += 1
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield Skipped(f"#{number}", "is not JSON; write one object a line")
            continue
        yield _page(row, number) if isinstance(row, dict) else Skipped(f"#{number}", "is no JSON object")


def table_of(text: str, delimiter: str = ",") -> Iterator[Page | Skipped]:
    """Pages of a CSV or TSV table with a header line."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(io.StringIO(text.replace("\x00", " "), newline=""), delimiter=delimiter)
    names = {str(name).strip().lower() for name in reader.fieldnames or ()}
    if not names & set(COLUMNS["text"]):
        raise UnreadableInput(f"has no column called text or 正文, only {', '.join(sorted(names))[:80]}")
    try:
        for number, row in enumerate(reader, 1):
            yield _page({k: v for k, v in row.items() if k is not None}, number)
    except csv.Error as error:
        yield Skipped("", f"is broken from line {reader.line_num} on ({error})")
