"""Listed files in, extractions and quads out, read by whatever runs tasks on names: Spark, or a loop.

What passes between steps lies in the parts of a shared folder (`kg.engines.parts`); the driver holds names,
sketches and identities only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

from kg.annotation.corrections import load_corrections
from kg.documents import ReadOptions, Skipped
from kg.documents.files import METADATA, Found
from kg.documents.reprints import Reprints, find_reprints
from kg.documents.sketches import Sketches
from kg.engines.parts import Parts, digest_of
from kg.engines.steps import Run
from kg.errors import Unwritable, WorkerLost
from kg.records import Article, Extraction
from kg.resolution import Resolution, ResolvedEntity
from kg.rules import rules_version
from kg.serial import to_json

LEAST, MOST = 8, 64  # files of one task
TASKS = 32  # wanted of a small corpus, so that all workers have some
Each = Callable[[Run, str, Sequence[str]], None]  # run a step on every name, wherever


def _stamp(path: Path) -> list[int]:
    """Size and time of a file, which change when it does; nothing where there is none."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


class _Numbered:
    """Articles by number over all batches; the batch last asked for is in memory."""

    def __init__(self, parts: Parts, batches: Sequence[str], counts: Sequence[int]) -> None:
        self._parts, self._batches = parts, batches
        self._ends = list(accumulate(counts))
        self._held: tuple[int, list[Article]] = (-1, [])

    def __call__(self, number: int) -> Article:
        at = bisect_right(self._ends, number)
        if self._held[0] != at:
            self._held = (at, list(self._parts.articles(self._batches[at])))
        return self._held[1][number - self._ends[at]]


@dataclass
class ClusterEngine:
    """Reads on a cluster; `folder` is the graph folder, on a store that all workers share."""

    folder: Path
    each: Each
    _run: Run | None = None
    _names: list[str] = field(default_factory=list)  # of extractions parts

    def extractions(
        self, files: Sequence[Found | Skipped], options: ReadOptions
    ) -> Iterator[Extraction | Skipped]:
        """What each text among `files` says, and what could not be read."""
        yield from (each for each in files if isinstance(each, Skipped))
        found = [each for each in files if isinstance(each, Found)]
        run = self._run = _begun(self.folder, options, found)
        batches = [_listed(run.parts, number, batch) for number, batch in enumerate(_cut(found))]
        self.each(run, "articles", batches)
        with Sketches() as sketches:
            names: list[list[str]] = []
            for batch in batches:
                yield from _sketched(run.parts, batch, sketches, names)
            reprints = find_reprints(sketches, _Numbered(run.parts, batches, list(map(len, names))))
        self._names = [
            _planned(run.parts, batch, own, reprints) for batch, own in zip(batches, names, strict=True)
        ]
        self.each(run, "extractions", self._names)
        for name in self._names:
            yield from run.parts.extractions(name)

    def quads(self, resolution: Resolution) -> Iterator[bytes] | None:
        """The documents' graphs as N-Quads, from the parts that the workers wrote; after `extractions`."""
        run = self._run
        assert run is not None
        things = {thing.key: thing for thing in resolution.entities}
        names = [_identified(run.parts, name, resolution, things) for name in self._names]
        self.each(run, "quads", names)
        return (run.parts.read(run.parts.path("quads", name, "nq")) for name in names)


def _begun(folder: Path, options: ReadOptions, files: Iterable[Found]) -> Run:
    """The run of these options, rules and corrections; Unwritable where its folder cannot be made."""
    if options.metadata:
        options = replace(options, metadata=str(Path(options.metadata).resolve()))
    corrections = load_corrections(folder)
    tables = sorted({each.folder for each in files if each.folder})
    stamps = [_stamp(Path(each) / METADATA) for each in tables] + [_stamp(Path(options.metadata or METADATA))]
    told = digest_of([rules_version(), repr(options), repr(sorted(corrections.items())), stamps])
    parts = Parts(folder.resolve() / "parts" / told)
    try:
        parts.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{folder} cannot be written ({error.strerror}); choose another folder") from None
    return Run(parts, options, corrections)


def _cut(files: Sequence[Found]) -> Iterator[Sequence[Found]]:
    if any(each.identifier == "-" for each in files):
        raise WorkerLost("a cluster cannot read standard input; save it as a file first")
    size = max(LEAST, min(MOST, len(files) // TASKS))
    yield from (files[at : at + size] for at in range(0, len(files), size))


def _listed(parts: Parts, number: int, batch: Sequence[Found]) -> str:
    """Write the list of a batch of files; its name."""
    rows = [
        [f.identifier, str(f.path.absolute()), f.folder and str(Path(f.folder).absolute())] for f in batch
    ]
    name = f"{number:06d}-{digest_of([[f.identifier, _stamp(f.path)] for f in batch])}"
    parts.write_json(parts.path("files", name, "json"), rows)
    return name


def _sketched(parts: Parts, batch: str, sketches: Sketches, names: list[list[str]]) -> Iterator[Skipped]:
    """Take a batch's sketches in, note its articles' names; yields what could not be read."""
    names.append([])
    for each in parts.sketches(batch):
        if isinstance(each, Skipped):
            yield each
        else:
            sketches.add(each)
            names[-1].append(each.identifier)


def _planned(parts: Parts, batch: str, names: Sequence[str], reprints: Reprints) -> str:
    """Write which articles of a batch are reprints; the name of the part to be made by it."""
    plan = {
        "kept": {name: to_json(reprints.kept[name]) for name in names if name in reprints.kept},
        "dropped": [name for name in names if name in reprints.dropped],
    }
    name = f"{batch}-{digest_of(plan)}"
    parts.write_json(parts.path("plans", name, "json"), plan)
    return name


def _identified(parts: Parts, part: str, resolution: Resolution, things: dict[str, ResolvedEntity]) -> str:
    """Write which thing each entity of a batch is; the name of the part to be made by it."""
    rows = []
    for each in parts.extractions(part):
        if isinstance(each, Extraction):
            document = each.article.identifier
            for entity in each.entities:
                thing = things[resolution.keys[document, entity.id]]
                rows.append([document, entity.id, thing.key, thing.name, thing.private])
    name = f"{part}-{digest_of(rows)}"
    parts.write_json(parts.path("identities", name, "json"), rows)
    return name
