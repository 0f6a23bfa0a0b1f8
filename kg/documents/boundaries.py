"""Blocks of one file in, its articles out: the places where a new article begins on the page.

An article begins at its headline. Signs of one: a byline or 本报讯 right below it, a ruled line above it, a
Markdown heading of the first rank, or headlines that all begin with a place and a colon. A sign must be
there at least twice, because one article has all of them once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.documents.blocks import Block
from kg.documents.patterns import matches
from kg.lexicon.divisions import find
from kg.records import Role

PLACED = re.compile(r"^([\u4e00-\u9fff]{2,8}):")
REPORTER = re.compile(r"记者|通讯员|作者|[文图]/")
MOST_HEADLINES = 3  # kicker, headline, second line


def _headline(block: Block) -> bool:
    return block.role is Role.HEADING and not any(matches(use, block.text) for use in ("numbered", "rule"))


def _first_headline(blocks: list[Block], at: int) -> int:
    """Index of the first of the headlines that stand right above `blocks[at]`; `at` if there are none."""
    low = at
    while low > 0 and at - low < MOST_HEADLINES and _headline(blocks[low - 1]):
        low -= 1
    return low


def _under_headline(blocks: list[Block]) -> list[int]:
    found = []
    for at, block in enumerate(blocks):
        opens = matches("opening", block.text)
        signed = block.role is Role.BYLINE and bool(REPORTER.search(block.text))
        if (opens or (signed and _has_body(blocks, at + 1))) and (low := _first_headline(blocks, at)) < at:
            found.append(low)
    return found


def _has_body(blocks: list[Block], at: int) -> bool:
    return any(block.role is Role.BODY for block in blocks[at : at + 2])


def _after_rule(blocks: list[Block]) -> list[int]:
    found = [
        at + 1
        for at, block in enumerate(blocks[:-1])
        if matches("rule", block.text) and _headline(blocks[at + 1]) and _has_body(blocks, at + 2)
    ]
    return [0, *found] if found and _has_body(blocks, 1) else found


def _placed(blocks: list[Block]) -> list[int]:
    found = []
    for at, block in enumerate(blocks):
        match = PLACED.match(block.text) if _headline(block) else None
        if match and find(match[1]) and _has_body(blocks, at + 1):
            found.append(at)
    return found


def _first_rank(blocks: list[Block]) -> list[int]:
    return [at for at, block in enumerate(blocks) if block.rank == 1]


SIGNS: tuple[Callable[[list[Block]], list[int]], ...] = (_first_rank, _under_headline, _placed, _after_rule)


def beginnings(blocks: list[Block]) -> list[int]:
    """Indices of the blocks at which an article begins; the first is always 0."""
    for sign in SIGNS:
        found = sign(blocks)
        if len(found) > 1:
            return [0, *found[1:]]
    return [0]
