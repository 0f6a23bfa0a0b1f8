"""What setup.cfg ships: every package with its data, and a wheel that works away from the checkout."""

import configparser
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.conftest import EXAMPLES, ROOT


def test_every_package_is_listed() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(setup["options"]["packages"].split())
    found = {".".join(p.parent.relative_to(ROOT).parts) for p in (ROOT / "kg").rglob("__init__.py")}
    assert listed == found | {"kg.ontology"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_all_data_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = [p for p in (ROOT / "kg").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    missing = {p.relative_to(ROOT).as_posix() for p in ours} - names
    assert missing == set()
    ontology = [p for p in (ROOT / "ontology").rglob("*") if p.suffix in (".ttl", ".rq", ".html")]
    assert {"kg/" + p.relative_to(ROOT).as_posix() for p in ontology} <= names
    assert not [n for n in names if n.startswith(("tests/", "scripts/"))]


def test_the_wheel_builds_a_graph_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """The wheel alone is on the path of a bare environment; what it depends on is borrowed from ours."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    site = next(home.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    borrowed = [p for p in sys.path if "site-packages" in p]
    (site / "borrowed.pth").write_text("\n".join(borrowed), "utf-8")
    run = "import sys; sys.meta_path = [f for f in sys.meta_path if 'editable' not in repr(f)]; import kg; "
    run += "print(kg.__file__); from kg.cli import main; main()"
    source = sorted(EXAMPLES.glob("*.txt"))[0]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [str(home / "bin" / "python"), "-c", run, "build", str(source), "-g", str(tmp_path / "g")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert str(site) in done.stdout.splitlines()[0]


def test_every_command_is_documented_with_an_example() -> None:
    from tests.conftest import kg

    for name in COMMANDS:
        for language in ("en", "zh"):
            said = kg("--lang", language, name, "--help").stdout
            assert f"kg {name}" in said, f"{name} --help in {language} has no example"
