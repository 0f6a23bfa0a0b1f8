"""Fixtures that several stages share: the example graph, built once by the real command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"


def kg(
    *arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command line in a process of its own; the exit code is not checked."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, encoding="utf-8")


@pytest.fixture(scope="session")
def example_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder built from the reports of examples/."""
    folder = tmp_path_factory.mktemp("example") / "graph"
    done = kg("build", *map(str, sorted(EXAMPLES.glob("*.txt"))), "-g", str(folder))
    assert done.returncode == 0, done.stderr
    return folder
