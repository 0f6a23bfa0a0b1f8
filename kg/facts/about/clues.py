"""A few values that hold for a figure and an entity in, the features they make out: names of weights.

Each function is a group of templates over the same values. What a group weighs for some values is summed up
once (`about.sums`), so few values to a group, and such as come again, make a choice fast.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.facts.observations_ranker import Features

SPELT = "ng="
Clue = tuple[Any, ...]  # a function and values for which it gives features


def features_of(clues: Iterable[Clue]) -> Features:
    """The features that `clues` give, written out."""
    return tuple([feature for clue in clues for feature in clue[0](*clue[1:])])


def of(label: str, topic: str, kind: str) -> Features:
    """The class of an entity with the topic and the kind of the figure."""
    return f"of={label}|{topic}", f"{label}|{kind}"


def said(use: bool, crime: bool, person: bool, we: bool, label: str) -> Features:
    """Which sorts of words the metric and the sentence have."""
    return f"use={use}|{label}", f"cw={crime}|{label}", f"hum={person}|{label}", f"we={we}|{label}"


def within(scope: str, where: str, label: str, topic: str) -> Features:
    """The last word like 全市, and where it stands."""
    return f"scope={scope}|{label}", f"scope={scope}|{where}|{label}|{topic}"


def ending(metric: str, label: str) -> Features:
    """The last two characters of the metric."""
    return (f"end={metric}|{label}",)


def unit(name: str, label: str) -> Features:
    """The unit of the figure."""
    return (f"unit={name}|{label}",)


def stretches(metric: str) -> list[str]:
    """All stretches of one to three characters of the metric, whose ends are ^ and $."""
    name = f"^{metric}$"
    return list(dict.fromkeys([name[at : at + n] for n in (1, 2, 3) for at in range(len(name) - n + 1)]))


def spelt(metric: str, label: str) -> Features:
    """The stretches of the metric."""
    return tuple([f"{SPELT}{stretch}|{label}" for stretch in stretches(metric)])


def subject(rank: int, same: int, label: str, topic: str) -> Features:
    """The place of the entity among the last subjects, and among those of its class."""
    return f"sr={rank}|{label}", f"sr={rank}|{topic}", f"sr={rank}|{label}|{topic}", f"srl={same}|{label}"


def made(rank: int, after: bool, label: str, topic: str) -> Features:
    """The place of the entity among the last things made, and whether it was made after the last subject."""
    return f"mr={rank}|{label}", f"mr={rank}|{topic}|{label}", f"mr={rank}|{after}|{label}|{topic}"


def both(subject: int, made: int, after: bool) -> Features:
    """Both places of the entity."""
    return (f"ma={after}|{subject}|{made}",)


def last(subject: str, made: str, label: str, rank: int, thing: int) -> Features:
    """Both places of the entity, with the classes of the last subject and the last thing made."""
    return f"s0={subject}|{label}|{rank}", f"m0={made}|{label}|{thing}|{rank}"


def main(number: int, kind: str, label: str, we: bool, topic: str) -> Features:
    """How many of its class are named more often, and what its name says it is."""
    return (
        f"kind={kind}|{label}|{topic}",
        f"main={number}|{label}",
        f"main={number}|{label}|{we}",
        f"main={number}|{label}|{topic}",
    )


def counted(same: bool, label: str, other: str) -> Features:
    """Whether the name right after the number is the entity's."""
    return (f"counted={same}|{label}|{other}",)


def share(mine: bool) -> Features:
    """Whether it is the entity's turn in a list that figures are shared out to."""
    return (f"share={mine}",)


def often(number: int, label: str) -> Features:
    """How often the article speaks of the entity."""
    return (f"nall={number}|{label}",)


def never(label: str, topic: str) -> Features:
    """The entity has not been spoken of yet."""
    return f"R=none|{label}", f"R=none|{label}|{topic}", f"dp=9|{label}|{topic}"


def part(role: str, clauses: int, label: str, topic: str) -> Features:
    """The last part that the entity played, and how many clauses ago."""
    return (
        f"R={role}|{label}",
        f"R={role}|{label}|{topic}",
        f"R={role}|dc{clauses}",
        f"R={role}|dc{clauses}|{label}",
        f"dc={clauses}|{label}",
    )


def far(rank: int, paragraphs: int, role: str, here: bool, label: str, topic: str) -> Features:
    """How many paragraphs ago the entity was last spoken of."""
    return f"sr={rank}|{paragraphs}", f"R={role}|dp{paragraphs}|{here}", f"dp={paragraphs}|{label}|{topic}"


def anaphor(stands: bool, inside: bool, own: bool, role: str, label: str) -> Features:
    """Whether the entity was last spoken of by another word than its name, and in the figure's clause."""
    return f"an={stands}|{role}|{label}", f"an={stands}|{inside}|{label}", f"own={own}|{role}|{inside}"


def played(subject: bool, made: bool, label: str, topic: str) -> Features:
    """Whether the entity was a subject or made anywhere in the sentence before the figure."""
    return f"ss={subject}|{label}|{topic}", f"sm={made}|{label}|{topic}"


def near(number: int, label: str) -> Features:
    """How often the paragraph has spoken of the entity before the figure."""
    return (f"npar={number}|{label}",)
