"""A division in, the full name of its police out: 湖州市公安局, 湖州市公安局吴兴分局, 浙江省公安厅."""

from __future__ import annotations

from kg.lexicon import divisions
from kg.lexicon.divisions import Division, Level


def is_district(d: Division) -> bool:
    """Whether a county-level division is an urban district, whose police is a branch of the city's."""
    return d.level == Level.COUNTY and d.name.endswith("区") and not d.name.endswith(("林区", "特区"))


def city_of(d: Division) -> Division:
    """The nearest division up from `d` that has a bureau of its own: 织里镇 → 湖州市, 水口乡 → 长兴县."""
    for up in divisions.chain(d):
        if up.level in (Level.REGION, Level.PROVINCE, Level.PREFECTURE):
            return up
        if up.level == Level.COUNTY and not is_district(up):
            return up
    return d


def county_of(d: Division) -> Division:
    """The county-level division that `d` is or lies in; `d` itself above that level."""
    return next((up for up in divisions.chain(d) if up.level == Level.COUNTY), d)


def bureau(d: Division) -> str:
    """Full official name of the police of a division; a town's is a branch of its city's bureau."""
    if d.level == Level.COUNTRY:
        return "公安部" if d.code == "CN" else f"{d.name}警方"
    if d.level == Level.PROVINCE and not d.name.endswith("市"):
        return f"{d.name}公安厅"
    above = divisions.by_code(d.parent)
    if d.level == Level.REGION and above is not None and above.name.endswith("市"):
        return f"{above.name}公安局{d.name}分局"  # 江北新区 of 南京市; 雄安新区 has a bureau of its own
    city = city_of(d)
    own = f"{city.name}公安局"
    if city == d:
        return own
    short = divisions.bare((d.short.split() or [d.name])[0].removesuffix("新区") or d.name)
    return f"{own}{short}分局"
