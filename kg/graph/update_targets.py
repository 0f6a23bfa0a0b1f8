"""A SPARQL update in, the graphs that it would write out: what tells a user's own graph from the rest.

The text is cut into tokens and walked block by block (SPARQL 1.1 Update, 19.8); what is not certain counts as
a write anywhere. Whether the update is well formed is for the store to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import BadQuery
from kg.graph.federation import INERT

TOKEN = re.compile(
    rf"(?P<comment>#[^\n]*)|(?P<iri><[^<>\"{{}}|^`\\\s]*>)|(?P<text>{INERT.pattern})"
    r"|(?P<word>[?$]?(?:\\.|[\w.%:-])*(?:\\.|[\w:]))|(?P<mark>\S)",
    re.S,
)
ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\[uU]")
TEMPLATES = {"INSERT", "DELETE"}
ANYWHERE = ""  # the default graph, every graph, or one that only running the update can tell


@dataclass
class _Walk:
    """The tokens of an update and the prefixes met so far."""

    tokens: list[tuple[str, str]]
    at: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)
    within: str = ANYWHERE  # the graph of a WITH

    def next(self) -> tuple[str, str]:
        """The next token, ("", "") at the end."""
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ("", "")

    def iri(self) -> str:
        """The IRI of the next token; ANYWHERE where it is none."""
        kind, token = self.next()
        if kind == "iri":
            return token[1:-1]
        prefix, colon, local = token.partition(":")
        ends = self.at >= len(self.tokens) or self.tokens[self.at][0] != "mark" or self._mark() in "{;"
        if kind == "word" and colon and prefix in self.prefixes and ends and not {"%", "\\"} & {*local}:
            return self.prefixes[prefix] + local
        return ANYWHERE

    def _mark(self) -> str:
        return self.tokens[self.at][1]

    def block(self) -> Iterator[str]:
        """The graphs of a template, whose opening brace is next; the walk stands behind its end after."""
        depth = 0
        while True:
            kind, token = self.next()
            if token == "{":
                depth += 1
            elif token == "}":
                depth -= 1
            elif depth == 1 and token.upper() == "GRAPH":
                yield self.iri()
            elif depth == 1 and token != ".":
                yield self.within
            if depth <= 0 or not kind:
                return


def _operation(walk: _Walk, word: str) -> Iterator[str]:
    """What the operation that begins with `word`, just read, writes."""
    if word == "PREFIX":
        name = walk.next()[1].removesuffix(":")
        walk.prefixes[name] = walk.iri()
    elif word == "WITH":
        walk.within = walk.iri()
    elif word in TEMPLATES:
        form = walk.tokens[walk.at][1].upper() if walk.at < len(walk.tokens) else ""
        if form in {"DATA", "WHERE"}:
            walk.next()
            walk.within = ANYWHERE
        yield from walk.block()
    elif word == "WHERE":
        list(walk.block())
        walk.within = ANYWHERE
    elif word in {"CLEAR", "DROP", "CREATE"}:
        yield _last(walk)
    elif word in {"COPY", "ADD", "MOVE"}:
        source, target = _last(walk), _last(walk)
        yield from (source, target) if word == "MOVE" else (target,)
    elif word == "LOAD":
        raise BadQuery("LOAD would read another host; send the data by PUT or POST to /data?graph=IRI")


def _last(walk: _Walk) -> str:
    """The graph that the next words name: `SILENT GRAPH <…>`, `TO <…>`, `DEFAULT`, `ALL`."""
    while walk.at < len(walk.tokens) and walk.tokens[walk.at][1].upper() in {"SILENT", "GRAPH", "TO"}:
        walk.next()
    return walk.iri()


def graphs_written(update: str) -> set[str]:
    """IRIs of the graphs that an update writes; ANYWHERE ("") among them where it may write others too.

    Raises BadQuery for what no update may do here.
    """
    if ESCAPED.search(update):
        raise BadQuery("an update has no \\u escapes; write the characters themselves")
    found = [(m.lastgroup or "", m[0]) for m in TOKEN.finditer(update) if m.lastgroup != "comment"]
    walk, graphs = _Walk(found), set[str]()
    while walk.at < len(found):
        _, token = walk.next()
        graphs.update(_operation(walk, token.upper()))
    return graphs
