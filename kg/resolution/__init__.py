"""Extractions of all documents in, one identity for every thing out, with the reasons.

`resolve(extractions, judgements=(), lexicon=())` gives a `Resolution`:

- `entities`: each `ResolvedEntity` has a stable `key` (its IRI is made from class and key), canonical
  `name`, `label`, `aliases`, `code`, coordinates, `private`, its `members` (article identifier,
  entity id) and the `merges` that joined them;
- `keys`: from every (article identifier, entity id) to the key, for rewriting statements; what was
  extracted stays as it is;
- `official`: `partOf` and `locatedIn` statements from the official divisions, between keys;
- `uncertain`: pairs that a person should look at.

`load_judgements(path)` and `append_judgement(path, judgement)` read and extend the file of judgements,
`load_terms(path)` reads a user's lexicon; both name the line that is wrong (MalformedRule).

The answer depends on the set of extractions only, never on their order or on how they are split.
"""

from kg.resolution.judgements import append_judgement, line_of, load_judgements, read_judgements
from kg.resolution.records import (
    Judgement,
    Member,
    Merge,
    Pair,
    Resolution,
    ResolvedEntity,
    Term,
    Verdict,
)
from kg.resolution.resolve import resolve
from kg.resolution.terms import load_terms, read_terms

__all__ = [
    "Judgement",
    "Member",
    "Merge",
    "Pair",
    "Resolution",
    "ResolvedEntity",
    "Term",
    "Verdict",
    "append_judgement",
    "line_of",
    "load_judgements",
    "load_terms",
    "read_judgements",
    "read_terms",
    "resolve",
]
