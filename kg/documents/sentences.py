"""A block of a page in, its sentences with their offsets out; quotations and brackets are kept whole.

A sentence ends at `。！？` with the closing marks behind it. It does not end inside a short quotation, a
book title or a bracket, nor between a quotation and the words that say who spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from kg.documents.blocks import BODY, Block
from kg.documents.patterns import pattern
from kg.records import Sentence

END = re.compile(r"[。!?]+[”’)》\]\"]*")
CLAUSE = re.compile(r"[^。!?,;“”]{1,28}")  # behind a quotation: it names the speaker, or begins a sentence
SIMPLE = re.compile(r"[^。!?]*[。!?]+|[^。!?]+")
CLOSERS = frozenset('”’)》]"')
IN_LATIN = re.compile(r"[A-Za-z0-9][?!]")
SHORT_QUOTE = 14  # characters: names in quotation marks are shorter, spoken sentences longer
LONG_BRACKET = 60
BRACKETS = ("《》", "()")
LONGEST = 1000  # characters; a longer sentence is cut, so that no later stage meets a line of megabytes


def _inside(text: str, low: int, at: int, marks: str, most: int) -> bool:
    """True when `at` lies between the two `marks`, which are at most `most` characters apart."""
    begin = text.rfind(marks[0], low, at)
    if begin < 0 or text.rfind(marks[1], begin, at) > begin:
        return False
    close = text.find(marks[1], at, begin + most + 1)
    return close >= 0


def _ends(text: str, low: int, at: int, end: int, brackets: list[str]) -> bool:
    """True when the marks at `text[at:end]` end the sentence that began at `low`; `brackets` occur in it."""
    if end == len(text):
        return True
    if text[at] in "?!" and text[end].isascii() and text[end].isalnum() and text[at - 1].isascii():
        return False
    for marks in brackets:
        if _inside(text, low, at, marks, LONG_BRACKET):
            return False
    if text.find("”", at, end) < 0:
        return not _inside(text, low, at, "“”", SHORT_QUOTE)
    begin = text.rfind("“", low, at)
    short = begin > low and at - begin < SHORT_QUOTE
    if short and text[begin - 1] not in ",:。!?—":
        return False
    clause = CLAUSE.match(text, end)
    return clause is None or pattern("speech").search(clause[0]) is None


def _stops(text: str) -> list[tuple[int, int]]:
    """Where marks stand that may end a sentence, with the closing marks behind them."""
    if "?" in text or "!" in text or "。。" in text:
        return [match.span() for match in END.finditer(text)]
    found = []
    high = 0
    while low := text.find("。", high) + 1:
        high = low
        while text[high : high + 1] in CLOSERS:
            high += 1
        found.append((low - 1, high))
    return found


def _nests(text: str) -> bool:
    """Whether a full stop of `text` may stand inside something; a pattern would take ten times as long."""
    if "“" in text or "(" in text or "《" in text or '"' in text:
        return True
    return ("?" in text or "!" in text) and IN_LATIN.search(text) is not None


def _plain_pieces(text: str) -> list[tuple[int, int]]:
    if "?" in text or "!" in text or "。。" in text:
        return [match.span() for match in SIMPLE.finditer(text)]
    found, low = [], 0
    while high := text.find("。", low) + 1:
        found.append((low, high))
        low = high
    return found if low == len(text) else [*found, (low, len(text))]


def _pieces(text: str) -> list[tuple[int, int]]:
    if not _nests(text):
        return _plain_pieces(text)
    brackets = [marks for marks in BRACKETS if marks[0] in text]
    found, low = [], 0
    for at, end in _stops(text):
        if at >= low and _ends(text, low, at, end, brackets):
            found.append((low, end))
            low = end
    if low < len(text):
        found.append((low, len(text)))
    return found


def _shortened(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while high - low > LONGEST:
        cut = max(text.rfind(mark, low + LONGEST // 2, low + LONGEST) for mark in ",;、 ") + 1
        cut = cut or low + LONGEST
        yield low, cut
        low = cut
    yield low, high


def _trimmed(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    piece = text[low:high]
    low, high = low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())
    if high - low > LONGEST:
        yield from _shortened(text, low, high)
    elif low < high:
        yield low, high


def spans(text: str) -> list[tuple[int, int]]:
    """Stretches (low, high) of the sentences of one block's `text`, without the space around them."""
    found = _pieces(text)
    if " " in text or len(text) > LONGEST:
        return [span for low, high in found for span in _trimmed(text, low, high)]
    return found


def offsets_of(pieces: list[tuple[int, int]], start: int) -> tuple[int, ...]:
    """File offsets of a block's characters; `start` is where the block's text begins in the file."""
    return tuple(chain.from_iterable(range(start + low, start + high) for low, high in pieces))


def _packed(offsets: tuple[int, ...]) -> Sequence[int]:
    """The same offsets, as a range where they are unbroken."""
    first, last = offsets[0], offsets[-1]
    return range(first, last + 1) if last - first + 1 == len(offsets) else offsets


def sentences_of(block: Block, start: int, paragraph: int, section: str) -> list[Sentence]:
    """Sentences of one block; a title, heading, byline or caption is one sentence."""
    text, role = block.text, block.role
    found = spans(text) if role is BODY else [(0, len(text))]
    if len(block.pieces) == 1:
        base = start + block.start
        return [
            Sentence(text[low:high], range(base + low, base + high), role, paragraph, section)
            for low, high in found
        ]
    places = offsets_of(block.pieces, start)
    return [
        Sentence(text[low:high], _packed(places[low:high]), role, paragraph, section) for low, high in found
    ]
