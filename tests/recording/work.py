"""Work for other processes, in a module that costs them nothing to load."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from hofte.core.errors import HofteError


def work(path: Path) -> tuple[str, int]:
    """What the file's name asks for; and in which process it was done."""
    if path.stem.startswith("broken"):
        raise HofteError(f"{path}: sample 3: it is broken", hint="fetch it anew")
    if path.stem.startswith("odd"):
        raise ZeroDivisionError("by nothing")
    if path.stem.startswith("killer"):
        os.kill(os.getpid(), signal.SIGKILL)
    if path.stem.startswith("killed-once") and not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path.stem, os.getpid()
