"""Every kind of bad input: one clear line that names the thing and the way out, and no traceback."""

import os
from pathlib import Path

import pytest

from tests.conftest import kg

REPORT = "2024年,湖州市公安局推进生态警务,全市刑事发案数同比下降12.7%。\n"


def one_line(stderr: str, *needed: str) -> None:
    """The message is one line, names what it must, and shows no inner works."""
    assert "Traceback" not in stderr
    assert len(stderr.strip().splitlines()) == 1, stderr
    for part in needed:
        assert part in stderr


@pytest.mark.parametrize(
    ("arguments", "code", "needed"),
    [
        (("stats", "-g", "nowhere"), 2, ("nowhere", "kg build")),
        (("lookup", "湖州", "-g", "empty"), 2, ("empty", "kg build")),
        (("query", "no-such-query", "-g", "graph"), 2, ("no-such-query",)),
        (("query", "missing.rq", "-g", "graph"), 2, ("missing.rq",)),
        (("query", "-e", "SELECT ?x {", "-g", "graph"), 2, ("parse",)),
        (("query", "programmes-of-unit", "--set", "unit", "-g", "graph"), 2, ("NAME=VALUE",)),
        (("query", "programmes-of-unit", "--set", "wrong=1", "-g", "graph"), 2, ("wrong", "unit")),
        (("query", "programmes-of-unit", "-g", "graph"), 2, ("--set unit=",)),
        (("query", "-e", "ASK { ?s ?p ?o }", "--format", "turtle", "-g", "graph"), 2, ("Turtle",)),
        (("lookup", "没有这个名字", "-g", "graph"), 1, ("没有这个名字",)),
        (("path", "湖州市", "没有这个名字", "-g", "graph"), 1, ("没有这个名字",)),
        (("export", "out.xyz", "-g", "graph"), 2, (".xyz", ".nq")),
        (("export", "no/such/folder/out.nq", "-g", "graph"), 2, ("out.nq",)),
        (("view", "no/such/folder/out.html", "-g", "graph"), 2, ("out.html",)),
        (("outcomes", "--period", "soon", "-g", "graph"), 2, ("soon", "2023..2024")),
        (("eval", "empty", "-g", "graph"), 2, ("empty", ".ann.txt")),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    workplace: Path, arguments: tuple[str, ...], code: int, needed: tuple[str, ...]
) -> None:
    done = kg(*arguments, cwd=workplace)
    assert done.returncode == code, done.stderr
    one_line(done.stderr, *needed)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small graph in `graph` and an empty folder `empty`."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty").mkdir()
    (folder / "good.txt").write_text(REPORT, "utf-8")
    done = kg("build", "good.txt", "-g", "graph", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_bad_document_is_skipped_and_the_rest_goes_on(workplace: Path) -> None:
    news = workplace / "news"
    news.mkdir()
    (news / "good.txt").write_text(REPORT, "utf-8")
    (news / "empty.txt").write_bytes(b"")
    (news / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (news / "closed.txt").write_text(REPORT, "utf-8")
    if os.geteuid():
        (news / "closed.txt").chmod(0)
    done = kg("build", "news", "nowhere.txt", "-g", "mixed", cwd=workplace)
    assert done.returncode == 0, done.stderr
    told = done.stderr.strip().splitlines()
    for name in ("empty.txt", "picture.txt", "nowhere.txt"):
        assert any(name in line for line in told), f"{name} is not told of: {told}"
    assert "Traceback" not in done.stderr
    assert kg("validate", "-g", "mixed", cwd=workplace).returncode == 0


def test_nothing_readable_ends_with_two(workplace: Path) -> None:
    lone = workplace / "lone"
    lone.mkdir()
    (lone / "empty.txt").write_bytes(b"")
    done = kg("build", "lone", "-g", "none", cwd=workplace)
    assert done.returncode == 2
    assert "nothing was built" in done.stderr
    assert not (workplace / "none" / "manifest.json").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_messages_follow_the_language(workplace: Path, language: str) -> None:
    said = kg("--lang", language, "lookup", "没有这个名字", "-g", "graph", cwd=workplace).stderr
    assert ("相近" in said) is (language == "zh")


def test_tables_and_help_speak_chinese_and_own_queries_stay_as_written(workplace: Path) -> None:
    def said(*arguments: str) -> list[str]:
        done = kg("--lang", "zh", *arguments, cwd=workplace)
        assert done.returncode == 0, done.stderr
        return [" ".join(line.split()) for line in done.stdout.splitlines() if line.strip()]

    assert said("rank", "--limit", "1", "-g", "graph")[0] == "名称 类别 PageRank"
    assert said("rank", "--limit", "1", "-g", "graph")[2].startswith("1 湖州市 地方 ")
    assert said("query", "-e", 'SELECT ("Up" AS ?kind) {}', "-g", "graph")[::2] == ["kind", "Up"]
    assert said("conflicts", "-g", "graph") == ["没有互相矛盾的数据"]
    assert said("rank", "--help")[0].startswith("用法：")
    assert said("--help")[-1].startswith("doctor 检查")
    assert {"-h, --help 显示此帮助并退出。", "--version 显示版本并退出。"} <= set(said("--help"))


def test_everything_is_utf_8_on_a_machine_that_is_not(workplace: Path) -> None:
    ascii_only = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8"))}
    ascii_only |= {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    for arguments in (
        ("lookup", "湖州市"),
        ("view", "c.html"),
        ("outcomes", "--format", "csv"),
        ("export", "c.nq"),
    ):
        done = kg(*arguments, "-g", "graph", cwd=workplace, env=ascii_only)
        assert done.returncode == 0, done.stderr
    assert "湖州市" in (workplace / "c.html").read_text("utf-8")
    assert "湖州市" in (workplace / "c.nq").read_text("utf-8")


def test_a_reprint_that_is_left_out_is_told(tmp_path: Path) -> None:
    text = "青溪县公安局推行渡口警长制，在全县二十三处渡口设立警务驿站，今年以来盗窃警情下降12.5%。\n"
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "d.txt").write_text(REPORT, "utf-8")
    done = kg("--lang", "en", "build", "a.txt", "b.txt", "d.txt", "-g", "graph", cwd=tmp_path)
    assert done.stderr == "left out as the same text as a.txt: b.txt\nreprints left out: 1, of 1 texts\n"
    done = kg("--lang", "zh", "add", "c.txt", "-g", "graph", cwd=tmp_path)
    assert done.stderr == "与 a.txt 同文，略去：c.txt\n共略去转载 1 篇（原文 1 篇）\n"
