"""An article's texts and title in, what its wording says of its year of issue out.

Rows of `dates.jsonl` read a year that the text names; rows of `anchors.jsonl` know the year of a national
event, and each names its source. A row of sort `at` speaks for the years its weights are for, `since`
against all years before its own, `until` against all after it; `name` is a year that belongs to the name of a
thing (“清江2031”行动), which runs in that year. `unless` silences a row: where a text says 去年 and never
今年, the year it names in full may be that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.documents.numerals import number
from kg.lexicon.rows import Row, read_rows

KEYS = frozenset({"id", "pattern", "weights", "example", "counterexample"})
OPTIONAL = frozenset({"base", "source", "sort", "unless"})
LAST_YEAR = re.compile(r"去年(?<![较比与同由]..)(?!同期)")
SORTS = frozenset({"at", "since", "until", "name"})
AGAINST = -4.0  # nats against a year before a thing began, or after a date still to come
REACH = 30  # years before or after a `since` or `until` that it speaks against
TITLED = 1.5  # a clue in the title weighs so much more
LATELY = {-3: 0.4, -2: 0.6, -1: 0.8, 0: -0.2}  # how long before its term a target is told


@dataclass(frozen=True, slots=True)
class Clue:
    """What one rule says: nats for or against each year."""

    rule: str
    weights: dict[int, float]


@cache
def clue_rows() -> tuple[tuple[re.Pattern[str], Row], ...]:
    """Rows of both files with their patterns compiled."""
    found: list[Row] = []
    for name in ("dates.jsonl", "anchors.jsonl"):
        with files("kg.documents").joinpath(name).open(encoding="utf-8") as lines:
            found += read_rows(lines, f"kg/documents/{name}", KEYS, OPTIONAL)
    return tuple((re.compile(row["pattern"]), row) for row in found)


def _years(match: re.Match[str], row: Row) -> int:
    """The year that a match names: its groups added to the base of the row."""
    return int(row.get("base", 0)) + sum(number(part) for part in match.groups() if part)


def _weights(row: Row, year: int, factor: float) -> dict[int, float]:
    weights = {year + int(shift): float(w) * factor for shift, w in row["weights"].items()}
    sort = row.get("sort", "at")
    if sort in {"since", "name"}:
        before = dict.fromkeys(range(year - REACH, year), AGAINST)
        return before | {year: before.get(year, 0.0) + w for year, w in weights.items()}
    if sort == "until":
        near = {year + shift: w for shift, w in LATELY.items()}
        return near | dict.fromkeys(range(year + 1, year + REACH), AGAINST)
    return weights


def tenses(whole: str) -> tuple[bool, bool]:
    """Whether a text speaks of 今年, and of 去年 other than to compare."""
    return "今年" in whole, bool(LAST_YEAR.search(whole))


def clues(texts: Sequence[str], title: str) -> Iterator[Clue]:
    """Clues of the wording, each row once for every year it names."""
    whole = "\n".join(texts)
    alone = tenses(whole) == (False, True)
    for pattern, row in clue_rows():
        if alone and row.get("unless") == "only-last-year":
            continue
        if not (pattern.search(whole) or pattern.search(title)):
            continue
        titled = {_years(match, row) for match in pattern.finditer(title)}
        for year in sorted(titled | {_years(match, row) for match in pattern.finditer(whole)}):
            yield Clue(row["id"], _weights(row, year, TITLED if year in titled else 1.0))


def named_years(texts: Sequence[str]) -> tuple[list[str], int]:
    """The texts without the years that belong to names, and the newest of these; 0 where there is none."""
    years = [0]
    rows = [(pattern, row) for pattern, row in clue_rows() if row.get("sort") == "name"]

    def cut(match: re.Match[str]) -> str:
        years.append(number(match[1]))
        return match[0].replace(match[1], "□" * len(match[1]))

    bare = []
    for text in texts:
        for pattern, _ in rows if "20" in text else ():
            text = pattern.sub(cut, text)
        bare.append(text)
    return bare, max(years)
