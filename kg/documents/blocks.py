"""Width-normalised text in, its blocks out: paragraphs, headings, bylines, captions, each with its role.

A block is what the page sets as one piece: hard-wrapped lines of a column are already joined, pieces of a
sentence on both sides of a caption are not yet (see `reflow`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.documents.markup import HEADING, HIDDEN, ROW, UNSEEN, cells_of, visible
from kg.documents.patterns import matches
from kg.records import Role

MARKS = re.compile(r"[。!?…]")
STOPS = "。!?…;:—~"
CLOSERS = "”’》)】]\"'』」 "
GAP = re.compile(r"\s\s|\t")  # between the columns of a table
NARROW, WIDE = 8, 60  # characters: no column is narrower, and wider lines are whole paragraphs
PICTURED = "图▲▼△▽◀▶↑↓←→上下左右"  # first characters of a caption that may hold a full stop
LONGEST_LINE = 100  # characters of a byline or caption
BODY = Role.BODY  # asked of every block many times, and looking up a member of an enum is slow
TITLE_MOST, COMMA_MOST = 45, 30  # characters of the longest heading, without and with a comma in it


@dataclass(slots=True)
class Block:
    """A piece of the page: `pieces` are its stretches (low, high) in the text, `gap` the breaks before it."""

    text: str
    pieces: list[tuple[int, int]]
    gap: int
    indented: bool = False
    role: Role = BODY
    rank: int = 0  # of a Markdown heading, 0 for every other block

    @property
    def start(self) -> int:
        """Offset in the text of the first character."""
        return self.pieces[0][0]

    def join(self, other: Block) -> None:
        """Take `other` in as the continuation of this block."""
        self.text += other.text
        self.pieces += other.pieces


def is_open(text: str) -> bool:
    """True when `text` ends where no writer ends a paragraph: in mid-sentence."""
    if text[-1] in STOPS:
        return False
    kept = text if text[-1] not in CLOSERS else re.sub(r"\([^()]{0,30}\)$", "", text[-40:]).rstrip(CLOSERS)
    return bool(kept) and kept[-1] not in STOPS


def lines_of(text: str) -> list[Block]:
    """Every line of `text` that holds something, as a block; only the drawn row of a table has a role."""
    found: list[Block] = []
    mark = "\n" if "\n" in text else "\r"
    end = following = 0
    for line in text.replace("\r", "\n").split("\n"):
        low, following = following, following + len(line) + 1
        body, role = line.strip(), BODY
        if body[:1] == "|" and ROW.fullmatch(body):
            body, role = cells_of(body).strip(), Role.CAPTION
        if not body:
            continue
        if line[0] != body[0]:
            low += line.index(body[0])
        gap = text.count(mark, end, low) if found else 9
        found.append(Block(body, [(low, low + len(body))], gap, line[0] == " ", role))
        end = following - 1
    return found


def without(lines: list[Block], hidden: re.Pattern[str]) -> list[Block]:
    """Lines with what `hidden` matches taken out of them; a Markdown heading keeps its rank."""
    found = []
    for line in lines:
        seen = visible(line.text, hidden)
        text = "".join(line.text[low:high] for low, high in seen)
        if text.strip():
            heading = HEADING.match(line.text) if hidden is HIDDEN else None
            pieces = [(line.start + low, line.start + high) for low, high in seen]
            rank = len(heading[1]) if heading else 0
            found.append(Block(text, pieces, line.gap, line.indented, line.role, rank))
    return found


def column_width(lines: list[Block]) -> int:
    """Characters of a full line where the text is hard-wrapped, 0 where each line is a paragraph."""
    lengths = Counter(len(line.text) for line in lines if NARROW <= len(line.text) <= WIDE)
    if not lengths or len(lines) < 4:
        return 0
    width, _ = max(lengths.items(), key=lambda pair: (pair[1] + lengths[pair[0] - 1], pair[0]))
    full = sum(count for length, count in lengths.items() if width - 2 <= length <= width + 1)
    cut = sum(1 for line in lines if width - 2 <= len(line.text) <= width + 1 and is_open(line.text))
    wider = sum(1 for line in lines if len(line.text) > width + 2)
    wrapped = full * 2 >= len(lines) and cut > 1 and cut * 4 >= len(lines) and wider * 10 <= len(lines)
    return width if wrapped else 0


def unwrap(lines: list[Block]) -> list[Block]:
    """Join the lines of hard-wrapped paragraphs; other text comes back as it is."""
    width = column_width(lines)
    if not width:
        return lines
    closest = min((line.gap for line in lines[1:]), default=1)
    found: list[Block] = []
    last = 0
    for line in lines:
        goes_on = last >= width - 2 and line.gap == closest and not line.indented
        if found and goes_on and not _is_row(found[-1]) and not _is_row(line) and not _begins(line.text):
            found[-1].join(line)
        else:
            found.append(line)
        last = line.pieces[-1][1] - line.pieces[-1][0]
    return found


def _is_row(block: Block) -> bool:
    return block.role is Role.CAPTION or (GAP.search(block.text) is not None and matches("row", block.text))


def _begins(text: str) -> bool:
    return len(text) < 60 and (matches("byline", text) or matches("numbered", text))


def role_of(text: str) -> Role:
    """The role that a block has by its own words, before its neighbours are seen."""
    if len(text) > LONGEST_LINE or ("。" in text and text[0] not in PICTURED):
        return BODY
    if ")" in text[:-1] and "," in text and matches("opening", text):
        return BODY  # a dateline with the first words of its article: 本报讯(记者 王小雨)昨日,
    for use, role in (("caption", Role.CAPTION), ("byline", Role.BYLINE), ("row", Role.CAPTION)):
        if matches(use, text):
            return role
    if text[-1] in ":;," or matches("question", text) or (matches("turn", text) and MARKS.search(text[:-1])):
        return BODY
    most = COMMA_MOST if "," in text else TITLE_MOST
    if "。" in text or len(text) > most:
        return BODY
    return Role.HEADING


def blocks_of(text: str, markdown: bool = False) -> list[Block]:
    """Cut width-normalised `text` into blocks, each with the role its own words give it."""
    lines = lines_of(text)
    if markdown or "\u200b" in text:
        lines = without(lines, HIDDEN if markdown else UNSEEN)
    found = unwrap(lines)
    for block in found:
        if block.role is BODY:
            block.role = Role.HEADING if block.rank else role_of(block.text)
    return found
