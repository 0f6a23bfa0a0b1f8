"""A number of reports in, what a long build shows out: killed and restarted, recall, memory, the same bytes.

    python scripts/bench_scale.py --count 10000

The build is killed once when a third of the reports has been read and runs again to its end; a second,
undisturbed build must give the same export. Memory is sampled from the system twice a second, and recall of
the generator's known facts is compared with that on the first hundred reports.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from bench_build import made_up, recall

from kg.build import build
from kg.graph import Graph

KG = [sys.executable, "-c", "from kg.cli import main; main()"]


def started(sources: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    return subprocess.Popen(
        [*KG, "build", str(sources), "-g", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def resident(process: subprocess.Popen[bytes]) -> int:
    """Memory in MB that a process holds now; 0 when it is over."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        return 0
    rows = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(rows[0]) // 1024 if rows else 0


def read_so_far(folder: Path) -> int:
    """How many extractions the cache of a graph folder holds."""
    return sum(1 for _ in (folder / "cache").rglob("*")) if (folder / "cache").exists() else 0


def watched(
    process: subprocess.Popen[bytes], folder: Path, until: int | None = None
) -> list[tuple[int, int]]:
    """(extractions kept, MB) twice a second, until the process ends or `until` extractions are kept."""
    rows: list[tuple[int, int]] = []
    while process.poll() is None:
        rows.append((read_so_far(folder), resident(process)))
        if until is not None and rows[-1][0] >= until:
            process.kill()
            process.wait()
            return rows
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}")
    return rows


def digest(folder: Path) -> str:
    """SHA-256 of the export."""
    Graph.open(folder).export(folder / "out.nq")
    return hashlib.sha256((folder / "out.nq").read_bytes()).hexdigest()


def share(folder: Path) -> float:
    """Share of the known facts that the graph in `folder` holds."""
    found, total = recall(folder)
    return found / total


def main() -> None:
    """Print what was measured; the exit code tells whether the bytes were the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        build([made_up(few, 100)], few / "graph")
        sources, graph = made_up(many, count), many / "graph"
        whole = started(sources, graph)
        rows = watched(whole, graph)
        undisturbed, found = digest(graph), share(many)
        steps = [max(mb for kept, mb in rows if low <= kept < high) for low, high in cut(rows)]
        print(f"recall {found:.4f} of {count:,} reports, {share(few):.4f} of 100")
        print(f"memory by quarter of the reading, MB: {steps}; at its highest {max(mb for _, mb in rows)}")
        shutil.rmtree(graph)
        watched(started(sources, graph), graph, rows[-1][0] // 3)
        left = read_so_far(graph)
        watched(started(sources, graph), graph)
        same = digest(graph) == undisturbed
        print(f"killed with {left:,} entries kept, restarted: {'the same bytes' if same else 'OTHER BYTES'}")
        sys.exit(not same)


def cut(rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quarters of the reading, by extractions kept."""
    last = rows[-1][0]
    return list(pairwise(last * n // 4 for n in range(5)))


if __name__ == "__main__":
    main()
