"""Blocks of a page in, blocks out with halves of a sentence joined over what the layout put between."""

from __future__ import annotations

from itertools import pairwise

from kg.documents.blocks import BODY, Block, is_open
from kg.documents.patterns import matches
from kg.records import Role

MOST_BETWEEN = 4  # blocks that may stand between two halves: a caption or two, a heading, a quotation
SHORTEST_CUT = 15  # characters: shorter lines without a full stop are headings whatever follows them
PAIRS = ("“”", "()", "《》")
HEADING = Role.HEADING
NEVER_FIRST = "的了着们地得、,。;!?:”)》"  # no paragraph begins with one of these


def _unbalanced(text: str) -> bool:
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in PAIRS)


def _is_half(block: Block, rest: Block, page: str) -> bool:
    """True when a line that looks like a heading is the first half of a sentence that `rest` continues.

    Signs: an open quotation or bracket, a first character that begins no paragraph, or a long line whose
    last character and the next one stand together as a word elsewhere on the page.
    """
    if rest.role is not BODY or " " in block.text or matches("numbered", block.text):
        return False
    if _unbalanced(block.text) or rest.text[0] in NEVER_FIRST:
        return True
    pair = block.text[-1] + rest.text[0]
    return len(block.text) >= SHORTEST_CUT and pair.isalpha() and pair in page


def _stands_between(block: Block) -> bool:
    if matches("pull", block.text):
        return True
    if matches("numbered", block.text) or matches("rule", block.text):
        return False
    return block.role is not BODY


def _goes_on(block: Block) -> bool:
    if block.role is not BODY:
        return False
    return not any(matches(use, block.text) for use in ("numbered", "opening", "question"))


def _second_half(blocks: list[Block], at: int) -> int:
    """Index of the block that continues `blocks[at]`, or 0."""
    for index in range(at + 1, min(at + 2 + MOST_BETWEEN, len(blocks))):
        if not _stands_between(blocks[index]):
            return index if _goes_on(blocks[index]) else 0
    return 0


def _find_halves(blocks: list[Block], page: str) -> None:
    """Give the role of a paragraph to first halves that look like headings."""
    begun = False
    for at, block in enumerate(blocks):
        other = _second_half(blocks, at) if begun and block.role is HEADING else 0
        if other and _is_half(block, blocks[other], page):
            block.role = BODY
        begun = begun or block.role is BODY


def _mark_captions(between: list[Block]) -> None:
    """What stands between the halves of a sentence belongs to a picture, not to the text."""
    for block in between:
        if block.role in (HEADING, BODY):
            block.role = Role.CAPTION


def _mark_credits(blocks: list[Block]) -> None:
    """A line above a photographer's name is a caption, and so is a quotation with its speaker below."""
    begun = False
    for above, below in pairwise(blocks):
        if above.role is HEADING:
            spoken = begun and matches("speaker", below.text)
            if spoken or matches("credit", below.text):
                above.role = below.role = Role.CAPTION
        begun = begun or above.role is BODY


def mark_pictures(blocks: list[Block]) -> None:
    """A heading with no text below it, only another heading or the end, belongs to a picture.

    Titles must be marked before; a signature (a heading above a date) stays what it is.
    """
    begun = False
    for at, block in enumerate(blocks):
        if begun and block.role is HEADING:
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            alone = below is None or (below.role is HEADING and not matches("numbered", below.text))
            if alone and len(block.text) > 2 and not matches("numbered", block.text):
                block.role = Role.CAPTION
        begun = begun or block.role is BODY


def reflow(blocks: list[Block], page: str) -> list[Block]:
    """Join every cut block of the text `page` with its second half; what stood between follows it."""
    _mark_credits(blocks)
    _find_halves(blocks, page)
    rest: list[Block] = []
    taken: set[int] = set()
    for at, block in enumerate(blocks):
        if at in taken:
            continue
        last = at
        while block.role is BODY and is_open(block.text) and (second := _second_half(blocks, last)):
            _mark_captions(blocks[last + 1 : second])
            last = second
            block.join(blocks[last])
            taken.add(last)
        rest.append(block)
    return rest
