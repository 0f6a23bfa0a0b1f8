"""The installed package in, versions of what reads articles and of what makes a graph of them out."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

SETTLING = ("records.py", "serial.py", "lexicon", "resolution", "graph", "kg.ontology:policing.ttl")
STAGES = ("records.py", "forest.py", "lexicon", "documents", "mentions", "entities", "facts")


def _digest(place: Traversable, name: str, into: hashlib._Hash) -> None:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda each: each.name):
            if child.name != "__pycache__":
                _digest(child, f"{name}/{child.name}", into)
    else:
        into.update(name.encode())
        into.update(hashlib.sha256(place.read_bytes()).digest())


def _version(names: tuple[str, ...]) -> str:
    into = hashlib.sha256()
    for name in names:
        package, _, inner = name.rpartition(":")
        _digest(files(package or "kg").joinpath(inner), inner, into)
    return into.hexdigest()


@cache
def rules_version() -> str:
    """SHA-256 over code, data and models of the stages that read an article; equal versions read alike."""
    return _version(STAGES)


@cache
def settling_version() -> str:
    """SHA-256 over code and data that make a graph of extractions; equal versions make the same graph."""
    return _version(SETTLING)
