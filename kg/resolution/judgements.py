"""A file of judgements in, checked judgements out; and a judgement in, its line out.

One JSON object a line with `left`, `right`, `verdict` (same, different, unsure, rename), `who`,
`when`, `why`. `left` and `right` name entities by key (UNIT/湖州市公安局), by key and document
(UNIT/湖州市公安局@a.txt) or by a name that one entity alone has; for `rename` `right` is the new name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from kg.errors import MalformedRule
from kg.resolution.records import Judgement, Verdict

KEYS = ("left", "right", "verdict", "who", "when", "why")


def parse_judgement(line: str, where: str) -> Judgement:
    """One line as a Judgement; MalformedRule names `where` and what is wrong."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise MalformedRule(f"{where}: not JSON ({error}); a judgement is one object a line") from None
    if not isinstance(row, dict) or set(row) != set(KEYS):
        raise MalformedRule(f"{where}: a judgement has exactly the keys {', '.join(KEYS)}")
    if not all(isinstance(value, str) for value in row.values()) or not row["left"] or not row["right"]:
        raise MalformedRule(f"{where}: every value is a text, left and right are not empty")
    if row["verdict"] not in set(Verdict):
        raise MalformedRule(f"{where}: unknown verdict {row['verdict']!r}; one of {', '.join(Verdict)}")
    return Judgement(**{**row, "verdict": Verdict(row["verdict"])}, where=where)


def read_judgements(lines: Iterable[str], name: str) -> tuple[Judgement, ...]:
    """All judgements of a file called `name`; blank lines are skipped."""
    return tuple(parse_judgement(line, f"{name}:{n}") for n, line in enumerate(lines, 1) if line.strip())


def load_judgements(path: Path) -> tuple[Judgement, ...]:
    """Judgements beside a graph; none where the file does not exist yet."""
    if not path.exists():
        return ()
    return read_judgements(path.read_text("utf-8").splitlines(), str(path))


def append_judgement(path: Path, judgement: Judgement) -> None:
    """Add a judgement at the end of a file, which is made if there is none; earlier lines stay."""
    kept = path.read_text("utf-8") if path.exists() else ""
    gap = "" if not kept or kept.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8") as out:
        out.write(f"{gap}{line_of(judgement)}\n")


def line_of(judgement: Judgement) -> str:
    """A judgement as its line in the file, without the line's end."""
    row = {key: value for key, value in asdict(judgement).items() if key in KEYS}
    return json.dumps(row, ensure_ascii=False)
