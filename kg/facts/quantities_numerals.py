"""A written number in (Arabic, Chinese or mixed), its Decimal value out.

Reads 4,300 · 4.3万 · 1.4亿 · 七千六百 · 二十一 · 两 · 二〇二三 · 九十六点八 · 3000万 · 百分之九十六点八 ·
三分之二 · 三成 · 九成八 · 半. The grammar of Chinese numerals is that of GB/T 15835-2011.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "仨": 3}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
ARABIC = r"(?<![\d.])\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = r"[零〇○一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"


def _digits(text: str) -> Decimal | None:
    """Read figures one by one: 二〇二三, 九八."""
    if not text or any(c not in DIGITS for c in text):
        return None
    return Decimal("".join(str(DIGITS[c]) for c in text))


def _below_myriad(text: str) -> Decimal | None:
    """Read a Chinese number under ten thousand, 0 to 9999."""
    total, digit, last = 0, None, 1
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            last = 10 if c in "零〇○" else last
        elif c in SMALL:
            total += (digit or 1) * SMALL[c]
            digit, last = None, SMALL[c]
        else:
            return None
    return Decimal(total + (digit or 0) * max(1, last // 10))


def _whole(text: str) -> Decimal | None:
    for sign in "亿万":
        if sign in text:
            high, _, low = text.rpartition(sign)
            head = _whole(high) if high else None
            tail = _whole(low) if low else Decimal(0)
            if tail is not None and low in DIGITS and DIGITS[low] and sign == "万":
                tail *= 1000  # 一万五 is 15,000
            return None if head is None or tail is None else head * LARGE[sign] + tail
    if len(text) > 1 and not any(c in SMALL for c in text):
        return _digits(text)
    return _below_myriad(text) if text else None


def _chinese(text: str) -> Decimal | None:
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return value
    figures = _digits(fraction)
    return None if figures is None else value + figures.scaleb(-len(fraction))


def number(text: str) -> Decimal | None:
    """Value of a number as written, None where the characters are no number.

    >>> number("4.3万"), number("七千六百"), number("二〇二三")
    (Decimal('43000'), Decimal('7600'), Decimal('2023'))
    """
    match = re.match(rf"(?:{ARABIC})", text)
    if not match:
        return _chinese(text)
    value = Decimal(re.sub("[, ]", "", match[0]))
    for sign in text[match.end() :]:
        if sign not in SMALL and sign not in LARGE:
            return None
        value *= SMALL.get(sign) or LARGE[sign]
    return settle(value)


def settle(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent: 43000.0 → 43000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def share(text: str) -> Decimal | None:
    """Percentage that a share in words stands for, None where it is none.

    >>> share("三成"), share("九成八"), share("一半"), share("百分之九十六点八"), share("三分之二")
    (Decimal('30'), Decimal('98'), Decimal('50'), Decimal('96.8'), Decimal('66.67'))
    """
    if text in {"一半", "半数", "半", "过半", "五成半"}:
        return Decimal(55 if text == "五成半" else 50)
    if match := re.fullmatch(rf"百分之({CHINESE}|{ARABIC})", text):
        return number(match[1])
    if match := re.fullmatch(r"([一二两三四五六七八九十]|\d(?:\.\d)?)成([一二三四五六七八九半]?)", text):
        tens, ones = number(match[1]), Decimal(5) if match[2] == "半" else number(match[2] or "零")
        return None if tens is None or ones is None else settle(tens * 10 + ones)
    if match := re.fullmatch(rf"({CHINESE}|{ARABIC})分之({CHINESE}|{ARABIC})", text):
        below, above = number(match[1]), number(match[2])
        return round(above * 100 / below, 2) if below and above else None
    return None
