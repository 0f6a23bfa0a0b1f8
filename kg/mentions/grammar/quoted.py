"""A line in, candidates out for what it quotes: “X”工程, “X”“Y”等专项行动, 组建“X”, “某某义警”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.grammar.line import Candidate, Line, Quote
from kg.mentions.grammar.tables import Head, cue_finders, cue_rows, ending, finder, head_rows, plain, stops
from kg.mentions.lexicon import known_quoted
from kg.records import Label

HALT = frozenset(("u", "p", "c", "w", "d", "r", "xc"))
SPAN = re.compile(r"[一二两三五十百]+(?:年|日|天)(?:行动)?|[春夏秋冬]季|[春夏秋冬]夜")
BREAK = re.compile(r"[^一-龥A-Za-z0-9+.\-·]")
SPOKEN = re.compile(r"[。!?;]|[,:](?!.{0,12}$)|^[,、]|[我你他她们吗呢吧啊了]|是什么|不是")
COUNT = re.compile(r"(?<!\d\.)\d(?!\.0|版)|^[一二三四五六七八九十两]+[次个起名件人家]")
SCOPED = (Label.PROGRAM, Label.PLATFORM)
VERBAL = ("规定", "整治", "服务", "管理服务")  # right after a type noun these go on: 制度|规定
SCOPING = frozenset(("n", "vn", "nz", "an", "s"))
SCOPED_LONGEST = 10  # characters before a quotation mark that may say what a measure is for
SERVING = re.compile(r"为[企民侨农老](?![^一-龥])")
REACH = 18  # characters after a quotation mark within which its type noun must end


def _ends_run(text: str, tag: str) -> bool:
    """Whether the word `text` cannot stand between a quoted name and its type noun."""
    if BREAK.search(text) or tag in ("PER", "nr"):
        return True
    if tag in HALT:
        return text not in ("大", "快")
    if tag == "TIME":
        return not SPAN.fullmatch(text)
    if tag == "m":
        return bool(COUNT.search(text))
    return tag == "f" or (tag == "v" and text in stops("verbs"))


def _run(line: Line, start: int) -> int:
    """End of the stretch of nouns and verbs that follows a quotation mark at `start`."""
    high, text, tails = start, line.text, finder("names_tails")
    index = line.index(start) if start < len(text) else len(line.words)
    while index < len(line.words) and high - start < REACH:
        low, end, tag = line.words[index]
        typed = tails.match(text, low)
        if typed:
            high = max(typed.end(), end if not _ends_run(text[low:end], tag) else 0)
            index = line.index(high - 1) + 1
            continue
        follows = (end - low > 1 and tag == "v" and tails.match(text, end)) or SERVING.match(text, low)
        if _ends_run(text[low:end], tag) and not follows:
            break
        high = end
        index += 1
    return high


def _nominal(line: Line, low: int, high: int) -> bool:
    """Whether `low` to `high` holds no verb, save one that the next noun follows: 警务|提升|计划."""
    if low >= high:
        return True
    first, last = line.index(low), line.index(high - 1)
    short = line.words[last][1] - line.words[last][0] < 2
    return all(line.words[i][2] != "v" for i in range(first, last + short))


def _tail(line: Line, quote: Quote) -> tuple[int, Head] | None:
    """End and row of the type noun that completes the name quoted: the last one before a verb."""
    text, limit = line.text, _run(line, quote.close)
    table, expression = head_rows("names_tails"), finder("names_tails")
    best: tuple[int, Head] | None = None
    at = quote.close
    while match := expression.search(text, at, limit):
        head, at = table[match[0]], match.end()
        verbal = match[0] in VERBAL and best is not None and best[0] == match.start()
        if best and (verbal or not _nominal(line, best[0], match.start())):
            break
        if text.startswith(head.not_before, at) or text[match.start() - 1] in head.not_after:
            at = match.start() + 1
            continue
        best = (at, head)
    return best


def _cue(line: Line, quote: Quote) -> Head | None:
    """The row of the verb before, or the words after, that say what the quoted thing is."""
    before, after = cue_finders()
    if match := before.search(line.text[max(0, quote.open - 12) : quote.open]):
        return cue_rows("left")[match[1]]
    if match := after.match(line.text, quote.close):
        return cue_rows("right")[match[0]]
    return None


def _own(quote: Quote) -> Head | None:
    """The row of the known name, or of the head noun, inside the marks: “断卡”, “某某义警”."""
    if term := known_quoted(quote.inner):
        return Head(term.rule, term.label, term.confidence, (), "known")
    match = ending("names_inner").search(quote.inner)
    return head_rows("names_inner")[match[0]] if match and match.start() > 1 else None


def _runs(quotes: tuple[Quote, ...], text: str) -> Iterator[list[Quote]]:
    """Group quotes that stand in one list."""
    group: list[Quote] = []
    for quote in quotes:
        if quote.title:
            continue
        if group and text[group[-1].close : quote.open] not in ("", "、", "和", "及", "与"):
            yield group
            group = []
        group.append(quote)
    if group:
        yield group


def _alone(line: Line, quote: Quote) -> Iterator[Candidate]:
    if quote.inner in plain():
        return
    own, cue = _own(quote), _cue(line, quote)
    if own:
        sure = own.confidence + 0.15 * bool(cue and cue.label == own.label)
        yield Candidate(quote.low, quote.high, own.label, own.rule, min(sure, 0.95))
    if cue and "、" not in quote.inner and not (own and own.label == cue.label):
        yield Candidate(quote.low, quote.high, cue.label, cue.rule, cue.confidence - 0.2 * bool(own))


def _listed(group: list[Quote], end: int, head: Head) -> Iterator[Candidate]:
    for quote in group:
        yield Candidate(quote.low, quote.high, head.label, f"{head.rule}-list", head.confidence * 0.8)
    last = group[-1]
    yield Candidate(last.open, end, head.label, f"{head.rule}-last", head.confidence * 0.4)


def _completed(line: Line, group: list[Quote]) -> Iterator[Candidate]:
    tail = _tail(line, group[-1])
    if tail is None:
        return
    end, head = tail
    last = group[-1]
    kin = [quote for quote in group[:-1] if (own := _own(quote)) is None or own.label == head.label]
    if kin and head.kind != "inner":
        yield from _listed([*kin, last], end, head)
    elif head.kind == "inner":
        for quote in [*kin, last]:
            yield Candidate(quote.low, quote.high, head.label, head.rule, head.confidence)
        yield Candidate(last.open, end, head.label, f"{head.rule}-whole", head.confidence * 0.5)
    else:
        yield Candidate(last.open, end, head.label, head.rule, head.confidence)
        wide = _scope(line, last.open) if head.label in SCOPED and len(group) == 1 else last.open
        if wide < last.open:
            yield Candidate(wide, end, head.label, "tail-scoped", 0.6)


def _scope(line: Line, at: int) -> int:
    """Begin of the nouns that say what a quoted measure is for: 矛盾纠纷“吹哨报到”机制."""
    start, text = at, line.text
    index = line.before(at)
    while index >= 0:
        low, high, tag = line.words[index]
        if tag not in SCOPING or at - low > SCOPED_LONGEST or text[low:high] in stops("stop-scope"):
            break
        start = low
        index -= 1
    if index < 0:
        return at
    low, high, tag = line.words[index]
    if text[low:high] == "涉" and high == start:
        return low
    led = tag in ("v", "p", "c", "vn") or text[high - 1] in "、;,:《和了"
    return start if led and start < at - 1 else at


def quoted(line: Line) -> Iterator[Candidate]:
    """Candidates for the quoted names of `line`; what is speech or a motto is passed over."""
    for group in _runs(line.quotes, line.text):
        group = [quote for quote in group if not SPOKEN.search(quote.inner) and len(quote.inner) <= 24]
        if not group:
            continue
        completed = list(_completed(line, group))
        yield from completed
        for quote in group:
            if len(quote.inner) <= 14 and not (completed and quote is group[-1] and len(group) == 1):
                yield from _alone(line, quote)
