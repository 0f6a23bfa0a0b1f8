"""A path to a page in, a real headless Chromium with the network cut out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium() -> str:
    """Path of the browser; the test is skipped where there is none, and fails in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found; scripts/test installs it on Debian as root")
        pytest.skip("no Chromium found")
    return found


class Watched:
    """An open page, with what it said on its console and what it asked the network for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "request",
            lambda r: self.requests.append(r.url) if not r.url.startswith(("file:", "blob:")) else None,
        )


@contextmanager
def opened(path: Path, width: int = 1280, height: int = 800) -> Iterator[Watched]:
    """Open the file `path` offline, in a window of the given size, and wait until it is ready."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}, accept_downloads=True
        )
        watched = Watched(context.new_page())
        watched.page.goto(path.resolve().as_uri())
        watched.page.wait_for_selector("html[data-ready]", timeout=60_000, state="attached")
        yield watched
        browser.close()
