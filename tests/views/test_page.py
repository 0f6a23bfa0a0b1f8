"""The page in a real Chromium with the network cut: search, filter, evidence, path, export, hostile text."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.evaluation.gold import gold_extraction, gold_names
from kg.graph import Graph
from kg.graph.write import write_graph
from kg.records import Extraction
from kg.views.page import render
from kg.views.projection import project
from kg.views.shell import embedded
from tests.browser import Watched, opened

GOLD = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e'\"--><b>"


def hostile(extraction: Extraction) -> Extraction:
    """Give the document a title and an entity a name that would run if anything forgot to escape it."""
    first, *others = extraction.entities
    article = replace(extraction.article, title=HOSTILE)
    return replace(extraction, article=article, entities=(replace(first, aliases=(HOSTILE,)), *others))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    first, *others = [gold_extraction(GOLD, name) for name in list(gold_names(GOLD))[:6]]
    write_graph(folder / "g", [hostile(first), *others])
    out = folder / "page.html"
    out.write_text(render(project(Graph.open(folder / "g").store)), "utf-8")
    return out


@pytest.fixture
def open_page(page: Path) -> Iterator[Watched]:
    with opened(page) as watched:
        yield watched
        assert watched.complaints == []
        assert watched.requests == []


def find(watched: Watched, words: str) -> str:
    """Type into the search box, take the first hit, and give the panel's heading."""
    watched.page.fill("#box", words)
    watched.page.press("#box", "Enter")
    return str(watched.page.inner_text("#panel h2"))


@pytest.mark.parametrize("words", ["昆山市公安局", "kunshan", "昆山公安"])
def test_search_by_name_pinyin_and_alias(open_page: Watched, words: str) -> None:
    assert "昆山" in find(open_page, words)


def spot(watched: Watched, entity: str = "state.picked") -> tuple[float, float]:
    """Where an entity stands in the window."""
    place = watched.page.evaluate(f"network.canvasToDOM(network.getPositions([{entity}])[{entity}])")
    return place["x"], place["y"]


def test_a_click_on_a_node_shows_its_evidence(open_page: Watched) -> None:
    find(open_page, "昆山市公安局")
    place = spot(open_page)
    open_page.page.keyboard.press("Escape")
    assert open_page.page.is_hidden("#panel")
    open_page.page.mouse.click(*place)
    open_page.page.wait_for_selector("#panel blockquote", state="attached")
    assert open_page.page.inner_text("#panel h2") == "昆山市公安局"
    assert open_page.page.locator("#panel mark").count() > 0


def test_the_span_of_the_entity_is_marked_by_its_offsets(open_page: Watched) -> None:
    """`市局` and `我市` are marked where they name the entity, though neither is its name."""
    assert open_page.page.evaluate("KG.evidence.filter((row) => row[6].length).length") > 20
    proof = {"exact": "\U00020000局破案9起", "spans": [0, 0, 2, -1, 4, 5]}
    box = open_page.page.evaluate(
        "(p) => [...marked(p, [0]).childNodes].map((n) => [n.nodeName, n.textContent])", proof
    )
    assert [part for part in box if part[1]] == [
        ["MARK", "\U00020000局"],
        ["#text", "破案"],
        ["MARK", "9"],
        ["#text", "起"],
    ]


def test_a_large_graph_opens_on_its_groups(open_page: Watched) -> None:
    page = open_page.page
    assert page.evaluate("nodes.getIds().every(isBubble)")
    group = page.evaluate("nodes.getIds()[0]")
    page.mouse.click(*spot(open_page, f"'{group}'"))
    assert page.evaluate("nodes.getIds().filter((id) => !isBubble(id)).length") > 3
    assert group not in page.evaluate("nodes.getIds()")
    page.click("#overview")
    assert page.evaluate("nodes.getIds().every(isBubble)")


def test_filters_narrow_what_is_drawn(open_page: Watched) -> None:
    page = open_page.page
    page.click("#more > summary")
    page.click("#all")
    before = page.evaluate("nodes.length")
    page.uncheck("#classes input[data-kind=Person]")
    without_people = page.evaluate("nodes.length")
    assert 0 < without_people < before
    page.click("#filters-open")
    page.select_option("#property", "runs")
    assert 0 < page.evaluate("nodes.length") < without_people
    assert page.evaluate("edges.get().every((e) => KG.facts[e.id][1] === 'runs')")
    page.click("#overview")
    assert page.evaluate("nodes.getIds().every(isBubble)")


@pytest.mark.parametrize("select", ["place", "year", "document"])
def test_each_filter_leaves_a_part(open_page: Watched, select: str) -> None:
    open_page.page.click("#filters-open")
    value = open_page.page.evaluate(f"document.querySelectorAll('#{select} option')[1].value")
    open_page.page.select_option(f"#{select}", value)
    assert 0 < open_page.page.evaluate("nodes.length") < open_page.page.evaluate("KG.entities.length")


def test_labels_do_not_cover_each_other(open_page: Watched) -> None:
    find(open_page, "昆山市公安局")
    written = open_page.page.evaluate(
        """(() => { const rows = [];
           const pen = { fillText(t, x, y) { rows.push([t, x, y]); }, strokeText() {} };
           drawLabels(pen); return rows; })()"""
    )
    assert "昆山市公安局" in [words for words, _, _ in written]
    assert "开展" in [words for words, _, _ in written]
    assert len({(x, y) for _, x, y in written}) == len(written)


def test_a_path_joins_two_picked_nodes(open_page: Watched) -> None:
    start, end = open_page.page.evaluate(
        "(() => { const f = KG.facts.find((f) => typeof f[2] === 'number'); "
        "const far = neighboursOf(f[2]).find((n) => n !== f[0]); return [f[0], far ?? f[2]]; })()"
    )
    open_page.page.click("#path")
    open_page.page.evaluate("([a, b]) => { onPick(a); onPick(b); }", [start, end])
    said = open_page.page.inner_text("#status")
    assert said.startswith(open_page.page.evaluate("(i) => entity(i).name", start))
    assert said.endswith(open_page.page.evaluate("(i) => entity(i).name", end))
    assert open_page.page.locator("#panel section").count() == said.count("→")
    assert open_page.page.locator("#panel blockquote").count() > 0


def test_physics_is_off_until_it_is_asked_for(open_page: Watched) -> None:
    page = open_page.page
    assert page.evaluate("network.physics.physicsEnabled") is False
    page.click("#more > summary")
    page.click("#physics")
    assert page.evaluate("network.physics.physicsEnabled") is True
    page.click("#more > summary")
    page.click("#physics")
    assert page.get_attribute("#physics", "aria-pressed") == "false"


def test_double_click_keeps_the_neighbours_only(open_page: Watched) -> None:
    find(open_page, "昆山市公安局")
    open_page.page.mouse.dblclick(*spot(open_page))
    drawn = open_page.page.evaluate("nodes.length")
    assert drawn == open_page.page.evaluate("1 + new Set(neighboursOf(state.picked)).size")


def test_the_keyboard_alone_suffices(open_page: Watched) -> None:
    page = open_page.page
    page.keyboard.press("/")
    page.keyboard.type("kunshan")
    hits = page.locator("#hits [role=option]")
    assert hits.count() > 1
    page.keyboard.press("ArrowDown")
    assert hits.nth(1).get_attribute("aria-selected") == "true"
    assert page.get_attribute("#box", "aria-activedescendant") == "hit-1"
    name = hits.nth(1).locator("span").inner_text()
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == name
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.id") == "box"
    page.focus("#mynetwork")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#panel h2")
    page.focus("#mynetwork")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#panel h2") != "" != first


def test_every_control_has_a_name(open_page: Watched) -> None:
    nameless = open_page.page.evaluate(
        """[...document.querySelectorAll("button, select, input")].filter((e) => !(e.textContent.trim()
           || e.getAttribute("aria-label") || e.closest("label"))).map((e) => e.id)"""
    )
    assert nameless == []


def test_what_is_drawn_can_be_read_as_a_list(open_page: Watched) -> None:
    open_page.page.click("#list")
    assert open_page.page.locator("#panel li").count() > 3
    open_page.page.click("#panel li button >> nth=0")
    assert open_page.page.evaluate("visibleNodes().length") > 3


def test_a_dark_page_has_light_letters(page: Path) -> None:
    with opened(page) as watched:
        watched.page.emulate_media(color_scheme="dark")
        ink = "new Promise((done) => requestAnimationFrame(() => done(colours.ink)))"
        assert watched.page.evaluate(ink) == "#e8eaed"
        assert watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 29)"


def test_the_table_of_what_is_drawn_runs_nothing_in_a_spreadsheet(open_page: Watched) -> None:
    find(open_page, "昆山市公安局")
    open_page.page.click("#more > summary")
    with open_page.page.expect_download() as download:
        open_page.page.click("#csv")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["subject", "property", "object", "sentence", "document"]
    assert len(rows) > 5
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)


@pytest.mark.parametrize("button", ["#png", "#svg"])
def test_the_drawing_is_saved_as_a_picture(open_page: Watched, button: str) -> None:
    find(open_page, "昆山市公安局")
    open_page.page.click("#more > summary")
    with open_page.page.expect_download() as download:
        open_page.page.click(button)
    head = Path(download.value.path()).read_bytes()[:4]
    assert head == {"#png": b"\x89PNG", "#svg": b"<svg"}[button]


def test_the_address_leads_back_to_what_was_picked(page: Path, open_page: Watched) -> None:
    find(open_page, "昆山市公安局")
    address = open_page.page.url
    open_page.page.goto("about:blank")
    open_page.page.goto(address)
    open_page.page.wait_for_selector("#panel h2")
    assert open_page.page.inner_text("#panel h2") == "昆山市公安局"


def test_a_hostile_tooltip_shows_as_text(open_page: Watched) -> None:
    """The library's own tooltip is text too, whatever a name holds."""
    find(open_page, "昆山市公安局")
    open_page.page.evaluate("(name) => nodes.update({ id: state.picked, title: name })", HOSTILE)
    open_page.page.mouse.move(*spot(open_page))
    open_page.page.wait_for_selector("div.vis-tooltip", state="visible")
    assert "onerror=alert(1)" in open_page.page.inner_text("div.vis-tooltip")
    assert open_page.page.locator("img").count() == 0


def test_hostile_text_shows_as_text(open_page: Watched) -> None:
    open_page.page.evaluate("choose(KG.entities.findIndex((e) => e[2].some((a) => a.includes('onerror'))))")
    assert "onerror=alert(1)" in open_page.page.inner_text("#panel")
    assert open_page.page.locator("img").count() == 0


def test_on_a_phone_the_panel_leaves_the_drawing_visible(page: Path) -> None:
    with opened(page, 390, 800) as watched:
        find(watched, "昆山市公安局")
        box = watched.page.locator("#panel").bounding_box()
        assert box["width"] <= 390
        assert box["y"] >= 300
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert watched.complaints == []


def test_the_language_of_the_page_can_be_changed(open_page: Watched) -> None:
    open_page.page.click("#language")
    assert open_page.page.inner_text("#filters-open") == "Filter"
    assert open_page.page.evaluate("document.documentElement.lang") == "en"


def test_embedded_text_cannot_leave_its_element() -> None:
    assert "<" not in embedded({"x": HOSTILE})
