"""A UNIT surface in, its full name with the chain of bureaus out, as far as words and place tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.entities.bureaus import bureau, city_of, county_of
from kg.entities.frame import Frame
from kg.entities.named import cleaned, unquoted
from kg.entities.places import division_chain
from kg.lexicon.divisions import Division, Level
from kg.lexicon.names import unit_key
from kg.records import Label

_DEICTIC = re.compile(
    r"^(?:我|全|本|该)?(省|自治区|市|县|区|州|旗|盟|新区)(?=公安|警方|局|厅|分局|反诈|旅游警|[交刑特巡]警|[^公场]{2,8}[总支大中]队$)"
)
_OUR_STATION = re.compile(r"^[我该](?:市|县|区|州|旗)(?=[^公警]{2,8}(?:派出所|警务[站室]|警务工作站)$)")
_BUREAU = re.compile(r"^(?:公安厅|公安局|公安机关|公安(?!分局|检查站|处)|警方|局|厅)")
_BRANCH = re.compile(r"^(区|县|地区)?(?:公安)?分局")
_INNER = re.compile(r"^([^公派]{1,12}?)(?:公安)?分局")
_ELSEWHERE = re.compile(
    r"边境管理|出入境边防|边检|海关|缉私|铁路公安|铁路警|长江航运|民航|机场公安|移民管理|消防|海警|武警|监狱"
    r"|戒毒|边防|国家"
)
_ZONE = re.compile(
    r"^((?:高新|经开|开发|新城|度假|景|自贸|工业园|产业园|保税|航空港|综保)[^公警]{0,4})(?:公安|警方)$"
)
_POST = re.compile(
    r"(?:警务站|警务室|工作站|服务站|联勤站|联动站|检查站|警务点|岗亭|基地|实验室|平台|驿站|窗口|中心)$"
)
_OTHER_HOUSE = re.compile(r"(?:拘留|看守|戒毒|收教|收治|管理|车管|鉴定|研究|检验)所$")
_STATION = re.compile(r"(?:派出所|公安所)$")
_FORCE = re.compile(r"(总队|支队|大队|中队)$")
_CITY_FORCE = re.compile(  # 交警城南大队 is the city's, wherever its branches are named
    r"(?:交警|交巡警|巡警|特警)(?!直属|机动|特勤|高速|事故|巡逻|秩序|城区|执法|车管)[一-龥]{2,3}大队"
)
_NUMBERED = re.compile(r"(?:直属)?第?[一二三四五六七八九十\d]+([中大]队)")
_OFFICE = re.compile(
    r"^(?:反诈|情指|情报指挥|大数据|指挥|执法办案|基层基础|科信|刑侦|合成作战|主战|警务督察)[^市县区]*中心$"
)
BY_TOWN = "units/town-station@1"


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name as far as read: `chain` says whether its bureau is known."""

    name: str
    chain: bool
    place: Division | None = None  # the division its bureau serves, where the surface tells
    origin: str = "units/own-name@1"

    @property
    def key(self) -> str:
        return unit_key(self.name)


def branch(city: str, own: str) -> str:
    """Full name of a branch of a city's bureau."""
    return f"{city}{own}分局"


def _without(city: Division, own: str) -> str:
    """A branch's own name without its city's: 常州经开区 → 经开区 in 常州."""
    for form in (city.name, *city.short.split()):
        if own.startswith(form) and len(own) >= len(form) + 2:
            return own[len(form) :]
    return own


def _after_bureau(head: str, tail: str) -> str:
    """Join a bureau and the rest, with the shortened branch or station spelled out."""
    if match := _INNER.match(tail):
        return f"{head}{match[1]}分局{_after_bureau('', tail[match.end() :])}"
    return head + tail


def _spelled(text: str) -> str:
    """A station's name in full: 枸杞所 → 枸杞派出所, 城关二所 → 城关第二派出所; its misprints too."""
    text = re.sub(r"派出.$", "派出所", text)
    if match := re.fullmatch(r"(.{2,}?)([一二三四五六七八九十])所", text):
        return f"{match[1]}第{match[2]}派出所"
    if len(text) < 3 or _OTHER_HOUSE.search(text):
        return text
    return re.sub(r"(?<=[^究务证出])所$", "派出所", text)


def _deictic(text: str, index: int, frame: Frame) -> UnitName | None:
    match = _DEICTIC.match(text)
    if match is None:
        return None
    place = frame.of_kind(match[1], index, text[0] == "该")
    if place is None:
        return None
    rest = text[match.end() :]
    if found := _BUREAU.match(rest) or _BRANCH.match(rest):
        name = _after_bureau(bureau(place), rest[found.end() :])
        return UnitName(name, True, place, "units/home@1")
    head = bureau(place) if _FORCE.search(rest) and not _ELSEWHERE.search(rest) else place.name
    return UnitName(f"{head}{rest}", True, place, "units/home@1")


def _with_places(text: str, frame: Frame) -> UnitName | None:
    """A unit whose surface begins with a place."""
    chain, rest = division_chain(text, frame)
    if not chain or not rest:
        return None
    place = chain[-1]
    if place.level == Level.TOWN and not rest.startswith(("公安", "警方", "分局")):
        return _town_unit(text, rest, place)
    if found := _BUREAU.match(rest):
        return UnitName(_after_bureau(bureau(place), rest[found.end() :]), True, place, "units/place@1")
    if found := _BRANCH.match(rest):
        head = _branch_of(place, text[: len(text) - len(rest)] + (found[1] or ""))
        return UnitName(_after_bureau(head, rest[found.end() :]), True, place, "units/place-branch@1")
    return _place_and_rest(text, rest, place, frame)


def _branch_of(place: Division, written: str) -> str:
    """The branch serving `place`; keeps 区 where the surface writes 柯桥区分局."""
    full = bureau(place)
    if full.endswith("分局") and place.level > Level.REGION:
        city = f"{city_of(place).name}公安局"
        keep = written.endswith(place.name) and place.name.endswith("区")
        return branch(city, place.name) if keep else full
    return full


def _town_unit(text: str, rest: str, town: Division) -> UnitName | None:
    """A station or post named after a town: 水口派出所 → 长兴县公安局水口派出所."""
    if _STATION.search(text) and len(rest) <= 4:
        county = county_of(town)
        place = county if county != town else city_of(town)
        written = text[: len(text) - len(rest)]
        own = next((n for n in (town.name, town.short) if n and written.endswith(n)), written)
        return UnitName(bureau(place) + own + rest, True, place, BY_TOWN)
    return None


def _place_and_rest(text: str, rest: str, place: Division, frame: Frame) -> UnitName | None:
    """德清县莫干派出所, 昆山市交通警察大队: the bureau is left out between place and unit."""
    if _ELSEWHERE.search(rest):
        return UnitName(text, True, place, "units/own-name@1")
    written = text[: len(text) - len(rest)]
    if (zone := _ZONE.match(rest)) and city_of(place) == place:
        return UnitName(branch(bureau(place), zone[1]), True, place, "units/zone@1")
    if rest == "派出所" or _POST.search(rest) or (_STATION.search(rest) and not written.endswith(place.name)):
        return None
    if _STATION.search(rest) or re.search(r"警察?.{0,2}[总支大中]队$", rest):
        return UnitName(bureau(place) + rest, True, place, "units/place-unit@1")
    return None


def explicit(index: int, frame: Frame) -> UnitName:
    """Read a unit's name from its own words and the official divisions."""
    text = _spelled(_OUR_STATION.sub("", cleaned(frame.mentions[index].surface)))
    text = text.removeprefix("中国") if text.startswith("中国公安部") else text
    if text.startswith("公安部") or text.startswith("国家"):
        return UnitName(text, True, None)
    if found := _with_places(text, frame) or _deictic(text, index, frame):
        return found
    if not _ELSEWHERE.search(text) and (match := _INNER.match(text)) and frame.home:
        home = city_of(frame.home[0])
        name = _after_bureau(branch(f"{home.name}公安局", _without(home, match[1])), text[match.end() :])
        return UnitName(name, True, home, "units/branch@1")
    return UnitName(text, bool(_ELSEWHERE.search(text)) or "公安局" in text)


def in_context(index: int, own: UnitName, frame: Frame, known: dict[int, UnitName]) -> UnitName:
    """Complete a bare unit (经侦大队, 织南派出所, 分局法制大队) with the bureau that governs it."""
    text = own.name
    branch_rest = re.match(r"^(?:分局|我局|该局|该所)(.+)$", text)
    bare = branch_rest or _STATION.search(text) or _FORCE.search(text) or _OFFICE.match(text)
    if "边境" in text or not (bare or _inner_station(text)):
        return own
    if branch_rest:
        known = {i: unit for i, unit in known.items() if "分局" in unit.name}
    head = _above(text, known) or _governing(index, text, frame, known)
    if not head:
        return own
    city = _CITY_FORCE.match(text) and re.match(r".+?公安局(?=.{2,}分局$)", head)
    head = city[0] if city else head
    rest = branch_rest[1] if branch_rest else text
    return UnitName(_after_bureau(head, rest), True, own.place, "units/context@1")


def _above(text: str, known: dict[int, UnitName]) -> str:
    """The one 大队 of the article, above 三中队; the one 支队, above 直属一大队; "" for others."""
    if not (match := _NUMBERED.fullmatch(text)):
        return ""
    upper = "大队" if match[1] == "中队" else "支队"
    found = {unit.name for unit in known.values() if unit.name.endswith(upper) and unit.name != text}
    return found.pop() if len(found) == 1 else ""


def _inner_station(text: str) -> bool:
    return "派出所" in text[2:] and not _ELSEWHERE.search(text)


def _governing(index: int, text: str, frame: Frame, known: dict[int, UnitName]) -> str:
    """Full name of the bureau above a bare unit, "" where the article does not tell."""
    home = frame.home[0] if frame.home else None
    force = _FORCE.search(text)
    if home and force and force[1] == "总队":
        province = next((d for d in frame.home if d.level == Level.PROVINCE), home)
        return bureau(province)
    if home and force and force[1] == "支队":
        upper = next((d for d in frame.home if d.level in (Level.PREFECTURE, Level.REGION)), home)
        return bureau(upper)
    if home and _OFFICE.match(text):
        return bureau(home)
    if home and home.level >= Level.COUNTY:
        return bureau(home)
    return _nearest(index, frame, known) or _main(known) or (bureau(home) if home and force else "")


def _main(known: dict[int, UnitName]) -> str:
    """The one bureau of a county or branch that the article is about, "" if there are several."""
    matches = (re.match(r"(.+?公安局.{2,}?分局)", unit.name) for unit in known.values())
    found = Counter(match[1] for match in matches if match)
    ranked = found.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _nearest(index: int, frame: Frame, known: dict[int, UnitName]) -> str:
    """The nearest bureau, or bureau of the nearest county, before a mention in its paragraph."""
    units = [(i, known[i]) for i in frame.before(index, Label.UNIT) if i in known]
    for i, unit in units:
        if match := re.match(r"(.*(?:公安局|分局))", unit.name):
            if unit.place is None or (unit.place.level < Level.COUNTY and "分局" not in unit.name):
                continue
            return match[1] if i < index else ""
    for i in frame.before(index, Label.PLACE):
        place = frame.places.get(i)
        if place is not None and place.level >= Level.COUNTY:
            return bureau(county_of(place))
    return ""


def joins(short: str, full: str) -> bool:
    """Whether a bare name is the tail of a full one: 会址派出所, …遵义会议会址派出所."""
    a, b = unquoted(short), unquoted(full)
    return len(a) >= 4 and len(a) < len(b) and b.endswith(a) and _own_words(a) >= 2


def _own_words(text: str) -> int:
    tail = _STATION.search(text) or _FORCE.search(text) or _POST.search(text)
    return len(text) - len(tail[0]) if tail else len(text)
