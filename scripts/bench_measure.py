"""Two sides of a comparison in, a row of the table of performance out; and the clocks that measure them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measure:
    """One claim: our side and the other's in `unit`, `ratio` of the two, and what it should be.

    `target` begins with ≥ or ≤; "" where none is set. `note` says what was measured.
    """

    name: str
    ours: float
    other: float | None
    unit: str
    ratio: float | None
    target: str
    note: str

    @property
    def met(self) -> str:
        """yes, no, or nothing where no target is set; of the ratio, else of our side."""
        value = self.ours if self.ratio is None else self.ratio
        if not self.target:
            return ""
        wanted = float(self.target[1:].split()[0])
        return "yes" if (value >= wanted if self.target[0] == "≥" else value <= wanted) else "no"


def spent(task: Callable[[], object]) -> float:
    """Processor seconds of this process, all threads, for one call."""
    began = time.process_time()
    task()
    return time.process_time() - began


def best(task: Callable[[], object], rounds: int = 3) -> float:
    """The least processor seconds of some calls."""
    return min(spent(task) for _ in range(rounds))


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def program(*arguments: str) -> tuple[float, float, int]:
    """Wall seconds, processor seconds and peak memory in MB of one run of a Python program."""
    code = (
        "import resource, subprocess, sys, time\n"
        "t = time.perf_counter(); subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(time.perf_counter() - t, u.ru_utime + u.ru_stime, u.ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, *arguments], capture_output=True, text=True, check=True
    )
    wall, processor, memory = done.stdout.split()
    return float(wall), float(processor), int(memory)


def kg(*arguments: str) -> tuple[float, float, int]:
    """The same for the command line."""
    return program("-c", "from kg.cli import main; main()", *arguments)


def machine() -> str:
    """Processor, cores, memory and Python, without any name of the machine."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = models[0] if models else platform.machine()
    python = f"Python {platform.python_version()}, {platform.system()}"
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {python}"


def number(value: float | None) -> str:
    """A figure with three digits that matter."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(measures: Iterable[Measure]) -> Iterator[str]:
    """The measures as a Markdown table."""
    yield "| what | ours | the other | unit | ratio | target | met | how |"
    yield "|---|--:|--:|---|--:|---|---|---|"
    for m in measures:
        sides = f"{number(m.ours)} | {number(m.other)} | {m.unit} | {number(m.ratio)}"
        yield f"| {m.name} | {sides} | {m.target} | {m.met} | {m.note} |"


def save(measures: list[Measure], load: str) -> None:
    """Write `bench/results.json` and the table between the marks of `docs/performance.md`."""
    results = {"machine": machine(), "load": load, "measures": [asdict(m) | {"met": m.met} for m in measures]}
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    text = json.dumps(results, ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(text + "\n", "utf-8")
    page = ROOT / "docs" / "performance.md"
    before, mark, rest = page.read_text("utf-8").partition("<!-- table -->\n")
    after = rest.partition("<!-- end of table -->")[2]
    rows = "\n".join((f"Machine: {machine()}. {load}", "", *table(measures)))
    page.write_text(f"{before}{mark}{rows}\n<!-- end of table -->{after}", "utf-8")
