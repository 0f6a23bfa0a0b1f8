"""Numbers as written in, value, unit and bound out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.periods import dated, periods
from kg.facts.quantities import KEYS, quantities
from kg.facts.quantities_numerals import number, share
from kg.lexicon.rows import rows

UNITS = rows("units.jsonl", KEYS, ("never", "ending"))
FIGURES = "零一二三四五六七八九"

WRITTEN = [
    ("14.9%", "14.9", "%", None),
    ("3.03个百分点", "3.03", "个百分点", None),
    ("4.3万起", "43000", "起", None),
    ("1.4亿元", "140000000", "元", None),
    ("2万余元", "20000", "元", "AtLeast"),
    ("580余万元", "5800000", "元", "AtLeast"),
    ("三成", "30", "%", None),
    ("九成八", "98", "%", None),
    ("近七成", "70", "%", "Nearly"),
    ("半数以上", "50", "%", "AtLeast"),
    ("十余起", "10", "起", "AtLeast"),
    ("约2.6亿元", "260000000", "元", "About"),
    ("三分之二", "66.67", "%", None),
    ("百分之九十六点八", "96.8", "%", None),
    ("1.5倍", "1.5", "倍", None),
    ("翻了一番", "100", "%", None),
    ("翻两番", "300", "%", None),
    ("七千六百余件", "7600", "件", "AtLeast"),
    ("二十一支", "21", "支", None),
    ("1,286件", "1286", "件", None),
    ("近百次", "100", "次", "Nearly"),
    ("2600余架次", "2600", "架次", "AtLeast"),
    ("50人以上", "50", "人", "AtLeast"),
    ("30天左右", "30", "天", "About"),
    ("十七连冠", "17", "连冠", None),
]
NONE = [
    "第三名",
    "5G网络",
    "一名男子",
    "几名群众",
    "数十名志愿者",
    "2250000",
    "“1+10+4+N”",
    "三四十人",
    "T3航站楼",
]


@pytest.mark.parametrize(("text", "value", "unit", "bound"), WRITTEN)
def test_reads_what_is_written(text: str, value: str, unit: str, bound: str | None) -> None:
    (found,) = quantities(text)
    assert (found.value, found.unit, found.bound and found.bound.value) == (Decimal(value), unit, bound)


@pytest.mark.parametrize("text", NONE)
def test_leaves_alone_what_counts_nothing(text: str) -> None:
    assert list(quantities(text)) == []


def test_a_range_is_two_quantities() -> None:
    assert [(q.value, q.unit) for q in quantities("每组10—15人")] == [
        (Decimal(10), "人"),
        (Decimal(15), "人"),
    ]


@pytest.mark.parametrize("row", UNITS, ids=[row["id"] for row in UNITS])
def test_unit_rows(row: dict[str, str]) -> None:
    assert any(q.unit == row["unit"] for q in quantities(row["example"]))
    assert not any(q.unit == row["unit"] for q in quantities(row["counterexample"]))


def chinese(value: int) -> str:
    """The number from 1 to 9999 as it is said."""
    out, gap = "", False
    for sign, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // power % 10
        if digit:
            out += ("零" if gap else "") + FIGURES[digit] + sign
        gap = bool(out) and not digit
    return out[1:] if out.startswith("一十") else out


@given(st.integers(1, 9999))
def test_chinese_numerals_read_back(value: int) -> None:
    assert number(chinese(value)) == value


@given(st.integers(1, 9999), st.integers(0, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_great_chinese_numerals_read_back(high: int, low: int, scale: tuple[str, int]) -> None:
    tail = ("零" if 0 < low < 1000 else "") + chinese(low) if low else ""
    assert number(chinese(high) + scale[0] + tail) == high * scale[1] + low


@given(st.decimals(0, 10**6, places=2), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_mixed_numbers_read_back(value: Decimal, scale: tuple[str, int]) -> None:
    assert number(f"{value}{scale[0]}") == value * scale[1]


@given(st.integers(0, 10**12))
def test_grouped_numbers_read_back(value: int) -> None:
    assert number(f"{value:,}") == value


@given(st.integers(1900, 2099))
def test_years_read_digit_by_digit(year: int) -> None:
    assert number("".join("〇" if c == "0" else FIGURES[int(c)] for c in str(year))) == year


@given(st.integers(1, 9), st.integers(0, 9))
def test_tenths_are_shares(tens: int, ones: int) -> None:
    assert share(f"{FIGURES[tens]}成{FIGURES[ones] if ones else ''}") == tens * 10 + ones


@given(st.integers(1, 99), st.integers(0, 9))
def test_percent_in_words_is_a_share(whole: int, tenth: int) -> None:
    words = f"百分之{chinese(whole)}" + (f"点{FIGURES[tenth]}" if tenth else "")
    assert share(words) == Decimal(f"{whole}.{tenth}")


@settings(max_examples=200)
@given(st.integers(1, 99999), st.sampled_from([row for row in UNITS if row["sort"] == "count"]))
def test_any_count_keeps_its_unit(value: int, row: dict[str, str]) -> None:
    found = next(quantities(f"共{value}{row['id']},"))
    assert (found.value, found.unit) == (Decimal(value), row["unit"])


@given(st.text("0123456789一二两三百万亿.,成分之点余多第年月日个起%至", max_size=24))
def test_no_text_breaks_the_reader(text: str) -> None:
    for found in quantities(text, dated(text)):
        assert 0 <= found.low < found.high <= len(text)
        assert found.value >= 0


DATES = [
    ("2024年", "2025", "2024-01-01", "2024-12-31"),
    ("去年1至11月", "2024-01", "2023-01-01", "2023-11-30"),
    ("2023年1月至9月", "2024-01", "2023-01-01", "2023-09-30"),
    ("截至2023年10月底", "2024-01", None, "2023-10-31"),
    ("今年以来", "2024-12", "2024-01-01", None),
    ("今年", "2024-12", "2024-01-01", None),
    ("自2022年试行", "2024-12", "2022-01-01", None),
    ("上半年", "2025-07", "2025-01-01", "2025-06-30"),
    ("前三季度", "2025-11", "2025-01-01", "2025-09-30"),
    ("今年前8个月", "2025-09", "2025-01-01", "2025-08-31"),
    ("11月", "2025-03", "2024-11-01", "2024-11-30"),
    ("6月25日至8月13日", "2024-08-16", "2024-06-25", "2024-08-13"),
    ("从5月1日到9月16日", "2025-09-20", "2025-05-01", "2025-09-16"),
    ("二〇二三年", "2025", "2023-01-01", "2023-12-31"),
    ("2024年国庆期间", "2025", "2024-10-01", "2024-10-07"),
    ("2024年2月", "2025", "2024-02-01", "2024-02-29"),
    ("1876年", "2025", "1876-01-01", "1876-12-31"),
]


@pytest.mark.parametrize(("text", "issued", "start", "end"), DATES)
def test_periods(text: str, issued: str, start: str | None, end: str | None) -> None:
    (found,) = periods(text + ",全市", issued)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["比2023年下降", "与去年同期相比", "连续13年", "由2023年的46起", "2024年2月30日"]
)
def test_no_periods(text: str) -> None:
    assert list(periods(text, "2025")) == []
