"""A projection in, the page of outcomes out: figures by metric, subject or programme, as bars."""

from __future__ import annotations

from kg.views.content import content
from kg.views.projection import Projection
from kg.views.shell import page_html


def render_outcomes(shown: Projection, language: str = "zh") -> str:
    """The whole page; `language` is zh or en."""
    return page_html(content(shown, placed=False), "outcomes", ("page_sheet.js", "outcomes.js"), language)
