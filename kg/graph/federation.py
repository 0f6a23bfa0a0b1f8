"""A SPARQL text in, whether it would send data to another host out."""

from __future__ import annotations

import re

# What may hold the word without meaning it: strings, IRIs, comments (SPARQL 1.1, 19.8).
_INERT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.S,
)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.I)


def asks_elsewhere(sparql: str) -> bool:
    """True when the query has a SERVICE clause."""
    return bool(_SERVICE.search(_INERT.sub(" ", sparql)))
