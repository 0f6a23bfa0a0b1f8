"""Annotated folders in, sentences with their labelled spans out, as the recogniser will meet them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.documents import article_of
from kg.evaluation.gold import mentions_at, unmark

Span = tuple[int, int, str]  # low, high, label


@dataclass(frozen=True)
class Sample:
    """A sentence and its mentions; `group` is what cross-validation keeps together."""

    text: str
    spans: tuple[Span, ...]
    group: str
    article: str


def samples(path: Path, group: str) -> list[Sample]:
    """Sentences of one marked file."""
    text, spans = unmark(path.read_text("utf-8"))
    name = path.name.removesuffix(".ann.txt")
    article = article_of(name, text)
    found: dict[int, list[Span]] = {i: [] for i in range(len(article.sentences))}
    for mention in mentions_at(article, spans):
        found[mention.sentence].append((mention.low, mention.high, mention.label.value))
    return [Sample(s.text, tuple(sorted(found[i])), group, name) for i, s in enumerate(article.sentences)]


def read_reports(folder: Path) -> list[Sample]:
    """Sentences of the composed reports, grouped by the region in the file's name (t1_huangshan → t1)."""
    return [s for path in sorted(folder.glob("*.ann.txt")) for s in samples(path, path.name.split("_")[0])]


def read_passages(folder: Path) -> list[Sample]:
    """Sentences of the training passages and of those with names alone (group "")."""
    return [s for path in sorted(folder.rglob("*.ann.txt")) for s in samples(path, "")]
