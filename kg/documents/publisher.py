"""The byline and signature of an article in, the name of its publisher out."""

from __future__ import annotations

import re

NAMED = re.compile(r"(?:来源|发布机构|发布单位)\s?:\s?([^\s:,。]{2,24})")
TITLED = re.compile(r"《([^《》]{2,12})》")
PAPER = re.compile(
    r"([\u4e00-\u9fff]{2,10}(?:日报|晚报|早报|晨报|时报|快报|都市报|法治报|法制报|公安报|周刊|警苑))"
)


def publisher_of(byline: str) -> str:
    """Who published the article, as its byline says; "" where it does not."""
    for pattern in (NAMED, TITLED, PAPER):
        if match := pattern.search(byline):
            return match[1]
    return ""
