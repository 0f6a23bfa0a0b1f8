"""The notebook of examples/, cell by cell, and every table as a DataFrame."""

import ast
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import notebook
from kg.graph import Graph
from tests.browser import opened
from tests.conftest import EXAMPLES

pandas = pytest.importorskip("pandas", reason="tables need policing-kg[notebook]")


def cells() -> list[str]:
    """The code of each cell of the example."""
    book = json.loads((EXAMPLES / "explore.ipynb").read_text("utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def shown_by(code: str, names: dict[str, Any]) -> Any:
    """Run a cell as Jupyter does; what its last expression gives."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def test_the_notebook_runs_from_top_to_bottom(
    example_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(example_graph, tmp_path / "graph")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    given = [shown_by(code, names) for code in cells()]
    tables = [each for each in given if isinstance(each, pandas.DataFrame)]
    assert len(tables) >= 5 and all(len(table) for table in tables)
    pages = [each for each in given if isinstance(each, notebook.Shown)]
    assert [page._repr_html_().startswith("<iframe srcdoc=") for page in pages] == [True, True]


def test_a_page_works_in_its_cell(example_graph: Path, tmp_path: Path) -> None:
    frame = Graph.open(example_graph).show()._repr_html_()
    book = tmp_path / "cell.html"
    book.write_text(f'<!doctype html><html data-ready="true"><meta charset="utf-8">{frame}</html>', "utf-8")
    with opened(book) as watched:
        inside = watched.page.frame_locator("iframe")
        inside.locator("html[data-ready]").wait_for(state="attached")
        inside.locator("#box").fill("织里分局")
        inside.locator("#box").press("Enter")
        assert inside.locator("#panel h2").inner_text() == "湖州市公安局织里分局"
        assert watched.complaints == []
        assert watched.requests == []


TABLES: tuple[tuple[str, Callable[[Graph], Any], set[str]], ...] = (
    ("outcomes", lambda g: notebook.outcomes(g, about="湖州市"), {"about", "metric", "value", "sentence"}),
    ("statements", notebook.statements, {"subject", "predicate", "object", "sentence"}),
    ("query", lambda g: notebook.query(g, "SELECT ?n { ?e a pol:Place ; skos:prefLabel ?n }"), {"n"}),
    ("lookup", lambda g: notebook.lookup(g, "织里"), {"name", "score", "iri"}),
    ("neighbours", lambda g: notebook.neighbours(g, "湖州市公安局"), {"distance", "name"}),
    ("path", lambda g: notebook.path(g, "织里分局", "湖州市"), {"subject", "predicate", "object"}),
    ("rank", notebook.rank, {"name", "score"}),
    ("stats", notebook.stats, {"what", "count"}),
)


@pytest.mark.parametrize(("name", "table", "columns"), TABLES, ids=[name for name, _, _ in TABLES])
def test_every_table_is_a_dataframe(
    example_graph: Path, name: str, table: Callable[[Graph], Any], columns: set[str]
) -> None:
    found = table(Graph.open(example_graph))
    assert columns <= set(found.columns)
    assert len(found) > 0
    for number in {"value", "score", "count", "distance"} & columns:
        assert found[number].dtype.kind in "if"
