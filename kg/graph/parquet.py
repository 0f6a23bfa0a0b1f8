"""A graph in, a folder of Parquet tables out: entities, statements, observations, with typed columns."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from kg.errors import PolicingError
from kg.graph.store import Graph
from kg.graph.tables import Row, entity_rows, observation_rows, statement_rows

NUMBERS = {
    "value",
    "from_value",
    "confidence",
    "figure_start",
    "figure_end",
}  # every other column is text; "" becomes null


def _arrow() -> Any:
    try:
        import_module("pyarrow.parquet")
    except ImportError:
        raise PolicingError("Parquet needs pyarrow: pip install 'policing-kg[spark]'") from None
    return import_module("pyarrow")


def _column(arrow: Any, name: str, cells: tuple[str, ...]) -> Any:
    if name in NUMBERS:
        return arrow.array([float(cell) if cell else None for cell in cells], arrow.float64())
    return arrow.array([cell or None for cell in cells], arrow.string())


def _writer(make: Callable[[Graph, bool], list[Row]]) -> Callable[[Graph, BinaryIO, bool], None]:
    def write(graph: Graph, out: BinaryIO, private: bool) -> None:
        arrow = _arrow()
        heads, *rows = make(graph, private)
        columns = list(zip(*rows, strict=True)) or [()] * len(heads)
        made = {name: _column(arrow, name, cells) for name, cells in zip(heads, columns, strict=True)}
        arrow.parquet.write_table(arrow.table(made), out, compression="zstd")

    return write


FILES = {
    "entities.parquet": _writer(entity_rows),
    "statements.parquet": _writer(statement_rows),
    "observations.parquet": _writer(observation_rows),
}
