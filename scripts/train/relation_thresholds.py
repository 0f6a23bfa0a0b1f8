"""Scored facts in, the threshold of a predicate out, and how facts rule each other out."""

from __future__ import annotations

from collections import defaultdict

from kg.records import Predicate

Fact = tuple[str, str, str]
Scored = dict[tuple[int, Fact], tuple[float, bool]]  # document and fact to score and whether it is right

# Least precision of a threshold; square of the beta of the F measure: below 1 leans to precision.
FLOOR, LEAN = 0.75, 0.64
LOW, HIGH = 0.25, 0.65  # the least and highest threshold; the highest where none reaches FLOOR


def threshold(scored: list[tuple[float, bool]], wanted: int) -> tuple[float, float]:
    """The best F measure with a precision of at least FLOOR, and the score from which it holds."""
    best, at, hits = 0.0, HIGH, 0
    for n, (score, right) in enumerate(sorted(scored, reverse=True), 1):
        hits += right
        mean = (1 + LEAN) * hits / (n + LEAN * wanted)
        if mean > best and hits / n >= FLOOR and LOW <= score <= HIGH:
            best, at = mean, score
    return best, round(at, 3)


def against(scored: Scored, side: str, ratio: float) -> list[tuple[float, bool]]:
    """Scores of the facts that reach `ratio` of their best rival's at the `side`."""
    top: dict[tuple[int, str], float] = defaultdict(float)
    end = {"subject": 0, "object": 2}.get(side)
    if end is None:
        return list(scored.values())
    for (document, fact), (score, _) in scored.items():
        top[document, fact[end]] = max(top[document, fact[end]], score)
    return [v for (document, fact), v in scored.items() if v[0] >= ratio * top[document, fact[end]]]


# Where facts may rule each other out: a person serves one body, an honour goes to those who won it.
RIVALS = {Predicate.MEMBER_OF: "subject", Predicate.RECEIVED: "object"}


def settings(predicate: Predicate, scored: Scored, wanted: int) -> tuple[float, str, float]:
    """Threshold, side and ratio of the best F measure; rivals are only let in where they gain a point."""
    f1, at = threshold(list(scored.values()), wanted)
    best, found, side = f1 + 0.01, (at, "", 0.0), RIVALS.get(predicate, "")
    for ratio in (0.5, 0.7, 0.85) if side else ():
        f1, at = threshold(against(scored, side, ratio), wanted)
        if f1 > best:
            best, found = f1, (at, side, ratio)
    return found
