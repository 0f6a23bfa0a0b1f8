"""A change against its levels; names of metrics against the scheme."""

from __future__ import annotations

import pytest

from kg.facts import observations
from kg.facts.metrics_concepts import KEYS, concept, concepts
from kg.lexicon.rows import rows
from tests.facts.test_observations import case


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
