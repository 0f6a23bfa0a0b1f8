"""A folder of gold annotations in, the Extraction that a perfect reader would make out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.documents import article_of
from kg.records import (
    Article,
    Basis,
    Bound,
    Dated,
    Direction,
    Entity,
    Evidence,
    Extraction,
    Home,
    Kind,
    Label,
    Mention,
    Observation,
    Predicate,
    Statement,
    entity_id,
)

MARK = re.compile(r"⟦([^⟦⟧|]+)\|([A-Z]+)(?:\|([^⟦⟧|]+))?⟧", re.S)
ORIGIN = "gold"


def unmark(marked: str) -> tuple[str, list[tuple[int, int, Label, str]]]:
    """Split marked text into the plain text and its (start, end, label, canonical name) spans."""
    spans: list[tuple[int, int, Label, str]] = []
    plain, at, length = [], 0, 0
    for match in MARK.finditer(marked):
        plain.append(marked[at : match.start()])
        length += match.start() - at
        name = match[3] or re.sub(r"\s+", "", match[1])
        spans.append((length, length + len(match[1]), Label(match[2]), name))
        plain.append(match[1])
        length += len(match[1])
        at = match.end()
    plain.append(marked[at:])
    return "".join(plain), spans


def mentions_at(article: Article, spans: list[tuple[int, int, Label, str]]) -> tuple[Mention, ...]:
    """Place gold spans in an article's sentences; a span outside every sentence is dropped."""
    where = {offset: (i, j) for i, s in enumerate(article.sentences) for j, offset in enumerate(s.offsets)}
    mentions = []
    for start, end, label, _ in spans:
        first, last = where.get(start), where.get(end - 1)
        if first and last and first[0] == last[0]:
            text = article.sentences[first[0]].text[first[1] : last[1] + 1]
            mentions.append(Mention(label, first[0], first[1], last[1] + 1, start, end, text, ORIGIN))
    return tuple(mentions)


def _label_of(name: str, known: dict[str, Label]) -> Label:
    if name in known:
        return known[name]
    if re.search(r"公安[局厅部]|分局|派出所|支队|大队|总队|边检", name):
        return Label.UNIT
    return Label.ORG if re.search(r"(?:法院|检察院|[局委院会司校])$", name) else Label.PLACE


def _entities(
    article: Article,
    spans: list[tuple[int, int, Label, str]],
    mentions: tuple[Mention, ...],
    meta: dict[str, Any],
) -> tuple[tuple[Entity, ...], dict[str, Label]]:
    labels: dict[str, Label] = {name: label for _, _, label, name in reversed(spans)}
    names = dict.fromkeys([*labels, *meta.get("aliases", {})])
    for name in names:
        labels[name] = _label_of(name, labels)
    at = {(m.start, m.end): i for i, m in enumerate(mentions)}
    placed: dict[str, list[int]] = defaultdict(list)
    for start, end, _, name in spans:
        if (start, end) in at:
            placed[name].append(at[start, end])
    entities = []
    for name in names:
        aliases = {mentions[i].surface for i in placed[name]} | set(meta.get("aliases", {}).get(name, []))
        entities.append(
            Entity(labels[name], name, tuple(sorted(aliases - {name})), tuple(placed[name]), origin=ORIGIN)
        )
    return tuple(sorted(entities, key=lambda e: e.id)), labels


def _quote_span(text: str, quote: str) -> tuple[int, int]:
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", quote)))
    match = re.search(pattern, text)
    return match.span() if match else (0, len(text))


def _observation(article: Article, ob: dict[str, Any], labels: dict[str, Label]) -> Observation:
    def ref(name: str | None) -> str | None:
        return entity_id(_label_of(name, labels), name) if name else None

    start, end = _quote_span(article.text, ob["quote"])
    evidence = Evidence(article.identifier, start, end, article.exact(start, end), ORIGIN)
    period = ob.get("period") or [None, None]
    return Observation(
        about=ref(ob["about"]) or "",
        metric=ob["metric"],
        kind=Kind(ob["kind"]),
        value=Decimal(str(ob["value"])),
        evidence=evidence,
        unit=ob.get("unit") or "",
        direction=Direction(ob["direction"]) if ob.get("direction") else None,
        basis=Basis(ob["basis"]) if ob.get("basis") else None,
        from_value=Decimal(str(ob["fromValue"])) if ob.get("fromValue") is not None else None,
        bound=Bound(ob["bound"]) if ob.get("bound") else None,
        period_start=period[0],
        period_end=period[1],
        rank_scope=ref(ob.get("rankScope")),
        attributed_to=ref(ob.get("attributedTo")),
        quote=ob["quote"],
    )


def _statements(article: Article, meta: dict[str, Any], labels: dict[str, Label]) -> tuple[Statement, ...]:
    evidence = (Evidence(article.identifier, article.start, article.start + len(article.text), "", ORIGIN),)
    rows = [
        Statement(
            entity_id(labels[r["s"]], r["s"]), Predicate(r["p"]), entity_id(labels[r["o"]], r["o"]), evidence
        )
        for r in meta.get("relations", [])
    ]
    rows += [
        Statement(entity_id(labels[x["s"]], x["s"]), Predicate.STARTED, x["date"], evidence)
        for x in meta.get("started", [])
    ]
    return tuple(sorted(rows, key=lambda r: (r.subject, r.predicate, r.object)))


def gold_extraction(folder: Path, name: str) -> Extraction:
    """Read `NAME.ann.txt` and `NAME.json` from `folder`; statements carry the whole text as evidence."""
    text, spans = unmark((folder / f"{name}.ann.txt").read_text("utf-8"))
    meta = json.loads((folder / f"{name}.json").read_text("utf-8"))
    first = meta["articles"][0]
    issued = Dated(first["issued"], ORIGIN) if first.get("issued") else None
    home = Home(first["home"], ORIGIN) if first.get("home") else None
    article = article_of(f"{name}.txt", text, issued=issued, home=home)
    mentions = mentions_at(article, spans)
    entities, labels = _entities(article, spans, mentions, meta)
    observations = tuple(_observation(article, ob, labels) for ob in meta.get("observations", []))
    return Extraction(article, mentions, entities, _statements(article, meta, labels), observations)


def gold_names(folder: Path) -> Iterator[str]:
    """Names of the documents annotated in `folder`, sorted."""
    yield from sorted(path.name.removesuffix(".ann.txt") for path in folder.glob("*.ann.txt"))
