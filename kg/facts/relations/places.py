"""An article's entities in, the places that a name of a unit, body, team or place holds out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.lexicon.divisions import Division, Level, chain, find, scan, within
from kg.lexicon.rows import rows
from kg.records import Entity, Label, entity_id

LEVEL = re.compile(
    r"(?:特别行政区|自治[区州县旗]|林区|新区|地区|街道|社区|(?<!开发)区|[省市县州盟旗镇乡村])$"
)
TOWN = ("镇", "乡", "街道")
NO_PLACE = re.compile(r"(?:法院|检察院|公安[局厅]|总站|司法局|委员会)$")
LOCAL = re.compile(r"^(?:[本我该]?[省市县区州旗盟镇乡](?!县)|自治区|新区)")
BODY = re.compile(r"^中共")
NATIONAL = frozenset(
    (
        "中国移动",
        "中国电信",
        "中国联通",
        "中国银行",
        "中国农业银行",
        "中国工商银行",
        "中国建设银行",
        "中国人民银行",
        "国网",
        "中国邮政集团",
    )
)
LINK = re.compile(
    r"(?:公安)?(?:[局厅处]|分局|边境管理[支大]队|(?:海岸|边境|水上|中心|第[一二三四五六七八九]|旅游)*派出所|[支大中总]队)$"
)


def _peoples() -> re.Pattern[str]:
    words = [
        w
        for row in rows("relation_peoples.jsonl", ("id", "words", "example", "counterexample"))
        for w in row["words"]
    ]
    one = "|".join(sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(f"(?:(?:{one})族?)*(?:{one})族$|(?:{one}){{2,}}$")


_PEOPLES = _peoples()


@cache
def stem_of(name: str) -> str:
    """A place's name without its level and peoples: 湖州市 → 湖州, 瀍河回族区 → 瀍河; two characters stay."""
    short = LEVEL.sub("", name)
    bare = _PEOPLES.sub("", short)
    return next((n for n in (bare, short) if len(n) >= 2), name)


class Places:
    """The PLACE entities of an article, looked up by the words of other names; divisions fill in for them."""

    def __init__(self, entities: Sequence[Entity], home: str = "") -> None:
        self.names: dict[str, list[Entity]] = {}
        self.place = home
        self.home = find(home)[:1] if home else ()
        for entity in entities:
            if entity.label == Label.PLACE and not NO_PLACE.search(entity.name):
                for name in dict.fromkeys((entity.name, stem_of(entity.name))):
                    self.names.setdefault(name, []).append(entity)
        for shared in self.names.values():
            shared.sort(key=lambda e: (e.name != home, e.id))
        words = sorted(self.names, key=lambda n: (-len(n), n))
        self.pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def innermost(self, text: str, station: bool = False, above: str = "") -> list[str]:
        """Ids of the last place that `text` names; a `station` serves the town, not the hill of its name.

        `above` is what stands before `text` in the name: the divisions in it tell homonyms apart.
        """
        if found := self.pattern.findall(text):
            shared = self.names[found[-1]]
            if (
                station
                and not any(e.name.endswith(TOWN) for e in shared)
                and not _is_division(shared[0].name)
            ):
                return self._official(text, above) or [e.id for e in shared]
            if len(shared) > 1 and station:
                return [e.id for e in shared if e.name.endswith(TOWN)] or [e.id for e in shared]
            exact = [e for e in shared if e.name in (found[-1], self.place)]
            return [e.id for e in exact[:1] or shared]
        return self._official(text, above)

    def _official(self, text: str, above: str) -> list[str]:
        """Id of the official division that a link of a unit's name holds, told apart by its context."""
        stem = LINK.sub("", text)
        if stem == text:
            return []
        around = [d for _, _, ds in scan(above, towns=False) for d in ds[:1]][-1:] or list(self.home)
        fitting = [d for d in find(stem) if not around or within(d, around[-1])]
        fitting = fitting or [d for d in find(stem) if d.level <= Level.COUNTY and d.name == stem]
        low = "派出所" in text
        fitting.sort(key=lambda d: (-d.level if low else d.level, d.name))
        if not fitting and text.endswith(("公安局", "公安厅")) and len(stem) > 2 and LEVEL.search(stem):
            return [entity_id(Label.PLACE, stem)]
        return [entity_id(Label.PLACE, fitting[0].name)] if fitting else []

    def body(self, name: str) -> list[str]:
        """Ids of the last place in the name of a body such as 绍兴市柯桥区人民法院."""
        if self.pattern.search(name):
            return self.innermost(name)
        known: list[Division] = []
        for low, high, divisions in scan(BODY.sub("", name)):
            near = [d for d in divisions if self._near(d, high - low < len(d.name))]
            if near and (low == 0 or known or name[:low] in NATIONAL or high - low == len(near[0].name)):
                known.append(near[0])
        return [entity_id(Label.PLACE, known[-1].name)] if known else []

    def _near(self, division: Division, short: bool) -> bool:
        """Whether a place may be meant: a county's short form only in the home's own province."""
        if not division.level >= Level.PROVINCE:
            return False
        if not short or division.level <= Level.PREFECTURE or not self.home:
            return True
        return chain(division)[-2:] == chain(self.home[0])[-2:]

    def chain(self, surface: str, entity: Entity) -> Iterator[tuple[str, str]]:
        """(part, whole) ids link by link where `surface` spells the place's parents: 安吉县孝丰镇赋石水库."""
        child = entity.id
        at = surface.rfind(stem_of(entity.name))
        for parent in reversed(self._links(surface[:at] if at > 0 else "")):
            if parent != child:
                yield child, parent
                child = parent

    def _links(self, lead: str) -> list[str]:
        """Ids of the places that `lead` is made of, as far as they are known."""
        links, at = [], 0
        while at < len(lead):
            if found := self.pattern.match(lead, at):
                links.append(self.names[found[0]][0].id)
                level = re.match(r"[省市县区镇]", lead[found.end() :])
                at = found.end() + (len(level[0]) if level and found[0][-1] != level[0] else 0)
            elif spans := [s for s in scan(lead[at:]) if s[0] == 0]:
                links.append(entity_id(Label.PLACE, spans[0][2][0].name))
                at += spans[0][1]
            elif office := re.match(r".{1,10}?(?:自治[区州县旗]|[省市县区镇乡])", lead[at:]):
                links.append(entity_id(Label.PLACE, office[0]))
                at += office.end()
            else:
                break
        return links


def _is_division(name: str) -> bool:
    return bool(LEVEL.search(name))
