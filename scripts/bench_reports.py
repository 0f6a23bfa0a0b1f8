"""A seed and a number in, that many invented reports with known facts out: large inputs for benchmarks.

    python scripts/bench_reports.py --count 1000 --seed 7 OUT_DIR

Each report names real divisions and invented units, programmes and figures. `facts.jsonl` beside them
says what each report holds, so that recall can be measured at any scale. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.lexicon import divisions

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳敏静磊洋勇艳杰涛明超霞平刚玲桂英志强文华建国海燕晓东春梅立新"
HEADS = (
    *("守望", "清风", "灯塔", "同心", "安澜", "金盾", "磐石", "春雨", "北斗", "长青"),
    *("红枫", "暖阳", "百灵", "橄榄", "青松", "晨钟", "雁阵", "飞燕", "驼铃", "梧桐"),
)
TYPES = ("专项行动", "联动机制", "工作法", "警务模式", "工程")
SYSTEMS = ("预警平台", "管理系统", "小程序", "热线")
METRICS = ("刑事发案数", "盗窃案件数", "电信诈骗案件数", "道路交通事故数", "治安警情数", "信访量")
ACTS = (
    ("化解矛盾纠纷", "起"),
    ("破获电诈案件", "起"),
    ("抓获嫌疑人", "名"),
    ("劝阻群众", "人"),
    ("巡查隐患点", "处"),
)


def _person(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))


def _bureau(place: str) -> str:
    return f"{place}公安局"


def report(number: int, chance: random.Random, places: list[str]) -> tuple[str, dict[str, Any]]:
    """The text of one report and the facts that it holds."""
    place = chance.choice(places)
    bureau, year = _bureau(place), chance.randint(2019, 2025)
    programme = f"“{chance.choice(HEADS)}{chance.choice('一二三四五六七八九')}号”{chance.choice(TYPES)}"
    system = f"“{chance.choice(HEADS)}通”{chance.choice(SYSTEMS)}"
    metric, drop = chance.choice(METRICS), chance.randint(11, 399) / 10
    (act, unit), done = chance.choice(ACTS), chance.randint(20, 4000)
    officer = _person(chance)
    text = (
        f"{place}公安：数据里的平安\n{year + 1}年1月{chance.randint(5, 28)}日 本报讯\n\n"
        f"{year}年，{bureau}开展{programme}，全年{act}{done}{unit}，全市{metric}同比下降{drop}%。\n\n"
        f"{year}年{chance.randint(1, 11)}月，{bureau}上线{system}。"
        f"“群众少跑腿，民警多上门。”{bureau}民警{officer}说。\n\n"
        f"一年来，街面巡逻不断线，夜间灯火有人守。第{number}号简报到此为止。\n"
    )
    facts = {
        "relations": [[bureau, "runs", programme], [bureau, "runs", system], [officer, "memberOf", bureau]],
        "figures": [[bureau, act, done, unit], [place, metric, drop, "%"]],
    }
    return text, facts


def reports(count: int, seed: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """`count` reports as (file name, text, facts)."""
    provinces = divisions.children(divisions.find("中国")[0])
    below = (each for province in provinces for each in divisions.children(province))
    places = sorted({each.name for each in below if each.name.endswith("市")})
    for number in range(count):
        text, facts = report(number, random.Random(f"{seed}/{number}"), places)
        yield f"r{number // 1000:04d}/r{number:07d}.txt", text, facts


def main() -> None:
    """Write the reports and `facts.jsonl` into a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "facts.jsonl").open("w", encoding="utf-8") as ledger:
        for name, text, facts in reports(options.count, options.seed):
            path = options.out / "reports" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            ledger.write(json.dumps({"file": name, **facts}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
