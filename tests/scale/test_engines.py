"""One process, several, and steps over parts give one graph; what fails is isolated, and work is kept."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from kg.build import BuildOptions, Engine, Summary, build, compose
from kg.documents import ReadOptions, Skipped
from kg.documents.files import files_of
from kg.engines.batch import ALLOWED, Ledger, guarded
from kg.engines.cluster import ClusterEngine
from kg.engines.local import LocalEngine, sizes
from kg.engines.steps import STEPS, Run
from kg.errors import Unwritable, WorkerLost
from kg.workers import in_order
from tests.conftest import kg
from tests.scale.conftest import digest


def loop(run: Run, step: str, names: Sequence[str]) -> None:
    """Every task of a step, here and now."""
    for name in names:
        STEPS[step](run, name)


def made(engine: Engine, sources: Path, folder: Path) -> tuple[str, list[str], dict[str, int]]:
    """Bytes of the graph, what was skipped, and the counts."""
    summary: Summary = compose(engine, files_of([sources]), folder, ReadOptions())
    return digest(folder), [each.identifier for each in summary.skipped], summary.counts()


@pytest.fixture(scope="module")
def local(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], dict[str, int]]:
    folder = tmp_path_factory.mktemp("local")
    return made(LocalEngine(folder), sources, folder)


def test_what_cannot_be_read_is_named(local: tuple[str, list[str], dict[str, int]]) -> None:
    assert local[1] == ["z-broken.docx", "z-empty.txt"]
    assert local[2]["documents"] == 40  # one of 41 is a reprint


def test_two_processes(local: object, sources: Path, tmp_path: Path) -> None:
    assert made(LocalEngine(tmp_path, 2), sources, tmp_path) == local


def test_steps_over_parts(local: object, sources: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert made(ClusterEngine(tmp_path, loop), sources, tmp_path) == local


def test_a_restarted_run_makes_only_what_is_missing(local: object, sources: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    made(ClusterEngine(tmp_path, loop), sources, tmp_path)
    parts = sorted(tmp_path.glob("parts/*/extractions/*.parquet")) + sorted(tmp_path.glob("parts/*/quads/*"))
    parts[-1].unlink()
    before = {path: path.stat().st_mtime_ns for path in parts[:-1]}
    assert made(ClusterEngine(tmp_path, loop), sources, tmp_path) == local
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert parts[-1].exists()


def test_a_killed_build_goes_on_from_the_cache(local: object, sources: Path, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        if done == 20:
            raise Stopped

    with pytest.raises(Stopped):
        build([sources], tmp_path, progress=stop)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("cache/*/*")}
    assert len(kept) >= 20
    assert not (tmp_path / "manifest.json").exists()
    assert made(LocalEngine(tmp_path), sources, tmp_path) == local
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def deadly(number: int, things: Sequence[str]) -> list[str]:
    """Work that an error or a signal ends at some things."""
    for thing in things:
        if thing == "error":
            raise ValueError("a page that no rule expects")
        if thing == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
    return [thing.upper() for thing in things]


def worked(ledgers: Path, batch: tuple[int, list[str]]) -> list[str | Skipped]:
    return guarded(partial(deadly, batch[0]), batch[1], str, Ledger(ledgers / str(batch[0])))


def test_poison_is_left_aside_and_nothing_else(tmp_path: Path) -> None:
    batches = [(0, ["a", "b"]), (1, ["c", "crash", "d"]), (2, ["error", "e"]), (3, ["f", "crash"])]
    found = list(in_order(partial(worked, tmp_path), batches, 2))
    said = [[each if isinstance(each, str) else f"-{each.identifier}" for each in batch] for batch in found]
    assert said == [["A", "B"], ["C", "-crash", "D"], ["-error", "E"], ["F", "-crash"]]
    reasons = [each.reason for batch in found for each in batch if isinstance(each, Skipped)]
    assert reasons[0].startswith("ended the process that read it, twice")
    assert "a page that no rule expects" in reasons[1]


def test_a_lost_worker_is_no_poison(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    for _ in range(ALLOWED):
        ledger.note("*")  # two workers were switched off at this batch
    assert guarded(partial(deadly, 0), ["a", "b"], str, ledger) == ["A", "B"]


def test_errors_of_our_own_stop_the_build(tmp_path: Path) -> None:
    def full(things: Sequence[str]) -> list[str]:
        raise Unwritable("no space")

    with pytest.raises(Unwritable, match="no space"):
        guarded(full, ["a"], str, Ledger(tmp_path / "ledger"))


@pytest.mark.parametrize(
    ("master", "words"),
    [
        ("spark://127.0.0.1:9", "no Spark master answers at spark://127.0.0.1:9"),
        ("cluster", "no Spark master is called 'cluster'"),
    ],
)
def test_a_master_that_is_not_there(sources: Path, tmp_path: Path, master: str, words: str) -> None:
    with pytest.raises(WorkerLost, match=words):
        build([sources], tmp_path, BuildOptions(spark=master))


def test_a_part_on_another_disk(sources: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")

    def elsewhere(run: Run, step: str, names: Sequence[str]) -> None:
        loop(run, step, names)
        shutil.rmtree(run.parts.root / step)

    with pytest.raises(WorkerLost, match="on a store that all workers share"):
        made(ClusterEngine(tmp_path, elsewhere), sources, tmp_path)


def test_an_output_that_is_a_file(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("a note")
    with pytest.raises(Unwritable, match="cannot be written"):
        made(ClusterEngine(tmp_path / "graph", loop), sources, tmp_path)


@pytest.mark.parametrize("arguments", [("--engine", "spark"), ("--master", "spark://127.0.0.1:9")])
def test_engine_and_master_go_together(tmp_path: Path, arguments: tuple[str, str]) -> None:
    done = kg("build", "nowhere", "-g", str(tmp_path / "g"), *arguments)
    assert done.returncode == 2
    assert "--engine spark and --master go together" in done.stderr


def test_batches_for_several_workers_end_small() -> None:
    found = [*islice(sizes(2000, 2), 40)]
    assert sum(found[:37]) >= 2000
    assert found[:28] == [64] * 28
    assert min(found[28:36]) == 16
    assert [*islice(sizes(2000, 1), 2)] == [*islice(sizes(3, 2), 2)] == [64, 64]


def test_workers_begun_for_no_work_at_all(tmp_path: Path) -> None:
    assert list(LocalEngine(tmp_path, 2).extractions([], ReadOptions())) == []
