"""An entity's name in, the other names in use for it out: 湖州公安, 湖州警方, 浙江湖州."""

from __future__ import annotations

import re

from kg.entities.bureaus import is_district
from kg.entities.named import unquoted
from kg.entities.titles import head
from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level
from kg.records import Label

_BUREAU = re.compile(r"^(.+?)(公安厅|公安局)$")
_BRANCH = re.compile(r"^(.+?)公安局(.{2,}?)分局$")
_UNDER = re.compile(r"^((.+?公安局.{2,}?分局)|(.+?公安[局厅]))(.+)$")


def _short(d: Division) -> str:
    return (d.short.split() or [divisions.bare(d.name)])[0]


def of_division(d: Division) -> set[str]:
    """Short forms and chains of a division: 德清, 湖州德清, 湖州市德清县."""
    found = {d.name, *d.short.split()}
    for up in divisions.chain(d)[1:]:
        if up.level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
            found |= {up.name + d.name, _short(up) + _short(d)} - {_short(d) * 2}
    return found


def _bureau_forms(place: str, office: str) -> set[str]:
    found = {f"{place}公安", f"{place}警方", f"{place}{office}"}
    for d in divisions.find(place, towns=False)[:1]:
        short = _short(d)
        found |= {f"{short}公安", f"{short}警方", f"{short}{office}"}
    return found


def _branch_forms(city: str, own: str) -> set[str]:
    bare = divisions.bare(own)
    towns = (short.split()[0] for d in divisions.find(city, towns=False)[:1] if (short := d.short))
    forms = {f"{bare}分局", f"{bare}公安分局", f"{bare}公安", f"{bare}警方", f"{city}公安局{bare}分局"}
    forms |= {f"{place}公安局{bare}分局" for place in towns}
    found = divisions.find(city, towns=False)
    for d in divisions.find(bare, towns=False):
        if found and is_district(d) and divisions.within(d, found[0]):
            forms |= {d.name + tail for tail in ("分局", "公安分局", "公安局", "公安", "警方")}
            forms.add(f"{city}公安局{d.name}分局")
    return forms


def of_unit(name: str) -> set[str]:
    """Forms of a bureau, of a branch, and of what stands below either."""
    if match := _BRANCH.match(name):
        return _branch_forms(match[1], match[2])
    if match := _BUREAU.match(name):
        return _bureau_forms(match[1], match[2])
    if match := _UNDER.match(name):
        rest = match[4]
        above = match[1]
        heads = {form for form in of_unit(above) if form.endswith(("分局", "公安局", "公安", "公安厅"))}
        if len(rest) > 5 or rest.endswith("派出所"):
            heads.add("")
        return {form + rest for form in heads}
    return set()


def of_title(name: str) -> set[str]:
    """The quoted head alone, and the name without quotation marks."""
    return {form for form in (head(name), unquoted(name)) if len(form) >= 2}


def derived(label: Label, name: str, division: Division | None) -> set[str]:
    """Derived names of an entity, its own name left out."""
    found: set[str] = set()
    if label == Label.PLACE and division is not None:
        found = of_division(division)
    elif label == Label.UNIT:
        found = of_unit(name)
    elif label in (Label.PROGRAM, Label.PLATFORM, Label.TEAM, Label.EVENT, Label.AWARD, Label.CASE):
        found = of_title(name)
    elif label == Label.ORG and (match := re.match(r"^中共(.+)委员会$", name)):
        found = {f"{match[1]}委", f"中共{match[1]}委"}
    return found - {name}
