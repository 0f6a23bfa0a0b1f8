"""Tell whether .venv holds what setup.cfg asks for: exit 0 when a record of the same setup.cfg stands."""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """`EXTRA` compares, `--record EXTRA` writes; the record is a hash of setup.cfg inside .venv."""
    mark = ROOT / ".venv" / f"policing-kg-{arguments[-1]}.sha256"
    wanted = hashlib.sha256((ROOT / "setup.cfg").read_bytes()).hexdigest()
    if arguments[0] == "--record":
        mark.write_text(wanted, "utf-8")
        return 0
    return 0 if mark.exists() and mark.read_text("utf-8") == wanted else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
