"""A line that the package or click says in English in, the same in the user's language out.

The library speaks English, so that its errors can be searched for; rows of `translations.jsonl` give the
Chinese of each of its lines. A place like `{path}` takes any words, which are translated themselves where a
row has them. What no row has stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import IO, Any

import click

from kg.cli.messages import chosen_language, text
from kg.lexicon.rows import Row, read_rows

PLACE = re.compile(r"\{(\w+)\}")


@cache
def translations() -> tuple[Row, ...]:
    """The rows, those of most words first: a line may fit several."""
    with files("kg.cli").joinpath("translations.jsonl").open(encoding="utf-8") as lines:
        read = read_rows(lines, "kg/cli/translations.jsonl", frozenset({"id", "en", "zh"}), frozenset())
    return tuple(sorted(read, key=lambda row: -len(PLACE.sub("", row["en"]))))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    def pattern(english: str) -> re.Pattern[str]:
        parts = PLACE.split(english)  # words, place, words, place … words
        return re.compile(
            "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)),
            re.DOTALL,
        )

    return tuple((pattern(row["en"]), row["zh"]) for row in translations())


def translated(line: str) -> str:
    """`line` in the user's language."""
    return in_chinese(line) if chosen_language() == "zh" else line


def in_chinese(line: str) -> str:
    """`line` in Chinese, where a row has it."""
    for pattern, chinese in _patterns():
        if match := pattern.fullmatch(line):
            return chinese.format(**{place: in_chinese(words) for place, words in match.groupdict().items()})
    return line


class Misused(click.UsageError):
    """A wrong call, told in the user's language as click tells it in English: usage, way out, error."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.format_message(), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the lines, to stderr unless told."""
        if self.ctx is not None:
            hint = translated(f"Try '{self.ctx.command_path} --help' for help.")
            click.echo(f"{self.ctx.get_usage()}\n{hint}\n", file=file, err=file is None)
        click.echo(text("help.error") + translated(self.message), file=file, err=file is None)
