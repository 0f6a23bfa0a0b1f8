"""The address of a Spark master in, a runner of steps on its workers out.

Tasks are names; all else lies in the shared folder. A task that fails, or whose worker is lost, is run again
by Spark, up to eight times; what ends its process each time is found out by its ledger and left aside.
"""

from __future__ import annotations

import os
import re
import socket
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from kg.engines.cluster import ClusterEngine, Each
from kg.engines.extras import spark_module
from kg.engines.steps import STEPS, Run
from kg.errors import PolicingError, Unwritable, WorkerLost
from kg.workers import THREADS, one_thread

TRIES = 8  # of a task: two of its batch, two of a poisonous article, and some for workers that go
PATIENCE = 60.0  # seconds until a worker must have offered itself
ADDRESS = re.compile(r"([^:/,]+):(\d+)")


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5):
            return True
    except OSError:
        return False


def _check(master: str) -> None:
    """WorkerLost where none of the hosts of `spark://host:port,…` answers; other masters are Spark's own."""
    if master.startswith("spark://"):
        hosts = [(host, int(port)) for host, port in ADDRESS.findall(master.removeprefix("spark://"))]
        if not any(_answers(host, port) for host, port in hosts):
            raise WorkerLost(f"no Spark master answers at {master}; is it running, and is the port right?")
    elif not re.match(r"local|yarn|k8s://", master):
        raise WorkerLost(f"no Spark master is called {master!r}; write spark://HOST:PORT, yarn or k8s://…")


def _settings(master: str) -> dict[str, str]:
    found = {
        "spark.task.maxFailures": str(TRIES),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1",
        "spark.excludeOnFailure.enabled": "false",
    }
    if re.match(r"spark://(127\.|localhost)", master):
        found |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return found | {f"spark.executorEnv.{name}": "1" for name in THREADS}


def _session(master: str) -> Any:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    builder = spark_module("pyspark.sql").SparkSession.builder.master(master).appName("policing-kg")
    for name, value in _settings(master).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _await_workers(session: Any, master: str) -> None:
    """Wait until an executor has registered; without one a job would wait for ever and say nothing."""
    until = monotonic() + PATIENCE
    context = session.sparkContext._jsc.sc()
    while master.startswith("spark://") and context.getExecutorMemoryStatus().size() < 2:
        if monotonic() > until:
            raise WorkerLost(f"{master} has no free worker; start one, or end what keeps them busy")
        sleep(0.2)


@contextmanager
def spark_tasks(master: str) -> Iterator[Each]:
    """What runs a step on every name on the workers of `master`, while the block lasts.

    Raises WorkerLost where the master, its workers or the package on them cannot be reached.
    """
    _check(master)
    one_thread()
    try:
        session = _session(master)
    except PolicingError:
        raise
    except Exception as error:
        raise WorkerLost(f"Spark cannot start for {master}: {_first_line(error)}") from None
    try:
        _await_workers(session, master)
        yield lambda run, step, names: _each(session, run, step, names)
    finally:
        session.stop()


@contextmanager
def spark_engine(folder: Path, master: str) -> Iterator[ClusterEngine]:
    """An engine that reads on the workers of `master`, which share the graph folder."""
    with spark_tasks(master) as each:
        yield ClusterEngine(folder, each)


def _each(session: Any, run: Run, step: str, names: Sequence[str]) -> None:
    """Run a step on every name that has no part yet, a task each."""
    ending = "nq" if step == "quads" else "parquet"
    wanted = [name for name in names if not run.parts.path(step, name, ending).exists()]
    if not wanted:
        return
    tasks = session.range(0, len(wanted), 1, numPartitions=len(wanted))
    try:
        done = tasks.mapInArrow(_task(run, step, wanted), "task long, wrong string").collect()
    except Exception as error:
        raise _named(error) from None
    for row in done:
        if row.wrong:
            raise Unwritable(row.wrong)


def _task(run: Run, step: str, names: Sequence[str]) -> Any:
    """The function that Spark sends to its workers; it names the package's step, which loads there."""
    work = STEPS[step]

    def task(batches: Iterator[Any]) -> Iterator[Any]:
        arrow = spark_module("pyarrow")
        for batch in batches:
            numbers = batch.column(0).to_pylist()
            wrong = []
            for number in numbers:
                try:
                    work(run, names[number])
                    wrong.append("")
                except PolicingError as error:
                    wrong.append(str(error))
            yield arrow.RecordBatch.from_pydict({"task": numbers, "wrong": wrong})

    return task


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _named(error: Exception) -> PolicingError:
    """Our error for one of Spark's, whose text holds the worker's own."""
    text = str(error)
    if match := re.search(r"ModuleNotFoundError: (No module named \S+)", text):
        return WorkerLost(
            f"a worker lacks the package ({match[1]}); install policing-kg[spark] of this version there"
        )
    if match := re.search(r"(\w*Error): (.+)", text):
        return WorkerLost(f"a task failed {TRIES} times: {match[0][:300]}")
    return WorkerLost(f"Spark gave up: {_first_line(error)[:300]}")
