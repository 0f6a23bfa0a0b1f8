"""An article and its mentions in, what its places tell about every other name out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.records import Article, Label, Mention

FAR = 3  # rank from which a division is neither home nor a province
_FEATURE = re.compile(r"(?:[湖海江河山岛寺湾洞庙泉峰沟塔关岭]|石窟|水库)$")


def is_feature(text: str) -> bool:
    """Whether a town's short form names a lake, hill or temple at least as often: 阳澄湖, 六盘山."""
    return _FEATURE.search(text) is not None


@dataclass(slots=True)
class Frame:
    """The article's home, the divisions it names, and which division each PLACE mention is."""

    article: Article
    mentions: Sequence[Mention]
    home: tuple[Division, ...]  # home and its parents, () if unknown
    named: frozenset[str]  # codes of divisions that the text names without doubt
    places: dict[int, Division] = field(default_factory=dict)  # mention → division
    seen: list[tuple[int, int, Division]] = field(default_factory=list)  # sentence, offset, division

    def rank(self, d: Division) -> tuple[int, int]:
        """How near a division is to the article (smaller is nearer), then its level."""
        codes = [up.code for up in divisions.chain(d)[1:]]
        for distance, up in enumerate(self.home):
            if d == up:
                return (0, d.level)
            city = up.level in (Level.COUNTY, Level.PREFECTURE) or up.name.endswith("市")
            if city and up.code in codes:
                return (distance, d.level)
        if d.level == Level.PROVINCE:
            return (2, d.level)
        if any(code in self.named for code in codes if not code.startswith("CN")):
            return (3, d.level)
        province = next((up.code for up in self.home if up.level == Level.PROVINCE), "")
        return (4 if province in codes else 5, d.level)

    def choose(self, found: Sequence[Division], text: str, under: Division | None = None) -> Division | None:
        """The one of `found` (all called `text`) that the article means; None if it can't be told.

        A town is taken only below `under`, the home's city or a place that the text names.
        """
        if under is None and (told := self._told(found, text)):
            return told
        if under is not None:
            found = [d for d in found if d != under and divisions.within(d, under)]
        ranked = sorted(found, key=self.rank)
        if not ranked:
            return None
        best = ranked[0]
        far = self.rank(best)[0] >= FAR
        town, short = best.level == Level.TOWN, best.name != text
        if under is None and short and (is_feature(text) if town else far and best.word):
            return None
        if under is None and town and far and (short or best.parent not in self.named):
            return None
        equals = [d for d in ranked if self.rank(d) == self.rank(best)]
        return best if len(equals) == 1 else None

    def _told(self, found: Sequence[Division], text: str) -> Division | None:
        """The one town of `found` that a PLACE mention of the article is: 柳溪派出所 after 柳溪镇."""
        towns = {d for d in self.places.values() if d.level == Level.TOWN}
        told = [d for d in found if d in towns and (d.name == text or not is_feature(text))]
        return told[0] if len(told) == 1 else None

    def of_kind(self, kind: str, index: int, said: bool = False) -> Division | None:
        """What 市, 县, 区, 省 … without a name stand for at a mention.

        The nearest such division up from home; else the last one below home named before, else the
        only one that the article names. With `said` (该县, 该市) the last one named before comes first.
        """
        up = next((d for d in self.home if _is_kind(d, kind)), None)
        if up is not None and not said:
            return up
        here = self.mentions[index]
        below = [(at, low, d) for at, low, d in self.seen if _is_kind(d, kind) and self._below_home(d)]
        before = [d for at, low, d in below if (at, low) < (here.sentence, here.low)]
        if said or before:
            return before[-1] if before else up
        alone = {d for _, _, d in below}
        return alone.pop() if len(alone) == 1 else None

    def _below_home(self, d: Division) -> bool:
        return not self.home or (d != self.home[0] and divisions.within(d, self.home[0]))

    def before(self, index: int, label: Label) -> list[int]:
        """Mentions of `label` before `index` in its sentence, then in its paragraph, nearest first."""
        here = self.mentions[index]
        paragraph = self.article.sentences[here.sentence].paragraph
        found = []
        for i in range(index - 1, -1, -1):
            other = self.mentions[i]
            if self.article.sentences[other.sentence].paragraph != paragraph:
                break
            if other.label == label:
                found.append(i)
        return found


def _is_kind(d: Division, kind: str) -> bool:
    if kind == "省":
        return d.level == Level.PROVINCE and not d.name.endswith("市")
    if kind == "区" and d.name.endswith("自治区"):
        return False
    return d.level >= Level.REGION and d.name.endswith(kind)


def home_chain(article: Article, named: frozenset[str]) -> tuple[Division, ...]:
    """The home division and its parents; among homonyms the one whose parents the text names."""
    if article.home is None:
        return ()
    found = divisions.find(article.home.place, towns=False) or divisions.find(article.home.place)
    if not found:
        return ()
    support = [(sum(up.code in named for up in divisions.chain(d)[1:-1]), -i, d) for i, d in enumerate(found)]
    return divisions.chain(max(support, key=lambda s: s[:2])[2])


def frame_of(article: Article, mentions: Sequence[Mention]) -> Frame:
    """Read the frame: divisions named in the text, and the home with its parents."""
    scanned = [
        (i, low, found)
        for i, sentence in enumerate(article.sentences)
        for low, _, found in divisions.scan(sentence.text)
    ]
    codes = frozenset(found[0].code for _, _, found in scanned if len(found) == 1 and found[0].code)
    frame = Frame(article, mentions, home_chain(article, codes), codes)
    for i, low, found in scanned:
        if (chosen := frame.choose(found, found[0].name)) is not None:
            frame.seen.append((i, low, chosen))
    return frame
