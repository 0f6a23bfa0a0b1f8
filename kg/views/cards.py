"""An entity's card in, what a person at a terminal enjoys reading out: columns, colours, names marked.

Every text goes through `printable`, and none is read as markup; rich knows how wide Chinese is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.lexicon.printable import printable
from kg.views.content import SHAPES
from kg.views.terminal import outcome_parts, shortened, status_of, words

if TYPE_CHECKING:
    from kg.graph.card import Card, Quote

MARKED = "bold yellow"
FAINT = "bright_black"


def _marked(sentence: str, names: Iterable[str]) -> Text:
    """The sentence with every one of `names` marked, the longest first, none within another."""
    known = sorted({printable(name) for name in names if len(name) > 1}, key=len, reverse=True)
    text = Text(shortened(printable(sentence), known))
    taken: list[tuple[int, int]] = []
    for name in known:
        at = text.plain.find(name)
        while at >= 0:
            end = at + len(name)
            if all(end <= low or at >= high for low, high in taken):
                taken.append((at, end))
                text.stylize(MARKED, at, end)
            at = text.plain.find(name, end)
    return text


def place_of(quote: Quote) -> tuple[str, int, int]:
    """Where a sentence stands, whoever read it."""
    return quote.document, quote.start, quote.end


def _sentence(quote: Quote, names: Iterable[str]) -> RenderableType:
    where = Text(printable(f"  {quote.document} @{quote.start}"), FAINT)
    return Padding(Text.assemble("“", _marked(quote.sentence, names), "”", where), (0, 0, 0, 2))


def _fact_rows(card: Card, say: dict[str, str]) -> Iterator[tuple[Text, RenderableType]]:
    names = (card.name, *card.aliases)
    last: tuple[str, int, int] | None = None
    for fact in card.facts:
        head = Text(("" if fact.forward else "← ") + say[fact.predicate], FAINT)
        body: list[RenderableType] = [
            Text.assemble((printable(fact.name), "bold"), (status_of(fact.quotes, say), "italic"))
        ]
        if fact.quotes and place_of(fact.quotes[0]) != last:  # a sentence of several facts is shown once
            last = place_of(fact.quotes[0])
            body.append(_sentence(fact.quotes[0], (fact.name, *names)))
        yield head, Group(*body)


def _outcome_rows(card: Card, say: dict[str, str]) -> Iterator[tuple[Text, RenderableType]]:
    names = (card.name, *card.aliases)
    last: tuple[str, int, int] | None = None
    for outcome in card.outcomes:
        value, told = outcome_parts(outcome, card, say)
        body: list[RenderableType] = [
            Text.assemble((told, "bold"), (status_of(outcome.quotes, say), "italic"))
        ]
        if outcome.quotes and place_of(outcome.quotes[0]) != last:
            last = place_of(outcome.quotes[0])
            body.append(_sentence(outcome.quotes[0], (outcome.metric, *names)))
        yield Text(value, "green", justify="right"), Group(*body)


def _columns(rows: Iterable[tuple[Text, RenderableType]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, max_width=24)
    table.add_column(overflow="fold")
    for head, body in rows:
        table.add_row(head, body)
    return table


def _head(card: Card, say: dict[str, str]) -> Iterator[RenderableType]:
    colour = SHAPES[card.kind][1]
    code = (f"  {printable(card.code)}", FAINT) if card.code else ""
    yield Text.assemble((printable(card.name), "bold underline"), "  ", (say[card.kind], colour), code)
    parts = (
        ("names", "、".join(card.aliases)),
        ("chain", " → ".join(card.chain)),
        ("places", "、".join(card.places)),
    )
    rows = [(Text(say[key], FAINT), Text(printable(value))) for key, value in parts if value]
    if rows:
        yield Padding(_columns(rows), (0, 0, 0, 2))


def card_view(card: Card, language: str) -> Group:
    """The whole card for `rich`: names, facts and outcomes, each sentence once."""
    say = words(language)
    shown: list[RenderableType] = list(_head(card, say))
    for key, rows in (("facts", _fact_rows(card, say)), ("outcomes", _outcome_rows(card, say))):
        table = _columns(rows)
        if table.row_count:
            shown += [Text(f"\n{say[key]}", "bold cyan"), Padding(table, (0, 0, 0, 2))]
    return Group(*shown)
