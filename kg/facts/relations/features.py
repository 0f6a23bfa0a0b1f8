"""A candidate pair in, the features that the scorer weighs out: short strings, each present or absent."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from kg.facts.relations.arguments import ACTORS, Argument
from kg.facts.relations.pairs import Carried, Pair
from kg.facts.relations.triggers import Trigger, triggers_of
from kg.records import Sentence

STOP = re.compile(r"[;。!?]")
ADVERB = re.compile(
    r"(?:[^,;:。!?]{0,12}?(?:年|月|日|以来|期间|时|上午|下午|今|去年|上半年|初|底|中|前|后|其中|同时|此外|目前|近日|日前))?"
    r"[,、:“(\d年月日起至()一二三四五六七八九十]*"
)
CLAUSE = re.compile(r"[,;:。!?]|——")
OPENING = '“‘『「《"('
CLOSING = '”’』」》")'


def _bucket(count: int, *edges: int) -> int:
    return bisect_right(edges, count)


class Scene:
    """One sentence, cut up once for all its pairs."""

    def __init__(
        self,
        sentence: Sentence,
        row: Sequence[Argument],
        home: int | None,
        counts: dict[int, int],
        ends: Sequence[str],
    ) -> None:
        self.ends = ends
        self.text, self.row, self.home, self.counts = sentence.text, row, home, counts
        spans = [(a.low, a.high) for a in row if not a.pointing]
        self.triggers = [
            t for t in triggers_of(self.text) if not any(lo < t.high and t.low < hi for lo, hi in spans)
        ]
        self.lows = [t.low for t in self.triggers]
        self.cuts = [
            m.start() for m in CLAUSE.finditer(self.text) if not any(lo <= m.start() < hi for lo, hi in spans)
        ]
        self.heads = sorted({(a.left, a.right) for a in row if a.label in ACTORS})
        self.starts = [low for low, _ in self.heads]
        self.stops = [m.start() for m in STOP.finditer(self.text)]
        self.subjects = [
            (lo, hi) for lo, hi in self.heads if ADVERB.fullmatch(self.text, self.clause_start(lo), lo)
        ]
        self.sizes = Counter(a.left for a in row)
        self.role = sentence.role.value
        self.lone = "1" if len({a.entity for a in row if a.label in ACTORS}) == 1 else "n"
        self._around: dict[int, list[str]] = {}
        self._tagged: dict[tuple[int, str], list[str]] = {}
        self._known: dict[tuple[int, str], list[str]] = {}
        self._anchored: dict[int, tuple[int, int, bool]] = {}

    def clause_start(self, at: int) -> int:
        """Where the clause that holds `at` begins."""
        i = bisect_left(self.cuts, at)
        return self.cuts[i - 1] + 1 if i else 0

    def clause_end(self, at: int) -> int:
        """Where the clause that holds `at` ends."""
        i = bisect_left(self.cuts, at)
        return self.cuts[i] if i < len(self.cuts) else len(self.text)

    def between(self, low: int, high: int) -> list[Trigger]:
        """Triggers from `low` to `high`."""
        return self.triggers[bisect_left(self.lows, low) : bisect_left(self.lows, high)]

    def actors(self, low: int, high: int) -> int:
        """How many lists of actors begin from `low` to `high`."""
        return bisect_left(self.starts, high) - bisect_left(self.starts, low)

    def governor(self, at: int) -> tuple[int, int] | None:
        """The nearest list of actors before `at` that opens a clause of the same stretch."""
        i = bisect_left(self.stops, at)
        since = self.stops[i - 1] if i else -1
        found = [span for span in self.subjects if since < span[0] and span[1] <= at]
        return found[-1] if found else None

    def before(self, a: Argument) -> str:
        """The character before a list, past its opening marks."""
        at = a.left - 1
        while at >= 0 and self.text[at] in OPENING:
            at -= 1
        return self.text[at] if at >= 0 else "^"

    def after(self, a: Argument) -> int:
        """The place just after a list, past its closing marks."""
        at = a.right
        while at < len(self.text) and self.text[at] in CLOSING:
            at += 1
        return at

    def place(self, a: Argument) -> int:
        """How far down its list an argument stands."""
        return sum(1 for b in self.row if b.left == a.left and b.low < a.low)

    def around(self, a: Argument) -> list[str]:
        """What stands beside an argument's list; computed once for each place."""
        if a.low not in self._around:
            self._around[a.low] = self._describe(a)
        return self._around[a.low]

    def tagged(self, a: Argument, tag: str) -> list[str]:
        """`around` with the argument's part before each feature; computed once for each place."""
        if (a.low, tag) not in self._tagged:
            self._tagged[a.low, tag] = [tag + f for f in self.around(a)]
        return self._tagged[a.low, tag]

    def known(self, entity: int, tag: str) -> list[str]:
        """How often an entity is named and what its name ends in, after its part; computed once."""
        if (entity, tag) not in self._known:
            count = _bucket(self.counts.get(entity, 0), 2, 4, 8)
            end = self.ends[entity] if self.ends else ""
            home = [f"{tag}home"] if entity == self.home else []
            self._known[entity, tag] = [f"{tag}#{count}", f"{tag}~{end}", *home]
        return self._known[entity, tag]

    def anchored(self, a: Argument) -> tuple[int, int, bool]:
        """How many actors stand before an argument, how many in its clause, whether one governs it."""
        if a.low not in self._anchored:
            before = _bucket(self.actors(0, a.left), 1, 2)
            own = _bucket(self.actors(self.clause_start(a.left), a.left), 1)
            self._anchored[a.low] = before, own, self.governor(a.left) is not None
        return self._anchored[a.low]

    def _describe(self, a: Argument) -> list[str]:
        after = self.after(a)
        tail = self.text[after : after + 2] or "$"
        own = self.text[a.high : a.high + 2]
        start, end = self.clause_start(a.left), self.clause_end(after)
        last = self.between(start, a.left)
        next_ = self.between(after, end)
        found = [f"c-{self.before(a)}", f"c+{tail[:1]}", f"c++{tail}", f"o+{own}"]
        found.append(f"t-{last[-1].frame}" if last else "t-none")
        found.append(f"t+{next_[0].frame}" if next_ else "t+none")
        if last:
            near = _bucket(a.left - last[-1].high, 1, 4, 10)
            found += [f"w-{last[-1].word}", f"n-{last[-1].frame}{near}", *(f"C-{t.frame}" for t in last[:-1])]
        if next_:
            near = _bucket(next_[0].low - after, 1, 4, 10)
            found += [
                f"w+{next_[0].word}",
                f"n+{next_[0].frame}{near}",
                *(f"C+{t.frame}" for t in next_[1:3]),
            ]
        if a.left - start <= 2:
            found.append("open")
        return found


def features_of(pair: Pair, scene: Scene) -> list[str]:
    """The features of a pair in its sentence."""
    a, b = pair.subject, pair.object
    if isinstance(a, Carried):
        return _carried_features(a, b, scene, "s")  # type: ignore[arg-type]
    if isinstance(b, Carried):
        return _carried_features(b, a, scene, "o")
    return _inside_features(a, b, scene)


def _order_features(a: Argument, b: Argument, scene: Scene) -> list[str]:
    """How the subject stands to the stretch of the object: who acts there, what parts them."""
    governor = scene.governor(b.left)
    state = "none" if governor is None else ("self" if governor[0] == a.left else "other")
    parted = "semi" if STOP.search(scene.text, min(a.high, b.high), max(a.low, b.low)) else "joined"
    found = [f"gov-{state}", parted, f"gov-{state}{parted}", f"gov-{state}{scene.around(b)[4]}"]
    if "分别" in scene.text and scene.sizes[a.left] == scene.sizes[b.left] > 1 and a.left != b.left:
        found.append("paired" if scene.place(a) == scene.place(b) else "unpaired")
    return found


def _carried_features(carried: Carried, anchor: Argument, scene: Scene, side: str) -> list[str]:
    labels = f"{carried.label.value}{side}{anchor.label.value}"
    before, own, governed = scene.anchored(anchor)
    around = scene.around(anchor)
    how = [f"h:{h}" for h in carried.how]
    found = ["CARRIED", labels, f"b{before}", f"own{own}", f"role{scene.role}", "|".join(how), *how]
    found += [f"{labels}b{before}", *(f"{h}b{before}own{own}" for h in how)]
    found += [
        *scene.tagged(anchor, "K"),
        f"KL{anchor.label.value}{around[4]}",
        f"K{before}{around[4]}",
        f"K{before}{around[5]}",
    ]
    found += [f"{h}{around[4]}" for h in how]
    found += scene.known(carried.entity, "e") + scene.known(anchor.entity, "x")
    found += [f"governed{governed}", *(f"{h}governed{governed}" for h in how)]
    if anchor.first:
        found.append("first")
    if anchor.pointing:
        found.append("pointing")
    return found


def _inside_features(a: Argument, b: Argument, scene: Scene) -> list[str]:
    order = "<" if a.low < b.low else ">"
    left, right = (a, b) if order == "<" else (b, a)
    same = a.left == b.left
    low, high = (left.high, right.low) if same else (left.right, right.left)
    cuts = bisect_left(scene.cuts, high) - bisect_left(scene.cuts, low)
    crowd, clauses = _bucket(scene.actors(low, high), 1, 2, 4), _bucket(cuts, 1, 2, 4)
    found = scene.tagged(a, "A") + scene.tagged(b, "B")
    found += _pair_features(a, b, scene, order, crowd, clauses)
    found += _between_features(a, b, scene, order, low, high)
    if order == "<":
        found.append("farther" if crowd else "nearest")
        if a.left <= 3 or scene.actors(0, a.left) == 0:
            found += ["firstactor", f"firstactor{crowd}cut{clauses}"]
    found += _order_features(a, b, scene)
    found += scene.known(a.entity, "a") + scene.known(b.entity, "b")
    flags = (("firstb", b.first), ("firsta", a.first), ("pointa", a.pointing), ("pointb", b.pointing))
    return found + [name for name, on in flags if on]


def _pair_features(a: Argument, b: Argument, scene: Scene, order: str, crowd: int, clauses: int) -> list[str]:
    """Labels, order and crowd crossed with the frames right before the object and right after the subject."""
    labels = f"{a.label.value}>{b.label.value}"
    around_a, around_b = scene.around(a), scene.around(b)
    before_a, before_b, after_a, after_b = around_a[4], around_b[4], around_a[5], around_b[5]
    return [
        labels,
        order + labels,
        f"cut{clauses}",
        f"crowd{crowd}{order}",
        f"role{scene.role}",
        f"{labels}crowd{crowd}cut{clauses}",
        f"{order}B{before_b}c{crowd}",
        f"{labels}B{before_b}",
        f"{order}{after_a}{before_b}",
        f"{labels}A{after_a}",
        f"{order}A{before_a}B{before_b}",
        f"{order}A{before_a}",
        f"{order}B{after_b}",
    ]


def _between_features(a: Argument, b: Argument, scene: Scene, order: str, low: int, high: int) -> list[str]:
    """What stands between the two: frames, distance, and the very characters where they are few."""
    labels, crowd = f"{a.label.value}>{b.label.value}", _bucket(scene.actors(low, high), 1, 2, 4)
    triggers = scene.between(low, high)
    found = [f"m{t.frame}" for t in triggers] or ["m0"]
    found.append(f"d{_bucket(high - low, 1, 3, 8, 16, 32, 64, 128)}{order}")
    if a.left == b.left:
        found += ["same", f"same{labels}", f"gap{scene.text[low:high][:3]}"]
    elif high - low <= 6:
        found += [f"gap{scene.text[low:high]}", f"{labels}gap{scene.text[low:high]}"]
    if triggers:
        first, last = triggers[0], triggers[-1]
        found += [f"{order}f{first.frame}", f"{order}l{last.frame}", f"{order}lw{last.word}"]
        found += [f"{labels}l{last.word}", f"{order}{first.frame}~{last.frame}c{crowd}"]
    return found
