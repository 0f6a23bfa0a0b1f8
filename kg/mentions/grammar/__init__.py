"""An article with the tagger's words in, candidate mentions out, each by the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.mentions.grammar.chains import chained
from kg.mentions.grammar.credits import credited
from kg.mentions.grammar.headed import headed
from kg.mentions.grammar.line import Candidate, Line, Word
from kg.mentions.grammar.places import neighbourhood, places
from kg.mentions.grammar.quoted import quoted
from kg.mentions.grammar.tables import patterns
from kg.mentions.grammar.tagged import listed, tagged
from kg.mentions.lexicon import known
from kg.records import Article, Label, Mention

__all__ = ["candidates", "propose", "settle"]


def _patterned(line: Line) -> Iterator[Candidate]:
    for expression, head in patterns():
        for match in expression.finditer(line.text):
            low, high = match.span("name")
            if head.label in (Label.AWARD, Label.EVENT):
                low = next((p.low for p in line.places if low < p.low < low + 3), low)
            yield Candidate(low, high, head.label, head.rule, head.confidence)


def _known(line: Line) -> Iterator[Candidate]:
    for low, high, term in known(line.text):
        yield Candidate(low, high, term.label, term.rule, term.confidence)


def _chained(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """A place right after a place is one mention, named by its last link; so is a unit under a unit."""
    for label, rule in ((Label.PLACE, "place-chain"), (Label.UNIT, "unit-chain")):
        links = [c for c in found if c.label is label and c.confidence >= 0.6 and c.high - c.low > 1]
        begun = {c.low: c for c in sorted(links, key=lambda c: c.high)}
        for first in links:
            if second := begun.get(first.high):
                sure = min(first.confidence, second.confidence)
                yield Candidate(first.low, second.high, label, rule, sure)


def candidates(line: Line) -> list[Candidate]:
    """Every candidate of one line, in text order, the best rule of equal spans and labels only."""
    best: dict[tuple[int, int, str], Candidate] = {}
    single = (
        *quoted(line),
        *headed(line),
        *_patterned(line),
        *tagged(line),
        *listed(line),
        *chained(line),
        *credited(line),
        *_known(line),
    )
    for found in (*single, *_chained(single)):
        key = (found.low, found.high, found.label.value)
        if found.high > found.low and (key not in best or best[key].confidence < found.confidence):
            best[key] = found
    return [best[key] for key in sorted(best)]


def _mention(article: Article, number: int, found: Candidate) -> Mention:
    sentence = article.sentences[number]
    start, end = sentence.locate(found.low, found.high)
    surface = sentence.text[found.low : found.high]
    origin = f"grammar/{found.rule}"
    return Mention(found.label, number, found.low, found.high, start, end, surface, origin, found.confidence)


def propose(article: Article, tags: Sequence[Sequence[Word]]) -> list[Mention]:
    """Candidates of `article`, overlapping ones included; `tags` are each sentence's (low, high, tag)."""
    texts = [sentence.text for sentence in article.sentences]
    near = neighbourhood(texts, article.home.place if article.home else "")
    return [
        _mention(article, number, found)
        for number, (text, words) in enumerate(zip(texts, tags, strict=True))
        for found in candidates(Line.of(text, words, places(text, words, near)))
    ]


def _rank(mention: Mention) -> tuple[bool, int, float, int, Label]:
    return (
        mention.confidence < 0.5,
        mention.low - mention.high,
        -mention.confidence,
        mention.start,
        mention.label,
    )


def settle(mentions: Iterable[Mention], least: float = 0.4) -> list[Mention]:
    """The best of overlapping candidates: the outermost likely ones, then the others down to `least`."""
    ranked = sorted((m for m in mentions if m.confidence >= least), key=_rank)
    taken: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for mention in ranked:
        spans = taken.setdefault(mention.sentence, [])
        if all(mention.high <= low or high <= mention.low for low, high in spans):
            spans.append((mention.low, mention.high))
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.sentence, m.low, m.high))
