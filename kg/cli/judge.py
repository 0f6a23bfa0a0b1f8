"""`kg explain`, `kg merge`, `kg split`, `kg rename`, `kg review`: who is who, told and decided."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.messages import text
from kg.cli.options import echo_table, graph_option
from kg.cli.translated import translated
from kg.lexicon.printable import printable

if TYPE_CHECKING:
    from kg.records import Extraction
    from kg.resolution import Judgement, Pair, Resolution


def _judgement(left: str, right: str, verdict: str, who: str | None, why: str) -> Judgement:
    from kg.resolution import Judgement, Verdict

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Judgement(left, right, Verdict(verdict), who or getpass.getuser(), now, why, "the new judgement")


def _decide(graph: Path, left: str, right: str, verdict: str, who: str | None, why: str) -> None:
    from kg.judging import judge

    judge(graph, _judgement(left, right, verdict, who, why))
    click.echo(text("judge.done", left=printable(left), right=printable(right), verdict=translated(verdict)))


def _keys(graph: Path, *names: str) -> list[str]:
    from kg.judging import entity_named, settled

    resolution = settled(graph)
    return [entity_named(resolution, name).key for name in names]


who_option = click.option("--who", help=text("judge.who"))
why_option = click.option("--why", default="", help=text("judge.why"))


@click.command("explain", help=text("explain.help"))
@click.argument("name")
@graph_option()
def explain_command(name: str, graph: Path) -> None:
    """Print the documents' entities that were taken for one, and why."""
    from kg.judging import entity_named, settled

    entity = entity_named(settled(graph), name)
    click.echo(f"{printable(entity.name)}  {entity.key}")
    echo_table(("document", "entity"), entity.members)
    if entity.merges:
        rows = [
            (merge.left, merge.right, f"{merge.score:.2f}", translated(merge.reason))
            for merge in entity.merges
        ]
        echo_table(("left", "right", "score", "reason"), rows)


@click.command("merge", help=text("merge.help"))
@click.argument("left")
@click.argument("right")
@graph_option()
@who_option
@why_option
def merge_command(left: str, right: str, graph: Path, who: str | None, why: str) -> None:
    """Judge LEFT and RIGHT the same."""
    one, other = _keys(graph, left, right)
    _decide(graph, one, other, "same", who, why)


@click.command("split", help=text("split.help"))
@click.argument("left")
@click.option("--from", "right", required=True, help=text("split.from"))
@graph_option()
@who_option
@why_option
def split_command(left: str, right: str, graph: Path, who: str | None, why: str) -> None:
    """Judge LEFT and RIGHT different; each is a key, KEY@DOCUMENT or a name."""
    _decide(graph, left, right, "different", who, why)


@click.command("rename", help=text("rename.help"))
@click.argument("name")
@click.argument("new")
@graph_option()
@who_option
@why_option
def rename_command(name: str, new: str, graph: Path, who: str | None, why: str) -> None:
    """Give the entity NAME the canonical name NEW."""
    (key,) = _keys(graph, name)
    _decide(graph, key, new, "rename", who, why)


@click.command("review", help=text("review.help"))
@graph_option()
@who_option
def review_command(graph: Path, who: str | None) -> None:
    """Walk through the pairs that may be one thing and keep what the person says."""
    from kg.graph.kept import kept
    from kg.judging import judge, settled

    extractions, resolution = list(kept(graph)), settled(graph)
    if not resolution.uncertain:
        click.echo(text("review.none"))
    for pair in resolution.uncertain:
        _show(pair, resolution, extractions)
        said = click.prompt(text("review.ask"), type=click.Choice(["y", "n", "u", "q"]), default="u")
        if said == "q":
            break
        verdict = {"y": "same", "n": "different", "u": "unsure"}[said]
        judge(graph, _judgement(pair.left, pair.right, verdict, who, "review"))


def _show(pair: Pair, resolution: Resolution, extractions: list[Extraction]) -> None:
    """Both entities of a pair, each with the sentences that speak of it."""
    from kg.judging import contexts

    known = {entity.key: entity for entity in resolution.entities}
    click.echo(f"\n{pair.score:.2f}  {printable(translated(pair.reason))}")
    for key in (pair.left, pair.right):
        click.echo(f"  {printable(known[key].name)}  {key}")
        for document, sentence in contexts(extractions, known[key]):
            click.echo(f"    {printable(document)}: {printable(sentence)[:120]}")
