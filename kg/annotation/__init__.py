"""Mentions out to annotation tools, corrected ones back in, kept beside a graph for later builds."""

from kg.annotation.corrections import Correction, corrected, load_corrections, save_corrections
from kg.annotation.formats import FORMATS, read_annotations, write_annotations

__all__ = [
    "FORMATS",
    "Correction",
    "corrected",
    "load_corrections",
    "read_annotations",
    "save_corrections",
    "write_annotations",
]
