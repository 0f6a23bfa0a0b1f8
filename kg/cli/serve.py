"""`kg serve`: a graph folder in, a web server on loopback out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import graph_option


@click.command("serve", help=text("serve.help"))
@graph_option()
@click.option("--host", default="127.0.0.1", show_default=True, help=text("serve.host"))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=text("serve.port")
)
@click.option("--seconds", default=30.0, show_default=True, help=text("serve.seconds"))
@click.option("--cors", is_flag=True, help=text("serve.cors"))
def serve_command(graph: Path, host: str, port: int, seconds: float, cors: bool) -> None:
    """Serve until interrupted."""
    from kg.graph import Graph
    from kg.serve.limits import Limits
    from kg.serve.run import serve

    Graph.open(graph)
    click.echo(text("serve.ready", address=f"http://{host}:{port}/"), err=True)
    serve(graph, host, port, Limits(seconds=seconds, cors=cors))
