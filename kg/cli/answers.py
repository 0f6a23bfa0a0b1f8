"""The answer to a query in, the text that a user asked for out: table, CSV, TSV, JSON, Turtle."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kg.cli.options import echo_table
from kg.errors import BadQuery

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, QueryTriples

    from kg.graph.store import Answer


def _cells(answer: QuerySolutions) -> tuple[list[str], list[list[str]]]:
    heads = [variable.value for variable in answer.variables]
    rows: Any = answer
    return heads, [["" if term is None else str(term.value) for term in row] for row in rows]


def print_answer(answer: Answer, form: str, own: bool = True) -> None:
    """Print `answer` to a user's `own` or a packaged query in `form`; BadQuery where it has no such form."""
    import click
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

    formats = {"json": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}
    if isinstance(answer, QueryTriples):
        if form not in ("turtle", "table"):
            raise BadQuery(f"a CONSTRUCT or DESCRIBE query gives triples, not {form}; use --format turtle")
        print_triples(answer)
    elif form == "turtle":
        raise BadQuery("only CONSTRUCT and DESCRIBE give Turtle; use --format table, csv, tsv or json")
    elif form in formats:
        click.echo(answer.serialize(format=formats[form]).decode("utf-8"))  # type: ignore[union-attr]
    elif isinstance(answer, QueryBoolean):
        click.echo(str(bool(answer)).lower())
    elif isinstance(answer, QuerySolutions):
        heads, rows = _cells(answer)
        if form == "csv":
            print_csv(heads, rows)
        else:
            echo_table(heads, rows, own)


def print_csv(heads: list[str], rows: list[list[str]]) -> None:
    """Print rows as CSV that a spreadsheet opens and does not run."""
    import click

    from kg.graph.tables import write_table

    out = io.BytesIO()
    write_table([tuple(heads), *map(tuple, rows)], out)
    click.echo(out.getvalue(), nl=False)


def print_triples(answer: QueryTriples) -> None:
    """Print the triples as Turtle, with the prefixes of the model."""
    import click
    from pyoxigraph import RdfFormat, serialize

    from kg.graph.iris import PREFIXES

    triples: Any = answer
    found = sorted(set(triples), key=str)
    click.echo(
        (serialize(found, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode("utf-8"), nl=False
    )
