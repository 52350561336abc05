"""`python -m pairing.engine verify FILE`: recompute a stored draw with nothing but Python."""

import json
import sys
from pathlib import Path

from pairing.engine.verify import differences

USAGE = "usage: python -m pairing.engine verify FILE"


def main(arguments: list[str]) -> int:
    """Exit code: 0 the same, 1 different or unreadable, 2 called wrongly."""
    if len(arguments) != 2 or arguments[0] != "verify":
        print(USAGE, file=sys.stderr)
        return 2
    try:
        stored = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
        lines = differences(stored)
    except (OSError, ValueError) as error:
        print(f"Cannot verify {arguments[1]}: {error}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    print(
        "Differs." if lines else "Verified: every pair follows from the seed and the frozen inputs."
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
