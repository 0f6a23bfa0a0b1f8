"""What a build did in, the lines that tell it out."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.messages import term, text
from kg.cli.translated import translated
from kg.lexicon.printable import printable

if TYPE_CHECKING:
    from kg.build import Summary


MOST = 20  # kept texts whose reprints are named; of more only the number is told


def _print_reprints(reprints: Mapping[str, Sequence[str]]) -> None:
    """Tell which documents were left out as reprints, and of what."""
    between = text("build.between")
    for kept, others in sorted(reprints.items())[:MOST]:
        named = {"kept": printable(kept), "others": printable(between.join(others))}
        click.echo(text("build.reprint", **named), err=True)
    if reprints:
        count = sum(map(len, reprints.values()))
        click.echo(text("build.reprints", count=count, texts=len(reprints)), err=True)


def print_summary(graph: Path, summary: Summary) -> None:
    """Tell what was skipped and what the graph holds; exit 2 when nothing was read."""
    for skipped in summary.skipped:
        named = {"identifier": printable(skipped.identifier), "reason": printable(translated(skipped.reason))}
        click.echo(text("build.skipped", **named), err=True)
    _print_reprints(summary.reprints)
    if not summary.documents:
        click.echo(text("build.nothing"), err=True)
        sys.exit(2)
    counted = sorted(summary.classes.items())
    classes = text("build.between").join(f"{term('class', label)} {count}" for label, count in counted)
    click.echo(text("build.done", graph=graph, entities=sum(summary.classes.values()), **summary.counts()))
    click.echo(text("build.classes", classes=classes))
