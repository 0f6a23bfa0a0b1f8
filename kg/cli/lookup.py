"""`kg lookup`: a name in, what the graph knows of it out, each fact with its sentence."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.messages import chosen_language, text
from kg.cli.opened import open_graph, store_option
from kg.cli.options import echo_json, graph_option, json_option, private_option
from kg.cli.shell import entity_names

if TYPE_CHECKING:
    from kg.graph.card import Card


@click.command("lookup", help=text("lookup.help"))
@click.argument("name", shell_complete=entity_names)
@graph_option()
@store_option()
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1), help=text("limit.option"))
@private_option()
@json_option()
def lookup_command(
    name: str, graph: Path, store: str | None, limit: int, private: bool, as_json: bool
) -> None:
    """Print the card of each entity that NAME may mean; exit 1 for an unknown name."""
    from kg.cli.names import hits
    from kg.graph.card import entity_card

    opened = open_graph(graph, store)
    found = hits(opened, name, private, limit)
    certain = [hit for hit in found if hit.score >= 0.9] or found
    cards = [entity_card(opened, hit.iri) for hit in certain]
    if as_json:
        echo_json([{**asdict(h), **asdict(c)} for h, c in zip(certain, cards, strict=True)])
    else:
        _show(cards)


def _show(cards: list[Card]) -> None:
    """In columns and colours for a person at a terminal, plain lines for a pipe."""
    from kg.views.terminal import card_text

    if not sys.stdout.isatty():
        click.echo("\n\n".join(card_text(card, chosen_language()) for card in cards))
        return
    from rich.console import Console

    from kg.views.cards import card_view

    console = Console(markup=False, highlight=False, emoji=False)
    for number, card in enumerate(cards):
        console.print(*([""] if number else []), card_view(card, chosen_language()), sep="\n")
