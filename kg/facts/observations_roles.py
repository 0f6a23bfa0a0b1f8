"""A mention in its sentence in, what it does in its clause out: subject, owner, means, made …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.periods import Period
from kg.facts.quantities_patterns import pattern
from kg.records import Label, Mention

LINK = re.compile(r"[“《”》了的起出为着其以]+$")
MADE = pattern("made")
MEANS = pattern("means")
PARTNER = re.compile(r"(?:与|和|同|会同|联合|协同|由|协助|配合|、|及)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its entity's id and what the words around it say of its part in the clause.

    `ahead` is ^ at the start of a clause or after a date, else the two characters before it.
    """

    mention: Mention
    entity: str
    ahead: str
    behind: str
    role: str
    made: bool  # newly set up: 研发, 组建, 推出 stand before it

    @property
    def subject(self) -> bool:
        """Whether it stands as the subject of its clause."""
        return self.ahead == "^" and self.behind[:1] not in {"的", "、", "和", "与", ",", "$"}


def _role(ahead: str, behind: str, lead: str, label: Label) -> str:
    if ahead == "^":
        return "owner" if behind[:1] == "的" else "listed" if behind[:1] in {"、", "和", "与"} else "subject"
    clause = re.split(r"[,;:。]", lead)[-1]
    if clause in {"在", "于", "目前在", "而在"} and label is Label.PLACE:
        return "frame"
    if MADE.search(lead):
        return "made"
    if MEANS.search(lead):
        return "means"
    return "partner" if PARTNER.search(lead) else "object"


def named(mention: Mention, entity: str, text: str, times: Sequence[Period]) -> Named:
    """Read the part that `mention` plays in the sentence `text`, whose time expressions are `times`."""
    close = text[max(0, mention.low - 14) : mention.low]
    lead = LINK.sub("", close)
    dated = any(p.high == mention.low for p in times)
    ahead = "^" if dated or not lead or close[-1] in ",;:。( " else lead[-2:]
    if close[-1:] in {"、", "和"}:
        ahead = "、"
    behind = text[mention.high : mention.high + 2].lstrip("”》") or "$"
    role = _role(ahead, behind, close.rstrip("“《"), mention.label)
    return Named(mention, entity, ahead, behind, role, bool(MADE.search(close.rstrip("“《”"))))
