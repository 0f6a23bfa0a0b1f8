"""Map, timeline, outcomes and document page in a real Chromium with the network cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import NoSuchName
from kg.evaluation.gold import gold_extraction, gold_names
from kg.graph import Graph
from kg.graph.cache import Cache
from kg.graph.write import write_graph
from kg.records import Extraction, Status
from kg.views import VIEWS, page_of
from kg.views.projection import project
from kg.views.whereabouts import _division, plane, points, whereabouts
from tests.browser import Watched, opened
from tests.views.test_page import GOLD, HOSTILE, hostile

DOCUMENT = "t1_kunshan.txt"


def with_plan_and_conflict(extraction: Extraction) -> Extraction:
    """Say one figure twice with different values, make another a plan; each number is at its quote's end."""
    numbered = [replace(o, figure=(o.evidence.end - 2, o.evidence.end)) for o in extraction.observations]
    dated = [o for o in numbered if o.period_start and o.period_end]
    other = replace(dated[0], value=dated[0].value + Decimal(7))
    plan = replace(
        extraction.observations[-1],
        metric="计划指标",
        evidence=replace(extraction.observations[-1].evidence, status=Status.PLANNED),
    )
    return replace(extraction, observations=(*numbered, other, plan))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("sheets") / "g"
    read = [gold_extraction(GOLD, name) for name in list(gold_names(GOLD))[:6]]
    first, *others = sorted(read, key=lambda e: e.article.identifier != DOCUMENT)
    kept = [with_plan_and_conflict(first), hostile(others[0]), *others[1:]]
    write_graph(folder, kept)
    for extraction in kept:
        Cache(folder, "test").put(extraction)
    return Graph.open(folder)


@contextmanager
def shown(graph: Graph, folder: Path, view: str, width: int = 1280, **options: str) -> Iterator[Watched]:
    """The view opened in the browser; no complaint and no request at its end."""
    out = folder / f"{view}.html"
    out.write_text(page_of(graph, view, **options), "utf-8")  # type: ignore[arg-type]
    with opened(out, width) as watched:
        yield watched
        assert watched.complaints == []
        assert watched.requests == []


def test_the_map_shows_what_is_where(graph: Graph, tmp_path: Path) -> None:
    with shown(graph, tmp_path, "map") as watched:
        page = watched.page
        assert page.locator("circle.mark").count() > 3
        page.fill("#box", "昆山市公安局")
        page.press("#box", "Enter")
        assert page.inner_text("#panel h2") == "昆山市公安局"
        page.keyboard.press("Escape")
        page.locator("circle.mark[aria-label^='昆山市']").click()
        assert "昆山市公安局" in page.inner_text("#panel")
        before = page.get_attribute("#plane", "viewBox")
        page.click("#closer")
        assert page.get_attribute("#plane", "viewBox") != before


def test_a_class_can_be_taken_off_the_map(graph: Graph, tmp_path: Path) -> None:
    with shown(graph, tmp_path, "map") as watched:
        said = watched.page.inner_text("#status")
        watched.page.uncheck("#classes input[data-kind=PoliceUnit]")
        assert watched.page.inner_text("#status") != said


def test_places_lie_where_the_official_lists_have_them(graph: Graph) -> None:
    projected = project(graph.store)
    where = points(projected)
    known = {projected.subjects[iri].name: point for iri, point in where.items()}
    x, y = plane(120.98, 31.39)  # Kunshan
    assert abs(known["昆山市"][0] - x) < 3 and abs(known["昆山市"][1] - y) < 3
    at = whereabouts(projected, where)
    unit = next(iri for iri, s in projected.subjects.items() if s.name == "昆山市公安局")
    assert [projected.subjects[place].name for place in at[unit]] == ["昆山市"]


def test_a_lake_is_no_county_of_its_name() -> None:
    assert _division("太湖", "", set()) is None
    lake = _division("太湖县", "", set())
    assert lake is not None and lake.name == "太湖县"


def test_the_timeline_is_in_order_and_opens_its_evidence(graph: Graph, tmp_path: Path) -> None:
    with shown(graph, tmp_path, "timeline") as watched:
        page = watched.page
        dates = page.evaluate("KG.beginnings.map((row) => row[1])")
        assert len(dates) > 3 and dates == sorted(dates)
        assert page.locator(".time").count() == len(dates)
        page.locator(".time .goto").first.click()
        assert page.locator("#panel blockquote").count() > 0
        xs = page.evaluate("KG.beginnings.map((row) => parseFloat(percent(row[1])))")
        assert xs == sorted(xs) and xs[0] >= 0 and xs[-1] <= 100


def test_outcomes_mark_plans_and_conflicts(graph: Graph, tmp_path: Path) -> None:
    with shown(graph, tmp_path, "outcomes") as watched:
        page = watched.page
        page.fill("#box", "昆山市")
        page.press("#box", "Enter")
        page.evaluate("closePanel(); wantedCards = 1000; paint()")
        assert page.locator(".outcome .conflict").count() == 2
        assert page.locator(".outcome .planned").count() == 1
        assert page.locator(".outcome rect.plan, .outcome .planned").count() >= 1
        page.select_option("#by", "credit")
        assert page.locator(".card-of").last.locator("h2").inner_text().startswith("未归功")
        page.select_option("#by", "place")
        page.locator(".outcome .goto").first.click()
        assert page.locator("#panel blockquote").count() > 0


def test_a_document_shows_its_whole_text_with_its_mentions(graph: Graph, tmp_path: Path) -> None:
    source = gold_extraction(GOLD, DOCUMENT.removesuffix(".txt"))
    with shown(graph, tmp_path, "document", document="kunshan") as watched:
        page = watched.page
        text = page.evaluate(
            """[...document.querySelectorAll(".piece")].map((e) => { const copy = e.cloneNode(true);
               copy.querySelectorAll(".read").forEach((b) => b.remove());
               return copy.textContent; }).join("")"""
        )
        assert text == source.article.text
        assert page.locator(".mention").count() == len({(m.start, m.end) for m in source.mentions})
        page.locator(".mention").first.click()
        assert page.locator("#panel h2").inner_text() != ""
        page.locator(".read").first.click()
        assert page.locator("#panel blockquote").count() > 0
        page.locator(".number").first.click()
        assert page.locator("#panel li").count() == 1


def test_a_scanned_page_shows_its_lines_where_they_stood(tmp_path: Path) -> None:
    read = gold_extraction(GOLD, DOCUMENT.removesuffix(".txt"))
    lines = [line for line in read.article.sentences[1:6] if line.end - line.start > 4]
    boxes = tuple((s.start, s.end, 1, 50.0, 40.0 * i, 750.0, 40.0 * i + 24) for i, s in enumerate(lines, 1))
    scanned = replace(read, article=replace(read.article, boxes=boxes))
    write_graph(tmp_path / "scan", [scanned])
    Cache(tmp_path / "scan", "test").put(scanned)
    with shown(Graph.open(tmp_path / "scan"), tmp_path, "document", document=DOCUMENT) as watched:
        watched.page.click("#scan")
        assert watched.page.locator(".scan .print").count() == len(boxes)
        said = watched.page.evaluate("[...document.querySelectorAll('.scan text')].map((e) => e.textContent)")
        assert said == [read.article.exact(s.start, s.end) for s in lines]
        watched.page.locator(".scan .found").first.click()
        assert watched.page.locator("#panel h2").inner_text() != ""


def test_without_the_text_its_sentences_are_shown(graph: Graph, tmp_path: Path) -> None:
    source = gold_extraction(GOLD, DOCUMENT.removesuffix(".txt"))
    write_graph(tmp_path / "bare", [source])
    with shown(Graph.open(tmp_path / "bare"), tmp_path, "document", document=DOCUMENT) as watched:
        assert watched.page.locator(".piece").count() > 0
        assert watched.page.locator(".mention").count() > 0


@pytest.mark.parametrize("wanted", ["nowhere.txt", ".txt"])
def test_a_document_must_be_one(graph: Graph, wanted: str) -> None:
    with pytest.raises(NoSuchName):
        page_of(graph, "document", document=wanted)


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_shows_as_text_in_every_view(graph: Graph, tmp_path: Path, view: str) -> None:
    other = next(name for name in project(graph.store).documents if name != DOCUMENT)
    options = {"document": other} if view == "document" else {}
    with shown(graph, tmp_path, view, **options) as watched:
        page = watched.page
        page.evaluate("choose(KG.entities.findIndex((e) => e[2].some((a) => a.includes('onerror'))))")
        assert HOSTILE in page.evaluate("panel.textContent")
        assert page.locator("img, iframe").count() == 0
        assert page.locator("script").count() < 14


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_a_phone_and_speaks_english(graph: Graph, tmp_path: Path, view: str) -> None:
    options = {"document": DOCUMENT} if view == "document" else {}
    with shown(graph, tmp_path, view, 390, **options) as watched:
        watched.page.click("#language")
        assert watched.page.evaluate("document.documentElement.lang") == "en"
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
