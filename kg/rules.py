"""The installed package in, a version of all that decides what is read from an article out."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

STAGES = ("records.py", "lexicon", "documents", "mentions", "entities", "facts")


def _digest(place: Traversable, name: str, into: hashlib._Hash) -> None:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda each: each.name):
            if child.name != "__pycache__":
                _digest(child, f"{name}/{child.name}", into)
    else:
        into.update(name.encode())
        into.update(hashlib.sha256(place.read_bytes()).digest())


@cache
def rules_version() -> str:
    """SHA-256 over code, data and models of the stages that read an article; equal versions read alike."""
    into = hashlib.sha256()
    for name in STAGES:
        _digest(files("kg").joinpath(name), name, into)
    return into.hexdigest()
