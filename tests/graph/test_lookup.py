"""Names as they are typed, and what they find."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import NoSuchName, NotAGraph
from kg.graph import Graph, write_graph
from kg.graph.card import entity_card
from kg.graph.lookup import found, lookup, only, suggest
from kg.records import Entity, Label
from tests.graph.conftest import first_extraction


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("青溪县公安局", "青溪县公安局", "name"),
        (" 青溪县 公安局 ", "青溪县公安局", "name"),
        ("“渡口警长制”", "渡口警长制", "name"),
        ("县公安局", "青溪县公安局", "alias"),
        ("青溪", "青溪县", "alias"),
        ("qingxi", "青溪县", "pinyin"),
        ("Qīng Xī", "青溪县", "pinyin"),
        ("dkjzz", "渡口警长制", "initials"),
        ("白鹭", "青溪县公安局白鹭镇派出所", "part"),
        ("dukou", "渡口警长制", "part"),
        ("渡口井长制", "渡口警长制", "sound"),
        ("青溪县公安处", "青溪县公安局", "similar"),
    ],
)
def test_a_name_is_found(hand: Graph, typed: str, name: str, how: str) -> None:
    best = lookup(hand, typed)[0]
    assert (best.name, best.how) == (name, how)


@pytest.mark.parametrize("typed", ["", "  ", "“”", "天外来客", "zzzzz"])
def test_an_unknown_name_finds_nothing(hand: Graph, typed: str) -> None:
    assert lookup(hand, typed) == []


def test_private_people_are_found_on_demand_only(hand: Graph) -> None:
    assert lookup(hand, "孙女士") == []
    assert [hit.name for hit in lookup(hand, "孙女士", private=True)] == ["孙女士"]


def test_an_unknown_name_suggests_near_ones(hand: Graph) -> None:
    assert "渡口警长制" in suggest(hand, "渡口所长")
    with pytest.raises(NoSuchName, match=r"nothing in .* is called '渡口所长'; near names are .*渡口警长制"):
        found(hand, "渡口所长")


def test_an_ambiguous_name_lists_what_it_may_be(tmp_path: Path) -> None:
    extraction = first_extraction()
    twin = Entity(Label.UNIT, "碧河县公安局", aliases=("县公安局",))
    write_graph(tmp_path, [replace(extraction, entities=(*extraction.entities, twin))])
    graph = Graph.open(tmp_path)
    assert found(graph, "县公安局").name == "青溪县公安局"  # it is mentioned more often
    with pytest.raises(NoSuchName, match=r"may be 青溪县公安局 .*, 碧河县公安局 .*write the full name"):
        only(graph, "县公安局")


def test_an_iri_stands_for_itself(hand: Graph) -> None:
    iri = lookup(hand, "渡口警长制")[0].iri
    assert only(hand, iri).name == "渡口警长制"
    with pytest.raises(NoSuchName, match="is no entity"):
        found(hand, iri + "x")


def test_a_card_holds_all_with_sentences(hand: Graph) -> None:
    card = entity_card(hand, found(hand, "青溪公安").iri)
    assert (card.name, card.kind) == ("青溪县公安局", "PoliceUnit")
    assert card.aliases == ("县公安局", "青溪公安")
    assert card.pinyin == "qīng xī xiàn gōng ān jú"
    assert card.places == ("青溪县",)
    assert card.documents == ("a/一.txt", "b/二.txt")
    assert card.mentions == 2
    assert [(fact.predicate, fact.name, len(fact.quotes)) for fact in card.programmes()] == [
        ("runs", "灯塔平台", 1),
        ("runs", "渡口警长制", 2),
    ]
    plan, _ = card.programmes()
    assert plan.quotes[0].status == "Planned"


def test_a_card_shows_what_is_credited_to_a_programme(hand: Graph) -> None:
    card = entity_card(hand, found(hand, "渡口警长制").iri)
    assert card.started == ("2023-04",)
    (outcome,) = card.outcomes
    assert (outcome.about, outcome.metric, outcome.value, outcome.unit) == (
        "青溪县",
        "盗窃警情数",
        "12.5",
        "%",
    )
    assert outcome.quotes[0].sentence == "青溪县公安局推行渡口警长制，今年盗窃警情下降12.5%。"


def test_a_card_shows_the_chain_nearest_first(hand: Graph) -> None:
    assert entity_card(hand, found(hand, "白鹭镇派出所").iri).chain == ("青溪县公安局",)


def test_what_is_no_entity_has_no_card(hand: Graph) -> None:
    with pytest.raises(NoSuchName, match="is no entity"):
        entity_card(hand, "https://w3id.org/policing-kg/id/Document/a")


def test_the_first_hits_are_those_of_a_long_list(hand: Graph) -> None:
    names = [str(row[0]) for row in hand.select("SELECT DISTINCT ?n { ?e skos:prefLabel ?n }")]
    parts = {name[at : at + size] for name in names for size in (1, 2, 3) for at in range(len(name))}
    for part in sorted(parts | {"gong", "gonganju", "xi"}):
        assert lookup(hand, part, 3) == lookup(hand, part, 10_000)[:3]


def test_an_index_of_an_earlier_version_is_named(hand: Graph, tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    with closing(sqlite3.connect(path)) as index:
        index.execute("CREATE TABLE grams (gram TEXT, form INTEGER)")
    with pytest.raises(NotAGraph, match="build the graph again"):
        lookup(Graph(hand.path, tmp_path, hand.store), "渡口警长制")
