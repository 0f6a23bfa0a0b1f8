"""Plain values in, RDF literals out, each value in one spelling only."""

from __future__ import annotations

import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.graph.iris import XSD

INTEGER = NamedNode(XSD + "integer")
DECIMAL = NamedNode(XSD + "decimal")
BOOLEAN = NamedNode(XSD + "boolean")
DATE_TYPES = {4: NamedNode(XSD + "gYear"), 7: NamedNode(XSD + "gYearMonth"), 10: NamedNode(XSD + "date")}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(_clean(value))


def chinese(value: str) -> Literal:
    """A string of Chinese text."""
    return Literal(_clean(value), language="zh")


def pinyin(value: str) -> Literal:
    """A romanisation of Chinese."""
    return Literal(value, language="zh-latn-pinyin")


def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(str(value), datatype=INTEGER)


def decimal(value: Decimal | float) -> Literal:
    """An `xsd:decimal` without exponent or trailing zeros: 43000, 14.9."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    digits = format(exact, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits in {"-0", ""} else digits, datatype=DECIMAL)


def boolean(value: bool) -> Literal:
    """An `xsd:boolean`."""
    return Literal("true" if value else "false", datatype=BOOLEAN)


def date(value: str) -> Literal:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` with its type; ValueError for anything else."""
    if not DATE.fullmatch(value):
        raise ValueError(f"no date: {value!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    return Literal(value, datatype=DATE_TYPES[len(value)])
