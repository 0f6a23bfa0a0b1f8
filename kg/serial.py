"""A record in, plain JSON values out, and back again without loss: one Extraction is one JSON line.

Enums are their values, decimals their digits, tuples lists; a sentence's offsets are runs of
`[first, length]`. `None`, empty texts and empty tuples that are a field's default are left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kg.records import Extraction

Json = dict[str, Any]
PLAIN = frozenset((str, int, float, bool, type(None)))  # what JSON holds as it is
_NOTHING = object()


def _runs(offsets: Sequence[int]) -> list[list[int]]:
    """Offsets in, `[first, length]` of each unbroken stretch out."""
    if isinstance(offsets, range):
        return [[offsets.start, len(offsets)]]
    runs: list[list[int]] = []
    for offset in offsets:
        if runs and offset == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([offset, 1])
    return runs


def _offsets(runs: list[list[int]]) -> Sequence[int]:
    if len(runs) == 1:
        first, length = runs[0]
        return range(first, first + length)
    return tuple(offset for first, length in runs for offset in range(first, first + length))


@cache
def _shape(kind: type) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((f, hints[f.name]) for f in fields(kind))


@cache
def _written(kind: type) -> tuple[tuple[str, Any], ...]:
    """Names of a record's fields with what is left out where the field holds it."""
    return tuple((f.name, _NOTHING if f.default is MISSING else f.default) for f in fields(kind))


def _row(value: Any) -> Json:
    row: Json = {}
    kind: type = type(value)
    for name, usual in _written(kind):
        inner = getattr(value, name)
        if type(inner) in PLAIN:
            if inner != usual:
                row[name] = inner
        elif inner != usual:
            row[name] = _runs(inner) if name == "offsets" else to_json(inner)
    return row


def to_json(value: Any) -> Any:
    """A record, or a value inside one, as JSON values."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is tuple:
        return [to_json(inner) for inner in value]
    if issubclass(kind, Decimal | StrEnum):
        return str(value)
    return _row(value) if is_dataclass(kind) else value


def _tuple(kind: Any, value: list[Any]) -> tuple[Any, ...]:
    inner = get_args(kind)
    if inner[-1] is Ellipsis:
        return tuple(from_json(inner[0], each) for each in value)
    return tuple(from_json(each, item) for each, item in zip(inner, value, strict=True))


def from_json(kind: Any, value: Any) -> Any:
    """The value of type `kind` that `to_json` wrote; KeyError or TypeError where it is another's."""
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not type(None))
        return None if value is None else from_json(kind, value)
    if get_origin(kind) is tuple:
        return _tuple(kind, value)
    if not is_dataclass(kind):
        return kind(value) if issubclass(kind, Decimal | StrEnum | float) else value
    return _record(kind, value)


def _record(kind: Any, value: Json) -> Any:
    known: Json = {}
    for field, hint in _shape(kind):
        if field.name in value:
            inner = value[field.name]
            known[field.name] = _offsets(inner) if field.name == "offsets" else from_json(hint, inner)
    return kind(**known)


def dump_extraction(extraction: Extraction) -> str:
    """One line of JSON, without its line break."""
    return json.dumps(to_json(extraction), ensure_ascii=False, separators=(",", ":"))


def load_extraction(line: str) -> Extraction:
    """The extraction of a line that `dump_extraction` wrote; ValueError where it is none."""
    try:
        found = from_json(Extraction, json.loads(line))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no extraction of this version: {error!r}") from None
    assert isinstance(found, Extraction)
    return found
