"""Name of a module that only clusters need in, the module out, or an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import WorkerLost


def spark_module(name: str) -> Any:
    """Import `name` late; WorkerLost naming the extra where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise WorkerLost(f"{name} is not installed: pip install 'policing-kg[spark]'") from None
