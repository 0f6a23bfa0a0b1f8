"""An ORG mention in, its full name and comparable key out: 市委 → 中共湖州市委员会."""

from __future__ import annotations

import re

from kg.entities.frame import Frame
from kg.entities.named import Named, cleaned
from kg.entities.places import division_chain
from kg.lexicon.divisions import Division, Level
from kg.lexicon.names import expanded, folded
from kg.records import Label

_DEICTIC = re.compile(
    r"^(?:我|本|该)?(省|自治区|市|县|区|州|旗|盟|镇|乡)(?!场|政(?!府|协|法|务)|域|块链|间|[镇乡])(?=.)"
)
_OFFICE = re.compile(r"[委局院办会厅处部]$|政府|委员会|中心$|政协|人大|办公室|联合会|[总支大]队$")
_PARTY = re.compile(r"^党?委(?:员会)?((?!.*政府).*)$")
_COUNCIL = re.compile(r"委|纪委|政府|政协|人大|人民|检察院|法院")
_COMPANY = re.compile(r"(?:股份|有限|责任|控股|集团|公司|[()（）])+$")


def _party(place: str, rest: str) -> str | None:
    """The committee of the party, or an office of it: 委政法委 → 中共…委政法委员会."""
    match = _PARTY.match(rest)
    if match is None:
        return None
    if not match[1]:
        return f"中共{place}委员会"
    office = match[1] + ("员会" if match[1].endswith("委") else "")
    return f"中共{place}委{office}"


def _full(place: Division, rest: str) -> str:
    if party := _party(place.name, rest):
        return party
    if rest.startswith("纪委"):
        return f"中共{place.name}纪律检查委员会"
    if rest.startswith("政协"):
        return f"中国人民政治协商会议{place.name}委员会{rest[2:].removeprefix('委员会')}"
    return expanded(place.name + rest)


def _split(text: str, index: int, frame: Frame) -> tuple[Division, str] | None:
    """The place an organisation's name begins with, and the rest; deictic 市, 县 … at home too."""
    text = re.sub(r"^中(?:国共产党|共)(?=.+委)", "", text)
    chain, rest = division_chain(text, frame)
    if chain and rest:
        return chain[-1], rest
    match = _DEICTIC.match(text)
    place = frame.of_kind(match[1], index, text[0] == "该") if match else None
    return (place, text[match.end() :]) if match and place else None


def company_key(name: str) -> str:
    """A company's own name: without place in front and legal form behind."""
    return _COMPANY.sub("", folded(name))


def read_org(index: int, frame: Frame) -> Named:
    """Name of an ORG mention."""
    text = cleaned(frame.mentions[index].surface)
    split = _split(text, index, frame)
    if split is None:
        name = expanded(text)
        return Named(Label.ORG, name, folded(name), origin="orgs/own-name@1", full=name.endswith("公司"))
    place, rest = split
    if rest.startswith("员会"):
        rest = "委" + rest
    written = text[: len(text) - len(rest)]
    name = _full(place, rest) if written != _short(place) or _COUNCIL.match(rest) else expanded(text)
    of_town = rest.startswith(("人民政府", "政府", "党委", "妇联"))
    if of_town or (_official(rest) and place.level < Level.TOWN):
        key = f"{place.code or place.name}{folded(_full_rest(rest))}"
        return Named(Label.ORG, name, key, origin="orgs/place@1", full=True)
    return Named(Label.ORG, text, folded(text), origin="orgs/own-name@1", full=text.endswith("公司"))


def _short(place: Division) -> str:
    return (place.short.split() or [""])[0]


def _full_rest(rest: str) -> str:
    party = _party("", rest)
    return party if party else expanded(rest)


def _official(rest: str) -> bool:
    """Whether what follows a place is an office of its government, not a firm's or school's name."""
    if re.search(r"学院$|医院$|学会$|商会$|海事|海关|公园|景区|集团|公司|高新|开发区", rest):
        return False
    return _OFFICE.search(rest) is not None
