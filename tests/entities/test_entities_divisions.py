"""The official divisions: look-up, chains, scanning, coordinates; and the rows of the data beside them."""

from math import cos, hypot, radians
from statistics import median

import pytest

from kg.lexicon import divisions, rows
from kg.lexicon.divisions import Level

FOUND = [
    ("湖州", "湖州市", "330500"),
    ("湖州市", "湖州市", "330500"),
    ("德清", "德清县", "330521"),
    ("内蒙古", "内蒙古自治区", "150000"),
    ("延边", "延边朝鲜族自治州", "222400"),
    ("海西州", "海西蒙古族藏族自治州", "632800"),
    ("济源", "济源市", "419001"),
    ("浦东新区", "浦东新区", "310115"),
    ("香港", "香港特别行政区", "810000"),
    ("雄安新区", "雄安新区", "R-XA"),
    ("越南", "越南", "VN"),
    ("襄樊", "襄阳市", "420600"),
    ("盘县", "盘州市", "520281"),
]


@pytest.mark.parametrize(("name", "official", "code"), FOUND)
def test_find(name: str, official: str, code: str) -> None:
    found = divisions.find(name)
    assert (found[0].name, found[0].code) == (official, code)


def test_find_gives_homonyms_larger_first() -> None:
    assert [d.name for d in divisions.find("朝阳", towns=False)] == ["朝阳市", "朝阳区", "朝阳区"]
    assert divisions.find("没有这个地方") == ()


def test_chain_and_within() -> None:
    (town,) = divisions.find("织里镇")
    assert [d.name for d in divisions.chain(town)] == ["织里镇", "吴兴区", "湖州市", "浙江省", "中国"]
    assert divisions.within(town, divisions.find("浙江")[0])
    assert not divisions.within(town, divisions.find("江苏")[0])


def test_every_chain_ends() -> None:
    for d in (*divisions.find("黄大仙区"), *divisions.find("两江新区"), *divisions.find("美国")):
        assert divisions.chain(d)[-1].level == Level.COUNTRY


def test_codes_are_unique_and_parents_exist() -> None:
    provinces = divisions.children(divisions.find("中国")[0])
    assert sum(d.level == Level.PROVINCE for d in provinces) == 34
    below = [d for p in provinces for d in divisions.children(p) if d.code]
    assert len({d.code for d in below}) == len(below)


SCANNED = [
    ("湖州市织里镇与苏州、长三角各地", ["湖州市", "织里镇", "苏州市", "长三角"]),
    ("平安和平的公安工作", []),
    ("天津市和平区的夜晚", ["天津市", "和平区"]),
    ("内蒙古呼和浩特到肃南县", ["内蒙古自治区", "呼和浩特市", "肃南裕固族自治县"]),
]


@pytest.mark.parametrize(("text", "names"), SCANNED)
def test_scan(text: str, names: list[str]) -> None:
    assert [found[0].name for _, _, found in divisions.scan(text)] == names


def test_scan_takes_short_towns_when_asked() -> None:
    assert _surfaces("织里的童装", True) == ["织里"]
    assert _surfaces("织里的童装", False) == []


def _surfaces(text: str, short: bool) -> list[str]:
    return [text[low:high] for low, high, _ in divisions.scan(text, town_shorts=short)]


def test_coordinates_lie_in_china_and_near() -> None:
    city = divisions.find("湖州市")[0]
    assert (city.lon, city.lat) == (120.093, 30.870)
    for code in ("330000", "110105", "650100", "460200"):
        d = divisions.by_code(code)
        assert d is not None and d.lon is not None and d.lat is not None
        assert 73 < d.lon < 136 and 15 < d.lat < 54


FAR = {  # counties that do lie far out, or whose prefecture has few points to compare with
    "150124": "清水河县, one of two", "150125": "武川县, one of two", "341523": "舒城县, one of two",
    "341524": "金寨县, one of two", "210624": "宽甸满族自治县, on the Yalu", "220282": "桦甸市, far south",
    "230722": "嘉荫县, on the Amur", "231086": "东宁市, on the border", "330127": "淳安县, behind 千岛湖",
    "330182": "建德市, before 千岛湖", "330329": "泰顺县, in the hills", "360424": "修水县, far west",
    "530128": "禄劝彝族苗族自治县, far north", "532504": "弥勒市, far north", "632725": "囊谦县, far south",
    "640522": "海原县, far south", "650202": "独山子区, an exclave", "650421": "鄯善县, in the desert",
    "653226": "于田县, one oasis on", "653227": "民丰县, two oases on", "654202": "乌苏市, over the hills",
}  # fmt: skip


def test_no_county_lies_far_from_the_others_of_its_prefecture() -> None:
    counties = [d for d in divisions._upper() if d.level == Level.COUNTY and d.lon is not None]
    assert len(counties) > 1800
    assert {d.code for d in counties if _is_far(d)} <= FAR.keys()


def _is_far(county: divisions.Division) -> bool:
    """Farther than 100 km from the median of its siblings, and four times as far as they usually are."""
    above = divisions.by_code(county.parent)
    points = (
        [(d.lon, d.lat) for d in divisions.children(above) if d.code != county.code and d.lon]
        if above
        else []
    )
    if not points:
        return False
    middle = (median(lon for lon, _ in points), median(lat for _, lat in points))
    usual = median(_km(point, middle) for point in points)
    return _km((county.lon, county.lat), middle) > max(100, 4 * usual)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * cos(radians(one[1]))
    return 111.2 * hypot(east, one[1] - other[1])


@pytest.mark.parametrize("name", ["新昌县", "德清县", "淳安县", "金寨县"])
def test_a_county_lies_beside_its_towns(name: str) -> None:
    (county,) = divisions.find(name, towns=False)
    towns = [(d.lon, d.lat) for d in divisions.children(county) if d.lon]
    assert towns and all(_km((county.lon, county.lat), town) <= 60 for town in towns)


@pytest.mark.parametrize("name", ["叶集区", "贵池区", "包河区", "立山区", "青白江区"])
def test_a_county_of_which_too_little_is_known_has_no_place(name: str) -> None:
    (county,) = divisions.find(name, towns=False)
    assert county.lon is None


def test_region_rows() -> None:
    for row in rows(
        "regions.jsonl", ("id", "name", "short", "parts", "example", "counterexample"), ("parent",)
    ):
        assert row["name"] in {d.name for d in divisions.find(row["example"])}, row["id"]
        assert row["name"] not in {d.name for d in divisions.find(row["counterexample"])}, row["id"]
        assert all(divisions.by_code(code) for code in row["parts"]), row["id"]


def test_province_characters() -> None:
    for row in rows("provinces.jsonl", ("id", "char", "code", "example", "counterexample")):
        found = divisions.abbreviation(row["example"])
        assert found is not None and found.code == row["code"]
        assert divisions.abbreviation(row["counterexample"]) is None


def test_bare() -> None:
    assert [divisions.bare(name) for name in ("织里镇", "湖州市", "吴兴区", "忠县")] == [
        "织里",
        "湖州",
        "吴兴",
        "忠县",
    ]
