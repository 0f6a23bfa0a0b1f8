"""The table of observations has every slot of an observation, each row for one telling of it."""

from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

from kg.cli.outcomes import SHOWN, SPARE, fitting
from kg.graph import Graph, write_graph
from kg.graph.tables import OBSERVATION_COLUMNS, observation_rows, records
from kg.records import Basis, Bound, Entity, Label, Observation
from tests.graph.conftest import first_extraction

ELSEWHERE = {"evidence": "document", "figure": "figure_start"}  # a field that stands in several columns


def whole(tmp_path: Path, speaker: Entity) -> Graph:
    """A graph with one figure, all of whose slots are filled."""
    extraction = first_extraction()
    about = extraction.observations[0].about
    figure = replace(
        extraction.observations[0],
        basis=Basis.YEAR_ON_YEAR,
        from_value=Decimal(40),
        bound=Bound.AT_LEAST,
        rank_scope=about,
        attributed_to="PROGRAM/渡口警长制",
        quote="下降12.5%",
        figure=(20, 24),
        speaker=speaker.id,
        flags=("future-period", "change-mismatch"),
    )
    entities = tuple(sorted((*extraction.entities, speaker), key=lambda entity: entity.id))
    write_graph(tmp_path / "g", [replace(extraction, entities=entities, observations=(figure,))])
    return Graph.open(tmp_path / "g")


def test_every_slot_has_a_column() -> None:
    columns = OBSERVATION_COLUMNS.split()
    assert [
        each.name for each in fields(Observation) if ELSEWHERE.get(each.name, each.name) not in columns
    ] == []


def test_what_belongs_to_one_telling_stands_in_its_row(tmp_path: Path) -> None:
    (row,) = records(observation_rows(whole(tmp_path, Entity(Label.UNIT, "白鹭镇派出所"))))
    assert (row["document"], row["from_value"], row["bound"], row["basis"]) == (
        "a/一.txt",
        "40",
        "AtLeast",
        "YearOnYear",
    )
    assert (row["rank_scope"], row["attributed_to"]) == ("青溪县", "渡口警长制")
    assert (row["quote"], row["figure_start"], row["figure_end"]) == ("下降12.5%", "20", "24")
    assert (row["speaker"], row["flags"]) == ("白鹭镇派出所", "change-mismatch future-period")


def test_a_private_speaker_is_not_named(tmp_path: Path) -> None:
    graph = whole(tmp_path, Entity(Label.PERSON, "周某", private=True))
    assert records(observation_rows(graph))[0]["speaker"] == ""
    assert records(observation_rows(graph, private=True))[0]["speaker"] == "周某"


def test_the_terminal_shows_the_columns_that_say_something_and_fit() -> None:
    heads = tuple(OBSERVATION_COLUMNS.split())
    full = tuple("x" for _ in heads)
    bare = tuple("" if head in {"bound", "rank_scope"} else "x" for head in heads)
    assert fitting(heads, [full], 1000) == list(SHOWN)
    assert fitting(heads, [bare], 1000) == [name for name in SHOWN if name not in {"bound", "rank_scope"}]
    assert fitting(heads, [full, bare], 80) == [name for name in SHOWN if name not in SPARE]
    assert "document" in fitting(heads, [full], 120)
