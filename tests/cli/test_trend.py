"""One metric over time, at the terminal and as a picture."""

from pathlib import Path

import pytest

from tests.conftest import kg

TEXTS = {
    "a.txt": "2023年1月10日 本报讯\n\n2022年,临海市公安局推进反诈宣传,临海市刑事发案数同比下降8.1%。\n",
    "b.txt": "2024年1月10日 本报讯\n\n2023年,临海市公安局推进反诈宣传,临海市刑事发案数同比下降14.9%。\n",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trend")
    for name, words in TEXTS.items():
        (folder / name).write_text(words, "utf-8")
    done = kg("build", *TEXTS, "-g", "g", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_bars_follow_the_years(place: Path) -> None:
    said = kg("trend", "刑事发案数", "--about", "临海市", "-g", "g", cwd=place).stdout.splitlines()
    assert said[0] == "临海市 刑事发案数"
    assert [(line[:4], line.split()[-1]) for line in said[1:]] == [("2022", "↓8.1%"), ("2023", "↓14.9%")]
    assert said[1].count("█") < said[2].count("█") == 40


def test_the_picture_holds_its_words(place: Path) -> None:
    assert kg("trend", "刑事发案数", "--about", "临海市", "-o", "t.svg", "-g", "g", cwd=place).returncode == 0
    drawn = (place / "t.svg").read_text("utf-8")
    assert "临海市 刑事发案数" in drawn
    assert "↓14.9%" in drawn


def test_a_png_is_one(place: Path) -> None:
    pytest.importorskip("vl_convert")
    assert kg("trend", "刑事发案数", "--about", "临海市", "-o", "t.png", "-g", "g", cwd=place).returncode == 0
    assert (place / "t.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_to_show_is_told(place: Path) -> None:
    done = kg("trend", "破案率", "--about", "临海市", "-g", "g", cwd=place)
    assert done.returncode == 1
    assert "kg outcomes" in done.stderr
