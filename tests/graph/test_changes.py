"""What a graph was made of, and what changed between two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import NotAGraph
from kg.graph import Graph, write_graph
from kg.graph.changes import compare
from kg.graph.identity import as_read
from kg.graph.kept import kept
from kg.graph.notes import FILE
from kg.records import Evidence, Extraction, Predicate, Statement
from tests.graph.conftest import first_extraction, second_extraction


def _graph(folder: Path, *extractions: Extraction) -> Graph:
    write_graph(folder, extractions)
    return Graph.open(folder)


def test_a_graph_keeps_what_it_was_made_of(tmp_path: Path) -> None:
    _graph(tmp_path, second_extraction(), first_extraction())
    assert list(kept(tmp_path)) == [first_extraction(), second_extraction()]


def test_a_graph_made_again_from_what_it_keeps_is_the_same(reports: Graph, tmp_path: Path) -> None:
    again = _graph(tmp_path / "again", *kept(reports.path))
    reports.export(tmp_path / "one.nq")
    again.export(tmp_path / "other.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "other.nq").read_bytes()


def test_a_spoilt_file_is_named(tmp_path: Path) -> None:
    _graph(tmp_path, first_extraction())
    (tmp_path / "generation-1" / FILE).write_bytes(b"spoilt")
    with pytest.raises(NotAGraph, match="build the graph again from its sources"):
        list(kept(tmp_path))


def test_a_new_document_is_the_cause(tmp_path: Path) -> None:
    old = _graph(tmp_path / "old", first_extraction())
    new = _graph(tmp_path / "new", first_extraction(), second_extraction())
    cause = "new document b/二.txt"
    assert set(compare_words(old, new)) == {
        ("entity", "added", "青溪县公安局白鹭镇派出所", cause),
        ("entity", "changed", "青溪县公安局", cause),
        ("entity", "changed", "渡口警长制", cause),
        ("statement", "added", "青溪县公安局白鹭镇派出所 partOf 青溪县公安局", cause),
        ("statement", "changed", "青溪县公安局 runs 渡口警长制", cause),
        ("statement", "added", "青溪县公安局 partnerOf 青溪县公安局白鹭镇派出所", cause),
    }
    assert {row[1] for row in compare_words(new, old)} == {"gone", "changed"}
    assert {row[3] for row in compare_words(new, old)} == {"removed document b/二.txt"}


def compare_words(old: Graph, new: Graph) -> list[tuple[str, str, str, str]]:
    return [(change.sort, change.what, change.words, change.cause) for change in compare(old, new)]


def test_a_changed_rule_is_the_cause(tmp_path: Path) -> None:
    extraction = first_extraction()
    text = extraction.article.text
    evidence = Evidence("a/一.txt", 0, len(text), text, "facts/new-frame@1")
    fact = Statement("UNIT/青溪县公安局", Predicate.USES, "PLATFORM/灯塔平台", (evidence,))
    richer = replace(extraction, statements=(*extraction.statements, fact))
    old, new = _graph(tmp_path / "old", extraction), _graph(tmp_path / "new", richer)
    assert compare_words(old, new) == [
        (
            "statement",
            "added",
            "青溪县公安局 uses 灯塔平台",
            "changed rule facts/new-frame@1 in a/一.txt",
        )
    ]


def test_a_graph_does_not_differ_from_itself(reports: Graph) -> None:
    assert compare(reports, reports) == []


def test_a_changed_reading_is_the_cause_where_its_rules_are_known_elsewhere(tmp_path: Path) -> None:
    """After an upgrade a rule reads what it did not: the other graph knows its name, from other sentences."""
    old_reading = first_extraction()
    fewer = replace(old_reading, statements=old_reading.statements[:-1])
    old, new = _graph(tmp_path / "old", fewer), _graph(tmp_path / "new", old_reading)
    cause = "changed reading (rules, options or corrections) in a/一.txt"
    assert {row[3] for row in compare_words(old, new)} == {cause}
    assert {row[3] for row in compare_words(new, old)} == {cause}


def test_another_name_of_an_entity_is_a_changed_reading(tmp_path: Path) -> None:
    before = first_extraction()
    named = [replace(e, name="灯塔系统") if e.name == "灯塔平台" else e for e in before.entities]
    statements = [replace(s, object=s.object.replace("灯塔平台", "灯塔系统")) for s in before.statements]
    after = replace(before, entities=tuple(sorted(named, key=lambda e: e.id)), statements=tuple(statements))
    rows = compare_words(_graph(tmp_path / "old", before), _graph(tmp_path / "new", after))
    assert {row[:3] for row in rows if row[0] == "entity"} == {
        ("entity", "added", "灯塔系统"),
        ("entity", "gone", "灯塔平台"),
    }
    assert {row[3] for row in rows} == {"changed reading (rules, options or corrections) in a/一.txt"}


@pytest.mark.parametrize(
    ("basis", "cause"),
    [
        ("one", "identity: a judgement, a merge, or another document's reading"),
        ("other", "identity: changed rules of who is who"),
    ],
)
def test_who_is_who_is_the_cause_where_nothing_was_read_otherwise(
    tmp_path: Path, basis: str, cause: str
) -> None:
    extractions = first_extraction(), second_extraction()
    plain = as_read(extractions)
    things = [replace(t, name="白鹭镇所") if "白鹭镇" in t.name else t for t in plain.entities]
    for folder, settled, rules in (
        ("old", plain, "one"),
        ("new", replace(plain, entities=tuple(things)), basis),
    ):
        write_graph(tmp_path / folder, extractions, settled, noted=[("basis", "", rules)])
    old, new = Graph.open(tmp_path / "old"), Graph.open(tmp_path / "new")
    assert {row[3] for row in compare_words(old, new)} == {cause}
