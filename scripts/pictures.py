"""A graph folder in, the pictures of the documentation out: one a row, taken in headless Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.graph import Graph
from kg.views import page_of
from tests.browser import opened

UNIT = "choose(byKey.get('PoliceUnit/湖州市公安局织里分局'))"
# picture, view, document, width, height, what is done before it is taken
PICTURES = (
    ("page", "graph", "", 1280, 800, UNIT),
    ("overview", "graph", "", 1280, 800, ""),
    ("phone", "graph", "", 390, 780, UNIT),
    ("map", "map", "", 1280, 720, "showMark(KG.marks[0])"),
    ("timeline", "timeline", "", 1100, 420, ""),
    ("outcomes", "outcomes", "", 1280, 720, ""),
    (
        "document",
        "document",
        "02-zhili-reform.txt",
        1280,
        560,
        "document.querySelectorAll('.read')[1].click()",
    ),
)
DARK = "dark"  # the first picture once more, at night


def taken(html: str, out: Path, width: int, height: int, action: str, scheme: str = "light") -> None:
    """Write one picture; the page's complaints end the run."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html, "utf-8")
        with opened(page, width, height) as watched:
            watched.page.emulate_media(color_scheme=scheme)
            if action:
                watched.page.evaluate(action)
            watched.page.wait_for_timeout(400)
            watched.page.screenshot(path=out)
            if watched.complaints or watched.requests:
                raise SystemExit(f"{out}: {watched.complaints} {watched.requests}")
    print(out)


def main(graph: Path, folder: Path) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    known = Graph.open(graph)
    for name, view, document, width, height, action in PICTURES:
        html = page_of(known, view, document=document)
        taken(html, folder / f"{name}.png", width, height, action)
    taken(page_of(known), folder / f"{DARK}.png", 1280, 800, UNIT, DARK)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
