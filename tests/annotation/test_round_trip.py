"""Mentions go to each annotation tool's format and come back; corrections hold for their own text only."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotation import (
    FORMATS,
    corrected,
    load_corrections,
    read_annotations,
    save_corrections,
    write_annotations,
)
from kg.annotation.formats import annotated
from kg.documents import article_of
from kg.errors import MalformedRule, UnreadableInput
from kg.records import Extraction, Label, Mention
from tests.conftest import kg

TEXT = "\n青山分局成立“清\n\n风”护河队。\r\n第二段里还有青山分局和一个很长很长的句子,用来放下别的名字。\n"


def extraction(name: str) -> Extraction:
    """An article whose second name is broken by a column."""
    article = article_of(name, TEXT, start=7)
    spans = [("青山分局", Label.UNIT), ("“清\n\n风”护河队", Label.TEAM)]
    found = []
    for words, label in spans:
        at = TEXT.index(words)
        found.append(Mention(label, 0, 0, 1, at + 7, at + 7 + len(words), words, "test"))
    return Extraction(article, tuple(found))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_goes_out_comes_back(form: str, tmp_path: Path) -> None:
    found = [extraction("a/b.txt#1"), extraction("c d.txt")]
    target = tmp_path / "out"
    write_annotations(found, target, form)
    assert read_annotations(target, form) == [annotated(each) for each in found]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_foreign_file_is_told_in_one_line(form: str, tmp_path: Path) -> None:
    target = tmp_path / "x"
    if form == "brat":
        target.mkdir()
        (target / "a.ann").write_text("T1\tUNIT 0 1\t青\n", "utf-8")
        (target / "a.txt").write_text("青", "utf-8")
    else:
        target.write_text("[{}]", "utf-8")
    with pytest.raises(UnreadableInput, match="holds no"):
        read_annotations(target, form)


def test_a_correction_is_kept_and_replaced(tmp_path: Path) -> None:
    first = annotated(extraction("a.txt")).correction()
    assert save_corrections(tmp_path, [first]) == 1
    second = replace(first, spans=first.spans[:1])
    assert save_corrections(tmp_path, [second]) == 1
    assert load_corrections(tmp_path) == {"a.txt": second}


def test_a_correction_stands_for_the_mentions_of_its_text() -> None:
    told = extraction("a.txt")
    correction = annotated(told).correction()
    mentions = corrected(told.article, correction)
    assert mentions is not None
    first = mentions[0]
    assert (first.label, first.surface, first.origin) == (Label.UNIT, "青山分局", "correction")
    assert corrected(replace(told.article, digest="other"), correction) is None


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "corrections.jsonl").write_text('{"document": "a"}\n', "utf-8")
    with pytest.raises(MalformedRule, match=r"corrections\.jsonl:1"):
        load_corrections(tmp_path)


def test_a_later_build_honours_what_a_person_corrected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2024年,湖州市公安局推进生态警务,全市盗窃警情同比下降12.7%。\n", "utf-8")
    assert kg("build", "a.txt", "-g", "g", cwd=tmp_path).returncode == 0
    assert kg("export", "a.json", "--format", "label-studio", "-g", "g", cwd=tmp_path).returncode == 0
    tasks = json.loads((tmp_path / "a.json").read_text("utf-8"))
    result = tasks[0]["annotations"][0]["result"]
    tasks[0]["annotations"][0]["result"] = [r for r in result if r["value"]["labels"] == ["UNIT"]]
    (tmp_path / "a.json").write_text(json.dumps(tasks), "utf-8")
    assert kg("correct", "a.json", "--format", "label-studio", "-g", "g", cwd=tmp_path).returncode == 0
    assert kg("build", "a.txt", "-g", "g", cwd=tmp_path).returncode == 0
    counts = json.loads(kg("stats", "--json", "-g", "g", cwd=tmp_path).stdout)
    assert counts["mentions"] == 1
    assert "Program" not in counts["entities"]
