"""Places that only a fact names: the same thing as where an article names them."""

from __future__ import annotations

from kg.extraction import complete
from kg.records import Predicate, Statement


def test_a_place_that_only_a_fact_names_has_the_code_of_its_division():
    said = [
        Statement("ORG/镇江日报", Predicate.LOCATED_IN, "PLACE/镇江市"),
        Statement("UNIT/鼓楼分局", Predicate.LOCATED_IN, "PLACE/鼓楼区"),
    ]
    found = {entity.id: entity.code for entity in complete([], said, [])}
    assert found == {"ORG/镇江日报": "", "PLACE/镇江市": "321100", "UNIT/鼓楼分局": "", "PLACE/鼓楼区": ""}
