"""`kg doctor`: nothing in, what of the installation works and what to do about the rest out."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import click

from kg.cli.messages import text
from kg.cli.options import echo_json, graph_option, json_option
from kg.cli.translated import translated
from kg.errors import PolicingError

OLDEST = (3, 11)  # as setup.cfg asks for
# What an extra is for stands in the messages; a module that it brings tells whether it is there.
EXTRAS = {"formats": "docx", "ocr": "rapidocr", "serve": "starlette", "notebook": "pandas"}
SENTENCE = "2024年，湖州市公安局织里分局深化“最多跑一次”改革，刑事发案数同比下降14.9%。"
MARKS = {"ok": "✓", "failed": "✗", "absent": "–"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried: `state` is ok, failed, or absent (an extra that is not installed)."""

    name: str
    state: str
    detail: str


def _tried(name: str, work: Callable[[], str]) -> Check:
    """Run `work`, whatever it raises: a check reports and never stops the others."""
    try:
        return Check(name, "ok", work())
    except PolicingError as error:
        return Check(name, "failed", translated(str(error)))
    except Exception as error:
        return Check(name, "failed", f"{type(error).__name__}: {error}")


def _python() -> Check:
    ok = sys.version_info >= OLDEST
    detail = ".".join(map(str, sys.version_info[:3]))
    return Check("python", "ok" if ok else "failed", detail if ok else text("doctor.python", found=detail))


def _models() -> str:
    from kg.documents.article import article_of
    from kg.extraction import extract

    read = extract([article_of("doctor", SENTENCE)])[0]
    if not read.mentions or not read.observations:
        raise RuntimeError(text("doctor.nothing_read"))
    return text("doctor.read", mentions=len(read.mentions), observations=len(read.observations))


def _store() -> str:
    from kg.documents.article import article_of
    from kg.extraction import extract
    from kg.graph import Graph
    from kg.graph.write import write_graph

    with tempfile.TemporaryDirectory() as folder:
        write_graph(Path(folder) / "g", extract([article_of("doctor", SENTENCE)]))
        opened = Graph.open(Path(folder) / "g")
        found = list(opened.select("SELECT ?n { ?e a pol:PoliceUnit ; skos:prefLabel ?n }"))
    if not found:
        raise RuntimeError(text("doctor.nothing_kept"))
    return text("doctor.kept")


def _page() -> str:
    from kg.views.page import render
    from kg.views.projection import Projection

    return text("doctor.page", size=f"{len(render(Projection({}, [], [], {}))) / 1e6:.1f}")


def _extra(name: str, module: str) -> Check:
    if find_spec(module) is not None:
        return Check(name, "ok", text(f"doctor.extra.{name}"))
    return Check(
        name,
        "absent",
        text("doctor.install", what=text(f"doctor.extra.{name}"), package=f"policing-kg[{name}]"),
    )


def _graph(path: Path) -> Check:
    from kg.graph import Graph

    if not path.exists():
        return Check("graph", "absent", text("doctor.no_graph", graph=path))
    return _tried(
        "graph", lambda: text("doctor.graph", graph=path, documents=Graph.open(path).stats().documents)
    )


def checks(graph: Path) -> Iterator[Check]:
    """Everything that can be tried, the most basic first."""
    yield _python()
    yield _tried("models", _models)
    yield _tried("store", _store)
    yield _tried("page", _page)
    yield from (_extra(name, module) for name, module in EXTRAS.items())
    yield _graph(graph)


@click.command("doctor", help=text("doctor.help"))
@graph_option()
@json_option()
def doctor_command(graph: Path, as_json: bool) -> None:
    """Print what works and what to do about the rest; exit 1 where something that must work does not."""
    found = list(checks(graph))
    if as_json:
        echo_json([asdict(check) for check in found])
    else:
        for check in found:
            click.echo(f"{MARKS[check.state]} {check.name:<9} {check.detail}")
        click.echo(text("doctor.completion"))
    if any(check.state == "failed" for check in found):
        sys.exit(1)
