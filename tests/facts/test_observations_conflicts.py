"""Observations of two documents in, conflicts out; a change against its levels; names against the scheme."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.facts import observations
from kg.facts.conflicts import conflicts
from kg.facts.metrics_concepts import KEYS, concept, concepts
from kg.lexicon.rows import rows
from kg.records import Bound, Direction, Evidence, Kind, Observation, Status
from tests.facts.test_observations import case

YEAR = ("2024-01-01", "2024-12-31")


def fall(document: str, value: str, metric: str = "刑事发案数") -> Observation:
    return Observation(
        "PLACE/宜春市",
        metric,
        Kind.CHANGE,
        Decimal(value),
        Evidence(document, 0, 10, "", "test"),
        "%",
        Direction.DOWN,
        period_start=YEAR[0],
        period_end=YEAR[1],
    )


def test_two_documents_that_differ_conflict() -> None:
    first, second = fall("a.txt", "14.2"), fall("b.txt", "12.4")
    (found,) = conflicts([second, first])
    assert (found.first, found.second, found.reason) == (first, second, "value")


def test_synonyms_are_one_metric_and_police_terms_are_kept_apart() -> None:
    assert len(conflicts([fall("a.txt", "14.2"), fall("b.txt", "12.4", "刑事发案")])) == 1
    assert conflicts([fall("a.txt", "14.2"), fall("b.txt", "12.4", "刑事警情数")]) == ()


def test_what_cannot_be_held_against_each_other_is_no_conflict() -> None:
    first, second = fall("a.txt", "14.2"), fall("b.txt", "12.4")
    planned = replace(second, evidence=replace(second.evidence, status=Status.PLANNED))
    others = [
        fall("b.txt", "14.2"),
        fall("a.txt", "12.4"),
        planned,
        replace(second, bound=Bound.NEARLY),
        replace(second, period_start=None, period_end=None),
        replace(second, about="PLACE/袁州区"),
        replace(second, period_end=None),
    ]
    for other in others:
        assert conflicts([first, other]) == ()


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("盗窃警情由46起减少到23起,同比下降50%。", [(), ()]),
        ("盗窃警情由46起减少到23起,同比下降30%。", [(), ("change-mismatch",)]),
        ("盗窃警情由46起减少到23起,同比上升50%。", [(), ("change-mismatch",)]),
    ],
)
def test_a_change_is_checked_against_its_levels(text: str, flags: list[tuple[str, ...]]) -> None:
    assert [o.flags for o in observations(*case(text))] == flags


def test_every_label_of_the_scheme_is_used_once_and_leads_to_its_concept() -> None:
    names = [name for c in concepts() for name in (c.label, *c.synonyms)]
    assert len(names) == len(set(names))
    groups = {c.id for c in concepts() if not c.broader}
    for row in rows("metrics.jsonl", KEYS):
        assert not row["broader"] or row["broader"] in groups
        assert (concept(row["example"]) is not None) == bool(row["broader"])
        assert concept(row["counterexample"]) is None


def test_counting_words_do_not_keep_a_name_from_its_concept() -> None:
    found = concept("盗窃警情")
    assert found is not None and found == concept("盗窃警情数") and found.broader == "crime"
