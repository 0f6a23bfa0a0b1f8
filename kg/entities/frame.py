"""An article and its mentions in, what its places tell about every other name out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.records import Article, Label, Mention


@dataclass(slots=True)
class Frame:
    """The article's home, the divisions it names, and which division each PLACE mention is."""

    article: Article
    mentions: Sequence[Mention]
    home: tuple[Division, ...]  # home and its parents, () if unknown
    named: frozenset[str]  # codes of divisions that the text names without doubt
    places: dict[int, Division] = field(default_factory=dict)  # mention → division
    bureaus: dict[int, str] = field(default_factory=dict)  # UNIT mention → its bureau's full name

    def rank(self, d: Division) -> tuple[int, int]:
        """How near a division is to the article (smaller is nearer), then its level."""
        codes = [up.code for up in divisions.chain(d)[1:]]
        for distance, up in enumerate(self.home):
            if d == up:
                return (0, d.level)
            if up.level in (Level.COUNTY, Level.PREFECTURE) and up.code in codes:
                return (distance, d.level)
        if any(code in self.named for code in codes if not code.startswith("CN")):
            return (3, d.level)
        return (4, d.level)

    def choose(self, found: Sequence[Division], text: str, under: Division | None = None) -> Division | None:
        """The one of `found` (all called `text`) that the article means; None if it can't be told.

        A town is taken only below `under`, the home's city or a place that the text names.
        """
        if under is not None:
            found = [d for d in found if d != under and divisions.within(d, under)]
        ranked = sorted(found, key=self.rank)
        if not ranked:
            return None
        best = ranked[0]
        far = self.rank(best)[0] >= 3
        if best.level == Level.TOWN and under is None and far and (best.name != text or best.parent not in self.named):
            return None
        equals = [d for d in ranked if self.rank(d) == self.rank(best)]
        return best if len(equals) == 1 else None

    def of_kind(self, kind: str) -> Division | None:
        """What 市, 县, 区, 省 … without a name stand for here: the nearest such one up from home."""
        for d in self.home:
            if kind == "省" and d.level == Level.PROVINCE:
                return d
            if d.name.endswith(kind) and (kind != "区" or not d.name.endswith("自治区")):
                return d
        return self.home[0] if kind in "市县区旗州盟" and self.home and kind != "市" else None

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
    named = set()
    for sentence in article.sentences:
        for _, _, found in divisions.scan(sentence.text, towns=False):
            if len(found) == 1:
                named.add(found[0].code)
    codes = frozenset(named)
    return Frame(article, mentions, home_chain(article, codes), codes)
