"""Peers live in an environment of their own, made on first use and kept in the user's cache."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path


def interpreter(name: str, packages: Sequence[str]) -> Path | None:
    """The Python of the peers' environment, or ``None`` if it cannot be made (no network)."""
    folder = user_cache_path("hofte") / "bench" / name
    python, stamp = folder / "bin" / "python", folder / "packages.txt"
    wanted = "\n".join(packages)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"making an environment for {', '.join(packages)} in {folder}", file=sys.stderr)
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603  our own program
        subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no peers: {error}", file=sys.stderr)
        return None
    stamp.write_text(wanted, encoding="utf-8")
    return python
