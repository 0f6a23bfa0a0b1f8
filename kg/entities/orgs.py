"""An ORG surface in, its full name and comparable key out: 市委 → 中共湖州市委员会."""

from __future__ import annotations

import re

from kg.entities.frame import Frame
from kg.entities.named import Named, cleaned
from kg.entities.places import division_chain
from kg.lexicon.divisions import Division
from kg.lexicon.names import expanded, folded
from kg.records import Label

_DEICTIC = re.compile(r"^(?:我|本|该)?(省|自治区|市|县|区|州|旗|盟)(?!场|政|域|块链|间)(?=.)")
_PARTY = re.compile(r"^委(?:员会)?(.*)$")
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
    return expanded(place.name + rest)


def _split(text: str, frame: Frame) -> tuple[Division, str] | None:
    """The place an organisation's name begins with, and the rest; deictic 市, 县 … at home too."""
    text = re.sub(r"^中(?:国共产党|共)(?=.+委)", "", text)
    chain, rest = division_chain(text, frame)
    if chain and rest:
        return chain[-1], rest
    match = _DEICTIC.match(text)
    place = frame.of_kind(match[1]) if match else None
    return (place, text[match.end() :]) if match and place else None


def company_key(name: str) -> str:
    """A company's own name: without place in front and legal form behind."""
    return _COMPANY.sub("", folded(name))


def read_org(surface: str, frame: Frame) -> Named:
    """Name of an ORG mention."""
    text = cleaned(surface)
    split = _split(text, frame)
    if split is None:
        name = expanded(text)
        return Named(Label.ORG, name, folded(name), origin="orgs/own-name@1", full=name.endswith("公司"))
    place, rest = split
    if rest.startswith("员会"):
        rest = "委" + rest
    name = _full(place, rest)
    if _official(rest):
        return Named(Label.ORG, name, f"{place.code}{folded(_full_rest(rest))}", origin="orgs/place@1", full=True)
    return Named(Label.ORG, text, folded(text), origin="orgs/own-name@1", full=text.endswith("公司"))


def _full_rest(rest: str) -> str:
    party = _party("", rest)
    return party if party else expanded(rest)


def _official(rest: str) -> bool:
    """Whether what follows a place is an office of its government, not a firm's or school's name."""
    return bool(re.search(r"[委局院办会厅处部]$|政府|委员会|中心$|政协|人大|办公室|联合会|总队$|支队$|大队$", rest))
