"""A mention in its scene in, what it does in its clause out: subject, owner, means, made …"""

from __future__ import annotations

import re

from kg.facts.observations_scene import Named, Scene
from kg.facts.quantities_patterns import pattern
from kg.records import Label

LINK = re.compile(r"[“《”》了的起出为着其以]+$")
MADE = pattern("made")
MEANS = pattern("means")
PARTNER = re.compile(r"(?:与|和|同|会同|联合|协同|由|协助|配合|、|及)$")


def around(scene: Scene, named: Named) -> tuple[str, str]:
    """Two characters before a mention (^ at the start of a clause or after a date) and two after it."""
    mention = named.mention
    text = scene.article.sentences[mention.sentence].text
    lead = LINK.sub("", text[: mention.low])
    dated = any(p.high == mention.low for p in scene.times[mention.sentence])
    ahead = "^" if dated or not lead or text[mention.low - 1] in ",;:。( " else lead[-2:]
    if text[max(0, mention.low - 1) : mention.low] in {"、", "和"}:
        ahead = "、"
    behind = text[mention.high : mention.high + 2].lstrip("”》")
    return ahead, behind[:2] or "$"


def made(scene: Scene, named: Named) -> bool:
    """Whether the words before a mention say that it was newly set up: 研发, 组建, 推出."""
    text = scene.article.sentences[named.mention.sentence].text
    return bool(MADE.search(text[: named.mention.low].rstrip("“《”")))


def role_of(scene: Scene, named: Named) -> str:
    """What a mention does in its clause: subject, owner (…的), made, means, partner, object."""
    text = scene.article.sentences[named.mention.sentence].text
    near = around(scene, named)
    lead = text[: named.mention.low].rstrip("“《")
    if near[0] == "^":
        return (
            "owner" if near[1][:1] == "的" else "listed" if near[1][:1] in {"、", "和", "与"} else "subject"
        )
    clause = re.split(r"[,;:。]", lead)[-1]
    if clause in {"在", "于", "目前在", "而在"} and named.mention.label is Label.PLACE:
        return "frame"
    if MADE.search(lead):
        return "made"
    if MEANS.search(lead):
        return "means"
    return "partner" if PARTNER.search(lead) else "object"


def opens_clause(near: tuple[str, str]) -> bool:
    """Whether a mention with these surroundings stands as the subject of its clause."""
    return near[0] == "^" and near[1][:1] not in {"的", "、", "和", "与", ",", "$"}
