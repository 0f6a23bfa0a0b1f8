"""Under `--lang zh` every line is Chinese: what the package says, what click says, and what was skipped."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg as package
from kg import errors
from kg.cli.translated import PLACE, in_chinese, translations
from tests.conftest import kg

ROOT = Path(package.__file__).parent
SAID = {name for name in vars(errors) if name[0].isupper()} | {"Skipped"}
HAN = re.compile("[\u4e00-\u9fff]")


def template(node: ast.expr) -> str:
    """The text of a message, `{}` for what is filled in; "" where it is made elsewhere."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return ""


def messages() -> Iterator[tuple[str, str]]:
    """Where the package says something that a user reads, and its template."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID:
                said = template(node.args[-1]) if node.args else ""
                if re.search("[a-z]{2}", said.replace("{}", "")):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", said


def test_every_message_of_the_package_has_its_chinese() -> None:
    known = {PLACE.sub("{}", row["en"]) for row in translations()}
    told = list(messages())
    assert len(told) > 120
    assert [(where, said) for where, said in told if said not in known and not fits(said)] == []


def fits(said: str) -> bool:
    """Whether the Chinese is found when words stand in the places."""
    return HAN.search(in_chinese(said.format(*["x"] * said.count("{}")))) is not None


@pytest.mark.parametrize("row", translations(), ids=lambda row: row["id"])
def test_row(row: dict[str, str]) -> None:
    assert sorted(PLACE.findall(row["en"])) == sorted(PLACE.findall(row["zh"]))
    words = {place: f"<{place}>" for place in PLACE.findall(row["en"])}
    assert in_chinese(row["en"].format(**words)) == row["zh"].format(**words)


def test_ids_are_unique() -> None:
    assert len({row["id"] for row in translations()}) == len(translations())


def test_a_value_that_is_a_message_is_translated_too() -> None:
    said = "g holds no graph; build one with: kg build SOURCE -g g"
    assert in_chinese(said) == "g 中没有图谱；建图：kg build SOURCE -g g"
    assert in_chinese("a.svg cannot be written (Permission denied); choose another file") == (
        "a.svg 无法写入（没有权限）；请选择其他文件"
    )
    assert in_chinese("shape 漾/溇, sound 里/理") == "形近 漾/溇，音近 里/理"
    assert in_chinese("what no row has") == "what no row has"


WAY = "用“{0} --help”查看帮助。\n\n错误："
CALLS = [
    (("build",), "用法：kg build [选项] SOURCES...\n" + WAY.format("kg build") + "缺少参数 'SOURCES...'。\n"),
    (("bild",), "用法：kg [选项] [命令] [参数]...\n" + WAY.format("kg") + "没有命令 'bild'。\n"),
    (("split", "a"), "用法：kg split [选项] LEFT\n" + WAY.format("kg split") + "缺少选项 '--from'。\n"),
    (
        ("serve", "--port", "x"),
        "用法：kg serve [选项]\n" + WAY.format("kg serve") + "'--port' 的值无效：'x' 不是有效的整数。\n",
    ),
    (("stats", "-g", "nowhere"), "kg: nowhere 不存在；建图：kg build SOURCE -g nowhere\n"),
    (
        ("build", "e.txt", "no"),
        "跳过 e.txt：是空的\n跳过 no：不存在；请检查路径\n没有建成任何内容：所给来源中没有可读的文档\n",
    ),
]


@pytest.mark.parametrize(("arguments", "told"), CALLS, ids=lambda value: " ".join(value))
def test_a_wrong_call_is_told_in_chinese(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "e.txt").write_bytes(b"")
    done = kg("--lang", "zh", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, told)


def test_help_is_chinese_to_the_end_of_a_line(tmp_path: Path) -> None:
    shown = kg("--lang", "zh", "build", "--help", cwd=tmp_path).stdout
    assert "[默认：graph]" in shown and "default" not in shown and "Usage" not in shown


def test_english_is_as_click_says_it(tmp_path: Path) -> None:
    done = kg("--lang", "en", "build", cwd=tmp_path)
    way = "Try 'kg build --help' for help.\n\nError: Missing argument 'SOURCES...'.\n"
    assert done.stderr == "Usage: kg build [OPTIONS] SOURCES...\n" + way
