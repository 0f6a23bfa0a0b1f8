"""A sample in, a varied one out: other names in the same grammar, so that grammar is what is learned."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from samples import Sample, Span

from kg.lexicon.divisions import Division, Level, bare, by_code, children, find, scan

Edit = tuple[int, int, str]

WORDS = json.loads(Path(__file__).with_name("variation.json").read_text("utf-8"))

QUOTED = re.compile(r"“([^“”]{1,12})”")
NUMBERED = re.compile(r"\d+(?:\+(?:\d+|[A-ZNX]))+")
FULL = re.compile(r"(?:省|自治区|市|县|区|旗|盟|州|镇|乡|街道|苏木)$")


class Variation:
    """Random variations drawn from the names of `pool` and the official divisions."""

    def __init__(self, pool: Sequence[Sample], seed: int) -> None:
        """Collect names, quoted heads and given names from `pool`, which must hold training text only."""
        self.random = random.Random(seed)
        self.names: dict[str, list[str]] = defaultdict(list)
        heads: list[str] = []
        given: list[str] = []
        words: list[str] = []
        for sample in pool:
            for low, high, label in sample.spans:
                surface = sample.text[low:high]
                self.names[label].append(surface)
                heads += [m[1] for m in QUOTED.finditer(surface)]
                if label == "PERSON" and 2 <= len(surface) <= 3 and not re.search("[某先女老小·]", surface):
                    given += list(surface[1:])
            words += re.findall(r"[\u4e00-\u9fff]{2}", sample.text)
        self.heads, self.given, self.words = heads, given, words
        self.towns: dict[str, list[Division]] = defaultdict(list)
        self.levels: dict[Level, list[Division]] = defaultdict(list)
        self._divisions()

    def _divisions(self) -> None:
        country = by_code("100000") or find("中国")[0]
        provinces = [d for d in children(country) if d.level == Level.PROVINCE]
        for province in provinces:
            self.levels[Level.PROVINCE].append(province)
            below = list(children(province))
            while below:
                d = below.pop()
                self.levels[d.level].append(d)
                below += children(d)

    def chance(self, p: float) -> bool:
        return self.random.random() < p

    def division(self, text: str, found: tuple[Division, ...]) -> str:
        """Another division of the same level, in the same form (full or short), of like length."""
        level = found[0].level
        if level not in self.levels:
            return text
        tail = FULL.search(text)
        for _ in range(12):
            other = self.random.choice(self.levels[level])
            name = other.name if tail else (other.short.split() or [bare(other.name)])[0]
            if not tail and FULL.search(name) and len(name) > 2:
                continue
            if abs(len(name) - len(text)) < 3 and (not tail or name.endswith(tail[0])):
                return name
        return text

    def town(self) -> str:
        for _ in range(5):
            name = bare(self.random.choice(self.levels[Level.TOWN]).name)
            if 2 <= len(name) <= 3:
                return name
        return "城关"

    def person(self, name: str) -> str:
        r = self.random.random()
        surname = self.random.choice(WORDS["compound" if r < 0.03 else "rare" if r < 0.3 else "surnames"])
        if re.search(r"[某]|先生|女士|同学|老师|师傅|大[爷妈娘姐叔]|警官|奶奶|阿姨|伯$|老板", name):
            return surname + name[1:]
        if "·" in name or len(name) > 3 or self.chance(0.06):
            return self.joined()
        if name[0] in "老小阿":
            return name[0] + surname if len(name) == 2 else name
        return surname + "".join(self.random.choice(self.given) for _ in range(1 if self.chance(0.25) else 2))

    def joined(self) -> str:
        """A name of two parts, as other peoples of the country have them."""
        at = 2 * self.random.randrange(len(WORDS["joined"]) // 2)
        return "".join(self.random.choice(WORDS["joined"][at + part]) for part in (0, 1))

    def head(self) -> str:
        r = self.random.random()
        if r < 0.5 and self.heads:
            return self.random.choice(self.heads)
        if r < 0.6:
            return self.number()
        count = 1 if r < 0.7 else 2 if r < 0.95 else 3
        return "".join(self.random.choice(self.words) for _ in range(count))

    def number(self) -> str:
        parts = [str(self.random.randint(1, 12)) for _ in range(self.random.randint(2, 3))]
        if self.chance(0.4):
            parts[-1] = self.random.choice("NXn")
        return "+".join(parts)

    def edits(self, sample: Sample) -> list[Edit]:
        """Replacements of names in the sample's spans; spans are whole or partly replaced."""
        same: dict[str, str] = {}
        found: list[Edit] = []
        for low, high, label in sample.spans:
            surface = sample.text[low:high]
            quoted = sample.text[low - 1 : low] == "“" and sample.text[high : high + 1] == "”"
            made = self.rename(surface, label, same)
            if quoted and "“" in made:
                made = surface
            if made != surface:
                found.append((low, high, made))
        return found

    def rename(self, surface: str, label: str, same: dict[str, str]) -> str:
        if surface in same:
            return same[surface]
        made = surface
        if label == "PERSON":
            made = self.person(surface) if self.chance(0.6) else surface
        elif label in ("PLACE", "UNIT", "ORG"):
            made = self.places(surface, same, 0.7 if label != "ORG" else 0.5)
            if label == "ORG" and self.chance(0.1):
                made = self.random.choice(self.names["ORG"])
        elif self.chance(0.3):
            made = self.random.choice(self.names[label])
        else:
            made = self.typed(surface, label)
            if label in ("EVENT", "AWARD", "CASE", "TEAM"):
                made = self.places(made, same, 0.5)
        same[surface] = made
        return made

    def places(self, surface: str, same: dict[str, str], p: float) -> str:
        spans = scan(surface, town_shorts=len(surface) < 4 or surface.endswith(("所", "站", "室")))
        if (
            not spans
            and (m := re.fullmatch(r"(.{2,4})(派出所|所|警务站|警务室)", surface))
            and self.chance(p)
        ):
            return self.town() + m[2]
        parts, at = [], 0
        for low, high, divisions in spans:
            old = surface[low:high]
            if len(old) >= 2 and self.chance(p):
                parts += [surface[at:low], same.setdefault(old, self.division(old, divisions))]
                at = high
        return "".join([*parts, surface[at:]])

    def typed(self, surface: str, label: str) -> str:
        """Another quoted head, number, or type noun of the same class."""
        made = surface
        if self.chance(0.6):
            made = QUOTED.sub(lambda m: f"“{self.head()}”", made, count=1)
            made = NUMBERED.sub(lambda m: self.number(), made, count=1)
        kinds = WORDS["type_nouns"].get(label, [])
        if kinds and self.chance(0.35):
            kind = max((k for k in kinds if made.endswith(k)), key=len, default="")
            if kind and len(kind) < len(made):
                made = made[: -len(kind)] + self.random.choice(kinds)
        if (
            label == "ROLE"
            and self.chance(0.5)
            and (m := re.fullmatch(r"(.{2,4})(警长|警官|专员|联络员)", made))
        ):
            made = self.random.choice(WORDS["role_heads"]) + m[2]
        if "”" in made and not made.endswith("”") and self.chance(0.1):
            made = made.replace("“", "").replace("”", "")
        return made

    def vary(self, sample: Sample) -> Sample:
        """One varied sample."""
        made = apply(sample, self.edits(sample))
        for change, p in ((self.cut, 0.2), (self.clip, 0.08), (self.quotes, 0.04)):
            if self.chance(p):
                made = change(made)
        return made

    def cut(self, sample: Sample) -> Sample:
        """One run of clauses of the sentence."""
        ends = [0, *(m.end() for m in re.finditer(r"[,;:、]", sample.text)), len(sample.text)]
        low, high = sorted((self.random.choice(ends), self.random.choice(ends)))
        return crop(sample, low, high)

    def clip(self, sample: Sample) -> Sample:
        """The sentence without some characters at an end, as a broken column prints it."""
        gone = self.random.randint(1, max(1, len(sample.text) // 2))
        size = len(sample.text)
        return crop(sample, gone, size) if self.chance(0.5) else crop(sample, 0, size - gone)

    def quotes(self, sample: Sample) -> Sample:
        """The sentence with other quotation marks."""
        left, right = self.random.choice(['""', "「」", "‘’"])
        return replace(sample, text=sample.text.replace("“", left).replace("”", right))


def apply(sample: Sample, edits: Sequence[Edit]) -> Sample:
    """Carry out replacements of whole spans."""
    parts: list[str] = []
    spans: list[Span] = []
    made = {(low, high): new for low, high, new in edits}
    at = shift = 0
    for low, high, label in sample.spans:
        new = made.get((low, high), sample.text[low:high])
        parts += [sample.text[at:low], new]
        spans.append((low + shift, low + shift + len(new), label))
        shift += len(new) - (high - low)
        at = high
    return replace(sample, text="".join([*parts, sample.text[at:]]), spans=tuple(spans))


def crop(sample: Sample, low: int, high: int) -> Sample:
    """The stretch from `low` to `high`; no span is cut through, and what is too short stays whole."""
    inside = any(a < cut < b for a, b, _ in sample.spans for cut in (low, high))
    if high - low < 4 or inside:
        return sample
    spans = tuple((a - low, b - low, label) for a, b, label in sample.spans if low <= a and b <= high)
    return replace(sample, text=sample.text[low:high], spans=spans)
