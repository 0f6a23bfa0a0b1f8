"""A few values that hold for a figure and a mention in, the features they make out: names of weights.

As in `about.clues`, each function is a group of templates over the same values.
"""

from __future__ import annotations

from kg.facts.observations_ranker import Features


def unmentioned(label: str, topic: str) -> Features:
    """The article does not name the entity up to the figure's sentence."""
    return "unmentioned", f"unmentioned|{label}|{topic}"


def placed(nth: int, where: str, label: str, topic: str) -> Features:
    """Where the mention stands, and how many entities are named after it."""
    return (
        f"where={where}",
        f"where={where}|{label}",
        f"where={where}|{topic}",
        f"{where}|{label}|{topic}",
        f"order={nth}",
        f"order={nth}|{where}",
        f"order={nth}|{label}",
    )


def ahead(words: str, where: str, label: str) -> Features:
    """The characters before the mention."""
    return f"ahead={words}", f"ahead={words}|{where}", f"ahead={words}|{label}"


def behind(words: str, where: str) -> Features:
    """The characters after the mention."""
    return f"behind={words}", f"behind1={words[:1]}|{where}"


def role(name: str, made: bool, subject: bool, where: str, label: str, topic: str) -> Features:
    """What the mention does in its clause: whether it is its subject, or newly set up."""
    return (
        f"role={name}",
        f"role={name}|{where}",
        f"role={name}|{label}",
        f"role={name}|{where}|{label}",
        f"role={name}|{label}|{topic}",
        f"made={made}|{where}|{label}",
        f"subject={subject}|{where}|{label}",
        f"subject={subject}|{topic}|{label}",
    )


def rival(other: str, role: str, label: str, topic: str) -> Features:
    """The class of another subject before the figure in its sentence."""
    return f"rival={other}|{label}|{topic}", f"rival={other}|{label}", f"rival={other}|{role}|{label}"


def was_subject(where: str, label: str) -> Features:
    """An earlier mention at the like distance was a subject."""
    return (f"was-subject|{where}|{label}",)


def also_after(label: str) -> Features:
    """The entity is named after the figure too."""
    return (f"also-after|{label}",)


def first(is_first: bool, label: str, topic: str) -> Features:
    """Whether the entity is the first that the sentence names."""
    return f"first={is_first}|{label}|{topic}", f"first={is_first}"


def gap(clauses: int, distance: str, semicolon: bool, label: str, topic: str) -> Features:
    """What lies between mention and figure in one sentence."""
    return (
        f"clauses={clauses}|{label}",
        f"clauses={clauses}|{topic}",
        f"gap={distance}|{label}",
        f"semicolon={semicolon}",
    )


def owns(label: str) -> Features:
    """The figure's phrase follows the mention at once."""
    return (f"owns|{label}",)


def last_subject(same: bool, label: str, topic: str) -> Features:
    """Whether the entity is the last subject of the sentence before the figure."""
    return f"last-subject={same}|{label}", f"last-subject={same}|{topic}"


def in_clause(words: str, label: str) -> Features:
    """The mention stands in the figure's clause, after these characters."""
    return (f"in-clause|{words}|{label}",)


def echo(label: str, opens: bool) -> Features:
    """The end of the entity's name stands alone before the figure."""
    return "echo", f"echo|{label}", f"echo|start={opens}"


def again(where: str, noun: str, this: bool) -> Features:
    """The noun that the entity's name ends in stands alone before the figure, perhaps after 该."""
    return (f"again|{where}", f"again|{where}|{noun}", *([f"this|{where}"] if this else []))


def home(topic: str, word: str, where: str) -> Features:
    """The entity is the home place."""
    return "home", f"home|{topic}", f"home|{word or '-'}", f"home|{where}|{topic}"


def police(topic: str, word: str) -> Features:
    """The entity is the home's police."""
    return "police", f"police|{topic}", f"police|{word or '-'}|{topic}"


def other_unit() -> Features:
    """The entity is a unit beside the home's police."""
    return ("other-unit",)


def meant(where: str, topic: str) -> Features:
    """The entity is what a word like 全市 means."""
    return "meant", f"meant|{where}", f"meant|{where}|{topic}"


def scope(fits: bool, where: str, label: str, topic: str) -> Features:
    """Whether the entity's name ends as a word like 全市 asks."""
    return f"scope={fits}|{where}", f"scope={fits}|{where}|{label}|{topic}"


def standing(count: int, opener: bool, label: str, topic: str) -> Features:
    """How often the entity is named, and whether it is the first that the paragraph names."""
    return f"count={count}", f"count={count}|{label}|{topic}", f"opener={opener}|{label}|{topic}"


def titled(label: str, topic: str) -> Features:
    """A title names the entity."""
    return f"titled|{label}", f"titled|{label}|{topic}"


def headed(label: str, topic: str) -> Features:
    """The heading of the section names the entity."""
    return f"headed|{label}", f"headed|{label}|{topic}"


def in_metric(label: str) -> Features:
    """The metric names the entity."""
    return "in-metric", f"in-metric|{label}"
