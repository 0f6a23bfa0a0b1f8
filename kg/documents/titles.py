"""Blocks of an article in, its title out; the blocks of the title get their role.

A page prints a kicker, a headline and a second line before the first paragraph; the second line begins
with a dash or stands right below the headline. Where a lead paragraph comes first, the headline follows it.
"""

from __future__ import annotations

import re

from kg.documents.blocks import Block
from kg.documents.patterns import matches
from kg.records import Role

DASH = re.compile(r"^[—-]+\s*")
LEAD = 4  # blocks within which a headline after a lead paragraph is looked for


def _candidates(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if block.role is Role.BODY and found:
            break
        if block.role is Role.BODY and blocks.index(block) + 1 >= LEAD:
            break
        signed = block is blocks[-1] and bool(blocks[:-1]) and blocks[0].role is Role.BODY
        if block.role is Role.HEADING and not signed and not _is_counter(block.text):
            found.append(block)
    return found


def _is_counter(text: str) -> bool:
    return len(text) < 3 or matches("numbered", text) or matches("rule", text)


def _without_kicker(found: list[Block]) -> list[Block]:
    while len(found) > 1 and (matches("kicker", found[0].text) or _is_kicker(found)):
        found = found[1:]
    return found


def _is_kicker(found: list[Block]) -> bool:
    """A short line above a headline that itself has a second line: 岛上十九年 / 在大鹿岛…… / ——记……"""
    return len(found) > 2 and len(found[0].text) <= 8 and bool(DASH.match(found[2].text))


def title_of(blocks: list[Block]) -> str:
    """Title of the article; marks its blocks as titles. "" where the text has none."""
    found = _without_kicker(_candidates(blocks))
    if not found:
        return ""
    main, second = found[0], found[1:2]
    main.role = Role.TITLE
    title = DASH.sub("", main.text)
    if second and (DASH.match(second[0].text) or _belongs(blocks, main, second[0])):
        second[0].role = Role.TITLE
        title += "——" + DASH.sub("", second[0].text)
    elif second and _goes_on(blocks, main, second[0]):
        second[0].role = Role.TITLE
        title += " " + second[0].text
    return title


def _goes_on(blocks: list[Block], main: Block, second: Block) -> bool:
    """A headline set in two lines: nothing between them, a blank line after them."""
    at = blocks.index(main) + 1
    if second.gap > 1 or at + 1 >= len(blocks) or blocks[at] is not second:
        return False
    below = blocks[at + 1]
    return below.gap > 1 and below.role in (Role.BYLINE, Role.BODY)


def _belongs(blocks: list[Block], main: Block, second: Block) -> bool:
    """A second line without a dash: right below the headline, and a byline or a paragraph after it."""
    at = blocks.index(main)
    if at + 2 >= len(blocks) or blocks[at + 1] is not second:
        return False
    return blocks[at + 2].role in (Role.BYLINE, Role.BODY) and len(second.text) > 6
