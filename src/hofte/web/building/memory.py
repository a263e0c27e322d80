"""What is remembered between two builds beside the index, in its database: it is lost when the program changes."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

_TABLE = "CREATE TABLE IF NOT EXISTS building_memory (name TEXT PRIMARY KEY, told TEXT NOT NULL)"


def recall(name: str) -> Any:
    """What was remembered under a name; ``None`` when nothing was."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute("SELECT told FROM building_memory WHERE name = %s", [name])
        row = cursor.fetchone()
    return json.loads(row[0]) if row else None


def remember(name: str, value: Any) -> None:
    """Remember a value of JSON under a name."""
    told = json.dumps(value, default=str, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute("REPLACE INTO building_memory VALUES (%s, %s)", [name, told])
