"""Names from a table in, the entities that they may mean out, by the W3C Reconciliation API 0.2."""

from __future__ import annotations

import json
from typing import Any

from kg.errors import NoSuchName
from kg.graph import Graph
from kg.graph.card import Card, entity_card
from kg.graph.iris import ID, LABEL_OF, POL
from kg.graph.lookup import Hit, lookup
from kg.graph.vocabulary import labels
from kg.serve.limits import Refused

Json = dict[str, Any]
SURE = 0.95  # a score from which a lone best candidate is a match
MOST = 100  # queries in one batch
PROPERTIES = {
    "partOf": "part of",
    "locatedIn": "located in",
    "started": "started",
    "code": "code",
    "alias": "also called",
    "runs": "runs",
}


def manifest(home: str) -> Json:
    """What the service says of itself; `home` is the server's own URL."""
    return {
        "versions": ["0.2"],
        "name": "Policing knowledge graph",
        "identifierSpace": ID,
        "schemaSpace": POL,
        "defaultTypes": types(),
        "view": {"url": home + "id/{{id}}"},
        "preview": {"url": home + "reconcile/preview?id={{id}}", "width": 430, "height": 300},
        "suggest": {
            kind: {"service_url": home.rstrip("/"), "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {
                "service_url": home.rstrip("/"),
                "service_path": "/reconcile/properties",
            },
            "property_settings": [],
        },
        "batchSize": MOST,
    }


def types() -> list[Json]:
    """The classes of entities, with their English names."""
    return [{"id": name, "name": labels("en").get(name, name)} for name in LABEL_OF]


def candidate(hit: Hit, best: bool) -> Json:
    """One answer; the score is out of 100."""
    return {
        "id": hit.iri.removeprefix(ID),
        "name": hit.name,
        "description": f"{hit.matched} ({hit.how})" if hit.matched != hit.name else "",
        "type": [{"id": hit.kind, "name": labels("en").get(hit.kind, hit.kind)}],
        "score": round(hit.score * 100, 2),
        "match": best and hit.score >= SURE,
    }


def _wanted(query: Json) -> set[str]:
    kinds = query.get("type") or []
    return set(kinds if isinstance(kinds, list) else [kinds])


def reconcile_one(graph: Graph, query: Json) -> Json:
    """Candidates for one query of a batch; Refused (400) where it is malformed."""
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise Refused(400, 'a query is an object with "query", a string')
    limit = query.get("limit", 10)
    most = limit if isinstance(limit, int) and 0 < limit <= MOST else 10
    wanted = _wanted(query)
    hits = [hit for hit in lookup(graph, query["query"], MOST) if not wanted or hit.kind in wanted][:most]
    lone = len(hits) == 1 or (len(hits) > 1 and hits[0].score > hits[1].score)
    return {"result": [candidate(hit, lone and at == 0) for at, hit in enumerate(hits)]}


def parsed(text: str) -> Any:
    """JSON of a form field; Refused (400) where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, "the parameter is no JSON") from None


def reconcile(graph: Graph, text: str) -> Json:
    """Answer a batch of queries, given as JSON."""
    batch = parsed(text)
    if not isinstance(batch, dict) or len(batch) > MOST:
        raise Refused(400, f"a batch is an object of at most {MOST} queries")
    return {key: reconcile_one(graph, query) for key, query in batch.items()}


def _cells(card: Card, name: str) -> list[Json]:
    if name in {"started", "code", "alias"}:
        values = {"started": card.started, "code": (card.code,), "alias": card.aliases}[name]
        return [{"str": value} for value in values if value]
    facts = (fact for fact in card.facts if fact.forward and fact.predicate == name)
    return [{"id": fact.other.removeprefix(ID), "name": fact.name} for fact in facts]


def _card(graph: Graph, key: str) -> Card | None:
    """The card of a public entity; None for an unknown or malformed id, whose cells stay empty."""
    try:
        card = entity_card(graph, ID + key)
    except (NoSuchName, ValueError):
        return None
    return None if card.private else card


def extend(graph: Graph, text: str) -> Json:
    """Values of properties for entities that were matched, given as JSON."""
    asked = parsed(text)
    try:
        ids = [str(each) for each in asked["ids"]][:1000]
        names = [str(each["id"]) for each in asked["properties"]]
    except (KeyError, TypeError):
        raise Refused(400, 'an extension has "ids" and "properties" with an "id" each') from None
    rows = {}
    for each in ids:
        card = _card(graph, each)
        rows[each] = {name: _cells(card, name) if card else [] for name in names}
    meta = [{"id": name, "name": PROPERTIES.get(name, name)} for name in names]
    return {"meta": meta, "rows": rows}


def suggest(graph: Graph, kind: str, prefix: str) -> Json:
    """Entities, types or properties that begin with what somebody types."""
    if kind == "entity":
        hits = lookup(graph, prefix, 10)
        return {
            "result": [{k: v for k, v in candidate(h, False).items() if k in {"id", "name"}} for h in hits]
        }
    if kind == "type":
        offers = types()
    elif kind == "property":
        offers = [{"id": name, "name": words} for name, words in PROPERTIES.items()]
    else:
        raise Refused(404, "suggestions are for entity, type and property")
    typed = prefix.casefold()
    return {"result": [o for o in offers if typed in o["name"].casefold() or typed in o["id"].casefold()]}
