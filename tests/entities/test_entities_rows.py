"""Every row of the data files that linking reads: its example holds, its counterexample does not."""

import re

from kg.documents import article_of
from kg.entities.frame import frame_of
from kg.entities.people import is_private
from kg.entities.places import nickname, one_character
from kg.lexicon import divisions, rows
from kg.lexicon.confusables import alike, contrast, variant
from kg.lexicon.names import expanded, folded, unit_key
from kg.records import Home

FORMS = ("id", "short", "full", "example", "counterexample")


def frame(home: str):
    return frame_of(article_of("a.txt", "正文。", home=Home(home, "test")), ())


def test_unit_forms() -> None:
    for row in rows("unit_forms.jsonl", FORMS):
        assert unit_key(row["full"]) == unit_key(row["example"]), row["id"]
        assert folded(row["counterexample"]) != folded(row["example"]), row["id"]


def test_org_forms() -> None:
    for row in rows("org_forms.jsonl", FORMS):
        assert expanded(f"湖州市{row['example']}") == f"湖州市{row['full']}", row["id"]
        assert expanded(f"湖州市{row['counterexample']}") == f"湖州市{row['counterexample']}", row["id"]


def test_contrasts() -> None:
    for row in rows("contrasts.jsonl", ("id", "chars", "example", "counterexample")):
        assert contrast(*row["example"].split("/")), row["id"]
        assert not contrast(*row["counterexample"].split("/")), row["id"]


def test_city_names() -> None:
    for row in rows("city_names.jsonl", ("id", "name", "city", "example", "counterexample")):
        found = nickname(row["example"], frame(row["city"]))
        assert found is not None and found.name == row["city"], row["id"]
        assert nickname(row["counterexample"], frame(row["city"])) is None, row["id"]


def test_country_characters() -> None:
    for row in rows("country_chars.jsonl", ("id", "char", "code", "example", "counterexample")):
        found = one_character(row["char"], frame("湖州市"))
        assert found == divisions.by_code(row["code"]), row["id"]
        assert row["char"] in row["example"] and row["char"] in row["counterexample"], row["id"]


def test_apposition() -> None:
    for row in rows("apposition.jsonl", ("id", "pattern", "example", "counterexample")):
        assert re.fullmatch(row["pattern"], row["example"].split("|")[1]), row["id"]
        assert not re.fullmatch(row["pattern"], row["counterexample"].split("|")[1]), row["id"]


def test_person_titles() -> None:
    for row in rows("person_titles.jsonl", ("id", "title", "private", "example", "counterexample")):
        assert is_private(row["example"], "") is row["private"], row["id"]


def test_private_words() -> None:
    for row in rows("private_words.jsonl", ("id", "word", "example", "counterexample")):
        name = row["example"].removeprefix(row["word"])
        assert is_private(name, row["word"]), row["id"]
        assert not is_private(name, row["counterexample"].removesuffix(name)), row["id"]


def test_likeness_of_characters() -> None:
    """A misprint has a reason; what differs by meaning is no misprint."""
    for a, b, reason in (("绵", "锦", "shape 绵/锦"), ("焘", "涛", "sound 焘/涛")):
        found = alike(a, b)
        assert found is not None and found.reason == reason
    assert variant("城东派出所", "城西派出所") is None
    assert variant("第一派出所", "第七派出所") is None
    found = variant("枸杞派出所", "构杞派出所")
    assert found is not None and found.score > 0.9
