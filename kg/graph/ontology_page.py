"""The ontology in, its documentation in two languages with a diagram out, as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from kg.graph.iris import POL, PREFIXES
from kg.graph.vocabulary import ontology

STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ddd;padding:.3em .6em;"
    "text-align:left;vertical-align:top}code{background:#f3f3f3}svg{width:100%;height:auto}"
    "rect{fill:#eef6f1;stroke:#0b5}line{stroke:#888}text{font-size:13px}.edge{font-size:11px;fill:#555}"
)
# Where the boxes of the diagram stand: class, column, row.
BOXES = (
    ("Entity", 0, 1),
    ("Statement", 1, 0),
    ("Observation", 1, 1),
    ("Metric", 0, 2),
    ("Evidence", 2, 0),
    ("Mention", 1, 2),
    ("Document", 2, 2),
)
SECTIONS = (
    ("owl:Class", "类", "Classes"),
    ("owl:ObjectProperty", "对象属性", "Properties between things"),
    ("owl:DatatypeProperty", "数据属性", "Properties with a value"),
    ("owl:NamedIndividual", "取值", "Closed lists"),
)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One term of the vocabulary with what is said of it."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    above: str  # superclasses or superproperties, prefixed
    domain: str
    range: str


def short(iri: str) -> str:
    """An IRI with its prefix, where it has one."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def described(kind: str) -> list[Term]:
    """The terms of type `kind` (a prefixed name), by name."""
    query = f"""SELECT ?t ?zh ?en ?about_zh ?about_en
        (GROUP_CONCAT(DISTINCT STR(?up); separator=' ') AS ?above)
        (SAMPLE(?d) AS ?domain) (SAMPLE(?r) AS ?range) {{
      ?t a {kind} ; rdfs:label ?zh, ?en ; rdfs:comment ?about_zh, ?about_en .
      FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en' && LANG(?about_zh) = 'zh' && LANG(?about_en) = 'en')
      OPTIONAL {{ ?t rdfs:subClassOf|rdfs:subPropertyOf|skos:closeMatch ?up }}
      OPTIONAL {{ ?t rdfs:domain ?d }} OPTIONAL {{ ?t rdfs:range ?r }}
    }} GROUP BY ?t ?zh ?en ?about_zh ?about_en"""
    found = []
    for row in ontology().query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
        iri, zh, en, about_zh, about_en, above, domain, reach = (cell.value if cell else "" for cell in row)
        ups = " ".join(sorted(map(short, above.split())))
        found.append(
            Term(iri.removeprefix(POL), zh, en, about_zh, about_en, ups, short(domain), short(reach))
        )
    return sorted(found)


def _rows(terms: list[Term]) -> Iterator[str]:
    for term in terms:
        ends = f"{term.domain} → {term.range}" if term.domain or term.range else ""
        yield (
            f'<tr id="{term.name}"><td><code>pol:{term.name}</code></td>'
            f"<td>{escape(term.zh)}<br>{escape(term.en)}</td><td>{escape(term.about_zh)}<br>{escape(term.about_en)}</td>"
            f"<td><small>{escape(ends)}<br>{escape(term.above)}</small></td></tr>"
        )


def _section(kind: str, zh: str, en: str) -> str:
    columns = ("IRI", "名称 name", "说明 comment", "定义域、值域与对齐 ends, alignment")
    head = "<tr>" + "".join(f"<th>{column}</th>" for column in columns) + "</tr>"
    return f"<h2>{zh} · {en}</h2><table>{head}{''.join(_rows(described(kind)))}</table>"


def edges() -> dict[tuple[str, str], list[str]]:
    """Names of the properties that join two boxes of the diagram, by their ends."""
    known = {name for name, _, _ in BOXES}
    found: dict[tuple[str, str], list[str]] = {}
    for term in described("owl:ObjectProperty"):
        start, end = term.domain.removeprefix("pol:"), term.range.removeprefix("pol:")
        if start in known and end in known and start != end:
            found.setdefault((start, end), []).append(term.name)
    found[("Statement", "Entity")] = ["rdf:subject", "rdf:object"]
    for fact in ("Statement", "Observation"):
        found[(fact, "Evidence")] = ["evidence"]
    for place in ("Evidence", "Mention"):
        found[(place, "Document")] = ["inDocument"]
    return found


def diagram() -> str:
    """The main classes and what joins them, as inline SVG."""
    place = {name: (130 + 340 * column, 60 + 150 * row) for name, column, row in BOXES}
    labels = {term.name: term.zh for term in described("owl:Class")}
    parts = []
    for (start, end), names in sorted(edges().items()):
        (x1, y1), (x2, y2) = place[start], place[end]
        parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
        for at, name in enumerate(names):
            x, y = x1 + 0.36 * (x2 - x1), y1 + 0.36 * (y2 - y1) - 4 + 13 * at  # off the crossings
            parts.append(f'<text class="edge" text-anchor="middle" x="{x:.0f}" y="{y:.0f}">{name}</text>')
    for name, (x, y) in place.items():
        parts.append(f'<rect x="{x - 70}" y="{y - 24}" width="140" height="48" rx="6"/>')
        parts.append(f'<text x="{x}" y="{y - 4}" text-anchor="middle">{labels[name]}</text>')
        parts.append(f'<text x="{x}" y="{y + 14}" text-anchor="middle">pol:{name}</text>')
    return f'<svg viewBox="0 0 940 420" role="img">{"".join(parts)}</svg>'


def ontology_page() -> str:
    """The whole page; the same ontology gives the same bytes."""
    title = "警务知识图谱词汇 · Vocabulary of the policing knowledge graph"
    sections = "\n".join(_section(*section) for section in SECTIONS)
    return (
        f'<!doctype html>\n<html lang="zh"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style>\n"
        f"<h1>{title}</h1><p><code>{POL}</code></p>\n{diagram()}\n{sections}\n</html>\n"
    )
