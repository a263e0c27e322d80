"""Where the diary lies when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

#: Names the folder of all that Hofte keeps.
VARIABLE: Final = "HOFTE_DATA"
FILE: Final = "hofte.sqlite3"


def default_path() -> Path:
    """``hofte.sqlite3`` in the folder that ``HOFTE_DATA`` names, or in the person's data folder of this system."""
    folder = os.environ.get(VARIABLE)
    return (Path(folder).expanduser() if folder else user_data_path("hofte", appauthor=False)) / FILE
