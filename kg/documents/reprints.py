"""Articles in, each text once out, with the identifiers of its reprints in `sources`.

Two articles are one text where their letters and digits are the same, or nearly all of their five-character
shingles are (`kg.documents.sketches`). Kept is the one whose identifier sorts first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.documents.sketches import Sketches, sketch_of
from kg.records import Article


@dataclass(frozen=True, slots=True)
class Reprints:
    """Which articles stand for others: `kept` with what they take from them, by identifier, `dropped` not."""

    kept: dict[str, Article] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def once(self, article: Article) -> Article | None:
        """The article, with what its reprints know besides; None where it is itself a reprint."""
        return None if article.identifier in self.dropped else self.kept.get(article.identifier, article)


def find_reprints(sketches: Sketches, article_at: Callable[[int], Article]) -> Reprints:
    """The reprints among sketched articles; `article_at` gives the article of a number back."""
    kept: dict[str, Article] = {}
    dropped: set[str] = set()
    for group in sketches.groups(article_at):
        first, *others = sorted(map(article_at, group), key=lambda article: article.identifier)
        kept[first.identifier] = _merged(first, others)
        dropped.update(article.identifier for article in others)
    return Reprints(kept, frozenset(dropped))


def reprints(articles: Iterable[Article], near: bool = True) -> tuple[Article, ...]:
    """Each text once, sorted by identifier; `sources` of the kept one names its reprints.

    With `near`, texts that differ in a few words count as one too. What the kept article does not know of
    its date, home or publisher it takes from its reprints.
    """
    ordered = sorted(articles, key=lambda article: article.identifier)
    with Sketches() as sketches:
        for article in ordered:
            sketches.add(sketch_of(article, near))
        found = find_reprints(sketches, ordered.__getitem__)
    return tuple(kept for article in ordered if (kept := found.once(article)) is not None)


def _merged(kept: Article, others: list[Article]) -> Article:
    names = {*kept.sources, *(a.identifier for a in others), *(s for a in others for s in a.sources)}
    return replace(
        kept,
        sources=tuple(sorted(names)),
        issued=kept.issued or next((a.issued for a in others if a.issued), None),
        home=kept.home or next((a.home for a in others if a.home), None),
        publisher=kept.publisher or next((a.publisher for a in others if a.publisher), ""),
    )
