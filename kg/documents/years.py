"""An article's texts and title in, its year of issue out, with how sure that is and what it rests on.

Each clue of `year_clues` speaks for or against years in nats (natural logarithm of odds); where the text
names a year that is past, how far an article lags behind its newest year is weighed too. What is left of the
probability for other years is the doubt: up to LEAST no year is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kg.documents.year_calendar import calendar_clues
from kg.documents.year_clues import Clue, clues, named_years, tenses
from kg.documents.year_spans import lived, span_clues

YEAR = re.compile(r"(20(?<![\d.—-]..)\d\d)(?![\d.%])(?=年|[”—])")
AHEAD = re.compile(r"将|拟|力争|计划|打算|争取|目标|展望|明年|(?<![降升增减高截达])到20\d\d年")
STALE = 12  # years by which the newest year of a text may lag behind its publication
SPAN = range(2005, 2041)  # years among which an article that names none may lie, all alike
LEAST = 0.55  # on features that nothing had seen, 34 right and 1 wrong of 40; from 0.5 on 34 and 4
MOST = 0.9
ABOVE = (0.02, 0.004)  # chance of one further year, beyond the lags named, and from LATE years on
LATE = 10
FURTHER = 0.65
# Chance of each lag by whether the text says 今年 and 去年. Whoever says both names older years in full.
LAGS = {
    (True, True): (0.04, 0.4, 0.24, 0.11, 0.07, 0.05),
    (False, True): (0.02, 0.44, 0.24, 0.1, 0.06, 0.04),
    (True, False): (0.12, 0.42, 0.18, 0.09, 0.05, 0.04),
    (False, False): (0.42, 0.26, 0.1, 0.06, 0.04, 0.03),
}
NAMED = (0.7, 0.2, 0.05)  # the same where only names hold a year
SPELLED = re.compile(r"二([〇○零])([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年)")
DIGITS = "〇一二三四五六七八九"


def _in_digits(match: re.Match[str]) -> str:
    return "2" + "".join(str(max(0, DIGITS.find(char))) for char in match.groups())


def newest(texts: Sequence[str]) -> int:
    """Newest year that is named and no plan; 0 where none is."""
    dated = (text for text in texts if "20" in text and not AHEAD.search(text))
    return max((int(match[1]) for text in dated for match in YEAR.finditer(text)), default=0)


def _prior(texts: Sequence[str]) -> dict[int, float]:
    """Logarithm of the chance of each year from the newest named on; all alike where the text names none."""
    bare, named = named_years(texts)
    last, oldest = newest([lived(text) for text in bare]), newest(bare)
    lags = LAGS[tenses("".join(texts))] if last else NAMED
    first = last or named
    if not first:
        return dict.fromkeys(range(max(SPAN[0], oldest), max(SPAN[-1], oldest + STALE) + 1), 0.0)
    years = range(max(first, oldest), max(last, named, oldest) + STALE + 1)
    chances = [*lags, *[ABOVE[0]] * (LATE - len(lags)), *[ABOVE[1]] * (years[-1] - first)]
    return {year: math.log(chances[year - first]) for year in years}


def _together(weights: Sequence[float]) -> float:
    """Sum of what speaks for and against one year; further clues count less, as clues lean on each other."""
    for_it = sorted((w for w in weights if w > 0), reverse=True)
    against = sorted(w for w in weights if w < 0)
    return sum(w * FURTHER**n for side in (for_it, against) for n, w in enumerate(side))


def _weighed(found: Sequence[Clue], prior: dict[int, float]) -> tuple[int, float, str]:
    said = {year: [(c.weights[year], c.rule) for c in found if year in c.weights] for year in prior}
    sums = {year: log + _together([weight for weight, _ in said[year]]) for year, log in prior.items()}
    best = max(sorted(sums), key=lambda year: sums[year])
    whole = sum(math.exp(value) for value in sums.values())
    return best, math.exp(sums[best]) / whole, max([(0.0, "newest-year"), *said[best]])[1]


def infer_year(texts: Sequence[str], title: str) -> tuple[int, float, str]:
    """Year of publication, its probability and the clue that says most; (0, 0, "") where it is in doubt."""
    texts = [SPELLED.sub(_in_digits, text) for text in texts]
    prior = _prior(texts)
    found = [*clues(texts, title), *span_clues(texts, title), *calendar_clues(texts)]
    year, chance, reason = _weighed(found, prior)
    if chance <= LEAST:
        return 0, 0.0, ""
    return year, round(min(MOST, chance), 2), reason
