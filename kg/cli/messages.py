"""A message's id and values in, its text in the user's language out."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files

from kg.lexicon.rows import Row, read_rows

LANGUAGES = ("en", "zh")
OF_TERMS = frozenset(
    {"", "what", "change", "sort", "class", "kind", "direction", "basis", "bound", "status", "predicate"}
)


def chosen_language() -> str:
    """`KG_LANG` (which `--lang` sets), else the locale: zh for any Chinese one, else en."""
    if (wanted := os.environ.get("KG_LANG", "")) in LANGUAGES:
        return wanted
    locale = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


@cache
def _catalogue() -> dict[str, Row]:
    with files("kg.cli").joinpath("messages.jsonl").open(encoding="utf-8") as lines:
        read = read_rows(lines, "kg/cli/messages.jsonl", frozenset({"id", "en", "zh"}), frozenset())
    return {row["id"]: row for row in read}


def text(key: str, **values: object) -> str:
    """The message `key` in the chosen language, its `{name}` places filled from `values`."""
    template: str = _catalogue()[key][chosen_language()]
    return template.format(**values) if values else template


def column(head: str) -> str:
    """The head of a table's column as the user reads it; in English it is the name that CSV and JSON have."""
    row = _catalogue().get(f"column.{head}")
    return row["zh"] if row and chosen_language() == "zh" else head


def term(head: str, cell: str) -> str:
    """A cell of the column `head`: a term of the model in Chinese where that is chosen, else as it is."""
    if head not in OF_TERMS or chosen_language() != "zh":
        return cell
    from kg.views.terminal import words

    row = _catalogue().get(f"term.{cell}")
    return row["zh"] if row else words("zh").get(cell, cell)
