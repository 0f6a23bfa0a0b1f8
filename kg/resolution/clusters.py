"""Identities and the reasons to join or keep them apart in, clusters out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """A union–find that refuses to join what was judged different.

    The order of `join` calls decides which joins a refusal stops, so callers sort them.
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._parent: dict[T, T] = {item: item for item in items}
        self._apart: dict[T, set[T]] = defaultdict(set)

    def find(self, item: T) -> T:
        """The representative of an item's cluster."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def keep_apart(self, left: T, right: T) -> bool:
        """Forbid the two to be one; False if they are already."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return False
        self._apart[a].add(b)
        self._apart[b].add(a)
        return True

    def joinable(self, left: T, right: T) -> bool:
        """Whether nothing keeps the two apart."""
        a, b = self.find(left), self.find(right)
        return a == b or b not in self._apart[a]

    def join(self, left: T, right: T) -> bool:
        """Make the two one; False if they must stay apart."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        self._parent[b] = a
        for other in self._apart.pop(b, set()):
            self._apart[a].add(other)
            self._apart[other].discard(b)
            self._apart[other].add(a)
        return True

    def groups(self) -> dict[T, list[T]]:
        """Representative → members, in the order in which they were given."""
        found: dict[T, list[T]] = defaultdict(list)
        for item in self._parent:
            found[self.find(item)].append(item)
        return dict(found)
