"""`kg serve`: a graph folder in, a web server on loopback out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import graph_option
from kg.errors import PolicingError, UnreadableInput

LEAST = 16  # characters of a token: fewer could be guessed


@click.command("serve", help=text("serve.help"))
@graph_option()
@click.option("--host", default="127.0.0.1", show_default=True, help=text("serve.host"))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=text("serve.port")
)
@click.option("--seconds", default=30.0, show_default=True, help=text("serve.seconds"))
@click.option("--cors", is_flag=True, help=text("serve.cors"))
@click.option("--write", is_flag=True, help=text("serve.write"))
@click.option("--token-file", type=click.Path(path_type=Path), help=text("serve.token"))
def serve_command(
    graph: Path, host: str, port: int, seconds: float, cors: bool, write: bool, token_file: Path | None
) -> None:
    """Serve until interrupted."""
    from kg.graph import Graph
    from kg.serve.limits import Limits
    from kg.serve.run import serve

    Graph.open(graph)
    token = _token(token_file) if write else ""
    click.echo(text("serve.ready", address=f"http://{host}:{port}/"), err=True)
    serve(graph, host, port, Limits(seconds=seconds, cors=cors), token)


def _token(file: Path | None) -> str:
    """The token of writers: what the file holds, else KG_TOKEN; PolicingError where there is no good one."""
    try:
        token = (file.read_text("utf-8") if file else os.environ.get("KG_TOKEN", "")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{file} cannot be read as a token ({error})") from None
    if len(token) < LEAST or not token.isascii() or not token.isprintable():
        raise PolicingError(text("serve.no_token", least=LEAST))
    return token
