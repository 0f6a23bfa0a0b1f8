"""The pages of `kg view`, served: whole, around a name, and in a Chromium that reaches only this server."""

import httpx
import pytest
from playwright.sync_api import sync_playwright

from tests.browser import FLAGS, chromium
from tests.graph.conftest import first_extraction


@pytest.mark.parametrize("name", ["graph", "map", "timeline", "outcomes"])
def test_a_view_is_a_page_with_a_policy_of_its_own(url: str, name: str) -> None:
    answer = httpx.get(f"{url}/view/{name}", timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_document_is_shown(url: str) -> None:
    identifier = first_extraction().article.identifier
    answer = httpx.get(f"{url}/view/document", params={"document": identifier}, timeout=60)
    assert answer.status_code == 200
    assert identifier in answer.text


def test_around_a_name_there_is_less(url: str) -> None:
    name = next(e.name for e in first_extraction().entities if not e.private)
    whole = httpx.get(f"{url}/view/graph", timeout=60).text
    near = httpx.get(f"{url}/view/graph", params={"around": name}, timeout=60)
    assert near.status_code == 200
    assert len(near.text) <= len(whole)


@pytest.mark.parametrize(
    ("path", "status"), [("/view/nonsense", 404), ("/view/graph?around=没有这个名字", 400)]
)
def test_a_wrong_view_is_told_in_one_line(url: str, path: str, status: int) -> None:
    answer = httpx.get(url + path, timeout=60)
    assert answer.status_code == status
    assert len(answer.text.strip().splitlines()) == 1


def test_the_served_page_works_in_a_browser(url: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "request",
            lambda r: asked.append(r.url) if not r.url.startswith((url, "blob:", "data:")) else None,
        )
        page.goto(f"{url}/view/graph")
        page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
        browser.close()
    assert [text for text in said if "favicon" not in text] == []
    assert asked == []
