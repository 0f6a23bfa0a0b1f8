"""A batch of files or articles in, articles or extractions out; what no engine can read is named, not lost.

These are the functions that an engine runs somewhere, once a batch: importable by name, with nothing
held between two calls but the models, which load once a process.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import kg.packing  # noqa: F401 - packs records quickly
from kg.documents import ReadOptions, Skipped
from kg.documents.files import Found
from kg.documents.reader import articles_in
from kg.errors import PolicingError
from kg.extraction import Corrections, extract
from kg.graph.cache import Cache
from kg.records import Article, Extraction

Thing = TypeVar("Thing")
Result = TypeVar("Result")
ALLOWED = 2  # times that a batch, and then one thing of it, may end its process


@dataclass(frozen=True)
class Ledger:
    """A file that notes what is being worked on, so that what ends its process is known to the next.

    Lines: `*` a whole batch begun, `7` its 7th thing alone begun, `7+` that one done.
    """

    path: Path

    def note(self, line: str) -> None:
        """Add a line that survives the end of this process."""
        with self.path.open("a", encoding="ascii") as out:
            out.write(f"{line}\n")
            out.flush()
            os.fsync(out.fileno())

    def ended(self) -> Counter[str]:
        """How often each thing, and under `*` the whole batch, was begun and not done."""
        lines = self.path.read_text("ascii").split() if self.path.exists() else []
        begun = Counter(line for line in lines if not line.endswith("+"))
        begun.subtract(line.removesuffix("+") for line in lines if line.endswith("+"))
        return begun


def _why(error: Exception) -> str:
    return f"cannot be read by this version ({type(error).__name__}: {error}); please report it"


def guarded(
    work: Callable[[Sequence[Thing]], Sequence[Result]],
    things: Sequence[Thing],
    name: Callable[[Thing], str],
    ledger: Ledger,
) -> list[Result | Skipped]:
    """`work` done on all things at once; one by one, without the poisonous ones, where that cannot be.

    A thing is poisonous when work on it alone raises an error, or has twice ended its process. Errors of
    our own (no space, a broken rule) concern all things alike and are raised.
    """
    ended = ledger.ended()
    if ended["*"] < ALLOWED:
        ledger.note("*")
        try:
            return list(work(things))
        except PolicingError:
            raise
        except Exception:
            pass
    return [each for at, thing in enumerate(things) for each in _alone(work, thing, at, name, ledger, ended)]


def _alone(
    work: Callable[[Sequence[Thing]], Sequence[Result]],
    thing: Thing,
    at: int,
    name: Callable[[Thing], str],
    ledger: Ledger,
    ended: Counter[str],
) -> Sequence[Result | Skipped]:
    if ended[str(at)] >= ALLOWED:
        return [Skipped(name(thing), "ended the process that read it, twice; please report it")]
    ledger.note(str(at))
    try:
        return work([thing])
    except PolicingError:
        raise
    except Exception as error:
        return [Skipped(name(thing), _why(error))]
    finally:
        ledger.note(f"{at}+")


def load_networks() -> None:
    """Read a made-up article, so that the first batch of this process need not wait for the networks."""
    from kg.documents import article_of
    from kg.engines.ready import TEXT

    extract([article_of("ready.txt", TEXT)])


def read_files(options: ReadOptions, files: Sequence[Found]) -> list[Article | Skipped]:
    """The articles of files, in their order."""
    return list(articles_in(files, options))


def kept_or_extracted(
    cache: Cache, corrections: Corrections, articles: Sequence[Article]
) -> list[Extraction]:
    """The extraction of each article: from the cache where it is kept, else read now and kept.

    What a person corrected is read anew each time: there is little of it, and it changes.
    """
    known = [None if a.identifier in corrections else cache.get(a) for a in articles]
    fresh = iter(extract([a for a, k in zip(articles, known, strict=True) if k is None], corrections))
    found = []
    for each in known:
        if each is None:
            each = next(fresh)
            if each.article.identifier not in corrections:
                cache.put(each)
        found.append(each)
    return found


@dataclass(frozen=True)
class Reading:
    """How batches of articles become extractions: the cache, what a person corrected, where ledgers go."""

    cache: Cache
    corrections: Corrections
    ledgers: Path

    def __call__(self, batch: tuple[int, Sequence[Article]]) -> list[Extraction | Skipped]:
        """Extractions of a numbered batch."""
        number, articles = batch
        work = partial(kept_or_extracted, self.cache, self.corrections)
        return guarded(work, articles, lambda article: article.identifier, Ledger(self.ledgers / str(number)))
