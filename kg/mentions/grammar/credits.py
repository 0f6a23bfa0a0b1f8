"""A line in, the people that a byline or a credit names in a row out: 通讯员 王强 盛夏, 图/王建国."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.grammar.line import Candidate, Line
from kg.mentions.grammar.tables import stops, surnames
from kg.records import Label

CREDITS = re.compile(
    r"(?:记者|通讯员|特约记者|见习记者|实习生|撰文|摄影|制图|供图|编辑|策划|作者|[文图摄])[/: ]{0,2}"
    r"(?P<names>[一-龥]{2,4}(?:[ 、,]{1,2}[一-龥]{2,4})*)"
    r"(?= ?(?:[)\]】]|$|记者|通讯员|摄影|摄|文/|图/|制图|报道|供图))"
)
SURNAMED = re.compile(r"[一-龥]{2,4}")


def credited(line: Line) -> Iterator[Candidate]:
    """People named in a row in a byline or credit: 通讯员 王强 盛夏."""
    for match in CREDITS.finditer(line.text):
        at = match.start("names")
        for name in SURNAMED.finditer(match["names"]):
            if name[0].startswith(surnames()) and name[0] not in stops("titles"):
                yield Candidate(at + name.start(), at + name.end(), Label.PERSON, "person-credited", 0.85)
