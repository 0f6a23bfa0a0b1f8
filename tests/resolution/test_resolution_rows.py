"""Rows of the data that resolution reads, and how it compares names."""

import pytest

from kg.lexicon import rows
from kg.resolution.clusters import Clusters
from kg.resolution.identity import leading, org_form
from kg.resolution.likeness import post_stem


def test_post_words() -> None:
    for row in rows("post_words.jsonl", ("id", "words", "plain", "example", "counterexample")):
        _, own, purposes = post_stem(f"乔溇{row['example']}")
        assert own == "乔溇" or row["plain"], row["id"]
        assert (row["id"] in purposes) is not row["plain"], row["id"]
        assert row["id"] not in post_stem(f"乔溇{row['counterexample']}")[2], row["id"]


STEMS = [
    ("菱塘生态警务联动共治工作站", "", "菱塘", {"ecology", "joint", "rule"}),
    ("织里菱塘生态联勤警务站", "织里", "菱塘", {"ecology", "joint"}),
    ("护企警务站", "", "", {"firm"}),
]


@pytest.mark.parametrize(("name", "place", "own", "purposes"), STEMS)
def test_post_stem(name: str, place: str, own: str, purposes: set[str]) -> None:
    assert post_stem(name) == (place, own, purposes)


def test_leading_division() -> None:
    found = [leading(name) for name in ("湖州市公安局织里分局", "鼓楼区公安局", "城关派出所")]
    assert [d.name if d else None for d in found] == ["湖州市", None, None]


def test_organisations_compare_by_nearest_place() -> None:
    assert org_form("中共绍兴市柯桥区委员会") == org_form("中共柯桥区委员会")
    assert org_form("柯桥区市场监管局") == org_form("绍兴市柯桥区市场监督管理局")
    assert org_form("柯桥区人民法院") != org_form("越城区人民法院")


def test_clusters_refuse_what_is_kept_apart() -> None:
    clusters = Clusters("abcd")
    assert clusters.join("a", "b") and clusters.keep_apart("b", "c")
    assert not clusters.join("a", "c") and clusters.join("c", "d") and not clusters.joinable("d", "a")
    assert not clusters.keep_apart("a", "b")
    assert clusters.groups() == {"a": ["a", "b"], "c": ["c", "d"]}
