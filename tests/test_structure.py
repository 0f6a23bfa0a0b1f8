"""House rules that a reader relies on: steps that know nothing of each other, small functions."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

STAGES = ("documents", "mentions", "entities", "facts", "resolution", "graph", "views")
LATER = {
    # The pipeline component stands for two steps where another pipeline wants one of them.
    ("mentions", "documents"),
    # A view shows what the graph holds.
    ("views", "graph"),
}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the package, parsed."""
    for path in sorted((ROOT / "kg").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its lines of code, its docstring not counted."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                first = node.body[0]
                if ast.get_docstring(node):
                    lines -= (first.end_lineno or 0) - first.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def imported(tree: ast.Module) -> Iterator[str]:
    """Names of the modules that a module imports at its top or inside, but for types alone."""
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_a_step_knows_nothing_of_another() -> None:
    found = set()
    for path, tree in modules():
        own = path.relative_to(ROOT / "kg").parts[0]
        if own in STAGES:
            for name in imported(tree):
                parts = name.split(".")
                if parts[0] == "kg" and len(parts) > 1 and parts[1] in STAGES and parts[1] != own:
                    found.add((own, parts[1]))
    assert found <= LATER


def test_every_module_says_in_its_first_line_what_it_does() -> None:
    for path, tree in modules():
        told = ast.get_docstring(tree)
        assert told, path
        assert told.splitlines()[0].endswith((".", ":", "…")), path


def test_functions_and_modules_stay_small() -> None:
    sizes = sorted(lines for _, lines in functions())
    assert statistics.median(sizes) <= 9
    assert sizes[int(0.95 * (len(sizes) - 1))] <= 35
    assert [name for name, lines in functions() if lines > 60] == []
    assert [path for path, _ in modules() if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "data", "info", "common", "misc"}
    assert [path for path, _ in modules() if path.stem in empty] == []
