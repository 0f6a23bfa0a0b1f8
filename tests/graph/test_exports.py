"""Exports for other tools, each read back as the tool reads it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.errors import Unwritable
from kg.graph import Graph
from kg.graph.cube import CUBE
from kg.graph.iris import POL
from kg.graph.tables import observation_rows, records, statement_rows

QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
# Properties that followthemoney 4.11 knows, of the schemata that an export may hold.
THING = {"name", "alias", "sourceUrl"}
INTERVAL = {"date", "description", "proof", "recordId", "summary", "startDate"}
INTEREST = INTERVAL | {"role", "status"}
SCHEMATA = {
    "Address": THING | {"full"},
    "PublicBody": THING | {"incorporationDate"},
    "Organization": THING | {"incorporationDate"},
    "Person": THING,
    "Position": THING | {"inceptionDate"},
    "Project": THING | {"startDate"},
    "Asset": THING,
    "Event": THING | {"startDate"},
    "Note": THING,
    "CourtCase": THING,
    "Document": {"fileName", "publishedAt", "sourceUrl"},
    "Membership": INTEREST | {"member", "organization"},
    "Occupancy": INTERVAL | {"holder", "post"},
    "ProjectParticipant": INTEREST | {"participant", "project"},
    "UnknownLink": INTEREST | {"subject", "object"},
}
ENDS = {
    "Membership": ("member", "organization"),
    "Occupancy": ("holder", "post"),
    "ProjectParticipant": ("participant", "project"),
    "UnknownLink": ("subject", "object"),
}


def _imported(file: Path) -> list[dict[str, Any]]:
    """Rows as the importer reads them: `name:type` headers, one line a row, `;` between array values."""
    lines = file.read_text("utf-8").split("\n")
    heads, *rows = csv.reader(lines[:-1])
    assert len(rows) == len(lines) - 2  # no row is broken over lines
    return [{head: _typed(head, cell) for head, cell in zip(heads, row, strict=True)} for row in rows]


def _typed(head: str, cell: str) -> Any:
    if head.endswith(":double"):
        return float(cell) if cell else None
    if head.endswith(("[]", ":LABEL")):
        return cell.split(";") if cell else []
    return cell


def test_neo4j_imports_what_the_graph_says(reports: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "out.neo4j"
    reports.export(folder, private=True)
    nodes = [
        row for name in ("entities", "observations", "documents") for row in _imported(folder / f"{name}.csv")
    ]
    ids = Counter(row["iri:ID"] for row in nodes)
    assert set(ids.values()) == {1}
    relations = _imported(folder / "relations.csv") + _imported(folder / "links.csv")
    assert {row[end] for row in relations for end in (":START_ID", ":END_ID")} <= ids.keys()
    stated = [row for row in records(statement_rows(reports, True)) if row["object_class"]]
    assert len(_imported(folder / "relations.csv")) == len(stated)
    told = _imported(folder / "relations.csv")
    assert all(row[":TYPE"].startswith("PLANNED_") for row in told if row["status"] == "Planned")


def test_neo4j_rows_are_typed(hand: Graph, tmp_path: Path) -> None:
    hand.export(tmp_path / "out.neo4j")
    entities = {row["name"]: row for row in _imported(tmp_path / "out.neo4j" / "entities.csv")}
    assert entities["青溪县公安局"]["aliases:string[]"] == ["县公安局", "青溪公安"]
    assert entities["青溪县公安局"][":LABEL"] == ["Entity", "PoliceUnit"]
    assert "孙女士" not in entities
    (figure,) = _imported(tmp_path / "out.neo4j" / "observations.csv")
    assert (figure["metric"], figure["value:double"]) == ("盗窃警情数", 12.5)
    kinds = Counter(row[":TYPE"] for row in _imported(tmp_path / "out.neo4j" / "relations.csv"))
    assert kinds == {"RUNS": 2, "PLANNED_RUNS": 1, "PART_OF": 1, "PARTNER_OF": 1, "LOCATED_IN": 1}


def _lines(file: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len({each["id"] for each in found}) == len(found)
    return {each["id"]: each for each in found}


def test_follow_the_money_knows_every_property(reports: Graph, tmp_path: Path) -> None:
    reports.export(tmp_path / "out.ftm.jsonl", private=True)
    found = _lines(tmp_path / "out.ftm.jsonl")
    for each in found.values():
        assert each["properties"].keys() <= SCHEMATA[each["schema"]], each
        for end in ENDS.get(each["schema"], ()):
            (other,) = each["properties"][end]
            assert other in found
        for proof in each["properties"].get("proof", []):
            assert found[proof]["schema"] == "Document"


def test_follow_the_money_itself_keeps_every_value(reports: Graph, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney").model
    reports.export(tmp_path / "out.ftm.jsonl", private=True)
    for each in _lines(tmp_path / "out.ftm.jsonl").values():
        read = model.get_proxy(each, cleaned=False)
        assert {name: len(read.get(name)) for name in each["properties"]} == {
            name: len(values) for name, values in each["properties"].items()
        }


def test_follow_the_money_tells_each_statement_with_its_provenance(hand: Graph, tmp_path: Path) -> None:
    hand.export(tmp_path / "out.ftm.jsonl")
    found = _lines(tmp_path / "out.ftm.jsonl")
    (runs,) = [each for each in found.values() if each["schema"] == "ProjectParticipant"]
    told = runs["properties"]
    project = found[told["project"][0]]["properties"]
    assert (project["name"], project["startDate"]) == (["渡口警长制"], ["2023-04"])
    assert found[told["participant"][0]]["schema"] == "PublicBody"
    assert (told["role"], told["status"], told["recordId"]) == (["runs"], ["Asserted"], ["test/hand@1"])
    assert {found[proof]["properties"]["fileName"][0] for proof in told["proof"]} == {"a/一.txt", "b/二.txt"}
    links = {
        (each["properties"]["role"][0], each["properties"]["status"][0])
        for each in found.values()
        if each["schema"] == "UnknownLink"
    }
    assert links == {
        ("locatedIn", "Asserted"),
        ("partOf", "Asserted"),
        ("partnerOf", "Asserted"),
        ("runs", "Planned"),
    }
    assert "Person" not in {each["schema"] for each in found.values()}


def test_parquet_tables_are_typed(hand: Graph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    hand.export(tmp_path / "out.parquet")
    (figure,) = parquet.read_table(tmp_path / "out.parquet" / "observations.parquet").to_pylist()
    assert (figure["about"], figure["value"], figure["from_value"]) == ("青溪县", 12.5, None)
    statements = parquet.read_table(tmp_path / "out.parquet" / "statements.parquet").to_pylist()
    assert [row["sentence"] for row in statements] == [r["sentence"] for r in records(statement_rows(hand))]
    names = parquet.read_table(tmp_path / "out.parquet" / "entities.parquet").column("name").to_pylist()
    assert "青溪县公安局" in names
    assert "孙女士" not in names


def test_parquet_without_pyarrow_says_what_to_install(hand: Graph, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from kg.cli import main; sys.argv[0] = 'kg'; sys.argv[1:] = "
        f"['export', {str(tmp_path / 'out.parquet')!r}, '-g', {str(hand.path)!r}]\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "pip install 'policing-kg[spark]'" in done.stderr
    assert list((tmp_path / "out.parquet").iterdir()) == []


def _components(cube: rdflib.Graph, role: rdflib.URIRef) -> set[rdflib.URIRef]:
    return {name for name in cube.objects(None, role) if isinstance(name, rdflib.URIRef)}


def test_the_cube_is_well_formed(reports: Graph, tmp_path: Path) -> None:
    """Integrity constraints 1, 2, 11, 12 and 14 of the RDF Data Cube vocabulary."""
    reports.export(tmp_path / "out.qb.ttl", private=True)
    cube = rdflib.Graph().parse(tmp_path / "out.qb.ttl")
    (dataset,) = cube.subjects(rdflib.RDF.type, QB.DataSet)
    assert len(list(cube.objects(dataset, QB.structure))) == 1
    dimensions, measures = _components(cube, QB.dimension), _components(cube, QB.measure)
    observations = set(cube.subjects(rdflib.RDF.type, QB.Observation))
    keys = set()
    for each in observations:
        assert list(cube.objects(each, QB.dataSet)) == [dataset]
        values = [list(cube.objects(each, name)) for name in sorted(dimensions)]
        assert {len(value) for value in values} == {1}
        keys.add(tuple(value[0] for value in values))
        assert [len(list(cube.objects(each, name))) for name in measures] == [1]
    assert len(keys) == len(observations)
    assert len(observations) == len(
        {row["observation_iri"] for row in records(observation_rows(reports, True))}
    )
    known = {quad.subject.value for quad in reports.union()}  # type: ignore[union-attr]
    assert {str(metric) for metric in cube.objects(None, rdflib.URIRef(POL + "metric"))} <= known


def test_the_cube_keeps_the_figure(hand: Graph, tmp_path: Path) -> None:
    hand.export(tmp_path / "out.qb.ttl")
    cube = rdflib.Graph().parse(tmp_path / "out.qb.ttl")
    (figure,) = cube.subjects(rdflib.RDF.type, QB.Observation)
    (value,) = cube.objects(figure, rdflib.URIRef(POL + "value"))
    assert value.toPython() == Decimal("12.5")  # type: ignore[attr-defined]
    assert str(cube.value(figure, rdflib.URIRef(CUBE + "period"))) == "2024-01-01.."


@pytest.mark.parametrize("ending", [".neo4j", ".parquet"])
def test_a_file_in_the_place_of_a_folder_is_refused(hand: Graph, tmp_path: Path, ending: str) -> None:
    (tmp_path / f"out{ending}").write_text("in the way", "utf-8")
    with pytest.raises(Unwritable, match="choose another place"):
        hand.export(tmp_path / f"out{ending}")


def test_the_longest_ending_decides(hand: Graph, tmp_path: Path) -> None:
    hand.export(tmp_path / "out.ttl")
    hand.export(tmp_path / "out.qb.ttl")
    assert "qb:DataSet" in (tmp_path / "out.qb.ttl").read_text("utf-8")
    assert "qb:DataSet" not in (tmp_path / "out.ttl").read_text("utf-8")
