"""Terms as text are the terms as objects."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.graph import iris, spelling, terms

TEXTS = ["", "警察", 'a"b\\c', "\n\r\t\x00\x01\x1f\x7f\x85", "\ufffe\uffff\ud800", "罕见字𠮷", "'\u2028"]


@pytest.mark.parametrize("value", TEXTS)
def test_literals(value: str) -> None:
    assert spelling.text(value) == str(terms.text(value))
    assert spelling.chinese(value) == str(terms.chinese(value))


def test_numbers_and_dates() -> None:
    for number in (Decimal("1E+3"), Decimal("-0"), Decimal("14.90"), 0.5, 1e-7):
        assert spelling.decimal(number) == str(terms.decimal(number))
    assert spelling.integer(7) == str(terms.integer(7))
    assert spelling.boolean(True) == str(terms.boolean(True))
    assert spelling.pinyin("Hú zhōu") == str(terms.pinyin("Hú zhōu"))
    assert spelling.date("2024-03") == str(terms.date("2024-03"))


@pytest.mark.parametrize("key", ["湖州市", 'a b<c>"{}|^`\\', "\x00\ud800", "“双守”工程/2"])
def test_iris(key: str) -> None:
    assert spelling.thing("Place", key) == str(iris.thing("Place", key))
    assert spelling.hashed("Mention", key, "3") == str(iris.hashed("Mention", key, "3"))


def test_all_that_is_spelt_can_be_read() -> None:
    told = f"{spelling.thing('Place', '湖州市')} {spelling.TYPE} {spelling.pol('Place')}"
    ((subject, predicate, target),) = spelling.read(iter([told]))
    assert (subject, predicate, target) == (
        iris.thing("Place", "湖州市"),
        NamedNode(spelling.TYPE[1:-1]),
        iris.pol("Place"),
    )
    for value in TEXTS:
        line = f"{spelling.thing('Place', 'x')} {spelling.TITLE} {spelling.chinese(value)} .\n"
        (quad,) = parse(line.encode(), RdfFormat.N_TRIPLES)
        assert quad.object == terms.chinese(value)
