"""Entities as they were and as they are in, what official data says of them and of what hangs on them out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.lexicon import divisions
from kg.records import Label
from kg.resolution.notes import Notes, noted_thing, packed, renew
from kg.resolution.noting import above_codes, thing_rows
from kg.resolution.official import added_place, of_place, of_unit
from kg.resolution.records import Resettled, ResolvedEntity


class _Known:
    """Keys of the units with a name and of the places with a code, by what is noted."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def unit(self, name: str, but: Collection[str] = ()) -> str | None:
        """Of several units of one name, `but` some, the last in order of keys stands for all."""
        keys = set(self._notes.values("named", packed(Label.UNIT.value, name))).difference(but)
        shown = (key for key in sorted(keys, reverse=True) if not _thing(self._notes, key).private)
        return next(shown, None)

    def place(self, code: str) -> str | None:
        """The place that documents name, else the one that official data adds."""
        keys = self._notes.values("code", code) or self._notes.values("added", code)
        return max(keys, default=None)


def _thing(notes: Notes, key: str) -> ResolvedEntity:
    found = noted_thing(notes, key)
    assert found is not None, key
    return found[0]


def _differing(found: Resettled) -> list[ResolvedEntity]:
    """Entities that came, went or have another name, code or privacy, on both sides."""

    def told(entity: ResolvedEntity) -> tuple[object, ...]:
        return entity.key, entity.name, entity.code, entity.private

    old, new = ({told(each): each for each in side.values()} for side in (found.old, found.new))
    return [*(old[k] for k in old.keys() - new.keys()), *(new[k] for k in new.keys() - old.keys())]


def _added(notes: Notes, code: str) -> ResolvedEntity | None:
    """The place that official data adds: one that no document names and in which a named one lies."""
    d = divisions.by_code(code)
    if d is None or notes.values("code", code, 1) or not notes.values("below", code, 1):
        return None
    return added_place(d, bool(notes.values("named", packed(Label.PLACE.value, d.name), 1)))


def _noted_added(code: str, key: str) -> ResolvedEntity:
    """A place that official data added, by its key, which a document's place may have now."""
    d = divisions.by_code(code)
    assert d is not None, code
    return replace(added_place(d, False), key=key)


def _renew_added(notes: Notes, found: Resettled, differing: Iterable[ResolvedEntity]) -> None:
    codes = {each.code for each in differing if each.code}
    codes |= {high for code in codes for high in above_codes(code)}
    names = {each.name for each in differing if each.label == Label.PLACE}
    codes |= {d.code for name in names for d in divisions.find(name, towns=False) if d.name == name}
    for code in sorted(codes - {""}):
        was = [_noted_added(code, key) for key in notes.values("added", code)]
        now = [each] if (each := _added(notes, code)) else []
        renew(notes, (r for e in was for r in thing_rows(e, "")), (r for e in now for r in thing_rows(e, "")))
        found.old.update((each.key, each) for each in was)
        found.new.update((each.key, each) for each in now)


def _children(notes: Notes, code: str) -> set[str]:
    """Codes right below a division, of places that are known or added."""
    chains = (divisions.chain(d) for low in notes.values("below", code) if (d := divisions.by_code(low)))
    return {d.code for chain in chains for d in chain if d.parent == code}


def _hanging(notes: Notes, differing: Collection[ResolvedEntity], known: _Known) -> set[str]:
    """Keys of entities of which official data may say something else now."""
    changed = {each.key for each in differing}
    found: set[str | None] = {*changed}
    for each in differing:
        if each.label == Label.UNIT:
            found.update(notes.values("prefix", each.name), notes.values("above", each.name))
            found.update((known.unit(each.name), known.unit(each.name, changed)))
        if each.code:
            found.update(notes.values("at", each.code), {known.place(each.code)})
            found.update(known.place(code) for code in _children(notes, each.code))
    return {key for key in found if key}


def resettle_official(notes: Notes, found: Resettled) -> Resettled:
    """Add to `found` the places that official data adds, and its statements; note the places."""
    _renew_added(notes, found, _differing(found))
    known = _Known(notes)
    for key in sorted(_hanging(notes, _differing(found), known)):
        found.statements[key] = []
        thing = noted_thing(notes, key)
        if thing is None:
            continue
        entity = thing[0]
        d = divisions.by_code(entity.code)
        if d and known.place(entity.code) == key:
            found.statements[key] += of_place(d, known.place)
        if entity.label == Label.UNIT and known.unit(entity.name) == key:
            found.statements[key] += of_unit(entity.name, known.unit, known.place)
    return found
