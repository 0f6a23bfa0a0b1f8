"""Annotated or plain texts in, characters a second of the bare tagger and of the whole mention stage out.

    python scripts/bench_mentions.py [FOLDER] [--rounds 3]

Both run on one thread over the same articles, in the same process, one after the other in each round;
the best round of each counts. The tagger runs in its fastest exact form: without hidden states, sentences
of equal length in a batch.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from bench_tagger import BareTagger

from kg.documents import article_of
from kg.evaluation.gold import unmark
from kg.mentions import find_mentions
from kg.records import Article

REPORTS = Path(__file__).parent / "train" / "reports" / "dev"


def articles(folder: Path) -> list[Article]:
    """The articles of a folder's texts, marks of annotation removed."""
    return [
        article_of(path.name, unmark(path.read_text("utf-8"))[0]) for path in sorted(folder.glob("*.txt"))
    ]


def seconds(task: Callable[[], object]) -> float:
    """Processor time of one call."""
    began = time.process_time()
    task()
    return time.process_time() - began


def main() -> None:
    """Print characters a second of both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    held = articles(given.folder)
    texts = [sentence.text for article in held for sentence in article.sentences]
    size = sum(map(len, texts))
    tagger = BareTagger()
    tasks: dict[str, Callable[[], object]] = {
        "tagger": lambda: list(tagger.tag(texts)),
        "mentions": lambda: find_mentions(held),
    }
    for task in tasks.values():
        task()
    best = {name: size / min(seconds(task) for _ in range(given.rounds)) for name, task in tasks.items()}
    for name, rate in best.items():
        print(f"{name:9s} {rate:10,.0f} characters/s  {1e6 / rate:6.2f} µs each")
    print(f"ratio     {best['mentions'] / best['tagger']:10.2f}")


if __name__ == "__main__":
    main()
