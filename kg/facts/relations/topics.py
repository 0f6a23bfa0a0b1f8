"""A sentence's topics in, when they began out: X由A于D组建, X是D上线的, X自D运行以来, 队伍由A于D组建.

The topic of a clause stands before it, and the date and a word of beginning follow, with whoever acted
between (`starts` reads the clauses that open with the date or the actor). A bare head at the opening of a
sentence (队伍由…, 改革自…) is the last one named whose name ends in it. What one clause leaves open
(X由A研发,D上线) the next may tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.facts.relations.arguments import Argument
from kg.facts.relations.dates import Day
from kg.facts.relations.starts import acts
from kg.lexicon.rows import rows
from kg.records import Entity, Label

KEYS = ("id", "words", "labels", "side", "example", "counterexample")
TOPICS = frozenset(
    (Label.PROGRAM, Label.PLATFORM, Label.TEAM, Label.ROLE, Label.UNIT, Label.ORG, Label.EVENT)
)
SIDES = ("before", "after", "both")
AT = "\x01"  # stands for each character of a date
NOUN = "(?:队伍?|[室站团岗]|小组|专班|中心|平台|系统|机制|模式|行动|工程|品牌)"
CLOSE = rf"(?:[”’』」》)]+(?:[一-龥]{{0,5}}?{NOUN})?)?"
WHEN = rf"(?:自|于|从|在)?{AT}+(?:[底初末中]|[上中下]旬|[春夏秋冬][天季]?)?"
HOW = r"(?:正式|率先|首次|联合|共同|牵头|合作|组织|投资|便?就|才|已经?|在[^,;]{1,12}?|由[^,;]{1,45}?)*"
AFTER = r"(?:起来|出来|出|了)?(?:以来|至今|之后|后|的)?(?=[,;:。!?、(]|$)"
LEAD = r"(?:^|(?<=[;。!?]))"
HEAD = re.compile(
    rf"{LEAD}(?P<this>[这该此][支个套项座间款所家一]{{0,2}})?(?P<head>[一-龥A-Za-z]{{1,4}}?)(?=[是由自于{AT}])"
)
RUN = re.compile(
    rf"(?:^|(?<=[,;。]))[自从]?(?P<when>{AT}+)(?:正式)?(?P<word>[一-龥]{{2,4}}?)(?:以来|至今),[“‘『「《]*"
)
KINDS = {"队伍": Label.TEAM, "平台": Label.PLATFORM, "系统": Label.PLATFORM, "小程序": Label.PLATFORM}
TAILS = "”’』」》)"


def masked(text: str, days: Sequence[Day]) -> str:
    """The sentence with its dates blotted out, character by character."""
    for day in days:
        text = text[: day.low] + AT * (day.high - day.low) + text[day.high :]
    return text


@cache
def _begun() -> str:
    starts = [r["words"] for r in rows("relation_starts.jsonl", KEYS) if r["side"] in SIDES]
    words = {w for row in starts for w in row if len(w) > 1}
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")+"


@cache
def _running_kinds() -> dict[str, frozenset[Label]]:
    """What each word of 自D运行以来 may be said of."""
    return {
        w: frozenset(map(Label, r["labels"]))
        for r in rows("relation_starts.jsonl", KEYS)
        if r["side"] == "since"
        for w in r["words"]
    }


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    """What may follow a topic: date and word, actor and word, each with the date in the group `when`."""
    begun, by = _begun(), r",?由[^,;。!?\x01]{1,45}?"
    return tuple(
        map(
            re.compile,
            (
                rf"{CLOSE}(?:[就便]?是)?(?:{by})?(?P<when>{WHEN}){HOW}{begun}{AFTER}",
                rf"{CLOSE}[就便]?是[^,;。!?{AT}]{{2,30}}?(?P<when>{WHEN}){HOW}{begun}(?:起来|出来|出)?的",
                rf"{CLOSE}(?:是)?(?:{by})?(?:{HOW}){begun}于(?P<when>{AT}+)",
                rf"{CLOSE}(?:是)?{by}(?:{begun}|建|做),(?P<when>{WHEN})(?:正式)?{begun}(?=[,;。以至后、])",
            ),
        )
    )


def topics_of(
    text: str,
    row: Sequence[Argument],
    days: Sequence[Day],
    earlier: Sequence[Argument],
    names: Sequence[Entity],
) -> Iterator[tuple[Argument, str]]:
    """Each topic that its clause dates, with the date; `earlier` holds the arguments named before."""
    if not days:
        return
    plain = masked(text, days)
    for topic in [*row, *_heads(plain, row, earlier, names)]:
        if topic.label in TOPICS and not acts(text, topic) and (value := _told(plain, topic.right, days)):
            yield topic, value
    yield from _running(plain, row, earlier, days)


def _running(
    plain: str, row: Sequence[Argument], earlier: Sequence[Argument], days: Sequence[Day]
) -> Iterator[tuple[Argument, str]]:
    """自D运行以来: of the name that follows at once, else of the last one of its kind just before."""
    for found in RUN.finditer(plain):
        labels = _running_kinds().get(found["word"], frozenset())
        near = [a for a in (*earlier, *row) if a.label in labels]
        after = [a for a in near if a in row and a.low == found.end()]
        before = [a for a in near if a not in row or a.high <= found.start()]
        here = row[0].sentence if row else (earlier[-1].sentence + 1 if earlier else 0)
        for a in (after or before)[-1:]:
            value = next((d.value for d in days if d.low == found.start("when")), "")
            if value and (a in row or a.sentence >= here - 1):
                yield a, value


def _told(plain: str, at: int, days: Sequence[Day]) -> str:
    for wording in _wordings():
        if found := wording.match(plain, at):
            return next((d.value for d in days if found.start("when") <= d.low < found.end("when")), "")
    return ""


def _heads(
    plain: str, row: Sequence[Argument], earlier: Sequence[Argument], names: Sequence[Entity]
) -> Iterator[Argument]:
    """Bare heads that open a sentence or half of one, as arguments that point back."""
    for found in HEAD.finditer(plain):
        low, high = found.span()
        if any(a.low < high and low < a.high for a in row):
            continue
        head, near = found["head"], [*earlier, *(a for a in row if a.high <= low)]
        if len(head) > 1 or found["this"]:
            for a in reversed(near):
                name = names[a.entity].name.rstrip(TAILS)
                if a.label in TOPICS and (name.endswith(head) or KINDS.get(head) == a.label):
                    yield replace(a, low=low, high=high, left=low, right=high, pointing=True)
                    break
