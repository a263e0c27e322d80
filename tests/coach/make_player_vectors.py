"""Writes ``player_vectors.json``: the scripts of ``player_scripts.toml`` with whole timelines and traces as JSON,
so that a player in another language can be held to them.

Run it by hand after a script was added or a rule of the player was meant to change:
``python tests/coach/make_player_vectors.py``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from hofte.coach.model import Event, Plan
from hofte.coach.player import Player, as_line
from hofte.coach.timeline import make_timeline
from hofte.core.stored import from_json, to_json
from hofte.exercise.model import Exercise

HERE = Path(__file__).parent


def vector(case: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    exercise = Exercise(case["timeline"], lang="en", scope=given.get("scope"), style=given["style"])
    timeline = make_timeline(exercise, from_json(Plan, {"work_s": None, **given["plan"]}))
    events = [_event(item) for item in case["script"].split(";")]
    player = Player(timeline)
    return {
        "name": case["name"],
        "timeline": to_json(timeline),
        "script": [to_json(event) for event in events],
        "trace": [as_line(output) for event in events for output in player.handle(event)],
    }


def _event(item: str) -> Event:
    at_s, kind, *detail = item.split()
    return from_json(Event, {"kind": kind, "at_s": float(at_s), "detail": " ".join(detail)})


if __name__ == "__main__":
    scripts = tomllib.loads((HERE / "player_scripts.toml").read_text(encoding="utf-8"))
    vectors = [vector(case, scripts["timeline"][case["timeline"]]) for case in scripts["case"]]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in vectors)
    (HERE / "player_vectors.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
