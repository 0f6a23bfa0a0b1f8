"""A projection of the graph in, one HTML page out that opens without a network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

from kg.views.layout import positions
from kg.views.projection import CLASSES, FIGURE_SLOTS, Projection, Proof

OVERVIEW = 400  # entities drawn at the start; the rest is found by search and opens on demand
SHAPES = {
    "Place": ("triangle", "#2a9d8f"),
    "PoliceUnit": ("square", "#1d4e89"),
    "Organization": ("square", "#7b8794"),
    "Team": ("dot", "#f4a261"),
    "Role": ("dot", "#e9c46a"),
    "Program": ("star", "#d1495b"),
    "Platform": ("diamond", "#8e5ea2"),
    "Person": ("dot", "#6c9a8b"),
    "Event": ("hexagon", "#b5838d"),
    "Award": ("star", "#c9a227"),
    "Case": ("triangleDown", "#5c4d7d"),
}
SCRIPTS = ("page_model.js", "page_panel.js", "page_tools.js", "page.js")
Json = dict[str, Any]


def _resource(name: str) -> str:
    return files("kg.views").joinpath(name).read_text("utf-8")


def embedded(value: Any) -> str:
    """JSON that can stand inside a script element: nothing in it can close the element or open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class _Pool:
    """Proofs by number: a sentence that proves ten facts is written once."""

    def __init__(self, documents: list[str]) -> None:
        self.rows: list[list[Any]] = []
        self._documents = {name: i for i, name in enumerate(documents)}
        self._known: dict[tuple[Any, ...], int] = {}

    def number(self, proof: Proof) -> int:
        """The number under which the page knows `proof`."""
        row = (
            self._documents.get(proof.document, -1),
            *(proof.start, proof.exact, proof.origin),
            *(round(proof.confidence, 2), proof.status),
        )
        if row not in self._known:
            self._known[row] = len(self.rows)
            self.rows.append(list(row))
        return self._known[row]


def page_content(shown: Projection) -> Json:
    """What the page's script reads: entities, facts and figures by number, evidence, documents."""
    order = sorted(shown.subjects.values(), key=lambda s: (-s.degree, s.iri))
    number = {subject.iri: i for i, subject in enumerate(order)}
    edges = [(f.subject, f.object) for f in shown.facts if not f.literal]
    placed = positions([s.iri for s in order], edges)
    pool = _Pool(list(shown.documents))
    entities = [
        [CLASSES.index(s.kind), s.name, sorted(s.aliases), sorted(s.pinyin), *placed[s.iri], s.degree, s.iri]
        for s in order
    ]
    facts = [
        [
            number[f.subject],
            f.predicate,
            f.object if f.literal else number[f.object],
            [*map(pool.number, f.proofs)],
        ]
        for f in shown.facts
    ]
    figures = []
    for m in shown.figures:
        slots = dict(m.slots)
        for slot in ("rankScope", "attributedTo"):
            if slots.get(slot) in number:
                slots[slot] = shown.subjects[slots[slot]].name
        values = [slots.get(slot, "") for slot in FIGURE_SLOTS]
        figures.append([number[m.about], m.metric, values, [*map(pool.number, m.proofs)]])
    documents = [[name, d["title"], d["issued"], d["publisher"]] for name, d in shown.documents.items()]
    return {
        "classes": [[name, *SHAPES[name]] for name in CLASSES],
        "slots": FIGURE_SLOTS,
        "entities": entities,
        "facts": facts,
        "figures": figures,
        "evidence": pool.rows,
        "documents": documents,
        "overview": OVERVIEW,
    }


def _drawn_by_pyvis(content: Json) -> str:
    from pyvis.network import Network

    network = Network(height="100vh", width="100%", cdn_resources="in_line", directed=True)
    for i, (kind, _, _, _, x, y, degree, _) in enumerate(content["entities"][:OVERVIEW]):
        _, shape, colour = content["classes"][kind]
        size = 8 + min(22, 2 * degree**0.5 * 2)
        network.add_node(i, label=str(i), x=x, y=y, shape=shape, color=colour, size=size)
    network.toggle_physics(False)
    html: str = network.generate_html()
    return html


def _without_network(html: str) -> str:
    """Take out what pyvis links from elsewhere even when told to put all in line (its issue 228)."""
    html = re.sub(r"<link\b[^>]*\bhref=\"https?://[^>]*>", "", html)
    html = re.sub(r"<script\s[^>]*\bsrc=\"https?://[^>]*>\s*</script>", "", html)
    html = re.sub(r"<!--.*?-->", "", html, flags=re.S)
    return re.sub(r"<center>\s*<h1>\s*</h1>\s*</center>", "", html)


def _policy(html: str) -> str:
    """A content security policy that lets run what stands in the page now, and nothing else."""
    bodies = re.findall(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", html, re.S)
    hashes = [base64.b64encode(hashlib.sha256(b.encode("utf-8")).digest()).decode() for b in bodies]
    scripts = " ".join(f"'sha256-{h}'" for h in hashes)
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def render(shown: Projection, language: str = "zh") -> str:
    """The whole page. `language` is that of buttons and edge labels: zh or en."""
    content = page_content(shown) | {"language": language}
    html = _without_network(_drawn_by_pyvis(content))
    head = '<title>Policing knowledge graph</title><meta name="viewport" content="width=device-width">'
    head += f"<style>{_resource('page.css')}</style>"
    scripts = "".join(f"<script>{_resource(name)}</script>" for name in SCRIPTS)
    body = (
        f'{_resource("page_body.html")}<script type="application/json" id="kg">{embedded(content)}</script>'
    )
    html = html.replace("<html>", f'<!doctype html><html lang="{language}">', 1)
    html = html.replace("</head>", head + "</head>", 1)
    before, _, after = html.rpartition("</body>")
    html = before + body + scripts + "</body>" + after
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_policy(html)}">'
    return html.replace('<meta charset="utf-8">', '<meta charset="utf-8">' + policy, 1)
