"""Corrected spans of documents in, the mentions that a build takes instead of its own out.

They stand in `corrections.jsonl` beside the graph, one document a line, and hold for the text with that
digest only: when the document changes, the correction no longer speaks of it and is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import MalformedRule, Unwritable
from kg.records import Article, Label, Mention

FILE = "corrections.jsonl"
KEYS = {"document", "digest", "spans"}
ORIGIN = "correction"
Span = tuple[int, int, Label]  # offsets in the decoded source file, end exclusive


@dataclass(frozen=True, slots=True)
class Correction:
    """All mentions of one document as a person left them."""

    document: str
    digest: str
    spans: tuple[Span, ...]


def _parsed(line: str, where: str) -> Correction:
    try:
        row = json.loads(line)
        if row.keys() != KEYS:
            raise ValueError(f"the keys are {', '.join(sorted(KEYS))}")
        spans = tuple(sorted((int(s), int(e), Label(label)) for s, e, label in row["spans"]))
        return Correction(row["document"], row["digest"], spans)
    except (ValueError, TypeError, AttributeError) as error:
        raise MalformedRule(f"{where}: no correction ({error}); import the annotations again") from None


def load_corrections(folder: Path) -> dict[str, Correction]:
    """Corrections beside the graph in `folder`, by document; none where there is no such file."""
    path = folder / FILE
    if not path.exists():
        return {}
    lines = path.read_text("utf-8").splitlines()
    found = [_parsed(line, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip()]
    return {each.document: each for each in found}


def save_corrections(folder: Path, corrections: Iterable[Correction]) -> int:
    """Keep `corrections` beside the graph, in place of earlier ones; how many documents have one now."""
    known = load_corrections(folder)
    known.update((each.document, each) for each in corrections)
    lines = [
        json.dumps(
            {"document": c.document, "digest": c.digest, "spans": [list(span) for span in c.spans]},
            ensure_ascii=False,
        )
        for _, c in sorted(known.items())
    ]
    beside = folder / f"{FILE}.new"
    try:
        beside.write_text("".join(line + "\n" for line in lines), "utf-8")
        beside.replace(folder / FILE)
    except OSError as error:
        raise Unwritable(f"{folder / FILE} cannot be written ({error.strerror})") from None
    return len(known)


def _placed(article: Article) -> Mapping[int, tuple[int, int]]:
    return {offset: (n, i) for n, s in enumerate(article.sentences) for i, offset in enumerate(s.offsets)}


def corrected(article: Article, correction: Correction | None) -> tuple[Mention, ...] | None:
    """The mentions of `article` by its correction; None where there is none for this very text.

    A span that is not within one sentence names nothing and is left out.
    """
    if correction is None or correction.digest != article.digest:
        return None
    places = _placed(article)
    found = []
    for start, end, label in correction.spans:
        first, last = places.get(start), places.get(end - 1)
        if first and last and first[0] == last[0]:
            surface = article.sentences[first[0]].text[first[1] : last[1] + 1]
            found.append(Mention(label, first[0], first[1], last[1] + 1, start, end, surface, ORIGIN))
    return tuple(found)
