"""Every command of the READMEs runs, and both READMEs say the same."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, kg

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def commands(readme: Path) -> list[str]:
    """The lines of the console blocks."""
    return [line for block in BLOCK.findall(readme.read_text("utf-8")) for line in block.splitlines() if line]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: examples/ and a few annotated pages of their own."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("graph*"))
    gold = ROOT / "scripts" / "train" / "reports" / "dev"
    (folder / "my-gold").mkdir()
    (folder / "my-pages").mkdir()
    for path in sorted(gold.glob("t1_k*.*")):
        shutil.copy(path, folder / "my-gold")
    for path in sorted((folder / "my-gold").glob("*.ann.txt")):
        from kg.evaluation.gold import unmark

        text, _ = unmark(path.read_text("utf-8"))
        (folder / "my-pages" / path.name.replace(".ann", "")).write_text(text, "utf-8")
    return folder


def test_both_readmes_give_the_same_commands() -> None:
    assert commands(ENGLISH) == commands(CHINESE)


def test_every_command_runs(workplace: Path) -> None:
    for line in commands(ENGLISH):
        if line.startswith("scripts/"):
            assert (ROOT / line).stat().st_mode & 0o111, line
            continue
        words = [
            str(path.relative_to(workplace)) if "*" in word else word
            for word in shlex.split(line)
            for path in (sorted(workplace.glob(word)) if "*" in word else [workplace / word])
        ]
        done = kg(*words[1:], cwd=workplace)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_every_link_of_the_readmes_leads_somewhere() -> None:
    for readme in (ENGLISH, CHINESE):
        for target in re.findall(r"\]\(([^)#]+)\)", readme.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{readme.name}: {target}"
