"""An Accept header and the media types on offer in, the one to answer with out (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.serve.limits import Refused

RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.I)
LONGEST = 8192  # characters of a header that are read; the rest cannot matter to an honest client


def accepted(header: str) -> list[tuple[str, str, float]]:
    """Type, subtype and quality of each range of an Accept header; what is malformed is passed over."""
    found = []
    for part in header[:LONGEST].split(","):
        match = RANGE.fullmatch(part)
        if match:
            quality = QUALITY.search(match[3])
            found.append((match[1].lower(), match[2].lower(), float(quality[1]) if quality else 1.0))
    return found


def _quality(ranges: list[tuple[str, str, float]], media: str) -> float:
    """The quality that the most specific range gives to `media`; 0 for what is not accepted."""
    kind, _, sub = media.partition("/")
    best, weight = -1, 0.0
    for left, right, quality in ranges:
        exact = 2 if (left, right) == (kind, sub) else 1 if (left, right) == (kind, "*") else 0
        if (exact or (left, right) == ("*", "*")) and exact > best:
            best, weight = exact, quality
    return weight


def choose(header: str, offers: Sequence[str]) -> str:
    """The offer that `header` likes best, the first of equals; Refused (406) where it likes none."""
    ranges = accepted(header)
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda media: _quality(ranges, media))
    if _quality(ranges, best) == 0:
        raise Refused(406, f"nothing here has a media type of: {header[:200]}; on offer: {', '.join(offers)}")
    return best
