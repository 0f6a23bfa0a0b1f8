"""An article with its mentions and entities in; its statements and its observations out."""

from kg.facts.observations_of import observations
from kg.facts.statements import statements

__all__ = ["observations", "statements"]
