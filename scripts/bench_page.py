"""Numbers of entities and facts in, how soon the page answers and how large it is out, beside plain pyvis.

    python scripts/bench_page.py                  # 2,000 entities, 6,000 facts
    python scripts/bench_page.py 20000 60000

Both pages hold the same graph and are opened in headless Chromium without a network. The page counts as
open when it has drawn, and has answered a search; plain pyvis when it has drawn and settled.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.graph.iris import ID
from kg.views.page import render
from kg.views.projection import CLASSES, Fact, Projection, Proof, Subject
from tests.browser import FLAGS, chromium

PLACES = "湖吴兴德清长安吉南浔织里嘉宁绍台温丽金衢舟杭"
TASKS = "反诈生态巡防护校水库安全法制交通户籍消防禁毒"
LONGEST = 120_000  # milliseconds to wait for a page
PROPERTIES = ("runs", "partOf", "locatedIn", "uses", "partnerOf")


def made_up(entities: int, facts: int) -> Projection:
    """A graph in which a few entities have many facts and most have few, with a sentence for each fact."""
    dice = random.Random(7)
    names = [f"{dice.choice(PLACES)}{dice.choice(PLACES)}{dice.choice(TASKS)}{i}队" for i in range(entities)]
    subjects = {}
    for name in names:
        kind = dice.choice(CLASSES)
        iri = f"{ID}{kind}/{name}"
        subjects[iri] = Subject(iri, kind, name, {name[:3]}, {"hú zhōu fǎn zhà duì"})
    iris, said = list(subjects), {}
    while len(said) < facts:
        near = dice.randrange(entities)
        far = (
            int(entities * dice.random() ** 3)
            if dice.random() < 0.1
            else near // 60 * 60 + dice.randrange(60)
        )
        if near != far < entities:
            said[iris[near], dice.choice(PROPERTIES), iris[far]] = len(said)
    rows = []
    for (s, p, o), n in sorted(said.items()):
        words = (
            f"{subjects[s].name}会同{subjects[o].name}在辖区开展第{n}次联合行动，全年共处置各类警情若干起。"
        )
        rows.append(
            Fact(s, p, o, False, [Proof("a.txt", n, n + len(words), words, "rule@1", 0.9, "Asserted")])
        )
        subjects[s].degree += 1
        subjects[o].degree += 1
    documents = {"a.txt": {"title": "通报", "issued": "2024-01-01", "publisher": ""}}
    return Projection(dict(sorted(subjects.items())), rows, [], documents)


def plain_pyvis(graph: Projection) -> str:
    """The same entities and facts as pyvis shows them without our help."""
    from pyvis.network import Network

    network = Network(height="100vh", cdn_resources="in_line", directed=True)
    for iri, subject in graph.subjects.items():
        network.add_node(iri, label=subject.name, title=subject.kind)
    for fact in graph.facts:
        title = f"{fact.predicate}\n{fact.proofs[0].exact}"
        network.add_edge(fact.subject, fact.object, label=fact.predicate, title=title)
    html: str = network.generate_html()
    return html


def opened(browser: Any, path: Path, settled: str) -> float:
    """Milliseconds from asking for the page until `settled`, a script that gives a promise, is kept."""
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(LONGEST)
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    try:
        page.wait_for_selector("#mynetwork canvas", state="attached")
        page.evaluate(settled)
        spent = (time.perf_counter() - start) * 1000
    except Exception as error:
        print(f"  gave up: {str(error).splitlines()[0]}")
        spent = float(LONGEST)
    page.close()
    return spent


OURS = """new Promise((done) => { const wait = () => document.documentElement.dataset.ready
  ? (search("fanzha"), requestAnimationFrame(() => requestAnimationFrame(done)))
  : setTimeout(wait, 5); wait(); })"""
ALL = OURS.replace('(search("fanzha")', "(openAll()")
PYVIS = """new Promise((done, fail) => { setTimeout(() => fail(new Error("not settled")), 110000);
  const wait = () => typeof network === "undefined" || !network ? setTimeout(wait, 5)
  : network.once("stabilizationIterationsDone", () => requestAnimationFrame(done)); wait(); })"""


def main(entities: int, facts: int) -> None:
    """Print time and size of both pages, and their ratios."""
    from playwright.sync_api import sync_playwright

    graph = made_up(entities, facts)
    start = time.perf_counter()
    ours = render(graph)
    print(f"{entities} entities, {facts} facts; written in {time.perf_counter() - start:.1f} s")
    allowed = 2_000_000 + 500 * facts
    size, plain = len(ours.encode()), plain_pyvis(graph)
    print(
        f"size: page {size / 1e6:.2f} MB (limit {allowed / 1e6:.2f}), "
        f"pyvis {len(plain.encode()) / 1e6:.2f} MB"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        one, two = Path(folder, "page.html"), Path(folder, "pyvis.html")
        one.write_text(ours, "utf-8")
        two.write_text(plain, "utf-8")
        first = min(opened(browser, one, OURS) for _ in range(3))
        every = min(opened(browser, one, ALL) for _ in range(2))
        other = opened(browser, two, PYVIS)
        print(
            f"open: page {first:.0f} ms, with up to 2,000 entities drawn {every:.0f} ms, pyvis {other:.0f} ms"
        )
        print(f"ratio: {other / first:.1f} times as fast, size {size / len(plain.encode()):.2f} of pyvis")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (2000, 6000)))
