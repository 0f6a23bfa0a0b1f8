#!/usr/bin/env python3
"""Invented news text in, megabytes a second from bytes to sentences out, on one core.

Prints one line a step: decoding, sentences with offsets, and whole articles with title, date and home.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from kg.documents.article import _article, article_of
from kg.documents.blocks import blocks_of
from kg.documents.decode import decode
from kg.documents.script import readable

PARAGRAPHS = (
    "青溪市公安局桥东派出所去年推行“一巷一警”工作法，全年接报纠纷警情1326起，同比下降12.4%。",
    "“以前找人要跑三趟，现在一个电话就够了。”居民周大伯说。社区民警林朝阳每周三下午都在榕树下摆一张桌子。",
    "截至2031年8月底，全市建成智慧警务站46个，配备警力310名，日均服务群众近2000人次；"
    "交通事故起数、伤人数同比分别下降8.1%、6.3%。市局要求各分局对照清单逐项检查，发现问题当天整改。",
    "巡逻队员从桥头走到桥尾，要经过三所学校、两个市场和一座医院。天冷的时候，他们在值班室煮一锅姜茶，谁来了都能喝一碗。",
)


def made_up(megabytes: float) -> bytes:
    """Plain UTF-8 text of about that size, as many news files one after another."""
    article = "桥头的灯\n\n本报记者 林一\n\n" + "\n\n".join(PARAGRAPHS * 6) + "\n\n"
    return (article * (int(megabytes * 1_000_000 / len(article.encode())) + 1)).encode()


def sentences(data: bytes) -> int:
    """Decode `data` and make its sentences; returns how many there are."""
    text, _ = decode(data)
    page = readable(text)
    return len(_article("bench.txt", text, 0, blocks_of(page), page, 0).sentences)


def whole(data: bytes) -> int:
    """Decode `data` and make one article of it, date and home included."""
    return len(article_of("bench.txt", decode(data)[0]).sentences)


def measure(name: str, step: Callable[[bytes], int], files: list[bytes], repeats: int) -> float:
    """Print and return the best rate of `step` over `files` in MB a second."""
    size = sum(map(len, files)) / 1_000_000
    best = 0.0
    for _ in range(repeats):
        begin = time.process_time()
        count = sum(step(data) for data in files)
        best = max(best, size / (time.process_time() - begin))
    print(f"{name:<10} {best:7.1f} MB/s   {size:.0f} MB, {count} sentences")
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=20.0)
    parser.add_argument("--file-size", type=float, default=0.5, help="megabytes of one file")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    number = max(1, round(arguments.megabytes / arguments.file_size))
    files = [made_up(arguments.file_size)] * number
    measure("decode", lambda data: len(decode(data)[0]), files, arguments.repeats)
    measure("sentences", sentences, files, arguments.repeats)
    measure("articles", whole, files, arguments.repeats)


if __name__ == "__main__":
    main()
