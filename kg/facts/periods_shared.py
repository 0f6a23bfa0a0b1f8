"""A list of figures and the years of a range in, the year of each figure out.

2021年至2023年，立案数分别为1893起、1640起、1392起: three numbers, three years.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.observations_listed import Measured
from kg.facts.observations_periods import Dates


def own_year(items: Sequence[Measured], k: int, dates: Dates) -> Dates:
    """Dates of the `k`-th of a sentence's figures: its own year where a list has as many figures as years."""
    first = last = k
    while items[first].figure.listed >= 0 and items[first].figure.listed == first - 1:
        first -= 1
    while last + 1 < len(items) and items[last + 1].figure.listed == last:
        last += 1
    start, end = dates
    if first == last or not (start and end and start.endswith("-01-01") and end.endswith("-12-31")):
        return dates
    year, years = int(start[:4]), int(end[:4]) - int(start[:4]) + 1
    if years != last - first + 1:
        return dates
    return f"{year + k - first}-01-01", f"{year + k - first}-12-31"
