"""A real cluster of two workers on loopback, one of them killed at work, gives the bytes of one process."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.build import BuildOptions, build
from tests.scale.conftest import digest, written

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs Java and policing-kg[spark]",
)
REPORTS = int(os.environ.get("KG_REPORTS", "240"))  # 2000 takes some ten minutes
KG = [sys.executable, "-c", "from kg.cli import main; main()"]


def until(reached: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


def environment(folder: Path) -> dict[str, str]:
    import pyspark

    return {
        **os.environ,
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "PYSPARK_PYTHON": sys.executable,
    }


class Cluster:
    """A standalone master and the workers started for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = environment(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"spark://127.0.0.1:{self.port}"
        self.started: list[subprocess.Popen[bytes]] = []
        self.start("master.Master", "--port", str(self.port))
        until(self._listens, 60, "the master")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def start(self, which: str, *arguments: str) -> subprocess.Popen[bytes]:
        spark = Path(self.environment["SPARK_HOME"]) / "bin" / "spark-class"
        command = [str(spark), f"org.apache.spark.deploy.{which}", "--host", "127.0.0.1", "--webui-port", "0"]
        with (self.folder / f"{len(self.started)}.log").open("wb") as log:
            started = subprocess.Popen(
                [*command, *arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
            )
        self.started.append(started)
        return started

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker.Worker", "--cores", "1", "--memory", "1g", self.address)

    def stop(self) -> None:
        for started in self.started:
            kill(started)


def kill(started: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, as a power cut would."""
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.stop()


def test_one_worker_killed_at_work(cluster: Cluster, tmp_path: Path) -> None:
    sources = written(tmp_path / "sources", REPORTS)
    doomed, _ = cluster.worker(), cluster.worker()
    command = [*KG, "build", str(sources), "-g", str(tmp_path / "spark"), "--engine", "spark"]
    with (tmp_path / "build.log").open("w") as log:
        building = subprocess.Popen(
            [*command, "--master", cluster.address], env=cluster.environment, stdout=log, stderr=log
        )
    extractions = tmp_path / "spark" / "parts"
    until(lambda: any(extractions.glob("*/extractions/*.parquet")), 180, "the first part")
    kill(doomed)
    code = building.wait(300 + REPORTS)
    assert code == 0, (tmp_path / "build.log").read_text()
    assert len(list(extractions.glob("*/extractions/*.parquet"))) >= 8  # parts: work was shared out
    build([sources], tmp_path / "one")
    build([sources], tmp_path / "two", BuildOptions(jobs=2))
    assert digest(tmp_path / "spark") == digest(tmp_path / "one") == digest(tmp_path / "two")


SPARKS_OWN = ("pyspark", "py4j", "pyarrow", "pandas", "numpy", "dateutil", "six")  # what its workers load


def bare_python(folder: Path) -> tuple[Path, Path]:
    """A Python that sees only a folder of what Spark itself needs, and that folder."""
    folder.mkdir()
    for name in SPARKS_OWN:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            origin = Path(spec.origin)
            place = origin.parent if origin.name == "__init__.py" else origin
            (folder / place.name).symlink_to(place)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    python.chmod(0o755)
    return python, folder


def test_a_worker_without_the_package(cluster: Cluster, tmp_path: Path) -> None:
    python, libraries = bare_python(tmp_path / "bare")
    cluster.environment["PYTHONPATH"] = str(libraries)
    cluster.worker()
    command = [*KG, "build", str(written(tmp_path / "sources", 9)), "-g", str(tmp_path / "graph")]
    done = subprocess.run(
        [*command, "--engine", "spark", "--master", cluster.address],
        env={**environment(cluster.folder), "PYSPARK_PYTHON": str(python)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 2, done.stderr
    assert "kg: a worker lacks the package (No module named 'kg')" in done.stderr
