"""Name of an optional parser in, the module out, or an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import UnreadableInput


def needs(module: str, extra: str, purpose: str) -> Any:
    """Import `module` late; raise UnreadableInput naming the extra where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        raise UnreadableInput(f"needs what reads {purpose}: pip install 'policing-kg[{extra}]'") from None
