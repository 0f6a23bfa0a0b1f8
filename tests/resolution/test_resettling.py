"""Documents that come and go one by one: who is who, and every note, is as if settled all at once."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluation.gold import gold_extraction, gold_names
from kg.records import Extraction, Statement
from kg.resolution import Pair, Resolution, resolve
from kg.resolution.notes import Row, identity_from, packed, parts_of, text_of
from kg.resolution.noting import settled_rows
from kg.resolution.resettling import resettle
from tests.conftest import ROOT
from tests.resolution.making import Given, document, entity

REPORTS = ROOT / "scripts" / "train" / "reports" / "dev"
PLACES = {"湖州市": "330500", "长兴县": "330522", "德清县": "330521", "浙江省": "330000", "无锡市": "320200"}
HOMES = ("湖州市", "长兴县", "无锡市", "")
NAMES: tuple[Given, ...] = (
    ("UNIT", "湖州市公安局", ("市公安局",)),
    ("UNIT", "湖州市公安局织里分局"),
    ("UNIT", "湖州市公安局织里分局织南派出所", ("织南派出所",)),
    ("UNIT", "长兴县公安局"),
    ("UNIT", "长兴县公安局水口派出所"),
    ("UNIT", "浙江省公安厅"),
    ("UNIT", "水口派出所"),
    ("UNIT", "织里乔漾生态联动警务站"),
    ("UNIT", "织里乔溇生态联动警务站"),
    ("UNIT", "水口生态警务站"),
    ("ORG", "长兴县人民法院", ("县法院",)),
    ("ORG", "三源共治中心"),
    ("PROGRAM", "“平安湖州”专项行动", ("平安湖州",)),
    ("PROGRAM", "平安湖州"),
    ("PROGRAM", "“护航湖州”专项行动", ("平安湖州",)),
    ("PROGRAM", "昆仑2024专项行动", ("昆仑2024",)),
    ("PROGRAM", "昆仑2024"),
    ("TEAM", "民生服务队"),
    ("TEAM", "民升服务队"),
    ("PERSON", "梅文杰"),
    ("PERSON", "王伟"),
    ("PLACE", "水口村"),
)


class Noted:
    """Notes in memory."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows:
            self.put(row)

    def values(self, table: str, key: str, most: int | None = None) -> list[str]:
        return sorted(self.rows.get((table, key), ()), reverse=True)[:most]

    def put(self, row: Row) -> None:
        self.rows[row[:2]].add(row[2])

    def drop(self, row: Row) -> None:
        self.rows[row[:2]].discard(row[2])

    def all(self) -> set[Row]:
        return {(*key, value) for key, values in self.rows.items() for value in values}


class Grown:
    """What is known after documents came and went, kept up to date by what changes alone."""

    def __init__(self) -> None:
        self.notes = Noted()
        self.held: dict[str, Extraction] = {}
        self.statements: dict[str, list[Statement]] = {}
        self.entities: dict[str, tuple[object, ...]] = {}
        self.pairs: set[Pair] = set()
        self.keys: dict[str, dict[str, str]] = {}

    def change(self, gone: list[str], come: list[Extraction]) -> None:
        out = [self.held[name] for name in gone]
        known = dict(self.held)
        found = resettle(self.notes, out, come, known.__getitem__)
        for name in gone:
            del self.held[name], self.keys[name]
        self.held.update((each.article.identifier, each) for each in come)
        touched = found.old.keys() | found.new.keys()
        self.pairs = {p for p in self.pairs if not {p.left, p.right} & touched} | set(found.pairs)
        for key in touched:
            self.entities.pop(key, None)
        self.entities.update((key, _told(each)) for key, each in found.new.items())
        self.statements.update(found.statements)
        for name in found.documents & self.held.keys() | {e.article.identifier for e in come}:
            rows = map(parts_of, self.notes.values("document", name))
            self.keys[name] = {local: self.notes.values("key", one)[0] for local, one in rows}

    def check(self) -> None:
        """Compare with what is settled at once over all documents."""
        held = [self.held[name] for name in sorted(self.held)]
        whole = resolve(held)
        assert whole.settled
        assert self.keys == _keys(whole, held)
        assert self.entities == {each.key: _told(each) for each in whole.entities}
        assert {s for each in self.statements.values() for s in each} == set(whole.official)
        assert self.pairs == set(whole.uncertain)
        assert self.notes.all() == set(settled_rows(whole.settled, whole.entities, held))


def _told(each: object) -> tuple[object, ...]:
    names = ("name", "label", "aliases", "code", "lon", "lat", "private", "merges", "official")
    return tuple(getattr(each, name) for name in names)


def _keys(whole: Resolution, held: list[Extraction]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {each.article.identifier: {} for each in held}
    for (name, local), key in whole.keys.items():
        found[name][local] = key
    return found


def made_up(number: int, chance: random.Random) -> Extraction:
    """A document of a few of the names, which meet in every kind of block."""
    found = [entity(each) for each in chance.sample(NAMES, chance.randint(0, 6))]
    for place in chance.sample(sorted(PLACES), chance.randint(0, 2)):
        found.append(entity(("PLACE", place), PLACES[place]))
    if chance.random() < 0.3:
        found.append(entity(("PERSON", "孙女士"), private=True))
    members = [
        (each.name, chance.choice(("湖州市公安局织里分局", "长兴县公安局", "湖州市公安局")))
        for each in found
        if each.label == "PERSON" and chance.random() < 0.7
    ]
    return document(f"{number:02d}.txt", chance.choice(HOMES), *found, member_of=tuple(members))


def turns(chance: random.Random, names: Iterable[str], most: int) -> Iterator[tuple[list[str], list[str]]]:
    """Documents that go and come at each turn; some go and come at once."""
    left, held = list(names), list[str]()
    for _ in range(most):
        gone = chance.sample(held, min(len(held), chance.choice((0, 0, 1, 2))))
        come = chance.sample(left, min(len(left), chance.choice((1, 1, 2, 3))))
        again = [name for name in gone if chance.random() < 0.5]
        held = sorted({*held, *come, *again} - ({*gone} - {*again}))
        left = sorted(({*left} - {*come}) | ({*gone} - {*again}))
        yield gone, [*come, *again]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_made_up_documents_come_and_go(seed: int) -> None:
    chance, grown = random.Random(seed), Grown()
    names = [f"{number:02d}.txt" for number in range(14)]
    for gone, come in turns(chance, names, 8):
        grown.change(gone, [made_up(int(name[:2]), chance) for name in come])
        grown.check()


def test_composed_reports_come_and_go() -> None:
    reports = {}
    for name in gold_names(REPORTS):
        each = gold_extraction(REPORTS, name)
        reports[each.article.identifier] = each
    chance, grown = random.Random(11), Grown()
    for turn, (gone, come) in enumerate(turns(chance, sorted(reports), 30)):
        grown.change(gone, [reports[name] for name in come])
        if turn % 5 == 4:
            grown.check()


def test_a_crowded_block_proposes_nothing_until_a_name_leaves_it() -> None:
    heads = "东南西北春夏秋冬金木水火土日月山川江河湖海天地风云雷"
    crowd = [
        document(f"{n:02d}.txt", "湖州市", ("TEAM", f"红{char}帽服务队")) for n, char in enumerate(heads)
    ]
    grown = Grown()
    for each in crowd:
        grown.change([], [each])
    grown.check()
    for name in ("03.txt", "07.txt", "11.txt"):
        grown.change([name], [])
        grown.check()


def test_a_document_whose_reprint_came_changes_nothing_of_who_is_who() -> None:
    one = document("a.txt", "湖州市", ("UNIT", "湖州市公安局"))
    grown = Grown()
    grown.change([], [one])
    before = grown.notes.all()
    again = replace(one, article=replace(one.article, sources=("b.txt",)))
    found = resettle(grown.notes, [one], [again], grown.held.__getitem__)
    assert (found.old, found.new, found.documents) == ({}, {}, set())
    assert grown.notes.all() == before


@pytest.mark.parametrize("text", ["平安", "a\ud800b", "a\x00b", '"[\n'])
def test_any_text_can_be_noted(text: str) -> None:
    assert parts_of(packed(text, 1)) == [text, 1]
    one = identity_from(text_of(identity_from(packed("TEAM", text, ""))))
    assert one.form == text
