"""An article and its mentions in, later short forms of the names introduced there out.

“清波”平台 introduces 清波, (以下简称“清波”) does so too, 柳溪派出所 introduces 柳溪所; a person named once
is that person wherever the name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.mentions.grammar.tables import ending, head_rows, plain
from kg.mentions.occurrences import occurrences
from kg.records import Article, Label, Mention

INTRODUCED = (Label.PROGRAM, Label.PLATFORM, Label.TEAM)
REPEATED = (Label.PERSON, Label.TEAM, Label.PLATFORM, Label.ROLE, Label.CASE, Label.EVENT, Label.ORG)
PART = re.compile(r"^“([^“”]{2,14})”[^“”]*$")
CALLED = re.compile(r"^[”]?\((?:以下|下)?(?:统)?简?称(?:为)?[:]?[“]?(?P<name>[^“”()]{2,12})[”]?\)")
STATION = re.compile(r"([一-龥]{2,4})(?:边境)?派出所$")
OPENING, CLOSING = "“‘", "”’"


class Form(NamedTuple):
    """A short form: the label it has, how it was made, how sure it is, whether only in quotation marks."""

    label: Label
    rule: str
    confidence: float
    quoted: bool


def _called(article: Article, mention: Mention) -> Iterator[tuple[str, Form]]:
    match = CALLED.match(article.sentences[mention.sentence].text[mention.high :])
    if match:
        yield match["name"], Form(mention.label, "short-called", 0.9, False)


def _enclosed(article: Article, mention: Mention) -> bool:
    text = article.sentences[mention.sentence].text
    return (
        bool(mention.low)
        and text[mention.low - 1] in OPENING
        and text[mention.high : mention.high + 1] in CLOSING
    )


def _forms(article: Article, mention: Mention) -> Iterator[tuple[str, Form]]:
    label, surface = mention.label, mention.surface
    yield from _called(article, mention)
    if label in INTRODUCED and (match := PART.match(surface)) and _free(match[1], label):
        yield match[1], Form(label, "short-quoted", 0.85, len(match[1]) < 4)
    elif label in INTRODUCED and _enclosed(article, mention) and surface not in plain():
        yield surface, Form(label, "short-quoted", 0.8, len(surface) < 4)
    if label is Label.UNIT and (match := STATION.search(surface)):
        yield f"{match[1][-2:]}所", Form(label, "short-station", 0.8, False)
    if label in REPEATED and len(surface) > 2 and "“" not in surface:
        yield surface, Form(label, "repeated", 0.85, False)
    if label is Label.PERSON and len(surface) == 2:
        yield surface, Form(label, "repeated-person", 0.6, False)


def _free(inner: str, label: Label) -> bool:
    """Whether the words within the marks are no motto and name nothing of another class: “生态警长”制度."""
    match = ending("names_inner").search(inner)
    return inner not in plain() and (
        not match or head_rows("names_inner")[match[0]].label in (label, Label.AWARD)
    )


def _introduced(article: Article, mentions: Iterable[Mention]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start)):
        if mention.confidence >= 0.5:
            for name, form in _forms(article, mention):
                forms.setdefault(name, form)
    return forms


def _found(article: Article, forms: dict[str, Form]) -> Iterator[tuple[int, int, int, Form]]:
    for number, low, high, form in occurrences(article, forms):
        text = article.sentences[number].text
        inside = low and text[low - 1] in OPENING and text[high : high + 1] in tuple(CLOSING)
        if inside:
            yield number, low, high, form
        elif form.quoted:
            yield number, low, high, form._replace(rule="short-bare-brief", confidence=0.35)
        else:
            bare = form.rule == "short-quoted"
            yield number, low, high, form._replace(rule="short-bare", confidence=0.6) if bare else form


def propagate(article: Article, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions that only a name introduced by one of `mentions` makes; none that are there already."""
    given = list(mentions)
    forms = _introduced(article, given)
    sure = [m for m in given if m.confidence >= 0.5]
    there = {(m.sentence, m.low, m.high, m.label) for m in sure}
    spans: dict[int, list[tuple[int, int]]] = {}
    for mention in sure:
        spans.setdefault(mention.sentence, []).append((mention.low, mention.high))
    found = []
    for number, low, high, form in _found(article, forms):
        within = any(b <= low and high <= e and e - b > high - low for b, e in spans.get(number, ()))
        if within or (number, low, high, form.label) in there:
            continue
        sentence = article.sentences[number]
        start, end = sentence.locate(low, high)
        origin = f"grammar/{form.rule}"
        surface = sentence.text[low:high]
        found.append(Mention(form.label, number, low, high, start, end, surface, origin, form.confidence))
    return found
