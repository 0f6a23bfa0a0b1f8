"""Two papers that give different figures for one thing are both shown."""

import json
from pathlib import Path

from tests.conftest import kg

ONE = "2024年1月10日 本报讯\n\n2023年,临海市公安局推进反诈宣传,临海市刑事发案数同比下降14.9%。\n"
TWO = "2024年1月12日 本报讯\n\n2023年,临海市公安局推进夜间巡逻,临海市刑事发案数同比下降15.2%。\n"


def test_both_sides_of_a_conflict_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE, "utf-8")
    (tmp_path / "b.txt").write_text(TWO, "utf-8")
    assert kg("build", "a.txt", "b.txt", "-g", "g", cwd=tmp_path).returncode == 0
    rows = json.loads(kg("conflicts", "--json", "-g", "g", cwd=tmp_path).stdout)
    assert [(r["about"], r["metric"], r["value"], r["document"]) for r in rows] in (
        [("临海市", "刑事发案数", "14.9", "a.txt"), ("临海市", "刑事发案数", "15.2", "b.txt")],
        [("临海市", "刑事发案数", "15.2", "b.txt"), ("临海市", "刑事发案数", "14.9", "a.txt")],
    )
    assert all(r["sentence"] for r in rows)


def test_the_same_figure_twice_is_no_conflict(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ONE.replace("本报讯", f"本报讯 {name}"), "utf-8")
    assert kg("build", "a.txt", "b.txt", "-g", "g", cwd=tmp_path).returncode == 0
    assert json.loads(kg("conflicts", "--json", "-g", "g", cwd=tmp_path).stdout) == []
