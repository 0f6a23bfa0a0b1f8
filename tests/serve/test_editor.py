"""The query editor in a real Chromium: it runs, completes, tells faults, and asks this server only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import httpx
import pytest
from playwright.sync_api import sync_playwright

from kg.serve.editor import known
from tests.browser import FLAGS, chromium

SHA256 = {  # of @zazuko/yasgui 4.6.2 as it is published
    "yasgui.min.js": "55034eaac74c55f55fbd1eeed008ae38a79053651cbed2b453f1fcfd895a4b75",
    "yasgui.min.css": "085b94556b97f9928981bdedb6848fd11ad4d8d950e821f0d698c58ca538fc55",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, url: str) -> Iterator[Any]:
    """The editor, opened; at the end it must not have complained nor asked another host."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith((url, "blob:", "data:")) else asked.append(r.url))
    opened.goto(f"{url}/sparql")
    opened.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    yield opened
    context.close()
    assert asked == []
    assert [text for text in said if "400 (Bad Request)" not in text] == []


def _write(page: Any, query: str) -> None:
    page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)


def _cells(page: Any) -> list[str]:
    page.wait_for_selector(".yasr_results tbody td", timeout=20_000)
    return list(page.locator(".yasr_results tbody td").all_inner_texts())


def test_a_query_runs_and_chinese_is_shown(page: Any) -> None:
    page.locator(".yasqe_queryButton").click()
    assert any("青溪县公安局" in cell for cell in _cells(page))
    assert any("渡口警长制" in cell for cell in _cells(page))


def test_an_example_is_offered_in_two_languages_and_runs(page: Any) -> None:
    page.select_option("#examples", "documents")
    assert any("一.txt" in cell for cell in _cells(page))
    chosen = page.locator("#examples option[value=documents]").inner_text()
    assert " · " in chosen


def test_a_fault_is_marked_in_its_line(page: Any) -> None:
    _write(page, "SELECT ?s {\n  ?s ?p\n}")
    page.wait_for_selector(".parseErrorIcon", timeout=10_000)


def test_what_the_server_refuses_is_told(page: Any) -> None:
    _write(page, "SELECT * { ?s ?p ?o SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector("text=SERVICE clause", timeout=20_000)


def test_the_vocabulary_is_completed(page: Any) -> None:
    _write(page, "PREFIX pol: <https://w3id.org/policing-kg/ontology#>\nSELECT * { ?s pol:run }")
    page.evaluate(
        "() => { const c = document.querySelector('.CodeMirror').CodeMirror; c.focus(); c.setCursor(1, 21) }"
    )
    page.keyboard.press("Control+Space")
    page.wait_for_function(
        "document.querySelector('.CodeMirror').CodeMirror.getValue().includes('pol:runs ')"
        " || [...document.querySelectorAll('.CodeMirror-hint')].some(e => e.textContent.includes('runs'))",
        timeout=10_000,
    )


def test_the_answer_is_downloaded_as_csv(page: Any) -> None:
    page.locator(".yasqe_queryButton").click()
    _cells(page)
    with page.expect_download() as begun:
        page.locator(".yasr_downloadIcon").click()
    text = begun.value.path().read_text("utf-8")
    assert "渡口警长制" in text and begun.value.suggested_filename.endswith(".csv")


def test_a_thing_of_an_answer_has_its_page_here(page: Any, url: str) -> None:
    _write(page, "SELECT ?p { ?p a <https://w3id.org/policing-kg/ontology#Program> }")
    page.locator(".yasqe_queryButton").click()
    _cells(page)
    with page.context.expect_page() as begun:
        page.locator(".yasr_results tbody a.iri").first.click()
    begun.value.wait_for_load_state()
    assert begun.value.url.startswith(f"{url}/id/Program/")
    assert "渡口警长制" in begun.value.content()


def test_every_example_is_a_query_that_runs(client: httpx.Client) -> None:
    for query in known()["queries"]:
        assert query["zh"] and query["en"]
        reply = client.post("/sparql", data={"query": query["sparql"]})
        assert reply.status_code == 200, (query["name"], reply.text)


def test_the_vocabulary_is_the_ontologys(client: httpx.Client) -> None:
    offered = client.get("/editor.json").json()
    assert "https://w3id.org/policing-kg/ontology#PoliceUnit" in offered["classes"]
    assert "https://w3id.org/policing-kg/ontology#runs" in offered["properties"]
    assert offered["prefixes"]["pol"] == "https://w3id.org/policing-kg/ontology#"


@pytest.mark.parametrize("name", SHA256)
def test_the_editor_is_as_published(name: str) -> None:
    assert hashlib.sha256(files("kg.serve").joinpath(name).read_bytes()).hexdigest() == SHA256[name]


@pytest.mark.parametrize(
    ("path", "media", "words"),
    [
        ("/yasgui.min.js", "text/javascript", "Yasgui"),
        ("/yasgui.min.css", "text/css", ".yasgui"),
        ("/editor.js", "text/javascript", "Yasgui"),
        ("/yasgui-licences.txt", "text/plain", "MIT"),
    ],
)
def test_its_parts_come_from_here(client: httpx.Client, path: str, media: str, words: str) -> None:
    reply = client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, f"{media}; charset=utf-8")
    assert words in reply.text
