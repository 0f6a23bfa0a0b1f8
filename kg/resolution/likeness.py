"""Identities in, pairs that may be misprints of one another out, with score and reason.

Blocking: a name is filed under each of its forms with one character masked, beside class and place,
so only names that differ in one place meet; crowded blocks (`CROWD`) tell nothing and are passed
over. The work grows with the number of distinct names times their length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from kg.lexicon import divisions, rows
from kg.lexicon.confusables import Likeness, variant
from kg.records import Label
from kg.resolution.identity import Identity

LABELS = frozenset({Label.UNIT, Label.ORG, Label.TEAM, Label.PLATFORM, Label.PLACE, Label.PROGRAM})
CROWD = 24  # names in one block
SURE, UNSURE = 0.62, 0.5
_POST = re.compile(r"(?:站|室)$")
_DIGITS = re.compile(r"^\d{6}$")
Block = tuple[str, str, str, str]  # kind of form, class, place, form with one character masked
Crowded = Callable[[Block, int], bool]


def too_many(block: Block, members: int) -> bool:
    """Whether a block of so many members tells nothing."""
    return members > CROWD


@cache
def _words() -> tuple[tuple[str, str, bool], ...]:
    found = rows("post_words.jsonl", ("id", "words", "plain", "example", "counterexample"))
    pairs = [(word, row["id"], row["plain"]) for row in found for word in row["words"]]
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p)))


def post_stem(name: str) -> tuple[str, str, frozenset[str]]:
    """A post's place, own name and purposes: 织里乔溇生态联动警务站 → 织里, 乔溇, {ecology, joint}."""
    kinds = set()
    for word, kind, plain in _words():
        if word in name:
            name = name.replace(word, "")
            kinds |= set() if plain else {kind}
    for length in (4, 3, 2):
        if len(name) >= length + 2 and divisions.find(name[:length]):
            return name[:length], name[length:], frozenset(kinds)
    return "", name, frozenset(kinds)


def _forms(identity: Identity, name: str) -> Iterator[tuple[str, str]]:
    """Kind of form and the form under which an identity is compared with others."""
    if identity.label == Label.PLACE and _DIGITS.match(identity.form):
        return
    if len(identity.form) >= 4:
        yield "name", identity.form
    if identity.label == Label.UNIT and _POST.search(name) and identity.scope:
        _, stem, kinds = post_stem(identity.form)
        if kinds and 2 <= len(stem) <= 6:
            yield "post", stem


def blocks_of(one: Identity, name: str, where: str) -> Iterator[Block]:
    """The blocks in which an identity, shown as `name` in the place `where`, meets its likes."""
    if one.label in LABELS:
        for kind, form in _forms(one, name):
            for i in range(len(form)):
                yield kind, one.label.value, where, form[:i] + "*" + form[i + 1 :]


def _blocks(names: Mapping[Identity, str], where: Mapping[Identity, str]) -> dict[Block, list[Identity]]:
    blocks: dict[Block, list[Identity]] = defaultdict(list)
    for one in sorted(names):
        for block in blocks_of(one, names[one], where[one]):
            blocks[block].append(one)
    return blocks


def _posts(a: str, b: str) -> Likeness | None:
    (here, left, does), (there, right, did) = post_stem(a), post_stem(b)
    if (here and there and here != there) or 2 * len(does & did) < len(does | did):
        return None
    if left == right:
        return Likeness(0.8, f"one post's name {left}")
    return variant(f"{left}　", f"{right}　")


def pairs(
    names: Mapping[Identity, str], where: Mapping[Identity, str], crowded: Crowded = too_many
) -> list[tuple[Identity, Identity, Likeness]]:
    """Likely misprints among identities of one class and place, best first.

    `names` gives the shown name of every identity, `where` its place (a code or ""). `crowded` says which
    blocks are passed over, where `names` are only some of those that there are.
    """
    found: dict[tuple[Identity, Identity], Likeness] = {}
    for block, members in sorted(_blocks(names, where).items()):
        for at, a in enumerate(() if len(members) < 2 or crowded(block, len(members)) else members):
            for b in members[at + 1 :]:
                alike = _posts(a.form, b.form) if block[0] == "post" else variant(a.form, b.form)
                if alike and alike.score >= UNSURE and alike.score > found.get((a, b), Likeness(0, "")).score:
                    found[a, b] = alike
    return sorted(((a, b, alike) for (a, b), alike in found.items()), key=lambda p: (-p[2].score, p[0], p[1]))
