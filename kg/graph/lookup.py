"""A name as somebody types it in, the entities that it may mean out, the likeliest first.

The name or an alias comes first, then its pinyin, its initials, a part of a name or of its pinyin.
Only where none of these answers: the same sound written otherwise, then a slip of the pen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product

from kg.errors import NoSuchName, NotAGraph
from kg.graph.iris import ID
from kg.graph.name_segments import Index
from kg.graph.names import grams_asked, plain, toneless
from kg.graph.store import Graph

CERTAIN = {"name": 1.0, "alias": 0.98, "pinyin": 0.9, "initials": 0.8}
MANY = 5000  # names with one stretch, the shortest first, among which a slip is sought
SLIP = 75.0  # least similarity (0 to 100) for a name with a slip of the pen
NAMES, SPELT = "('name', 'alias')", "('pinyin')"
SHARING = "grams g CROSS JOIN json_each(g.forms) each"  # forms with a stretch, best first
MOST = 200  # stretches of what was typed that are looked at
NEAR = 40.0  # least similarity of a name worth suggesting
Form = tuple[str, str, str, str]  # form, how, name, iri


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a name may mean. `matched` is the name by which it was found."""

    iri: str
    name: str
    kind: str  # local name of the class
    matched: str
    how: str  # name, alias, pinyin, initials, part, sound, similar
    score: float  # 0 to 1
    mentions: int
    private: bool


def _index(graph: Graph) -> Index:
    path = graph.index
    if not path.is_file():
        raise NotAGraph(f"{graph.path} has no look-up index; build it again with kg build")
    return Index(path)


def _exact(index: Index, typed: str) -> Iterator[tuple[Form, str, float]]:
    for row in index.rows("SELECT form, how, name, iri FROM forms WHERE form = ?", (typed,)):
        yield row, row[1], CERTAIN[row[1]]


def _holding(part: sqlite3.Connection, typed: str, hows: str) -> Iterable[Form]:
    """Forms of some kinds that hold what was typed, best first, found by its rarest stretch."""
    named = f"f.how IN {hows} AND instr(f.form, :typed) > 0"
    grams = sorted(grams_asked(typed))[:MOST]
    if not grams:  # up to three letters: what begins so, since nearly every spelling holds them somewhere
        forms = f"SELECT f.form, f.how, f.name, f.iri FROM forms f WHERE {named}"
        ends = {"typed": typed, "end": typed + "\U0010ffff"}
        return part.execute(f"{forms} AND f.form BETWEEN :typed AND :end ORDER BY f.rowid", ends)
    places = ",".join("?" * len(grams))
    known = part.execute(f"SELECT forms, gram FROM spread WHERE gram IN ({places})", grams).fetchall()
    if len(known) < len(grams):
        return ()
    forms = (
        f"SELECT f.form, f.how, f.name, f.iri FROM {SHARING} CROSS JOIN forms f ON f.rowid = each.value "
        f"WHERE g.gram = :gram AND {named} ORDER BY g.part, each.key"
    )
    return part.execute(forms, {"gram": min(known)[1], "typed": typed})


def _best(index: Index, typed: str, limit: int, private: bool) -> Iterator[Form]:
    """The best forms of `limit` entities, from each file of the index and from each kind of form."""
    kinds = (NAMES, SPELT) if typed.isascii() else (NAMES,)
    for (at, part), hows in product(enumerate(index.parts), kinds):
        met: set[str] = set()
        for row in _holding(part, typed, hows):
            if index.stands(at, row[3]) and (entity := index.entity(row[3])) and (private or not entity[3]):
                met.add(row[3])
                yield row
            if len(met) >= limit:
                break


def _parts(index: Index, typed: str, limit: int, private: bool) -> Iterator[tuple[Form, str, float]]:
    for row in _best(index, typed, limit, private):
        share = len(typed) / len(row[0])
        yield row, "part", 0.5 + 0.3 * share - (0.1 if row[1] == "pinyin" else 0.0)


def _sounds(index: Index, typed: str) -> Iterator[tuple[Form, str, float]]:
    from kg.graph.entities import romanise

    spelt = toneless(romanise(typed)).replace(" ", "")
    rows = index.rows("SELECT form, how, name, iri FROM forms WHERE how = 'pinyin' AND form = ?", (spelt,))
    for row in rows:
        yield row, "sound", 0.7


def _alike(part: sqlite3.Connection, typed: str, hows: str) -> list[Form]:
    """Forms that may be a slip of what was typed: they begin alike, or share one of its rarer stretches.

    A slip spoils at most two stretches of two characters, so that more than half of them are looked at.
    """
    grams = sorted(grams_asked(typed))[:MOST]
    places = ",".join("?" * len(grams))
    known = part.execute(f"SELECT forms, gram FROM spread WHERE gram IN ({places})", grams).fetchall()
    rarest = [gram for _, gram in sorted(known)[: len(typed) // 2 + 1]]
    opening = typed[: 3 if typed.isascii() else 1]
    forms = f"SELECT rowid, form, how, name, iri FROM forms WHERE how IN {hows} AND"
    part_of = f"SELECT each.value FROM {SHARING} WHERE g.gram = ? ORDER BY g.part, each.key LIMIT ?"
    sharing = f"{forms} rowid IN ({part_of})"
    alike = set(part.execute(f"{forms} form BETWEEN ? AND ?", (opening, opening + "\U0010ffff")))
    for gram in rarest:
        alike.update(part.execute(sharing, (gram, MANY)))
    return [row[1:] for row in sorted(alike)]


def _similar(index: Index, typed: str, least: float) -> Iterator[tuple[Form, str, float]]:
    """Names within a slip of what was typed, measured on what is shorter: 分局 is no slip of 分公司."""
    from rapidfuzz import fuzz, process

    hows = "('name', 'alias', 'pinyin')" if typed.isascii() else NAMES
    for at, part in enumerate(index.parts):
        rows = _alike(part, typed, hows)
        forms = [row[0] for row in rows]
        for _, score, place in process.extract(typed, forms, scorer=fuzz.ratio, score_cutoff=least, limit=20):
            if index.stands(at, rows[place][3]):
                yield rows[place], "similar", score / 100 * 0.65


def _hits(index: Index, found: Iterable[tuple[Form, str, float]], private: bool = False) -> list[Hit]:
    """One hit an entity, its best, sorted by score, number of mentions, then IRI."""
    best: dict[str, Hit] = {}
    for (_, _, matched, iri), how, score in found:
        if iri in best and best[iri].score >= score:
            continue
        row = index.entity(iri)
        if row is None:
            continue
        name, kind, mentions, hidden = row
        if private or not hidden:
            best[iri] = Hit(iri, name, kind, matched, how, round(score, 4), mentions, bool(hidden))
    return sorted(best.values(), key=lambda hit: (-hit.score, -hit.mentions, hit.iri))


def lookup(graph: Graph, name: str, limit: int = 10, private: bool = False) -> list[Hit]:
    """Entities that `name` may mean, likeliest first; [] for an unknown one (see `suggest`).

    Private people are left out unless `private`.
    """
    typed = plain(name)
    if not typed:
        return []
    with _index(graph) as index:
        latin = plain(toneless(name))
        latin = latin if latin.isascii() else typed
        direct = chain(_exact(index, typed), _exact(index, latin), _parts(index, latin, limit, private))
        for tried in (direct, _sounds(index, typed)):
            if hits := _hits(index, tried, private):
                return hits[:limit]
        return _hits(index, _similar(index, typed, SLIP), private)[:limit]


def suggest(graph: Graph, name: str, limit: int = 5) -> list[str]:
    """Names near to an unknown one, nearest first."""
    with _index(graph) as index:
        near = _hits(index, _similar(index, plain(name), NEAR))
        return list(dict.fromkeys(hit.matched for hit in near))[:limit]


def found(graph: Graph, name: str, private: bool = False) -> Hit:
    """The likeliest entity called `name`; NoSuchName, with near names, where there is none."""
    if name.startswith(ID):
        return _by_iri(graph, name)
    hits = lookup(graph, name, 1, private)
    if hits:
        return hits[0]
    near = suggest(graph, name)
    hint = f"near names are {', '.join(near)}" if near else "kg rank lists the names there are"
    raise NoSuchName(f"nothing in {graph.path} is called {name!r}; {hint}")


def only(graph: Graph, name: str, private: bool = False) -> Hit:
    """The one entity called `name`; NoSuchName where there is none or several are as likely."""
    best = found(graph, name, private)
    equal = [hit for hit in lookup(graph, name, 6, private) if hit.score == best.score]
    if len(equal) > 1:
        names = ", ".join(f"{hit.name} ({hit.kind})" for hit in equal)
        raise NoSuchName(f"{name!r} may be {names}; write the full name, or the IRI that kg lookup shows")
    return best


def _by_iri(graph: Graph, iri: str) -> Hit:
    with _index(graph) as index:
        row = index.entity(iri)
    if row is None:
        raise NoSuchName(f"{iri} is no entity of {graph.path}; look it up with kg lookup")
    return Hit(iri, row[0], row[1], row[0], "name", 1.0, row[2], bool(row[3]))
