"""An entity's card in, the text that a terminal shows out: names, facts, outcomes, and their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.lexicon.printable import printable
from kg.lexicon.rows import read_rows

if TYPE_CHECKING:
    from kg.graph.card import Card, Fact, Outcome, Quote

SIGNS = {"Up": "↑", "Down": "↓"}
LONGEST = 120  # characters of a sentence that are shown: three lines of a usual terminal
BOUNDS = {"AtLeast": "≥", "Nearly": "≲", "About": "≈"}


@cache
def words(language: str) -> dict[str, str]:
    """Names of classes, properties and slots in `language` (zh or en)."""
    with files("kg.views").joinpath("words.jsonl").open(encoding="utf-8") as lines:
        rows = read_rows(lines, "kg/views/words.jsonl", frozenset({"id", "en", "zh"}), frozenset())
    return {row["id"]: row[language] for row in rows}


def shortened(sentence: str, names: Iterable[str]) -> str:
    """At most `LONGEST` characters, those around the first name that the sentence holds."""
    if len(sentence) <= LONGEST:
        return sentence
    at = next((sentence.index(n) for n in names if n in sentence), 0)
    low = max(0, min(at - LONGEST // 2, len(sentence) - LONGEST))
    high = low + LONGEST
    return ("…" if low else "") + sentence[low:high] + ("…" if high < len(sentence) else "")


def _sentence(quote: Quote, names: Iterable[str]) -> str:
    """The sentence, then where it stands."""
    shown = shortened(printable(quote.sentence), [printable(n) for n in names])
    return f"      “{shown}”  " + printable(f"{quote.document} @{quote.start}")


def status_of(quotes: tuple[Quote, ...], say: dict[str, str]) -> str:
    """` [planned]` where nothing asserts it, else ""."""
    if any(q.status == "Asserted" for q in quotes):
        return ""
    return f" [{say[quotes[0].status]}]" if quotes else ""


def _fact(fact: Fact, say: dict[str, str]) -> str:
    arrow = "" if fact.forward else "← "
    return f"    {arrow}{say[fact.predicate]} {printable(fact.name)}{status_of(fact.quotes, say)}"


def outcome_parts(outcome: Outcome, card: Card, say: dict[str, str]) -> tuple[str, str]:
    """The figure itself, and what is measured of whom, when and within what."""
    sign = SIGNS.get(outcome.direction, "") + BOUNDS.get(outcome.bound, "")
    before = f"{outcome.from_value} → " if outcome.from_value else ""
    parts = [] if outcome.about == card.name else [printable(outcome.about)]
    parts.append(printable(outcome.metric))
    parts += [
        say[key] for key in (outcome.kind, outcome.basis) if key in say and key not in ("Level", "Change")
    ]
    if outcome.period_start or outcome.period_end:
        parts.append(f"({outcome.period_start or '…'} – {outcome.period_end or '…'})")
    if outcome.rank_scope:
        parts.append(f"{say['scope']} {printable(outcome.rank_scope)}")
    if outcome.attributed_to and outcome.attributed_to != card.name:
        parts.append(f"{say['credited']} {printable(outcome.attributed_to)}")
    return f"{before}{sign}{outcome.value}{printable(outcome.unit)}", " ".join(parts)


def _outcome(outcome: Outcome, card: Card, say: dict[str, str]) -> str:
    value, told = outcome_parts(outcome, card, say)
    return f"    {value}  {told}{status_of(outcome.quotes, say)}"


def _lines(card: Card, language: str) -> Iterator[str]:
    say = words(language)
    yield f"{printable(card.name)}  {say[card.kind]}" + (f"  {card.code}" if card.code else "")
    if card.aliases:
        yield f"  {say['names']} {printable('、'.join(card.aliases))}"
    if card.chain:
        yield f"  {say['chain']} {printable(' → '.join(card.chain))}"
    if card.places:
        yield f"  {say['places']} {printable('、'.join(card.places))}"
    names = (card.name, *card.aliases)
    if card.facts:
        yield f"  {say['facts']}"
    for fact in card.facts:
        yield _fact(fact, say)
        yield from (_sentence(q, (fact.name, *names)) for q in fact.quotes[:1])
    if card.outcomes:
        yield f"  {say['outcomes']}"
    for outcome in card.outcomes:
        yield _outcome(outcome, card, say)
        yield from (_sentence(q, (outcome.metric, *names)) for q in outcome.quotes[:1])


def card_text(card: Card, language: str) -> str:
    """The whole card, one line a fact and one a sentence."""
    return "\n".join(_lines(card, language))
