"""Graphs that the tests of this folder share: one made by hand, one of composed reports."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.documents import article_of
from kg.evaluation.gold import gold_extraction, gold_names
from kg.graph import Graph, write_graph
from kg.records import (
    Dated,
    Direction,
    Entity,
    Evidence,
    Extraction,
    Home,
    Kind,
    Label,
    Mention,
    Observation,
    Predicate,
    Statement,
    Status,
)

REPORTS = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"
FIRST = "青溪县公安局推行渡口警长制，今年盗窃警情下降12.5%。县公安局还将建设灯塔平台。孙女士送来锦旗。"
SECOND = "青溪公安深化渡口警长制，白鹭镇派出所参与其中。"


def _mention(text: str, surface: str, label: Label, origin: str = "test/hand@1") -> Mention:
    start = text.index(surface)
    return Mention(label, 0, start, start + len(surface), start, start + len(surface), surface, origin)


def _evidence(document: str, text: str, status: Status = Status.ASSERTED) -> Evidence:
    return Evidence(document, 0, len(text), text, "test/hand@1", 0.9, status)


def first_extraction() -> Extraction:
    """A document with a fact, a plan, a figure and a private person."""
    name, end = "a/一.txt", FIRST.index("。") + 1
    article = article_of(name, FIRST, issued=Dated("2024-03-05", "test"), home=Home("青溪县", "test"))
    evidence = Evidence(name, 0, end, FIRST[:end], "test/hand@1", 0.9)
    unit, program = "UNIT/青溪县公安局", "PROGRAM/渡口警长制"
    return Extraction(
        article,
        tuple(
            _mention(FIRST, surface, label)
            for surface, label in (
                ("青溪县公安局", Label.UNIT),
                ("渡口警长制", Label.PROGRAM),
                ("灯塔平台", Label.PLATFORM),
                ("孙女士", Label.PERSON),
            )
        ),
        (
            Entity(Label.PERSON, "孙女士", mentions=(3,), private=True),
            Entity(Label.PLACE, "青溪县", aliases=("青溪",)),
            Entity(Label.PLATFORM, "灯塔平台", mentions=(2,)),
            Entity(Label.PROGRAM, "渡口警长制", mentions=(1,)),
            Entity(Label.UNIT, "青溪县公安局", aliases=("县公安局",), mentions=(0,)),
        ),
        (
            Statement(unit, Predicate.LOCATED_IN, "PLACE/青溪县", (evidence,)),
            Statement(unit, Predicate.RUNS, "PLATFORM/灯塔平台", (_evidence(name, FIRST, Status.PLANNED),)),
            Statement(unit, Predicate.RUNS, program, (evidence,)),
            Statement(program, Predicate.STARTED, "2023-04", (evidence,)),
        ),
        (
            Observation(
                "PLACE/青溪县",
                "盗窃警情数",
                Kind.CHANGE,
                Decimal("12.50"),
                evidence,
                unit="%",
                direction=Direction.DOWN,
                period_start="2024-01-01",
                attributed_to=program,
                quote="盗窃警情下降12.5%",
                figure=(21, 25),
                speaker=unit,
                flags=("change-mismatch",),
            ),
        ),
    )


def second_extraction() -> Extraction:
    """A document that says one fact of the first again, and a station below the bureau."""
    name = "b/二.txt"
    evidence = _evidence(name, SECOND)
    unit, station = "UNIT/青溪县公安局", "UNIT/青溪县公安局白鹭镇派出所"
    return Extraction(
        article_of(name, SECOND),
        (
            _mention(SECOND, "青溪公安", Label.UNIT),
            _mention(SECOND, "渡口警长制", Label.PROGRAM),
            _mention(SECOND, "白鹭镇派出所", Label.UNIT),
        ),
        (
            Entity(Label.PROGRAM, "渡口警长制", mentions=(1,)),
            Entity(Label.UNIT, "青溪县公安局", aliases=("青溪公安",), mentions=(0,)),
            Entity(Label.UNIT, "青溪县公安局白鹭镇派出所", aliases=("白鹭镇派出所",), mentions=(2,)),
        ),
        (
            Statement(unit, Predicate.PARTNER_OF, station, (evidence,)),
            Statement(unit, Predicate.RUNS, "PROGRAM/渡口警长制", (evidence,)),
            Statement(station, Predicate.PART_OF, unit, (evidence,)),
            Statement(station, Predicate.PARTNER_OF, unit, (evidence,)),
        ),
    )


@pytest.fixture(scope="session")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the two documents made by hand."""
    folder = tmp_path_factory.mktemp("hand")
    write_graph(folder, [first_extraction(), second_extraction()])
    return Graph.open(folder)


@pytest.fixture(scope="session")
def composed() -> list[Extraction]:
    """Eight composed reports as a perfect reader would read them."""
    return [gold_extraction(REPORTS, name) for name in list(gold_names(REPORTS))[:8]]


@pytest.fixture(scope="session")
def reports(composed: list[Extraction], tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the composed reports."""
    folder = tmp_path_factory.mktemp("reports")
    write_graph(folder, composed)
    return Graph.open(folder)
