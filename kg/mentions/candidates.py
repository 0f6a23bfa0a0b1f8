"""An article with everything that proposes names in it, the candidate spans with their features out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from kg.mentions.edges import likely_spans
from kg.mentions.grammar import propose, settle
from kg.mentions.nameless import is_common
from kg.mentions.occurrences import occurrences
from kg.mentions.paths import Floats
from kg.mentions.recogniser import LABELS, Reading
from kg.mentions.shortforms import propagate
from kg.mentions.tagger import Words
from kg.records import Article, Label, Mention

TAGGED = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG}
CLASSES = tuple(map(Label, LABELS))
CLASS = {label: number for number, label in enumerate(CLASSES)}
SURE = 0.5
SPEAKING = re.compile(r"(?:[说称]|道(?=[:：]))(?=$|[,，。:：;；“\"])|走(?=[村访进街遍])")
AFTER_NAMES = "和与及等在把将被向对从为到也都还就又带"  # what a tagger takes into a name from behind it
OPENING, CLOSING = '“‘「《"', '”’」》"'
NAMES = (
    *("grammar", "precise", "short", "tagged", "path", "begin", "end", "least", "outside", "decoded"),
    *("crossed", "over", "under", "word_low", "word_high", "length", "digits", "quote_in", "quoted"),
    *("open_before", "close_after", "comma_before", "comma_after", "of_after", "first", "last"),
    *("wider_grammar", "wider_net", "inner_grammar", "inner_net", "rival_grammar", "rival_net"),
    *("beside_grammar", "beside_net", "beside_decoded"),
    *("again", "again_grammar", "again_net", "label_net", "any_label"),
    *(f"is_{label}" for label in LABELS),
)


class Key(NamedTuple):
    """Which span, and as what."""

    sentence: int
    low: int
    high: int
    label: Label


@dataclass(slots=True)
class Candidate:
    """A span that may be a mention, with what each source says of it (0 where it says nothing)."""

    grammar: float = 0.0
    rule: str = ""
    short: float = 0.0
    settled: bool = False  # whether the grammar alone would call it a mention
    tagged: bool = False
    decoded: bool = False
    features: list[float] = field(default_factory=list)


Candidates = dict[Key, Candidate]


def gather(article: Article, words: Sequence[Words], readings: Sequence[Reading | None]) -> Candidates:
    """Every candidate of `article`, in the order of the text."""
    found: defaultdict[Key, Candidate] = defaultdict(Candidate)
    proposed = propose(article, words)
    for m in proposed:
        own = found[Key(m.sentence, m.low, m.high, m.label)]
        if m.confidence > own.grammar:
            own.grammar, own.rule = m.confidence, m.origin
    for m in settle([*proposed, *propagate(article, settle(proposed))]):
        own = found[Key(m.sentence, m.low, m.high, m.label)]
        own.settled, own.rule = True, own.rule or m.origin
    sure = [m for m in proposed if m.confidence >= SURE]
    edges = likely_spans(readings)
    for number, (tags, reading) in enumerate(zip(words, readings, strict=True)):
        for low, high, tag in tags:
            if tag in TAGGED:
                found[Key(number, low, high, TAGGED[tag])].tagged = True
        if reading is None:
            continue
        for low, high, label in edges.get(number, ()):
            found[Key(number, low, high, CLASSES[label])].grammar += 0
        for low, high, name in reading.spans:
            found[Key(number, low, high, Label(name))].decoded = True
            sure.append(_mention(article, Key(number, low, high, Label(name)), "recogniser", 0.8))
    for m in propagate(article, sure):
        own = found[Key(m.sentence, m.low, m.high, m.label)]
        own.short = max(own.short, m.confidence)
        own.rule = own.rule or m.origin
    _hear(article, found)
    _measure(article, found)
    _repeat(article, found)
    return {key: found[key] for key in sorted(found) if not _common(article, key)}


def _common(article: Article, key: Key) -> bool:
    return is_common(article.sentences[key.sentence].text, key.low, key.high, key.label)


def _hear(article: Article, found: defaultdict[Key, Candidate]) -> None:
    """Take the verb off a person: ⟦赵艳⟧说。 and ⟦赵艳⟧走村入户 have a name of two characters."""
    for key in [key for key in found if key.label is Label.PERSON and key.high - key.low > 2]:
        verb = SPEAKING.search(article.sentences[key.sentence].text, key.high - 1, key.high + 1)
        if verb and verb.start() == key.high - 1:
            _move(found, key, key.high - 1)


def _move(found: defaultdict[Key, Candidate], key: Key, high: int) -> None:
    """Let the candidate of `key` end at `high`, joined with the one that ends there already."""
    whole, name = found.pop(key), found[key._replace(high=high)]
    name.grammar, name.rule = max(name.grammar, whole.grammar), name.rule or whole.rule
    name.settled |= whole.settled
    name.tagged |= whole.tagged
    name.decoded |= whole.decoded


def _measure(article: Article, found: defaultdict[Key, Candidate]) -> None:
    """End a person's name where it ends elsewhere: ⟦江川⟧和两名队员, ⟦江川柏⟧三十年, not 江川和, 江川."""
    people = {key for key, own in found.items() if key.label is Label.PERSON and (own.decoded or own.tagged)}
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for key in people:
        places[article.sentences[key.sentence].text[key.low : key.high]].add(key[:2])
    for key in sorted(people):
        text = article.sentences[key.sentence].text
        goes_on, ends = text[key.high : key.high + 1], text[key.high - 1]
        longer, shorter = text[key.low : key.high + 1], text[key.low : key.high - 1]
        if goes_on and goes_on not in AFTER_NAMES and places.get(longer, set()) - {key[:2]}:
            _move(found, key, key.high + 1)
        elif ends in AFTER_NAMES and len(shorter) > 1 and places.get(shorter, set()) - {key[:2]}:
            _move(found, key, key.high - 1)


def _repeat(article: Article, found: defaultdict[Key, Candidate]) -> None:
    """Add every further place of a name that the network or a good rule has found once."""
    names: dict[str, set[Label]] = defaultdict(set)
    for key, own in found.items():
        surface = article.sentences[key.sentence].text[key.low : key.high]
        if len(surface) > 1 and (own.decoded or own.grammar >= 0.7):
            names[surface].add(key.label)
    for number, low, high, labels in occurrences(article, names):
        for label in labels:
            found[Key(number, low, high, label)].grammar += 0


def _mention(article: Article, key: Key, origin: str, confidence: float) -> Mention:
    sentence = article.sentences[key.sentence]
    surface = sentence.text[key.low : key.high]
    start, end = sentence.locate(key.low, key.high)
    return Mention(key.label, *key[:3], start, end, surface, origin, confidence)


def _probable(reading: Reading | None, key: Key) -> tuple[float, float, float, float, float, float, float]:
    """The network's view of a span: path, begin, end, least, outside, of its label, of any label."""
    if reading is None:
        return (0.0,) * 7
    p = reading.probabilities[key.low : key.high]
    at = 1 + 4 * CLASS[key.label]
    if len(p) == 1:
        one = float(p[0, at + 3])
        return one, one, one, one, float(p[0, 0]), float(p[0, at : at + 4].sum()), 1 - float(p[0, 0])
    begin, end = float(p[0, at]), float(p[-1, at + 2])
    inside = p[1:-1, at + 1]
    least = min(begin, end, float(inside.min()) if len(inside) else 1.0)
    path = (begin + end + float(inside.sum())) / len(p)
    own = float(p[:, at : at + 4].sum()) / len(p)
    outside = float(p[:, 0].sum()) / len(p)
    return path, begin, end, least, outside, own, 1 - outside


def describe(
    article: Article,
    found: Candidates,
    words: Sequence[Words],
    readings: Sequence[Reading | None],
    precise: dict[str, float],
) -> Floats:
    """Features of each candidate, one row each, columns as in NAMES; `precise`: how often a rule is right."""
    views = {key: _probable(readings[key.sentence], key) for key in found}
    lines = _by_sentence(found)
    again = _by_surface(article, found)
    bounds = _bounds(words)
    rows = []
    for key, own in found.items():
        text = article.sentences[key.sentence].text
        surface = text[key.low : key.high]
        path, begin, end, least, outside, label_net, any_label = views[key]
        reading = readings[key.sentence]
        rows.append(
            [
                *(own.grammar, precise.get(own.rule, 0.5 if own.rule else 0.0), own.short, own.tagged),
                *(path, begin, end, least, outside, own.decoded),
                *_crossing(reading, key),
                *_bounded(bounds[key.sentence], key, len(text)),
                *_shape(text, surface, key),
                *_rivals(key, lines[key.sentence], found, views),
                *_beside(key, lines[key.sentence], found, views),
                *_again(key, surface, again, found, views),
                *(label_net, any_label),
                *(key.label == label for label in LABELS),
            ]
        )
    return np.array(rows, np.float32).reshape(len(rows), len(NAMES))


def _crossing(reading: Reading | None, key: Key) -> tuple[bool, bool, bool]:
    """Whether a decoded span crosses this one, holds it, or lies within it."""
    crossed = over = under = False
    for low, high, _ in reading.spans if reading else ():
        if high <= key.low or key.high <= low or (low, high) == (key.low, key.high):
            continue
        if low <= key.low and key.high <= high:
            over = True
        elif key.low <= low and high <= key.high:
            under = True
        else:
            crossed = True
    return crossed, over, under


def _bounds(words: Sequence[Words]) -> list[frozenset[int]]:
    """Where words begin in each sentence; the next word's beginning is this one's end."""
    return [frozenset(low for low, _, _ in line) for line in words]


def _bounded(bounds: frozenset[int], key: Key, size: int) -> tuple[bool, bool]:
    return key.low in bounds, key.high in bounds or key.high == size


def _shape(text: str, surface: str, key: Key) -> tuple[float | bool, ...]:
    before, after = text[: key.low][-1:], text[key.high : key.high + 1]
    opened, closed = before != "" and before in OPENING, after != "" and after in CLOSING
    return (
        min(len(surface), 30),
        any(c.isdigit() for c in surface),
        "“" in surface,
        opened and closed,
        opened,
        closed,
        before == "、",
        after == "、",
        after == "的",
        key.low == 0,
        key.high == len(text),
    )


def _by_sentence(found: Iterable[Key]) -> dict[int, list[Key]]:
    lines: dict[int, list[Key]] = defaultdict(list)
    for key in found:
        lines[key.sentence].append(key)
    return lines


def _by_surface(article: Article, found: Iterable[Key]) -> dict[tuple[str, Label], list[Key]]:
    names: dict[tuple[str, Label], list[Key]] = defaultdict(list)
    for key in found:
        names[article.sentences[key.sentence].text[key.low : key.high], key.label].append(key)
    return names


Views = dict[Key, tuple[float, float, float, float, float, float, float]]


def _rivals(key: Key, line: Sequence[Key], found: Candidates, views: Views) -> list[float]:
    """Best grammar and network scores of wider, inner and otherwise rival candidates."""
    best = [0.0] * 6
    for other in line:
        if other.high <= key.low or key.high <= other.low or other == key:
            continue
        wider = other.low <= key.low and key.high <= other.high and other[1:3] != key[1:3]
        inner = key.low <= other.low and other.high <= key.high and other[1:3] != key[1:3]
        at = 0 if wider else 2 if inner else 4
        best[at] = max(best[at], found[other].grammar)
        best[at + 1] = max(best[at + 1], views[other][3])
    return best


def _beside(key: Key, line: Sequence[Key], found: Candidates, views: Views) -> tuple[float, float, float]:
    """Best scores of candidates that touch this one without a gap, as the links of a chain of places do."""
    touching = [other for other in line if other.high == key.low or other.low == key.high]
    return (
        max((found[other].grammar for other in touching), default=0.0),
        max((views[other][3] for other in touching), default=0.0),
        float(any(found[other].decoded for other in touching)),
    )


def _again(
    key: Key, surface: str, again: dict[tuple[str, Label], list[Key]], found: Candidates, views: Views
) -> tuple[float, float, float]:
    """How often the name stands elsewhere in the article as the same class, and the best scores there."""
    others = [other for other in again[surface, key.label] if other != key]
    grammar = max((found[other].grammar for other in others), default=0.0)
    return min(len(others), 5), grammar, max((views[other][3] for other in others), default=0.0)
