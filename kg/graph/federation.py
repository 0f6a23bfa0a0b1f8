"""A SPARQL text in, what it would ask of others out: another host, graphs by name."""

from __future__ import annotations

import re

# What may hold the word without meaning it: strings, IRIs, comments (SPARQL 1.1, 19.8).
INERT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.S,
)
_GRAPH = re.compile(
    rf"(?<![\w?$:-])GRAPH\s*(?:<([^<>\s]*)>|([\w-]*):([\w-]+))|(?:{INERT.pattern})", re.S | re.I
)
_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.I)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.I)


def without_inert(sparql: str) -> str:
    """The text with its strings, IRIs and comments, in which a word means nothing, blanked out."""
    return INERT.sub(lambda match: " " * len(match[0]), sparql)


def asks_elsewhere(sparql: str) -> bool:
    """True when the query has a SERVICE clause."""
    return bool(_SERVICE.search(without_inert(sparql)))


def graphs_named(sparql: str) -> list[str]:
    """IRIs of the graphs that the query names in GRAPH clauses, sorted; prefixes are those it declares."""
    known = dict(_PREFIX.findall(sparql))
    found = {
        match[1] or known.get(match[2], "") + match[3]
        for match in _GRAPH.finditer(sparql)
        if match[1] or match[3]
    }
    return sorted(found)
