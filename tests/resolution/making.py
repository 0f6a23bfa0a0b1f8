"""Small documents for resolution tests: entities written as (class, name, …)."""

from __future__ import annotations

from kg.documents import article_of
from kg.records import Entity, Extraction, Home, Label, Predicate, Statement

Given = tuple[str, str] | tuple[str, str, tuple[str, ...]]


def entity(given: Given, code: str = "", private: bool = False) -> Entity:
    """("UNIT", "湖州市公安局", ("市公安局",)) as an Entity with a mention."""
    label, name, *aliases = given
    return Entity(Label(label), name, aliases[0] if aliases else (), (0,), code, private)


def document(
    identifier: str, home: str, *given: Given | Entity, member_of: tuple[tuple[str, str], ...] = ()
) -> Extraction:
    """An extraction with these entities; `member_of` lists (person, unit) names."""
    article = article_of(identifier, "正文。", home=Home(home, "test") if home else None)
    entities = [g if isinstance(g, Entity) else entity(g) for g in given]
    statements = tuple(
        Statement(f"PERSON/{person}", Predicate.MEMBER_OF, f"UNIT/{unit}") for person, unit in member_of
    )
    return Extraction(article, (), tuple(sorted(entities, key=lambda e: e.id)), statements)
