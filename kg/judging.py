"""A graph folder and a judgement on who is who in, the judgement kept and the graph settled anew out.

Nothing that was read from the documents changes: a judgement only decides which of its entities are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import NoSuchName
from kg.graph.folder import current_generation, writer
from kg.graph.kept import kept
from kg.growing import write_settled
from kg.records import Extraction
from kg.resolution import Judgement, Resolution, ResolvedEntity, append_judgement, load_judgements, resolve

FILE = "judgements.jsonl"


def settled(folder: Path) -> Resolution:
    """Who is who in the graph of `folder`, by its documents and judgements."""
    return resolve(kept(folder), load_judgements(folder / FILE))


def entity_named(resolution: Resolution, name: str) -> ResolvedEntity:
    """The one entity with the key, the canonical name or the alias `name`.

    Raises NoSuchName where there is none, or where there are several: then it lists their keys.
    """
    for matches in (
        [e for e in resolution.entities if name == e.key],
        [e for e in resolution.entities if name == e.name and not e.private],
        [e for e in resolution.entities if name in e.aliases and not e.private],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            keys = ", ".join(e.key for e in matches)
            raise NoSuchName(f"{name} may be {keys}; give one of these keys")
    raise NoSuchName(f"no entity is called {name}; find it with kg lookup")


def judge(folder: Path, judgement: Judgement) -> None:
    """Keep `judgement` and settle the graph anew; nothing is kept when it contradicts an earlier one."""
    current_generation(folder)
    with writer(folder):
        known = (*load_judgements(folder / FILE), judgement)
        extractions = list(kept(folder))
        resolution = resolve(extractions, known)
        append_judgement(folder / FILE, judgement)
        write_settled(folder, extractions, resolution, known)


def contexts(
    extractions: list[Extraction], entity: ResolvedEntity, most: int = 3
) -> Iterator[tuple[str, str]]:
    """Up to `most` (document, sentence) pairs in which `entity` is mentioned, the first of each document."""
    members = dict(entity.members)
    for extraction in extractions:
        local = members.get(extraction.article.identifier)
        found = next((e for e in extraction.entities if e.id == local), None)
        if found and found.mentions and most:
            mention = extraction.mentions[found.mentions[0]]
            most -= 1
            yield extraction.article.identifier, extraction.article.sentences[mention.sentence].text
