"""An article's text in, its sentences out, joined over the line breaks of a printed column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records import Role, Sentence

TERMINAL = "。！？!?…；;"
CLOSING = "”’』」》）)]】\"'"
WIDTH = {ord(w): ord(n) for w, n in zip("：，；！？（）％＋～", ":,;!?()%+~", strict=True)}
WIDTH.update({c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\r\n]+", text):
        if match[0].strip():
            yield match.start(), match[0]


def _continues(line: str) -> bool:
    """True when a line was cut by the column, not ended by its writer."""
    kept = line.strip().rstrip(CLOSING)
    return len(kept) > 30 and kept[-1:] not in TERMINAL + ":："


def _paragraphs(text: str, start: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    characters: list[str] = []
    offsets: list[int] = []
    for at, line in _lines(text):
        if characters and not _continues("".join(characters)):
            yield "".join(characters), tuple(offsets)
            characters, offsets = [], []
        lead = len(line) - len(line.lstrip())
        body = line.strip()
        characters.append(body)
        offsets += range(start + at + lead, start + at + lead + len(body))
    if characters:
        yield "".join(characters), tuple(offsets)


def sentences_of(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """Split `text`, which begins at `start` in its file, into sentences."""
    found: list[Sentence] = []
    for number, (paragraph, offsets) in enumerate(_paragraphs(text, start)):
        flat = paragraph.translate(WIDTH)
        role = Role.BODY if re.search(r"[。！？!?;]", flat) or len(flat) > 40 else Role.HEADING
        for match in re.finditer(r"[^。！？!?]+[。！？!?]*[”’」』)\"]*", flat):
            if match[0].strip():
                found.append(Sentence(match[0], offsets[match.start() : match.end()], role, number))
    return tuple(found)
