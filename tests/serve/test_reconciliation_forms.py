"""Every answer of the reconciliation service has the form that the W3C's Reconciliation API 0.2 asks for.

The table has what its JSON schemas require: the keys that must be there, and the type of each key.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

UNIT = "PoliceUnit/青溪县公安局"
NAMED = {"id": str, "name": str}
CELL: dict[str, Any] = {"id?": str, "name?": str, "str?": str, "float?": float, "int?": int, "bool?": bool}
CANDIDATE = {
    **NAMED,
    "score": (int, float),
    "match": bool,
    "description?": str,
    "type": [NAMED],
}
SERVICE = {"service_url": str, "service_path": str}
MANIFEST = {
    "versions": [str],
    "name": str,
    "identifierSpace": str,
    "schemaSpace": str,
    "defaultTypes": [NAMED],
    "view": {"url": str},
    "preview": {"url": str, "width": int, "height": int},
    "suggest": {"entity": SERVICE, "type": SERVICE, "property": SERVICE},
    "extend": {"propose_properties": SERVICE, "property_settings": []},
    "batchSize": int,
}


def _faults(form: Any, value: Any, where: str = "$") -> list[str]:
    """Where `value` is not of `form`: a type, a list of one form, a dictionary by key (`?`: may lack)."""
    if isinstance(form, dict):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        known = {key.removesuffix("?"): inner for key, inner in form.items()}
        faults = [f"{where} lacks {key}" for key in form if not key.endswith("?") and key not in value]
        faults += [f"{where} has {key}" for key in value if key not in known]
        return faults + [
            f for k, v in value.items() if k in known for f in _faults(known[k], v, f"{where}.{k}")
        ]
    if isinstance(form, list):
        if not isinstance(value, list):
            return [f"{where} is no array"]
        return [f for i, v in enumerate(value) for f in _faults(form[0], v, f"{where}[{i}]")] if form else []
    right = isinstance(value, form) and (form is bool or not isinstance(value, bool))
    return [] if right else [f"{where} is {value!r}"]


def test_the_manifest(client: httpx.Client) -> None:
    manifest = client.get("/reconcile").json()
    assert _faults(MANIFEST, manifest) == []
    assert "0.2" in manifest["versions"]
    for view in (manifest["view"], manifest["preview"]):
        assert "{{id}}" in view["url"] and view["url"].startswith(str(client.base_url))
    assert len({each["id"] for each in manifest["defaultTypes"]}) == len(manifest["defaultTypes"])


def test_a_batch(client: httpx.Client) -> None:
    batch = {
        "q0": {"query": "青溪"},
        "q1": {
            "query": "青溪",
            "type": "Place",
            "limit": 1,
            "properties": [{"pid": "partOf", "v": {"id": "x"}}],
        },
        "q2": {"query": "青溪", "type": ["Place", "PoliceUnit"], "type_strict": "any"},
        "q3": {"query": ""},
    }
    found = client.post("/reconcile", data={"queries": json.dumps(batch)}).json()
    assert _faults({key: {"result": [CANDIDATE]} for key in batch}, found) == []
    assert found["q0"]["result"]
    for each in found.values():
        scores = [candidate["score"] for candidate in each["result"]]
        assert scores == sorted(scores, reverse=True)


def test_an_extension(client: httpx.Client) -> None:
    names = ["partOf", "locatedIn", "started", "code", "alias", "runs"]
    asked = {"ids": [UNIT, "Place/青溪县"], "properties": [{"id": name} for name in names]}
    found = client.get("/reconcile", params={"extend": json.dumps(asked)}).json()
    form = {"meta": [NAMED], "rows": {key: {name: [CELL] for name in names} for key in asked["ids"]}}
    assert _faults(form, found) == []


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_suggestions(client: httpx.Client, kind: str) -> None:
    prefix = {"entity": "青", "type": "p", "property": "p"}[kind]
    found = client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix}).json()
    assert _faults({"result": [NAMED]}, found) == []
    assert found["result"]


def test_proposed_properties(client: httpx.Client) -> None:
    found = client.get("/reconcile/properties", params={"type": "PoliceUnit", "limit": 3}).json()
    assert _faults({"type": str, "properties": [NAMED], "limit?": int}, found) == []
    assert 0 < len(found["properties"]) <= 3


def test_the_form_bites() -> None:
    assert _faults(NAMED, {"id": 1}) == ["$ lacks name", "$.id is 1"]
    assert _faults([CANDIDATE], [{"id": "a", "name": "b", "score": True, "match": 1, "type": {}}]) == [
        "$[0].score is True",
        "$[0].match is 1",
        "$[0].type is no array",
    ]
