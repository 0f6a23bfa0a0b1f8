"""A document's entity in, the identity that its class, name and place give it out.

Two entities of one identity are one thing, in whatever documents they stand. An identity is class,
comparable name and scope. The scope is "" for names that are unique in the country (full official
names, programmes, roles), the code or name of the home for names that every county has (城关派出所,
红马甲, 东湖, 全市禁毒工作会议), and the document itself for private people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.lexicon.names import expanded, folded, unit_key
from kg.records import Article, Entity, Label

_SCOPED_PLACE = re.compile(
    r"(?:村|社区|街|路|巷|里|弄|桥|小区|广场|市场|公园|派出所|花园|苑|号|站|码头|镇|乡|街道)$"
)
_SHARED_PLACE = re.compile(  # what many cities have: 东湖, 南山, 工业园区, 老景区
    r"^(?:[东西南北中大小龙凤青金银莲石清]?[湖山河江溪塘港湾岛]"
    r"|[一-龥]{0,2}(?:园区|景区|开发区|高新区|经开区|新区|古城|古镇|老街|夜市|商圈|水库|步行街))$"
)
_SCOPED_ORG = re.compile(
    r"(?:中心|站|管委会|村委会|居委会|办公室|领导小组|业委会|商会|小学|中学|学校|幼儿园|超市|医院|卫生院"
    r"|农商银行|村镇银行|信用社|法院|检察院|政府|党委|工委|街道办|党校|电视台|局|厅|协会|联盟|委员会)$"
)
_DEICTIC = re.compile(r"^[我本该](?:省|市|县|区|州|旗|镇|乡)$")  # of a document whose home is unknown
_RELATIVE = re.compile(r"^(?:全|本|我)?([省市县区州旗])(?![场民长])")  # 全市禁毒工作会议, 县优秀派出所
_NATIONAL = re.compile(r"^(?:公安部|国家|中国|中央|全国|最高|国务院)")
LONGEST = 14


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes a thing the same thing everywhere; `scope` is "" where the name alone does."""

    label: Label
    form: str  # comparable name, or the code of a division
    scope: str


@cache
def leading(name: str) -> Division | None:
    """The division, county or larger, whose full name a name begins with; None if none or several."""
    for length in range(min(LONGEST, len(name)), 2, -1):
        found = [d for d in divisions.find(name[:length], towns=False) if d.name == name[:length]]
        found = [d for d in found if d.level >= Level.REGION]
        if found:
            return found[0] if len(found) == 1 else None
    return None


@cache
def home_of(place: str) -> tuple[Division, ...]:
    """The home division and its parents, () if unknown or if several places have the name."""
    found = divisions.find(place, towns=False)
    return divisions.chain(found[0]) if len(found) == 1 else ()


def home_scope(article: Article, level: Level) -> str:
    """The home at `level` as a scope: its code, its name where ambiguous, the document where unknown."""
    if article.home is None:
        return f"@{article.identifier}"
    chain = home_of(article.home.place)
    upper = [d for d in chain if Level.REGION <= d.level <= level]
    return upper[0].code if upper else article.home.place


def scope_name(scope: str) -> str:
    """A scope as people read it, for telling homonyms apart: 湖州市, or the document's name."""
    known = divisions.by_code(scope)
    return known.name if known else scope.removeprefix("@")


def distinction(one: Identity, code: str) -> str:
    """What tells a thing from its namesakes: parent place, home, bureau or document; "" if nothing."""
    division = divisions.by_code(code)
    if division is not None:
        above = divisions.by_code(division.parent)
        return above.name if above else code
    home, _, document = one.scope.partition("@")
    home, _, bureau = home.partition("/")
    return document or bureau or scope_name(home)


def _place(entity: Entity, article: Article) -> Identity:
    if entity.code:
        return Identity(Label.PLACE, entity.code, "")
    if _DEICTIC.match(entity.name):
        return Identity(Label.PLACE, folded(entity.name), f"@{article.identifier}")
    scoped = _SCOPED_PLACE.search(entity.name) or _SHARED_PLACE.match(entity.name)
    scope = home_scope(article, Level.PREFECTURE) if scoped else ""
    return Identity(Label.PLACE, folded(entity.name), scope)


def _unit(entity: Entity, article: Article) -> Identity:
    known = _NATIONAL.match(entity.name) or leading(entity.name) or "公安局" in entity.name[2:]
    scope = "" if known else home_scope(article, Level.COUNTY)
    return Identity(Label.UNIT, unit_key(entity.name), scope)


@cache
def org_form(name: str) -> str:
    """Comparable form of an organisation: its nearest place and its office, spelled out."""
    party = name.startswith("中共")
    rest = name.removeprefix("中共")
    place: Division | None = None
    while (found := leading(rest)) is not None and (place is None or divisions.within(found, place)):
        place, rest = found, rest[len(found.name) :]
    if place is None or not rest:
        return folded(expanded(name))
    return ("中共" if party else "") + place.code + folded(expanded(rest))


def _begins_with_place(name: str) -> bool:
    """Whether a name begins with the short name of a county or larger division: 绍兴农商银行."""
    found = (d for length in range(2, 5) for d in divisions.find(name[:length], towns=False))
    return any(d.level >= Level.REGION and not d.word for d in found)


def _relative_scope(entity: Entity, article: Article) -> str:
    """Scope of a programme, event or honour: the place that 全市 or 全省 means, "" for other names."""
    match = _RELATIVE.match(entity.name)
    if match and match[1] == "省":
        return home_scope(article, Level.PROVINCE)
    if match:
        return home_scope(article, Level.PREFECTURE if match[1] in "市州" else Level.COUNTY)
    return ""


def _org(entity: Entity, article: Article) -> Identity:
    own = entity.name.removeprefix("中共")
    known = _NATIONAL.match(entity.name) or leading(own) or _begins_with_place(own)
    scoped = _SCOPED_ORG.search(entity.name) and not known
    return Identity(Label.ORG, org_form(entity.name), home_scope(article, Level.PREFECTURE) if scoped else "")


def identity(entity: Entity, article: Article) -> Identity:
    """The identity of an entity of a document."""
    if entity.private:
        return Identity(entity.label, folded(entity.name), f"@{article.identifier}")
    if entity.label == Label.PLACE:
        return _place(entity, article)
    if entity.label == Label.UNIT:
        return _unit(entity, article)
    if entity.label == Label.ORG:
        return _org(entity, article)
    if entity.label in (Label.PERSON, Label.TEAM, Label.CASE):
        return Identity(entity.label, folded(entity.name), home_scope(article, Level.PREFECTURE))
    return Identity(entity.label, folded(entity.name), _relative_scope(entity, article))
