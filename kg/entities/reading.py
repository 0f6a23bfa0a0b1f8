"""An article's mentions in, one Named for each out, label by label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.entities.frame import Frame, is_feature
from kg.entities.named import Named, cleaned, unquoted
from kg.entities.orgs import company_key, read_org
from kg.entities.people import is_private, read_people
from kg.entities.places import read_place
from kg.entities.titles import fullest, groups
from kg.entities.units import BY_TOWN, UnitName, explicit, in_context, joins
from kg.lexicon.names import folded
from kg.records import Label

TITLED = (Label.PROGRAM, Label.PLATFORM, Label.TEAM, Label.EVENT, Label.AWARD, Label.CASE)
_COUNT = re.compile(r"^(?:[一二三四五六七八九十百\d]+(?:类|名|位|支|大)|各类|各级)(?=.{3})")
_VILLAGE = r"(?:村|社区|岛|镇|乡|街道)"
_WITHIN = re.compile(r"(.{2,}?派出所)(.+)$")  # a station and what it holds
_ROLE_HEAD = re.compile(r"(?:警长|警官|专员|顾问|助理|大使|委员|[长员官师手])$")

Names = dict[int, Named]


def _of(frame: Frame, *labels: Label) -> list[int]:
    return [i for i, m in enumerate(frame.mentions) if m.label in labels]


def places(frame: Frame) -> Names:
    """Name the PLACE mentions, and tell the frame which divisions they are."""
    found = {}
    for i in _of(frame, Label.PLACE):
        found[i], division = read_place(i, frame)
        if division is not None:
            frame.places[i] = division
    for i, own in found.items():
        longer = {n.key: n for n in found.values() if re.fullmatch(re.escape(own.name) + _VILLAGE, n.name)}
        if not own.code and not is_feature(own.name) and len(longer) == 1:
            found[i] = next(iter(longer.values()))
    return found


def _same_tail(own: UnitName, known: Sequence[UnitName]) -> UnitName | None:
    fits = {k.key: k for k in known if joins(own.name, k.name)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def _as_written(index: int, frame: Frame) -> UnitName:
    return UnitName(cleaned(frame.mentions[index].surface), False)


def _below(own: UnitName, known: Sequence[UnitName]) -> UnitName:
    """A post with the fuller name that its station has elsewhere: 柳溪派出所东门警务室, 江城柳溪派出所."""
    match = None if own.chain else _WITHIN.match(own.name)
    station = _same_tail(UnitName(match[1], False), known) if match else None
    return replace(own, name=station.name + match[2]) if match and station else own


def units(frame: Frame) -> Names:
    """Name the UNIT mentions: by their own words, then by a fuller name elsewhere, then by context."""
    indices = _of(frame, Label.UNIT)
    read = {i: explicit(i, frame) for i in indices}
    known = {i: unit for i, unit in read.items() if unit.chain}
    complete = sorted(known.values(), key=lambda u: u.name)
    written = [unit for unit in complete if unit.origin != BY_TOWN]
    for i in indices:
        guessed = read[i].origin == BY_TOWN
        own, fuller = (_as_written(i, frame), written) if guessed else (read[i], complete)
        if (guessed or i not in known) and (found := _same_tail(own, fuller)):
            known[i] = found
    for i in indices:
        if i not in known:
            read[i] = in_context(i, read[i], frame, known)
            known |= {i: read[i]} if read[i].chain else {}
    bare = [read[i] for i in indices]
    done = {i: _below(known.get(i) or _same_tail(read[i], bare) or read[i], bare) for i in indices}
    return {i: Named(Label.UNIT, u.name, u.key, origin=u.origin, full=u.chain) for i, u in done.items()}


def orgs(frame: Frame) -> Names:
    """Name the ORG mentions; a firm's or centre's short form joins its full name."""
    found = {i: read_org(i, frame) for i in _of(frame, Label.ORG)}
    longer = sorted({n.name: n for n in found.values()}.values(), key=lambda n: (-len(n.name), n.name))
    for i, own in found.items():
        fits = {n.key: n for n in longer if _is_short_for(own.name, n.name)}
        if len(fits) == 1:
            found[i] = next(iter(fits.values()))
    return found


def _is_short_for(short: str, full: str) -> bool:
    if len(folded(short)) >= len(folded(full)):
        return False
    if len(short) >= 4 and full.endswith(short):
        return True
    a, b = company_key(short), company_key(full)
    is_firm = re.search(r"公司$", full) is not None
    return is_firm and len(a) >= 3 and (a == b or b.endswith(a))


def titles(frame: Frame) -> Names:
    """Name programmes, platforms, teams, events, awards and cases."""
    found = {}
    for label in TITLED:
        indices = _of(frame, label)
        surfaces = [frame.mentions[i].surface for i in indices]
        leads = groups(surfaces)
        for lead in set(leads):
            members = [i for i, group in zip(indices, leads, strict=True) if group == lead]
            name = fullest([frame.mentions[i].surface for i in members])
            for i in members:
                quoted = name != unquoted(name)
                found[i] = Named(label, name, folded(name), origin="titles/fullest@1", full=quoted)
    return found


def roles(frame: Frame) -> Names:
    """Name the ROLE mentions; 河道、林区警长 share their head."""
    found = {}
    indices = _of(frame, Label.ROLE)
    for at, i in enumerate(indices):
        name = _COUNT.sub("", cleaned(frame.mentions[i].surface))
        if not _ROLE_HEAD.search(name):
            for j in indices[at + 1 :]:
                other = frame.mentions[j]
                head = re.search(r"(?:警长|专员|联络员|警官)$", other.surface)
                if other.sentence == frame.mentions[i].sentence and head:
                    name += head[0]
                    break
        found[i] = Named(Label.ROLE, name, folded(name), origin="roles/name@1")
    return found


def people(frame: Frame) -> Names:
    """Name the PERSON mentions and mark private people."""
    indices = _of(frame, Label.PERSON)
    names = read_people([frame.mentions[i].surface for i in indices])
    private = {name for i, name in zip(indices, names, strict=True) if is_private(name, _before(frame, i))}
    return {
        i: Named(Label.PERSON, name, folded(name), private=name in private, origin="people/name@1")
        for i, name in zip(indices, names, strict=True)
    }


def _before(frame: Frame, index: int) -> str:
    mention = frame.mentions[index]
    return frame.article.sentences[mention.sentence].text[max(0, mention.low - 8) : mention.low]


def read_all(frame: Frame) -> Names:
    """Name every mention of the article."""
    return {**places(frame), **units(frame), **orgs(frame), **titles(frame), **roles(frame), **people(frame)}
