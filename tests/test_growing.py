"""A graph that documents come into and go out of, against one that is made of the same documents at once."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad

from kg.evaluation.gold import gold_extraction, gold_names
from kg.graph import Graph
from kg.graph.changes import compare
from kg.graph.folder import current_generation, last_two, writer
from kg.graph.log import _counted
from kg.graph.name_segments import Index, segments
from kg.graph.notes import Notes
from kg.growing import grow, noted_summary, write_settled
from kg.records import Extraction
from kg.resolution import resolve
from tests.conftest import ROOT
from tests.graph.conftest import first_extraction, second_extraction
from tests.resolution.test_resettling import made_up, turns

REPORTS = ROOT / "scripts" / "train" / "reports" / "dev"


def unmentioned(extraction: Extraction) -> Extraction:
    """The same without mentions, which made-up documents have not."""
    entities = tuple(replace(each, mentions=()) for each in extraction.entities)
    return replace(extraction, entities=entities)


def whole(folder: Path, extractions: Iterable[Extraction]) -> Path:
    """The graph made at once."""
    known = sorted(extractions, key=lambda each: each.article.identifier)
    with writer(folder):
        write_settled(folder, known, resolve(known), ())
    return folder


def grown(folder: Path, gone: Sequence[str], come: Sequence[Extraction]) -> None:
    """Let documents go and come."""
    with writer(folder):
        grow(folder, Notes.reading(current_generation(folder)), gone, come, (), ())


def exported(folder: Path) -> list[str]:
    written = folder.with_suffix(".nq")
    Graph.open(folder).export(written)
    return written.read_text("utf-8").splitlines()


def looked_up(folder: Path) -> tuple[set[object], set[object]]:
    """Every entity and every form that the look-up index gives."""
    with Index(Graph.open(folder).index) as index:
        forms: set[object] = set(index.rows("SELECT form, how, name, iri FROM forms"))
        iris = {row[0] for part in index.parts for row in part.execute("SELECT iri FROM entities")}
        return {(iri, row) for iri in iris if (row := index.entity(iri))}, forms


def noted(folder: Path) -> Counter[object]:
    return Counter(Notes.reading(current_generation(folder)))


def assert_same(one: Path, other: Path) -> None:
    """All that a reader or a later writer can see is the same."""
    mine, its = exported(one), exported(other)
    assert sorted(set(mine) - set(its)) == []
    assert mine == its
    graph = Graph.open(one)
    assert set(graph.union()) == {Quad(*q.triple) for name in graph.graphs() for q in graph.quads(name)}
    assert graph.graphs() == Graph.open(other).graphs()
    assert looked_up(one) == looked_up(other)
    assert noted(one) == noted(other)


def assert_logged(folder: Path) -> None:
    """The last line of the log says what a comparison of the whole graphs says."""
    line = json.loads((folder / "log.jsonl").read_text("utf-8").splitlines()[-1])
    old, new = map(Graph.open, last_two(folder))
    assert line["changes"] == _counted(compare(old, new))
    assert line["generation"] == new.generation.name


@pytest.fixture(scope="module")
def reports() -> dict[str, Extraction]:
    found = (gold_extraction(REPORTS, name) for name in gold_names(REPORTS))
    return {each.article.identifier: each for each in found}


def test_composed_reports_come_and_go(reports: dict[str, Extraction], tmp_path: Path) -> None:
    chance, held = random.Random(1), dict[str, Extraction]()
    folder = whole(tmp_path / "grown", [])
    for turn, (gone, come) in enumerate(turns(chance, sorted(reports), 8)):
        grown(folder, gone, [reports[name] for name in come])
        held = {name: each for name, each in held.items() if name not in gone}
        held |= {name: reports[name] for name in come}
        assert_logged(folder)
        if turn % 4 == 3:
            assert_same(folder, whole(tmp_path / f"whole-{turn}", held.values()))


@pytest.mark.parametrize("seed", range(4))
def test_made_up_documents_come_and_go(seed: int, tmp_path: Path) -> None:
    chance, held = random.Random(seed), dict[str, Extraction]()
    folder = whole(tmp_path / "grown", [])
    for turn, (gone, come) in enumerate(turns(chance, [f"{n:02d}.txt" for n in range(14)], 8)):
        fresh = [unmentioned(made_up(int(name[:2]), chance)) for name in come]
        grown(folder, gone, fresh)
        held = {name: each for name, each in held.items() if name not in gone}
        held |= {each.article.identifier: each for each in fresh}
        assert_logged(folder)
        if turn % 3 == 2:
            assert_same(folder, whole(tmp_path / f"whole-{turn}", held.values()))


def test_a_conflict_comes_and_goes_with_a_document(tmp_path: Path) -> None:
    first = first_extraction()
    name = "c/三.txt"
    (figure,) = first.observations
    evidence = replace(figure.evidence, document=name)
    other = replace(
        first,
        article=replace(first.article, identifier=name),
        statements=(),
        observations=(replace(figure, value=Decimal("13.1"), evidence=evidence),),
    )
    folder = whole(tmp_path / "grown", [first, second_extraction()])
    grown(folder, [], [other])
    assert any("/Conflict/" in line for line in exported(folder))
    assert_same(folder, whole(tmp_path / "three", [first, second_extraction(), other]))
    grown(folder, [name], [])
    assert_same(folder, whole(tmp_path / "two", [first, second_extraction()]))


def test_the_counts_are_those_of_the_whole(reports: dict[str, Extraction], tmp_path: Path) -> None:
    names = sorted(reports)
    folder = whole(tmp_path / "grown", [reports[name] for name in names[:3]])
    grown(folder, names[:1], [reports[name] for name in names[3:5]])
    there = whole(tmp_path / "whole", [reports[name] for name in names[1:5]])
    mine, its = (noted_summary(Notes.reading(current_generation(each))) for each in (folder, there))
    assert mine == its


def test_a_reader_of_the_old_graph_goes_on(reports: dict[str, Extraction], tmp_path: Path) -> None:
    names = sorted(reports)
    folder = whole(tmp_path / "grown", [reports[name] for name in names[:2]])
    old = Graph.open(folder)
    before = set(old.store.quads_for_pattern(None, None, None, DefaultGraph()))
    for name in names[2:6]:
        grown(folder, [], [reports[name]])
    assert set(old.store.quads_for_pattern(None, None, None, DefaultGraph())) == before


def test_small_files_of_names_become_one(reports: dict[str, Extraction], tmp_path: Path) -> None:
    names = sorted(reports)
    folder = whole(tmp_path / "grown", [reports[name] for name in names[:32]])
    counts = []
    for name in names[32:]:
        grown(folder, [], [reports[name]])
        counts.append(len(segments(Graph.open(folder).index)))
    assert max(counts) <= 4
    assert len(set(counts)) > 1
