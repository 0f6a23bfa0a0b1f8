"""Decoded text in, the same text with marks, digits and letters of one width out, one character for one.

Full-width forms become ASCII (，→ `,`), compatibility ideographs and radicals become the characters they
stand for, corner brackets become quotation marks, every dot in a name becomes `·`, odd spaces and control
characters become a space. `。` `、` `《》` `“”` stay. Offsets stay valid, because nothing is added or taken.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

SPACES = (0x00A0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B))
UNSEEN = (0x00AD, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)  # all become U+200B, which blocks leave out
DOTS = (0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65)
DASHES = (0x2015, 0x2500, 0x2501)
QUOTES = dict(zip("「」『』〝〞", "“”‘’“”", strict=True))
RADICALS = dict(  # those of U+2E80–2EFF that Unicode itself does not map
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
COMPATIBLE = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFE50, 0xFE70))  # radicals, ideographs, small marks


@cache
def _table() -> NDArray[np.uint16]:
    table = np.arange(0x10000, dtype=np.uint16)
    table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    for low, high in COMPATIBLE:
        for code in range(low, high):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and ord(plain) < 0x10000:
                table[code] = ord(plain)
    for radical, plain in RADICALS.items():
        table[ord(radical)] = ord(plain)
    table[list(SPACES)] = 0x20
    table[list(UNSEEN)] = 0x200B
    table[list(DOTS)] = 0xB7
    table[list(DASHES)] = 0x2014
    table[[c for c in (*range(32), *range(0x7F, 0xA0)) if c not in (10, 13)]] = 0x20
    for wide, plain in QUOTES.items():
        table[ord(wide)] = ord(plain)
    return table


def plain_radicals(text: str) -> str:
    """`text` with radicals and compatibility ideographs, which PDF files hold, as the usual characters."""
    ideographs = {c for c in set(text) if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff"}
    table = _table()
    return text.translate({ord(c): int(table[ord(c)]) for c in ideographs}) if ideographs else text


def one_width(text: str) -> str:
    """Normalise `text`; the result has the same length, character for character."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    flat: bytes = _table()[units].tobytes()
    return flat.decode("utf-16-le", "surrogatepass")
