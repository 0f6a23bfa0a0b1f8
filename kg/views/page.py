"""A projection of the graph in, one HTML page out that opens without a network: drawn by pyvis."""

from __future__ import annotations

import re
from typing import Any

from kg.views.content import content
from kg.views.projection import Projection
from kg.views.shell import page_html

WHOLE = 160  # as many entities are drawn at once; a larger graph opens on its groups
SCRIPTS = ("page_draw.js", "page_tools.js", "page.js", "page_start.js")
FIRST = 12  # entities that pyvis itself draws, before the page's script takes over


def _drawn_by_pyvis(rows: dict[str, Any]) -> str:
    """The drawing with its library, taken out of the page that pyvis would write."""
    from pyvis.network import Network

    network = Network(height="100%", width="100%", cdn_resources="in_line", directed=True)
    for i, (kind, _, _, _, x, y, *_) in enumerate(rows["entities"][:FIRST]):
        _, shape, colour = rows["classes"][kind]
        network.add_node(i, label=" ", x=x, y=y, shape=shape, color=colour)
    network.toggle_physics(False)
    html: str = network.generate_html()
    head = html.partition("<head>")[2].partition("</head>")[0]
    body = html.partition("<body>")[2].rpartition("</body>")[0]
    return _without_network(head + body)


def _without_network(html: str) -> str:
    """Take out what pyvis links from elsewhere even when told to put all in line (its issue 228)."""
    html = re.sub(r"<link\b[^>]*\bhref=\"https?://[^>]*>", "", html)
    html = re.sub(r"<script\s[^>]*\bsrc=\"https?://[^>]*>\s*</script>", "", html)
    html = re.sub(r"<!--.*?-->", "", html, flags=re.S)
    html = re.sub(r"<meta\b[^>]*>", "", html)
    return re.sub(r"<center>\s*<h1>\s*</h1>\s*</center>", "", html)


def render(shown: Projection, language: str = "zh") -> str:
    """The whole page. `language` is that of buttons and edge labels: zh or en."""
    rows = content(shown) | {"whole": WHOLE}
    return page_html(rows, "graph", SCRIPTS, language, before=_drawn_by_pyvis(rows))
