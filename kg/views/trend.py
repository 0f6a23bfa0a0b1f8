"""Rows of outcomes in, one metric over time out: bars for a terminal, or a drawing as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

WIDTH = 40  # characters of the longest bar in a terminal
BAR, GAP, LEFT, HIGH = 34, 12, 150, 360  # pixels of the drawing


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of the metric; `when` is its period in words, `sign` ↑ or ↓ for a change."""

    when: str
    value: Decimal
    unit: str
    sign: str
    status: str


def _when(row: dict[str, str]) -> str:
    start, end = row["period_start"], row["period_end"]
    if start[:4] == end[:4] and start.endswith("01-01") and end.endswith("12-31"):
        return start[:4]
    return "–".join(day[:7] or "…" for day in (start, end)) if start or end else row["issued"]


def points(rows: Sequence[dict[str, str]]) -> list[Point]:
    """The figures of the commonest kind and unit, by period; each period and value once."""
    if not rows:
        return []
    (kind, unit), _ = Counter((r["kind"], r["unit"]) for r in rows).most_common(1)[0]
    found = {
        Point(
            _when(r), Decimal(r["value"]), unit, {"Up": "↑", "Down": "↓"}.get(r["direction"], ""), r["status"]
        )
        for r in rows
        if (r["kind"], r["unit"]) == (kind, unit)
    }
    return sorted(found, key=lambda p: (p.when, p.status, p.value))


def _said(point: Point) -> str:
    planned = "" if point.status == "Asserted" else f" ({point.status})"
    return f"{point.sign}{point.value}{point.unit}{planned}"


def bars(found: Sequence[Point]) -> list[str]:
    """One line a figure: period, bar, value."""
    most = max((abs(p.value) for p in found), default=Decimal(1)) or Decimal(1)
    wide = max((len(p.when) for p in found), default=0)
    return [f"{p.when:<{wide}}  {'█' * max(1, round(WIDTH * abs(p.value) / most))} {_said(p)}" for p in found]


def drawing(title: str, found: Sequence[Point]) -> str:
    """The same as SVG; text is text, so that any font with Chinese shows it right."""
    most = max((abs(p.value) for p in found), default=Decimal(1)) or Decimal(1)
    high = 60 + len(found) * (BAR + GAP)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + HIGH + 160}" height="{high}" font-size="15" '
        'font-family="system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="16" y="30" font-size="18" fill="#1d2129">{escape(title)}</text>',
    ]
    for number, point in enumerate(found):
        top = 50 + number * (BAR + GAP)
        long = max(2, round(HIGH * abs(point.value) / most))
        fill = "#1d4e89" if point.status == "Asserted" else "#b8bec7"
        middle, name = top + BAR // 2 + 5, escape(point.when)
        out += [
            f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end" fill="#1d2129">{name}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{long}" height="{BAR}" rx="3" fill="{fill}"/>',
            f'<text x="{LEFT + long + 8}" y="{middle}" fill="#1d2129">{escape(_said(point))}</text>',
        ]
    return "\n".join([*out, "</svg>", ""])
