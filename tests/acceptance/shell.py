"""The command line as an operator types it: a process of its own with nothing but the settings it is given."""

import os
import subprocess
import sys
from pathlib import Path

LONG = 60.0


def interests(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one verb in that folder and wait for its end."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=own | settings,
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
