"""A page's body, scripts and rows in, one HTML file out that opens without a network and runs only these."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

SHARED = ("page_model.js", "page_panel.js", "page_search.js")


def resource(name: str) -> str:
    """The text of a file of this package."""
    return files("kg.views").joinpath(name).read_text("utf-8")


def embedded(value: Any) -> str:
    """JSON that can stand inside a script element: nothing in it can close the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be written


def policy(html: str) -> str:
    """A content security policy that lets run what stands in the page now, and nothing else."""
    bodies = re.findall(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", html, re.S)
    hashes = [base64.b64encode(hashlib.sha256(b.encode("utf-8")).digest()).decode() for b in bodies]
    scripts = " ".join(f"'sha256-{h}'" for h in hashes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def page_html(
    content: dict[str, Any], view: str, scripts: Sequence[str], language: str, before: str = ""
) -> str:
    """The whole page of `view` (its body is `VIEW_body.html`); `before` is HTML that pyvis made."""
    body = resource(f"{view}_body.html")
    title = content["words"][f"ui.title.{view}"][language == "en"]
    style = resource("page.css")
    code = "".join(f"<script>{resource(name)}</script>" for name in (*SHARED, *scripts))
    told = embedded(content | {"language": language, "view": view})
    rows = f'<script type="application/json" id="kg">{told}</script>'
    head = (
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{style}</style>"
    )
    tools, _, sheet = body.partition("<!-- sheet -->")
    inside = resource("shell_body.html").replace("<!-- tools -->", tools).replace("<!-- sheet -->", sheet)
    html = f"{before}{inside}{rows}{code}"
    allow = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{allow}{head}</head>'
        f"<body>{html}</body></html>\n"
    )
