"""Records come back from a pickle as they were."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from decimal import Decimal

import kg.packing
from kg import records
from kg.records import Article, Evidence, Extraction, Kind, Label, Mention, Observation, Sentence

SENTENCE = Sentence("湖滨派出所。", range(3, 9))
EVIDENCE = Evidence("a.txt", 3, 9, "湖滨派出所。", "rule@1")
WHOLE = Extraction(
    Article("a.txt", "湖滨派出所。", 3, "0" * 64, (SENTENCE,)),
    (Mention(Label.UNIT, 0, 0, 5, 3, 8, "湖滨派出所", "rule@1", 0.5),),
    observations=(Observation("UNIT/湖滨派出所", "案件数", Kind.LEVEL, Decimal("14.9"), EVIDENCE),),
)


def test_records_come_back() -> None:
    found = pickle.loads(pickle.dumps(WHOLE, protocol=5))
    assert found == WHOLE and found.mentions[0].label is Label.UNIT


def test_every_record_is_packed_by_us() -> None:
    for kind in vars(records).values():
        if isinstance(kind, type) and is_dataclass(kind):
            assert len(kg.packing._SETTERS[kind]) == len(fields(kind))
