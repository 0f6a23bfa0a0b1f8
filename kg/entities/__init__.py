"""An article and its mentions in, its entities out: one for each thing named, with its canonical name."""

from kg.entities.link import link

__all__ = ["link"]
