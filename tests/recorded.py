"""Prints what the bot showed during a recorded test run, a surface a line, for a check of Slack's limits.

usage: python -m tests.recorded FOLDER
"""

import json
import sys
from pathlib import Path

from bot.simulator.recorder import surfaces


def main() -> int:
    for file in sorted(Path(sys.argv[1]).glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
        for surface in surfaces(rows):
            print(json.dumps(surface))
    return 0


if __name__ == "__main__":
    sys.exit(main())
