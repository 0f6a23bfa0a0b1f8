"""A data file of JSON lines in, its rows out, each checked against a closed set of keys.

Every row has an `id`, an `example` that it must match and a `counterexample` that it must not; the
tests of the stage that uses a file run both. An unknown or missing key, or an empty file, is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import MalformedRule

Row = dict[str, Any]


def read_rows(
    lines: Iterable[str], name: str, required: frozenset[str], optional: frozenset[str]
) -> tuple[Row, ...]:
    """Parse `lines` of the file called `name`; raise MalformedRule with file, line and allowed keys."""
    found: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("//"):
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise MalformedRule(f"{where}: not JSON ({error}); write one object a line") from None
        if not isinstance(row, dict):
            raise MalformedRule(f"{where}: not an object; write one object a line")
        if odd := (row.keys() - required - optional) or (required - row.keys()):
            allowed = ", ".join(sorted(required | optional))
            raise MalformedRule(
                f"{where}: unknown or missing key {', '.join(sorted(odd))}; the keys are {allowed}"
            )
        found.append(row)
    if not found:
        raise MalformedRule(f"{name}: empty; delete the file or give it rows")
    return tuple(found)


@cache
def rows(name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Rows of the packaged file `kg/lexicon/NAME`; read once a process."""
    path = files("kg.lexicon").joinpath(name)
    with path.open(encoding="utf-8") as lines:
        return read_rows(lines, f"kg/lexicon/{Path(name).name}", frozenset(required), frozenset(optional))
